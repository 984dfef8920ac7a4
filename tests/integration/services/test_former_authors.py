"""Whoever left and came back is known where it decides, and forgotten where it does not."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from assessment.domain.people.former import mark_of
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import Actor, PageKey, Shelf, Stamp
from assessment.errors import InvalidAnswerError
from assessment.services.assessments.managing import move_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.services.assessments.recording import record_answer
from assessment.services.history.checking import check_stored_trail
from assessment.services.history.reading import HistoryOrder, count_changes
from assessment.services.people.accounts import create_account, find_account
from assessment.services.people.arriving import know_again
from assessment.services.people.leaving import account_data, erase_account
from assessment.services.people.teams import add_member
from assessment.services.rounds.moving import hand_on, return_
from assessment.storage.engine import Store, open_store
from assessment.storage.tables import former_author_table
from tests.builders import an_answer
from tests.databases import NOON, STAMP
from tests.integration.services.test_rounds import (
    ANSWERS,
    FRAMEWORK,
    OFFICER,
    begun,
    cleared,
    sign,
)
from tests.integration.storage.test_before_teams import BEFORE
from tests.teams import OURS

OLGA = "Olga@example.org"
SECRET = "s" * 32


def come_in(store: Store, email: str = OLGA, *, secret: str = SECRET) -> int:
    """Make an account of a clearing officer, which signs in."""
    account = create_account(store, email, password=None, now=NOON).id
    add_member(store, OURS, email, {TeamRole.CLEARING_OFFICER}, stamp=STAMP)
    know_again(store, account, email, secret)
    return account


def leave(store: Store, account: int) -> None:
    erase_account(store, account, NOON, secret=SECRET)


def answer(store: Store, key: UUID, account: int) -> None:
    seen = load_assessment(store, key).version_of("law")
    record_answer(
        *(store, FRAMEWORK, PageKey(key, "law")),
        an_answer("c1", note=f"by {account}", grade="A"),
        seen=seen,
        stamp=by(account),
    )


def by(account: int) -> Stamp:
    return Stamp(Actor(account, "Olga"), NOON + timedelta(minutes=30))


def marks(store: Store) -> list[tuple[int, str | None, int | None]]:
    with store.reading() as session:
        return [tuple(row) for row in session.execute(select(former_author_table))]


@pytest.fixture
def key(store: Store) -> UUID:
    return begun(store)


def is_refused(store: Store, key: UUID, account: int) -> bool:
    """Return whether *account* may not clear it because they answered some of it."""
    try:
        sign(store, key, stamp=by(account))
    except InvalidAnswerError as refused:
        (problem,) = refused.problems
        assert "cannot clear it" in str(problem.template)
        return True
    return False


def test_whoever_left_and_came_back_does_not_clear_what_they_answered(
    store: Store, key: UUID
) -> None:
    olga = come_in(store)
    answer(store, key, olga)
    hand_on(store, FRAMEWORK, key, stamp=STAMP)
    assert is_refused(store, key, olga)

    leave(store, olga)
    again = come_in(store, OLGA.upper())

    assert again != olga
    assert is_refused(store, key, again)
    assert marks(store) == [(olga, None, again)], "the mark goes once it is used"


def test_nor_when_they_leave_and_come_back_twice(store: Store, key: UUID) -> None:
    olga = come_in(store)
    answer(store, key, olga)
    leave(store, olga)
    again = come_in(store)
    leave(store, again)

    third = come_in(store)

    hand_on(store, FRAMEWORK, key, stamp=STAMP)
    assert is_refused(store, key, third)


def test_somebody_else_is_not_taken_for_them(store: Store, key: UUID) -> None:
    olga = come_in(store)
    answer(store, key, olga)
    leave(store, olga)
    other = come_in(store, "ben@example.org")
    hand_on(store, FRAMEWORK, key, stamp=STAMP)

    assert not is_refused(store, key, other)


def test_the_mark_goes_when_somebody_else_has_cleared_it(
    store: Store, key: UUID
) -> None:
    olga = come_in(store)
    answer(store, key, olga)
    leave(store, olga)
    ((account, mark, successor),) = marks(store)
    assert (account, mark, successor) == (olga, mark_of(SECRET, OLGA), None)

    cleared(store, key)

    assert marks(store) == []


def test_the_mark_goes_when_the_draft_is_deleted(store: Store, key: UUID) -> None:
    olga = come_in(store)
    answer(store, key, olga)
    leave(store, olga)

    move_assessment(store, key, Shelf.DELETED, stamp=STAMP)

    assert marks(store) == []


def test_nothing_is_kept_of_who_wrote_nothing_that_waits(
    store: Store, key: UUID
) -> None:
    olga = come_in(store)
    answer(store, key, olga)
    cleared(store, key)
    ben = come_in(store, "ben@example.org")

    leave(store, olga)
    leave(store, ben)

    assert marks(store) == []


def test_a_mark_says_nothing_to_who_has_another_key(store: Store, key: UUID) -> None:
    olga = come_in(store)
    answer(store, key, olga)
    leave(store, olga)
    ((_, mark, _),) = marks(store)

    come_in(store, secret="another key that somebody tries")

    assert marks(store) == [(olga, mark, None)]
    assert "olga" not in str(mark)


def test_it_is_handed_out_with_the_rest(store: Store, key: UUID) -> None:
    olga = come_in(store)
    answer(store, key, olga)
    leave(store, olga)
    again = come_in(store)

    data = json.loads(account_data(store, again))

    assert data["former_author"] == [{"account_id": olga}]


def test_a_number_is_never_used_again(store: Store, key: UUID) -> None:
    """Else the next account would be taken for the erased one, on SQLite."""
    olga = come_in(store)
    answer(store, key, olga)
    leave(store, olga)

    ben = come_in(store, "ben@example.org")

    assert ben > olga
    assert count_changes(store, HistoryOrder(key, actor=ben)) == 0
    data = json.loads(account_data(store, ben))
    assert all(entry["subject"] != "law" for entry in data["audit_entry"])
    assert find_account(store, OLGA) is None
    assert check_stored_trail(store).fault is None


def test_what_was_returned_is_still_not_theirs_to_clear(
    store: Store, key: UUID
) -> None:
    olga = come_in(store)
    answer(store, key, olga)
    hand_on(store, FRAMEWORK, key, stamp=STAMP)
    leave(store, olga)
    return_(store, FRAMEWORK, key, reason="More", remarks={}, stamp=OFFICER)
    again = come_in(store)
    hand_on(store, FRAMEWORK, key, stamp=STAMP)

    assert is_refused(store, key, again)
    assert load_assessment(store, key).assessment.answers["data"] == ANSWERS["data"]


def test_nor_one_that_an_older_version_gave_to_somebody(tmp_path: Path) -> None:
    copy = tmp_path / "assessment.sqlite"
    shutil.copyfile(BEFORE, copy)
    with closing(sqlite3.connect(copy)) as old, old:
        old.execute("UPDATE page SET saved_by_id = 41 WHERE rowid = 1")
        assert old.total_changes == 1
    store = open_store(f"sqlite:///{copy}")

    account = create_account(store, OLGA, password=None, now=NOON)

    store.close()
    assert account.id == 42
