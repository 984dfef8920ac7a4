"""Take a file in: what it is, whether it fits, content first and its row after."""

from dataclasses import dataclass
from typing import IO
from uuid import UUID

from sqlalchemy.orm import Session

from assessment.domain.evidence import (
    FILE_KINDS,
    FileRecord,
    files_named,
    safe_file_name,
)
from assessment.domain.framework import Framework
from assessment.domain.people.actions import Action
from assessment.domain.records import Stamp
from assessment.errors import N_, InvalidFileError, Problem
from assessment.evidence_settings import MB, EvidenceSettings
from assessment.services.evidence.recognising import UnrecognisedError, recognise
from assessment.storage.assessments.editor import edit_assessment
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store
from assessment.storage.evidence import EvidenceRepository, EvidenceStore

_EMPTY = N_("“{name}” is empty. Choose the file again.")
_TOO_LARGE = N_(
    "“{name}” has {size} MB; at most {limit} MB fit. Make it smaller, such as by scanning "
    "with fewer dots, or give a link instead."
)
NO_ROOM = N_(
    "With “{name}” the files of this assessment would have {size} MB; at most {limit} MB fit. "
    "Take files out that are no longer needed, or give a link instead."
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was brought: its name, and its content, which can be read twice.

    Attributes:
        received: Bytes that came, where not all of a large one were kept.
    """

    name: str
    stream: IO[bytes]
    received: int | None = None


@dataclass(frozen=True, slots=True)
class FileRecordDraft:
    """What is known of a file before its content was kept."""

    name: str
    media_type: str
    size: int

    def record(self, digest: str, stamp: Stamp) -> FileRecord:
        """Return the whole of it, once it has a digest."""
        actor = stamp.actor
        return FileRecord(
            digest,
            self.name,
            self.media_type,
            self.size,
            stamp.at,
            actor.name,
            actor.id,
        )


def check_upload(upload: Upload, limits: EvidenceSettings) -> FileRecordDraft:
    """Return what *upload* is, as it would be kept.

    Raises:
        InvalidFileError: when it is empty, too large, or of no kind that is taken.
    """
    size = upload.received
    if size is None:
        upload.stream.seek(0, 2)
        size = upload.stream.tell()
    if size == 0:
        raise _refused(upload, _EMPTY)
    if size > limits.file_bytes:
        values = {"size": megabytes(size), "limit": megabytes(limits.file_bytes)}
        raise _refused(upload, _TOO_LARGE, **values)
    try:
        kind = recognise(upload.stream)
    except UnrecognisedError as error:
        raise _refused(upload, error.sentence, kinds=_kinds()) from error
    name = safe_file_name(upload.name, kind)
    return FileRecordDraft(name, kind.media_type, size)


def add_file(  # noqa: PLR0913 - each says one thing of what is kept where
    store: Store,
    contents: EvidenceStore,
    framework: Framework,
    assessment_id: UUID,
    upload: Upload,
    *,
    limits: EvidenceSettings,
    stamp: Stamp,
) -> FileRecord:
    """Keep a file for an assessment. Whether an answer names it is another step.

    The content is durable before its row is written, and the row before this returns. The
    same content brought again keeps the name it has, once an answer names it.

    Raises:
        InvalidFileError: in plain words; nothing was kept.
        NotAllowedError, AssessmentNotFoundError, ArchivedError, EditionMismatchError: as
            for answers.
        StorageError: when it could not be kept; then no row of it was written.
    """
    draft = check_upload(upload, limits)
    upload.stream.seek(0)
    kept = contents.put(upload.stream)
    with store.writing() as session:
        editor = edit_assessment(session, framework, assessment_id, stamp)
        editor.require_state(Action.ANSWER)  # it may have been handed on meanwhile
        rows = EvidenceRepository(session)
        known = rows.find(assessment_id, kept.digest)
        if known is not None and _is_named(session, assessment_id, kept.digest):
            return known
        rows.drop(assessment_id, [kept.digest])  # nobody has used its name yet
        total = rows.total_size(assessment_id) + kept.size
        if total > limits.files_bytes:
            values = {"size": megabytes(total), "limit": megabytes(limits.files_bytes)}
            raise _refused(upload, NO_ROOM, **values)
        file = draft.record(kept.digest, stamp)
        rows.add(assessment_id, file)
    return file


def _is_named(session: Session, assessment_id: UUID, digest: str) -> bool:
    stored = AssessmentRepository(session).get(assessment_id).assessment
    return digest in files_named(stored.answers.values())


def megabytes(size: int) -> str:
    """Return *size* in megabytes with at most one decimal, never shown smaller than it is."""
    tenths = -(-size * 10 // MB)
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")


def _kinds() -> str:
    return ", ".join(kind.endings[0].upper() for kind in FILE_KINDS)


def _refused(upload: Upload, template: str, **values: object) -> InvalidFileError:
    name = upload.name or "?"
    problem = Problem(name, 0, 0, template, {"name": name, **values}, "file")
    return InvalidFileError(name, (problem,))
