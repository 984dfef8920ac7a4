"""The structure of a document: its elements in reading order, with what they say."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

from assessment.reporting.paper.reading.limits import MOST_DEPTH, Budget, TooMuchError
from assessment.reporting.paper.reading.pages import Look, PageContent, PageReader


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element.

    Attributes:
        tag: What it is, such as ``TD``.
        place: Place of the figure it holds; empty when it holds none.
        text: All text in it, in the order of the page.
        looks: How that is painted.
        page: Number of the page it begins on, from 1; 0 when nothing of it is shown.
        is_end: Whether it holds texts or drawings itself.
    """

    tag: str
    place: str
    text: str
    looks: frozenset[Look]
    page: int
    is_end: bool


@dataclass(slots=True)
class _Open:
    """An element whose children are being read."""

    object: pikepdf.Object
    kids: Iterator[pikepdf.Object]
    place: int
    texts: list[str] = field(default_factory=list)
    looks: set[Look] = field(default_factory=set)
    page: int = 0
    is_end: bool = False


class Structure:
    """The elements of a document.

    Attributes:
        elements: In reading order, each after its parent.
        pages: What the pages show, whoever points to it.
        lost: What the structure points to, and is on no page.
    """

    def __init__(self, document: pikepdf.Pdf, budget: Budget) -> None:
        reader = PageReader(document, budget)
        self._budget = budget
        self._number = {
            page.obj.objgen: number for number, page in enumerate(document.pages)
        }
        self.pages: list[PageContent] = [reader.read(p.obj) for p in document.pages]
        self.used: set[tuple[int, int]] = set()
        self.lost: list[str] = []
        self.elements: list[Element] = []
        self._read(document.Root.StructTreeRoot)

    def unread(self) -> Iterator[tuple[int, str]]:
        """Yield page number and text of what the structure does not point to.

        In our reports that is the running head and the page number, nothing else.
        """
        for number, page in enumerate(self.pages):
            for mark, marked in page.marked.items():
                if (number, mark) not in self.used:
                    yield number + 1, marked.text

    def _read(self, root: pikepdf.Object) -> None:
        """Read all elements, without recursion: a stranger's tree may be deep."""
        seen: set[tuple[int, int]] = set()
        slots: list[Element | None] = []
        stack = [_Open(root, iter(_kids(root)), 0)]
        while stack:
            top = stack[-1]
            kid = next(top.kids, None)
            self._budget.step()
            if kid is None:
                self._close(stack, slots)
            elif isinstance(kid, int):
                self._marked(top, kid)
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if kid.objgen in seen or len(stack) > MOST_DEPTH:
                    raise TooMuchError("its structure has no end")
                if kid.objgen != (0, 0):
                    seen.add(kid.objgen)
                slots.append(None)
                stack.append(_Open(kid, iter(_kids(kid)), len(slots) - 1))
        self.elements = [element for element in slots if element is not None]

    def _close(self, stack: list[_Open], slots: list[Element | None]) -> None:
        done = stack.pop()
        if not stack:
            return
        text = " ".join(" ".join(done.texts).split())
        slots[done.place] = Element(
            tag=str(done.object.S).lstrip("/"),
            place=str(done.object.get("/T", "")),
            text=text,
            looks=frozenset(done.looks),
            page=done.page,
            is_end=done.is_end,
        )
        parent = stack[-1]
        parent.texts.extend(done.texts)
        self._budget.step(len(done.texts))
        parent.looks |= done.looks
        parent.page = parent.page or done.page

    def _marked(self, element: _Open, mark: int) -> None:
        page = self._number.get(element.object.Pg.objgen)
        if page is None or mark not in self.pages[page].marked:
            where = 0 if page is None else page + 1
            self.lost.append(f"page {where}, number {mark}")
            return
        self.used.add((page, mark))
        element.is_end = True
        found = self.pages[page].marked[mark]
        element.texts.append(found.text)
        element.looks |= found.looks
        element.page = element.page or page + 1


def _kids(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = element.get("/K")
    if kids is None:
        return
    yield from kids if isinstance(kids, pikepdf.Array) else [kids]
