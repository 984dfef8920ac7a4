"""A history as a table that no spreadsheet runs."""

import csv
import io
import json
from collections.abc import Iterable

from assessment.domain.people.events import AccountEntry
from assessment.tabular.safe_cells import safe_text

HISTORY_COLUMNS = (
    *("number", "at", "who", "account", "action", "indicator"),
    *("part", "before", "after"),
)
"""The same in every language."""


ACCOUNT_COLUMNS = (
    *("number", "at", "who", "account", "action", "subject", "whom"),
    *("before", "after"),
)


def history_csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return *rows* below their headings: UTF-8 with a byte-order mark, as Excel wants."""
    return _csv(HISTORY_COLUMNS, rows)


def account_trail_csv(entries: Iterable[AccountEntry]) -> bytes:
    """Return the trail of accounts as a table; what was before and after is JSON."""
    return _csv(ACCOUNT_COLUMNS, map(_row, entries))


def _row(entry: AccountEntry) -> tuple[str, ...]:
    return (
        str(entry.number),
        entry.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        entry.actor.name,
        "" if entry.actor.id is None else str(entry.actor.id),
        entry.what.value,
        entry.subject,
        entry.whom,
        *(_json(value) for value in (entry.old, entry.new)),
    )


def _json(value: object) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _csv(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_text(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")
