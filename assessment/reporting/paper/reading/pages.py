"""What a page shows: its marked texts with their look, and all that is drawn beside them.

Our reports put every text and drawing into marked content: either numbered, so that the
structure of the document points to it, or an artifact. What stands outside was put there
by somebody else.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import pikepdf

from assessment.reporting.paper.reading.glyphs import table_of, text_of
from assessment.reporting.paper.reading.limits import Budget

INVISIBLE = 3
CLIPPING = 7
"""Ways of showing text in which nothing is painted."""

_PAINTS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh"))
_ARTIFACT = -1


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is painted.

    Attributes:
        fill: Its colour, as the page says it.
        mode: Way of showing text: 0 is filled.
        size: Font size in points of the page, whatever is scaled; rounded.
        opacity: 1 hides what is behind, 0 shows nothing.
    """

    fill: tuple[float, ...] = (0.0,)
    mode: int = 0
    size: float = 0.0
    opacity: float = 1.0


@dataclass(slots=True)
class Marked:
    """What stands under one number of marked content."""

    text: str = ""
    looks: set[Look] = field(default_factory=set)
    drawings: int = 0


@dataclass(slots=True)
class PageContent:
    """What one page shows.

    Attributes:
        marked: Number -> what stands under it.
        foreign: What is drawn or written outside marked content, or invisibly.
        watermarks: How often a watermark is laid over it.
    """

    marked: dict[int, Marked] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)
    watermarks: int = 0


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state, as far as it decides whether a text is seen."""

    look: Look = Look()
    scale: float = 1.0
    font_size: float = 0.0
    font: str = ""


class PageReader:
    """Reads the pages of one document; fonts are read once."""

    def __init__(self, document: pikepdf.Pdf, budget: Budget) -> None:
        self._document = document
        self._budget = budget
        self._fonts: dict[tuple[int, int], Mapping[int, str]] = {}

    def read(self, page: pikepdf.Object) -> PageContent:
        """Return what *page* shows."""
        return _Reading(self, page).content()

    def instructions(self, page: pikepdf.Object) -> Iterator[Any]:
        """Yield the instructions that draw *page*."""
        contents = page.get("/Contents")
        if contents is None:
            return
        parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        data = b"\n".join(self._budget.bytes_of(part) for part in parts)
        for instruction in pikepdf.parse_content_stream(
            self._document.make_stream(data)
        ):
            self._budget.step()
            yield instruction

    def glyphs(self, font: pikepdf.Object) -> Mapping[int, str]:
        """Return what the glyphs of *font* mean."""
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = table_of(font, self._budget)
        return self._fonts[font.objgen]


class _Reading:
    """The reading of one page."""

    def __init__(self, reader: PageReader, page: pikepdf.Object) -> None:
        self._reader = reader
        self._page = page
        self._found = PageContent()
        self._marks: list[int | None] = []
        self._state = _State()
        self._stack: list[_State] = []

    def content(self) -> PageContent:
        for instruction in self._reader.instructions(self._page):
            self._take(str(instruction.operator), instruction.operands)
        if self._marks or self._stack:
            raise ValueError("the page ends in the middle of something")
        return self._found

    def _take(self, operator: str, operands: Any) -> None:
        if operator in _PAINTS:
            self._draw()
        elif (act := self._ACTS.get(operator)) is not None:
            act(self, operands)

    def _begin(self, operands: Any) -> None:
        number = _mark(operands)
        self._marks.append(number)
        if number is not None and number != _ARTIFACT:
            self._found.marked.setdefault(number, Marked())

    def _end(self, _operands: Any) -> None:
        self._marks.pop()

    def _save(self, _operands: Any) -> None:
        self._stack.append(self._state)

    def _restore(self, _operands: Any) -> None:
        self._state = self._stack.pop()

    def _scale(self, operands: Any) -> None:
        self._set(scale=self._state.scale * _stretch(operands))

    def _font(self, operands: Any) -> None:
        self._set(font=str(operands[0]), font_size=float(operands[1]))

    def _begin_text(self, _operands: Any) -> None:
        self._look(size=1.0)

    def _text_matrix(self, operands: Any) -> None:
        self._look(size=_stretch(operands))

    def _mode(self, operands: Any) -> None:
        self._look(mode=int(operands[0]))

    def _opacity(self, operands: Any) -> None:
        given = self._page.Resources.ExtGState[str(operands[0])]
        self._look(opacity=float(given.get("/ca", self._state.look.opacity)))

    def _fill(self, operands: Any) -> None:
        numbers = (n for n in operands if not isinstance(n, pikepdf.Object))
        self._look(fill=tuple(round(float(number), 3) for number in numbers))

    def _picture(self, _operands: Any) -> None:
        self._found.foreign.append("a picture inside the page")

    def _set(self, **changes: Any) -> None:
        self._state = replace(self._state, **changes)

    def _look(self, **changes: Any) -> None:
        self._set(look=replace(self._state.look, **changes))

    def _show(self, operands: Any) -> None:
        state, number = self._state, self._number()
        font = self._page.Resources.Font[state.font]
        text = _shown(operands[-1], self._reader.glyphs(font))
        if not text.strip():
            return
        size = round(state.look.size * state.font_size * state.scale, 1)
        look = replace(state.look, size=size)
        if number is None:
            self._found.foreign.append(f"text outside the structure: {_short(text)}")
            return
        if look.mode in (INVISIBLE, CLIPPING) or not look.opacity or not size:
            self._found.foreign.append(f"invisible text: {_short(text)}")
        if number != _ARTIFACT:
            marked = self._found.marked[number]
            marked.text += text
            marked.looks.add(look)
        else:
            self._found.foreign.append(f"text that nothing reads: {_short(text)}")

    def _draw(self) -> None:
        number = self._number()
        if number is None:
            self._found.foreign.append("a drawing outside the structure")
        elif number != _ARTIFACT:
            self._found.marked[number].drawings += 1

    def _do(self, operands: Any) -> None:
        number = self._number()
        if number != _ARTIFACT:
            self._draw()
        elif str(operands[0]) == "/Watermark":
            self._found.watermarks += 1
        else:
            self._found.foreign.append("a picture that nothing describes")

    def _number(self) -> int | None:
        """Return the innermost number of marked content; None outside."""
        return next((m for m in reversed(self._marks) if m is not None), None)

    _ACTS: ClassVar[Mapping[str, Callable[["_Reading", Any], None]]] = {
        **dict.fromkeys(("Tj", "TJ", "'", '"'), _show),
        **dict.fromkeys(("BDC", "BMC"), _begin),
        **dict.fromkeys(("g", "rg", "k", "sc", "scn"), _fill),
        "EMC": _end,
        "q": _save,
        "Q": _restore,
        "cm": _scale,
        "Tf": _font,
        "BT": _begin_text,
        "Tm": _text_matrix,
        "Tr": _mode,
        "gs": _opacity,
        "Do": _do,
        "INLINE IMAGE": _picture,
    }


def _mark(operands: Any) -> int | None:
    if str(operands[0]) == "/Artifact":
        return _ARTIFACT
    for operand in operands:
        if isinstance(operand, pikepdf.Dictionary) and "/MCID" in operand:
            return int(operand.MCID)
    return None


def _shown(operand: Any, glyphs: Mapping[int, str]) -> str:
    pieces = operand if isinstance(operand, pikepdf.Array) else [operand]
    return "".join(
        text_of(bytes(piece), glyphs)
        for piece in pieces
        if isinstance(piece, pikepdf.String)
    )


def _stretch(matrix: Any) -> float:
    """Return by how much a transformation enlarges."""
    a, b, c, d = (float(number) for number in matrix[:4])
    return float(abs(a * d - b * c) ** 0.5)


def _short(text: str, most: int = 40) -> str:
    return f"“{text[:most]}{'…' if len(text) > most else ''}”"
