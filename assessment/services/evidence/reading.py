"""Read what is known of the files of an assessment, and their content."""

from collections.abc import Mapping
from typing import BinaryIO
from uuid import UUID

from assessment.domain.evidence import FileRecord, LinkCheck
from assessment.storage.engine import Store
from assessment.storage.evidence import EvidenceRepository, EvidenceStore


def files_of(store: Store, assessment_id: UUID) -> Mapping[str, FileRecord]:
    """Return the files of an assessment by digest, whether an answer names them or not.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return EvidenceRepository(session).files(assessment_id)


def files_and_links_of(
    store: Store, assessment_id: UUID
) -> tuple[Mapping[str, FileRecord], Mapping[str, LinkCheck]]:
    """Return the files of an assessment by digest, and what became of its links.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        rows = EvidenceRepository(session)
        return rows.files(assessment_id), rows.link_checks(assessment_id)


def content_of(
    store: Store, contents: EvidenceStore, assessment_id: UUID, digest: str
) -> tuple[FileRecord, BinaryIO] | None:
    """Return a file of an assessment with its content, open for reading.

    None when the assessment has no such file, or its content is not here.

    Raises:
        StorageError: when the database or the content cannot be read.
    """
    with store.reading() as session:
        file = EvidenceRepository(session).find(assessment_id, digest)
    if file is None:
        return None
    content = contents.open(digest)
    return None if content is None else (file, content)
