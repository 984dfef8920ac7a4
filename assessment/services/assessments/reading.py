"""Read assessments as they are stored, and how they came to be so."""

from dataclasses import dataclass
from uuid import UUID

from assessment.domain.people.sight import Sight
from assessment.domain.records import (
    AssessmentSummary,
    AuditEntry,
    Shelf,
    StoredAssessment,
)
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store

HISTORY_LENGTH = 500
"""How many changes :func:`history` returns unless asked for more."""


def load_assessment(store: Store, assessment_id: UUID) -> StoredAssessment:
    """Return the assessment as it is stored now, whoever asks.

    For people, look it up with :func:`~assessment.services.people.access.find_assessment`.
    Asks the database for its revision only, when this process has read it before.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = AssessmentRepository(session)
        cached = store.cache.get(repository.revision_of(assessment_id))
        if cached is not None:
            return cached
        stored = repository.get(assessment_id)
    store.cache.put(stored)
    return stored


def list_assessments(
    store: Store, sight: Sight, shelf: Shelf = Shelf.LIST
) -> tuple[AssessmentSummary, ...]:
    """Return a line for every assessment in *sight* on *shelf*, last changed first.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return AssessmentRepository(session).summaries(sight, shelf)


@dataclass(frozen=True, slots=True)
class AssessmentList:
    """A part of a list of assessments.

    Attributes:
        total: Length of the whole list.
        put_away: How many there are in the archive.
    """

    lines: tuple[AssessmentSummary, ...]
    total: int
    put_away: int


def assessment_list(
    store: Store, sight: Sight, shelf: Shelf = Shelf.LIST, *, first: int, most: int
) -> AssessmentList:
    """Return *most* assessments in *sight* on *shelf* from place *first* on, last changed first.

    Two queries, however many assessments are stored.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = AssessmentRepository(session)
        counts = repository.counts(sight)
        return AssessmentList(
            repository.summaries(sight, shelf, first=first, most=most),
            counts[shelf],
            counts[Shelf.ARCHIVE],
        )


def history(
    store: Store,
    assessment_id: UUID,
    *,
    indicator_key: str | None = None,
    limit: int = HISTORY_LENGTH,
) -> tuple[AuditEntry, ...]:
    """Return the last changes of an assessment, newest first.

    Args:
        store: Where from.
        assessment_id: Which assessment.
        indicator_key: Only the changes of this page.
        limit: At most so many.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = AssessmentRepository(session)
        repository.revision_of(assessment_id)
        return repository.history(assessment_id, subject=indicator_key, limit=limit)
