"""Change targets and the step-up plan. One function is one transaction."""

from collections.abc import Callable, Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from assessment.domain.answer_check import check_plan
from assessment.domain.answers import PlanItem
from assessment.domain.framework import Framework
from assessment.domain.people.may import State
from assessment.domain.plan.changing import (
    Aim,
    StepKey,
    aim_of,
    is_follow_up,
    item_of,
    key_of,
    with_item,
    with_steps,
    with_target,
    without_item,
)
from assessment.domain.records import Stamp, StepUpPlan, StoredAssessment
from assessment.errors import N_, EditConflictError, NotAllowedError, refuse
from assessment.services.assessments.sizes import refuse_too_large
from assessment.storage.assessments.editor import edit_assessment
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store

_ONLY_FOLLOW_UP = N_(
    "The assessment is published: of its plan only the body in charge, the day, how far it "
    "is and the note can be changed. Everything else waits for the next round."
)


class PlanItemConflictError(EditConflictError):
    """Somebody else changed or removed this action meanwhile.

    Attributes:
        item: As it is stored now; None when it was taken out of the plan.
    """

    def __init__(self, item: PlanItem | None, *, seen: int, current: int) -> None:
        self.item = item
        super().__init__("plan", seen=seen, current=current)


class TargetConflictError(EditConflictError):
    """Somebody else changed this target meanwhile.

    Attributes:
        aim: As it is stored now.
    """

    def __init__(self, aim: Aim, *, current: int) -> None:
        self.aim = aim
        super().__init__("targets", seen=0, current=current)


def record_plan(
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    plan: StepUpPlan,
    *,
    seen: int,
    stamp: Stamp,
) -> StoredAssessment:
    """Save targets and step-up plan as a whole; *seen* is the plan version, 0 at first.

    Raises:
        InvalidAnswerError: with every problem; nothing was stored.
        EditConflictError: when somebody saved them after version *seen*.
        NotAllowedError: when the state does not allow it.
        AssessmentNotFoundError, EditionMismatchError, StorageError: as usual.
    """
    refuse("plan", check_plan(framework, plan.targets, plan.items, plan.reasons))
    with store.writing() as session:
        return _save(session, framework, assessment_id, lambda _: plan, stamp, seen)


def take_over(
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    steps: Iterable[StepKey],
    *,
    stamp: Stamp,
) -> StoredAssessment:
    """Take *steps* into the plan; those that it holds stay as they are.

    Whoever else changed the plan meanwhile changed something else, so that there is no
    conflict.

    Raises:
        InvalidAnswerError, NotAllowedError, AssessmentNotFoundError, EditionMismatchError,
        StorageError: as above.
    """
    wanted = tuple(steps)
    refuse("plan", check_plan(framework, {}, tuple(PlanItem(*k) for k in wanted)))
    with store.writing() as session:
        return _save(
            session,
            framework,
            assessment_id,
            lambda stored: with_steps(StepUpPlan.of(stored.assessment), wanted),
            stamp,
        )


def change_item(
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    item: PlanItem,
    *,
    seen: PlanItem | None,
    stamp: Stamp,
) -> StoredAssessment:
    """Store *item* in the place of the one that the person had before them.

    Args:
        store: Where it is.
        framework: The edition it answers.
        assessment_id: Which assessment.
        item: As it is to be.
        seen: As it was on the page; None: it was not in the plan.
        stamp: Who changes it, and when.

    Raises:
        InvalidAnswerError: with every problem; nothing was stored.
        PlanItemConflictError: when somebody else changed this very item meanwhile.
        NotAllowedError, AssessmentNotFoundError, EditionMismatchError, StorageError: as
            above.
    """
    refuse("plan", check_plan(framework, {}, (item,)))

    def changed(stored: StoredAssessment) -> StepUpPlan:
        _compare(stored, key_of(item), seen, item)
        return with_item(StepUpPlan.of(stored.assessment), item)

    with store.writing() as session:
        return _save(session, framework, assessment_id, changed, stamp)


def remove_item(
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    key: StepKey,
    *,
    seen: PlanItem | None,
    stamp: Stamp,
) -> StoredAssessment:
    """Take the item of *key* out of the plan, as the person had it before them.

    Raises:
        PlanItemConflictError: when somebody else changed it meanwhile.
        NotAllowedError, AssessmentNotFoundError, EditionMismatchError, StorageError: as
            above.
    """

    def changed(stored: StoredAssessment) -> StepUpPlan:
        _compare(stored, key, seen, None)
        return without_item(StepUpPlan.of(stored.assessment), key)

    with store.writing() as session:
        return _save(session, framework, assessment_id, changed, stamp)


def set_target(
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    aim: Aim,
    *,
    seen: Aim,
    stamp: Stamp,
) -> StoredAssessment:
    """Aim at another level of one indicator.

    Args:
        store: Where it is.
        framework: The edition it answers.
        assessment_id: Which assessment.
        aim: What is aimed at from now on, and why.
        seen: What was aimed at when the person looked.
        stamp: Who changes it, and when.

    Raises:
        InvalidAnswerError: with every problem; nothing was stored.
        TargetConflictError: when somebody else changed this target meanwhile.
        NotAllowedError, AssessmentNotFoundError, EditionMismatchError, StorageError: as
            above.
    """
    wanted = with_target(StepUpPlan({}), aim)
    refuse("targets", check_plan(framework, wanted.targets, (), wanted.reasons))

    def changed(stored: StoredAssessment) -> StepUpPlan:
        plan = StepUpPlan.of(stored.assessment)
        now = aim_of(plan, aim.indicator)
        if now not in (seen, aim):
            raise TargetConflictError(now, current=stored.plan_version)
        return with_target(plan, aim)

    with store.writing() as session:
        return _save(session, framework, assessment_id, changed, stamp)


def _compare(
    stored: StoredAssessment,
    key: StepKey,
    seen: PlanItem | None,
    wanted: PlanItem | None,
) -> None:
    now = item_of(stored.assessment.plan, key)
    if now not in (seen, wanted):
        version = stored.plan_version
        raise PlanItemConflictError(now, seen=version, current=version)


def _save(
    session: Session,
    framework: Framework,
    assessment_id: UUID,
    change: Callable[[StoredAssessment], StepUpPlan],
    stamp: Stamp,
    seen: int | None = None,
) -> StoredAssessment:
    repository = AssessmentRepository(session)
    editor = edit_assessment(session, framework, assessment_id, stamp)
    before = repository.get(assessment_id)
    plan = change(before)
    is_published = before.state is State.PUBLISHED
    if is_published and not is_follow_up(StepUpPlan.of(before.assessment), plan):
        raise NotAllowedError(_ONLY_FOLLOW_UP)
    editor.save_plan(plan, seen=before.plan_version if seen is None else seen)
    stored = repository.get(assessment_id)
    refuse_too_large(framework, stored.assessment, path="plan")
    return stored
