"""``assessment team``: make teams, and say who is what in them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assessment.cli.examples import GroupWithExamples, WithExamples
from assessment.cli.inputs import by_hand, data_option, framework_option
from assessment.cli.outputs import counted, say, tell
from assessment.cli.stores import opened_store
from assessment.errors import N_, InvalidTeamError, Problem

if TYPE_CHECKING:
    from assessment.domain.people.teams import Team, TeamRole
    from assessment.storage.engine import Store

Command = TypeVar("Command", bound=Callable[..., Any])

KINDS = ("government", "organisation", "training")
ROLES = ("coordinator", "contributor", "clearing-officer", "reader")

_NO_TEAMS = N_("There is no team yet. Make one: assessment team make NAME --kind KIND")
_WHICH = N_("Say which team with --team: {teams}.")
_UNKNOWN = N_("There is no team called “{name}”. There are: {teams}.")


def team_option(help_text: str) -> Callable[[Command], Command]:
    """Add ``--team``."""
    return click.option("--team", metavar="NAME", help=help_text)


def role_option(command: Command) -> Command:
    """Add ``--role``, which may be given several times."""
    return click.option(
        "--role",
        "roles",
        type=click.Choice(ROLES),
        multiple=True,
        help="What they are in the team; may be given several times.",
    )(command)


def team_or_only_one(store: "Store", name: str | None) -> "Team":
    """Return the team called *name*; without a name, the only one there is.

    Raises:
        InvalidTeamError: when it is not clear which; the message names those there are.
    """
    from assessment.services.people.teams import list_teams, team_named

    teams = list_teams(store).teams
    found = team_named(store, name) if name else None
    if found is not None:
        return found
    if not teams:
        raise _refused(_NO_TEAMS)
    names = ", ".join(team.name for team in teams)
    if name:
        raise _refused(_UNKNOWN, name=name, teams=names)
    if len(teams) > 1:
        raise _refused(_WHICH, teams=names)
    return teams[0]


def roles_from(names: tuple[str, ...]) -> "frozenset[TeamRole]":
    """Return the roles called *names*."""
    from assessment.domain.people.teams import TeamRole

    return frozenset(TeamRole(name) for name in names)


@click.group(
    "team",
    cls=GroupWithExamples,
    examples=(
        "assessment team make Workshop --kind training",
        "assessment team add Workshop anna@example.org --role coordinator",
        "assessment team list",
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
def team_commands() -> None:
    """Make teams, and say who is what in them.

    A government team answers for one country, an organisation makes alternative
    assessments, a training team exercises with invented countries.
    """


@team_commands.command(
    "make",
    cls=WithExamples,
    examples=(
        'assessment team make "National team" --kind government --country XA',
        "assessment team make Workshop --kind training",
    ),
)
@click.argument("name")
@click.option(
    "--kind", type=click.Choice(KINDS), required=True, help="What it answers for."
)
@click.option("--country", default="", help="ISO code; of a government team.")
@data_option
@framework_option
def make(
    name: str, kind: str, country: str, data_folder: Path, framework_path: Path | None
) -> None:
    """Make a team; add members with `assessment team add`."""
    from assessment.domain.people.teams import TeamKind
    from assessment.services.people.teams import make_team

    with opened_store(data_folder, framework_path) as store:
        team = make_team(store, name, TeamKind(kind), country=country, stamp=by_hand())
    say(f"Made: {team.name}")


@team_commands.command(
    "list",
    cls=WithExamples,
    examples=("assessment team list", "assessment team list Workshop"),
)
@click.argument("name", required=False)
@data_option
@framework_option
def list_(name: str | None, data_folder: Path, framework_path: Path | None) -> None:
    """List the teams, or the members of one."""
    from assessment.services.people.teams import list_members, list_teams

    with opened_store(data_folder, framework_path) as store:
        if name is None:
            overview = list_teams(store)
            for team in overview.teams:
                size = overview.sizes.get(team.id, 0)
                what = " ".join(filter(None, (team.kind.value, team.country)))
                tell(f"{team.name}  {what}, {counted(size, 'member', 'members')}")
            return
        for member in list_members(store, team_or_only_one(store, name).id):
            tell(f"{member.email}  {', '.join(sorted(member.roles))}")


@team_commands.command(
    "add",
    cls=WithExamples,
    examples=("assessment team add Workshop anna@example.org --role coordinator",),
)
@click.argument("name")
@click.argument("email")
@role_option
@data_option
@framework_option
def add(
    name: str,
    email: str,
    roles: tuple[str, ...],
    data_folder: Path,
    framework_path: Path | None,
) -> None:
    """Give an account roles in a team, in place of any it has there."""
    with opened_store(data_folder, framework_path) as store:
        place_in_team(store, email, name, roles)


@team_commands.command(
    "remove",
    cls=WithExamples,
    examples=("assessment team remove Workshop anna@example.org",),
)
@click.argument("name")
@click.argument("email")
@data_option
@framework_option
def remove(
    name: str, email: str, data_folder: Path, framework_path: Path | None
) -> None:
    """Take an account out of a team. A team keeps at least one coordinator."""
    from assessment.services.people.teams import change_member, list_members

    with opened_store(data_folder, framework_path) as store:
        team = team_or_only_one(store, name)
        wanted = email.strip().casefold()
        for member in list_members(store, team.id):
            if member.email.casefold() == wanted:
                change_member(store, team.id, member.account, (), stamp=by_hand())
                say(f"{member.email} is no longer in {team.name}.")
                return
        raise _refused(_NO_MEMBER, email=email.strip(), name=team.name)


@team_commands.command(
    "change",
    cls=WithExamples,
    examples=(
        "assessment team change Training --name National --kind government --country XA",
    ),
)
@click.argument("name")
@click.option("--name", "new_name", help="Its new name.")
@click.option("--kind", type=click.Choice(KINDS), help="What it answers for.")
@click.option("--country", help="ISO code; of a government team.")
@data_option
@framework_option
def change(
    name: str,
    new_name: str | None,
    kind: str | None,
    country: str | None,
    data_folder: Path,
    framework_path: Path | None,
) -> None:
    """Give a team another name, kind or country. What it owns stays its own."""
    from assessment.domain.people.teams import TeamKind
    from assessment.services.people.teams import change_team

    with opened_store(data_folder, framework_path) as store:
        team = change_team(
            store,
            team_or_only_one(store, name).id,
            name=new_name,
            kind=TeamKind(kind) if kind else None,
            country=country,
            stamp=by_hand(),
        )
    say(f"Changed: {team.name}")


def place_in_team(
    store: "Store", email: str, name: str, roles: tuple[str, ...]
) -> None:
    """Give an account roles in a team and say so.

    Raises:
        InvalidTeamError: when there is no such team or account, or no role is given.
    """
    from assessment.services.people.teams import add_member

    team = team_or_only_one(store, name)
    member = add_member(store, team.id, email, roles_from(roles), stamp=by_hand())
    say(f"{member.email} in {team.name}: {', '.join(sorted(member.roles))}.")


_NO_MEMBER = N_("{email} is not in the team “{name}”.")


def _refused(template: str, **values: object) -> InvalidTeamError:
    return InvalidTeamError("team", (Problem("team", 0, 0, template, values),))
