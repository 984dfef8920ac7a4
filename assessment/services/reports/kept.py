"""Reports are kept as long as nothing that they depend on changes."""

import hashlib
from pathlib import Path

from assessment.services.reports.kinds import (
    ReportOrder,
    attachments_of,
    names_beside,
    state_stamp,
)
from assessment.services.reports.program import program_digest

TIME_LIMIT_S = 120
"""Longer than any report takes; a child that needs more is stopped."""

CHILD = "assessment.services.reports.child"
"""The module that a ready child process runs."""

KEPT_REPORTS = 200
"""How many reports stay on disk; the longest unused ones go first."""


def report_digest(order: ReportOrder) -> str:
    """Return a digest of all that the report depends on, but the time of making."""
    parts = [
        program_digest(order.language),
        order.framework.digest,
        order.kind,
        order.language,
        *sorted(order.only),
        *names_beside(order),
        state_stamp(order),
        *(attachment.text for attachment in attachments_of(order)),
    ]
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def forget_oldest(folder: Path) -> None:
    """Delete the reports longest unused, so that the folder cannot fill the disk."""
    kept = sorted(folder.glob("*.pdf"), key=lambda file: file.stat().st_mtime)
    for file in kept[:-KEPT_REPORTS]:
        file.unlink(missing_ok=True)
