"""Change a stored assessment: claim first, then write (STYLE 4.9).

One conditional UPDATE decides who wins when two people save the same thing; each change
bumps the revision and writes the audit trail in the same transaction.
"""

from dataclasses import astuple, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Column, bindparam, select, update
from sqlalchemy.orm import Session

from assessment.domain.answers import Answer, AnswerStatus, Profile
from assessment.domain.framework import Framework
from assessment.domain.people.may import PUBLIC, Action, Standing, State, may
from assessment.domain.people.teams import operator
from assessment.domain.records import (
    AuditAction,
    Details,
    DetailsConflictError,
    PageState,
    ProfileConflictError,
    Shelf,
    Stamp,
    StepUpPlan,
)
from assessment.errors import (
    N_,
    ArchivedError,
    AssessmentNotFoundError,
    EditConflictError,
    EditionMismatchError,
    NotAllowedError,
)
from assessment.storage.assessments import json_data
from assessment.storage.assessments.pages import Pages
from assessment.storage.assessments.rows import Fields
from assessment.storage.assessments.trail import audit_values, write_down
from assessment.storage.tables import ASSESSMENTS, publication_table

# Built once: building statements would take half the time of a save.
_A = ASSESSMENTS.c
_IS_ASSESSMENT = _A.id == bindparam("assessment")
# The lock is PostgreSQL's; SQLite has only one writer anyway.
_LOCK = (
    select(
        _A.id,
        _A.framework,
        _A.edition,
        _A.revision,
        _A.profile_version,
        _A.plan_version,
        _A.clearance,
        _A.shelf,
        _A.team_id,
        _A.state,
    )
    .where(_IS_ASSESSMENT)
    .with_for_update(key_share=True)
)
_BUMP = (
    update(ASSESSMENTS)
    .where(_IS_ASSESSMENT)
    .values(
        revision=_A.revision + 1,
        updated_at=bindparam("at"),
        answered=_A.answered + bindparam("more_answered"),
        unknown=_A.unknown + bindparam("more_unknown"),
    )
    .returning(_A.revision)
)
_WHOEVER = operator("")
"""Roles were asked about before; what may have changed since is the state."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """What saving a page came to: its new state, and the assessment's new revision."""

    state: PageState
    revision: int


