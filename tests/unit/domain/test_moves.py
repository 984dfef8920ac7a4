"""The life of an assessment, written by hand: every state, action and role, also forbidden."""

from dataclasses import replace
from itertools import product
from uuid import UUID

import pytest

from assessment.domain.people.actions import Action
from assessment.domain.people.may import Standing, Verdict, may
from assessment.domain.people.teams import VISITOR, Person, TeamRole, operator
from assessment.domain.rounds.moves import (
    LONGEST_REASON,
    MOVES,
    MOVING,
    Facts,
    Move,
    Need,
    Record,
    move_from,
    period_order,
    problems,
)
from assessment.domain.rounds.states import State, Visibility

TEAM = UUID(int=1)
COORDINATOR, CONTRIBUTOR, CLEARING, READER = TeamRole

# state -> action -> (role, the state it ends in). DESIGN 9, by hand: what is not here is
# forbidden to everybody.
EXPECTED = {
    "draft": {"hand-on": ("coordinator", "in-review")},
    "in-review": {
        "take-back": ("coordinator", "draft"),
        "return": ("clearing-officer", "draft"),
        "clear": ("clearing-officer", "cleared"),
    },
    "cleared": {
        "return": ("clearing-officer", "draft"),
        "publish": ("coordinator", "published"),
    },
    "published": {
        "take-back": ("coordinator", "draft"),
        "return": ("clearing-officer", "draft"),
        "change-visibility": ("coordinator", "published"),
        "withdraw": ("coordinator", "withdrawn"),
    },
    "superseded": {
        "change-visibility": ("coordinator", "superseded"),
        "withdraw": ("coordinator", "withdrawn"),
    },
    "withdrawn": {},
}
# What can be done besides while something published is being corrected.
WHILE_CORRECTED = {
    state: {
        "change-visibility": ("coordinator", state),
        "withdraw": ("coordinator", state),
    }
    for state in ("draft", "in-review", "cleared")
}
ACTIONS = (
    *("hand-on", "take-back", "return", "clear", "publish"),
    *("change-visibility", "withdraw"),
)
CASES = [
    (state, action, role, corrected)
    for state, action, role in product(EXPECTED, ACTIONS, TeamRole)
    for corrected in ((False, True) if state in WHILE_CORRECTED else (False,))
]


def expected_of(state, action, *, corrected):
    found = EXPECTED[state].get(action)
    if found is None and corrected:
        found = WHILE_CORRECTED[state].get(action)
    return found


@pytest.mark.parametrize(("state", "action", "role", "corrected"), CASES)
def test_a_role_makes_the_moves_written_here_and_no_others(
    state, action, role, corrected
):
    person = Person(7, "Mara", {TEAM: frozenset({role})})
    about = Standing(TEAM, State(state), asked=frozenset({"a"}), is_corrected=corrected)
    expected = expected_of(state, action, corrected=corrected)

    decision = may(person, Action(action), about)

    if expected is not None and expected[0] == role:
        assert decision.verdict is Verdict.ALLOWED
        move = move_from(State(state), Action(action))
        assert move is not None
        assert move.to == expected[1]
        assert move.changes_state == (expected[1] != state)
    else:
        assert decision.verdict is Verdict.DENIED
        assert decision.reason


@pytest.mark.parametrize(("state", "action"), list(product(EXPECTED, ACTIONS)))
def test_to_outsiders_no_move_is_there_in_any_state(state, action):
    administrator = Person(8, "Ada", is_administrator=True)
    theirs = Person(9, "Theo", {UUID(int=2): frozenset(TeamRole)})
    about = Standing(TEAM, State(state), visibility=Visibility.ALL)

    for person in (VISITOR, administrator, theirs):
        assert may(person, Action(action), about).verdict is Verdict.HIDDEN


@pytest.mark.parametrize("start", EXPECTED)
@pytest.mark.parametrize("end", EXPECTED)
def test_from_one_state_to_another_leads_what_is_written_here(start, end):
    ways = {a for a, (_, to) in EXPECTED[start].items() if to == end}
    if (start, end) == ("published", "superseded"):
        ways.add("supersede")
    table = {
        move.key
        for move in MOVES
        if move.from_ == start and move.to == end and Need.CORRECTION not in move.needs
    }

    assert table == ways


