"""Databases of other programs stay as they are; damaged ones are told without SQL."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from assessment.domain.people.sight import EVERYTHING
from assessment.errors import StorageError
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import list_assessments, load_assessment
from assessment.storage.engine import Store, make_engine, open_store
from assessment.storage.version import APPLICATION_ID
from tests.builders import a_framework, an_answer, an_assessment
from tests.databases import STAMP
from tests.teams import a_team

FRAMEWORK = a_framework()
SQL = ("SELECT", "INSERT", "PRAGMA", "sqlalche", "sqlite3.", "psycopg", "FROM ")


def fill_as(url: str, *statements: str) -> set[str]:
    """Let another program make its tables; return their names."""
    engine = make_engine(url)
    with engine.execution_options(writes=True).begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE bookmarks (id INTEGER)"],
        [
            "CREATE TABLE alembic_version (version_num VARCHAR(32))",
            "INSERT INTO alembic_version VALUES ('0001')",
            "CREATE TABLE account (id INTEGER)",
        ],
        [
            "CREATE TABLE alembic_version (version_num VARCHAR(32))",
            "INSERT INTO alembic_version VALUES ('f00')",
        ],
    ],
    ids=["its tables", "its migrations, numbered as ours", "its migrations"],
)
@pytest.mark.parametrize("create", [True, False])
def test_the_database_of_another_program_is_left_alone(
    empty_url: str, tmp_path: Path, statements: list[str], create: bool
) -> None:
    (tmp_path / "data").mkdir()
    before = fill_as(empty_url, *statements)

    with pytest.raises(StorageError, match="of another program"):
        open_store(empty_url, create=create)

    assert fill_as(empty_url) == before


def test_a_file_that_says_whose_it_is_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "places.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA application_id = 252006673")  # a GeoPackage
    connection.commit()
    connection.close()

    with pytest.raises(StorageError, match="of another program"):
        open_store(f"sqlite:///{file}")


def test_our_files_say_whose_they_are(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'a.sqlite'}")

    with store.reading() as session:
        assert session.scalar(text("PRAGMA application_id")) == APPLICATION_ID
    store.close()


def half(file: Path) -> None:
    """Cut the file in the middle."""
    with file.open("r+b") as stream:
        stream.truncate(file.stat().st_size // 2)


def scribbled(file: Path) -> None:
    """Write over every second page but the first."""
    data = bytearray(file.read_bytes())
    for start in range(4096, len(data), 8192):
        data[start : start + 4096] = b"\xa5" * 4096
    file.write_bytes(bytes(data))


def headless(file: Path) -> None:
    """Write over the header."""
    data = file.read_bytes()
    file.write_bytes(b"\xa5" * 100 + data[100:])


def changed(*statements: str) -> Callable[[Path], None]:
    """Return what lets somebody change the tables by hand."""

    def change(file: Path) -> None:
        connection = sqlite3.connect(file)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return change


DAMAGES = {
    "half": half,
    "scribbled": scribbled,
    "headless": headless,
    "no pages": changed("ALTER TABLE page RENAME TO leaf"),
    "no column": changed("ALTER TABLE page RENAME COLUMN answer TO reply"),
    "broken JSON": changed("UPDATE page SET answer = '{\"sta'"),
    "unknown status": changed('UPDATE page SET answer = \'{"status": "perhaps"}\''),
    "JSON of another form": changed("UPDATE page SET answer = '[1]'"),
    "broken kind": changed("UPDATE assessment SET kind = 'x'"),
    "broken time": changed("UPDATE assessment SET updated_at = 'yesterday'"),
    "broken figure": changed(
        'UPDATE page SET answer = \'{"status": "answered", "figures":'
        ' [{"key": "x", "value": "many"}]}\''
    ),
}


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, object]:
    """A database with an assessment in it; tests damage copies."""
    file = tmp_path_factory.mktemp("sound") / "sound.sqlite"
    store = open_store(f"sqlite:///{file}")
    answers = {"law": an_answer("c1", note="A note. " * 400)}
    assessment = an_assessment(FRAMEWORK, answers)
    stored = create_assessment(
        store, FRAMEWORK, assessment, stamp=STAMP, team=a_team(store)
    )
    store.close()
    return file, stored.id


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_told_without_sql(
    sound: tuple[Path, object], tmp_path: Path, damage: str
) -> None:
    file = tmp_path / "damaged.sqlite"
    shutil.copyfile(sound[0], file)
    DAMAGES[damage](file)

    with pytest.raises(StorageError) as told:
        use(open_store(f"sqlite:///{file}"), sound[1])

    assert str(file) in str(told.value)
    assert "backup" in str(told.value) or "of its own" in str(told.value)
    assert not [word for word in SQL if word in str(told.value)]


def use(store: Store, key: object) -> None:
    """Read what there is."""
    try:
        list_assessments(store, EVERYTHING)
        load_assessment(store, key)  # type: ignore[arg-type]
    finally:
        store.close()
