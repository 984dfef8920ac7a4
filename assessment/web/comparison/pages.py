"""Page objects of the comparison: the choice, and the table."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from assessment.domain.answers import AssessmentKind
from assessment.domain.comparison import Comparison
from assessment.domain.framework import Framework, Scope
from assessment.domain.records import EditionKey
from assessment.domain.robustness import Ranking
from assessment.domain.rounds.snapshot import read_code
from assessment.domain.wizard import ResultsStep
from assessment.errors import N_
from assessment.reporting.comparison.compose import comparison_report
from assessment.reporting.comparison.words import ComparisonReport, HeatBlock
from assessment.services.comparisons.comparing import Name
from assessment.services.comparisons.published import PublicCandidate
from assessment.services.comparisons.stored import Candidate
from assessment.texts import Texts, texts_in
from assessment.web.comparison.forms import MOST
from assessment.web.frame import step_url
from assessment.web.rendering import foreign_mark

CHOICES_PER_PAGE = 50

COLUMNS = 6
"""So many assessments stand as columns; more of them stand as rows, which scroll better."""

ROUND_WORDS = {
    (False, ""): N_("Countries"),
    (False, Scope.FULL): N_("Countries, full round"),
    (False, Scope.CORE): N_("Countries, core round"),
    (True, ""): N_("Invented countries, for exercises"),
    (True, Scope.FULL): N_("Invented countries, full round"),
    (True, Scope.CORE): N_("Invented countries, core round"),
}
"""Whether invented, and the scope where there are two -> what stands above a list."""


class Source(StrEnum):
    """Where somebody chooses from."""

    OWN = "own"
    PUBLISHED = "published"


DOWNLOADS = {
    "xlsx": N_("Spreadsheet (XLSX)"),
    "csv": N_("Data (CSV)"),
    "html": N_("Page to keep (HTML)"),
}


AnyCandidate = Candidate | PublicCandidate


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """An assessment to choose.

    Attributes:
        id: What names it in the address of a comparison.
        reason: Why it cannot be chosen; empty when it can.
    """

    id: str
    country: str
    period: str
    respondent: str
    is_alternative: bool
    is_chosen: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ChoiceRound:
    """Assessments that may stand beside each other.

    Attributes:
        number: Tells the lists of a page apart.
        every: Address of this page with all that can be chosen here; empty when that is
            too many, or no help.
    """

    number: int
    title: str
    lines: tuple[ChoiceLine, ...]
    every: str

    @property
    def has_choice(self) -> bool:
        """Whether anything in it can be chosen."""
        return any(not line.reason for line in self.lines)


@dataclass(frozen=True, slots=True)
class ChoiceEdition:
    """An edition and what was answered against it."""

    title: str
    edition: str
    foreign: Markup
    rounds: tuple[ChoiceRound, ...]


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """What can be compared, a page at a time.

    Attributes:
        problem: Why the last choice could not be compared; empty when it could.
        kept: Names chosen on other pages.
        source: Where this page's choice comes from.
        sources: The others there are to choose from.
    """

    editions: tuple[ChoiceEdition, ...]
    problem: str
    kept: tuple[Name, ...]
    number: int
    pages: int
    source: Source
    sources: tuple[Source, ...]
    chosen: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A comparison with all its ways on.

    Attributes:
        block: The heat table, in one piece.
        is_wide: So many assessments that they stand as rows.
        has_marks: A band somewhere is held down.
        results: Addresses of the results of each assessment, in the order of the columns.
        other: The same comparison with ranks, or without where there are some.
    """

    report: ComparisonReport
    block: HeatBlock
    is_wide: bool
    has_marks: bool
    results: tuple[str, ...]
    change: str
    downloads: tuple[tuple[str, str], ...]
    foreign: Markup
    other: str


def choice_page(
    candidates: Iterable[AnyCandidate],
    default: EditionKey,
    texts: Texts,
    chosen: Collection[Name],
) -> tuple[ChoiceEdition, ...]:
    """Group *candidates* by what may be compared: edition, real or invented, scope.

    Args:
        candidates: Everything stored.
        default: The edition that is asked now; it comes first.
        texts: Words of the reader's language.
        chosen: What is ticked already.
    """

    def place(candidate: AnyCandidate) -> tuple[object, ...]:
        summary = candidate.summary
        key = summary.edition
        is_core = summary.scope is Scope.CORE
        return (key != default, key.framework, key.edition, key.digest), (
            _is_training(candidate),
            is_core,
        )

    ordered = sorted(candidates, key=lambda c: (place(c), _reading_order(c, texts)))
    editions, number = [], 0
    for _, members in groupby(ordered, key=lambda c: place(c)[0]):
        rounds = []
        every = list(members)
        for _, group in groupby(every, key=lambda c: place(c)[1]):
            number += 1
            rounds.append(_round(number, tuple(group), texts, chosen))
        editions.append(_edition(every[0], tuple(rounds), texts))
    return tuple(editions)