def test_nobody_supersedes_by_hand():
    (move,) = [move for move in MOVES if move.action is None]

    assert (move.key, move.from_, move.to) == (
        "supersede",
        State.PUBLISHED,
        State.SUPERSEDED,
    )
    assert set(ACTIONS) == {a.value for a in MOVING}


def test_the_machine_itself_keeps_to_the_states():
    for state, action in product(EXPECTED, ACTIONS):
        decision = may(operator("root"), Action(action), Standing(TEAM, State(state)))
        assert bool(decision) == (action in EXPECTED[state])


def test_what_is_published_and_corrected_is_still_shown_and_cannot_be_put_away():
    about = Standing(TEAM, State.DRAFT, visibility=Visibility.BANDS, is_corrected=True)

    assert may(VISITOR, Action.SEE_PUBLISHED, about)
    assert not may(VISITOR, Action.SEE_PUBLISHED, replace(about, is_corrected=False))
    coordinator = Person(7, "Mara", {TEAM: frozenset({COORDINATOR})})
    assert may(coordinator, Action.ANSWER, about)
    assert not may(coordinator, Action.SHELVE, about)
    assert may(coordinator, Action.SHELVE, replace(about, is_corrected=False))


GOOD = Facts(
    reason="Because.", name="A. Head", function="Minister", visibility=Visibility.BANDS
)


def the(state, action):
    move = move_from(State(state), Action(action))
    assert isinstance(move, Move)
    return move


@pytest.mark.parametrize("move", MOVES, ids=lambda m: f"{m.key}-{m.from_}")
def test_nothing_stands_against_a_move_with_all_it_needs(move):
    assert problems(move, GOOD) == ()


@pytest.mark.parametrize(
    ("state", "action", "facts", "path"),
    [
        ("draft", "hand-on", replace(GOOD, blockers=2), "review"),
        ("in-review", "take-back", replace(GOOD, reason=" "), "reason"),
        ("in-review", "return", replace(GOOD, reason=""), "reason"),
        ("cleared", "return", replace(GOOD, reason="\n"), "reason"),
        ("published", "take-back", replace(GOOD, reason=""), "reason"),
        ("in-review", "clear", replace(GOOD, name=""), "name"),
        ("in-review", "clear", replace(GOOD, function="  "), "function"),
        ("in-review", "clear", replace(GOOD, name="x" * 201), "name"),
        ("in-review", "clear", replace(GOOD, answered_it=True), "answers"),
        ("in-review", "clear", replace(GOOD, has_changed=True), "seen"),
        ("cleared", "publish", replace(GOOD, is_provisional=True), "answers"),
        ("cleared", "publish", replace(GOOD, visibility=None), "visibility"),
        ("published", "change-visibility", replace(GOOD, reason=""), "reason"),
        (
            "superseded",
            "change-visibility",
            replace(GOOD, visibility=None),
            "visibility",
        ),
        ("published", "withdraw", replace(GOOD, reason=""), "reason"),
        ("superseded", "withdraw", replace(GOOD, reason="x" * 4001), "reason"),
    ],
)
def test_what_is_missing_stands_against_a_move(state, action, facts, path):
    (problem,) = problems(the(state, action), facts)

    assert problem.path == path
    assert problem.message


def test_a_move_looks_only_at_what_it_needs():
    nothing = Facts(answered_it=True, is_provisional=True, has_changed=True)

    assert problems(the("draft", "hand-on"), nothing) == ()
    assert {p.path for p in problems(the("in-review", "clear"), nothing)} == {
        *("answers", "seen", "name", "function")
    }


def test_a_reason_may_be_as_long_as_it_says():
    fits = replace(GOOD, reason="x" * LONGEST_REASON)

    assert problems(the("published", "withdraw"), fits) == ()


def test_clearing_freezes_and_going_back_takes_the_clearance_out():
    assert the("in-review", "clear").records == {Record.SNAPSHOT, Record.CLEARANCE}
    for state, action in (
        *(("in-review", "return"), ("cleared", "return"), ("published", "return")),
        *(("in-review", "take-back"), ("published", "take-back")),
    ):
        assert Record.NO_CLEARANCE in the(state, action).records
        assert Record.REASON in the(state, action).records


def test_rounds_are_ordered_by_their_last_year():
    periods = ["2026", "2025-2026", "2024", "2027", "2024-2026"]

    assert sorted(periods, key=period_order) == [
        *("2024", "2024-2026", "2025-2026", "2026", "2027")
    ]
