"""Create, read and answer assessments. Each function is one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from assessment.domain.answer_check import (
    check_answer,
    check_assessment,
    check_plan,
    check_profile,
)
from assessment.domain.answers import Answer, Assessment, Clearance, Profile
from assessment.domain.framework import Framework
from assessment.domain.profile import opened_and_closed
from assessment.domain.records import (
    AssessmentSummary,
    AuditAction,
    AuditEntry,
    PageKey,
    Stamp,
    StepUpPlan,
    StoredAssessment,
)
from assessment.errors import (
    AssessmentNotFoundError,
    EditionMismatchError,
    InvalidAnswerError,
    Problem,
)
from assessment.services.editions import edition_of
from assessment.storage.editor import SavedPage, edit_assessment
from assessment.storage.engine import Store
from assessment.storage.repository import AssessmentRepository

__all__ = [
    "HISTORY_LENGTH",
    "ProfileChange",
    "Store",
    "create_assessment",
    "history",
    "list_assessments",
    "load_assessment",
    "record_answer",
    "record_clearance",
    "record_plan",
    "record_profile",
]

HISTORY_LENGTH = 500
"""How many changes :func:`history` returns unless asked for more."""


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """What a new profile switches on and off.

    Attributes:
        stored: The assessment as it is stored now.
        opened: Indicators with something newly asked, in framework order.
        closed: Indicators with something no longer asked.
        reopened: Those of *opened* that hold an answer: it must be looked at again.
        set_aside: Those of *closed* that hold an answer: it is kept, and what is no
            longer asked of it does not count.
    """

    stored: StoredAssessment
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()


def create_assessment(
    store: Store,
    framework: Framework,
    assessment: Assessment,
    *,
    stamp: Stamp,
    alternative_of: UUID | None = None,
    action: AuditAction = AuditAction.CREATED,
) -> StoredAssessment:
    """Store a new assessment, with whatever it holds already.

    Args:
        store: Where to.
        framework: The edition it is answered against.
        assessment: Its country, kind, period, and any answers.
        stamp: Who makes it, and when; the account becomes its owner.
        alternative_of: The government assessment that it stands beside.
        action: What the audit trail calls it.

    Raises:
        EditionMismatchError: when *assessment* is of another edition.
        InvalidAnswerError: with every problem, when it does not fit the framework.
        AssessmentNotFoundError: when there is no *alternative_of*.
        StorageError: when it could not be kept; then nothing of it was.
    """
    if (assessment.framework, assessment.edition) != (framework.key, framework.edition):
        raise EditionMismatchError(
            f"the assessment belongs to {assessment.framework} {assessment.edition}, not "
            f"to {framework.key} {framework.edition}"
        )
    _refuse(assessment.subject.code, check_assessment(framework, assessment))
    stored = StoredAssessment(
        id=uuid4(),
        assessment=assessment,
        edition=edition_of(framework),
        revision=1,
        pages={},
        profile_version=int(bool(assessment.profile)),
        plan_version=int(bool(assessment.targets or assessment.plan)),
        created_at=stamp.at,
        updated_at=stamp.at,
        owner=stamp.actor.id,
        alternative_of=alternative_of,
    )
    with store.writing() as session:
        repository = AssessmentRepository(session)
        if alternative_of is not None:
            repository.revision_of(alternative_of)
        repository.add(stored, stamp, action=action)
        return repository.get(stored.id)


def load_assessment(store: Store, assessment_id: UUID) -> StoredAssessment:
    """Return the assessment as it is stored now.

    Asks the database for its revision only, when this process has read it before.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = AssessmentRepository(session)
        cached = store.cache.get(repository.revision_of(assessment_id))
        if cached is not None:
            return cached
        stored = repository.get(assessment_id)
    store.cache.put(stored)
    return stored


