"""Operator's tools: accounts and upgrades."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from assessment.cli.examples import WithExamples
from assessment.cli.inputs import by_hand, data_option, framework_option, now
from assessment.cli.outputs import counted, say
from assessment.cli.stores import complete, opened_store
from assessment.cli.teams import place_in_team, role_option, team_option

if TYPE_CHECKING:
    from assessment.config import Settings
    from assessment.storage.engine import Store


def _site(_context: click.Context, _option: click.Parameter, url: str) -> str:
    """Return *url* when a link can start with it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme in {"http", "https"} and parts.hostname and url.isprintable():
        return url
    raise click.BadParameter("write http:// or https:// and the name of the site.")


@click.command(
    cls=WithExamples,
    examples=(
        "assessment user focal.point@example.org",
        "assessment user focal.point@example.org --link --url https://assess.example.org",
        "assessment user focal.point@example.org --sign-out",
        "assessment user focal.point@example.org --team Workshop --role coordinator",
        "assessment user you@example.org --administrator",
    ),
)
@click.argument("email")
@click.option("--link", is_flag=True, help="Print a one-time link to set the password.")
@click.option("--sign-out", is_flag=True, help="Only end every session of the account.")
@team_option("A team to put the account in, with --role.")
@role_option
@click.option(
    "--administrator/--no-administrator",
    default=None,
    help="Let the account look after accounts and teams, or no longer.",
)
@click.option(
    "--url",
    callback=_site,
    default="http://127.0.0.1:8000",
    show_default=True,
    help="How the site is reached; the link starts with it.",
)
@data_option
@framework_option
def user(  # noqa: PLR0913 - click passes every option by name
    email: str,
    url: str,
    data_folder: Path,
    framework_path: Path | None,
    *,
    team: str | None,
    roles: tuple[str, ...],
    administrator: bool | None,
    link: bool,
    sign_out: bool,
) -> None:
    """Make an account, set its password, give it roles, or sign it out everywhere.

    Asks for the password (or reads it from standard input when that is no terminal).
    With --link it prints a link instead, valid once and for 24 hours. An account that is
    there keeps its password when only roles are given.
    """
    if bool(team) != bool(roles):
        raise click.UsageError("--team and --role go together.")
    if sign_out:
        _sign_out(email, data_folder, framework_path)
        return
    if link:
        from assessment.cli.web_application import account_link

        settings = settings_for(data_folder, framework_path)
        click.echo(account_link(settings, email, url))
    with opened_store(data_folder, framework_path) as store:
        is_placed = bool(team) or administrator is not None
        if not link:
            _let_in(store, email, keep_password=is_placed)
        if team:
            place_in_team(store, email, team, roles)
        if administrator is not None:
            _set_administrator(store, email, is_one=administrator)


def _let_in(store: "Store", email: str, *, keep_password: bool) -> None:
    """Make the account with a password that is asked for, or set a new one."""
    from assessment.services.people.accounts import (
        create_or_set_password,
        find_account,
    )

    if keep_password and find_account(store, email) is not None:
        return
    password = _asked_password()
    if create_or_set_password(store, email, password, now()):
        say(f"{email} can sign in now.")
    else:
        say(f"{email} has a new password; older sessions have ended.")


def _set_administrator(store: "Store", email: str, *, is_one: bool) -> None:
    from assessment.services.people.teams import set_administrator

    set_administrator(store, email, is_one=is_one, stamp=by_hand())
    words = "looks after accounts and teams" if is_one else "is no administrator"
    say(f"{email} {words}.")


@click.command(
    cls=WithExamples,
    examples=("assessment upgrade",),
)
@data_option
@framework_option
def upgrade(data_folder: Path, framework_path: Path | None) -> None:
    """Bring the database up to date with this program.

    Make a backup first. Serving does the same when it starts.
    """
    with opened_store(data_folder, framework_path) as store:
        complete(store)
        url = store.engine.url
    is_file = url.get_backend_name() == "sqlite"
    # Without the address of a server: it may hold a password.
    name = url.database if is_file else url.render_as_string(hide_password=True)
    say(f"Up to date: {name}")


def _sign_out(email: str, data_folder: Path, framework_path: Path | None) -> None:
    from assessment.services.people.sessions import end_sessions

    with opened_store(data_folder, framework_path) as store:
        ended = end_sessions(store, email, stamp=by_hand())
    say(f"{email}: {counted(ended, 'session', 'sessions')} ended.")


def settings_for(data_folder: Path, framework_path: Path | None) -> "Settings":
    """Return the settings of the environment with what the command line chose.

    Raises:
        SettingsError: when one is not usable.
    """
    from assessment.config import Settings

    found = Settings.from_environment(
        {**os.environ, "ASSESSMENT_DATA": str(data_folder)}
    )
    return replace(found, framework=framework_path) if framework_path else found


def _asked_password() -> str:
    if sys.stdin is None:  # closed by who started us
        return ""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    password = sys.stdin.readline().rstrip("\n")
    try:
        password.encode()
    except UnicodeEncodeError:
        raise click.UsageError(
            "The password is not UTF-8. Write it as UTF-8."
        ) from None
    return password
