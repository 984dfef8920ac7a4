"""``assessment backup`` and ``assessment restore`` as an operator runs them."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from assessment.services.backups.restoring import is_empty
from tests.backups import KEPT_SECRET, Place, copied, manifest_of
from tests.integration.backups.conftest import Installed
from tests.integration.cli.test_commands import (
    clean_environment,
    misused,
    refused,
    run,
)


@pytest.fixture
def place(installed: Installed, tmp_path: Path) -> Place:
    """An installation in the folder ``data``, where commands look for it."""
    return copied(installed.place, tmp_path / "data")


def test_out_looked_at_and_in_again(place: Place, tmp_path: Path) -> None:
    made = run(
        "backup", "-o", "a.zip", cwd=tmp_path, ASSESSMENT_URL="https://a.example"
    )

    assert made.returncode == 0, made.stderr
    assert made.stdout == ""
    assert "Whoever has it can do what this installation can" in made.stderr
    noted = made.stderr.splitlines()[-1].rpartition(": ")[2]
    file = tmp_path / "a.zip"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert manifest_of(file)["settings"] == ["ASSESSMENT_URL"]

    for words in (("backup", "--check", "a.zip"), ("restore", "a.zip", "--dry-run")):
        before = place.rows()
        checked = run(*words, cwd=tmp_path)
        assert checked.returncode == 0, checked.stderr
        assert f"The audit trail holds. Its head: {noted}" in checked.stdout
        assert "1 file of evidence" in checked.stdout
        assert "Nothing was changed." in checked.stdout
        assert place.rows() == before

    again = run("restore", "a.zip", "--data", "other", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert "Everybody signs in anew." in again.stdout
    assert "ASSESSMENT_URL" in again.stdout
    other = Place.at(tmp_path / "other")
    assert other.rows()["page"] == place.rows()["page"]
    for each in (tmp_path / "other").rglob("*"):
        assert stat.S_IMODE(each.stat().st_mode) & 0o077 == 0, each
    audit = run("verify", "--audit", "--noted", noted, "--data", "other", cwd=tmp_path)
    assert audit.returncode == 0, audit.stderr


def test_a_backup_goes_into_a_pipe(place: Place, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assessment", "backup", "-o", "/dev/stdout"],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    (tmp_path / "a.zip").write_bytes(done.stdout)
    checked = run("backup", "--check", "a.zip", cwd=tmp_path)
    assert "It is whole" in checked.stdout
    assert manifest_of(tmp_path / "a.zip")["secret"] is not None


def test_the_secret_of_the_environment_stays_there(
    place: Place, tmp_path: Path
) -> None:
    kept = {"ASSESSMENT_SECRET_KEY": "s" * 40}
    (place.folder / "secret-key").unlink()
    made = run("backup", "-o", "a.zip", cwd=tmp_path, **kept)

    assert "keep ASSESSMENT_SECRET_KEY of that installation yourself" in made.stderr
    manifest = manifest_of(tmp_path / "a.zip")
    assert manifest["secret"] is None
    assert "s" * 40 not in str(manifest)
    same = run("restore", "a.zip", "--data", "same", cwd=tmp_path, **kept)
    other = run("restore", "a.zip", "--data", "other", cwd=tmp_path)
    assert "is another than that of the backup" not in same.stderr
    assert "is another than that of the backup" in other.stderr


def test_without_a_secret_none_is_made(place: Place, tmp_path: Path) -> None:
    (place.folder / "secret-key").unlink()

    run("backup", "-o", "a.zip", cwd=tmp_path)

    assert not place.secret


def test_what_is_lost_ends_in_exit_code_1_and_the_backup_is_there(
    place: Place, installed: Installed, tmp_path: Path
) -> None:
    (file,) = (f for f in (place.folder / "evidence").rglob("*") if f.is_file())
    file.unlink()

    made = run("backup", "-o", "a.zip", cwd=tmp_path)

    assert made.returncode == 1
    assert f"{installed.digest} is named and not there" in made.stderr
    checked = run("backup", "--check", "a.zip", cwd=tmp_path)
    assert checked.returncode == 0
    assert "1 file was lost already" in checked.stdout


def test_what_is_there_is_kept_when_it_is_replaced(
    place: Place, installed: Installed, tmp_path: Path
) -> None:
    not_told = run("restore", installed.archive, cwd=tmp_path)
    (line,) = refused(not_told)
    assert "or say --replace" in line

    done = run("restore", installed.archive, "--replace", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    (kept,) = (place.folder / "backups").iterdir()
    assert str(kept.name) in done.stderr
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert place.secret == KEPT_SECRET


def test_what_is_in_use_is_neither_replaced_nor_copied(
    place: Place, installed: Installed, tmp_path: Path
) -> None:
    with sqlite3.connect(place.folder / "assessment.sqlite") as other:
        other.execute("SELECT count(*) FROM page")
        done = run("restore", installed.archive, "--replace", cwd=tmp_path)
    other.close()

    (line,) = refused(done)
    assert "in use by another process" in line
    assert not (place.folder / "backups").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("restore", "none.zip"), "none.zip: It cannot be read: No such file"),
        (
            ("backup", "--check", "none.zip"),
            "none.zip: It cannot be read: No such file",
        ),
        (("restore", "."), "Is a directory"),
        (("backup", "-o", "nowhere/a.zip"), "does not exist"),
        (("backup", "-o", "/dev/full"), "the disk is full"),
        (("backup", "-o", "b.zip", "--data", "nothing"), "There is no database at"),
        (("restore", "text.zip"), "is no backup of this program"),
    ],
)
def test_what_goes_wrong_is_one_line(
    place: Place, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    (tmp_path / "text.zip").write_text("no archive")
    done = run(*words, cwd=tmp_path)

    lines = [line for line in done.stderr.splitlines() if not line.startswith("  ")]
    assert done.returncode == 1
    assert len(lines) == 1
    assert told in lines[0]
    assert not (tmp_path / "b.zip").exists()
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize(
    "words", [("backup",), ("backup", "-o", "a", "--check", "b"), ("restore",)]
)
def test_wrong_usage(tmp_path: Path, words: tuple[str, ...]) -> None:
    misused(run(*words, cwd=tmp_path))


@pytest.mark.postgres
def test_a_server_takes_it_and_nobody_reads_its_password(
    installed: Installed, new_place, tmp_path: Path
) -> None:
    server = new_place("postgresql")
    url = server.url.replace("postgres:@", "postgres:password-of-it@")
    put = run("restore", installed.archive, cwd=tmp_path, DATABASE_URL=url)
    again = run("restore", installed.archive, cwd=tmp_path, DATABASE_URL=url)
    out = run("backup", "-o", "a.zip", cwd=tmp_path, DATABASE_URL=url)

    assert put.returncode == 0, put.stderr
    assert not is_empty(server.url)
    assert again.returncode == 1
    assert out.returncode == 0, out.stderr
    for each in (put, again, out):
        assert "password-of-it" not in each.stdout + each.stderr
    assert "password-of-it" not in str(manifest_of(tmp_path / "a.zip"))
