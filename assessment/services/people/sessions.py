"""Sessions: begun by signing in; ended by signing out, a new password or an administrator.

What a browser keeps opens nothing by itself: the server remembers each session and can
forget it, and with it every copy of the cookie.
"""

import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from assessment.domain.people.events import AccountEvent, about_account
from assessment.domain.people.sessions import BrowserSession
from assessment.domain.records import Stamp, Visitor
from assessment.errors import StorageError
from assessment.storage.engine import Store
from assessment.storage.people.account_repository import AccountRepository
from assessment.storage.people.account_trail import note_event
from assessment.storage.people.session_repository import SessionRepository, key_of

__all__ = [
    "begin_session",
    "end_one_session",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "find_visitor",
    "key_of",
    "list_sessions",
]

IDLE = timedelta(days=30)
"""A session that nobody used for so long has ended."""
NOTED_EVERY = timedelta(minutes=10)
"""How exactly the last visit is known: noting each request would be a save each."""
MOST_SESSIONS = 50
"""Of one account at once; signing in once more ends the one used longest ago."""
_TOKEN_BYTES = 32

_log = logging.getLogger(__name__)


def begin_session(
    store: Store,
    account_id: int,
    now: datetime,
    *,
    browser: str = "",
    instead_of: str = "",
    ways: Sequence[str] = (),
) -> str:
    """Begin a session of an account; return the token that its browser keeps.

    Args:
        store: Where sessions are.
        account_id: Whose.
        now: The time.
        browser: How its owner knows the browser again, in a few words.
        instead_of: The token of a session that ends with it: the same browser.
        ways: How they showed who they are, for the trail.

    Raises:
        StorageError: when it could not be kept.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with store.writing() as session:
        repository = SessionRepository(session)
        ended = repository.end(instead_of) if instead_of else None
        repository.begin(token, account_id, now, browser)
        repository.tidy(account_id, now, idle=IDLE, kept=MOST_SESSIONS)
        if ended != account_id:  # else a new password renewed what was there
            stamp = Stamp(AccountRepository(session).actor(account_id), now)
            told = {"browser": browser, "ways": list(ways)}
            event = about_account(AccountEvent.SIGNED_IN, account_id, new=told)
            note_event(session, stamp, event)
    return token


def find_visitor(
    store: Store, token: str, account_key: str, now: datetime
) -> Visitor | None:
    """Return the active account whose session *token* is: asked by every request.

    A clock that was set back ends nothing: only time that has passed counts.

    Args:
        store: Where the sessions are.
        token: From :func:`begin_session`.
        account_key: What the account was called at that time; a new password changes it.
        now: The time; the visit is noted now and then.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        found = SessionRepository(session).visitor(token, account_key)
    if found is None:
        return None
    visitor, seen_at = found
    if now - seen_at > IDLE:
        return None
    if now - seen_at > NOTED_EVERY:
        _note_visit(store, token, now)
    return visitor


def end_session(store: Store, token: str, now: datetime) -> None:
    """End one session: every copy of its cookie opens nothing any more.

    Raises:
        StorageError: when it could not be ended.
    """
    with store.writing() as session:
        account_id = SessionRepository(session).end(token)
        if account_id is not None:
            stamp = Stamp(AccountRepository(session).actor(account_id), now)
            event = about_account(AccountEvent.SIGNED_OUT, account_id)
            note_event(session, stamp, event)


def end_sessions(store: Store, email: str, *, stamp: Stamp) -> int:
    """End every session of the account of *email*; return how many there were.

    Raises:
        StorageError: when they could not be ended.
    """
    with store.writing() as session:
        ended = SessionRepository(session).end_all_of(email.strip())
        account = AccountRepository(session).find(email.strip())
        if account is not None:
            _note(session, account.id, ended, stamp)
        return ended


def list_sessions(store: Store, account_id: int) -> tuple[BrowserSession, ...]:
    """Return where an account is signed in, the browser used last first.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return SessionRepository(session).of_account(account_id)


def end_one_session(store: Store, account_id: int, key: str, *, stamp: Stamp) -> None:
    """End one session of an account; nothing happens when it has none of this *key*.

    Raises:
        StorageError: when it could not be ended.
    """
    with store.writing() as session:
        ended = SessionRepository(session).end_of_account(account_id, key)
        _note(session, account_id, ended, stamp)


def end_other_sessions(
    store: Store, account_id: int, token: str, *, stamp: Stamp
) -> int:
    """End every session of an account but that of *token*; return how many there were.

    Raises:
        StorageError: when they could not be ended.
    """
    with store.writing() as session:
        ended = SessionRepository(session).end_others(account_id, token)
        _note(session, account_id, ended, stamp)
        return ended


def _note(session: Session, account_id: int, ended: int, stamp: Stamp) -> None:
    if ended:
        what = AccountEvent.SESSIONS_ENDED
        note_event(session, stamp, about_account(what, account_id, new=ended))


def _note_visit(store: Store, token: str, now: datetime) -> None:
    try:
        with store.writing() as session:
            SessionRepository(session).see(token, now)
    except StorageError as error:  # a full disk keeps nobody from reading
        _log.warning("the visit was not noted: %s", error)
