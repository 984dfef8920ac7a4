"""Read a report back: the answers inside it, and the scores as they stand on paper.

The scores are read from the page, glyph by glyph through the fonts' own tables, not from
a hidden copy: a number changed in a PDF editor is found, and so is a changed answer in
the attachment, because the two no longer agree once the caller recomputes the scores.

Where they stand is known from the structure of the document: an ``Art`` element holds a
label and a number (overall, each point, the verification code), and the first table is
the scorecard of the points.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from assessment.errors import ReportError
from assessment.reporting.national.report import NationalReport
from assessment.reporting.paper.archive import BROKEN, code_of, read_attachment

SCORE_CELL, EVIDENCED_CELL = 3, 5
"""Columns of the scorecard that are read again (see scorecards.html)."""


@dataclass(frozen=True, slots=True)
class VerifiedDocument:
    """What a report carries and what it shows.

    Attributes:
        attachment: The portable file inside it, to recompute the scores from.
        printed: Place -> text, as in :attr:`NationalReport.printed`.
        printed_code: The verification code on paper.
        computed_code: The code of the attachment as it is now.
    """

    attachment: str
    printed: Mapping[str, str]
    printed_code: str
    computed_code: str

    @property
    def is_intact(self) -> bool:
        """Whether the attachment is the one that was attached when printing."""
        return self.printed_code == self.computed_code


@dataclass(frozen=True, slots=True)
class Difference:
    """A score on paper that is not what the answers give."""

    place: str
    printed: str
    computed: str


def verify_pdf(pdf: bytes, source: str = "this PDF") -> VerifiedDocument:
    """Read *pdf* back; *source* names it in messages.

    Raises:
        ReportError: when it is no PDF, or not one of our reports.
    """
    attachment = read_attachment(pdf, source)
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            printed, code = _printed(document)
    except BROKEN as error:
        raise ReportError(
            f"the scores on the pages of {source} cannot be read: it is damaged. "
            "Fetch it again."
        ) from error
    return VerifiedDocument(attachment, printed, code, code_of(attachment))


def differences(
    document: VerifiedDocument, report: NationalReport
) -> tuple[Difference, ...]:
    """Return where *document* shows another score than *report*, made anew, would."""
    places = dict.fromkeys((*report.printed, *document.printed))
    return tuple(
        Difference(
            place, document.printed.get(place, ""), report.printed.get(place, "")
        )
        for place in places
        if _bare(document.printed.get(place, ""))
        != _bare(report.printed.get(place, ""))
    )


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _printed(document: pikepdf.Pdf) -> tuple[dict[str, str], str]:
    words = _Words(document)
    articles = []
    rows: list[list[str]] = []
    for element in _elements(document.Root.StructTreeRoot.K):
        kind = str(element.S)
        if kind == "/Art":
            parts = [words.of(part) for part in _children(element)]
            articles.append((parts[0], " ".join(parts[1:])))
        elif kind == "/Table" and not rows:
            rows = _scored_rows(element, words)
    if not articles or not rows:
        raise ReportError(
            "there are no scores to check: this is not one of our reports"
        )
    *scores, (_, code) = articles
    printed = {
        f"chapter:{_digits(label)}" if place else "overall": score
        for place, (label, score) in enumerate(scores)
    }
    for place, cells in enumerate(rows, start=1):
        name = "overall" if place == len(rows) else cells[0]
        printed[f"scorecard:{name}"] = f"{cells[SCORE_CELL]} {cells[EVIDENCED_CELL]}"
    return printed, _bare(code)


def _scored_rows(table: pikepdf.Object, words: "_Words") -> list[list[str]]:
    """Return the cells of the rows that have a heading of their own."""
    rows = [list(_children(row)) for row in _elements(table.K) if str(row.S) == "/TR"]
    return [
        [words.of(cell) for cell in row]
        for row in rows
        if [str(cell.S) for cell in row[:2]] == ["/TH", "/TD"]
    ]


def _digits(label: str) -> str:
    return "".join(re.findall(r"\d+", label))


def _children(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = element.get("/K")
    if kids is not None:
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid


def _elements(kids: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield every element below *kids*, in reading order."""
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from _elements(kid.K)


class _Words:
    """Reads the text of structure elements from the pages they point to."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._pages: dict[tuple[int, int], dict[int, str]] = {}
        self._glyphs: dict[tuple[int, int], dict[int, str]] = {}
        self._document = document

    def of(self, element: pikepdf.Object) -> str:
        """Return all text below *element*."""
        return _bare(" ".join(self._pieces(element)))

    def _pieces(self, element: pikepdf.Object) -> Iterator[str]:
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                yield self._marked(element.Pg).get(int(kid), "")
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from self._pieces(kid)

    def _marked(self, page: pikepdf.Object) -> dict[int, str]:
        if page.objgen not in self._pages:
            self._pages[page.objgen] = self._read(page)
        return self._pages[page.objgen]

    def _read(self, page: pikepdf.Object) -> dict[int, str]:
        """Return the text of a page by marked-content number."""
        found: dict[int, str] = {}
        marks: list[int | None] = []
        font: dict[int, str] = {}
        for instruction in pikepdf.parse_content_stream(page):
            operands = instruction.operands
            match str(instruction.operator):
                case "BDC" | "BMC":
                    marks.append(_mark(operands))
                case "EMC":
                    marks.pop()
                case "Tf":
                    font = self._font(page.Resources.Font[str(operands[0])])
                case "TJ" | "Tj":
                    number = next((m for m in reversed(marks) if m is not None), None)
                    if number is not None:
                        told = _shown(operands[0], font)
                        found[number] = found.get(number, "") + told
        return found

    def _font(self, font: pikepdf.Object) -> dict[int, str]:
        if font.objgen not in self._glyphs:
            table = font.ToUnicode.read_bytes().decode("latin-1")
            self._glyphs[font.objgen] = dict(_unicode_table(table))
        return self._glyphs[font.objgen]


def _mark(operands: Iterable[object]) -> int | None:
    for operand in operands:
        if isinstance(operand, pikepdf.Dictionary) and "/MCID" in operand:
            return int(operand.MCID)
    return None


def _shown(operand: pikepdf.Object, font: Mapping[int, str]) -> str:
    pieces = operand if isinstance(operand, pikepdf.Array) else [operand]
    text = ""
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            codes = bytes(piece)
            for at in range(0, len(codes), 2):
                text += font.get(int.from_bytes(codes[at : at + 2], "big"), "?")
    return text


def _unicode_table(table: str) -> Iterator[tuple[int, str]]:
    """Yield glyph number and text from a ToUnicode table."""
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", block):
            yield int(glyph, 16), bytes.fromhex(text).decode("utf-16-be", "replace")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for low, high, text in re.findall(
            r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block
        ):
            first = int(text, 16)
            for offset in range(int(high, 16) - int(low, 16) + 1):
                yield int(low, 16) + offset, chr(first + offset)
