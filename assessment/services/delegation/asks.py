"""Read and store what was asked of somebody. One function is one transaction."""

from uuid import UUID

from assessment.domain.people.asks import Assignment
from assessment.storage.assessments.assignment_repository import AssignmentRepository
from assessment.storage.engine import Store


def asks_of(store: Store, account: int, assessment_id: UUID) -> tuple[Assignment, ...]:
    """Return what was asked of *account* in an assessment, oldest first.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return AssignmentRepository(session).asked_of(account, assessment_id)


def keep_assignment(store: Store, assignment: Assignment) -> None:
    """Store what was asked.

    Raises:
        StorageError: when it could not be kept.
    """
    with store.writing() as session:
        AssignmentRepository(session).add(assignment)
