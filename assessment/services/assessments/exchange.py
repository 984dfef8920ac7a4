"""Bring assessments in from portable files, and hand them out as such."""

from dataclasses import replace
from uuid import UUID

from assessment.domain.framework import Framework
from assessment.domain.records import AuditAction, Stamp, StoredAssessment
from assessment.errors import EditionMismatchError
from assessment.portable import read_assessment, write_assessment
from assessment.services.assessments.answered import framework_answered
from assessment.services.assessments.editions import keep_shipped_edition
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.storage.engine import Store


def import_assessment(
    store: Store, framework: Framework, text: str, source: str, *, stamp: Stamp
) -> StoredAssessment:
    """Store the assessment in a portable file as a new one: all of it or nothing.

    A file of an edition that *framework* declares compatible is carried over to it; one
    of an older edition that the program keeps is stored as an answer to that edition.

    Args:
        store: Where to.
        framework: The edition that new assessments use.
        text: The file.
        source: Its name, for messages.
        stamp: Who brings it, and when; the account becomes its owner.

    Raises:
        InvalidPortableFileError: with every problem of the file.
        InvalidFrameworkError: when a kept edition is not usable.
        InvalidAnswerError: when an answer is beyond what may be stored.
        StorageError: when it could not be kept; then nothing of it was.
    """
    answered = framework_answered(text, source, framework)
    assessment = replace(
        read_assessment(text, source, answered), edition=answered.edition
    )
    if answered is not framework:
        keep_shipped_edition(store, answered)
    return create_assessment(
        store, answered, assessment, stamp=stamp, action=AuditAction.IMPORTED
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
