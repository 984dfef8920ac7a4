"""What was asked of whom: rows in, domain objects out."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from assessment.domain.answers import Subject
from assessment.domain.framework import Scope
from assessment.domain.people.asks import AskedOf, AskKind, Assignment
from assessment.domain.people.may import State
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import AskedIn, EditionKey, Shelf
from assessment.storage.tables import (
    ASSESSMENTS,
    account_table,
    assignment_table,
    membership_table,
)

_ASKED, _A, _ACCOUNT, _MEMBER = (
    assignment_table.c,
    ASSESSMENTS.c,
    account_table.c,
    membership_table.c,
)
_OF = (
    select(assignment_table)
    .where(
        _ASKED.assessment_id == bindparam("assessment"),
        _ASKED.account_id == bindparam("account"),
    )
    .order_by(_ASKED.asked_at, _ASKED.id)
)
_ASKER = account_table.alias("asker")
_WITH_NAMES = (
    select(
        assignment_table,
        *(_ACCOUNT.name, _ACCOUNT.email, _ACCOUNT.language),
        _ASKER.c.name.label("asker_name"),
        _ASKER.c.email.label("asker_email"),
    )
    .join(account_table, _ACCOUNT.id == _ASKED.account_id)
    .outerjoin(_ASKER, _ASKER.c.id == _ASKED.asked_by)
)
ABOUT = tuple(
    column.label(f"of_{column.name}")
    for column in (
        *(_A.framework, _A.edition, _A.digest, _A.subject_code, _A.subject_name),
        *(_A.period, _A.scope, _A.language, _A.team_id, _A.state),
    )
)
"""Which assessment something was asked in."""
_IS_CONTRIBUTOR = (
    select(_MEMBER.account_id)
    .where(
        _MEMBER.team_id == _A.team_id,
        _MEMBER.account_id == _ASKED.account_id,
        _MEMBER.role == TeamRole.CONTRIBUTOR.value,
    )
    .exists()
)
_IS_LISTED = (_A.shelf == Shelf.LIST.value) & _IS_CONTRIBUTOR


class AssignmentRepository:
    """The assignments of one database, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def asked_of(self, account: int, assessment_id: UUID) -> tuple[Assignment, ...]:
        """Return what was asked of *account* in an assessment, oldest first."""
        given = {"assessment": assessment_id, "account": account}
        return tuple(_assignment(row) for row in self._session.execute(_OF, given))

    def in_assessment(self, assessment_id: UUID) -> tuple[AskedOf, ...]:
        """Return all that was asked in an assessment, by name of whom (one query)."""
        query = _WITH_NAMES.where(_ASKED.assessment_id == assessment_id).order_by(
            func.lower(func.coalesce(func.nullif(_ACCOUNT.name, ""), _ACCOUNT.email)),
            *(_ACCOUNT.id, _ASKED.due, _ASKED.asked_at, _ASKED.id),
        )
        return tuple(_asked_of(row) for row in self._session.execute(query))

    def in_team(self, team: UUID, most: int) -> tuple[Assignment, ...]:
        """Return what was asked in assessments of a team, newest first (one query)."""
        query = (
            select(assignment_table)
            .join(ASSESSMENTS, _A.id == _ASKED.assessment_id)
            .where(_A.team_id == team)
            .order_by(_ASKED.asked_at.desc(), _ASKED.id)
            .limit(most)
        )
        return tuple(_assignment(row) for row in self._session.execute(query))

    def of_account(
        self, account: int, *, first: int, most: int
    ) -> tuple[tuple[AskedIn, ...], int]:
        """Return what was asked of *account*, and how much it is in all (one query).

        Only where they still contribute, and nothing that was put away. What is with them
        comes first, and of that what is due first.

        Args:
            account: Of whom.
            first: Leave out so many.
            most: At most so many.
        """
        query = (
            _WITH_NAMES.add_columns(*ABOUT, func.count().over().label("in_all"))
            .join(ASSESSMENTS, _A.id == _ASKED.assessment_id)
            .where(_ASKED.account_id == account, _IS_LISTED)
            .order_by(
                _is_back().asc(),
                (_A.state != State.DRAFT.value).asc(),
                _ASKED.due.is_(None).asc(),
                *(_ASKED.due, _ASKED.assessment_id, _ASKED.asked_at, _ASKED.id),
            )
            .offset(first)
            .limit(most)
        )
        rows = self._session.execute(query).all()
        return tuple(asked_in(_asked_of(row), row) for row in rows), rows[
            0
        ].in_all if rows else 0

    def to_remind(
        self,
        before: datetime,
        *,
        due_by: date | None = None,
        assessment_id: UUID | None = None,
        account: int | None = None,
    ) -> tuple[AskedIn, ...]:
        """Return what is still with people of drafts, by person and assessment.

        Args:
            before: Only what nobody was reminded of since.
            due_by: Only what is due by then; None: whatever its day.
            assessment_id: Only of this assessment.
            account: Only what was asked of them.
        """
        query = (
            _WITH_NAMES.add_columns(*ABOUT)
            .join(ASSESSMENTS, _A.id == _ASKED.assessment_id)
            .where(
                _A.state == State.DRAFT.value,
                _ASKED.handed_back_at.is_(None),
                _not_reminded_since(before),
                _ACCOUNT.active,
                _IS_LISTED,
            )
            .order_by(
                *(_ASKED.account_id, _ASKED.assessment_id),
                *(_ASKED.due.is_(None).asc(), _ASKED.due, _ASKED.id),
            )
        )
        if due_by is not None:
            query = query.where(_ASKED.due <= due_by)
        if assessment_id is not None:
            query = query.where(_ASKED.assessment_id == assessment_id)
        if account is not None:
            query = query.where(_ASKED.account_id == account)
        return tuple(
            asked_in(_asked_of(row), row) for row in self._session.execute(query)
        )

    def claim_reminder(
        self, ids: Collection[UUID], *, at: datetime, before: datetime
    ) -> frozenset[UUID]:
        """Note that people are reminded of *ids* now; return those nobody else claimed."""
        claim = (
            update(assignment_table)
            .where(
                _ASKED.id.in_(ids),
                _ASKED.handed_back_at.is_(None),  # it may have been meanwhile
                _not_reminded_since(before),
            )
            .values(reminded_at=at)
            .returning(_ASKED.id)
        )
        return frozenset(self._session.scalars(claim))

    def release_reminder(self, before: Mapping[UUID, datetime | None]) -> None:
        """Take back what was claimed and not sent; *before* says when it was last."""
        for ask, at in before.items():
            self._session.execute(
                update(assignment_table).where(_ASKED.id == ask).values(reminded_at=at)
            )

    def find(self, assessment_id: UUID, ask: UUID) -> Assignment | None:
        """Return what was asked under this id in an assessment; None: nothing is."""
        query = select(assignment_table).where(
            _ASKED.id == ask, _ASKED.assessment_id == assessment_id
        )
        row = self._session.execute(query).first()
        return None if row is None else _assignment(row)

    def add(self, *assignments: Assignment) -> None:
        """Store new assignments."""
        rows = [_row(assignment) for assignment in assignments]
        if rows:
            self._session.execute(insert(assignment_table), rows)

    def keep(self, assignment: Assignment) -> None:
        """Store what changed of an assignment that is there."""
        values = _row(assignment)
        self._session.execute(
            update(assignment_table)
            .where(_ASKED.id == values.pop("id"))
            .values(**values)
        )

    def remove(self, ask: UUID) -> None:
        """Forget that something was asked; the trail remembers."""
        self._session.execute(delete(assignment_table).where(_ASKED.id == ask))


