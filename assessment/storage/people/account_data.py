"""All that is kept about one account: handed out, or erased."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, or_, select
from sqlalchemy.orm import Session

from assessment.domain.people.events import AccountEvent, about_account
from assessment.domain.records import Stamp
from assessment.storage.assessments.trail import erase_name
from assessment.storage.people.account_trail import empty_entries_about, note_event
from assessment.storage.people.former_authors import FormerAuthorRepository
from assessment.storage.tables import (
    AUDIT_ENTRIES,
    COMMENTS,
    account_session_table,
    account_table,
    assignment_table,
    evidence_file_table,
    former_author_table,
    invitation_table,
    invited_ask_table,
    membership_table,
    passkey_table,
    reply_table,
    team_table,
)

_ACCOUNT = account_table.c
_KEPT = ("email", "name", "language", "is_administrator", "created_at")
_ASKED = (
    *("assessment_id", "kind", "key", "due", "note", "asked_at"),
    *("handed_back_at", "hand_back_note"),
)
_OWNER = {
    "account": "id",
    "audit_entry": "actor_id",
    "comment": "author_id",
    "evidence_file": "added_by_id",
    "former_author": "successor_id",
    "reply": "author_id",
}
"""The column that says whose a row is, where it is not ``account_id``."""


class AccountDataRepository:
    """What tables hold about one account, within one transaction."""

    def __init__(self, session: Session, account_id: int) -> None:
        self._session = session
        self._id = account_id

    def everything(self) -> dict[str, list[dict[str, Any]]]:
        """Return every row about the account, without secrets: they are no data on it."""
        email = self._email()
        mine = (
            (account_table, _KEPT),
            (account_session_table, ("created_at", "seen_at", "browser")),
            (passkey_table, ("name", "created_at", "lastuse_datetime")),
            (assignment_table, _ASKED),
            (COMMENTS, ("assessment_id", "indicator_key", "at", "text")),
            (former_author_table, ("account_id",)),
            (reply_table, ("snapshot_id", "indicator_key", "at", "function", "text")),
            (evidence_file_table, ("assessment_id", "name", "size", "added_at")),
            (AUDIT_ENTRIES, ("assessment_id", "at", "actor_name", "action", "subject")),
        )
        found = {table.name: self._rows(table, columns) for table, columns in mine}
        found["membership"] = self._memberships()
        found["invited_ask"] = self._invited_asks(email)
        found["invitation"] = [
            dict(row._mapping)  # noqa: SLF001 - its public name for this
            for row in self._session.execute(
                select(
                    *(invitation_table.c.email, invitation_table.c.roles),
                    *(invitation_table.c.made_at, invitation_table.c.used_at),
                ).where(
                    or_(
                        func.lower(invitation_table.c.email) == email.lower(),
                        invitation_table.c.made_by == self._id,
                    )
                )
            )
        ]
        return found

    def open_asks(self) -> int:
        """Return how much is with this account that was not handed back."""
        query = (
            select(func.count())
            .select_from(assignment_table)
            .where(
                assignment_table.c.account_id == self._id,
                assignment_table.c.handed_back_at.is_(None),
            )
        )
        return self._session.scalar(query) or 0

    def open_invitations(self, now: datetime) -> int:
        """Return how many invitations of this account can still be accepted."""
        sent = invitation_table.c
        query = (
            select(func.count())
            .select_from(invitation_table)
            .where(
                *(sent.made_by == self._id, sent.used_at.is_(None)),
                *(sent.withdrawn_at.is_(None), sent.ends_at > now),
            )
        )
        return self._session.scalar(query) or 0

    def is_last_administrator(self) -> bool:
        """Return whether nobody else looks after the installation."""
        who = set(
            self._session.scalars(
                select(_ACCOUNT.id)
                .where(_ACCOUNT.is_administrator, _ACCOUNT.active)
                .with_for_update()
            )
        )
        return who == {self._id}

    def erase(self, stamp: Stamp, mark: Callable[[str], str]) -> None:
        """Remove the account, and its name from the trail; the chain still holds.

        Args:
            stamp: Who erases it, and when.
            mark: Makes what is kept of its address while it wrote in a round that is not
                cleared yet.
        """
        email = self._email()
        FormerAuthorRepository(self._session).leave(self._id, mark(email))
        erase_name(self._session, self._id, stamp)
        empty_entries_about(self._session, self._id, stamp)
        gone = about_account(AccountEvent.ACCOUNT_ERASED, self._id)
        note_event(self._session, stamp, gone)
        self._session.execute(
            delete(invitation_table).where(
                func.lower(invitation_table.c.email) == email.lower()
            )
        )
        # Asked of the address while it was invited into a further team.
        self._session.execute(delete(invited_ask_table).where(_asked_of(email)))
        self._session.execute(delete(account_table).where(_ACCOUNT.id == self._id))

    def _email(self) -> str:
        found = select(_ACCOUNT.email).where(_ACCOUNT.id == self._id)
        return self._session.scalar(found) or ""

    def _rows(self, table: Table, columns: tuple[str, ...]) -> list[dict[str, Any]]:
        owner = _OWNER.get(table.name, "account_id")
        query = select(*(table.c[name] for name in columns)).where(
            table.c[owner] == self._id
        )
        rows = self._session.execute(query)
        return [dict(row._mapping) for row in rows]  # noqa: SLF001 - its public name

    def _invited_asks(self, email: str) -> list[dict[str, Any]]:
        columns = ("assessment_id", "kind", "key", "due", "note", "asked_at")
        query = select(*(invited_ask_table.c[name] for name in columns))
        rows = self._session.execute(query.where(_asked_of(email)))
        return [dict(row._mapping) for row in rows]  # noqa: SLF001 - its public name

    def _memberships(self) -> list[dict[str, Any]]:
        query = (
            select(team_table.c.name, membership_table.c.role)
            .join_from(membership_table, team_table)
            .where(membership_table.c.account_id == self._id)
        )
        return [
            {"team": row.name, "role": row.role} for row in self._session.execute(query)
        ]


def _asked_of(email: str) -> ColumnElement[bool]:
    return invited_ask_table.c.email == email.lower()
