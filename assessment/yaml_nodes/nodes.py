"""The three kinds of node, with their places, and how bytes become text."""

import re
from dataclasses import dataclass
from typing import NoReturn

from assessment.errors import N_, InvalidInputError, Problem

MAX_DEPTH = 40
"""Deepest nesting read. The framework needs 9; libyaml's composer crashes at 100,000."""

_NOT_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last)
    for plane in range(0, 0x110000, 0x10000)
    for last in (0xFFFE, 0xFFFF)
)
"""Code points that Unicode will never give to a character."""

# What YAML may not hold, and the part of it that no database and no document can keep.
# A second byte order mark is left over where two files were put together.
_NOT_IN_YAML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff"
    f"{_NOT_CHARACTERS}]"
)
# U+202D and U+202E turn the letters of everything after them around, on paper, too.
_NOT_IN_TEXT = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e\ud800-\udfff{_NOT_CHARACTERS}]"
)


@dataclass(
    slots=True, eq=False
)  # not frozen: thousands are made, and that costs 3 times
class TextNode:
    """A scalar. ``quoted`` tells ``"3"`` from ``3`` and ``""`` from nothing."""

    line: int
    column: int
    text: str
    quoted: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written (``key:``, ``~`` and ``null``)."""
        return not self.quoted and self.text in {"", "~", "null"}


@dataclass(slots=True, eq=False)
class ListNode:
    """A sequence."""

    line: int
    column: int
    items: list["Node"]


@dataclass(slots=True, eq=False)
class MapNode:
    """A mapping; ``entries`` keeps the order, and duplicate keys for the reader to see."""

    line: int
    column: int
    entries: list[tuple[TextNode, "Node"]]


Node = TextNode | ListNode | MapNode


def refuse(
    source: str, at: tuple[int, int], template: str, **values: object
) -> NoReturn:
    """Stop reading: nothing after this place can be understood.

    Raises:
        InvalidInputError: always, with this one problem.
    """
    problem = Problem(source, *at, template, values)
    raise InvalidInputError(source, (problem,))


_WIDE = N_("The file is UTF-16. Save it as UTF-8.")
_OTHER_KINDS = (
    (b"\xff\xfe", _WIDE),
    (b"\xfe\xff", _WIDE),
    (
        b"PK\x03\x04",
        N_(
            "This is an archive, or a document of Word or Excel, and no text. Unpack it and "
            "choose the .json or .yaml file in it."
        ),
    ),
    (b"\x1f\x8b", N_("This file is compressed. Unpack it first.")),
    (b"%PDF-", N_("This is a PDF and no text file.")),
)
"""How files begin that are often mistaken for a text file."""


def _is_wide(data: bytes) -> bool:
    """Return whether every second byte at the start is zero, as in UTF-16 without a mark."""
    start = data[:64]
    return len(start) > 3 and not (any(start[::2]) and any(start[1::2]))  # noqa: PLR2004


def decode(data: bytes, source: str, *, max_bytes: int) -> str:
    """Return *data* as text, without a byte order mark.

    Raises:
        InvalidInputError: when it is too large or not UTF-8.
    """
    check_size(len(data), source, max_bytes=max_bytes)
    for begins, told in _OTHER_KINDS:
        if data.startswith(begins):
            refuse(source, (1, 1), told)
    if _is_wide(data):
        refuse(source, (1, 1), _WIDE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # With a byte order mark, the position counts from after it.
        body = data.removeprefix(b"\xef\xbb\xbf")
        before = body[: error.start].decode("utf-8")
        refuse(
            source,
            _place(before),
            N_("The byte {byte} is not UTF-8. Save the file as UTF-8."),
            byte=f"0x{body[error.start]:02X}",
        )


def check_size(size: int, source: str, *, max_bytes: int) -> None:
    """Refuse more than *max_bytes*.

    Raises:
        InvalidInputError: when *size* is larger.
    """
    if size > max_bytes:
        refuse(
            source,
            (0, 0),
            N_("The file has {size} kB; at most {limit} kB are read."),
            size=-(-size // 1000),
            limit=max_bytes // 1000,
        )


def check_printable(text: str, source: str) -> None:
    """Refuse characters that YAML may not hold: no editor shows them either.

    Raises:
        InvalidInputError: at the first such character.
    """
    if found := _NOT_IN_YAML.search(text):
        refuse(
            source,
            _place(text[: found.start()]),
            N_("The character {code} may not stand in a text. Delete it."),
            code=f"U+{ord(found[0]):04X}",
        )


def unprintable_in(text: str) -> str:
    """Return the code of the first character that may not be kept, else nothing."""
    found = _NOT_IN_TEXT.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def node_at(node: Node, path: str) -> Node:
    """Return the node at dotted *path*, or the nearest one above it.

    Items of a list are found by their position from 0, or by their ``key``.
    """
    for name in path.split(".") if path else ():
        found = _child(node, name)
        if found is None:
            break
        node = found
    return node


def _child(node: Node, name: str) -> Node | None:
    if isinstance(node, MapNode):
        return next((value for key, value in node.entries if key.text == name), None)
    if isinstance(node, TextNode):
        return None
    if name.isdecimal() and len(name) < 10:  # noqa: PLR2004 - int() has a limit, too
        return node.items[int(name)] if int(name) < len(node.items) else None
    for item in node.items:
        key = _child(item, "key") if isinstance(item, MapNode) else None
        if isinstance(key, TextNode) and key.text == name:
            return item
    return None


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")
