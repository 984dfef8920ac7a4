"""Take out of the history what should never have been in it."""

from collections.abc import Sequence
from uuid import UUID

from assessment.domain.records import Stamp
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.assessments.trail import erase_contents
from assessment.storage.engine import Store


def erase_from_history(
    store: Store,
    assessment_id: UUID,
    numbers: Sequence[int],
    reason: str,
    *,
    stamp: Stamp,
) -> int:
    """Empty entries of the trail, and write down who did so and why.

    What is on the pages now is not touched: change that first, or it stands there still.

    Args:
        store: Which installation.
        assessment_id: Of which assessment.
        numbers: The entries, by their numbers in its history.
        reason: Why, without repeating what is erased.
        stamp: Who erases, and when.

    Returns:
        How many entries were emptied; those that were empty before are not counted.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
        StorageError: when it could not be kept; then nothing was.
    """
    with store.writing() as session:
        AssessmentRepository(session).revision_of(assessment_id)
        return erase_contents(session, assessment_id, list(numbers), reason, stamp)
