"""Move a draft to another edition of its framework. One function is one transaction."""

from uuid import UUID

from assessment.domain.answer_check import check_assessment
from assessment.domain.framework import Framework
from assessment.domain.people.may import Action
from assessment.domain.records import Stamp, StoredAssessment
from assessment.errors import EditConflictError, EditionMismatchError, refuse
from assessment.services.assessments.editions import edition_of
from assessment.services.migration.previewing import preview
from assessment.storage.assessments.editor import edit_assessment
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store
from assessment.storage.rounds.migrating import write_migration


def move(
    store: Store,
    old: Framework,
    new: Framework,
    assessment_id: UUID,
    *,
    seen: int,
    stamp: Stamp,
) -> StoredAssessment:
    """Let a draft answer *new* from now on, exactly as the preview of it said.

    Args:
        store: Where it is.
        old: The whole edition that it answers.
        new: The whole edition that it is to answer; its file is kept already.
        assessment_id: Which assessment.
        seen: The revision that the preview was made of.
        stamp: Who moves it, and when.

    Raises:
        EditConflictError: when somebody changed it after the preview; nothing was moved.
        EditionMismatchError: when it answers another edition than *old*, or the two are
            of different frameworks.
        NotAllowedError: when it is no draft any more.
        InvalidAnswerError: when what comes out does not fit *new*; nothing was moved.
        ArchivedError, AssessmentNotFoundError, StorageError: as usual.
    """
    with store.writing() as session:
        editor = edit_assessment(session, old, assessment_id, stamp)
        editor.require_state(Action.MIGRATE)
        repository = AssessmentRepository(session)
        before = repository.get(assessment_id)
        if before.edition != edition_of(old):
            raise EditionMismatchError(
                f"the assessment answers another text of {old.key} {old.edition}"
            )
        if before.revision != seen:
            raise EditConflictError("edition", seen=seen, current=before.revision)
        migration = preview(old, new, before).migration
        refuse("edition", check_assessment(new, migration.assessment))
        write_migration(session, before, migration, edition_of(new), stamp)
        return repository.get(assessment_id)
