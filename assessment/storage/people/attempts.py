"""Failed attempts to sign in, counted in the database for all processes together.

Flask-Limiter decides what is too much; this is the storage it counts in, registered under
the scheme ``database://`` (the interface of the ``limits`` library).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from limits.storage import Storage
from sqlalchemy import case, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from assessment.errors import StorageError
from assessment.storage.engine import Store
from assessment.storage.tables import attempt_table

SCHEME = "database"
_ATTEMPT = attempt_table.c


class DatabaseAttempts(Storage):
    """Counts in the table ``attempt``, which every process and restart shares.

    Args:
        uri: Ignored; the library insists on one.
        store: Where to count.
        now: The clock.
    """

    STORAGE_SCHEME = [SCHEME]

    def __init__(
        self,
        uri: str | None = None,
        wrap_exceptions: bool = False,
        *,
        store: Store,
        now: Callable[[], datetime],
        **_options: object,
    ) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._store = store
        self._now = now

    @property
    def base_exceptions(self) -> type[Exception]:
        """What goes wrong here."""
        return StorageError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count *amount* more for *key* and return the sum; forget what has ended."""
        now = self._now()
        ends_at = now + timedelta(seconds=expiry)
        has_ended = _ATTEMPT.ends_at <= now
        count = (
            update(attempt_table)
            .where(_ATTEMPT.key == key)
            .values(
                count=case((has_ended, amount), else_=_ATTEMPT.count + amount),
                ends_at=case((has_ended, ends_at), else_=_ATTEMPT.ends_at),
            )
            .returning(_ATTEMPT.count)
        )
        with self._store.writing() as session:
            found = session.scalar(count)
            if found is None:
                try:
                    with session.begin_nested():
                        session.execute(
                            insert(attempt_table).values(
                                key=key, count=amount, ends_at=ends_at
                            )
                        )
                    found = amount
                except IntegrityError:  # another process was quicker
                    found = session.scalar(count) or amount
            session.execute(delete(attempt_table).where(has_ended, _ATTEMPT.key != key))
        return int(found)

    def get(self, key: str) -> int:
        """Return what was counted for *key* in the present window."""
        wanted = select(_ATTEMPT.count).where(
            _ATTEMPT.key == key, _ATTEMPT.ends_at > self._now()
        )
        with self._store.reading() as session:
            return session.scalar(wanted) or 0

    def get_expiry(self, key: str) -> float:
        """Return when the window of *key* ends, in seconds since 1970."""
        wanted = select(_ATTEMPT.ends_at).where(_ATTEMPT.key == key)
        with self._store.reading() as session:
            return (session.scalar(wanted) or self._now()).timestamp()

    def check(self) -> bool:
        """Return whether the database answers."""
        try:
            self.get("")
        except StorageError:
            return False
        return True

    def reset(self) -> int | None:
        """Forget every attempt."""
        with self._store.writing() as session:
            return len(
                session.execute(delete(attempt_table).returning(_ATTEMPT.key)).all()
            )

    def clear(self, key: str) -> None:
        """Forget what was counted for *key*."""
        with self._store.writing() as session:
            session.execute(delete(attempt_table).where(_ATTEMPT.key == key))
