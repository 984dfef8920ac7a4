"""What ``assessment verify`` says of the clearance that a report tells of."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.cli.outputs import tell

if TYPE_CHECKING:
    from assessment.domain.framework import Framework
    from assessment.services.reports.verifying import VerifiedReport
    from assessment.services.rounds.reading import Verification

NOT_THERE = 4
"""Exit code: the database knows nothing of such a clearance."""


def tell_clearance(
    verified: "VerifiedReport",
    framework: "Framework",
    data_folder: Path,
    *,
    asked: bool,
) -> None:
    """Say what a report tells of its clearance, and what the database knows of it.

    Args:
        verified: The report, as far as it was checked.
        framework: The edition it was made with.
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
            f"{imprint.part_of}. The whole is not inside: only the installation can say "
            "whether it is (--database)."
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
        _tell_known(verified, framework, data_folder)


def _tell_known(
    verified: "VerifiedReport", framework: "Framework", data_folder: Path
) -> None:
    from assessment.config import database_in, database_url
    from assessment.domain.rounds.snapshot import digest_of_text
    from assessment.services.rounds.reading import (
        verification_by_digest,
        verification_of,
    )
    from assessment.storage.engine import open_store

    # Not upgraded: what is only asked is not touched.
    url = database_url(os.environ) or database_in(data_folder)
    store = open_store(url, create=False)
    part_of = verified.imprint.part_of if verified.imprint else ""
    try:
        if part_of:
            found = verification_of(store, part_of)
        else:
            found = verification_by_digest(store, digest_of_text(verified.answers))
    finally:
        store.close()
    if found is None:
        about = f"the code {part_of}" if part_of else "exactly this file"
        tell(f"This database knows of no clearance of {about}.")
        raise click.exceptions.Exit(NOT_THERE)
    what = f"what has the code {part_of}" if part_of else "exactly this file"
    snapshot = found.snapshot
    tell(
        f"This database: {what} was cleared on {snapshot.cleared_on}, signed by "
        f"{snapshot.cleared_by}, {snapshot.cleared_function}. Now: {_now(found)}."
    )
    if part_of:
        _tell_part(verified, framework, found)


def _now(found: "Verification") -> str:
    """Return what became of a clearance, as ``/verify`` says it."""
    if found.publication is not None:
        return found.publication.state.value
    if found.stands:
        return "not published"
    return "taken back since; it does not stand as cleared any more"


def _tell_part(
    verified: "VerifiedReport", framework: "Framework", found: "Verification"
) -> None:
    """Compare a part with what was cleared: a cut of it, or something else."""
    from assessment.services.rounds.parts import cut_that_shows

    cut = cut_that_shows(framework, found.snapshot, verified.answers)
    if cut is None:
        tell("The file inside is no part of it, as any visibility shows it.")
        raise click.exceptions.Exit(NOT_THERE)
    tell(f"The file inside is exactly what the visibility {cut.value} shows of it.")
