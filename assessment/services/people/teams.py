"""Teams: made, named, and who is what in them. One function is one transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from assessment.domain.people.events import (
    AccountEvent,
    Event,
    about_account,
    about_team,
)
from assessment.domain.people.teams import Member, Person, Team, TeamKind, TeamRole
from assessment.domain.records import Account, Stamp
from assessment.errors import N_, InvalidTeamError, Problem, TeamNotFoundError
from assessment.storage.engine import Store
from assessment.storage.people.account_repository import AccountRepository
from assessment.storage.people.account_trail import note_event
from assessment.storage.people.team_repository import TeamRepository

NAME_LENGTH = 200

_NO_NAME = N_("Give the team a name.")
_LONG_NAME = N_("Use at most {length} characters for the name of a team.")
_TAKEN = N_("There is a team called “{name}” already.")
_NO_COUNTRY = N_("A government team needs its country.")
_NO_ACCOUNT = N_("There is no account of {email}.")
_NOT_KNOWN = N_(
    "Nobody in your teams has this address. Invite them: who has an account comes in with it."
)
_NO_ROLE = N_("Choose at least one role.")
_LAST_COORDINATOR = N_(
    "A team keeps at least one coordinator. Make somebody else one first."
)


@dataclass(frozen=True, slots=True)
class TeamOverview:
    """All teams, for those who look after the installation.

    Attributes:
        sizes: Team -> how many members it has; teams without any are missing.
    """

    teams: tuple[Team, ...]
    sizes: Mapping[UUID, int]


def make_team(
    store: Store, name: str, kind: TeamKind, *, country: str = "", stamp: Stamp
) -> Team:
    """Make a team without members.

    Args:
        store: Where to.
        name: As everybody sees it; only one team has it.
        kind: What the team answers for.
        country: ISO code; of a government team only.
        stamp: Who makes it, and when.

    Raises:
        InvalidTeamError: when the name is unusable or taken, or the country is missing.
        StorageError: when it could not be kept.
    """
    team = _checked(Team(uuid4(), name, kind, country))
    with store.writing() as session:
        if not TeamRepository(session).add(team, stamp.at):
            raise _refused("name", _TAKEN, name=team.name)
        made = about_team(AccountEvent.TEAM_MADE, team.id, new=_told(team))
        note_event(session, stamp, made)
    return team


def change_team(
    store: Store,
    team_id: UUID,
    *,
    name: str | None = None,
    kind: TeamKind | None = None,
    country: str | None = None,
    stamp: Stamp,
) -> Team:
    """Give a team another name, kind or country; what it owns already stays its own.

    Raises:
        TeamNotFoundError: when there is no such team.
        InvalidTeamError: as in :func:`make_team`.
        StorageError: when it could not be kept.
    """
    with store.writing() as session:
        repository = TeamRepository(session)
        team = _found(repository.find(team_id))
        changed = _checked(
            replace(
                team,
                name=team.name if name is None else name,
                kind=kind or team.kind,
                country=team.country if country is None else country,
            )
        )
        if not repository.change(changed):
            raise _refused("name", _TAKEN, name=changed.name)
        if changed != team:
            event = about_team(
                AccountEvent.TEAM_CHANGED, team.id, _told(team), _told(changed)
            )
            note_event(session, stamp, event)
    return changed


def find_team(store: Store, team_id: UUID) -> Team:
    """Return a team.

    Raises:
        TeamNotFoundError: when there is no such team.
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return _found(TeamRepository(session).find(team_id))


def team_named(store: Store, name: str) -> Team | None:
    """Return the team called *name*, however it is capitalised.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return TeamRepository(session).named(name.strip())


def list_teams(store: Store) -> TeamOverview:
    """Return every team by name, and how many members it has (two queries).

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = TeamRepository(session)
        return TeamOverview(repository.teams(), repository.sizes())