class AssessmentEditor:
    """Changes one assessment on behalf of one person, within one transaction.

    A clearance that came along with a file, or that an older version of this program
    wrote into a draft, goes with the first change: what was signed is no longer what
    stands. Get one from :func:`edit_assessment`.
    """

    def __init__(self, session: Session, row: Fields, stamp: Stamp) -> None:
        self._session = session
        self._row = row
        self._stamp = stamp
        self._pages = Pages(session, row.id, stamp)

    def save_page(
        self,
        indicator_key: str,
        answer: Answer | None,
        *,
        seen: int,
        mends: bool = False,
    ) -> SavedPage | None:
        """Store *answer* if the page is still at version *seen*.

        With *mends*, only what backs it was put right: who gave it, and whether it waits
        to be confirmed, stays.

        Returns:
            What was saved; None when exactly this was stored already, so that sending
            a page twice is no conflict.

        Raises:
            EditConflictError: when somebody saved something else meanwhile; a
                PageConflictError with what is stored now.
        """
        self.require_state(Action.ANSWER)
        pages = self._pages
        row = pages.find(indicator_key)
        before = row.answer if row else None
        old = json_data.answer_from_json(before)
        if answer == old:
            return None
        version = row.version if row else 0
        new = json_data.answer_to_json(answer, before)
        if version != seen or not pages.claim(
            indicator_key, new, seen=seen, as_before=row if mends else None
        ):
            raise pages.conflict(indicator_key, seen)
        self._audit(AuditAction.ANSWER, before, new, subject=indicator_key)
        actor = self._stamp.actor
        state = PageState(seen + 1, self._stamp.at, actor.name, actor.id)
        return SavedPage(state, self._bump(old, answer))

    def confirm_page(self, indicator_key: str, *, seen: int) -> bool:
        """Say that the answer carried over, as it was at version *seen*, is still true.

        Returns:
            False when somebody has just said so: both saw the same.

        Raises:
            EditConflictError: when the page is not what was seen any more, or holds no
                answer that was carried over; a PageConflictError with what is stored.
        """
        self.require_state(Action.ANSWER)
        pages = self._pages
        row = pages.find(indicator_key)
        if row is not None and pages.was_confirmed(row, seen):
            return False
        if row is None or not pages.confirm(indicator_key, seen=seen):
            raise pages.conflict(indicator_key, seen)
        old = {"carried": row.carried, "to_confirm": True}
        new = {**old, "to_confirm": False}
        self._audit(AuditAction.CONFIRMED, old, new, subject=indicator_key)
        self._bump()
        return True

    def save_profile(self, profile: Profile, *, seen: int) -> bool:
        """Store *profile* if it is still at version *seen*; False when it is the same.

        Raises:
            ProfileConflictError: when somebody saved another one meanwhile.
        """
        self.require_state(Action.EDIT_PROFILE)
        old = self._stored(_A.profile).profile
        version = self._row.profile_version
        new = json_data.profile_to_json(profile)
        if new == old and version:
            return False
        if not self._claim(_A.profile_version, seen, profile=new):
            stored = json_data.profile_from_json(old)
            raise ProfileConflictError(seen=seen, current=version, profile=stored)
        self._audit(AuditAction.PROFILE, old, new)
        self._bump()
        return True

    def save_plan(self, plan: StepUpPlan, *, seen: int) -> bool:
        """Store targets and plan if still at version *seen*; False when the same.

        Of a published assessment only the follow-up of its actions is stored, and what
        was cleared stands: it is the snapshot that was, and that stays as it is.

        Raises:
            EditConflictError: when somebody saved another plan meanwhile.
            NotAllowedError: when the state does not allow it.
        """
        follows_up = State(self._row.state) is State.PUBLISHED
        self.require_state(Action.FOLLOW_UP if follows_up else Action.PLAN)
        row = self._stored(_A.targets, _A.target_reasons, _A.plan)
        old = {
            "targets": row.targets,
            "target_reasons": row.target_reasons,
            "plan": row.plan,
        }
        new = {
            "targets": dict(plan.targets),
            "target_reasons": dict(plan.reasons),
            "plan": [json_data.plan_item_to_json(item) for item in plan.items],
        }
        if new == old:
            return False
        if not self._claim(_A.plan_version, seen, **new):
            raise EditConflictError("plan", seen=seen, current=self._row.plan_version)
        self._audit(AuditAction.PLAN, old, new)
        self._bump(withdraws=not follows_up)
        return True

    def save_details(self, details: Details, *, seen: Details) -> bool:
        """Store *details* if they still are what the person saw; False when the same.

        Raises:
            DetailsConflictError: when somebody changed them meanwhile.
        """
        self.require_state(Action.EDIT_DETAILS)
        columns = (_A.subject_name, _A.period, _A.respondent, _A.language)
        stored = Details(*self._stored(*columns))
        if details == stored:
            return False
        if seen != stored:
            raise DetailsConflictError(stored)
        names = [column.name for column in columns]
        old, new = (
            dict(zip(names, astuple(d), strict=True)) for d in (stored, details)
        )
        self._write(new)
        self._audit(AuditAction.DETAILS, old, new)
        self._bump()
        return True

    def tell_taken_over(self, source: str, answers: int) -> None:
        """Write down that answers came from the file *source*; they have their entries."""
        told = {"file": source, "answers": answers}
        self._audit(AuditAction.TAKEN_OVER, None, told)

    def move_to(self, shelf: Shelf) -> bool:
        """Put the assessment on *shelf*; False when it is there already.

        Nothing of it changes, so that a clearance stays.
        """
        if self._row.shelf == shelf:
            return False
        self.require_state(Action.SHELVE)
        self._write({"shelf": shelf.value, "revision": _A.revision + 1})
        self._audit(_MOVES[shelf], {"shelf": self._row.shelf}, {"shelf": shelf.value})
        return True

    def _write(self, values: dict[str, Any]) -> None:
        self._session.execute(
            update(ASSESSMENTS).where(_A.id == self._row.id).values(values)
        )

    def require_state(self, action: Action) -> None:
        """Refuse what somebody's page still offers though the state has moved on."""
        state = State(self._row.state)
        corrected = (
            action is Action.SHELVE and state not in PUBLIC and self._is_published()
        )
        about = Standing(self._row.team_id, state, is_corrected=corrected)
        decision = may(_WHOEVER, action, about)
        if not decision:
            raise NotAllowedError(decision.reason, **decision.values)

    def _is_published(self) -> bool:
        of_it = publication_table.c.assessment_id == self._row.id
        is_shown = publication_table.c.withdrawn_at.is_(None)
        query = select(publication_table.c.snapshot_id).where(of_it, is_shown).limit(1)
        return self._session.scalar(query) is not None

    def _claim(self, version: Column[int], seen: int, **values: Any) -> bool:
        """Write *values* and count *version* up; False when it is no longer *seen*."""
        claim = (
            update(ASSESSMENTS)
            .where(_A.id == self._row.id, version == seen)
            .values({version.name: seen + 1, **values})
            .returning(_A.id)
        )
        return self._session.scalar(claim) is not None

    def _bump(
        self,
        old: Answer | None = None,
        new: Answer | None = None,
        *,
        withdraws: bool = True,
    ) -> int:
        """Count the revision up, and return it; a clearance from elsewhere goes."""
        statement = _BUMP
        if withdraws and self._row.clearance is not None:
            statement = _BUMP.values(clearance=None)
            self._audit(AuditAction.CLEARANCE, self._row.clearance, None)
        values = {
            "assessment": self._row.id,
            "at": self._stamp.at,
            "more_answered": _is(new, AnswerStatus.ANSWERED)
            - _is(old, AnswerStatus.ANSWERED),
            "more_unknown": _is(new, AnswerStatus.UNKNOWN)
            - _is(old, AnswerStatus.UNKNOWN),
        }
        revision: int = self._session.execute(statement, values).scalar_one()
        return revision

    def _audit(
        self, action: AuditAction, old: Any, new: Any, *, subject: str = ""
    ) -> None:
        values = audit_values(self._row.id, self._stamp, action)
        values |= {"subject": subject, "old": old, "new": new}
        write_down(self._session, [values])

    def _stored(self, *columns: Column[Any]) -> Fields:
        query = select(*columns).where(_A.id == self._row.id)
        return self._session.execute(query).one()


