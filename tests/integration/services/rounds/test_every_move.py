"""Every move in every state, two at once, and one that is cut off: on both databases."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest

from assessment.domain.people.may import State, Visibility
from assessment.errors import NotAllowedError
from assessment.services.assessments.reading import history, load_assessment
from assessment.services.rounds.moving import clear, hand_on, return_, take_back
from assessment.services.rounds.publishing import change_visibility, publish, withdraw
from assessment.services.rounds.reading import stand_of
from assessment.storage.engine import Store, open_store
from tests.integration.services.test_rounds import (
    FRAMEWORK,
    LATER,
    OFFICER,
    STAMP,
    at_once,
    begun,
    cleared,
    published,
)
from tests.unit.domain.test_moves import ACTIONS, EXPECTED, expected_of

ROOT = Path(__file__).resolve().parents[4]
Way = Callable[[Store, UUID], object]


def signing(store: Store, key: UUID) -> object:
    return clear(
        *(store, FRAMEWORK, key),
        name="A. Head",
        function="Minister",
        seen=load_assessment(store, key).revision,
        stamp=OFFICER,
    )


def returning(store: Store, key: UUID) -> object:
    return return_(
        *(store, FRAMEWORK, key), reason="A wrong date.", remarks={}, stamp=OFFICER
    )


def publishing(store: Store, key: UUID) -> object:
    return publish(store, FRAMEWORK, key, visibility=Visibility.SCORES, stamp=LATER)


def showing_less(store: Store, key: UUID) -> object:
    return change_visibility(
        store, key, visibility=Visibility.BANDS, reason="Less.", stamp=LATER
    )


def withdrawing(store: Store, key: UUID) -> object:
    return withdraw(store, key, reason="An error.", stamp=LATER)


def taking_back(store: Store, key: UUID) -> object:
    return take_back(store, key, reason="Once more.", stamp=LATER)


def handing_on(store: Store, key: UUID) -> object:
    return hand_on(store, FRAMEWORK, key, stamp=STAMP)


WAYS: dict[str, Way] = {
    "hand-on": handing_on,
    "take-back": taking_back,
    "return": returning,
    "clear": signing,
    "publish": publishing,
    "change-visibility": showing_less,
    "withdraw": withdrawing,
}
ENDED = {"published", "superseded", "withdrawn"}
STATES = [
    (state, corrected)
    for state in EXPECTED
    for corrected in ((False,) if state in ENDED else (False, True))
]
MADE = [
    (state, action, corrected)
    for (state, corrected), action in product(STATES, ACTIONS)
    if expected_of(state, action, corrected=corrected)
]


def arrive(store: Store, state: str, *, corrected: bool = False) -> UUID:
    """Return an assessment that came to *state* by moves alone."""
    key = begun(store, "2025")
    if corrected or state in ENDED:
        published(store, key)
    if corrected:
        taking_back(store, key)
    match state:
        case "in-review":
            handing_on(store, key)
        case "cleared":
            cleared(store, key)
        case "superseded":
            published(store, begun(store, "2026"))
        case "withdrawn":
            withdrawing(store, key)
    assert load_assessment(store, key).state == state
    return key


def left_of(store: Store, key: UUID) -> tuple[object, ...]:
    """Return all that a move could have changed."""
    return load_assessment(store, key), history(store, key), stand_of(store, key)


@pytest.mark.parametrize(("state", "corrected"), STATES)
def test_what_the_table_does_not_have_is_refused_and_changes_nothing(
    store: Store, state: str, corrected: bool
) -> None:
    key = arrive(store, state, corrected=corrected)
    before = left_of(store, key)
    forbidden = [a for a in ACTIONS if not expected_of(state, a, corrected=corrected)]
    assert forbidden

    for action in forbidden:
        with pytest.raises(NotAllowedError):
            WAYS[action](store, key)
        assert left_of(store, key) == before, action


@pytest.mark.parametrize(("state", "action", "corrected"), MADE)
def test_a_move_leads_where_the_table_says(
    store: Store, state: str, action: str, corrected: bool
) -> None:
    key = arrive(store, state, corrected=corrected)
    was, entries = load_assessment(store, key), len(history(store, key))

    WAYS[action](store, key)

    now = load_assessment(store, key)
    assert now.state == expected_of(state, action, corrected=corrected)[1]
    assert now.revision == was.revision + 1
    assert len(history(store, key)) == entries + 1


# Two at once: whoever comes second is refused, or moves on from where the first led.
RACES: list[tuple[str, bool, Way, Way, set[str]]] = [
    ("in-review", False, signing, taking_back, {"draft", "cleared"}),
    ("cleared", False, publishing, returning, {"draft"}),
    ("cleared", True, publishing, withdrawing, {"withdrawn", "published"}),
    ("cleared", False, publishing, publishing, {"published"}),
    ("published", False, withdrawing, taking_back, {"withdrawn", "draft"}),
    ("published", False, showing_less, withdrawing, {"withdrawn"}),
    ("published", False, withdrawing, withdrawing, {"withdrawn"}),
]


@pytest.mark.parametrize(
    ("state", "corrected", "one", "other", "ends"),
    RACES,
    ids=[f"{one.__name__}-{other.__name__}" for _, _, one, other, _ in RACES],
)
def test_of_two_moves_at_once_each_is_made_whole_or_refused(
    store: Store, state: str, corrected: bool, one: Way, other: Way, ends: set[str]
) -> None:
    key = arrive(store, state, corrected=corrected)
    entries = len(history(store, key))

    results = at_once(lambda: one(store, key), lambda: other(store, key))

    now, stand = load_assessment(store, key), stand_of(store, key)
    made = [r for r in results if not isinstance(r, Exception)]
    assert made, "one of them is made"
    assert len(history(store, key)) == entries + len(made)
    assert now.state in ends
    open_ones = [
        c.publication
        for c in stand.cleared
        if c.publication is not None and c.publication.is_shown
    ]
    assert len([p for p in open_ones if p.superseded_at is None]) <= 1
    if now.state is State.WITHDRAWN:
        assert not open_ones, "nothing of what was withdrawn is shown"
    if now.state is State.PUBLISHED:
        assert open_ones


@pytest.mark.parametrize("ends", [withdrawing, taking_back, showing_less])
def test_a_newer_round_and_the_end_of_the_older_one_come_at_once(
    store: Store, ends: Way
) -> None:
    old, new = arrive(store, "published"), begun(store, "2026")
    cleared(store, new)

    results = at_once(lambda: publishing(store, new), lambda: ends(store, old))

    assert not isinstance(results[0], Exception)
    assert load_assessment(store, new).state is State.PUBLISHED
    (was,) = [c.publication for c in stand_of(store, old).cleared]
    assert was is not None
    if ends is withdrawing:
        assert load_assessment(store, old).state is State.WITHDRAWN
        assert not was.is_shown
    else:
        assert was.superseded_at is not None


KILLED = """
import os, signal, sys
from uuid import UUID
from assessment.storage.engine import open_store
from assessment.storage.rounds import mover
from tests.integration.services.rounds.test_every_move import WAYS

