"""Page objects of the pages about teams."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from flask import url_for

from assessment.domain.people.may import Action, Standing, may
from assessment.domain.people.teams import Member, Person, Team, TeamKind, TeamRole
from assessment.texts import Texts
from assessment.web.countries import CountryChoice, invented_countries, real_countries
from assessment.web.paging import Part
from assessment.web.teams.words import KIND_WORDS, ROLE_HELP, ROLE_WORDS
from assessment.web.wizard.pages import FieldError

TEAMS_PER_PAGE = 50
MEMBERS_PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team in a list.

    Attributes:
        kind: What it answers for, to be translated.
        country: Name; empty for teams without one.
        roles: What the reader is in it, to be translated; none for outsiders.
        size: How many members it has; None where that is not shown.
    """

    name: str
    kind: str
    country: str
    url: str
    roles: tuple[str, ...] = ()
    size: int | None = None


@dataclass(frozen=True, slots=True)
class TeamsPage:
    """The teams of a person, or all of them for an administrator, a page at a time."""

    lines: tuple[TeamLine, ...]
    number: int
    pages: int
    may_make: bool


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role somebody may have, with its words and whether they have it."""

    value: str
    words: str
    explained: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member of a team."""

    account: int
    name: str
    email: str
    roles: tuple[RoleChoice, ...]
    is_active: bool
    url: str

    @property
    def held(self) -> tuple[str, ...]:
        """The words of the roles they have."""
        return tuple(role.words for role in self.roles if role.is_held)


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A team with its members, a page of them at a time.

    Attributes:
        may_manage: Whether the reader may change name and members.
        name: What stands in the field of the name.
        email: What was typed to add somebody.
        choices: The roles somebody new may be given.
    """

    line: TeamLine
    members: tuple[MemberLine, ...]
    number: int
    pages: int
    may_manage: bool
    name: str
    choices: tuple[RoleChoice, ...]
    email: str = ""
    errors: tuple[FieldError, ...] = ()

    def wrong(self, target: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == target), "")


@dataclass(frozen=True, slots=True)
class NewTeamPage:
    """The form that makes a team."""

    name: str
    kind: str
    country: str
    kinds: tuple[tuple[str, str], ...]
    real: tuple[CountryChoice, ...]
    invented: tuple[CountryChoice, ...]
    errors: tuple[FieldError, ...] = ()

    def wrong(self, target: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == target), "")


def team_line(
    team: Team, texts: Texts, person: Person, size: int | None = None
) -> TeamLine:
    """Return *team* as a line for *person*."""
    return TeamLine(
        team.name,
        KIND_WORDS[team.kind],
        texts.country(team.country) if team.country else "",
        url_for("teams.show", team_id=team.id),
        role_words(person.roles_in(team.id)),
        size,
    )


def role_words(roles: Iterable[TeamRole]) -> tuple[str, ...]:
    """Return the words of *roles*, in the order of the roles."""
    held = set(roles)
    return tuple(words for role, words in ROLE_WORDS.items() if role in held)


def team_page(
    team: Team, members: Part[Member], person: Person, texts: Texts
) -> TeamPage:
    """Work out the page of *team* for *person*."""
    return TeamPage(
        team_line(team, texts, person),
        tuple(_member_line(team.id, member) for member in members.lines),
        *(members.number, members.pages),
        may_manage=bool(may(person, Action.MANAGE, Standing(team.id))),
        name=team.name,
        choices=role_choices(()),
    )


def new_team_page(name: str, kind: str, country: str, texts: Texts) -> NewTeamPage:
    """Work out the page that makes a team, with what was typed."""
    return NewTeamPage(
        name,
        kind,
        country,
        tuple((each.value, KIND_WORDS[each]) for each in TeamKind),
        real_countries(texts.language),
        invented_countries(texts.language),
    )


def role_choices(held: Iterable[TeamRole]) -> tuple[RoleChoice, ...]:
    """Return every role, with those in *held* marked."""
    has = set(held)
    return tuple(
        RoleChoice(role.value, words, ROLE_HELP[role], role in has)
        for role, words in ROLE_WORDS.items()
    )


def _member_line(team: UUID, member: Member) -> MemberLine:
    return MemberLine(
        member.account,
        member.name,
        member.email,
        role_choices(member.roles),
        member.is_active,
        url_for("teams.change_roles", team_id=team, account=member.account),
    )
