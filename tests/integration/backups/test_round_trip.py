"""What is backed up and put back is the same, from either database into either."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text

from assessment.cli import main as main_module
from assessment.services.backups.manifest import NOT_COPIED
from assessment.services.people.accounts import create_account, find_account
from assessment.storage.copies.shapes import _made_at, _shape, shapes_at
from assessment.storage.copies.taking import Taking
from assessment.storage.engine import open_store
from assessment.storage.tables import snapshot_table
from assessment.storage.version import latest
from tests.backups import (
    KEPT_SECRET,
    Place,
    copied,
    manifest_of,
    with_one_of_everything,
)
from tests.databases import NOON
from tests.files import a_pdf
from tests.integration.backups.conftest import Installed
from tests.integration.web.test_own_account import enter, is_in
from tests.integration.web.test_second_factor import code, send, set_up
from tests.web import make_site

New = Callable[[str], Place]
JOURNEYS = [
    ("sqlite", "sqlite"),
    ("sqlite", "postgresql"),
    ("postgresql", "sqlite"),
    ("postgresql", "postgresql"),
]


def without_the_moment(place: Place) -> dict[str, list[list[object]]]:
    """Return all rows but those of who is signed in just now."""
    return {n: rows for n, rows in place.rows().items() if n not in NOT_COPIED}


@pytest.mark.postgres
@pytest.mark.parametrize(("one", "other"), JOURNEYS)
def test_every_row_of_every_table_comes_back(
    installed: Installed, new_place: New, tmp_path: Path, one: str, other: str
) -> None:
    first, second = new_place(one), new_place(other)
    first.restored(installed.archive)
    archive = tmp_path / "again.zip"
    first.backed_up(archive)

    second.restored(archive)

    told = without_the_moment(installed.place)
    assert all(told.values()), "a table without a row shows nothing"
    assert without_the_moment(first) == without_the_moment(second) == told
    assert second.contents() == {installed.digest: a_pdf()}
    assert second.secret == KEPT_SECRET
    # The same rows are the same bytes, whichever database they were in.
    was, now = manifest_of(installed.archive), manifest_of(archive)
    assert now["tables"] == was["tables"]
    assert now["trail"] == was["trail"]
    assert all(not second.rows()[name] for name in NOT_COPIED)


@pytest.mark.postgres
def test_all_that_the_demo_holds_makes_the_round(
    new_place: New, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    demo = Place.at(tmp_path / "demo")
    filled = ["demo", "--fill-only", "--data", str(demo.folder)]
    assert main_module._run(filled) == 0
    store = open_store(demo.url)
    with store.reading() as session:
        codes = list(session.scalars(select(snapshot_table.c.code)))
        assessment = session.scalar(select(snapshot_table.c.assessment_id))
    assert codes
    with_one_of_everything(store, assessment, 1)
    store.close()
    told = without_the_moment(demo)
    assert all(told.values())

    here = demo
    for number, database in enumerate(("sqlite", "postgresql", "postgresql", "sqlite")):
        archive = tmp_path / f"{number}.zip"
        here.backed_up(archive)
        here = new_place(database)
        restored = here.restored(archive)
        assert restored.trail.fault is None
        assert without_the_moment(here) == told
        assert here.contents() == demo.contents()


def test_people_go_on_where_they_were(installed: Installed, empty_place: Place) -> None:
    """They sign in, find their answer and download its file; new rows get new numbers."""
    empty_place.restored(installed.archive)

    store = open_store(empty_place.url)
    site = make_site(store, empty_place.folder, demo=False)
    client = enter(site)
    assert is_in(client)
    page = client.get(f"/assessments/{installed.assessment}/indicators/care").text
    assert "Kept “as it is”." in page
    file = client.get(
        f"/assessments/{installed.assessment}/evidence/{installed.digest}",
        buffered=True,
    )
    assert (file.status_code, file.data) == (200, a_pdf())
    create_account(store, "later@example.org", password=None, now=NOON)
    numbers = [row[0] for row in empty_place.rows()["account"]]
    assert len(set(numbers)) == len(numbers)
    later = find_account(store, "later@example.org")
    assert later is not None
    assert later.id == max(numbers)
    store.close()


def test_a_second_factor_opens_after_moving_to_another_database(
    installed: Installed, empty_place: Place, tmp_path: Path
) -> None:
    place = copied(installed.place, tmp_path / "copy")
    store = open_store(place.url)
    key = set_up(enter(make_site(store, place.folder, demo=False)))
    store.close()
    place.backed_up(tmp_path / "a.zip")

    restored = empty_place.restored(tmp_path / "a.zip")

    assert restored.is_secret_there
    store = open_store(empty_place.url)
    client = enter(make_site(store, empty_place.folder, demo=False))
    assert not is_in(client), "the password alone opens nothing"
    send(client, "/sign-in/code", {"code": code(key)})
    assert is_in(client)
    store.close()


@pytest.mark.postgres
@pytest.mark.parametrize(("one", "two"), JOURNEYS[::3])
def test_a_number_of_an_account_that_is_gone_is_not_given_again(
    installed: Installed, new_place: New, tmp_path: Path, one: str, two: str
) -> None:
    place, other = new_place(one), new_place(two)
    place.restored(installed.archive)
    store = open_store(place.url)
    create_account(store, "gone@example.org", password=None, now=NOON)
    gone = find_account(store, "gone@example.org")
    assert gone is not None
    with store.writing() as session:
        session.execute(text("DELETE FROM account WHERE id = :id"), {"id": gone.id})
    store.close()
    place.backed_up(tmp_path / "a.zip")

    other.restored(tmp_path / "a.zip")

    again = open_store(other.url)
    create_account(again, "later@example.org", password=None, now=NOON)
    later = find_account(again, "later@example.org")
    again.close()
    assert later is not None
    assert later.id > gone.id


def test_the_tables_are_told_alike_by_code_and_by_migrations() -> None:
    made = _made_at(latest())

    for shape in shapes_at(latest()):
        other = _shape(made.tables[shape.name])
        assert dict(other.columns) == dict(shape.columns), shape.name
        assert other.key == shape.key


def test_rows_are_of_one_moment_while_others_save(
    installed: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves between two tables: the backup is of the moment before."""
    place = copied(installed.place, tmp_path / "copy")
    before = without_the_moment(place)
    store, plain = open_store(place.url), Taking.rows

    def saved_meanwhile(self, shape):
        if shape.name == "audit_entry":
            email = f"{shape.name}@example.org"
            create_account(store, email, password=None, now=NOON)
        return plain(self, shape)

    monkeypatch.setattr(Taking, "rows", saved_meanwhile)
    place.backed_up(tmp_path / "a.zip")
    monkeypatch.undo()

    other = Place.at(tmp_path / "other")
    other.restored(tmp_path / "a.zip")
    assert without_the_moment(other) == before
    assert without_the_moment(place) != before
    store.close()