written = mover.write_down

def written_and_killed(*given):
    written(*given)
    os.kill(os.getpid(), signal.SIGKILL)

mover.write_down = written_and_killed
WAYS[sys.argv[3]](open_store(sys.argv[1]), UUID(sys.argv[2]))
"""


@pytest.mark.parametrize(
    ("state", "action"),
    [("draft", "hand-on"), ("in-review", "clear"), ("published", "withdraw")],
)
def test_a_move_that_is_killed_before_its_end_was_never_made(
    database_url: str, state: str, action: str
) -> None:
    store = open_store(database_url)
    key = arrive(store, state)
    before = left_of(store, key)
    store.close()

    killed(database_url, key, action)

    again = open_store(database_url)
    assert left_of(again, key) == before
    WAYS[action](again, key)
    assert load_assessment(again, key).state == EXPECTED[state][action][1]
    again.close()


def test_a_publication_that_is_killed_supersedes_nothing(database_url: str) -> None:
    store = open_store(database_url)
    old = arrive(store, "published")
    new = begun(store, "2026")
    cleared(store, new)
    before = left_of(store, old), left_of(store, new)
    store.close()

    killed(database_url, new, "publish")

    again = open_store(database_url)
    assert (left_of(again, old), left_of(again, new)) == before
    publishing(again, new)
    assert load_assessment(again, old).state is State.SUPERSEDED
    again.close()


def killed(url: str, key: UUID, action: str) -> None:
    """Make a move in a process that is killed after its last line was written."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, url, str(key), action],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