_MOVES = {
    Shelf.LIST: AuditAction.RESTORED,
    Shelf.ARCHIVE: AuditAction.ARCHIVED,
    Shelf.DELETED: AuditAction.DELETED,
}


def shelve_assessment(
    session: Session, assessment_id: UUID, stamp: Stamp
) -> AssessmentEditor:
    """Return an editor for moving an assessment that may be archived.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
    """
    return AssessmentEditor(session, _locked(session, assessment_id), stamp)


def _locked(session: Session, assessment_id: UUID) -> Fields:
    row = session.execute(_LOCK, {"assessment": assessment_id}).first()
    if row is None or row.shelf == Shelf.DELETED:
        raise AssessmentNotFoundError(f"there is no assessment {assessment_id}")
    return row


def edit_assessment(
    session: Session, framework: Framework, assessment_id: UUID, stamp: Stamp
) -> AssessmentEditor:
    """Return an editor of the assessment, which nobody else can change meanwhile.

    Args:
        session: A writing session.
        framework: The edition the person answers; must be the assessment's own.
        assessment_id: Which assessment.
        stamp: Who changes it, and when.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
        EditionMismatchError: when it was answered against another edition.
        ArchivedError: when it was put away.
    """
    row = _locked(session, assessment_id)
    if row.shelf == Shelf.ARCHIVE:
        raise ArchivedError(
            N_("It is archived, so nothing of it can be changed. Put it back first.")
        )
    if (row.framework, row.edition) != (framework.key, framework.edition):
        raise EditionMismatchError(
            f"the assessment belongs to {row.framework} {row.edition}, not to "
            f"{framework.key} {framework.edition}"
        )
    return AssessmentEditor(session, row, stamp)


def _is(answer: Answer | None, status: AnswerStatus) -> bool:
    return answer is not None and answer.status is status