def list_members(store: Store, team_id: UUID) -> tuple[Member, ...]:
    """Return who is what in a team, by name.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return TeamRepository(session).members(team_id)


def add_member(
    store: Store,
    team_id: UUID,
    email: str,
    roles: Collection[TeamRole],
    *,
    known_to: Person | None = None,
    stamp: Stamp,
) -> Member:
    """Give the account of *email* its *roles* in a team, in place of any it had there.

    Args:
        store: Where it is.
        team_id: Which team.
        email: Of whose account.
        roles: All that it is from now on.
        known_to: Only accounts that share a team with this person: nobody else learns by
            trying who has an account, and under which name. None: any account.
        stamp: Who does it, and when.

    Raises:
        TeamNotFoundError: when there is no such team.
        InvalidTeamError: when there is no such account, no role is given, or the team
            would be left without a coordinator.
        StorageError: when it could not be kept.
    """
    if not roles:
        raise _refused("roles", _NO_ROLE)
    with store.writing() as session:
        repository = TeamRepository(session)
        _found(repository.find(team_id))
        account = AccountRepository(session).find(email.strip())
        if known_to is not None and not _is_known(repository, account, known_to):
            raise _refused("email", _NOT_KNOWN)
        if account is None:
            raise _refused("email", _NO_ACCOUNT, email=email.strip())
        _set_roles(session, team_id, account.id, roles, stamp)
    return Member(
        account.id, account.email, account.name, frozenset(roles), account.active
    )


def _is_known(
    repository: TeamRepository, account: Account | None, person: Person
) -> bool:
    """Return whether *account* is in one of the teams of *person*."""
    other = repository.person(account.id) if account else None
    return other is not None and not other.roles.keys().isdisjoint(person.roles)


def change_member(
    store: Store,
    team_id: UUID,
    account: int,
    roles: Collection[TeamRole],
    *,
    stamp: Stamp,
) -> None:
    """Give a member exactly *roles*; none: they leave the team.

    Raises:
        TeamNotFoundError: when there is no such team, or they are no member of it.
        InvalidTeamError: when the team would be left without a coordinator.
        StorageError: when it could not be kept.
    """
    with store.writing() as session:
        repository = TeamRepository(session)
        _found(repository.find(team_id))
        if account not in {member.account for member in repository.members(team_id)}:
            raise TeamNotFoundError("there is no such member")
        _set_roles(session, team_id, account, roles, stamp)


def set_administrator(store: Store, email: str, *, is_one: bool, stamp: Stamp) -> None:
    """Let an account look after the installation, or no longer.

    Raises:
        InvalidTeamError: when there is no such account.
        StorageError: when it could not be kept.
    """
    with store.writing() as session:
        account = AccountRepository(session).find(email.strip())
        if account is None:
            raise _refused("email", _NO_ACCOUNT, email=email.strip())
        TeamRepository(session).set_administrator(account.id, is_one=is_one)
        if account.is_administrator is not is_one:
            event = about_account(
                AccountEvent.ADMINISTRATOR,
                account.id,
                account.is_administrator,
                is_one,
            )
            note_event(session, stamp, event)


def _set_roles(
    session: Session,
    team_id: UUID,
    account: int,
    roles: Collection[TeamRole],
    stamp: Stamp,
) -> None:
    repository = TeamRepository(session)
    coordinators = repository.coordinators(team_id)
    if coordinators == {account} and TeamRole.COORDINATOR not in roles:
        raise _refused("roles", _LAST_COORDINATOR)
    event = roles_event(team_id, account, repository.roles(team_id, account), roles)
    repository.set_roles(team_id, account, roles)
    note_event(session, stamp, *event)


def roles_event(
    team: UUID,
    account: int,
    before: Collection[TeamRole],
    after: Collection[TeamRole],
) -> tuple[Event, ...]:
    """Return what the trail says of other roles of a member; nothing when they are same."""
    if frozenset(before) == frozenset(after):
        return ()
    old, new = (
        {"team": str(team), "roles": sorted(role.value for role in roles)}
        for roles in (before, after)
    )
    return (about_account(AccountEvent.ROLES, account, old, new),)


def _told(team: Team) -> dict[str, str]:
    return {"name": team.name, "kind": team.kind.value, "country": team.country}


def _checked(team: Team) -> Team:
    name = " ".join(team.name.split())
    if not name:
        raise _refused("name", _NO_NAME)
    if len(name) > NAME_LENGTH:
        raise _refused("name", _LONG_NAME, length=NAME_LENGTH)
    country = team.country.strip().upper() if team.kind is TeamKind.GOVERNMENT else ""
    if team.kind is TeamKind.GOVERNMENT and not country:
        raise _refused("country", _NO_COUNTRY)
    return replace(team, name=name, country=country)


def _found(team: Team | None) -> Team:
    if team is None:
        raise TeamNotFoundError("there is no such team")
    return team


def _refused(path: str, template: str, **values: object) -> InvalidTeamError:
    return InvalidTeamError(path, (Problem(path, 0, 0, template, values, path),))
