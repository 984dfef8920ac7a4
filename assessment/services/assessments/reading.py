"""Read assessments as they are stored, and how they came to be so."""

from uuid import UUID

from assessment.domain.records import (
    AssessmentSummary,
    AuditEntry,
    StoredAssessment,
)
from assessment.storage.engine import Store
from assessment.storage.repository import AssessmentRepository

HISTORY_LENGTH = 500
"""How many changes :func:`history` returns unless asked for more."""


def load_assessment(store: Store, assessment_id: UUID) -> StoredAssessment:
    """Return the assessment as it is stored now.

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


def list_assessments(store: Store) -> tuple[AssessmentSummary, ...]:
    """Return a line for every assessment, last changed first.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return AssessmentRepository(session).summaries()


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
