"""JSON text to the same nodes as YAML, with the place of every value."""

import re
from bisect import bisect_right
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # not in stubs
from typing import NoReturn

from assessment.errors import N_
from assessment.yaml_nodes.nodes import (
    MAX_DEPTH,
    ListNode,
    MapNode,
    Node,
    TextNode,
    refuse,
)

_SPACE = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(
    r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null"
)
_ANY_WORD = re.compile(r"[^\s,\]}\[{:\"]+")


def compose(text: str, source: str) -> Node:
    """Return the JSON value in *text* as a tree of nodes; numbers stay text.

    Raises:
        InvalidInputError: when it is not JSON, with the place and what was expected.
    """
    reader = _JsonText(text, source)
    node = reader.value(0)
    if reader.peek():
        reader.refuse(N_("Something stands after the end of the data."))
    return node


class _JsonText:
    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source
        self._at = 0
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def peek(self) -> str:
        """Skip white space and return the next character, "" at the end."""
        found = _SPACE.match(self._text, self._at)
        assert found
        self._at = found.end()
        return self._text[self._at : self._at + 1]

    def refuse(self, template: str, **values: object) -> NoReturn:
        """Stop here with one problem."""
        refuse(self._source, self._place(), template, **values)

    def value(self, depth: int) -> Node:
        """Read the value that begins here."""
        character = self.peek()
        if depth > MAX_DEPTH:
            self.refuse(N_("The nesting is too deep."))
        if character == "{":
            return self._map(depth)
        if character == "[":
            return self._list(depth)
        if character == '"':
            return self._string()
        return self._word()

    def _place(self) -> tuple[int, int]:
        line = bisect_right(self._starts, self._at)
        return line, self._at - self._starts[line - 1] + 1

    def _map(self, depth: int) -> MapNode:
        node = MapNode(*self._place(), [])
        self._at += 1
        if self.peek() == "}":
            self._at += 1
            return node
        while True:
            if self.peek() != '"':
                self.refuse(N_('A key in double quotes is expected here, or a "}}".'))
            key = self._string()
            if self.peek() != ":":
                self.refuse(
                    N_('A ":" is expected after the key "{key}".'), key=key.text
                )
            self._at += 1
            node.entries.append((key, self.value(depth + 1)))
            if self._ended("}"):
                return node

    def _list(self, depth: int) -> ListNode:
        node = ListNode(*self._place(), [])
        self._at += 1
        if self.peek() == "]":
            self._at += 1
            return node
        while True:
            node.items.append(self.value(depth + 1))
            if self._ended("]"):
                return node

    def _ended(self, closing: str) -> bool:
        character = self.peek()
        if character not in {",", closing} or not character:
            self.refuse(N_('A "," or "{closing}" is expected here.'), closing=closing)
        self._at += 1
        if character == "," and self.peek() == closing:
            self.refuse(N_('A "," may not stand before "{closing}".'), closing=closing)
        return character == closing

    def _string(self) -> TextNode:
        place = self._place()
        try:
            text, self._at = scanstring(self._text, self._at + 1, True)
        except JSONDecodeError as error:
            if error.msg.startswith("Unterminated"):
                self.refuse(N_("A quotation mark opened here is never closed."))
            self._at = error.pos
            self.refuse(
                N_("Line breaks, tabs and backslashes inside quotes need a backslash.")
            )
        return TextNode(*place, text, True)

    def _word(self) -> TextNode:
        place = self._place()
        found = _WORD.match(self._text, self._at)
        other = _ANY_WORD.match(self._text, self._at)
        if found is None or other is None or found[0] != other[0]:
            if not self.peek():
                self.refuse(N_("The data ends too early: something is not closed."))
            shown = other[0][:20] if other else self.peek()
            self.refuse(N_("A value is expected here, not {shown}."), shown=shown)
        assert found
        self._at = found.end()
        return TextNode(*place, found[0], False)
