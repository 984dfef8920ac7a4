"""What the engines promise on both databases."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from assessment.domain.people.sight import EVERYTHING
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import (
    history,
    list_assessments,
    load_assessment,
)
from assessment.storage.engine import Store, make_engine, open_store
from tests.builders import a_framework, an_assessment
from tests.databases import STAMP, PostgresServer
from tests.teams import a_team

FRAMEWORK = a_framework()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "assessment.sqlite"


@pytest.fixture
def sqlite_store(file: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{file}")
    yield opened
    opened.close()


def pragma(store: Store, name: str) -> object:
    with store.writing() as session:
        return session.execute(text(f"PRAGMA {name}")).scalar()


def test_sqlite_is_durable_and_enforces_foreign_keys(sqlite_store: Store) -> None:
    assert pragma(sqlite_store, "foreign_keys") == 1
    assert pragma(sqlite_store, "journal_mode") == "wal"
    assert pragma(sqlite_store, "synchronous") == 2
    assert pragma(sqlite_store, "busy_timeout") == 10_000


def test_a_writing_session_holds_the_lock_from_its_first_moment(
    sqlite_store: Store, file: Path
) -> None:
    other = sqlite3.connect(file, timeout=0, isolation_level=None)

    with sqlite_store.writing() as session:
        session.connection()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")

    other.close()


def test_readers_do_not_wait_for_a_writer(sqlite_store: Store) -> None:
    with sqlite_store.writing() as session:
        session.connection()

        assert list_assessments(sqlite_store, EVERYTHING) == ()


def test_a_reading_session_sees_one_moment(store: Store) -> None:
    count = text("SELECT count(*) FROM assessment")
    with store.reading() as session:
        before = session.scalar(count)
        create_assessment(
            store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=STAMP, team=a_team(store)
        )

        assert session.scalar(count) == before


def test_what_fails_halfway_leaves_nothing(store: Store) -> None:
    stored = create_assessment(
        store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=STAMP, team=a_team(store)
    )

    def fail_halfway() -> None:
        with store.writing() as session:
            session.execute(text("UPDATE assessment SET revision = 99"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()

    assert load_assessment(store, stored.id).revision == 1


def test_the_folder_is_created(tmp_path: Path) -> None:
    file = tmp_path / "far" / "away" / "a.sqlite"

    open_store(f"sqlite:///{file}").close()

    assert file.is_file()


def test_a_database_in_memory_serves_tests(tmp_path: Path) -> None:
    store = open_store("sqlite://")

    stored = create_assessment(
        store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=STAMP, team=a_team(store)
    )

    assert load_assessment(store, stored.id) == stored
    store.close()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_postgresql_always_means_psycopg_3(scheme: str) -> None:
    engine = make_engine(f"{scheme}://host/name")

    assert engine.dialect.driver == "psycopg"


@pytest.mark.postgres
def test_what_is_read_is_in_utc_wherever_the_server_stands(
    postgres_server: PostgresServer,
) -> None:
    name = "far_east"
    postgres_server.execute(f"CREATE DATABASE {name}")
    postgres_server.execute(f"ALTER DATABASE {name} SET TimeZone = 'Pacific/Auckland'")
    late = replace(STAMP, at=datetime(2026, 5, 4, 23, 30, tzinfo=UTC))
    store = open_store(postgres_server.url(name))
    try:
        made = create_assessment(
            store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=late, team=a_team(store)
        )
        read = load_assessment(store, made.id)
        told = history(store, made.id)
    finally:
        store.close()
        postgres_server.execute(f"DROP DATABASE {name} WITH (FORCE)")

    assert read.created_at.date() == late.at.date()
    assert {entry.at.isoformat() for entry in told} == {late.at.isoformat()}
