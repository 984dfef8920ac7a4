"""Bring assessments in from portable files, and hand them out as such."""

from dataclasses import replace
from uuid import UUID

from assessment.domain.framework import Framework
from assessment.domain.records import AuditAction, Stamp, StoredAssessment
from assessment.errors import EditionMismatchError
from assessment.portable import read_assessment, write_assessment
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.storage.engine import Store


def import_assessment(
    store: Store, framework: Framework, text: str, source: str, *, stamp: Stamp
) -> StoredAssessment:
    """Store the assessment in a portable file as a new one: all of it or nothing.

    A file of an edition that *framework* declares compatible is carried over to it.

    Args:
        store: Where to.
        framework: The edition it is then answered against.
        text: The file.
        source: Its name, for messages.
        stamp: Who brings it, and when; the account becomes its owner.

    Raises:
        InvalidPortableFileError: with every problem of the file.
        InvalidAnswerError: when an answer is beyond what may be stored.
        StorageError: when it could not be kept; then nothing of it was.
    """
    assessment = replace(
        read_assessment(text, source, framework), edition=framework.edition
    )
    return create_assessment(
        store, framework, assessment, stamp=stamp, action=AuditAction.IMPORTED
    )


def export_assessment(store: Store, framework: Framework, assessment_id: UUID) -> str:
    """Return the assessment as a portable file (JSON, stable order).

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
        EditionMismatchError: when it was answered against another edition.
        StorageError: when the database cannot be read.
    """
    stored = load_assessment(store, assessment_id)
    edition = stored.edition
    if (edition.framework, edition.edition) != (framework.key, framework.edition):
        raise EditionMismatchError(
            f"the assessment belongs to {edition.framework} {edition.edition}, not to "
            f"{framework.key} {framework.edition}"
        )
    return write_assessment(stored.assessment, framework)
