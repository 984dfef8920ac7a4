"""Read PDFs that come from anybody: in a child process with little memory and time."""

import json
from typing import Any

from assessment.errors import ReportError
from assessment.reporting.paper.contents import Compared, Difference, ReportContents
from assessment.services.machine.children import answered_by_child

TIME_LIMIT_S = 60
"""A child that has not answered by then is stopped; its processor time ends before."""

_CHILD = "assessment.reporting.paper.reading.child"


def answers_in(pdf: bytes, source: str) -> str:
    """Return the portable file inside the report *pdf*; *source* names it in messages.

    Raises:
        ReportError: when it is no PDF, wants too much, or carries no portable file.
    """
    return contents_of(pdf, source).attachments[0]


def contents_of(pdf: bytes, source: str) -> ReportContents:
    """Return what the report *pdf* says of itself, besides its pages.

    Raises:
        ReportError: when it is no PDF, wants too much, or is not one of our reports.
    """
    found = _asked({"task": "contents", "source": source}, pdf)
    return ReportContents(
        tuple(found["attachments"]),
        found["language"],
        found["made_on"],
        found["stamps"],
    )


def compared(
    pdf: bytes, anew: bytes, attached: tuple[str, ...], source: str
) -> Compared:
    """Return how the report *pdf* differs from *anew*, the same report made anew.

    Raises:
        ReportError: when *pdf* cannot be read, or wants too much.
    """
    header = {"task": "compare", "source": source, "attached": attached}
    found = _asked(header, pdf, anew)
    return Compared(
        found["same"],
        found["figures"],
        tuple(Difference(**each) for each in found["differences"]),
        tuple(Difference(**each) for each in found["words"]),
        tuple(found["pages"]),
        tuple((page, what) for page, what in found["foreign"]),
    )


def _asked(header: dict[str, Any], *files: bytes) -> dict[str, Any]:
    sizes = [len(file) for file in files]
    order = json.dumps({**header, "sizes": sizes}).encode() + b"\n" + b"".join(files)
    answer = answered_by_child(_CHILD, order, limit_s=TIME_LIMIT_S)
    if answer is None:
        raise ReportError(
            f"{header['source']} was not read to its end: it wants more memory or time "
            "than any of our reports."
        )
    told: dict[str, Any] = json.loads(answer)
    if "refused" in told:
        raise ReportError(told["refused"])
    found: dict[str, Any] = told["found"]
    return found
