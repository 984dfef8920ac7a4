"""Teams for tests: most assessments of tests belong to one training team."""

from uuid import UUID, uuid5

from assessment.domain.answers import Assessment, AssessmentKind
from assessment.domain.people.teams import Team, TeamKind, TeamRole
from assessment.services.people.teams import add_member
from assessment.services.samples.demo_people import (
    DEMO_PEOPLE,
    GOVERNMENT,
    make_demo_people,
)
from assessment.storage.engine import Store
from assessment.storage.people.account_repository import AccountRepository
from assessment.storage.people.team_repository import TeamRepository
from tests.databases import NOON, STAMP

OURS = UUID(int=0x0BE5)
"""A training team: it may own any assessment of an invented country."""
THEIRS = UUID(int=0x7E1E)


def a_team(
    store: Store,
    team: UUID = OURS,
    kind: TeamKind = TeamKind.TRAINING,
    country: str = "",
) -> UUID:
    """Return a team, made when it is missing."""
    with store.writing() as session:
        teams = TeamRepository(session)
        if teams.find(team) is None:
            teams.add(Team(team, f"Team {team.hex[-4:]}", kind, country), NOON)
    return team


def team_for(store: Store, assessment: Assessment) -> UUID:
    """Return a team that may own *assessment*, and that the coordinator coordinates."""
    subject = assessment.subject
    if subject.is_invented:
        return in_our_team(store)
    kind, country = TeamKind.ORGANISATION, ""
    if assessment.kind is AssessmentKind.GOVERNMENT:
        kind, country = TeamKind.GOVERNMENT, subject.code
    team = uuid5(OURS, f"{kind}/{country}")
    a_team(store, team, kind, country)
    in_our_team(store)
    add_member(
        store,
        team,
        DEMO_PEOPLE["coordinator"].email,
        {TeamRole.COORDINATOR},
        stamp=STAMP,
    )
    return team


def in_our_team(store: Store) -> UUID:
    """Let the demo's people of the government team be the same in :data:`OURS` only."""
    a_team(store)
    make_demo_people(store, language="en", now=NOON)
    with store.writing() as session:
        teams, accounts = TeamRepository(session), AccountRepository(session)
        for person in DEMO_PEOPLE.values():
            if person.team == GOVERNMENT and person.role:
                account = accounts.find(person.email)
                assert account is not None
                teams.set_roles(GOVERNMENT, account.id, ())
                teams.set_roles(OURS, account.id, {person.role})
    return OURS
