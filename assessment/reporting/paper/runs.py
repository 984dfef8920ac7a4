"""Set the words of a drawing as words.

WeasyPrint 70 sets text in SVG letter by letter from left to right, so that Arabic stood
there backwards, no letter joined to the next. None of our drawings places single letters:
each text is one run, and Pango knows how to set it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from assessment.reporting.paper.engine import svg

_text = svg.text
_NAMES = tuple(name for name, draw in svg.TAGS.items() if draw is _text)
_writing = Lock()


class _Run(str):
    """A text that is not taken apart: its only part is itself."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


@contextmanager
def set_as_words() -> Iterator[None]:
    """Let WeasyPrint set every text of a drawing whole."""

    def text(drawing: Any, node: Any, font_size: float) -> None:
        node._etree_node.text = _Run(node.text or "")  # noqa: SLF001
        _text(drawing, node, font_size)

    with _writing:
        _put(text)
        try:
            yield
        finally:
            _put(_text)


def _put(draw: Any) -> None:
    svg.text = draw
    svg.TAGS.update(dict.fromkeys(_NAMES, draw))
