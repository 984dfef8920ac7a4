"""The answer for what was withdrawn, the same at every door: since when, and nothing else."""

from flask import Response, make_response

from assessment.domain.rounds.published import Published
from assessment.web.rendering import render

GONE = 410


def withdrawn_page(published: Published) -> Response:
    """Return the page that says since when nothing of *published* is shown."""
    page = render(
        "published/withdrawn.html",
        code=published.code,
        on=published.publication.withdrawn_at,
    )
    return make_response(page, GONE)
