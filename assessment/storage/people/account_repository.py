"""Accounts without Flask: what the command line and the first start need."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.domain.records import Account, Actor
from assessment.storage.tables import account_table

_ACCOUNT = account_table.c


class AccountRepository:
    """The accounts of one database, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def has_any(self) -> bool:
        """Return whether anybody can sign in yet."""
        return self._session.execute(select(_ACCOUNT.id).limit(1)).first() is not None

    def find(self, email: str) -> Account | None:
        """Return the account of *email*, however it is capitalised."""
        row = self._session.execute(
            select(account_table).where(_is(email)).order_by(_ACCOUNT.id)
        ).first()
        if row is None:
            return None
        return _account(row)

    def actor(self, account_id: int) -> Actor:
        """Return an account as the trail names whoever acts."""
        query = select(_ACCOUNT.name, _ACCOUNT.email).where(_ACCOUNT.id == account_id)
        row = self._session.execute(query).first()
        return Actor(account_id, (row.name or row.email) if row else "")

    def count(self) -> int:
        """Return how many accounts there are."""
        query = select(func.count()).select_from(account_table)
        return self._session.scalar(query) or 0

    def page(self, first: int, most: int) -> tuple[Account, ...]:
        """Return at most *most* accounts by address, from place *first* on (from 0)."""
        rows = self._session.execute(
            select(account_table)
            .order_by(func.lower(_ACCOUNT.email), _ACCOUNT.id)
            .offset(first)
            .limit(most)
        )
        return tuple(_account(row) for row in rows)

    def add(
        self,
        email: str,
        password_hash: str | None,
        now: datetime,
        name: str = "",
        language: str = "",
    ) -> bool:
        """Add an account; False when there is one of this *email* already.

        Args:
            email: Normalised.
            password_hash: None: no password yet, a one-time link sets it.
            now: The time of creation.
            name: As colleagues see it.
            language: In which they are written to; empty: nobody knows yet.
        """
        if self.find(email) is not None:
            return False
        try:
            with self._session.begin_nested():
                self._session.execute(
                    insert(account_table).values(
                        email=email,
                        name=name,
                        language=language,
                        is_administrator=False,
                        password=password_hash,
                        active=True,
                        fs_uniquifier=uuid4().hex,
                        created_at=now,
                    )
                )
        except IntegrityError:  # another process was quicker
            return False
        return True

    def set_active(self, account_id: int, *, is_active: bool) -> bool:
        """Let an account sign in, or no more; False when nothing changes."""
        changed = self._session.execute(
            update(account_table)
            .where(_ACCOUNT.id == account_id, _ACCOUNT.active.is_not(is_active))
            .values(active=is_active)
            .returning(_ACCOUNT.id)
        )
        return changed.first() is not None

    def set_language(self, account_id: int, language: str) -> None:
        """Keep in which language somebody reads the pages."""
        self._session.execute(
            update(account_table)
            .where(_ACCOUNT.id == account_id)
            .values(language=language)
        )

    def language(self, account_id: int) -> str:
        """Return in which language somebody reads the pages; empty: nobody knows."""
        query = select(_ACCOUNT.language).where(_ACCOUNT.id == account_id)
        return self._session.scalar(query) or ""

    def set_password(self, email: str, password_hash: str) -> bool:
        """Set a password and end every session of the account; False without one."""
        changed = self._session.execute(
            update(account_table)
            .where(_is(email))
            # Sessions carry the uniquifier: a new one ends them (Flask-Security).
            .values(password=password_hash, fs_uniquifier=uuid4().hex)
            .returning(_ACCOUNT.id)
        )
        return changed.first() is not None


def _account(row: Row[*tuple[Any, ...]]) -> Account:
    return Account(
        row.id,
        row.email,
        row.active,
        bool(row.password),
        row.name or row.email,
        is_administrator=row.is_administrator,
        language=row.language,
    )


def _is(email: str) -> ColumnElement[bool]:
    return func.lower(_ACCOUNT.email) == email.lower()
