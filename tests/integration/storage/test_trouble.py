"""What is said when disk, folder or server fail, and that nothing is half-written."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, text

from assessment.domain.records import PageKey, StoredAssessment
from assessment.errors import StorageError
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.services.assessments.recording import record_answer
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store, make_engine, open_store
from tests.builders import a_framework, an_answer, an_assessment
from tests.databases import STAMP, PostgresServer
from tests.teams import a_team

FRAMEWORK = a_framework()
NOBODY = 65534


@contextmanager
def without_the_powers_of_root() -> Iterator[None]:
    """Obey permissions, which root does not."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def read_only(*paths: Path) -> Iterator[None]:
    """Take the right to write away from everybody."""
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    # Everybody may come here, so that permissions and nothing else decide.
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o755)
    return tmp_path / "data" / "assessment.sqlite"


def a_filled_store(url: str) -> tuple[Store, StoredAssessment]:
    store = open_store(url)
    assessment = an_assessment(FRAMEWORK)
    return store, create_assessment(
        store, FRAMEWORK, assessment, stamp=STAMP, team=a_team(store)
    )


def save_until_it_fails(
    store: Store, stored: StoredAssessment
) -> tuple[StoredAssessment, StorageError | None]:
    """Save ever new answers; return the last state acknowledged, and the failure."""
    for seen in range(2000):
        answer = an_answer("c1", note=f"{seen} " * 800)
        page = PageKey(stored.id, "law")
        try:
            stored = record_answer(
                store, FRAMEWORK, page, answer, seen=seen, stamp=STAMP
            )
        except StorageError as error:
            return stored, error
    return stored, None


def in_the_database(store: Store, stored: StoredAssessment) -> StoredAssessment:
    """Read past the cache."""
    with store.reading() as session:
        return AssessmentRepository(session).get(stored.id)


@pytest.mark.parametrize("url", ["mysql://host/name", "no address", "oracle://x/y"])
def test_another_kind_of_database_is_refused_in_words(url: str) -> None:
    with pytest.raises(StorageError, match="DATABASE_URL"):
        make_engine(url)


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")

    with pytest.raises(StorageError, match=r"data.*cannot be opened"):
        open_store(f"sqlite:///{tmp_path / 'data' / 'a.sqlite'}")


def test_a_file_that_is_no_database_is_said_and_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("Dear colleague, " * 100)

    with pytest.raises(StorageError, match="not a database"):
        open_store(f"sqlite:///{file}")

    assert file.read_text().startswith("Dear colleague")


def test_opening_what_must_exist_creates_nothing(file: Path) -> None:
    with pytest.raises(StorageError, match="no database at"):
        open_store(f"sqlite:///{file}", create=False)

    assert not file.parent.exists()


def test_a_folder_that_may_not_be_written_is_said(file: Path) -> None:
    file.parent.mkdir()

    with (
        read_only(file.parent),
        without_the_powers_of_root(),
        pytest.raises(StorageError, match="write access"),
    ):
        open_store(f"sqlite:///{file}")


def test_a_folder_that_may_not_be_created_is_said(file: Path) -> None:
    with (
        read_only(file.parent.parent),
        without_the_powers_of_root(),
        pytest.raises(StorageError, match="cannot be written to"),
    ):
        open_store(f"sqlite:///{file}")


def test_a_database_that_may_only_be_read_refuses_saves_in_words(file: Path) -> None:
    store, stored = a_filled_store(f"sqlite:///{file}")
    store.close()

    with read_only(file, file.parent), without_the_powers_of_root():
        _, error = save_until_it_fails(store, stored)

    assert "cannot be written" in str(error) or "cannot be opened" in str(error)
    assert in_the_database(store, stored) == stored
    store.close()


def test_a_full_disk_is_said_and_nothing_is_half_written(file: Path) -> None:
    store, stored = a_filled_store(f"sqlite:///{file}")

    with fill_the_disk(store):
        kept, error = save_until_it_fails(store, stored)

    assert "is full" in str(error)
    assert in_the_database(store, stored) == kept
    with store.reading() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    # And when there is space again, work goes on.
    page, seen = PageKey(stored.id, "law"), kept.version_of("law")
    after = record_answer(store, FRAMEWORK, page, None, seen=seen, stamp=STAMP)
    assert after.revision == kept.revision + 1
    store.close()


def test_a_disk_that_is_really_full_is_said(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        store, stored = a_filled_store(f"sqlite:///{disk / 'a.sqlite'}")

        kept, error = save_until_it_fails(store, stored)

        assert "is full" in str(error)
        assert in_the_database(store, stored) == kept
        store.close()


@contextmanager
def fill_the_disk(store: Store) -> Iterator[None]:
    """Let the database grow by a few pages only: SQLite then reports a full disk."""

    def limit(connection: sqlite3.Connection, *_rest: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 12}")

    store.engine.dispose()
    event.listen(store.engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(store.engine, "connect", limit)
        store.engine.dispose()


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a disk of a megabyte; only root can, and not in every container."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no disk can be mounted here: {error}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.postgres
def test_a_server_that_is_away_is_said_without_the_password() -> None:
    url = "postgresql://me:s3cret@127.0.0.1:1/assessment"

    with pytest.raises(StorageError, match="cannot be reached") as caught:
        open_store(url)

    assert "s3cret" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)


@pytest.mark.postgres
def test_a_database_the_server_does_not_have_is_said(
    postgres_server: PostgresServer,
) -> None:
    with pytest.raises(StorageError, match="nowhere"):
        open_store(postgres_server.url("nowhere"))


@pytest.mark.postgres
def test_an_account_without_rights_is_said(postgres_server: PostgresServer) -> None:
    postgres_server.execute("CREATE ROLE guest LOGIN")
    postgres_server.execute("CREATE DATABASE locked")
    url = postgres_server.url("locked").replace("postgres:@", "guest@")

    with pytest.raises(StorageError, match="rights"):
        open_store(url)


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_server_that_went_away_and_came_back_is_used_again(
    store: Store, postgres_server: PostgresServer
) -> None:
    stored = create_assessment(
        store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=STAMP, team=a_team(store)
    )
    postgres_server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{store.engine.url.database}'"
    )

    assert load_assessment(store, stored.id) == stored


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_cut_in_the_middle_is_said_and_leaves_nothing(
    store: Store, postgres_server: PostgresServer
) -> None:
    stored = create_assessment(
        store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=STAMP, team=a_team(store)
    )

    def cut_in_the_middle() -> None:
        with store.writing() as session:
            session.execute(text("UPDATE assessment SET revision = 99"))
            pid = session.scalar(text("SELECT pg_backend_pid()"))
            postgres_server.execute(f"SELECT pg_terminate_backend({pid})")
            session.execute(text("SELECT 1"))

    with pytest.raises(StorageError, match="cannot be reached"):
        cut_in_the_middle()

    assert load_assessment(store, stored.id).revision == 1
