"""What each person may do: the table of DESIGN 9, cell by cell, and what must always hold."""

from itertools import combinations, product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.answers import AssessmentKind
from assessment.domain.people.may import (
    ABOUT_A_TEAM,
    TABLE,
    WHILE,
    Action,
    Reach,
    Standing,
    State,
    Verdict,
    Visibility,
    may,
    sees_everything,
    teams_where,
)
from assessment.domain.people.teams import (
    VISITOR,
    Person,
    Team,
    TeamKind,
    TeamRole,
    operator,
)

OURS, THEIRS = UUID(int=1), UUID(int=2)
COORDINATOR, CONTRIBUTOR, CLEARING, READER = TeamRole
YES, NO, HIDDEN = Verdict.ALLOWED, Verdict.DENIED, Verdict.HIDDEN
ABOUT_A_DRAFT = [
    a
    for a in Action
    if a not in {Action.ADMINISTER, Action.SEE_PUBLISHED, Action.REPLY}
]


def somebody(*roles, team=OURS, **given):
    return Person(7, "Mara", {team: frozenset(roles)} if roles else {}, **given)


def standing(state=State.DRAFT, **given):
    fields = {"asked": frozenset({"a"}), "handed_back": frozenset()}
    return Standing(OURS, state, **(fields | given))


def possible(action):
    """Return a state in which *action* is possible."""
    return next(iter(sorted(WHILE.get(action, {State.DRAFT}))))


# Rows and columns of DESIGN 9: coordinator, contributor, clearing officer, reader.
# "a" was asked of the contributor, "b" was not.
CELLS = {
    Action.SEE: (YES, YES, YES, YES),
    Action.SEE_INDICATOR: (YES, YES, YES, YES),
    Action.SEE_WHOLE: (YES, NO, YES, YES),
    Action.ANSWER: (YES, YES, NO, NO),
    Action.EDIT_PROFILE: (YES, NO, NO, NO),
    Action.EDIT_DETAILS: (YES, NO, NO, NO),
    Action.PLAN: (YES, NO, NO, NO),
    Action.FOLLOW_UP: (YES, NO, NO, NO),
    Action.COMMENT: (YES, YES, YES, NO),
    Action.HAND_BACK: (NO, YES, NO, NO),
    Action.INVITE: (YES, NO, NO, NO),
    Action.ASSIGN: (YES, NO, NO, NO),
    Action.REMIND: (YES, NO, NO, NO),
    Action.SEE_ASKED: (YES, NO, NO, NO),
    Action.MANAGE: (YES, NO, NO, NO),
    Action.HAND_ON: (YES, NO, NO, NO),
    Action.TAKE_BACK: (YES, NO, NO, NO),
    Action.RETURN: (NO, NO, YES, NO),
    Action.CLEAR: (NO, NO, YES, NO),
    Action.PUBLISH: (YES, NO, NO, NO),
    Action.CHANGE_VISIBILITY: (YES, NO, NO, NO),
    Action.WITHDRAW: (YES, NO, NO, NO),
    Action.COPY: (YES, NO, NO, NO),
    Action.MIGRATE: (YES, NO, NO, NO),
    Action.SHELVE: (YES, NO, NO, NO),
    Action.EXPORT: (YES, YES, YES, YES),
    Action.SEE_HISTORY: (YES, YES, YES, YES),
    Action.CREATE: (YES, NO, NO, NO),
    Action.SEE_TEAM: (YES, YES, YES, YES),
}


def test_every_action_stands_in_the_table():
    assert set(CELLS) == set(ABOUT_A_DRAFT) == set(TABLE) - {Action.REPLY}


@pytest.mark.parametrize(
    ("action", "role", "expected"),
    [
        (action, role, verdict)
        for action, row in CELLS.items()
        for role, verdict in zip(TeamRole, row, strict=True)
    ],
)
def test_a_role_may_what_its_cell_says(action, role, expected):
    decision = may(somebody(role), action, standing(possible(action)), indicator="a")

    assert decision.verdict is expected
    assert bool(decision) == (expected is YES)
    assert bool(decision.reason) == (expected is NO)


