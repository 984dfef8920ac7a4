"""Whether files whose contents are kept already find room in an assessment."""

from collections.abc import Iterable
from uuid import UUID

from assessment.domain.evidence import FileRecord
from assessment.errors import InvalidPortableFileError, Problem
from assessment.evidence_settings import EvidenceSettings
from assessment.services.evidence.adding import NO_ROOM, megabytes
from assessment.storage.engine import Store
from assessment.storage.evidence import EvidenceRepository


def refuse_beyond(
    store: Store,
    assessment_id: UUID,
    records: Iterable[FileRecord],
    limits: EvidenceSettings,
) -> None:
    """Go on only when the files of *records* find room beside those that are there.

    Raises:
        InvalidPortableFileError: when all together would be more than may be kept.
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        rows = EvidenceRepository(session)
        known, total = rows.files(assessment_id), rows.total_size(assessment_id)
    for record in records:
        total += 0 if record.digest in known else record.size
        if total > limits.files_bytes:
            values = {
                "name": record.name,
                "size": megabytes(total),
                "limit": megabytes(limits.files_bytes),
            }
            problem = Problem(record.name, 0, 0, NO_ROOM, values)
            raise InvalidPortableFileError(record.name, (problem,))
