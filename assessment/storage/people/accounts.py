"""Accounts as Flask-Security wants them. Only the web's wiring imports this module.

The web keeps one session per request: make it with :func:`account_sessions`, give it to
:func:`user_datastore`, and call its ``remove()`` when the request ends.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask_security import (
    RoleMixin,
    SQLAlchemySessionUserDatastore,
    UserMixin,
    WebAuthnMixin,
)
from sqlalchemy import event
from sqlalchemy.orm import (
    Mapped,
    Session,
    object_session,
    relationship,
    scoped_session,
    sessionmaker,
)

from assessment.storage.engine import Store
from assessment.storage.people.team_factor_repository import TeamFactorRepository
from assessment.storage.tables import (
    Base,
    account_role_table,
    account_table,
    passkey_table,
    role_table,
)


class Role(RoleMixin, Base):
    """What an account may do; its columns are those of the table."""

    __table__ = role_table

    name: Mapped[str]


class Usage(str):
    """What a passkey is for: both ways of the library, which lets a key be one of them.

    Alone it signs in only when it verified the person (web.passkeys asks for that);
    after a password, holding it is enough.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and str.__str__(other) in ("first", "secondary")

    def __hash__(self) -> int:
        return hash("usage")


class Passkey(WebAuthnMixin, Base):
    """A passkey of an account; its columns are those of the table."""

    __table__ = passkey_table

    account_id: Mapped[int]

    def __init__(self, **given: Any) -> None:
        given.pop("usage", None)
        super().__init__(**given, created_at=datetime.now(UTC))

    @property
    def usage(  # type: ignore[override]  # a column to the library, a rule to us
        self,
    ) -> Usage:
        """What it may be used for."""
        return Usage()

    def get_user_mapping(self) -> dict[str, Any]:
        """Return how the library finds whose it is."""
        return {"id": self.account_id}


class User(UserMixin, Base):
    """Somebody who can sign in; its columns are those of the table."""

    __table__ = account_table

    id: Mapped[int]
    email: Mapped[str]
    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]  # its own
        Role, secondary=account_role_table, order_by=role_table.c.name
    )

    webauthn: Mapped[list[Passkey]] = relationship(  # type: ignore[assignment]  # its own
        Passkey, order_by=passkey_table.c.name, passive_deletes=True
    )

    def check_tf_required(
        self, tf_setup_methods: list[tuple[str, str]], tf_fresh: bool
    ) -> tuple[bool, list[tuple[str, str]]]:
        """Return whether signing in asks for more: the site, the person or a team."""
        if self._team_asks():
            return True, tf_setup_methods
        found: tuple[bool, list[tuple[str, str]]] = super().check_tf_required(
            tf_setup_methods, tf_fresh
        )
        return found

    def check_tf_required_setup(self) -> bool:
        """Return whether the person may not do without."""
        return self._team_asks() or bool(super().check_tf_required_setup())

    def _team_asks(self) -> bool:
        session = object_session(self)
        return session is not None and TeamFactorRepository(session).is_asked_of(
            self.id
        )


def account_sessions(
    store: Store, scope: Callable[[], object] | None = None
) -> scoped_session[Session]:
    """Return the sessions in which accounts are looked up and changed.

    Args:
        store: Where the accounts are.
        scope: Says what a session belongs to; the thread when omitted.
    """
    make = sessionmaker(store.engine, expire_on_commit=False)
    event.listen(make, "before_flush", _begin_to_write)
    event.listen(make, "after_transaction_end", _end)
    return scoped_session(make, scopefunc=scope)


def user_datastore(
    session: scoped_session[Session],
) -> SQLAlchemySessionUserDatastore:
    """Return what Flask-Security finds and keeps accounts with."""
    return SQLAlchemySessionUserDatastore(session, User, Role, Passkey)


def _begin_to_write(session: Session, *_rest: object) -> None:
    # The session begins by reading the account of the request. On SQLite such a
    # transaction may not start to write once anybody else has (BUSY_SNAPSHOT, at once),
    # and holding the write lock from the start would stop everybody: so end the reading
    # transaction, and wait for the lock, when there is something to write.
    connection = session.connection()
    if connection.dialect.name == "sqlite" and not session.info.get("writes"):
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        session.info["writes"] = True


def _end(session: Session, transaction: object) -> None:
    if getattr(transaction, "parent", None) is None:
        session.info.pop("writes", None)