def _is_back() -> ColumnElement[bool]:
    return _ASKED.handed_back_at.is_not(None)


def _not_reminded_since(before: datetime) -> ColumnElement[bool]:
    return or_(_ASKED.reminded_at.is_(None), _ASKED.reminded_at <= before)


def _row(assignment: Assignment) -> dict[str, Any]:
    return {
        "id": assignment.id,
        "assessment_id": assignment.assessment_id,
        "account_id": assignment.account,
        "kind": assignment.kind.value,
        "key": assignment.key,
        "due": assignment.due,
        "note": assignment.note,
        "asked_by": assignment.asked_by,
        "asked_at": assignment.asked_at,
        "handed_back_at": assignment.handed_back_at,
        "hand_back_note": assignment.hand_back_note,
        "reminded_at": assignment.reminded_at,
    }


def _assignment(row: Row[*tuple[Any, ...]]) -> Assignment:
    return Assignment(
        id=row.id,
        assessment_id=row.assessment_id,
        account=row.account_id,
        kind=AskKind(row.kind),
        key=row.key,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        due=row.due,
        note=row.note,
        handed_back_at=row.handed_back_at,
        hand_back_note=row.hand_back_note,
        reminded_at=row.reminded_at,
    )


def _asked_of(row: Row[*tuple[Any, ...]]) -> AskedOf:
    asker = row.asker_name or row.asker_email or ""
    name = row.name or row.email
    return AskedOf(_assignment(row), name, row.email, asker, row.language)


def asked_in(asked: AskedOf, row: Row[*tuple[Any, ...]]) -> AskedIn:
    """Return *asked* with the assessment that *row* tells of by :data:`ABOUT`."""
    return AskedIn(
        asked,
        EditionKey(row.of_framework, row.of_edition, row.of_digest),
        Subject(row.of_subject_code, row.of_subject_name),
        row.of_period,
        Scope(row.of_scope),
        row.of_language,
        row.of_team_id,
        State(row.of_state),
    )
