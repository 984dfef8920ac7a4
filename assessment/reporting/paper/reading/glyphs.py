"""What the glyphs of a font stand for, by its own table."""

import re
from collections.abc import Iterator, Mapping

import pikepdf

from assessment.reporting.paper.reading.limits import Budget

UNKNOWN = "\ufffd"
"""Stands for a glyph of which the font does not say what it means."""

_CHAR = re.compile(r"<([0-9a-fA-F]{1,8})>\s*<([0-9a-fA-F]{0,64})>")
_RANGE = re.compile(
    r"<([0-9a-fA-F]{1,4})>\s*<([0-9a-fA-F]{1,4})>\s*<([0-9a-fA-F]{1,8})>"
)


def table_of(font: pikepdf.Object, budget: Budget) -> Mapping[int, str]:
    """Return glyph number -> text of *font*.

    Raises:
        ValueError: when it has no such table, or one that makes no sense.
    """
    data = budget.bytes_of(font.ToUnicode).decode("latin-1")
    return dict(_entries(data, budget))


def text_of(shown: bytes, glyphs: Mapping[int, str]) -> str:
    """Return the text of *shown*, a string of two-byte glyph numbers."""
    return "".join(
        glyphs.get(int.from_bytes(shown[at : at + 2], "big"), UNKNOWN)
        for at in range(0, len(shown), 2)
    )


def _entries(table: str, budget: Budget) -> Iterator[tuple[int, str]]:
    for block in _blocks(table, "beginbfchar", "endbfchar"):
        for glyph, text in _CHAR.findall(block):
            budget.step()
            yield int(glyph, 16), bytes.fromhex(text).decode("utf-16-be", "replace")
    for block in _blocks(table, "beginbfrange", "endbfrange"):
        for low, high, text in _RANGE.findall(block):
            first, last, start = int(low, 16), int(high, 16), int(text, 16)
            budget.step(max(1, last - first))
            for offset in range(last - first + 1):
                yield first + offset, chr(start + offset)


def _blocks(table: str, begin: str, end: str) -> Iterator[str]:
    """Yield what stands between *begin* and *end*; a search that never goes back."""
    at = table.find(begin)
    while at >= 0:
        stop = table.find(end, at)
        if stop < 0:
            return
        yield table[at + len(begin) : stop]
        at = table.find(begin, stop)
