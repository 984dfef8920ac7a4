"""What a short report says: too early for a result, and what to answer next."""

from dataclasses import dataclass

from assessment.reporting.brief.page import CountryPage
from assessment.reporting.national.report import OpenLine
from assessment.reporting.shapes.document import Document
from assessment.reporting.shapes.wording import Wording


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What is still to be answered in a point.

    Attributes:
        which: Numbers of the open indicators.
        ask: Whom to ask, the sector with most first.
    """

    number: str
    title: Wording
    which: Wording
    ask: Wording


@dataclass(frozen=True, kw_only=True)
class ShortReport(Document):
    """Three pages for an assessment that is too little answered for a result.

    Attributes:
        message: The title page's sentence: how much is answered.
        minimum: From when on there is a result.
        range: Between which scores the result may lie by now.
        first: What to answer first; critical ones, then by what depends on them.
        rest: The others, a line for each point.
    """

    kind: Wording
    country: Wording
    period: Wording
    subtitle: Wording
    notice: Wording
    cleared: Wording
    message: Wording
    minimum: Wording
    range: Wording
    first: tuple[OpenLine, ...]
    rest: tuple[OpenPoint, ...]
    map: CountryPage
    disclaimer: Wording
    how: tuple[Wording, ...]
