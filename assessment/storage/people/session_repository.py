"""Sessions of accounts: what the server remembers of each browser that signed in."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from assessment.domain.people.sessions import BrowserSession
from assessment.domain.records import Visitor
from assessment.storage.people.team_factor_repository import HAS_FACTOR
from assessment.storage.people.team_repository import (
    PERSON_COLUMNS,
    person_from,
    with_teams,
)
from assessment.storage.tables import account_session_table, account_table, team_table

_SESSION = account_session_table.c
_ACCOUNT = account_table.c
_VISITOR = with_teams(
    select(
        *PERSON_COLUMNS,
        _SESSION.seen_at,
        team_table.c.second_factor,
        HAS_FACTOR.label("has_factor"),
    )
    .select_from(account_session_table)
    .join(account_table, _ACCOUNT.id == _SESSION.account_id)
    .where(
        _SESSION.digest == bindparam("digest"),
        # A new password or link gives the account a new key, which ends its sessions.
        _ACCOUNT.fs_uniquifier == bindparam("account_key"),
        _ACCOUNT.active,
    )
)


class SessionRepository:
    """The sessions of one database, within one transaction.

    Only a digest of what the browser keeps is stored: whoever reads the database, or a
    backup of it, cannot sign in with what stands there.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(
        self, token: str, account_id: int, now: datetime, browser: str = ""
    ) -> None:
        """Remember that *token* belongs to an account."""
        self._session.execute(
            insert(account_session_table).values(
                digest=_digest(token),
                account_id=account_id,
                created_at=now,
                browser=browser,
                seen_at=now,
            )
        )

    def visitor(self, token: str, account_key: str) -> tuple[Visitor, datetime] | None:
        """Return whom *token* belongs to and when they were last seen (one query)."""
        given = {"digest": _digest(token), "account_key": account_key}
        rows = self._session.execute(_VISITOR, given).all()
        person = person_from(rows)
        if person is None:
            return None
        visitor = Visitor(
            rows[0].email,
            account_key,
            person,
            has_factor=rows[0].has_factor,
            team_asks=any(row.second_factor for row in rows),
        )
        return visitor, rows[0].seen_at

    def see(self, token: str, now: datetime) -> None:
        """Note that the browser with *token* was here."""
        self._session.execute(
            update(account_session_table)
            .where(_SESSION.digest == _digest(token))
            .values(seen_at=now)
        )

    def end(self, token: str) -> int | None:
        """Forget *token*: every copy opens nothing any more; return whose it was."""
        ended = delete(account_session_table).where(_SESSION.digest == _digest(token))
        found: int | None = self._session.scalar(ended.returning(_SESSION.account_id))
        return found

    def end_all_of(self, email: str) -> int:
        """Forget every session of the account of *email*; return how many."""
        account = select(_ACCOUNT.id).where(func.lower(_ACCOUNT.email) == email.lower())
        ended = self._session.execute(
            delete(account_session_table)
            .where(_SESSION.account_id.in_(account))
            .returning(_SESSION.digest)
        )
        return len(ended.all())

    def of_account(self, account_id: int) -> tuple[BrowserSession, ...]:
        """Return the sessions of an account, the one used last first."""
        rows = self._session.execute(
            select(
                *(_SESSION.digest, _SESSION.created_at, _SESSION.seen_at),
                _SESSION.browser,
            )
            .where(_SESSION.account_id == account_id)
            .order_by(_SESSION.seen_at.desc(), _SESSION.digest)
        )
        return tuple(BrowserSession(*row) for row in rows)

    def end_of_account(self, account_id: int, key: str) -> int:
        """Forget one session of an account, by its :attr:`BrowserSession.key`.

        Returns:
            How many that were: one or none.
        """
        ended = self._session.execute(
            delete(account_session_table)
            .where(_SESSION.account_id == account_id, _SESSION.digest == key)
            .returning(_SESSION.digest)
        )
        return len(ended.all())

    def end_others(self, account_id: int, token: str) -> int:
        """Forget every session of an account but that of *token*; return how many."""
        ended = self._session.execute(
            delete(account_session_table)
            .where(_SESSION.account_id == account_id, _SESSION.digest != _digest(token))
            .returning(_SESSION.digest)
        )
        return len(ended.all())

    def tidy(
        self, account_id: int, now: datetime, *, idle: timedelta, kept: int
    ) -> None:
        """Forget sessions not seen for *idle*, and all but the newest of an account."""
        self._session.execute(
            delete(account_session_table).where(_SESSION.seen_at < now - idle)
        )
        newest = (
            select(_SESSION.digest)
            .where(_SESSION.account_id == account_id)
            .order_by(_SESSION.seen_at.desc(), _SESSION.digest)
            .limit(kept)
        )
        self._session.execute(
            delete(account_session_table).where(
                _SESSION.account_id == account_id, _SESSION.digest.not_in(newest)
            )
        )


def key_of(token: str) -> str:
    """Return by which key the session of *token* is listed."""
    return _digest(token)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
