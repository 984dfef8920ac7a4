"""What the structure of a PDF says beyond what WeasyPrint writes.

WeasyPrint makes one structure element per box. While a report is written, each gets what
its HTML element says of it: the figure it holds, its language, the scope of a heading of a
table, that a list is a table of contents; and a link gets words instead of an address.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import pydyf

from assessment.reporting.paper.engine import tags

FIGURE = "data-figure"
"""Attribute of an element that holds a figure; its value is the place of the figure."""

CONTENTS_CLASS = "toc"
"""Class of the ``nav`` (or list) that is a table of contents."""

_IN_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/Reference"}
_SCOPES = {"row": "/Row", "col": "/Column"}

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


def _marked_box_tree(
    box: Any, parent: Any, pdf: Any, page_number: int, *rest: Any
) -> Iterator[Any]:
    """Yield the structure elements of *box*, and what its HTML element says of them."""
    tag = getattr(box, "element_tag", None) or ""
    is_generated = "::" in tag
    html = getattr(box, "element", None)
    if getattr(box, "link_annotation", None) and tag != "a":
        _drop_link(box, pdf, page_number)
    if html is not None and not is_generated:
        _word_link(box, html)
    for element in _build_box_tree(box, parent, pdf, page_number, *rest):
        if is_generated and element["S"] == "/Link":
            element["S"] = "/Span"
        elif html is not None and tag == html.tag:  # no page, no margin
            _mark(html, element, pdf)
        yield element


def _mark(html: Any, element: Any, pdf: Any) -> None:
    if (place := html.get(FIGURE)) and "T" not in element:
        element["T"] = pydyf.String(place)
    if (language := html.get("lang")) and html.tag != "html":
        element["Lang"] = pydyf.String(language)
    if (scope := _SCOPES.get(html.get("scope", ""))) and "A" in element:
        element["A"]["Scope"] = scope
    if CONTENTS_CLASS in html.get("class", "").split():
        _make_contents(element, pdf)


def _make_contents(element: Any, pdf: Any) -> None:
    """Turn the lists below *element* into tables of contents."""
    element["S"] = _IN_CONTENTS.get(element["S"], element["S"])
    for kid in element["K"]:
        if isinstance(kid, bytes | str):
            below = pdf.objects[int(kid.split()[0])]
            if isinstance(below, dict) and below.get("S") in {
                *_IN_CONTENTS,
                "/NonStruct",
            }:
                _make_contents(below, pdf)


def _word_link(box: Any, html: Any) -> None:
    """Say where a link leads in words: its own, and the address when it leads outside."""
    annotation = getattr(box, "link_annotation", None)
    if not annotation:
        return
    words = " ".join("".join(html.itertext()).split())
    address = html.get("href", "")
    if words and address.startswith("#"):
        annotation["Contents"] = pydyf.String(words)
    elif words and words != address:
        annotation["Contents"] = pydyf.String(f"{words}: {address}")


def _drop_link(box: Any, pdf: Any, page_number: int) -> None:
    """Take a link inside a link away: of the page number after its words, of a part."""
    page = pdf.objects[int(pdf.page_references[page_number].split()[0])]
    page["Annots"].remove(box.link_annotation.reference)
    box.link_annotation = None
