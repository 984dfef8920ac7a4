"""Change a stored assessment: claim first, then write (STYLE 4.9).

One conditional UPDATE decides who wins when two people save the same thing; each change
bumps the revision and writes the audit trail in the same transaction.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, insert, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.domain.answers import Answer, Clearance, Profile
from assessment.domain.framework import Framework
from assessment.domain.records import (
    AuditAction,
    PageConflictError,
    PageState,
    ProfileConflictError,
    Stamp,
    StepUpPlan,
)
from assessment.errors import (
    AssessmentNotFoundError,
    EditConflictError,
    EditionMismatchError,
)
from assessment.storage import json_data
from assessment.storage.repository import audit_values
from assessment.storage.tables import AssessmentRow, AuditEntryRow, PageRow

_NOBODY_SYNCHRONISES = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class SavedPage:
    """What saving a page came to: its new state, and the assessment's new revision."""

    state: PageState
    revision: int


class AssessmentEditor:
    """Changes one assessment on behalf of one person, within one transaction.

    Whatever is changed withdraws a clearance: what was signed is no longer what stands.
    Get one from :func:`edit_assessment`.
    """

    def __init__(self, session: Session, row: Row[Any], stamp: Stamp) -> None:
        self._session = session
        self._row = row
        self._stamp = stamp

    def save_page(
        self, indicator_key: str, answer: Answer | None, *, seen: int
    ) -> SavedPage | None:
        """Store *answer* if the page is still at version *seen*.

        Returns:
            What was saved; None when exactly this was stored already, so that sending
            a page twice is no conflict.

        Raises:
            EditConflictError: when somebody saved something else meanwhile; a
                PageConflictError with what is stored now.
        """
        row = self._page(indicator_key)
        before = row.answer if row else None
        if answer == json_data.answer_from_json(before):
            return None
        version = row.version if row else 0
        new = json_data.answer_to_json(answer, before)
        if version != seen or not self._claim_page(indicator_key, new, seen=seen):
            raise self._page_conflict(indicator_key, seen)
        self._audit(AuditAction.ANSWER, before, new, subject=indicator_key)
        state = PageState(seen + 1, self._stamp.at, self._stamp.actor.name)
        revision = self._change(true())
        assert revision is not None
        return SavedPage(state, revision)

    def save_profile(self, profile: Profile, *, seen: int) -> bool:
        """Store *profile* if it is still at version *seen*; False when it is the same.

        Raises:
            ProfileConflictError: when somebody saved another one meanwhile.
        """
        old, version = self._row.profile, self._row.profile_version
        new = json_data.profile_to_json(profile)
        if new == old and version:
            return False
        claim = AssessmentRow.profile_version == seen
        if self._change(claim, profile=new, profile_version=seen + 1) is None:
            stored = json_data.profile_from_json(old)
            raise ProfileConflictError(seen=seen, current=version, profile=stored)
        self._audit(AuditAction.PROFILE, old, new)
        return True

    def save_plan(self, plan: StepUpPlan, *, seen: int) -> bool:
        """Store targets and plan if still at version *seen*; False when the same.

        Raises:
            EditConflictError: when somebody saved another plan meanwhile.
        """
        old = {"targets": self._row.targets, "plan": self._row.plan}
        new = {
            "targets": dict(plan.targets),
            "plan": [json_data.plan_item_to_json(item) for item in plan.items],
        }
        if new == old:
            return False
        claim = AssessmentRow.plan_version == seen
        if self._change(claim, plan_version=seen + 1, **new) is None:
            raise EditConflictError("plan", seen=seen, current=self._row.plan_version)
        self._audit(AuditAction.PLAN, old, new)
        return True

    def save_clearance(self, clearance: Clearance | None, *, seen: int) -> bool:
        """Clear the assessment as it was at revision *seen*; None withdraws it.

        Raises:
            EditConflictError: when anything was changed since.
        """
        old, new = self._row.clearance, json_data.clearance_to_json(clearance)
        if new == old:
            return False
        if self._change(AssessmentRow.revision == seen, clearance=new) is None:
            raise EditConflictError("clearance", seen=seen, current=self._row.revision)
        self._audit(AuditAction.CLEARANCE, old, new)
        return True

    def _change(self, claim: ColumnElement[bool], **values: Any) -> int | None:
        """Write *values* and return the new revision; None when the *claim* is lost."""
        withdrawn = self._row.clearance is not None and "clearance" not in values
        if withdrawn:
            values["clearance"] = None
        revision = self._session.scalar(
            update(AssessmentRow)
            .where(AssessmentRow.id == self._row.id, claim)
            .values(
                revision=AssessmentRow.revision + 1,
                updated_at=self._stamp.at,
                **values,
            )
            .returning(AssessmentRow.revision)
            .execution_options(**_NOBODY_SYNCHRONISES)
        )
        if withdrawn and revision is not None:
            self._audit(AuditAction.CLEARANCE, self._row.clearance, None)
        return revision

    def _audit(
        self, action: AuditAction, old: Any, new: Any, *, subject: str = ""
    ) -> None:
        values = audit_values(self._row.id, self._stamp, action)
        values |= {"subject": subject, "old": old, "new": new}
        self._session.execute(insert(AuditEntryRow).values(**values))

    def _page(self, indicator_key: str) -> Row[Any] | None:
        return self._session.execute(
            select(PageRow.__table__).where(
                PageRow.assessment_id == self._row.id,
                PageRow.indicator_key == indicator_key,
            )
        ).first()

    def _claim_page(
        self, indicator_key: str, answer: json_data.Json | None, *, seen: int
    ) -> bool:
        values = {
            "version": seen + 1,
            "status": answer["status"] if answer else None,
            "answer": answer,
            "saved_at": self._stamp.at,
            "saved_by_id": self._stamp.actor.id,
            "saved_by": self._stamp.actor.name,
        }
        if seen == 0:
            return self._insert_page(indicator_key, values)
        claim = (
            update(PageRow)
            .where(
                PageRow.assessment_id == self._row.id,
                PageRow.indicator_key == indicator_key,
                PageRow.version == seen,
            )
            .values(**values)
            .returning(PageRow.version)
            .execution_options(**_NOBODY_SYNCHRONISES)
        )
        return self._session.scalar(claim) is not None

    def _insert_page(self, indicator_key: str, values: dict[str, Any]) -> bool:
        key = {"assessment_id": self._row.id, "indicator_key": indicator_key}
        try:
            with self._session.begin_nested():
                self._session.execute(insert(PageRow).values(**key, **values))
        except IntegrityError:  # somebody was quicker
            return False
        return True

    def _page_conflict(self, indicator_key: str, seen: int) -> EditConflictError:
        row = self._page(indicator_key)
        if row is None:
            return EditConflictError(indicator_key, seen=seen, current=0)
        return PageConflictError(
            indicator_key,
            seen=seen,
            answer=json_data.answer_from_json(row.answer),
            state=PageState(row.version, row.saved_at, row.saved_by),
        )


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
    """
    # The lock is PostgreSQL's; SQLite has only one writer anyway.
    row = session.execute(
        select(AssessmentRow.__table__)
        .where(AssessmentRow.id == assessment_id)
        .with_for_update(key_share=True)
    ).first()
    if row is None:
        raise AssessmentNotFoundError(f"there is no assessment {assessment_id}")
    if (row.framework, row.edition) != (framework.key, framework.edition):
        raise EditionMismatchError(
            f"the assessment belongs to {row.framework} {row.edition}, not to "
            f"{framework.key} {framework.edition}"
        )
    return AssessmentEditor(session, row, stamp)
