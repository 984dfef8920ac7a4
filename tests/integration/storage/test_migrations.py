"""Migrations and tables are the same thing told twice; an upgrade is all or nothing."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from assessment import resources
from assessment.errors import StorageError
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.storage.engine import make_engine, open_store
from assessment.storage.migrations import config_for, upgrade
from assessment.storage.tables import Base
from assessment.storage.version import latest
from tests.builders import a_framework, an_assessment
from tests.databases import STAMP
from tests.teams import a_team

FRAMEWORK = a_framework()
NEXT_MIGRATION = '''
"""The next one."""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{mine}", "{before}", None, None


def upgrade():
    op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("assessment") as batch:
        batch.add_column(sa.Column("colour", sa.String(), server_default="blue"))
    {more}
'''
BEFORE = latest()
NEXT = f"{int(BEFORE) + 1:04}"


def next_migration(*, more: str = "pass") -> str:
    """Return a migration that follows those of the program."""
    return NEXT_MIGRATION.format(mine=NEXT, before=BEFORE, more=more)


@pytest.fixture
def engine(empty_url: str, tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "data").mkdir()
    made = make_engine(empty_url)
    yield made
    made.dispose()


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the migrations that the program uses instead of its own."""
    copy = tmp_path / "migrations"
    shutil.copytree(resources.MIGRATIONS, copy)
    monkeypatch.setattr(resources, "MIGRATIONS", copy)
    return copy / "versions"


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_the_migrations_make_exactly_the_tables_of_the_program(engine: Engine) -> None:
    upgrade(engine)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    upgrade(engine)

    assert tables(engine) == {*Base.metadata.tables, "alembic_version"}


def test_two_processes_that_start_at_once_do_not_get_in_each_others_way(
    engine: Engine, empty_url: str
) -> None:
    other = make_engine(empty_url)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(upgrade, (engine, other)))

    other.dispose()
    assert tables(engine) == {*Base.metadata.tables, "alembic_version"}


def test_a_database_of_a_newer_program_is_refused_and_left_alone(
    engine: Engine, empty_url: str
) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    for create in (True, False):
        with pytest.raises(StorageError, match="newer version of this program"):
            open_store(empty_url, create=create)

    with engine.connect() as connection:
        versions = connection.scalars(text("SELECT version_num FROM alembic_version"))
        assert list(versions) == ["9999"]


def test_an_old_database_keeps_its_data_when_it_is_upgraded(
    empty_url: str, migrations: Path
) -> None:
    old = open_store(empty_url)
    stored = create_assessment(
        old,
        FRAMEWORK,
        an_assessment(FRAMEWORK, {"law": 2}),
        stamp=STAMP,
        team=a_team(old),
    )
    old.close()
    (migrations / f"v{NEXT}_next.py").write_text(next_migration())

    new = open_store(empty_url)

    assert load_assessment(new, stored.id) == stored
    assert "extra" in tables(new.engine)
    with new.reading() as session:
        assert session.scalars(text("SELECT colour FROM assessment")).all() == ["blue"]
    new.close()


def test_a_migration_that_fails_leaves_the_old_state(
    empty_url: str, migrations: Path
) -> None:
    old = open_store(empty_url)
    stored = create_assessment(
        old,
        FRAMEWORK,
        an_assessment(FRAMEWORK, {"law": 2}),
        stamp=STAMP,
        team=a_team(old),
    )
    before = tables(old.engine)
    old.close()
    following = migrations / f"v{NEXT}_next.py"
    following.write_text(next_migration(more="raise ZeroDivisionError"))

    with pytest.raises(ZeroDivisionError):
        open_store(empty_url)

    following.unlink()
    again = open_store(empty_url)
    assert tables(again.engine) == before
    assert load_assessment(again, stored.id) == stored
    again.close()


def test_an_old_database_is_not_upgraded_unasked(
    empty_url: str, migrations: Path
) -> None:
    open_store(empty_url).close()
    (migrations / f"v{NEXT}_next.py").write_text(next_migration())

    with pytest.raises(StorageError, match="assessment upgrade"):
        open_store(empty_url, create=False)


def test_foreign_keys_are_on_again_after_an_upgrade(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'a.sqlite'}")

    with store.reading() as session:
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
    store.close()


def test_the_version_checked_at_start_is_that_of_the_newest_migration():
    heads = ScriptDirectory.from_config(config_for()).get_heads()

    assert heads == [latest()]


def test_alembic_is_not_loaded_when_no_migration_is_due(tmp_path):
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    open_store(url).close()
    program = (
        "import sys\n"
        "from assessment.storage.engine import open_store\n"
        f"open_store({url!r}).close()\n"
        "sys.exit('alembic' in sys.modules)\n"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
