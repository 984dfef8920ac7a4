"""``assessment verify --audit``, and what an import says of young people."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.integration.cli.test_commands import run


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """Give a folder with a database that holds an imported assessment."""
    made = run(
        *("sample", "--archetype", "small-island", "--seed", "7", "--no-pdf"),
        *("-o", "out"),
        cwd=tmp_path,
    )
    assert made.returncode == 0, made.stderr
    (file,) = (tmp_path / "out").glob("**/*.json")
    file.rename(tmp_path / "country.json")
    run("team", "make", "Workshop", "--kind", "training", cwd=tmp_path)
    imported = run("import", "country.json", cwd=tmp_path)
    assert imported.returncode == 0, imported.stderr
    assert "may name" not in imported.stderr
    return tmp_path


def tamper(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / "data" / "assessment.sqlite")
    for name in ("UPDATE", "DELETE"):
        connection.execute(f"DROP TRIGGER audit_entry_no_{name}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_trail_that_holds_prints_a_head_to_note(stored: Path):
    check = run("verify", "--audit", cwd=stored)

    assert check.returncode == 0, check.stderr
    assert "The audit trail holds: " in check.stdout
    head = check.stdout.partition("Note this head: ")[2].splitlines()[0]
    again = run("verify", "--audit", "--noted", head, cwd=stored)
    assert again.returncode == 0, again.stderr
    assert "It continues the trail noted at entry" in again.stdout


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE audit_entry SET actor_name = 'Nobody' WHERE place = 5",
            "entry 5 was changed",
        ),
        (
            "DELETE FROM audit_entry WHERE place = 5",
            "entries are missing right before entry 6",
        ),
        (
            "DELETE FROM audit_entry WHERE place > 5",
            "entries are missing after entry 5",
        ),
    ],
    ids=["changed", "removed", "last removed"],
)
def test_tampering_ends_in_exit_code_1_and_names_the_entry(
    stored: Path, statement: str, said: str
):
    tamper(stored, statement)

    check = run("verify", "--audit", cwd=stored)

    assert check.returncode == 1
    assert said in check.stderr
    assert check.stdout == ""


def test_another_trail_than_the_noted_one_is_found(stored: Path):
    check = run("verify", "--audit", "--noted", f"3:{'0' * 32}", cwd=stored)

    assert check.returncode == 1
    assert "not the one whose head was noted at entry 3" in check.stderr


@pytest.mark.parametrize(
    "arguments",
    [(), ("--noted", "3:abc"), ("--audit", "--noted", "abc"), ("--audit", "x.pdf")],
)
def test_wrong_usage_is_said(tmp_path: Path, arguments: tuple[str, ...]):
    assert run("verify", *arguments, cwd=tmp_path).returncode == 2


def test_an_import_warns_of_what_names_somebody_young(stored: Path):
    data = json.loads((stored / "country.json").read_text(encoding="utf-8"))
    key = next(iter(data["answers"]))
    data["answers"][key]["note"] = "Seen in May: Amina, 14, was found at the border."
    text = json.dumps(data, ensure_ascii=False)
    (stored / "named.json").write_text(text, encoding="utf-8")

    imported = run("import", "named.json", cwd=stored)

    assert imported.returncode == 0, imported.stderr
    assert f"named.json: {key}.note: may name somebody under 18" in imported.stderr
    assert "Amina, 14, was found" in imported.stderr


def test_an_entry_is_emptied_and_the_trail_still_holds(stored: Path):
    id_ = run("export", cwd=stored).stdout.split()[0]

    done = run("erase", id_, "2", "3", "--reason", "a name in a note", cwd=stored)

    assert done.returncode == 0, done.stderr
    assert "2 entries emptied." in done.stderr
    assert run("verify", "--audit", cwd=stored).returncode == 0
    connection = sqlite3.connect(stored / "data" / "assessment.sqlite")
    (left,) = connection.execute(
        "SELECT count(*) FROM audit_entry WHERE number IN (2, 3) AND new IS NOT NULL"
    ).fetchone()
    connection.close()
    assert left == 0


def test_erasing_asks_for_a_reason_and_an_assessment(stored: Path):
    nobody = "00000000-0000-0000-0000-000000000009"

    assert run("erase", nobody, "1", cwd=stored).returncode == 2
    assert run("erase", nobody, "1", "--reason", " ", cwd=stored).returncode == 2
    assert run("erase", nobody, "1", "--reason", "a name", cwd=stored).returncode == 1