@pytest.mark.parametrize("action", ABOUT_A_DRAFT)
def test_to_others_a_draft_is_not_there(action):
    outsiders = [
        VISITOR,
        somebody(),
        somebody(is_administrator=True),
        *(somebody(role, team=THEIRS) for role in TeamRole),
    ]
    for person in outsiders:
        for state in State:
            verdict = may(person, action, standing(state)).verdict
            if person.is_administrator and action in ABOUT_A_TEAM:
                assert verdict is (NO if action is Action.CREATE else YES)
            else:
                assert verdict is HIDDEN


@pytest.mark.parametrize(
    "action", [Action.SEE_INDICATOR, Action.ANSWER, Action.COMMENT]
)
def test_what_was_not_asked_of_a_contributor_is_not_there_for_them(action):
    person = somebody(CONTRIBUTOR)

    assert may(person, action, standing(), indicator="b").verdict is HIDDEN
    assert may(person, action, standing(), indicator="a").verdict is YES


def test_a_contributor_of_whom_nothing_was_asked_knows_of_nothing():
    nothing = standing(asked=frozenset())

    assert may(somebody(CONTRIBUTOR), Action.SEE, nothing).verdict is HIDDEN


def test_after_handing_back_a_contributor_sees_and_comments_but_answers_no_more():
    person, back = somebody(CONTRIBUTOR), standing(handed_back=frozenset({"a"}))

    assert may(person, Action.ANSWER, back, indicator="a").verdict is NO
    assert may(person, Action.HAND_BACK, back, indicator="a").verdict is NO
    assert may(person, Action.SEE_INDICATOR, back, indicator="a")
    assert may(person, Action.COMMENT, back, indicator="a")


def test_nobody_clears_what_they_answered_themselves():
    review = standing(State.IN_REVIEW, answered=frozenset({"a"}))

    assert may(somebody(CLEARING), Action.CLEAR, review).verdict is NO
    assert may(somebody(CLEARING, COORDINATOR), Action.CLEAR, review).verdict is NO
    assert may(somebody(CLEARING), Action.RETURN, review)


@pytest.mark.parametrize(
    ("action", "states"), [(a, s) for a, s in WHILE.items() if a in CELLS]
)
def test_an_action_is_possible_in_its_states_only(action, states):
    role = next(iter(TABLE[action]))
    for state in State:
        decision = may(somebody(role), action, standing(state), indicator="a")
        assert bool(decision) == (state in states)
        if not decision:
            assert "This is not possible" in decision.reason


def test_only_administrators_administer_and_that_shows_them_no_draft():
    administrator = somebody(is_administrator=True)

    assert may(administrator, Action.ADMINISTER)
    assert may(somebody(COORDINATOR), Action.ADMINISTER).verdict is NO
    assert may(administrator, Action.SEE, standing()).verdict is HIDDEN


@pytest.mark.parametrize(("state", "visibility"), list(product(State, Visibility)))
def test_others_see_what_is_published_as_far_as_visibility_allows(state, visibility):
    published = standing(state, visibility=visibility)
    is_open = state in {State.PUBLISHED, State.SUPERSEDED}

    for person in (VISITOR, somebody(), somebody(READER, team=THEIRS)):
        expected = is_open and visibility is not Visibility.NOTHING
        assert bool(may(person, Action.SEE_PUBLISHED, published)) == expected
    assert may(somebody(READER), Action.SEE_PUBLISHED, published)


def test_whoever_works_on_the_machine_may_everything_that_the_state_allows():
    for action in set(Action) - {Action.REPLY}:
        assert may(operator("root"), action, standing(possible(action)))
    cleared = standing(State.CLEARED)
    assert may(operator("root"), Action.ANSWER, cleared).verdict is NO


