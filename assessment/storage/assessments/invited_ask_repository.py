"""What was asked of people who are only invited yet: kept by address until they come in."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from assessment.domain.people.asks import NOBODY_YET, AskedOf, AskKind, Assignment
from assessment.domain.people.may import State
from assessment.domain.records import AskedIn, Shelf
from assessment.storage.assessments.assignment_repository import (
    ABOUT,
    AssignmentRepository,
    asked_in,
)
from assessment.storage.tables import (
    ASSESSMENTS,
    account_table,
    invitation_table,
    invited_ask_table,
)

_ASKED, _A, _ASKER, _SENT = (
    invited_ask_table.c,
    ASSESSMENTS.c,
    account_table.alias("asker"),
    invitation_table.c,
)
# Chosen for them by whoever invited them last.
_LANGUAGE = (
    select(_SENT.language)
    .where(func.lower(_SENT.email) == _ASKED.email)
    .order_by(_SENT.made_at.desc(), _SENT.id)
    .limit(1)
    .scalar_subquery()
)
_WITH_NAMES = select(
    invited_ask_table,
    _ASKER.c.name.label("asker_name"),
    _ASKER.c.email.label("asker_email"),
    _LANGUAGE.label("language"),
).outerjoin(_ASKER, _ASKER.c.id == _ASKED.asked_by)


class InvitedAskRepository:
    """The asks of invited people, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, email: str, asks: Collection[Assignment]) -> None:
        """Store what is asked of *email*."""
        rows = [_row(email, ask) for ask in asks]
        if rows:
            self._session.execute(insert(invited_ask_table), rows)

    def parts(self, email: str, assessment_id: UUID) -> frozenset[tuple[AskKind, str]]:
        """Return what was asked of *email* in an assessment."""
        query = select(_ASKED.kind, _ASKED.key).where(
            _ASKED.email == email.lower(), _ASKED.assessment_id == assessment_id
        )
        return frozenset(
            (AskKind(row.kind), row.key) for row in self._session.execute(query)
        )

    def in_assessment(self, assessment_id: UUID) -> tuple[AskedOf, ...]:
        """Return all of an assessment, by address (one query)."""
        query = _WITH_NAMES.where(_ASKED.assessment_id == assessment_id).order_by(
            _ASKED.email, _ASKED.due, _ASKED.asked_at, _ASKED.id
        )
        return tuple(_asked_of(row) for row in self._session.execute(query))

    def find(self, assessment_id: UUID, ask: UUID) -> Assignment | None:
        """Return what was asked under this id in an assessment; None: nothing is."""
        query = select(invited_ask_table).where(
            _ASKED.id == ask, _ASKED.assessment_id == assessment_id
        )
        row = self._session.execute(query).first()
        return None if row is None else _assignment(row)

    def keep(self, ask: Assignment) -> None:
        """Store the day and the note of something that is there."""
        change = update(invited_ask_table).where(_ASKED.id == ask.id)
        self._session.execute(change.values(due=ask.due, note=ask.note))

    def remove(self, assessment_id: UUID, ask: UUID) -> Assignment | None:
        """Forget that something was asked; return it, None when it is not there."""
        return next(iter(self._remove(_ASKED.id == ask, assessment_id)), None)

    def forget(self, email: str, team: UUID, now: datetime) -> tuple[Assignment, ...]:
        """Forget what *team* asked of *email*, unless another invitation is open."""
        another = select(_SENT.id).where(
            func.lower(_SENT.email) == email.lower(),
            *(_SENT.team_id == team, _SENT.used_at.is_(None)),
            *(_SENT.withdrawn_at.is_(None), _SENT.ends_at > now),
        )
        if self._session.execute(another.limit(1)).first() is not None:
            return ()
        return self._remove(_of(email, team))

    def hand_over(self, email: str, team: UUID, account: int) -> None:
        """Make what *team* asked of *email* that of the account that came in."""
        assignments = AssignmentRepository(self._session)
        for ask in self._remove(_of(email, team)):
            assignments.add(replace(ask, account=account))

    def to_remind(
        self,
        before: datetime,
        now: datetime,
        *,
        due_by: date | None = None,
        assessment_id: UUID | None = None,
        email: str | None = None,
    ) -> tuple[AskedIn, ...]:
        """Return what is with people whose invitation is open, by address and assessment.

        Args:
            before: Only what nobody was reminded of since.
            now: The time: an invitation that ended opens nothing.
            due_by: Only what is due by then; None: whatever its day.
            assessment_id: Only of this assessment.
            email: Only what was asked of them.
        """
        is_open = (
            select(_SENT.id)
            .where(
                *(_SENT.team_id == _A.team_id, _SENT.used_at.is_(None)),
                *(_SENT.withdrawn_at.is_(None), _SENT.ends_at > now),
                func.lower(_SENT.email) == _ASKED.email,
            )
            .exists()
        )
        query = (
            _WITH_NAMES.add_columns(*ABOUT)
            .join(ASSESSMENTS, _A.id == _ASKED.assessment_id)
            .where(
                _A.state == State.DRAFT.value,
                _A.shelf == Shelf.LIST.value,
                _not_reminded_since(before),
                is_open,
            )
            .order_by(
                *(_ASKED.email, _ASKED.assessment_id),
                *(_ASKED.due.is_(None).asc(), _ASKED.due, _ASKED.id),
            )
        )
        if due_by is not None:
            query = query.where(_ASKED.due <= due_by)
        if assessment_id is not None:
            query = query.where(_ASKED.assessment_id == assessment_id)
        if email is not None:
            query = query.where(_ASKED.email == email.lower())
        rows = self._session.execute(query)
        return tuple(asked_in(_asked_of(row), row) for row in rows)

    def claim_reminder(
        self, ids: Collection[UUID], *, at: datetime, before: datetime
    ) -> frozenset[UUID]:
        """Note that people are reminded of *ids* now; return those nobody else claimed."""
        claim = (
            update(invited_ask_table)
            .where(_ASKED.id.in_(ids), _not_reminded_since(before))
            .values(reminded_at=at)
            .returning(_ASKED.id)
        )
        return frozenset(self._session.scalars(claim))

    def release_reminder(self, before: Mapping[UUID, datetime | None]) -> None:
        """Take back what was claimed and not sent; *before* says when it was last."""
        for ask, at in before.items():
            change = update(invited_ask_table).where(_ASKED.id == ask)
            self._session.execute(change.values(reminded_at=at))

    def _remove(
        self, which: ColumnElement[bool], assessment_id: UUID | None = None
    ) -> tuple[Assignment, ...]:
        if assessment_id is not None:
            which &= _ASKED.assessment_id == assessment_id
        gone = delete(invited_ask_table).where(which).returning(*_ASKED)
        return tuple(_assignment(row) for row in self._session.execute(gone))


