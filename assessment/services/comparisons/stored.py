"""Set stored assessments side by side, and say which of them can be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from assessment.domain.comparison import NOTHING_CHOSEN, Comparison, Entry, compare
from assessment.domain.framework import Framework
from assessment.domain.records import AssessmentSummary, EditionKey, StoredAssessment
from assessment.domain.scoring import Scorecard, score_assessment
from assessment.errors import N_, ComparisonError, EditionMismatchError
from assessment.services.assessments.editions import edition_of
from assessment.services.assessments.reading import list_assessments, load_assessment
from assessment.services.comparisons.page import in_reading_order
from assessment.storage.engine import Store


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored assessment that might be compared.

    Attributes:
        framework: What it was answered against; None when its edition is not kept here.
        coverage: Share answered (rule 6); None when it cannot be known.
        is_provisional: Answered too little to be compared.
    """

    summary: AssessmentSummary
    framework: Framework | None
    coverage: Decimal | None
    is_provisional: bool

    @property
    def is_comparable(self) -> bool:
        """Whether it may stand in a comparison."""
        return self.framework is not None and not self.is_provisional


def find_candidates(
    store: Store, framework_of: Callable[[EditionKey], Framework]
) -> tuple[Candidate, ...]:
    """Return every stored assessment with whether it may be compared.

    Args:
        store: Where they are.
        framework_of: Finds the framework of an edition.

    Raises:
        StorageError: when the database cannot be read.
    """
    return tuple(
        _candidate(store, framework_of, summary) for summary in list_assessments(store)
    )


def compare_stored(
    store: Store,
    framework_of: Callable[[EditionKey], Framework],
    ids: Sequence[UUID],
    *,
    language: str,
) -> tuple[Framework, Comparison]:
    """Compare stored assessments, in reading order of *language*.

    The edition of the first one counts. Others stay out with that as their reason, unless
    it declares theirs compatible.

    Returns:
        The framework they were compared by, and the comparison.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
        ComparisonError: when they may not be set side by side.
        EditionMismatchError: when the edition of the first one is not kept here.
        StorageError: when the database cannot be read.
    """
    stored = [load_assessment(store, id_) for id_ in ids]
    if not stored:
        raise ComparisonError(NOTHING_CHOSEN)
    _refuse_texts_under_one_number(stored)
    framework = framework_of(stored[0].edition)
    entries = [_entry(store, framework, each) for each in stored]
    return framework, compare(framework, in_reading_order(entries, language))


def _refuse_texts_under_one_number(stored: Sequence[StoredAssessment]) -> None:
    """Refuse two texts of one edition: the first one chosen would decide the scores.

    Raises:
        ComparisonError: when an edition was changed in place between these assessments.
    """
    texts: dict[tuple[str, str], str] = {}
    for each in stored:
        edition = each.edition
        known = texts.setdefault((edition.framework, edition.edition), edition.digest)
        if known != edition.digest:
            raise ComparisonError(
                N_(
                    "These assessments answer different texts of edition {edition}: it was "
                    "changed without a new number. Compare those of one text only."
                ),
                edition=edition.edition,
            )


def _candidate(
    store: Store,
    framework_of: Callable[[EditionKey], Framework],
    summary: AssessmentSummary,
) -> Candidate:
    try:
        framework = framework_of(summary.edition)
    except EditionMismatchError:
        return Candidate(summary, None, None, is_provisional=True)
    coverage, is_provisional = _standing(
        store, framework, summary.id, summary.revision, summary.updated_at
    )
    return Candidate(summary, framework, coverage, is_provisional=is_provisional)


@lru_cache(maxsize=4096)
def _standing(
    store: Store, framework: Framework, id_: UUID, _revision: int, _at: datetime
) -> tuple[Decimal | None, bool]:
    """Return coverage and whether it is too little; scored once per revision."""
    card = score_assessment(framework, load_assessment(store, id_).assessment)
    return card.overall.coverage, card.is_provisional


def _entry(store: Store, framework: Framework, stored: StoredAssessment) -> Entry:
    card = None
    if stored.edition == edition_of(framework):
        card = _scorecard(
            store, framework, stored.id, stored.revision, stored.updated_at
        )
    return Entry(str(stored.id), stored.assessment, card)


@lru_cache(maxsize=64)
def _scorecard(
    store: Store, framework: Framework, id_: UUID, _revision: int, _at: datetime
) -> Scorecard:
    """Return scores, worked out once per revision: some 60 kB each are kept."""
    return score_assessment(framework, load_assessment(store, id_).assessment)
