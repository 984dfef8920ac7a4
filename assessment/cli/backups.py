"""``assessment backup`` and ``assessment restore``: a whole installation, out and in again."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.cli.auditing import SHOWN
from assessment.cli.evidence import contents_from
from assessment.cli.examples import WithExamples
from assessment.cli.inputs import data_option, now
from assessment.cli.outputs import counted, say, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessment.domain.trail import Head
    from assessment.services.backups.making import Installation, MadeBackup
    from assessment.services.backups.manifest import Manifest
    from assessment.services.backups.restoring import Restored, Target

_MB = 1_000_000
_HANDLE_WITH_CARE = (
    "It holds everything: drafts, addresses of people, and what signs them in. Whoever has "
    "it can do what this installation can: keep it where operators alone come (its mode is "
    "0600), or encrypt it."
)
_OTHER_KEY_IN_USE = (
    "The secret in use here is another than that of the backup: second factors (codes of "
    "apps) do not open with it, and links sent before do not work. Set "
    "ASSESSMENT_SECRET_KEY to the one of that installation before anybody signs in."
)
_ALTERED_HELP = "Put it back although its audit trail or a cleared version was altered."


@click.command(
    cls=WithExamples,
    examples=(
        "assessment backup -o monday.zip",
        "assessment backup --check monday.zip",
        "assessment backup -o /dev/stdout | ssh elsewhere 'cat > monday.zip'",
    ),
)
@click.option(
    "-o", "--output", "output", type=click.Path(path_type=Path), help="Where to write."
)
@click.option(
    "--check",
    "checked",
    type=click.Path(path_type=Path),
    help="Make none: check this one, by putting it into a database that is thrown away.",
)
@data_option
def backup(output: Path | None, checked: Path | None, data_folder: Path) -> None:
    """Copy the whole installation into one file, while people go on working.

    Accounts, teams, assessments, cleared versions, editions, the audit trail, files of
    evidence, and the secret of the data folder: all of one moment, from SQLite and from
    PostgreSQL in the same form. Settings of the environment are not in it. Exit 1: the
    backup was written, and something that belongs in it is lost or altered.
    """
    if bool(output) == bool(checked):
        raise click.UsageError("Say -o FILE to make a backup, or --check FILE.")
    if checked:
        check_backup(checked, accept_altered=False)
    elif output:
        _make(output, installation_of(data_folder))


@click.command(
    cls=WithExamples,
    examples=(
        "assessment restore monday.zip --dry-run",
        "assessment restore monday.zip --data new-data",
        "DATABASE_URL=postgresql://user@host/name assessment restore monday.zip",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check the backup and change nothing.")
@click.option(
    "--replace",
    is_flag=True,
    help="Put it in place of what is there, of which a backup is made first.",
)
@click.option("--altered", is_flag=True, help=_ALTERED_HELP)
@data_option
def restore(
    file: Path, data_folder: Path, *, dry_run: bool, replace: bool, altered: bool
) -> None:
    """Put a backup back, into SQLite or PostgreSQL: all of it, or none of it.

    Only into an empty data folder or database, unless --replace is given. Stop the program
    first. A backup of an older program is brought up to date. Everybody signs in anew.
    """
    if dry_run:
        check_backup(file, accept_altered=altered)
        return
    from assessment.private_files import close_to_others
    from assessment.services.backups.reading import opened_backup
    from assessment.services.backups.restoring import restore as put_back

    target = target_of(data_folder)
    with opened_backup(file) as found:
        if replace:
            _keep_what_is_there(target, data_folder)
        restored = put_back(
            found, target, _progress, replace=replace, accept_altered=altered
        )
        manifest = found.manifest
    for problem in close_to_others(data_folder):
        say(problem.message)
    _tell_contents(manifest)
    _tell_restored(manifest, restored)
    if not restored.is_secret_there:
        say(_OTHER_KEY_IN_USE)
    tell("Restored. Everybody signs in anew.")
    if manifest.settings:
        tell(f"Set there, and to be set here, too: {', '.join(manifest.settings)}")


def check_backup(file: Path, *, accept_altered: bool) -> None:
    """Check a backup by putting it into a database that is thrown away, and tell of it.

    Raises:
        InvalidBackupError: when it could not be put back.
    """
    from assessment.services.backups.reading import opened_backup
    from assessment.services.backups.restoring import rehearse

    with opened_backup(file) as found:
        restored = rehearse(found, _progress, accept_altered=accept_altered)
        manifest = found.manifest
    _tell_contents(manifest)
    _tell_restored(manifest, restored)
    tell("It is whole, and can be put back. Nothing was changed.")


def installation_of(data_folder: Path) -> "Installation":
    """Return what a backup is made of, as the environment says."""
    from assessment.config import database_in, database_url, secret_in_use
    from assessment.services.backups.making import Installation

    secret, is_kept = secret_in_use(os.environ, data_folder)
    names = sorted(
        name
        for name, value in os.environ.items()
        if value and name.startswith(("ASSESSMENT_", "DATABASE_URL", "SECRET_KEY"))
    )
    return Installation(
        url=database_url(os.environ) or database_in(data_folder),
        contents=contents_from(data_folder),
        secret=secret,
        is_secret_kept=is_kept,
        settings=tuple(name for name in names if name != "ASSESSMENT_DATA"),
    )


def target_of(data_folder: Path) -> "Target":
    """Return where a backup is put back, as the environment says."""
    from assessment.config import secret_file
    from assessment.services.backups.restoring import Target

    here = installation_of(data_folder)
    is_set = bool(here.secret) and not here.is_secret_kept
    file = None if is_set else secret_file(data_folder)
    return Target(here.url, here.contents, file, here.secret)


def _make(output: Path, installation: "Installation") -> None:
    from assessment.services.backups.making import make_backup

    made = make_backup(installation, output, now=now(), tell=_progress)
    say(f"Written: {output}")
    _tell_contents(made.manifest, write=say)
    say(_HANDLE_WITH_CARE)
    is_sound = _tell_trouble(made)
    if made.trail:
        say(f"Note this head of the audit trail elsewhere: {_shown(made.trail.head)}")
    if not is_sound:
        click.get_current_context().exit(1)


def _tell_trouble(made: "MadeBackup") -> bool:
    """Say what belongs into the backup and is not in it; return whether all is well."""
    from assessment.domain.trail import FAULTS

    for digest in made.lost:
        say(
            f"File of evidence {digest} is named and not there: it is not in the backup."
        )
    for digest in made.damaged:
        say(f"File of evidence {digest} is damaged: it is not in the backup.")
    fault = made.trail.fault if made.trail else None
    if fault:
        said = FAULTS[fault.kind].format(place=fault.place)
        say(f"The audit trail was altered: {said}. The backup is as the database is.")
    return not (made.lost or made.damaged or fault)


def _keep_what_is_there(target: "Target", data_folder: Path) -> None:
    """Make a backup of what is to be replaced, unless there is nothing."""
    from assessment.private_files import make_private_folder
    from assessment.services.backups.making import make_backup
    from assessment.services.backups.restoring import keeps_something

    if not keeps_something(target):
        return
    folder = data_folder / "backups"
    make_private_folder(folder)
    file = folder / f"before-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.zip"
    make_backup(installation_of(data_folder), file, now=now(), tell=_say_nothing)
    say(f"What was there is kept in {file}.")


def _tell_contents(manifest: "Manifest", write: "Callable[[str], None]" = tell) -> None:
    """Write what a backup says of itself."""
    size = sum(file.size for file in manifest.files) / _MB
    write(
        f"Backup of {manifest.made_at:%Y-%m-%d %H:%M} UTC, made by {manifest.program} on "
        f"{manifest.database} (tables {manifest.revision})"
    )
    by_name = {table.name: table.rows for table in manifest.tables}
    for name, one, many in (
        ("account", "account", "accounts"),
        ("assessment", "assessment", "assessments"),
        ("snapshot", "cleared version", "cleared versions"),
        ("audit_entry", "entry of the audit trail", "entries of the audit trail"),
    ):
        write(f"  {counted(by_name.get(name, 0), one, many)}")
    write(
        f"  {counted(len(manifest.files), 'file', 'files')} of evidence, {size:.1f} MB"
    )
    if manifest.missing:
        write(
            f"  {counted(len(manifest.missing), 'file was', 'files were')} lost already"
        )
    write(
        "  the secret that signs sessions and encrypts second factors"
        if manifest.secret
        else "  no secret: keep ASSESSMENT_SECRET_KEY of that installation yourself"
    )


def _tell_restored(manifest: "Manifest", restored: "Restored") -> None:
    for sentence in restored.altered:
        say(sentence)
    if restored.is_upgraded:
        tell(f"Brought up to date from tables {manifest.revision}.")
    if restored.trail.fault is None:
        tell(f"The audit trail holds. Its head: {_shown(restored.trail.head)}")


def _shown(head: "Head") -> str:
    return f"{head.entries}:{head.digest[:SHOWN]}"


def _say_nothing(_line: str) -> None:
    """Stand for progress that nobody asked for."""


def _progress(line: str) -> None:
    say(f"  {line}")
