"""``assessment serve`` and ``assessment demo``."""

import os
import socket
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.cli.evidence import contents_from
from assessment.cli.examples import WithExamples
from assessment.cli.inputs import (
    data_option,
    framework_from,
    framework_option,
    language_option,
    now,
)
from assessment.cli.operating import settings_for
from assessment.cli.outputs import say
from assessment.cli.stores import complete, opened_store
from assessment.errors import N_, SettingsError

if TYPE_CHECKING:
    from assessment.config import Settings
    from assessment.domain.framework import Framework

LOOPBACK = "127.0.0.1"
OURS_ALONE = 0o077
"""Whatever the server writes is for its own account alone."""
PORT = 8000
PORTS_TRIED = 20
PORTS_END = 65536
PORTS = click.IntRange(1, PORTS_END - 1)


@click.command(
    cls=WithExamples,
    examples=(
        "assessment serve --first-user you@example.org",
        "assessment serve --host 0.0.0.0 --port 8080 --workers 2",
    ),
)
@click.option(
    "--host",
    show_default="ASSESSMENT_HOST, else 127.0.0.1",
    help="Address to listen on.",
)
@click.option(
    "--port",
    type=PORTS,
    show_default="ASSESSMENT_PORT, else 8000",
    help="Port.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    envvar="WEB_CONCURRENCY",
    help="Processes (Linux).",
)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    help="Threads in each.",
)
@click.option(
    "--first-user", metavar="EMAIL", help="Account to make when there is none."
)
@data_option
@framework_option
def serve(  # noqa: PLR0913, PLR0917 - click passes every option by name
    host: str | None,
    port: int | None,
    workers: int,
    threads: int,
    first_user: str | None,
    data_folder: Path,
    framework_path: Path | None,
) -> None:
    """Serve the web application.

    The database is a file in the data folder unless DATABASE_URL says otherwise; it is
    brought up to date first. Put a proxy with HTTPS in front to serve others.
    """
    os.umask(OURS_ALONE)
    settings = settings_for(data_folder, framework_path)
    host, port = host or settings.host, port or settings.port
    settings = replace(settings, host=host, port=port)
    _require_free(host, port)
    framework = framework_from(settings.framework)
    _welcome_first(settings, framework, first_user, host, port)
    from assessment.cli import web_application

    if sys.platform == "linux":
        web_application.serve_with_workers(
            settings, framework, host, port, workers=workers, threads=threads
        )
    else:
        web_application.serve_in_this_process(settings, host, port, threads=threads)


@click.command(
    cls=WithExamples,
    examples=("assessment demo",),
)
@click.option(
    "--port",
    type=PORTS,
    default=PORT,
    show_default=True,
    help="Port, or the next free one.",
)
@click.option(
    "--data",
    "data_folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-data"),
    show_default=True,
    help="Folder for the demo's own database.",
)
@click.option("--fill-only", is_flag=True, help="Fill the folder and stop.")
@language_option
@framework_option
def demo(
    port: int,
    data_folder: Path,
    language: str,
    framework_path: Path | None,
    *,
    fill_only: bool,
) -> None:
    """Try it with invented countries, on this machine only.

    Sign-in takes one click. Nothing is deleted: what you change is there next time.
    Delete the folder to start afresh.
    """
    # A demo never fills or opens anybody's real database.
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("ASSESSMENT_EVIDENCE", None)
    os.environ["ASSESSMENT_DEMO"] = "yes"
    os.umask(OURS_ALONE)
    settings = settings_for(data_folder, framework_path)
    _fill(data_folder, framework_path, language)
    if fill_only:
        return
    from assessment.cli.web_application import serve_in_this_process

    port = _free_port(port)
    settings = replace(settings, host=LOOPBACK, port=port)
    serve_in_this_process(settings, LOOPBACK, port, threads=4)


def _fill(data_folder: Path, framework_path: Path | None, language: str) -> None:
    from assessment.cli.inputs import framework_from
    from assessment.domain.records import Actor, Stamp
    from assessment.services.samples.demo import fill_demo
    from assessment.services.samples.demo_files import attach_demo_files

    framework = framework_from(framework_path)
    stamp = Stamp(Actor(None, "demo"), now())
    with opened_store(data_folder, framework_path) as store:
        added = fill_demo(store, framework, language=language, stamp=stamp)
        complete(store)
        attach_demo_files(store, contents_from(data_folder), framework, stamp)
    if added:
        say(f"{added} invented assessments added in {data_folder}.")
    if not framework.archetypes:
        say(
            f'The framework "{framework.key}" has no archetypes: '
            "there are no invented countries to show."
        )


def _welcome_first(
    settings: "Settings",
    framework: "Framework",
    first_user: str | None,
    host: str,
    port: int,
) -> None:
    """Open and upgrade the database; help the first person in."""
    from assessment.private_files import close_to_others
    from assessment.services.assessments.editions import edited_in_place
    from assessment.services.people.accounts import has_accounts
    from assessment.services.people.invitations import first_invitation
    from assessment.storage.engine import open_store

    store = open_store(settings.store_url)
    try:
        for problem in close_to_others(settings.data_folder):
            say(problem.message)
        if edited := edited_in_place(store, framework):
            say(edited.message)
        complete(store)
        is_empty = not has_accounts(store)
        token = None
        if is_empty and not first_user and not settings.demo:
            token = first_invitation(store, "en", now())
    finally:
        store.close()
    from assessment.cli.web_application import account_link, shown_host

    url = settings.site or f"http://{shown_host(host)}:{port}"
    if is_empty and first_user:
        link = account_link(settings, first_user, url, administrator=True)
        say(f"Set the password of {first_user} here, once: {link}")
    elif token:
        say(
            "Nobody can sign in yet. Whoever opens this link first, within 24 hours, "
            "becomes the administrator; the next start makes a new one:"
        )
        say(f"{url}{settings.prefix}/invitations/{token}")


def _require_free(host: str, port: int) -> None:
    try:
        _bind(host, port)
    except OSError as error:
        raise SettingsError(
            N_("Cannot listen on {host}:{port}: {detail}. Choose another --port."),
            host=host,
            port=port,
            detail=error.strerror or error,
        ) from error


def _free_port(port: int) -> int:
    for each in range(port, min(port + PORTS_TRIED, PORTS_END)):
        try:
            _bind(LOOPBACK, each)
        except OSError:
            continue
        return each
    raise SettingsError(
        N_("No port from {port} on is free. Choose another --port."), port=port
    )


def _bind(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
