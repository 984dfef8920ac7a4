"""Page object of the start page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assessment.domain.answers import AssessmentKind
from assessment.domain.framework import Framework, Scope
from assessment.domain.records import AssessmentSummary
from assessment.domain.wizard import ResultsStep, TaskListStep
from assessment.errors import N_
from assessment.texts import Texts, report_languages
from assessment.web.countries import (
    CountryChoice,
    invented_countries,
    real_countries,
)
from assessment.web.frame import step_url
from assessment.web.language import OWN_NAMES
from assessment.web.start.forms import NewAssessmentForm
from assessment.web.wizard.pages import FieldError

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
    """The assessments, last changed first, a page at a time.

    Attributes:
        title: Of the framework that is asked here.
        summary: What it is about.
        edition: Which edition of it.
    """

    title: str
    summary: str
    edition: str
    lines: tuple[AssessmentLine, ...]
    number: int
    pages: int


def home_page(
    framework: Framework,
    summaries: Sequence[AssessmentSummary],
    texts: Texts,
    number: int,
) -> HomePage | None:
    """Work out page *number* of the start page; None when there is no such page."""
    pages = max(1, -(-len(summaries) // LINES_PER_PAGE))
    if not 1 <= number <= pages:
        return None
    start = (number - 1) * LINES_PER_PAGE
    return HomePage(
        framework.title,
        framework.summary,
        framework.edition,
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


@dataclass(frozen=True, slots=True)
class NewPage:
    """The form that begins an assessment.

    Attributes:
        languages: Code and own name of those that reports are offered in.
    """

    form: NewAssessmentForm
    errors: tuple[FieldError, ...]
    full_count: int
    core_count: int
    real: tuple[CountryChoice, ...]
    invented: tuple[CountryChoice, ...]
    languages: tuple[tuple[str, str], ...]

    def wrong(self, field: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == field), "")


@dataclass(frozen=True, slots=True)
class ImportPage:
    """What is wrong with the file that was brought; empty before one was."""

    problems: tuple[str, ...] = ()


def new_page(form: NewAssessmentForm, framework: Framework, texts: Texts) -> NewPage:
    """Work out the page that begins an assessment of *framework*."""
    core = framework.in_scope(Scope.CORE).indicators if framework.has_core else ()
    return NewPage(
        form=form,
        errors=tuple(
            FieldError(name, messages[0]) for name, messages in form.errors.items()
        ),
        full_count=len(framework.indicators),
        core_count=len(core),
        real=real_countries(texts.language),
        invented=invented_countries(texts.language),
        languages=tuple((code, OWN_NAMES[code]) for code in report_languages()),
    )
