"""Accounts made outside of the web: by the command line, or at the first start.

Passwords are hashed the way Flask-Security verifies them under
:data:`PASSWORD_SETTINGS`, which the web application must use; so no part of Flask is needed
here. One-time links are Flask-Security's own: make an account without a password, and let
the web sign a link with which the person sets it.
"""

import unicodedata
from datetime import datetime
from typing import Final

from argon2 import PasswordHasher
from email_validator import EmailNotValidError, validate_email
from sqlalchemy.orm import Session

from assessment.domain.people.events import AccountEvent, about_account
from assessment.domain.records import Account, Actor, Stamp
from assessment.errors import N_, InvalidAccountError, Problem
from assessment.storage.engine import Store
from assessment.storage.people.account_repository import AccountRepository
from assessment.storage.people.account_trail import note_event
from assessment.storage.people.session_repository import SessionRepository

MINIMUM_PASSWORD_LENGTH = 12
LONGEST_PASSWORD = 1000
"""Hashing is slow on purpose: nobody may keep a server busy with a book."""

COMMAND_LINE = Actor(None, "command line")
"""Who makes accounts here, as the trail says it."""

_NORMAL_FORM: Final = "NFKD"

PASSWORD_SETTINGS: dict[str, object] = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    # argon2 needs no second, keyed hash; without one, no Flask application is needed to
    # hash, and a lost SECURITY_PASSWORD_SALT locks nobody out.
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
    "SECURITY_PASSWORD_NORMALIZE_FORM": _NORMAL_FORM,
    "SECURITY_PASSWORD_LENGTH_MIN": MINIMUM_PASSWORD_LENGTH,
}


def has_accounts(store: Store) -> bool:
    """Return whether anybody can sign in yet.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return AccountRepository(session).has_any()


def find_account(store: Store, email: str) -> Account | None:
    """Return the account of *email*, however it is capitalised.

    Raises:
        StorageError: when the database cannot be read.
    """
    if not _is_text(email):
        return None
    with store.reading() as session:
        return AccountRepository(session).find(email.strip())


def list_accounts(
    store: Store, first: int, most: int
) -> tuple[tuple[Account, ...], int]:
    """Return accounts by address, from place *first* on (from 0), and how many there are.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = AccountRepository(session)
        return repository.page(first, most), repository.count()


def create_account(
    store: Store, email: str, *, password: str | None, now: datetime
) -> Account:
    """Make an account that can sign in.

    Args:
        store: Where to.
        email: What the person signs in with.
        password: None: none yet; a one-time link sets it.
        now: The time of creation.

    Raises:
        InvalidAccountError: when the address or password is unusable or taken.
        StorageError: when it could not be kept.
    """
    address = checked_address(email)
    hashed = None if password is None else hashed_password(password)
    with store.writing() as session:
        repository = AccountRepository(session)
        added = repository.add(address, hashed, now)
        account = repository.find(address)
        if not added or account is None:
            taken = N_("There is an account of {email} already.")
            raise _refused("email", taken, address)
        made = about_account(AccountEvent.ACCOUNT_MADE, account.id)
        note_event(session, Stamp(COMMAND_LINE, now), made)
    return account


def create_or_set_password(
    store: Store, email: str, password: str, now: datetime
) -> bool:
    """Make an account or, where there is one, set its password; return whether it is new.

    One transaction: two commands at once both succeed, and the later password counts.

    Raises:
        InvalidAccountError: when the address or password is unusable.
        StorageError: when it could not be kept.
    """
    address, hashed = checked_address(email), hashed_password(password)
    with store.writing() as session:
        repository = AccountRepository(session)
        is_new = repository.add(address, hashed, now)
        if not is_new:
            repository.set_password(address, hashed)
            SessionRepository(session).end_all_of(address)
        _note(session, address, now, is_new=is_new)
    return is_new


def set_password(store: Store, email: str, password: str, now: datetime) -> None:
    """Set a new password and end every session of the account.

    Raises:
        InvalidAccountError: when the password is unusable or there is no such account.
        StorageError: when it could not be kept.
    """
    hashed = hashed_password(password)
    with store.writing() as session:
        if not AccountRepository(session).set_password(email.strip(), hashed):
            raise _refused("email", N_("There is no account of {email}."), email)
        SessionRepository(session).end_all_of(email.strip())
        _note(session, email.strip(), now, is_new=False)


def _note(session: Session, email: str, now: datetime, *, is_new: bool) -> None:
    account = AccountRepository(session).find(email)
    assert account is not None
    what = AccountEvent.ACCOUNT_MADE if is_new else AccountEvent.PASSWORD
    note_event(session, Stamp(COMMAND_LINE, now), about_account(what, account.id))


def _is_text(given: str) -> bool:
    """Return whether *given* is text: bytes of another encoding arrive as surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in given)


def checked_address(email: str) -> str:
    """Return *email* as it is kept.

    Raises:
        InvalidAccountError: when it is no address.
    """
    if not _is_text(email):
        shown = email.encode("ascii", "backslashreplace").decode("ascii")
        raise _refused("email", N_("{email} is not an e-mail address."), shown)
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise _refused(
            "email", N_("{email} is not an e-mail address."), email
        ) from error


def hashed_password(password: str) -> str:
    """Return what is kept of *password*.

    Raises:
        InvalidAccountError: when it is too short or endless.
    """
    normalised = unicodedata.normalize(_NORMAL_FORM, password)
    if not MINIMUM_PASSWORD_LENGTH <= len(normalised) <= LONGEST_PASSWORD:
        problem = Problem(
            "password",
            0,
            0,
            N_("A password has at least {least} characters."),
            {"least": MINIMUM_PASSWORD_LENGTH},
            "password",
        )
        raise InvalidAccountError("password", (problem,))
    return PasswordHasher().hash(normalised)


def _refused(path: str, template: str, email: str) -> InvalidAccountError:
    return InvalidAccountError(
        path, (Problem(path, 0, 0, template, {"email": email}, path),)
    )