def list_assessments(store: Store) -> tuple[AssessmentSummary, ...]:
    """Return a line for every assessment, last changed first.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return AssessmentRepository(session).summaries()


def record_answer(
    store: Store,
    framework: Framework,
    page: PageKey,
    answer: Answer | None,
    *,
    seen: int,
    stamp: Stamp,
) -> StoredAssessment:
    """Save one page of the wizard and return the assessment as stored.

    Saving what is stored already changes nothing and is never a conflict.

    Args:
        store: Where to.
        framework: The edition the assessment is answered against.
        page: Which page.
        answer: What to store; None empties the page.
        seen: The version the person had before them; 0 for a page never saved.
        stamp: Who saves it, and when.

    Raises:
        InvalidAnswerError: with every problem; nothing was stored.
        PageConflictError: when somebody saved the page after version *seen*; it carries
            what is stored now.
        AssessmentNotFoundError: when there is no such assessment or page.
        EditionMismatchError: when it was answered against another edition.
        StorageError: when it could not be kept; then nothing of it was.
    """
    indicator = framework.indicators_by_key.get(page.indicator_key)
    if indicator is None:
        raise AssessmentNotFoundError(f"there is no indicator {page.indicator_key}")
    if answer is not None:
        _refuse(indicator.key, check_answer(indicator, framework, answer))
    with store.writing() as session:
        editor = edit_assessment(session, framework, page.assessment_id, stamp)
        saved = editor.save_page(indicator.key, answer, seen=seen)
    if saved is not None:
        known = _with_page(store, page, answer, saved, stamp)
        if known is not None:
            return known
    return load_assessment(store, page.assessment_id)


def record_profile(
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    profile: Profile,
    *,
    seen: int,
    stamp: Stamp,
) -> ProfileChange:
    """Save the country profile and tell what it switches on and off.

    Answers to what is no longer asked are kept: the next change may ask again.

    Args:
        store: Where to.
        framework: The edition the assessment is answered against.
        assessment_id: Which assessment.
        profile: Every fact that is answered.
        seen: The profile version the person had before them; 0 at first.
        stamp: Who saves it, and when.

    Raises:
        InvalidAnswerError: with every problem; nothing was stored.
        ProfileConflictError: when somebody saved it after version *seen*.
        AssessmentNotFoundError, EditionMismatchError, StorageError: as above.
    """
    _refuse("profile", check_profile(framework, profile))
    with store.writing() as session:
        repository = AssessmentRepository(session)
        editor = edit_assessment(session, framework, assessment_id, stamp)
        before = repository.get(assessment_id).assessment.profile
        editor.save_profile(profile, seen=seen)
        stored = repository.get(assessment_id)
    opened, closed = opened_and_closed(framework, before, profile)
    return ProfileChange(
        stored,
        opened,
        closed,
        reopened=_answered(stored, opened),
        set_aside=_answered(stored, closed),
    )


def record_plan(
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    plan: StepUpPlan,
    *,
    seen: int,
    stamp: Stamp,
) -> StoredAssessment:
    """Save targets and step-up plan; *seen* is the plan version, 0 at first.

    Raises:
        InvalidAnswerError: with every problem; nothing was stored.
        EditConflictError: when somebody saved them after version *seen*.
        AssessmentNotFoundError, EditionMismatchError, StorageError: as above.
    """
    _refuse("plan", check_plan(framework, plan.targets, plan.items))
    with store.writing() as session:
        editor = edit_assessment(session, framework, assessment_id, stamp)
        editor.save_plan(plan, seen=seen)
        return AssessmentRepository(session).get(assessment_id)


def record_clearance(
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    clearance: Clearance | None,
    *,
    seen: int,
    stamp: Stamp,
) -> StoredAssessment:
    """Clear the assessment exactly as it was at revision *seen*; None withdraws it.

    Any later change of the assessment withdraws the clearance by itself.

    Raises:
        InvalidAnswerError: with every problem; nothing was stored.
        EditConflictError: when anything was changed after revision *seen*.
        AssessmentNotFoundError, EditionMismatchError, StorageError: as above.
    """
    with store.writing() as session:
        repository = AssessmentRepository(session)
        editor = edit_assessment(session, framework, assessment_id, stamp)
        cleared = replace(repository.get(assessment_id).assessment, clearance=clearance)
        _refuse("clearance", check_assessment(framework, cleared))
        editor.save_clearance(clearance, seen=seen)
        return repository.get(assessment_id)


def history(
    store: Store,
    assessment_id: UUID,
    *,
    indicator_key: str | None = None,
    limit: int = HISTORY_LENGTH,
) -> tuple[AuditEntry, ...]:
    """Return the last changes of an assessment, newest first.

    Args:
        store: Where from.
        assessment_id: Which assessment.
        indicator_key: Only the changes of this page.
        limit: At most so many.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = AssessmentRepository(session)
        repository.revision_of(assessment_id)
        return repository.history(assessment_id, subject=indicator_key, limit=limit)


def _refuse(source: str, problems: tuple[Problem, ...]) -> None:
    if problems:
        raise InvalidAnswerError(source, problems)


def _answered(stored: StoredAssessment, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key in stored.assessment.answers)


def _with_page(
    store: Store, page: PageKey, answer: Answer | None, saved: SavedPage, stamp: Stamp
) -> StoredAssessment | None:
    """Return the state just saved without reading 81 pages again, if that is possible.

    It is when this process knows the revision right before: revisions grow by one with
    every change, so that nothing else can lie between.
    """
    before = store.cache.latest(page.assessment_id)
    if before is None or before.revision != saved.revision - 1:
        return None
    assessment = before.assessment.with_answer(page.indicator_key, answer)
    stored = replace(
        before,
        assessment=replace(assessment, clearance=None),
        revision=saved.revision,
        pages={**before.pages, page.indicator_key: saved.state},
        updated_at=stamp.at,
    )
    store.cache.put(stored)
    return stored
