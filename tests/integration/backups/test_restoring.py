"""A backup is put back whole or not at all, where nothing is, unless told otherwise."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assessment.domain.people.sight import EVERYTHING
from assessment.errors import (
    InvalidBackupError,
    OutputError,
    SettingsError,
    StorageError,
)
from assessment.services.assessments.reading import list_assessments
from assessment.services.backups.manifest import NOT_COPIED
from assessment.services.backups.restoring import is_empty
from assessment.services.people.accounts import create_account
from assessment.storage.copies.taking import Taking
from assessment.storage.engine import make_engine, open_store
from assessment.storage.migrations import changing_tables, upgrade_to
from assessment.storage.version import latest
from tests.backups import KEPT_SECRET, Place, copied, manifest_of
from tests.databases import NOON
from tests.integration.backups.conftest import Installed

ROOT = Path(__file__).parents[3]
BEFORE_TEAMS = ROOT / "tests" / "data" / "databases" / "before-teams.sqlite"
New = Callable[[str], Place]


def started(file: Path, place: Place, *options: str) -> "subprocess.Popen[str]":
    """Start the command in a process of its own."""
    words = ["restore", str(file), "--data", str(place.folder), *options]
    kept = {n: v for n, v in os.environ.items() if not n.startswith("ASSESSMENT_")}
    url = {} if place.url.startswith("sqlite") else {"DATABASE_URL": place.url}
    return subprocess.Popen(
        [sys.executable, "-m", "assessment", *words],
        env={**kept, **url, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )


def killed_after(word: str, file: Path, place: Place, *options: str) -> None:
    """Start restoring, and kill it once it has told of *word*."""
    process = started(file, place, *options)
    assert process.stderr is not None
    with process:
        for line in process.stderr:
            if line.strip().startswith(word):
                break
        else:
            raise AssertionError("it ended before")
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("word", ["account:", "trail_head:"])
def test_killed_at_any_moment_nothing_is_there(
    installed: Installed, empty_place: Place, word: str
) -> None:
    killed_after(word, installed.archive, empty_place)

    assert is_empty(empty_place.url)
    empty_place.restored(installed.archive)
    assert empty_place.rows()["page"] == installed.place.rows()["page"]


@pytest.mark.parametrize("word", ["trail_head:"])
def test_killed_while_replacing_the_old_state_is_there(
    installed: Installed, empty_place: Place, tmp_path: Path, word: str
) -> None:
    empty_place.restored(installed.archive)
    store = open_store(empty_place.url)
    create_account(store, "since@example.org", password=None, now=NOON)
    store.close()
    before = empty_place.rows()

    killed_after(f"{word} ", installed.archive, empty_place, "--replace")

    assert empty_place.rows() == before
    assert empty_place.secret == KEPT_SECRET
    (kept,) = (empty_place.folder / "backups").glob("before-*.zip")
    assert kept.stat().st_mode & 0o777 == 0o600
    again = Place.at(tmp_path / "again")
    again.restored(kept)
    assert again.rows()["account"] == before["account"]


def test_where_something_is_nothing_is_put_unless_told(
    installed: Installed, empty_place: Place
) -> None:
    empty_place.restored(installed.archive)
    store = open_store(empty_place.url)
    create_account(store, "since@example.org", password=None, now=NOON)
    store.close()
    before = empty_place.rows()

    with pytest.raises(SettingsError, match="--replace"):
        empty_place.restored(installed.archive)
    assert empty_place.rows() == before
    empty_place.restored(installed.archive, replace=True)

    assert empty_place.rows()["account"] == installed.place.rows()["account"]


def test_a_database_that_was_started_and_never_used_is_empty(
    installed: Installed, empty_place: Place
) -> None:
    empty_place.folder.mkdir(exist_ok=True)
    open_store(empty_place.url).close()
    (empty_place.folder / "secret-key").write_text(
        "made at the first start, for nobody"
    )

    restored = empty_place.restored(installed.archive)

    assert restored.is_secret_there
    assert empty_place.secret == KEPT_SECRET


def test_another_secret_is_never_replaced_under_people(
    installed: Installed, tmp_path: Path
) -> None:
    place = copied(installed.place, tmp_path / "copy")
    (place.folder / "secret-key").write_text("another installation's, as long as that")
    before = place.rows()

    with pytest.raises(SettingsError, match="another secret"):
        place.restored(installed.archive, replace=True)

    assert place.rows() == before


def test_a_database_in_use_is_left_alone(
    installed: Installed, empty_place: Place
) -> None:
    empty_place.restored(installed.archive)
    store = open_store(empty_place.url)
    list_assessments(store, EVERYTHING)
    before = empty_place.rows()

    with pytest.raises(StorageError, match="in use"):
        empty_place.restored(installed.archive, replace=True)

    assert empty_place.rows() == before
    store.close()


@pytest.mark.parametrize("revision", ["0001", "0013"])
def test_a_backup_of_an_older_program_is_brought_up_to_date(
    empty_place: Place, tmp_path: Path, revision: str
) -> None:
    """It is also how a backup is made before an upgrade: the database stays as it is."""
    old = Place.at(tmp_path / "old")
    old.folder.mkdir()
    (old.folder / "assessment.sqlite").write_bytes(BEFORE_TEAMS.read_bytes())
    engine = make_engine(old.url)
    with changing_tables(engine) as connection:
        upgrade_to(connection, revision)
    engine.dispose()
    made = old.backed_up(tmp_path / "old.zip")
    assert made.manifest.revision == revision
    copied_tables = {table.name for table in made.manifest.tables}
    assert copied_tables == set(old.rows()) - NOT_COPIED

    restored = empty_place.restored(tmp_path / "old.zip")

    assert restored.is_upgraded
    assert restored.trail.fault is None
    directly = open_store(old.url)
    here = open_store(empty_place.url)
    with here.reading() as session:
        assert (
            session.connection()
            .exec_driver_sql("SELECT version_num FROM alembic_version")
            .scalar()
            == latest()
        )
    told = [(s.id, s.subject, s.updated_at) for s in list_assessments(here, EVERYTHING)]
    assert told
    assert told == [
        (s.id, s.subject, s.updated_at) for s in list_assessments(directly, EVERYTHING)
    ]
    here.close()
    directly.close()
    assert [row[:4] for row in empty_place.rows()["page"]] == [
        row[:4] for row in old.rows()["page"]
    ]


def test_nothing_to_copy_is_said(empty_place: Place, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"no tables yet|no database at"):
        empty_place.backed_up(tmp_path / "a.zip")

    assert not (tmp_path / "a.zip").exists()
    assert not list(tmp_path.glob(".*part"))


def test_a_full_disk_leaves_no_backup_and_the_older_one(
    installed: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(b"the older one")
    with pytest.raises(OutputError, match="the disk is full"):
        installed.place.backed_up(Path("/dev/full"))

    def filling_up(_taken: Taking, _shape: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Taking, "rows", filling_up)
    with pytest.raises(StorageError, match="is full"):
        installed.place.backed_up(file)

    assert file.read_bytes() == b"the older one"
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


def test_a_lost_and_a_rotten_file_are_named_and_the_rest_is_kept(
    installed: Installed, tmp_path: Path
) -> None:
    place = copied(installed.place, tmp_path / "copy")
    (file,) = (f for f in (place.folder / "evidence").rglob("*") if f.is_file())
    file.chmod(0o600)
    file.write_bytes(b"rotten")

    made = place.backed_up(tmp_path / "a.zip")
    assert (made.damaged, made.lost) == ((installed.digest,), ())
    file.unlink()
    made = place.backed_up(tmp_path / "b.zip")
    assert (made.damaged, made.lost) == ((), (installed.digest,))

    other = Place.at(tmp_path / "other")
    other.restored(tmp_path / "b.zip")
    assert other.rows()["page"] == place.rows()["page"]
    assert manifest_of(tmp_path / "b.zip")["missing"] == [installed.digest]


def test_an_altered_trail_is_said_when_it_is_copied_and_refused_when_it_is_put_back(
    installed: Installed, tmp_path: Path
) -> None:
    place = copied(installed.place, tmp_path / "copy")
    with sqlite3.connect(place.folder / "assessment.sqlite") as database:
        database.execute("DROP TRIGGER audit_entry_no_UPDATE")
        database.execute("UPDATE audit_entry SET actor_name = 'Nobody' WHERE place = 2")
    database.close()
    made = place.backed_up(tmp_path / "a.zip")
    assert made.trail is not None
    assert made.trail.fault is not None
    other = Place.at(tmp_path / "other")

    with pytest.raises(InvalidBackupError, match="entry 2 was changed"):
        other.restored(tmp_path / "a.zip")
    assert is_empty(other.url)
    restored = other.restored(tmp_path / "a.zip", altered=True)

    assert "entry 2 was changed" in restored.altered[0]
    assert other.rows()["audit_entry"] == place.rows()["audit_entry"]


def test_an_altered_cleared_version_is_refused(
    installed: Installed, tmp_path: Path
) -> None:
    place = copied(installed.place, tmp_path / "copy")
    with sqlite3.connect(place.folder / "assessment.sqlite") as database:
        database.execute("UPDATE snapshot SET text = '{}'")
    database.close()
    place.backed_up(tmp_path / "a.zip")

    with pytest.raises(InvalidBackupError, match="1111-2222-33333 was altered"):
        Place.at(tmp_path / "other").restored(tmp_path / "a.zip")
