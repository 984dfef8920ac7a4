"""What an assessment knows of files whose contents are kept already."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from assessment.domain.evidence import FileRecord, files_named
from assessment.domain.records import StoredAssessment
from assessment.errors import InvalidPortableFileError, Problem
from assessment.evidence_settings import EvidenceSettings
from assessment.services.evidence.adding import NO_ROOM, megabytes
from assessment.storage.evidence import EvidenceRepository


def add_named(
    session: Session,
    stored: StoredAssessment,
    records: Iterable[FileRecord],
    limits: EvidenceSettings,
) -> None:
    """Let an assessment have those of *records* that its answers name.

    Part of the transaction that changes the answers: they come together or not at all.

    Raises:
        InvalidPortableFileError: when all together would be more than may be kept.
        StorageError: when it could not be kept.
    """
    rows = EvidenceRepository(session)
    wanted = files_named(stored.assessment.answers.values()) - set(
        rows.files(stored.id)
    )
    total = rows.total_size(stored.id)
    for record in {each.digest: each for each in records}.values():
        if record.digest not in wanted:
            continue
        total += record.size
        if total > limits.files_bytes:
            values = {
                "name": record.name,
                "size": megabytes(total),
                "limit": megabytes(limits.files_bytes),
            }
            problem = Problem(record.name, 0, 0, NO_ROOM, values)
            raise InvalidPortableFileError(record.name, (problem,))
        rows.add(stored.id, record)
