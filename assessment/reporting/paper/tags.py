"""What the structure of a PDF says beyond what WeasyPrint writes.

WeasyPrint makes one structure element per box. While a report is written, each gets what
its HTML element says of it: which figure it holds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import pydyf
from weasyprint.pdf import tags

FIGURE = "data-figure"
"""Attribute of an element that holds a figure; its value is the place of the figure."""

_build_box_tree = tags._build_box_tree  # noqa: SLF001 - WeasyPrint has no hook for this
_writing = Lock()


@contextmanager
def marked() -> Iterator[None]:
    """Let WeasyPrint write structure elements with all that we know of them."""
    with _writing:
        tags._build_box_tree = _marked_box_tree  # noqa: SLF001
        try:
            yield
        finally:
            tags._build_box_tree = _build_box_tree  # noqa: SLF001


def _marked_box_tree(box: Any, *rest: Any) -> Iterator[Any]:
    """Yield the structure elements of *box*, and what its HTML element says of them."""
    for element in _build_box_tree(box, *rest):
        _mark(box, element)
        yield element


def _mark(box: Any, element: Any) -> None:
    html = getattr(box, "element", None)
    if (
        html is None or box.element_tag != html.tag
    ):  # a page, a margin, a pseudo-element
        return
    if (place := html.get(FIGURE)) and "T" not in element:
        element["T"] = pydyf.String(place)
