"""What ``assessment verify`` says of the clearance that a report tells of."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.cli.outputs import tell

if TYPE_CHECKING:
    from assessment.services.reports.verifying import VerifiedReport

NOT_THERE = 4
"""Exit code: the database knows nothing of such a clearance."""


def tell_clearance(
    verified: "VerifiedReport", data_folder: Path, *, asked: bool
) -> None:
    """Say what a report tells of its clearance, and what the database knows of it.

    Args:
        verified: The report, as far as it was checked.
        data_folder: Where the database is, unless DATABASE_URL says otherwise.
        asked: Whether to look into it.

    Raises:
        StorageError: when the database cannot be opened.
    """
    imprint = verified.imprint
    if imprint is not None and not imprint.is_signed:
        tell("It says that it is a draft: nobody has signed it.")
    elif imprint is not None and imprint.part_of:
        tell(
            "It says that this is a part of what was cleared, under the code "
            f"{imprint.part_of}. It cannot be checked: the whole is not inside."
        )
    elif imprint is not None:
        tell(f"It says that this was cleared. Code {imprint.code}, digest:")
        tell(f"  {imprint.digest}")
        tell(
            "Both are those of the file inside. That alone does not prove a clearance."
        )
        if imprint.address and not asked:
            tell(f"Ask where it was cleared: {imprint.link}")
    if asked:
        _tell_known(verified.answers, data_folder)


def _tell_known(answers: str, data_folder: Path) -> None:
    from assessment.config import database_in, database_url
    from assessment.domain.rounds.snapshot import digest_of_text
    from assessment.services.rounds.reading import snapshot_by_digest
    from assessment.storage.engine import open_store

    # Not upgraded: what is only asked is not touched.
    url = database_url(os.environ) or database_in(data_folder)
    store = open_store(url, create=False)
    try:
        found = snapshot_by_digest(store, digest_of_text(answers))
    finally:
        store.close()
    if found is None:
        tell("This database knows of no clearance of exactly this file.")
        raise click.exceptions.Exit(NOT_THERE)
    snapshot, publication = found.snapshot, found.publication
    state = publication.state.value if publication else "not published"
    tell(
        f"This database: exactly this file was cleared on {snapshot.cleared_on}, signed by "
        f"{snapshot.cleared_by}, {snapshot.cleared_function}. Now: {state}."
    )
