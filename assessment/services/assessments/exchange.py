"""Bring assessments in from portable files, and hand them out as such."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from assessment.domain.answers import Assessment
from assessment.domain.evidence import FileRecord
from assessment.domain.framework import Framework
from assessment.domain.records import AuditAction, Stamp, StoredAssessment
from assessment.errors import (
    N_,
    EditionMismatchError,
    InvalidPortableFileError,
    Problem,
)
from assessment.portable import decode_portable, read_assessment, write_assessment
from assessment.services.assessments.answered import framework_answered
from assessment.services.assessments.editions import keep_shipped_edition
from assessment.services.assessments.making import check_owner, new_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.services.reports.reading import contents_of
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store
from assessment.storage.evidence import EvidenceRepository
from assessment.storage.people.team_repository import TeamRepository


def import_assessment(
    store: Store,
    framework: Framework,
    text: str,
    source: str,
    *,
    stamp: Stamp,
    team: UUID,
) -> StoredAssessment:
    """Store the assessment in a portable file as a new one: all of it or nothing.

    A file of an edition that *framework* declares compatible is carried over to it; one
    of an older edition that the program keeps is stored as an answer to that edition.

    Args:
        store: Where to.
        framework: The edition that new assessments use.
        text: The file.
        source: Its name, for messages.
        stamp: Who brings it, and when.
        team: The team that owns it from now on.

    Raises:
        InvalidPortableFileError: with every problem of the file.
        InvalidFrameworkError: when a kept edition is not usable.
        InvalidAnswerError: when an answer is beyond what may be stored, or the team does
            not answer for such an assessment.
        TeamNotFoundError: when there is no such team.
        StorageError: when it could not be kept; then nothing of it was.
    """
    (stored,) = import_all(store, framework, [(source, text)], stamp=stamp, team=team)
    return stored


def import_all(
    store: Store,
    framework: Framework,
    files: Sequence[tuple[str, str]],
    *,
    stamp: Stamp,
    team: UUID,
    records: Mapping[str, Sequence[FileRecord]] | None = None,
) -> tuple[StoredAssessment, ...]:
    """Store the assessments in several portable files: all of them or none.

    Args:
        store: Where to.
        framework: The edition that new assessments use.
        files: Name and text of each.
        stamp: Who brings them, and when.
        team: The team that owns them from now on.
        records: Name of a file -> the files that came with it; their contents are kept.

    Raises:
        As :func:`import_assessment`.
    """
    incoming = [read_incoming(framework, text, source) for source, text in files]
    for each in incoming:
        if each.framework is not framework:
            keep_shipped_edition(store, each.framework)
    new = [
        new_assessment(each.framework, each.assessment, stamp, team=team)
        for each in incoming
    ]
    with store.writing() as session:
        owner = TeamRepository(session).find(team)
        for each in incoming:
            check_owner(owner, each.assessment)
        repository = AssessmentRepository(session)
        for stored, each in zip(new, incoming, strict=True):
            repository.add(stored, stamp, action=AuditAction.IMPORTED)
            for record in (records or {}).get(each.source, ()):
                EvidenceRepository(session).add(stored.id, record)
        return tuple(repository.get(stored.id) for stored in new)


@dataclass(frozen=True, slots=True)
class Incoming:
    """An assessment read from a file, before anything is stored.

    Attributes:
        framework: The edition it would be stored as an answer to.
    """

    source: str
    assessment: Assessment
    framework: Framework


def read_incoming(framework: Framework, text: str, source: str) -> Incoming:
    """Read a portable file as :func:`import_assessment` would; nothing is stored.

    Raises:
        InvalidPortableFileError, InvalidFrameworkError: as there.
    """
    answered = framework_answered(text, source, framework)
    assessment = replace(
        read_assessment(text, source, answered), edition=answered.edition
    )
    return Incoming(source, assessment, answered)


def texts_of_file(content: bytes, source: str) -> tuple[str, ...]:
    """Return the portable file in *content*, and then those that a report sets beside it.

    Raises:
        InvalidPortableFileError: in plain words, when it is something else.
        ReportError: when it is a PDF, but not one of our reports.
    """
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return contents_of(content, source).attachments
    if content.startswith(_ZIP):
        raise _refused(source, _OFFICE_FILE)
    text = decode_portable(content, source)
    if _BINARY.search(text):
        raise _refused(source, _NOT_TEXT)
    return (text,)


_ZIP = b"PK\x03\x04"
_BINARY = re.compile("[\x00-\x08\x0e-\x1f]")
_OFFICE_FILE = N_(
    "This is a file of Word, Excel or a ZIP archive. An assessment comes as a file that ends "
    "in .json or .yaml, or as one of our reports (.pdf)."
)
_NOT_TEXT = N_(
    "This is not a text file. Choose a file that ends in .json or .yaml, or one of our "
    "reports (.pdf)."
)


def _refused(source: str, sentence: str) -> InvalidPortableFileError:
    return InvalidPortableFileError(source, (Problem(source, 0, 0, sentence),))


def export_assessment(store: Store, framework: Framework, assessment_id: UUID) -> str:
    """Return the assessment as a portable file (JSON, stable order).

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
        EditionMismatchError: when it was answered against another edition.
        StorageError: when the database cannot be read.
    """
    return portable_text(load_assessment(store, assessment_id), framework)


def portable_text(stored: StoredAssessment, framework: Framework) -> str:
    """Return *stored*, or the part of it that somebody sees, as a portable file.

    Raises:
        EditionMismatchError: when it was answered against another edition.
    """
    edition = stored.edition
    if (edition.framework, edition.edition) != (framework.key, framework.edition):
        raise EditionMismatchError(
            f"the assessment belongs to {edition.framework} {edition.edition}, not to "
            f"{framework.key} {framework.edition}"
        )
    return write_assessment(stored.assessment, framework)
