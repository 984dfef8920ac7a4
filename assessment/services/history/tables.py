"""A history as a table that no spreadsheet runs."""

import csv
import io
from collections.abc import Iterable

from assessment.tabular.safe_cells import safe_text

HISTORY_COLUMNS = (
    *("number", "at", "who", "account", "action", "indicator"),
    *("part", "before", "after"),
)
"""The same in every language."""


def history_csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return *rows* below their headings: UTF-8 with a byte-order mark, as Excel wants."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HISTORY_COLUMNS)
    for row in rows:
        writer.writerow([safe_text(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")
