"""Set stored assessments side by side, and say which of them can be."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from threading import Lock
from uuid import UUID

from assessment.domain.answers import AnswerStatus, Profile
from assessment.domain.comparison import NOTHING_CHOSEN, Comparison, Entry, compare
from assessment.domain.framework import Framework
from assessment.domain.people.may import Action, Standing
from assessment.domain.people.sight import sight_of
from assessment.domain.people.teams import Person
from assessment.domain.profile import is_applicable
from assessment.domain.records import AssessmentSummary, EditionKey, StoredAssessment
from assessment.domain.scoring import Scorecard, score_assessment
from assessment.errors import N_, ComparisonError, EditionMismatchError
from assessment.services.assessments.editions import edition_of
from assessment.services.assessments.reading import load_assessment
from assessment.services.comparisons.page import in_reading_order
from assessment.services.people.access import find_assessment, require
from assessment.storage.assessments.repository import AssessmentRepository
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


@dataclass(frozen=True, slots=True)
class CandidateList:
    """A part of what might be compared, last changed first; ``total`` is all of it."""

    candidates: tuple[Candidate, ...]
    total: int


def find_candidates(
    store: Store,
    framework_of: Callable[[EditionKey], Framework],
    person: Person,
    *,
    first: int,
    most: int,
) -> CandidateList:
    """Return *most* assessments that *person* sees whole, with whether they may be compared.

    The same number of queries, however many are stored.

    Args:
        store: Where they are.
        person: Who compares.
        framework_of: Finds the framework of an edition.
        first: Leave out so many.
        most: At most so many.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = AssessmentRepository(session)
        sight = sight_of(person, Action.SEE_WHOLE)
        summaries = repository.summaries(sight, first=first, most=most)
        total = repository.count(sight)
        unknown = [s.id for s in summaries if _kept.get(_revision(s)) is None]
        standings = repository.standings(unknown) if unknown else {}
    found = tuple(_candidate(framework_of, s, standings) for s in summaries)
    return CandidateList(found, total)


def compare_stored(
    store: Store,
    framework_of: Callable[[EditionKey], Framework],
    ids: Sequence[UUID],
    *,
    person: Person,
    language: str,
) -> tuple[Framework, Comparison]:
    """Compare stored assessments, in reading order of *language*.

    The edition of the first one counts. Others stay out with that as their reason, unless
    it declares theirs compatible.

    Returns:
        The framework they were compared by, and the comparison.

    Raises:
        AssessmentNotFoundError: when there is no such assessment, or *person* may not
            know of it.
        NotAllowedError: when the person sees only a part of it.
        ComparisonError: when they may not be set side by side.
        EditionMismatchError: when the edition of the first one is not kept here.
        StorageError: when the database cannot be read.
    """
    stored = [_seen_whole(store, person, id_) for id_ in ids]
    if not stored:
        raise ComparisonError(NOTHING_CHOSEN)
    _refuse_texts_under_one_number(stored)
    framework = framework_of(stored[0].edition)
    entries = [_entry(store, framework, each) for each in stored]
    return framework, compare(framework, in_reading_order(entries, language))


def _seen_whole(store: Store, person: Person, id_: UUID) -> StoredAssessment:
    found = find_assessment(store, person, id_)
    stored = found.stored
    asked = frozenset(ask.key for ask in found.asks)
    about = Standing(stored.team, stored.state, stored.visibility, asked)
    require(person, Action.SEE_WHOLE, about)
    return stored


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


Standings = Mapping[UUID, tuple[Profile, Mapping[str, AnswerStatus]]]
Known = tuple[UUID, int, datetime]


def _candidate(
    framework_of: Callable[[EditionKey], Framework],
    summary: AssessmentSummary,
    standings: Standings,
) -> Candidate:
    try:
        framework = framework_of(summary.edition)
    except EditionMismatchError:
        return Candidate(summary, None, None, is_provisional=True)
    revision = _revision(summary)
    coverage = _kept.get(revision)
    if coverage is None:
        coverage = _coverage(framework.in_scope(summary.scope), *standings[summary.id])
        _kept.put(revision, coverage)
    is_provisional = coverage < framework.scoring.minimum_coverage
    return Candidate(summary, framework, coverage, is_provisional=is_provisional)


def _revision(summary: AssessmentSummary) -> Known:
    return summary.id, summary.revision, summary.updated_at


def _coverage(
    framework: Framework, profile: Profile, statuses: Mapping[str, AnswerStatus]
) -> Decimal:
    """Return answered ÷ applicable (rule 6) without scoring anything; 0 of nothing."""
    asked = [i.key for i in framework.indicators if is_applicable(i, profile)]
    answered = sum(statuses.get(key) is AnswerStatus.ANSWERED for key in asked)
    return Decimal(answered) / len(asked) if asked else Decimal(0)


class _Coverages:
    """Coverage by revision, the last few thousand; safe to use from several threads."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[Known, Decimal] = OrderedDict()
        self._lock = Lock()

    def get(self, revision: Known) -> Decimal | None:
        with self._lock:
            return self._kept.get(revision)

    def put(self, revision: Known, coverage: Decimal) -> None:
        with self._lock:
            self._kept[revision] = coverage
            while len(self._kept) > self._capacity:
                self._kept.popitem(last=False)


_kept = _Coverages(4096)


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
