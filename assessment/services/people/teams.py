"""Teams: made, named, and who is what in them. One function is one transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from assessment.domain.people.teams import Member, Team, TeamKind, TeamRole
from assessment.errors import N_, InvalidTeamError, Problem, TeamNotFoundError
from assessment.storage.engine import Store
from assessment.storage.people.account_repository import AccountRepository
from assessment.storage.people.team_repository import TeamRepository

NAME_LENGTH = 200

_NO_NAME = N_("Give the team a name.")
_LONG_NAME = N_("Use at most {length} characters for the name of a team.")
_TAKEN = N_("There is a team called “{name}” already.")
_NO_COUNTRY = N_("A government team needs its country.")
_NO_ACCOUNT = N_("There is no account of {email}.")
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
    store: Store, name: str, kind: TeamKind, *, country: str = "", now: datetime
) -> Team:
    """Make a team without members.

    Args:
        store: Where to.
        name: As everybody sees it; only one team has it.
        kind: What the team answers for.
        country: ISO code; of a government team only.
        now: The time of making.

    Raises:
        InvalidTeamError: when the name is unusable or taken, or the country is missing.
        StorageError: when it could not be kept.
    """
    team = _checked(Team(uuid4(), name, kind, country))
    with store.writing() as session:
        if not TeamRepository(session).add(team, now):
            raise _refused("name", _TAKEN, name=team.name)
    return team


def change_team(
    store: Store,
    team_id: UUID,
    *,
    name: str | None = None,
    kind: TeamKind | None = None,
    country: str | None = None,
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
    store: Store, team_id: UUID, email: str, roles: Collection[TeamRole]
) -> Member:
    """Give the account of *email* its *roles* in a team, in place of any it had there.

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
        if account is None:
            raise _refused("email", _NO_ACCOUNT, email=email.strip())
        _set_roles(repository, team_id, account.id, roles)
    return Member(
        account.id, account.email, account.name, frozenset(roles), account.active
    )


def change_member(
    store: Store, team_id: UUID, account: int, roles: Collection[TeamRole]
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
        _set_roles(repository, team_id, account, roles)


def set_administrator(store: Store, email: str, *, is_one: bool) -> None:
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


def _set_roles(
    repository: TeamRepository,
    team_id: UUID,
    account: int,
    roles: Collection[TeamRole],
) -> None:
    before = repository.coordinators(team_id)
    if before == {account} and TeamRole.COORDINATOR not in roles:
        raise _refused("roles", _LAST_COORDINATOR)
    repository.set_roles(team_id, account, roles)


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
