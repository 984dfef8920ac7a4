"""Page object of the start page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assessment.domain.answers import AssessmentKind
from assessment.domain.records import AssessmentSummary
from assessment.domain.wizard import ResultsStep, TaskListStep
from assessment.errors import N_
from assessment.texts import Texts
from assessment.web.frame import step_url

LINES_PER_PAGE = 50

KIND_WORDS = {
    AssessmentKind.GOVERNMENT: N_("Government"),
    AssessmentKind.ALTERNATIVE: N_("Alternative"),
    AssessmentKind.TRAINING: N_("Exercise"),
}


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """An assessment in the list."""

    country: str
    period: str
    kind: str
    respondent: str
    dealt_with: int
    changed_at: datetime
    url: str
    results: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The assessments, last changed first, a page at a time."""

    lines: tuple[AssessmentLine, ...]
    number: int
    pages: int


def home_page(
    summaries: Sequence[AssessmentSummary], texts: Texts, number: int
) -> HomePage | None:
    """Work out page *number* of the start page; None when there is no such page."""
    pages = max(1, -(-len(summaries) // LINES_PER_PAGE))
    if not 1 <= number <= pages:
        return None
    start = (number - 1) * LINES_PER_PAGE
    return HomePage(
        tuple(
            AssessmentLine(
                country=texts.country(summary.subject.code, summary.subject.name),
                period=summary.period,
                kind=KIND_WORDS[summary.kind],
                respondent=summary.respondent,
                dealt_with=summary.answered + summary.unknown,
                changed_at=summary.updated_at,
                url=step_url(summary.id, TaskListStep()),
                results=step_url(summary.id, ResultsStep()),
            )
            for summary in summaries[start : start + LINES_PER_PAGE]
        ),
        number,
        pages,
    )
