"""Who may reply to what others published: every cell, written down by hand."""

from itertools import product
from uuid import UUID

import pytest

from assessment.domain.people.may import (
    Action,
    Standing,
    State,
    Verdict,
    Visibility,
    may,
    teams_that_reply,
)
from assessment.domain.people.teams import (
    VISITOR,
    Person,
    Team,
    TeamKind,
    TeamRole,
    operator,
)

ORGANISATIONS, NATIONAL = UUID(int=1), UUID(int=2)
YES, NO, HIDDEN = Verdict.ALLOWED, Verdict.DENIED, Verdict.HIDDEN
COORDINATOR = TeamRole.COORDINATOR


def somebody(role, kind=TeamKind.GOVERNMENT, country="XA", team=NATIONAL):
    teams = {team: Team(team, "Team", kind, country)}
    return Person(7, "Mara", {team: frozenset({role})}, teams=teams)


def voice(state=State.PUBLISHED, visibility=Visibility.ALL, **given):
    fields = {"country": "XA", "is_alternative": True}
    return Standing(ORGANISATIONS, state, visibility, **(fields | given))


def verdict(person, about):
    return may(person, Action.REPLY, about).verdict


@pytest.mark.parametrize(
    ("role", "expected"), list(zip(TeamRole, (YES, NO, NO, NO), strict=True))
)
def test_coordinators_of_the_country_reply_and_nobody_else_of_their_team(
    role, expected
):
    assert verdict(somebody(role), voice()) is expected


@pytest.mark.parametrize(
    ("kind", "country", "expected"),
    [
        (TeamKind.GOVERNMENT, "XA", YES),
        (TeamKind.GOVERNMENT, "XB", NO),
        (TeamKind.ORGANISATION, "", NO),
        (TeamKind.TRAINING, "", NO),
    ],
)
def test_only_a_government_replies_and_only_to_what_is_about_its_country(
    kind, country, expected
):
    assert verdict(somebody(COORDINATOR, kind, country), voice()) is expected


@pytest.mark.parametrize(("state", "visibility"), list(product(State, Visibility)))
def test_what_a_government_may_not_see_it_cannot_reply_to(state, visibility):
    is_open = visibility is not Visibility.NOTHING
    if state is State.PUBLISHED and is_open:
        expected = YES
    elif state is State.SUPERSEDED and is_open:
        expected = NO
    else:
        expected = HIDDEN

    assert verdict(somebody(COORDINATOR), voice(state, visibility)) is expected


def test_others_see_it_and_do_not_reply():
    own = somebody(COORDINATOR, TeamKind.ORGANISATION, "", ORGANISATIONS)

    for person in (VISITOR, Person(8, "Ana", is_administrator=True), own):
        decision = may(person, Action.REPLY, voice())
        assert decision.verdict is NO
        assert "government team" in decision.reason


def test_a_team_does_not_reply_to_its_own_assessment():
    own = voice(is_alternative=False)

    assert verdict(somebody(COORDINATOR), own) is NO


def test_no_country_is_nobodys_country():
    nowhere = somebody(COORDINATOR, TeamKind.GOVERNMENT, "")

    assert verdict(nowhere, voice(country="")) is NO


def test_whoever_works_on_the_machine_may_reply():
    assert verdict(operator("root"), voice()) is YES


def test_a_reply_is_signed_by_one_of_the_teams_of_the_country():
    person = somebody(COORDINATOR)

    assert [team.id for team in teams_that_reply(person, "XA")] == [NATIONAL]
    assert teams_that_reply(person, "XB") == ()
    assert teams_that_reply(somebody(TeamRole.READER), "XA") == ()