@pytest.mark.parametrize("roles", list(combinations(TeamRole, 2)))
@pytest.mark.parametrize("action", ABOUT_A_DRAFT)
def test_two_roles_may_what_either_may(roles, action):
    about = standing(possible(action))
    either = any(may(somebody(role), action, about, indicator="a") for role in roles)

    assert bool(may(somebody(*roles), action, about, indicator="a")) == either


@given(
    st.sampled_from(ABOUT_A_DRAFT),
    st.sets(st.sampled_from(list(TeamRole))),
    st.sampled_from(list(State)),
    st.sets(st.sampled_from("abc")),
    st.sampled_from(["", "a", "b"]),
)
def test_whoever_may_do_anything_may_see_it(action, roles, state, asked, indicator):
    about = standing(state, asked=frozenset(asked))
    person = somebody(*roles)

    if may(person, action, about, indicator=indicator):
        assert may(person, Action.SEE, about) or action in ABOUT_A_TEAM
        if indicator and action not in ABOUT_A_TEAM:
            assert may(person, Action.SEE_INDICATOR, about, indicator=indicator)


def test_a_draft_without_an_assessment_is_a_mistake_of_ours():
    with pytest.raises(TypeError, match="tell which"):
        may(somebody(COORDINATOR), Action.SEE)


def test_everything_is_seen_by_those_whose_work_needs_it():
    for role in (COORDINATOR, CLEARING, READER):
        assert sees_everything(somebody(role), standing())
    assert not sees_everything(somebody(CONTRIBUTOR), standing())
    assert sees_everything(operator("root"), standing())


@pytest.mark.parametrize(
    ("kind", "country", "owned", "subject", "invented", "expected"),
    [
        (TeamKind.GOVERNMENT, "XA", "government", "XA", False, True),
        (TeamKind.GOVERNMENT, "XA", "government", "XB", False, False),
        (TeamKind.GOVERNMENT, "XA", "alternative", "XA", False, False),
        (TeamKind.GOVERNMENT, "XA", "training", "XA", True, True),
        (TeamKind.GOVERNMENT, "XA", "training", "XA", False, False),
        (TeamKind.GOVERNMENT, "XA", "training", "XB", True, False),
        (TeamKind.ORGANISATION, "", "alternative", "XB", False, True),
        (TeamKind.ORGANISATION, "", "government", "XB", False, False),
        (TeamKind.TRAINING, "", "training", "XA", True, True),
        (TeamKind.TRAINING, "", "alternative", "XA", True, True),
        (TeamKind.TRAINING, "", "training", "XA", False, False),
    ],
)
def test_a_team_owns_what_it_answers_for(
    kind, country, owned, subject, invented, expected
):
    team = Team(OURS, "Team", kind, country)

    assert (
        team.may_own(AssessmentKind(owned), country=subject, invented=invented)
        is expected
    )


def test_lists_ask_for_the_teams_in_which_somebody_sees_all_or_what_was_asked():
    person = Person(
        7, "Mara", {OURS: frozenset({READER}), THEIRS: frozenset({CONTRIBUTOR})}
    )

    assert teams_where(person, Action.SEE, Reach.ALL) == {OURS}
    assert teams_where(person, Action.SEE, Reach.ASKED) == {THEIRS}
    assert teams_where(VISITOR, Action.SEE, Reach.ALL) == frozenset()


def test_members_know_of_their_team_also_when_nothing_was_asked_of_them():
    about = standing(asked=frozenset())

    assert may(somebody(CONTRIBUTOR), Action.SEE_TEAM, about)
    assert may(somebody(CONTRIBUTOR), Action.MANAGE, about).verdict is NO
    assert (
        may(somebody(COORDINATOR, team=THEIRS), Action.MANAGE, about).verdict is HIDDEN
    )
