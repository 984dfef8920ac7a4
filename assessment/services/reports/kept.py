"""Make a report, and keep it as long as nothing it depends on changes.

The command line renders in its own process. The web asks for a kept report: a child
process renders it, at most two at once and for a limited time, so that no request can
take the server's memory or processors with it (LESSONS 4, trap 6).
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from assessment.services.machine.children import made_by_child
from assessment.services.machine.files import write_whole_file
from assessment.services.machine.slots import render_slot
from assessment.services.reports.kinds import ReportOrder, attachments_of
from assessment.services.reports.program import program_digest

TIME_LIMIT_S = 120
"""Longer than any report takes; a child that needs more is stopped."""

KEPT_REPORTS = 200
"""How many reports stay on disk; the longest unused ones go first."""

_CHILD = "assessment.services.reports.child"


def kept_report(folder: Path, order: ReportOrder) -> Path:
    """Return the file of the report in *order*, made now unless it is kept already.

    ``made_on`` alone makes no new report: the one kept says when it was made.

    Args:
        folder: Where reports are kept, such as ``DATA/reports``; made when missing.
        order: Which report.

    Raises:
        ReportError: when it could not be made, took too long, or others were before it.
        OutputError: when it could not be kept.
    """
    kept = folder / f"{report_digest(order)}.pdf"
    if kept.is_file():
        with suppress(OSError):  # a read-only folder can still be read
            kept.touch()
        return kept
    with render_slot(folder, wait_s=TIME_LIMIT_S):
        if not kept.is_file():  # somebody may have made it while we waited
            pdf = made_by_child(_CHILD, order, begins=b"%PDF-", limit_s=TIME_LIMIT_S)
            write_whole_file(kept, pdf)
            _forget_oldest(folder)
    return kept


def report_digest(order: ReportOrder) -> str:
    """Return a digest of all that the report depends on, but the time of making."""
    parts = [
        program_digest(order.language),
        order.framework.digest,
        order.kind,
        order.language,
        *(attachment.text for attachment in attachments_of(order)),
    ]
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def _forget_oldest(folder: Path) -> None:
    """Delete the reports longest unused, so that the folder cannot fill the disk."""
    kept = sorted(folder.glob("*.pdf"), key=lambda file: file.stat().st_mtime)
    for file in kept[:-KEPT_REPORTS]:
        file.unlink(missing_ok=True)
