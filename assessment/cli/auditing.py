"""``assessment verify --audit`` and ``assessment erase``: the trail, checked and emptied."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from uuid import UUID

import click

from assessment.cli.examples import WithExamples
from assessment.cli.inputs import by_hand, data_option, framework_option
from assessment.cli.outputs import counted, say, tell
from assessment.cli.stores import opened_store

if TYPE_CHECKING:
    from assessment.domain.trail import Fault, Head

_NOTED = re.compile(r"(\d{1,15}):([0-9a-f]{16,64})")
SHOWN = 32
"""Characters of a head that are printed: enough that nobody finds another trail with it."""


def verify_trail(data_folder: Path, noted: str | None) -> None:
    """Check the trail of the database, and print its head.

    Raises:
        AlteredTrailError: naming the first entry that something is wrong with.
        StorageError: when the database cannot be opened.
    """
    from assessment.config import database_in, database_url
    from assessment.services.history.checking import check_stored_trail
    from assessment.storage.engine import open_store

    expected = _head(noted)
    # Not upgraded: a trail that is checked is not touched.
    url = database_url(os.environ) or database_in(data_folder)
    store = open_store(url, create=False)
    try:
        check = check_stored_trail(store, expected)
    finally:
        store.close()
    if check.fault is not None:
        _refuse(check.fault)
    _tell_head(check.head, expected)


def _refuse(fault: "Fault") -> NoReturn:
    """Name the first entry that something is wrong with."""
    from assessment.domain.people.events import ACCOUNTS
    from assessment.domain.trail import FAULTS
    from assessment.errors import AlteredTrailError, Problem

    if fault.assessment is not None:
        is_assessment = fault.assessment != ACCOUNTS
        about = f"assessment {fault.assessment}" if is_assessment else "accounts"
        say(f"Entry {fault.place} is about {about}.")
    problem = Problem("audit trail", 0, 0, FAULTS[fault.kind], {"place": fault.place})
    raise AlteredTrailError("audit trail", (problem,))


def _tell_head(head: "Head", expected: "Head | None") -> None:
    """Tell that the trail holds, and where it ends."""
    entries = counted(head.entries, "entry", "entries")
    tell(f"The audit trail holds: {entries}, none changed, removed, put in or moved.")
    tell(f"Note this head: {head.entries}:{head.digest[:SHOWN]}")
    if expected:
        tell(f"It continues the trail noted at entry {expected.entries}.")
    else:
        tell(
            "Without a head noted elsewhere, a check cannot tell whether the whole trail "
            "was written anew by somebody with full access to the database."
        )


@click.command(
    cls=WithExamples,
    examples=(
        "assessment erase 6f1c0a52-9f0e-4c0e-8f0e-3a1f2b4c5d6e 17 --reason 'a name'",
    ),
)
@click.argument("assessment_id", type=click.UUID)
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(min=1))
@click.option(
    "--reason",
    required=True,
    help="Why; it is kept for good, so without what is erased.",
)
@data_option
@framework_option
def erase(
    assessment_id: UUID,
    numbers: tuple[int, ...],
    reason: str,
    data_folder: Path,
    framework_path: Path | None,
) -> None:
    """Empty entries of the history, such as one that names somebody young.

    NUMBERS are those of the history page. Change the page itself first: only the history
    is emptied. That there was an entry, whose and when, stays, and so does the chain.
    """
    from assessment.services.history.erasing import erase_from_history

    if not reason.strip():
        raise click.UsageError("Say why: --reason is kept in the history.")
    with opened_store(data_folder, framework_path) as store:
        done = erase_from_history(
            store, assessment_id, numbers, reason.strip(), stamp=by_hand()
        )
    say(f"{counted(done, 'entry', 'entries')} emptied.")


def _head(noted: str | None) -> "Head | None":
    from assessment.domain.trail import Head

    if noted is None:
        return None
    found = _NOTED.fullmatch(noted.strip().lower())
    if found is None:
        raise click.UsageError(
            "--noted takes what a check printed, such as 1204:9f3c5a17d2e8b046."
        )
    return Head(int(found[1]), found[2])
