"""Read a report back: the answers inside it, and the scores as they stand on paper.

The scores are read from the page, glyph by glyph through the fonts' own tables, not from
a hidden copy: a number changed in a PDF editor is found, and so is a changed answer in
the attachment, because the two no longer agree once the caller recomputes the scores.

Where they stand is known from the structure of the document: an element that holds a
figure has the place of that figure as its title.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from assessment.errors import ReportError
from assessment.reporting.paper.archive import BROKEN, code_of, read_attachments


@dataclass(frozen=True, slots=True)
class VerifiedDocument:
    """What a report carries and what it shows.

    Attributes:
        attachments: The portable files inside it, to recompute the scores from; the
            answers reported on come first.
        printed: Place -> text, as in :attr:`PrintedReport.printed`.
        printed_code: The verification code on paper.
        computed_code: The code of the attachments as they are now.
    """

    attachments: tuple[str, ...]
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
    attachments = read_attachments(pdf, source)
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            printed, code = _printed(document)
    except BROKEN as error:
        raise ReportError(
            f"the scores on the pages of {source} cannot be read: it is damaged. "
            "Fetch it again."
        ) from error
    return VerifiedDocument(attachments, printed, code, code_of(*attachments))


def differences(
    document: VerifiedDocument, anew: VerifiedDocument
) -> tuple[Difference, ...]:
    """Return where *document* shows another score than the report made *anew*.

    Both are read from the page: in a right-to-left line the words stand in the order in
    which they are seen, so that a report and its PDF cannot be compared.
    """
    places = dict.fromkeys((*anew.printed, *document.printed))
    return tuple(
        Difference(place, document.printed.get(place, ""), anew.printed.get(place, ""))
        for place in places
        if document.printed.get(place, "") != anew.printed.get(place, "")
    )


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _printed(document: pikepdf.Pdf) -> tuple[dict[str, str], str]:
    """Return place -> text of every figure, and the verification code."""
    words = _Words(document)
    printed: dict[str, str] = {}
    for element in _elements(document.Root.StructTreeRoot.K):
        if "/T" in element:
            place, text = str(element.T), words.of(element)
            if printed.setdefault(place, text) != text:
                printed[place] += f" / {text}"
    if not printed:
        raise ReportError(
            "there are no scores to check: this is not one of our reports"
        )
    return printed, printed.pop("code", "")


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
