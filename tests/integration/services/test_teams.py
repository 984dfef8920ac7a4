"""Teams and the one door to assessments, on both databases."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from assessment.domain.answers import AssessmentKind
from assessment.domain.people.asks import AskKind, Assignment
from assessment.domain.people.may import Action, Standing, State, sees_everything
from assessment.domain.people.sight import EVERYTHING, sight_of
from assessment.domain.people.teams import (
    VISITOR,
    Person,
    TeamKind,
    TeamRole,
    operator,
)
from assessment.domain.records import Actor, AuditAction, PageKey, Stamp
from assessment.errors import (
    AssessmentNotFoundError,
    InvalidAnswerError,
    InvalidTeamError,
    NotAllowedError,
    TeamNotFoundError,
)
from assessment.services.assessments.making import create_assessment, new_assessment
from assessment.services.assessments.reading import assessment_list, list_assessments
from assessment.services.assessments.recording import record_answer, record_profile
from assessment.services.delegation.asks import asks_of, keep_assignment
from assessment.services.people.access import (
    find_assessment,
    part_seen,
    person_of,
    require,
    standing_of,
)
from assessment.services.people.accounts import create_account
from assessment.services.people.teams import (
    add_member,
    change_member,
    change_team,
    find_team,
    list_members,
    list_teams,
    make_team,
    set_administrator,
    team_named,
)
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store
from tests.builders import a_framework, an_answer, an_assessment, an_indicator
from tests.databases import NOON, STAMP, counted_queries
from tests.teams import OURS, THEIRS, a_team

FRAMEWORK = a_framework(
    an_indicator("law"), an_indicator("data"), an_indicator("ports", lead="health")
)
EVERY_ROLE = frozenset(TeamRole)


def member(store: Store, *roles: TeamRole, team: UUID = OURS) -> Person:
    """Return somebody new with *roles* in a team."""
    email = f"{uuid4().hex[:8]}@example.org"
    account = create_account(store, email, password=None, now=NOON)
    if roles:
        add_member(store, a_team(store, team), email, roles, stamp=STAMP)
    return person_of(store, account.id)


def begun(store: Store, team: UUID = OURS) -> UUID:
    whole = an_assessment(FRAMEWORK, {"law": 2, "data": 1, "ports": 3})
    return create_assessment(
        store, FRAMEWORK, whole, stamp=STAMP, team=a_team(store, team)
    ).id


def ask(store: Store, person: Person, key: UUID, kind: str, what: str) -> Assignment:
    assert person.id is not None
    asked = Assignment(uuid4(), key, person.id, AskKind(kind), what, NOON, note="Soon")
    asked = replace(asked, due=date(2026, 6, 1))
    keep_assignment(store, asked)
    return asked


def test_teams_are_made_named_and_found(store: Store) -> None:
    made = make_team(
        store, " Ports  of X ", TeamKind.GOVERNMENT, country="xs", stamp=STAMP
    )

    assert (made.name, made.country) == ("Ports of X", "XS")
    assert find_team(store, made.id) == team_named(store, "PORTS OF x") == made
    changed = change_team(store, made.id, kind=TeamKind.ORGANISATION, stamp=STAMP)
    assert (changed.name, changed.country) == ("Ports of X", "")
    assert list_teams(store).teams == (changed,)
    with pytest.raises(TeamNotFoundError):
        find_team(store, uuid4())


@pytest.mark.parametrize(
    ("name", "kind", "field"),
    [
        ("  ", "training", "name"),
        ("x" * 201, "training", "name"),
        ("A", "government", "country"),
    ],
)
def test_a_team_that_cannot_be_is_not_stored(
    store: Store, name: str, kind: str, field: str
) -> None:
    with pytest.raises(InvalidTeamError) as caught:
        make_team(store, name, TeamKind(kind), stamp=STAMP)

    assert caught.value.source == field
    assert list_teams(store).teams == ()


def test_only_one_team_has_a_name(store: Store) -> None:
    make_team(store, "Ports", TeamKind.TRAINING, stamp=STAMP)
    other = make_team(store, "Harbours", TeamKind.TRAINING, stamp=STAMP)

    with pytest.raises(InvalidTeamError, match="already"):
        make_team(store, "PORTS", TeamKind.TRAINING, stamp=STAMP)
    with pytest.raises(InvalidTeamError, match="already"):
        change_team(store, other.id, name="ports", stamp=STAMP)
    assert change_team(store, other.id, name="HARBOURS", stamp=STAMP).name == "HARBOURS"


def test_a_person_is_what_their_teams_say(store: Store) -> None:
    person = member(store, TeamRole.COORDINATOR, TeamRole.READER)
    assert person.id is not None
    email = next(iter(list_members(store, OURS))).email
    add_member(
        store, a_team(store, THEIRS), email.upper(), [TeamRole.CONTRIBUTOR], stamp=STAMP
    )
    set_administrator(store, email, is_one=True, stamp=STAMP)

    now = person_of(store, person.id)

    assert now.roles == {
        OURS: {TeamRole.COORDINATOR, TeamRole.READER},
        THEIRS: {TeamRole.CONTRIBUTOR},
    }
    assert now.is_administrator
    assert set(now.teams) == {OURS, THEIRS}
    assert person_of(store, 4711) is VISITOR


def test_a_team_keeps_a_coordinator_whoever_leaves(store: Store) -> None:
    first = member(store, TeamRole.COORDINATOR)
    second = member(store, TeamRole.READER)
    assert first.id is not None
    assert second.id is not None

    for roles in ([], [TeamRole.READER]):
        with pytest.raises(InvalidTeamError, match="at least one coordinator"):
            change_member(store, OURS, first.id, roles, stamp=STAMP)
    change_member(store, OURS, second.id, [TeamRole.COORDINATOR], stamp=STAMP)
    change_member(store, OURS, first.id, [], stamp=STAMP)

    assert [m.account for m in list_members(store, OURS)] == [second.id]
    with pytest.raises(TeamNotFoundError):
        change_member(store, OURS, first.id, [TeamRole.READER], stamp=STAMP)


def test_a_team_is_given_only_what_it_answers_for(store: Store) -> None:
    team = make_team(store, "NGO", TeamKind.ORGANISATION, stamp=STAMP).id
    whole = an_assessment(FRAMEWORK, kind=AssessmentKind.TRAINING)

    with pytest.raises(InvalidAnswerError, match="does not answer for"):
        create_assessment(store, FRAMEWORK, whole, stamp=STAMP, team=team)
    with pytest.raises(TeamNotFoundError):
        create_assessment(store, FRAMEWORK, whole, stamp=STAMP, team=uuid4())
    assert list_assessments(store, EVERYTHING) == ()


def test_hidden_and_missing_are_the_same_error_and_one_query(store: Store) -> None:
    key = begun(store)
    people = [
        VISITOR,
        member(store),
        member(store, *EVERY_ROLE, team=THEIRS),
        member(store, TeamRole.CONTRIBUTOR),
    ]
    for person in people:
        told = []
        for id_ in (key, uuid4()):
            with (
                counted_queries(store.engine) as statements,
                pytest.raises(AssessmentNotFoundError) as caught,
            ):
                find_assessment(store, person, id_)
            told.append((str(caught.value), [s for s in statements if "SELECT" in s]))
        assert told[0] == told[1]
        assert len(told[0][1]) == 1


@pytest.mark.parametrize(
    ("kind", "what", "expected"),
    [
        ("indicator", "data", {"data"}),
        ("sector", "health", {"ports"}),
        ("point", "one", {"law", "data", "ports"}),
    ],
)
def test_a_contributor_gets_what_was_asked_and_nothing_else(
    store: Store, kind: str, what: str, expected: set[str]
) -> None:
    key = begun(store)
    person = member(store, TeamRole.CONTRIBUTOR)
    what = FRAMEWORK.points[0].key if kind == "point" else what
    asked = ask(store, person, key, kind, what)
    assert person.id is not None
    assert asks_of(store, person.id, key) == (asked,)

    found = find_assessment(store, person, key)
    standing = standing_of(FRAMEWORK, found.stored, person, found.asks)
    framework, stored = part_seen(FRAMEWORK, found.stored, person, standing)

    assert standing.asked == expected
    assert {i.key for i in framework.indicators} == expected
    assert set(stored.assessment.answers) == set(stored.pages) == expected
    assert framework.in_scope(stored.assessment.scope) is framework
    assert framework.numbers == FRAMEWORK.numbers
    assert not sees_everything(person, standing)
    require(person, Action.ANSWER, standing, indicator=next(iter(expected)))
    for missing in {"law", "data", "ports"} - expected:
        with pytest.raises(AssessmentNotFoundError):
            require(person, Action.ANSWER, standing, indicator=missing)
    with pytest.raises(NotAllowedError, match="Your role"):
        require(person, Action.EDIT_PROFILE, standing)


def test_what_was_handed_back_is_open_again_when_it_is_asked_again(
    store: Store,
) -> None:
    key, person = begun(store), member(store, TeamRole.CONTRIBUTOR)
    back = replace(ask(store, person, key, "indicator", "law"), handed_back_at=NOON)
    stored = find_assessment(store, person, key).stored

    once = standing_of(FRAMEWORK, stored, person, [back])
    again = replace(back, kind=AskKind.SECTOR, key=FRAMEWORK.indicators[0].lead)
    twice = standing_of(
        FRAMEWORK, stored, person, [back, replace(again, handed_back_at=None)]
    )

    assert once.handed_back == {"law"}
    assert twice.handed_back == frozenset()


def test_a_standing_knows_who_gave_the_present_answer(store: Store) -> None:
    key, person = begun(store), member(store, *EVERY_ROLE)
    stamp = Stamp(Actor(person.id, person.name), NOON)
    record_answer(
        store, FRAMEWORK, PageKey(key, "data"), an_answer(), seen=1, stamp=stamp
    )
    stored = find_assessment(store, person, key).stored

    standing = standing_of(FRAMEWORK, stored, person)

    assert standing.answered == {"data"}
    with pytest.raises(NotAllowedError, match="cannot clear"):
        require(person, Action.CLEAR, replace(standing, state=State.IN_REVIEW))


def test_what_left_the_state_of_a_draft_meanwhile_is_not_changed(store: Store) -> None:
    key = begun(store)
    with store.writing() as session:
        session.execute(text("UPDATE assessment SET state = 'in-review'"))

    with pytest.raises(NotAllowedError, match="in review"):
        record_answer(
            store, FRAMEWORK, PageKey(key, "law"), an_answer(), seen=1, stamp=STAMP
        )
    with pytest.raises(NotAllowedError, match="in review"):
        record_profile(store, FRAMEWORK, key, {}, seen=0, stamp=STAMP)
    stored = find_assessment(store, operator("root"), key).stored
    assert stored.revision == 1


def test_lists_hold_what_somebody_may_know_of(store: Store) -> None:
    ours, other = begun(store), begun(store)
    theirs = begun(store, THEIRS)
    contributor = member(store, TeamRole.CONTRIBUTOR)
    ask(store, contributor, other, "indicator", "law")
    ask(store, contributor, theirs, "indicator", "law")  # in a team that is not theirs
    seen = {
        who: {line.id for line in list_assessments(store, sight_of(person))}
        for who, person in {
            "reader": member(store, TeamRole.READER),
            "contributor": contributor,
            "outsider": member(store, TeamRole.COORDINATOR, team=THEIRS),
            "nobody": member(store),
            "visitor": VISITOR,
        }.items()
    }

    assert seen == {
        "reader": {ours, other},
        "contributor": {other},
        "outsider": {theirs},
        "nobody": set(),
        "visitor": set(),
    }
    assert list_assessments(store, sight_of(contributor, Action.SEE_WHOLE)) == ()


@pytest.mark.parametrize("role", [TeamRole.COORDINATOR, TeamRole.CONTRIBUTOR])
def test_lists_take_as_many_queries_for_3_as_for_1000(
    store: Store, role: TeamRole
) -> None:
    person = member(store, role)
    counts = []
    for many in (3, 997):
        fill(store, many, person)
        with counted_queries(store.engine) as statements:
            found = assessment_list(store, sight_of(person), first=0, most=50)
        assert found.total == (3 if many == 3 else 1000)
        counts.append(len([s for s in statements if "SELECT" in s]))

    assert counts[0] == counts[1] <= 3


def fill(store: Store, many: int, person: Person) -> None:
    """Store *many* assessments of our team, each asked of *person*."""
    whole = an_assessment(FRAMEWORK)
    with store.writing() as session:
        repository = AssessmentRepository(session)
        for _ in range(many):
            stored = new_assessment(FRAMEWORK, whole, STAMP, team=OURS)
            repository.add(stored, STAMP, action=AuditAction.CREATED)
            session.execute(
                text(
                    "INSERT INTO assignment (id, assessment_id, account_id, kind, key, "
                    "note, asked_at, hand_back_note) VALUES (:id, :of, :who, 'point', "
                    "'p', '', CURRENT_TIMESTAMP, '')"
                ),
                {"id": uuid4().hex, "of": stored.id.hex, "who": person.id},
            )


def test_team_pages_need_a_team_that_one_may_know_of(store: Store) -> None:
    about = Standing(a_team(store))
    with pytest.raises(TeamNotFoundError):
        require(member(store), Action.SEE_TEAM, about)
    with pytest.raises(NotAllowedError):
        require(member(store, TeamRole.READER), Action.MANAGE, about)
    require(member(store, TeamRole.READER), Action.SEE_TEAM, about)
