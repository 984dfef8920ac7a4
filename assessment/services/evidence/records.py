"""What an assessment knows of files whose contents are kept already."""

from collections.abc import Iterable
from uuid import UUID

from assessment.domain.evidence import FileRecord, files_named
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store
from assessment.storage.evidence import EvidenceRepository


def add_records(
    store: Store, assessment_id: UUID, records: Iterable[FileRecord]
) -> None:
    """Let an assessment have those of the files *records* that its answers name.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
        StorageError: when it could not be kept.
    """
    with store.writing() as session:
        stored = AssessmentRepository(session).get(assessment_id)
        named = files_named(stored.assessment.answers.values())
        for record in records:
            if record.digest in named:
                EvidenceRepository(session).add(assessment_id, record)
