"""Take what a file says over into a draft that is there. One function, one transaction."""

from collections.abc import Collection, Iterable
from uuid import UUID

from assessment.domain.answers import Assessment
from assessment.domain.evidence import FileRecord
from assessment.domain.framework import Framework
from assessment.domain.incoming import plan_with, what_it_changes
from assessment.domain.people.actions import Action
from assessment.domain.plan.changing import StepKey
from assessment.domain.records import Stamp, StepUpPlan, StoredAssessment
from assessment.errors import EditConflictError
from assessment.evidence_settings import DEFAULT_EVIDENCE, EvidenceSettings
from assessment.services.assessments.sizes import refuse_too_large
from assessment.services.evidence.records import add_named
from assessment.storage.assessments.editor import edit_assessment
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store

PROFILE = ""
"""Stands for the country profile among the keys to take over."""


def take_over(  # noqa: PLR0913 - all but three by name
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    *,
    brought: Assessment,
    keys: Collection[str],
    source: str,
    seen: int,
    stamp: Stamp,
    targets: Collection[str] = (),
    steps: Collection[StepKey] = (),
    records: Iterable[FileRecord] = (),
    limits: EvidenceSettings = DEFAULT_EVIDENCE,
) -> StoredAssessment:
    """Take some of what a file says over, all that was chosen or none.

    Each is a change like any other: the trail says who made it, and what stood there
    before; one entry more says from which file. Nothing is ever removed: what the file
    does not answer stays.

    Args:
        store: Where to.
        framework: The edition of both.
        assessment_id: The draft that is changed.
        brought: What the file holds, checked against *framework*.
        keys: The indicators to take over; :data:`PROFILE` for what the file knows of the
            country.
        source: Name of the file.
        seen: The revision of the draft that the person compared the file with.
        stamp: Who takes them over, and when.
        targets: The indicators whose target, with its reason, is taken over.
        steps: The actions of the plan that are taken over.
        records: The files that came with it; their contents are kept. Those that an answer
            names from now on belong to the draft.
        limits: How much an assessment may have of files.

    Raises:
        EditConflictError: when the draft has changed since revision *seen*.
        InvalidAnswerError: when it would become larger than what can be exported.
        InvalidPortableFileError: when its files would be more than may be kept.
        AssessmentNotFoundError, ArchivedError, NotAllowedError: when it is not there or
            cannot be changed.
        EditionMismatchError: when it answers another edition.
        StorageError: when it could not be kept; then nothing of it was.
    """
    with store.writing() as session:
        editor = edit_assessment(session, framework, assessment_id, stamp)
        repository = AssessmentRepository(session)
        there = repository.get(assessment_id)
        if there.revision != seen:
            raise EditConflictError("import", seen=seen, current=there.revision)
        asked = framework.in_scope(there.assessment.scope)
        incoming = what_it_changes(asked, there.assessment, brought)
        taken = [each for each in incoming.to_take if each.key in keys]
        if PROFILE in keys and incoming.changes_profile:
            editor.save_profile(incoming.profile, seen=there.profile_version)
        for each in taken:
            editor.save_page(each.key, each.brought, seen=there.version_of(each.key))
        plan = StepUpPlan.of(there.assessment)
        aims = [each for each in incoming.targets if each.brought.indicator in targets]
        acts = [each for each in incoming.steps if each.key in steps]
        if (changed := plan_with(plan, aims, acts)) != plan:
            editor.require_state(Action.PLAN)
            editor.save_plan(changed, seen=there.plan_version)
        editor.tell_taken_over(source, len(taken))
        stored = repository.get(assessment_id)
        refuse_too_large(framework, stored.assessment)
        add_named(session, stored, records, limits)
        return stored