def _of(email: str, team: UUID) -> ColumnElement[bool]:
    theirs = select(_A.id).where(_A.team_id == team)
    return (_ASKED.email == email.lower()) & _ASKED.assessment_id.in_(theirs)


def _not_reminded_since(before: datetime) -> ColumnElement[bool]:
    return or_(_ASKED.reminded_at.is_(None), _ASKED.reminded_at <= before)


def _row(email: str, ask: Assignment) -> dict[str, Any]:
    return {
        "id": ask.id,
        "assessment_id": ask.assessment_id,
        "email": email.lower(),
        "kind": ask.kind.value,
        "key": ask.key,
        "due": ask.due,
        "note": ask.note,
        "asked_by": ask.asked_by,
        "asked_at": ask.asked_at,
        "reminded_at": ask.reminded_at,
    }


def _assignment(row: Row[*tuple[Any, ...]]) -> Assignment:
    return Assignment(
        id=row.id,
        assessment_id=row.assessment_id,
        account=NOBODY_YET,
        kind=AskKind(row.kind),
        key=row.key,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        due=row.due,
        note=row.note,
        reminded_at=row.reminded_at,
    )


def _asked_of(row: Row[*tuple[Any, ...]]) -> AskedOf:
    asker = row.asker_name or row.asker_email or ""
    language = row.language or ""
    return AskedOf(_assignment(row), row.email, row.email, asker, language)
