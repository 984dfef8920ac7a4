"""Say which of the stored assessments can be set side by side."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from threading import Lock
from uuid import UUID

from assessment.domain.answers import AnswerStatus, Profile
from assessment.domain.framework import Framework
from assessment.domain.people.may import Action
from assessment.domain.people.sight import sight_of
from assessment.domain.people.teams import Person
from assessment.domain.profile import is_applicable
from assessment.domain.records import AssessmentSummary, EditionKey
from assessment.errors import EditionMismatchError
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
    def name(self) -> str:
        """What names it in the address of a comparison."""
        return str(self.summary.id)

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
