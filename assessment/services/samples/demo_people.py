"""The people of the demo: one for each role, in a team of each kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import NAMESPACE_URL, UUID, uuid5

from assessment.domain.people.teams import Team, TeamKind, TeamRole
from assessment.domain.samples import invented_code
from assessment.errors import N_
from assessment.storage.engine import Store
from assessment.storage.people.account_repository import AccountRepository
from assessment.storage.people.team_repository import TeamRepository
from assessment.texts import Texts, texts_in

GOVERNMENT, ORGANISATION, TRAINING = (
    uuid5(NAMESPACE_URL, f"assessment-demo/{kind.value}") for kind in TeamKind
)
"""The demo's teams."""
GOVERNMENT_COUNTRY = invented_code(2)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody whom a click in the demo signs in.

    Attributes:
        does: What the role is about, in a few words.
        team: None: in no team.
    """

    email: str
    name: str
    does: str
    team: UUID | None = None
    role: TeamRole | None = None


DEMO_PEOPLE: Mapping[str, DemoPerson] = MappingProxyType(
    {
        "coordinator": DemoPerson(
            "coordinator@demo.example",
            "Mara Idris",
            N_("Coordinator: runs the government’s assessment"),
            GOVERNMENT,
            TeamRole.COORDINATOR,
        ),
        "contributor": DemoPerson(
            "contributor@demo.example",
            "Jonas Bell",
            N_("Contributor: answers what was asked of the police"),
            GOVERNMENT,
            TeamRole.CONTRIBUTOR,
        ),
        "clearing-officer": DemoPerson(
            "clearing@demo.example",
            "Ines Okoro",
            N_("Clearing officer: checks it and clears it"),
            GOVERNMENT,
            TeamRole.CLEARING_OFFICER,
        ),
        "reader": DemoPerson(
            "reader@demo.example",
            "Tomas Lindqvist",
            N_("Reader: looks, and changes nothing"),
            GOVERNMENT,
            TeamRole.READER,
        ),
        "ngo": DemoPerson(
            "ngo@demo.example",
            "Leila Haddad",
            N_("Coordinator of an NGO: writes the alternative assessment"),
            ORGANISATION,
            TeamRole.COORDINATOR,
        ),
        "ngo-clearing-officer": DemoPerson(
            "ngo-clearing@demo.example",
            "Omar Diallo",
            N_("Clearing officer of the NGO: checks its view and clears it"),
            ORGANISATION,
            TeamRole.CLEARING_OFFICER,
        ),
        "trainer": DemoPerson(
            "trainer@demo.example",
            "Sven Aalto",
            N_("Trainer: exercises with invented countries"),
            TRAINING,
            TeamRole.COORDINATOR,
        ),
        "administrator": DemoPerson(
            "administrator@demo.example",
            "Ana Pereira",
            N_("Administrator: accounts and teams, no drafts"),
        ),
    }
)
"""Whom one click signs in, by what the button sends."""


def make_demo_people(store: Store, *, language: str, now: datetime) -> None:
    """Make the demo's teams and people, unless they are there.

    Raises:
        StorageError: when they could not be kept.
    """
    with store.writing() as session:
        teams, accounts = TeamRepository(session), AccountRepository(session)
        there = {team.id for team in teams.teams()}
        for team in _teams(texts_in(language)):
            if team.id not in there:
                teams.add(team, now)
        for person in DEMO_PEOPLE.values():
            if accounts.add(person.email, None, now, person.name):
                _place(teams, accounts, person)


def _place(
    teams: TeamRepository, accounts: AccountRepository, person: DemoPerson
) -> None:
    account = accounts.find(person.email)
    assert account is not None
    if person.team is None or person.role is None:
        teams.set_administrator(account.id, is_one=True)
    else:
        teams.set_roles(person.team, account.id, {person.role})


def _teams(texts: Texts) -> tuple[Team, ...]:
    country = texts.country(GOVERNMENT_COUNTRY)
    national = texts.gettext(N_("National team, {country}")).format(country=country)
    return (
        Team(GOVERNMENT, national, TeamKind.GOVERNMENT, GOVERNMENT_COUNTRY),
        Team(
            ORGANISATION,
            texts.gettext(N_("Network of NGOs")),
            TeamKind.ORGANISATION,
        ),
        Team(TRAINING, texts.gettext(N_("Workshop")), TeamKind.TRAINING),
    )