def result_page(
    framework: Framework,
    comparison: Comparison,
    names: Collection[Name],
    *,
    language: str,
    made_on: datetime,
    ranking: Ranking | None,
) -> ResultPage:
    """Work out the page of a comparison."""
    count = len(comparison.columns)
    report = comparison_report(
        framework,
        comparison,
        language=language,
        made_on=made_on,
        columns_per_block=count,
        ranking=ranking,
    )
    (block,) = report.blocks
    chosen, ranks = [str(name) for name in names], "yes" if ranking else None
    return ResultPage(
        report=report,
        block=block,
        is_wide=count > COLUMNS,
        has_marks=any(cell.mark for row in block.rows for cell in row.cells),
        results=tuple(_page_of(h.key) for h in block.heads),
        change=url_for("comparison.choose", id=chosen),
        downloads=tuple(
            (
                word,
                url_for("comparison.download", ending=ending, id=chosen, ranks=ranks),
            )
            for ending, word in DOWNLOADS.items()
        ),
        foreign=foreign_mark(texts_in(language), framework),
        other=url_for("comparison.show", id=chosen, ranks=None if ranking else "yes"),
    )


def _page_of(key: str) -> str:
    """Return where one of a comparison stands by itself."""
    if code := read_code(key):
        return url_for("published.show", snapshot_code=code)
    return step_url(UUID(key), ResultsStep())


def _is_training(candidate: AnyCandidate) -> bool:
    summary = candidate.summary
    return summary.kind is AssessmentKind.TRAINING or summary.subject.is_invented


def _reading_order(candidate: AnyCandidate, texts: Texts) -> tuple[str, str, bool]:
    summary = candidate.summary
    country = texts.country(summary.subject.code, summary.subject.name)
    return country.casefold(), summary.period, _is_alternative(candidate)


def _is_alternative(candidate: AnyCandidate) -> bool:
    return candidate.summary.kind is AssessmentKind.ALTERNATIVE


def _edition(
    candidate: AnyCandidate, rounds: tuple[ChoiceRound, ...], texts: Texts
) -> ChoiceEdition:
    key, framework = candidate.summary.edition, candidate.framework
    return ChoiceEdition(
        title=framework.title if framework else key.framework,
        edition=key.edition,
        foreign=foreign_mark(texts, framework) if framework else Markup(),
        rounds=rounds,
    )


def _round(
    number: int,
    candidates: tuple[AnyCandidate, ...],
    texts: Texts,
    chosen: Collection[Name],
) -> ChoiceRound:
    first = candidates[0]
    has_core = first.framework is not None and first.framework.has_core
    scope = first.summary.scope if has_core else ""
    open_ids = [c.name for c in candidates if c.is_comparable]
    return ChoiceRound(
        number=number,
        title=ROUND_WORDS[_is_training(first), scope],
        lines=tuple(_line(candidate, texts, chosen) for candidate in candidates),
        every=url_for("comparison.choose", id=open_ids)
        if 1 < len(open_ids) <= MOST
        else "",
    )


def _line(
    candidate: AnyCandidate, texts: Texts, chosen: Collection[Name]
) -> ChoiceLine:
    summary = candidate.summary
    return ChoiceLine(
        id=candidate.name,
        country=texts.country(summary.subject.code, summary.subject.name),
        period=summary.period,
        respondent=summary.respondent,
        is_alternative=_is_alternative(candidate),
        is_chosen=candidate.name in map(str, chosen) and candidate.is_comparable,
        reason=_reason(candidate, texts),
    )


def _reason(candidate: AnyCandidate, texts: Texts) -> str:
    if candidate.framework is None:
        return texts.gettext("The file of its edition is not kept here.")
    if isinstance(candidate, PublicCandidate):
        if candidate.is_shown_enough:
            return ""
        return texts.gettext("Only its bands are shown.")
    if not candidate.is_provisional:
        return ""
    return texts.gettext(
        "Provisional: %(coverage)s answered, %(minimum)s needed.",
        coverage=texts.percent(candidate.coverage),
        minimum=texts.percent(candidate.framework.scoring.minimum_coverage),
    )
