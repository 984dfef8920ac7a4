"""A database of the version before teams moves into one team, all or nothing.

The file was made by that version: three accounts, one of which could only look, and two
assessments of an invented country by the first of them.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from assessment import resources
from assessment.domain.answers import AssessmentKind
from assessment.domain.people.may import State, Visibility
from assessment.domain.people.sight import EVERYTHING, sight_of
from assessment.domain.people.teams import Team, TeamKind, TeamRole
from assessment.errors import StorageError
from assessment.services.assessments.reading import (
    history,
    list_assessments,
    load_assessment,
)
from assessment.services.people.access import person_of
from assessment.services.people.accounts import find_account
from assessment.services.people.teams import list_members, list_teams
from assessment.storage.engine import Store, make_engine, open_store
from assessment.storage.migrations import config_for

BEFORE = Path(__file__).parents[2] / "data" / "databases" / "before-teams.sqlite"
PEOPLE = {
    "focal.point@example.org": {TeamRole.COORDINATOR},
    "colleague@example.org": {TeamRole.COORDINATOR},
    "onlooker@example.org": {TeamRole.READER},
}
TEAMS = "0005"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of the old database."""
    copy = tmp_path / "assessment.sqlite"
    shutil.copyfile(BEFORE, copy)
    return copy


@pytest.fixture
def moved(file: Path) -> Iterator[Store]:
    """The old database, brought up to date."""
    store = open_store(f"sqlite:///{file}")
    yield store
    store.close()


def only_team(store: Store) -> Team:
    (team,) = list_teams(store).teams
    return team


def test_everybody_finds_a_place_in_one_team(moved: Store) -> None:
    team = only_team(moved)

    assert (team.kind, team.name, team.country) == (TeamKind.TRAINING, "Training", "")
    members = {m.email: set(m.roles) for m in list_members(moved, team.id)}
    assert members == PEOPLE


def test_every_assessment_belongs_to_it_and_is_a_draft(moved: Store) -> None:
    team = only_team(moved)
    lines = list_assessments(moved, EVERYTHING)

    assert {line.kind for line in lines} == {
        AssessmentKind.TRAINING,
        AssessmentKind.ALTERNATIVE,
    }
    for line in lines:
        assert (line.team, line.state) == (team.id, State.DRAFT)
        assert line.visibility is Visibility.NOTHING
        stored = load_assessment(moved, line.id)
        assert len(stored.assessment.answers) == 1
        assert history(moved, line.id)


def test_whoever_could_only_look_sees_everything_still_and_looks_on(
    moved: Store,
) -> None:
    for email in PEOPLE:
        account = find_account(moved, email)
        assert account is not None
        assert not account.is_administrator
        person = person_of(moved, account.id)
        assert len(list_assessments(moved, sight_of(person))) == 2


def test_nothing_is_moved_when_there_is_nothing(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'new.sqlite'}")

    assert list_teams(store).teams == ()
    store.close()


def test_a_move_that_fails_leaves_the_file_as_it_was(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations = tmp_path / "migrations"
    shutil.copytree(resources.MIGRATIONS, migrations)
    monkeypatch.setattr(resources, "MIGRATIONS", migrations)
    (script,) = migrations.glob(f"versions/v{TEAMS}_*.py")
    source = script.read_text(encoding="utf-8")
    assert "    _make_assignments()\n" in source
    broken = source.replace(
        "    _make_assignments()\n", "    raise ZeroDivisionError\n", 1
    )
    script.write_text(broken, encoding="utf-8")
    before = contents(file)

    with pytest.raises(ZeroDivisionError):
        open_store(f"sqlite:///{file}")

    assert contents(file) == before
    script.write_text(source, encoding="utf-8")
    open_store(f"sqlite:///{file}").close()


def test_an_old_database_is_refused_where_it_may_not_be_changed(file: Path) -> None:
    before = contents(file)

    with pytest.raises(StorageError, match="assessment upgrade"):
        open_store(f"sqlite:///{file}", create=False)

    assert contents(file) == before


@pytest.mark.parametrize(
    ("stored", "kind", "country", "name"),
    [
        ([], "training", "", "Training"),
        ([("training", "XA")], "training", "", "Training"),
        ([("government", "XA"), ("alternative", "XB")], "training", "", "Training"),
        ([("alternative", "FR")], "organisation", "", "Organisation"),
        (
            [("government", "FR"), ("alternative", "FR"), ("training", "XA")],
            "government",
            "FR",
            "National team, France",
        ),
        (
            [("government", "FR"), ("government", "DE"), ("government", "DE")],
            "government",
            "DE",
            "National team, Germany",
        ),
    ],
)
def test_the_team_is_what_is_stored_speaks_of(
    empty_url: str,
    tmp_path: Path,
    stored: list[tuple[str, str]],
    kind: str,
    country: str,
    name: str,
) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    make_old(empty_url, stored)

    store = open_store(empty_url)

    team = only_team(store)
    assert (team.kind, team.country, team.name) == (kind, country, name)
    assert [m.email for m in list_members(store, team.id)] == ["a@example.org"]
    assert {s.team for s in list_assessments(store, EVERYTHING)} <= {team.id}
    assert len(list_assessments(store, EVERYTHING)) == len(stored)
    store.close()


def make_old(url: str, stored: list[tuple[str, str]]) -> None:
    """Make a database as it was right before teams, with an account and assessments."""
    from alembic import command  # noqa: PLC0415 - slow, and only wanted here

    engine = make_engine(url)
    with engine.execution_options(writes=True).begin() as connection:
        command.upgrade(config_for(connection), f"{int(TEAMS) - 1:04}")
        connection.execute(
            text(
                "INSERT INTO account (id, email, active, fs_uniquifier) "
                "VALUES (1, 'a@example.org', true, 'a')"
            )
        )
        connection.execute(
            text("INSERT INTO framework_edition VALUES ('f', '1', 'd', NULL)")
        )
        for number, (kind, code) in enumerate(stored):
            connection.execute(
                text(
                    "INSERT INTO assessment (id, framework, edition, digest, "
                    "subject_code, subject_name, kind, period, language, scope, "
                    "respondent, profile, profile_version, targets, plan, plan_version, "
                    "answered, unknown, revision, created_at, updated_at) VALUES (:id, "
                    "'f', '1', 'd', :code, '', :kind, '2026', 'en', 'full', '', '{}', 0, "
                    "'{}', '[]', 0, 0, 0, 1, :at, :at)"
                ),
                {
                    "id": f"{number:032x}",
                    "code": code,
                    "kind": kind,
                    "at": "2026-05-04 12:00:00+00:00"
                    if engine.dialect.name == "postgresql"
                    else "2026-05-04 12:00:00.000000",
                },
            )
    engine.dispose()


def contents(file: Path) -> list[str]:
    """Return everything in a database, as text."""
    engine = make_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        lines = list(raw.iterdump())
    engine.dispose()
    return lines
