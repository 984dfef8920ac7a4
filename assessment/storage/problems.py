"""What databases complain of, in words for the person who can mend it.

SQLite and PostgreSQL name their errors; the ones that come from around the program (disk,
folder, server) become a :class:`StorageError` that says what, where and what to do.
Everything else is a bug and stays what it is.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from assessment.errors import N_, StorageError

_FULL = N_(
    "The disk that holds {place} is full: nothing was saved. Free some space and try again."
)
_READ_ONLY = N_(
    "{place} cannot be written to: nothing was saved. Give this program write access to the "
    "file and its folder."
)
_CANNOT_OPEN = N_(
    "The database {place} cannot be opened. Check that its folder exists and that this "
    "program may write to it."
)
_NOT_OURS = N_(
    "{place} is damaged or not a database. Put back a backup, or point DATABASE_URL "
    "elsewhere."
)
_DAMAGED = N_(
    "{place} is damaged: it holds what this program did not write, or lacks what it did. Put "
    "back a backup."
)
_BUSY = N_(
    "The database {place} has been busy for too long: nothing was saved. Try again; if it "
    "happens often, use PostgreSQL."
)
_BUSY_SERVER = N_(
    "The database {place} is busy, or two people saved the same thing at once: nothing was "
    "saved. Try again in a moment."
)
_DISK = N_(
    "The disk that holds {place} reports an error: nothing was saved. Check the disk."
)
_UNREACHABLE = N_(
    "The database server of {place} cannot be reached. Check that it runs and that "
    "DATABASE_URL is right. It said: {detail}"
)
_REFUSED = N_(
    "The database server of {place} refuses this account. Grant it the rights to read, write "
    "and create tables. It said: {detail}"
)

_SQLITE = {
    "FULL": _FULL,
    "READONLY": _READ_ONLY,
    "PERM": _READ_ONLY,
    "CANTOPEN": _CANNOT_OPEN,
    "NOTADB": _NOT_OURS,
    "CORRUPT": _NOT_OURS,
    "BUSY": _BUSY,
    "LOCKED": _BUSY,
    "IOERR": _DISK,
}
# Classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL = {
    "53100": _FULL,
    "53": _BUSY_SERVER,
    "25006": _READ_ONLY,
    "42501": _REFUSED,
    "28": _REFUSED,
    "08": _UNREACHABLE,
    "3D": _UNREACHABLE,
    "57P": _UNREACHABLE,
    "58": _DISK,
    "40": _BUSY_SERVER,
    "55P03": _BUSY_SERVER,
    "XX001": _NOT_OURS,
    "XX002": _NOT_OURS,
    "42P01": _DAMAGED,
    "42703": _DAMAGED,
}
_LACKING = ("no such table", "no such column")
_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
}


def place_of(url: URL) -> str:
    """Return where the database of *url* is, without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.render_as_string(hide_password=True)


@contextmanager
def storage_errors(url: URL) -> Iterator[None]:
    """Turn what databases and disks complain of into a StorageError.

    Raises:
        StorageError: when the trouble lies around the program.
    """
    try:
        yield
    except DBAPIError as error:
        template = _template(error)
        if template is None:
            raise
        raise _explained(template, url, error.orig) from error
    except PoolTimeoutError as error:
        is_server = url.get_backend_name() == "postgresql"
        template = _BUSY_SERVER if is_server else _BUSY
        raise _explained(template, url, error) from error
    except OSError as error:
        template = _SYSTEM.get(error.errno or 0, _CANNOT_OPEN)
        raise _explained(template, url, error) from error


@contextmanager
def readable(url: URL) -> Iterator[None]:
    """Say of stored data that cannot be understood where it is, and not how it failed.

    Raises:
        StorageError: when a value is of no form that this program writes.
    """
    try:
        yield
    except (ValueError, LookupError, TypeError, ArithmeticError) as error:
        raise _explained(_DAMAGED, url, type(error).__name__) from error


def _explained(template: str, url: URL, cause: object) -> StorageError:
    detail = " ".join(str(cause).split())
    return StorageError(template, place=place_of(url), detail=detail)


def _template(error: DBAPIError) -> str | None:
    name = getattr(error.orig, "sqlite_errorname", None)
    if name and str(error.orig).startswith(_LACKING):
        return _DAMAGED
    if name:
        return _SQLITE.get(name.split("_")[1])
    state = getattr(error.orig, "sqlstate", None)
    if state:
        return next((t for c, t in _POSTGRESQL.items() if state.startswith(c)), None)
    # psycopg has no code for a connection that never came about or was cut.
    lost = error.connection_invalidated or type(error).__name__ == "OperationalError"
    return _UNREACHABLE if lost else None
