"""Record answers and profile. One function is one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from assessment.domain.answer_check import (
    check_answer,
    check_profile,
)
from assessment.domain.answers import Answer, Assessment, Profile
from assessment.domain.framework import Framework
from assessment.domain.profile import opened_and_closed
from assessment.domain.records import (
    PageKey,
    Stamp,
    StoredAssessment,
)
from assessment.errors import (
    AssessmentNotFoundError,
    refuse,
)
from assessment.services.assessments.reading import load_assessment
from assessment.services.assessments.sizes import refuse_too_large
from assessment.services.evidence.naming import with_known_files
from assessment.storage.assessments.editor import SavedPage, edit_assessment
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store


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
        refuse(indicator.key, check_answer(indicator, framework, answer))
    with store.writing() as session:
        editor = edit_assessment(session, framework, page.assessment_id, stamp)
        if answer is not None:
            answer = with_known_files(
                session, page.assessment_id, indicator.key, answer
            )
        saved = editor.save_page(indicator.key, answer, seen=seen)
        if saved is not None and answer is not None:
            repository = AssessmentRepository(session)
            whole = _as_saved(store, repository, page, answer, saved)
            at = f"answers.{indicator.key}.note"
            refuse_too_large(framework, whole, path=at)
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
    refuse("profile", check_profile(framework, profile))
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


def _answered(stored: StoredAssessment, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key in stored.assessment.answers)


def _as_saved(
    store: Store,
    repository: AssessmentRepository,
    page: PageKey,
    answer: Answer,
    saved: SavedPage,
) -> Assessment:
    """Return the whole assessment with the page just saved, read again only when it must."""
    before = store.cache.latest(page.assessment_id)
    if before is not None and before.revision == saved.revision - 1:
        return before.assessment.with_answer(page.indicator_key, answer)
    return repository.get(page.assessment_id).assessment


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
