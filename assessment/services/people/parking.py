"""What somebody typed, parked while they sign in. One function is one transaction.

Some ways of signing in lead through other pages or another site, and cannot carry a text
along. It is then kept for an hour, encrypted with a key that only the cookie of that
browser holds: neither the database nor a backup tells what it was.
"""

from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken

from assessment.storage.engine import Store
from assessment.storage.people.parked_repository import ParkedTextRepository

KEPT_FOR = timedelta(hours=1)
LONGEST = 64 * 1024
"""Bytes of one text."""
MOST = 500
"""Texts at once: who is not signed in can park one, so that there has to be an end."""


def park(store: Store, text: str, now: datetime) -> str:
    """Keep *text* for an hour; return the key to it, empty when it was not kept.

    Raises:
        StorageError: when it could not be kept.
    """
    key, data = Fernet.generate_key(), text.encode("utf-8", "replace")
    if len(data) > LONGEST:
        return ""
    with store.writing() as session:
        repository = ParkedTextRepository(session)
        if repository.tidy(now) >= MOST:
            return ""
        repository.add(key.decode(), Fernet(key).encrypt(data), now + KEPT_FOR)
    return key.decode()


def take_parked(store: Store, key: str, now: datetime) -> str | None:
    """Return the text that *key* was given for, once; None: there is none.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.writing() as session:
        found = ParkedTextRepository(session).take(key, now)
    if found is None:
        return None
    try:
        return Fernet(key.encode()).decrypt(found).decode()
    except (InvalidToken, ValueError):
        return None
