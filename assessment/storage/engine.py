"""Engines that make SQLite keep its promises, and the store that services work on.

SQLite begins writing transactions with BEGIN IMMEDIATE: with plain BEGIN, 50 of 90 saves
of six threads failed (STYLE 3.7). Reading ones begin plainly, so that with WAL readers
never wait for a writer. PostgreSQL readers see one snapshot, too.
"""

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event
from sqlalchemy import make_url as parse_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

from assessment.errors import N_, StorageError
from assessment.private_files import FILE_MODE, close_file, make_private_folder
from assessment.storage.assessments.cache import AssessmentCache
from assessment.storage.assessments.trail import chain_on_commit
from assessment.storage.problems import readable, storage_errors
from assessment.storage.version import is_current

BUSY_TIMEOUT_S = 10
"""How long a save waits for another one to finish."""
_AGAIN_S = 0.02
CONNECT_TIMEOUT_S = 10
APPLICATION = "gap-assessment"
"""How a PostgreSQL server calls our connections."""

# Each thread of a web process may hold one connection for its account and one for its work.
_POOL = {"pool_size": 8, "max_overflow": 24, "pool_timeout": 10}
_JSON = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Store:
    """Where assessments are kept. Services get one; tests make their own.

    Attributes:
        engine: Shared by both kinds of session.
        read: Makes sessions that see one snapshot and never write.
        write: Makes sessions that hold the write lock of SQLite from their first moment.
        cache: Assessments already read, by revision.
    """

    engine: Engine
    read: sessionmaker[Session]
    write: sessionmaker[Session]
    cache: AssessmentCache = field(default_factory=AssessmentCache)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session to read with.

        Raises:
            StorageError: when the database cannot be read.
        """
        url = self.engine.url
        with storage_errors(url), readable(url), self.read.begin() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session to write with; what it did is durable when the block ends.

        Raises:
            StorageError: when it could not be kept; then nothing of it was.
        """
        with storage_errors(self.engine.url), self.write.begin() as session:
            yield session

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def make_engine(url: str | URL) -> Engine:
    """Return an engine for *url* with foreign keys, durability and real transactions.

    Raises:
        StorageError: when *url* is not that of a SQLite or PostgreSQL database.
    """
    parsed = _database_url(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed,
            json_serializer=_JSON,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": CONNECT_TIMEOUT_S,
                "application_name": APPLICATION,
            },
            **_POOL,
        )
    memory = parsed.database in (None, "", ":memory:")
    options: dict[str, Any] = {"poolclass": StaticPool} if memory else _POOL
    connect_args = {"check_same_thread": False, "timeout": BUSY_TIMEOUT_S}
    engine = create_engine(
        parsed, json_serializer=_JSON, connect_args=connect_args, **options
    )
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def open_store(url: str | URL, *, create: bool = True) -> Store:
    """Open the database at *url* and bring its tables up to date.

    Args:
        url: SQLite or PostgreSQL; PostgreSQL always means psycopg 3.
        create: Make folder, database and tables when missing, and upgrade old ones.
            Without it, a database that is missing or old is refused.

    Raises:
        StorageError: when it cannot be opened, or was written by a newer program.
    """
    engine = make_engine(url)
    try:
        with storage_errors(engine.url):
            _prepare(engine, create=create)
    except BaseException:
        engine.dispose()
        raise
    write = sessionmaker(engine.execution_options(writes=True), expire_on_commit=False)
    chain_on_commit(write)
    return Store(
        engine,
        read=sessionmaker(reading_only(engine), expire_on_commit=False),
        write=write,
    )


def _prepare(engine: Engine, *, create: bool) -> None:
    if create:
        make_place(engine.url)
    else:
        require_place(engine.url)
    if not is_current(engine):
        # Alembic is loaded only when it is needed (storage.version).
        from assessment.storage.migrations import check_version, upgrade  # noqa: PLC0415

        (upgrade if create else check_version)(engine)


def _database_url(url: str | URL) -> URL:
    try:
        parsed = parse_url(url)
    except (ArgumentError, ValueError) as error:
        # A ValueError quotes what stands where the port should: maybe a password.
        detail = error if isinstance(error, ArgumentError) else "the port is no number"
        raise StorageError(
            N_("DATABASE_URL is not the address of a database: {detail}"), detail=detail
        ) from error
    backend = parsed.get_backend_name()
    if backend in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite":
        return parsed
    raise StorageError(
        N_(
            "DATABASE_URL names a {backend} database; this program works with SQLite "
            "(sqlite:///file) and PostgreSQL (postgresql://host/name)."
        ),
        backend=backend,
    )


def reading_only(engine: Engine) -> Engine:
    """Return *engine* for transactions that see one snapshot and never write."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return engine


def _on_sqlite_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy, not sqlite3, decides when to BEGIN
    connection.execute("PRAGMA foreign_keys = ON")
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log, waiting for another process that just does so.

    SQLite waits for locks of transactions, but not for this one: two processes that make
    the same database at once got "database is locked" at random.
    """
    end = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > end:
                raise
            time.sleep(_AGAIN_S)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def sqlite_file(url: URL) -> Path | None:
    """Return the file of a SQLite database; None for one in memory, and for PostgreSQL."""
    database = url.database or ":memory:"
    if url.get_backend_name() != "sqlite" or database == ":memory:":
        return None
    return None if database.startswith("file:") else Path(database)


def make_place(url: URL) -> None:
    """Make folder and file for the account of this program alone, before SQLite does."""
    file = sqlite_file(url)
    if file is None:
        return
    make_private_folder(file.parent)
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, FILE_MODE))
    close_file(file)


def require_place(url: URL) -> None:
    """Refuse a SQLite file that is not there: opening it would make an empty one.

    Raises:
        StorageError: when there is none.
    """
    file = sqlite_file(url)
    if file is not None and not file.is_file():
        raise StorageError(
            N_("There is no database at {place}. Check ASSESSMENT_DATA."), place=file
        )
