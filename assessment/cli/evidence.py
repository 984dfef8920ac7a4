"""``assessment links`` and ``assessment sweep``: is evidence still there, is it still needed."""

import os
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from assessment.cli.examples import WithExamples
from assessment.cli.inputs import (
    data_option,
    framework_from,
    framework_option,
    now,
    portable_text_from,
)
from assessment.cli.outputs import counted, say, tell
from assessment.cli.stores import opened_store

if TYPE_CHECKING:
    from assessment.domain.evidence import LinkCheck
    from assessment.evidence_settings import EvidenceSettings
    from assessment.services.evidence.contents import EvidenceStore


def evidence_of_environment() -> "EvidenceSettings":
    """Return what the environment says of evidence.

    Raises:
        SettingsError: when something cannot be understood.
    """
    from assessment.evidence_settings import evidence_settings

    return evidence_settings(os.environ)


def contents_from(data_folder: Path) -> "EvidenceStore":
    """Return where the contents of files are kept."""
    from assessment.services.evidence.contents import contents_in

    folder = evidence_of_environment().folder
    return contents_in(folder or data_folder / "evidence")


@click.command(
    cls=WithExamples,
    examples=(
        "assessment links samplia.json",
        "assessment links 6f1c0a52-9f0e-4c0e-8f0e-3a1f2b4c5d6e",
    ),
)
@click.argument("what", metavar="ID|FILE")
@data_option
@framework_option
def links(what: str, data_folder: Path, framework_path: Path | None) -> None:
    """Ask whether the links of an assessment still lead somewhere.

    Of a stored assessment (ID) the answers are kept and shown in its register; of a FILE
    they are only printed. Exit 1: a link is dead.
    """
    checks = (
        _of_stored(UUID(what), data_folder, framework_path)
        if _is_id(what)
        else _of_file(Path(what), framework_path)
    )
    for check in checks:
        status = f" {check.status}" if check.status else ""
        tell(f"{check.state.value}{status}  {check.link}")
    dead = sum(check.state.is_dead for check in checks)
    say(f"{counted(len(checks), 'link', 'links')} asked, {dead} dead.")
    if dead:
        raise SystemExit(1)


@click.command(
    cls=WithExamples,
    examples=("assessment sweep", "assessment sweep --days 0"),
)
@click.option(
    "--days",
    type=click.IntRange(0, 3650),
    default=30,
    show_default=True,
    help="How long a file is kept after it was taken out of the last answer.",
)
@data_option
@framework_option
def sweep(days: int, data_folder: Path, framework_path: Path | None) -> None:
    """Delete files of evidence that nobody needs any more. Made for cron.

    A file that an answer or a cleared version names is never deleted.
    """
    from assessment.services.evidence.sweeping import sweep as sweep_files

    with opened_store(data_folder, framework_path) as store:
        swept = sweep_files(store, contents_from(data_folder), now(), days=days)
    say(
        f"{counted(swept.files, 'file', 'files')} forgotten, "
        f"{counted(swept.contents, 'content', 'contents')} deleted "
        f"({swept.size} bytes)."
    )


def _is_id(what: str) -> bool:
    try:
        UUID(what)
    except ValueError:
        return False
    return True


def _of_stored(
    assessment_id: UUID, data_folder: Path, framework_path: Path | None
) -> "tuple[LinkCheck, ...]":
    from assessment.services.evidence.checking import check_links_of

    with opened_store(data_folder, framework_path) as store:
        return check_links_of(store, assessment_id, now(), evidence_of_environment())


def _of_file(file: Path, framework_path: Path | None) -> "tuple[LinkCheck, ...]":
    from assessment.domain.evidence import links_named
    from assessment.services.assessments.exchange import read_incoming
    from assessment.services.evidence.checking import check_links

    text = portable_text_from(file)
    read = read_incoming(framework_from(framework_path), text, str(file))
    named = links_named(read.assessment.answers.values())
    return check_links(named, now(), evidence_of_environment())
