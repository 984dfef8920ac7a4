"""The front door, for whoever comes without an account."""

from dataclasses import dataclass

from flask import current_app, url_for
from markupsafe import Markup

from assessment.domain.framework import Framework
from assessment.texts import Texts
from assessment.web.rendering import foreign_mark

_VERIFY = "verify.show"


@dataclass(frozen=True, slots=True)
class DoorPage:
    """What there is for visitors.

    Attributes:
        published: How many assessments are published.
        verify: Where a report is checked; empty where that is not offered.
    """

    title: str
    edition: str
    summary: str
    foreign: Markup
    published: int
    verify: str


def door_page(framework: Framework, published: int, texts: Texts) -> DoorPage:
    """Work out the front door."""
    has_verify = _VERIFY in current_app.view_functions
    return DoorPage(
        title=framework.title,
        edition=framework.edition,
        summary=framework.summary,
        foreign=foreign_mark(texts, framework),
        published=published,
        verify=url_for(_VERIFY) if has_verify else "",
    )
