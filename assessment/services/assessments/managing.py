"""Manage assessments: details, the archive. One function is one transaction."""

from dataclasses import replace
from uuid import UUID

from assessment.domain.answer_check import check_assessment
from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.domain.records import (
    Details,
    Shelf,
    Stamp,
    StoredAssessment,
)
from assessment.errors import refuse
from assessment.storage.assessments.editor import edit_assessment, shelve_assessment
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store
from assessment.storage.people.former_authors import FormerAuthorRepository


def change_details(
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    details: Details,
    *,
    seen: Details,
    stamp: Stamp,
) -> StoredAssessment:
    """Change name, period, respondent and report language of an assessment.

    Like every change it takes out a clearance that came with a file.

    Args:
        store: Where it is.
        framework: The edition the assessment is answered against.
        assessment_id: Which assessment.
        details: What they are to be.
        seen: What the person had before them.
        stamp: Who changes them, and when.

    Raises:
        InvalidAnswerError: with every problem; nothing was stored.
        DetailsConflictError: when somebody else changed them meanwhile.
        ArchivedError: when the assessment was put away.
        AssessmentNotFoundError, EditionMismatchError, StorageError: as usual.
    """
    with store.writing() as session:
        repository = AssessmentRepository(session)
        editor = edit_assessment(session, framework, assessment_id, stamp)
        changed = _with(repository.get(assessment_id).assessment, details)
        refuse("details", check_assessment(framework, changed))
        editor.save_details(details, seen=seen)
        return repository.get(assessment_id)


def move_assessment(
    store: Store, assessment_id: UUID, shelf: Shelf, *, stamp: Stamp
) -> bool:
    """Archive an assessment, put it back, or delete it; False when it is there already.

    What is deleted is never shown again; its trail is kept.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
        StorageError: when it could not be kept; then nothing changed.
    """
    with store.writing() as session:
        is_moved = shelve_assessment(session, assessment_id, stamp).move_to(shelf)
        FormerAuthorRepository(session).tidy()
    return is_moved


def _with(assessment: Assessment, details: Details) -> Assessment:
    return replace(
        assessment,
        subject=replace(assessment.subject, name=details.name),
        period=details.period,
        respondent=details.respondent,
        language=details.language,
    )
