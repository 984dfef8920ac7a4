"""``assessment migrate``: the operator sees what a new edition does, and moves by name."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner

from assessment.cli.main import cli
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.storage.engine import open_store
from tests.builders import an_assessment
from tests.databases import STAMP
from tests.teams import a_team
from tests.two_editions import AFTER, ANSWERS, BEFORE, FILE_AFTER, keep_both


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("ASSESSMENT_DATA", str(tmp_path))
    monkeypatch.setenv("ASSESSMENT_FRAMEWORK", str(FILE_AFTER))
    return tmp_path


def database(data: Path) -> str:
    return f"sqlite:///{data / 'assessment.sqlite'}"


@pytest.fixture
def draft(data: Path) -> str:
    store = open_store(database(data))
    keep_both(store)
    team = a_team(store)
    whole = an_assessment(BEFORE, ANSWERS, period="2025")
    made = create_assessment(store, BEFORE, whole, stamp=STAMP, team=team)
    current = an_assessment(AFTER, {"law": 1}, period="2025")
    create_assessment(store, AFTER, current, stamp=STAMP, team=team)
    store.close()
    return str(made.id)


def edition_of(data: Path, key: str) -> str:
    store = open_store(database(data))
    try:
        return load_assessment(store, UUID(key)).edition.edition
    finally:
        store.close()


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["migrate", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_a_dry_run_lists_the_drafts_and_stores_nothing(data: Path, draft: str) -> None:
    code, out, _ = run("--dry-run")

    assert code == 0
    assert out.splitlines() == [
        (
            f"{draft} Aldoria 2025: edition 2025 to 2026: "
            "1 kept, 1 to confirm, 1 opened again, 1 new, 1 gone"
        ),
        "  to confirm: care",
        "  opened again: data",
        "  new: budget",
        "  gone: ports",
    ]
    assert edition_of(data, draft) == "2025"


def test_as_data_it_has_the_reasons_and_the_scores(data: Path, draft: str) -> None:
    code, out, _ = run("--dry-run", "--json")

    assert code == 0
    (found,) = json.loads(out)
    assert (found["id"], found["from"], found["to"]) == (draft, "2025", "2026")
    fates = {each["key"]: each["fate"] for each in found["indicators"]}
    assert fates == {
        "law": "kept",
        "data": "reopened",
        "care": "to-confirm",
        "budget": "new",
        "ports": "gone",
    }
    (data_line,) = (i for i in found["indicators"] if i["key"] == "data")
    assert data_line["changes"] == ['Criterion "published" was added to rung 1.']
    assert found["overall"]["before"] != found["overall"]["after"]


def test_drafts_are_moved_by_name_only(data: Path, draft: str) -> None:
    code, _, told = run()
    assert code == 2
    assert "Name the drafts" in told

    code, out, _ = run(draft)

    assert code == 0
    assert "edition 2025 is now 2026" in out
    assert edition_of(data, draft) == "2026"
    code, out, told = run(draft)
    assert (code, out) == (0, "")
    assert "left as it is" in told
    assert run("--dry-run")[1] == ""


def test_an_id_that_is_none_is_named(data: Path, draft: str) -> None:
    assert run("not-an-id")[0] == 2
    done = CliRunner().invoke(cli, ["migrate", "00000000-0000-0000-0000-000000000000"])
    assert "there is no assessment" in str(done.exception)
