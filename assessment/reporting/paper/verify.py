"""Read a report back, and compare it with the same report made anew.

The bytes of a report can be made again from the answers inside it: the same program, with
the same answers and the same date, writes the same file. So a report is checked by making
it anew. When the bytes differ, the two are compared object by object; when the program
that made it was another one, the figures are compared, read from the page glyph by glyph
through the fonts' own tables, and everything that could hide a change is refused.

This proves nothing about who made a report. It is no signature.
"""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from io import BytesIO

import pikepdf

from assessment.errors import ReportError
from assessment.reporting.paper.contents import (
    ATTACHED_FIRST,
    STAMPS,
    Compared,
    Difference,
    ReportContents,
    code_of,
)
from assessment.reporting.paper.reading.graph import Comparison
from assessment.reporting.paper.reading.limits import Budget, TooMuchError, opened
from assessment.reporting.paper.reading.structure import Element, Structure

CODE = "code"
"""Place of the fingerprint: it is that of the attachments, and checked with them."""

MOST_ATTACHED = 8

MOST_TOLD = 30
"""Differences of one sort that are told; the first ones tell enough."""

_NOT_SHOWN = frozenset(("/Metadata",))
"""Entries of the catalogue that nobody is shown: any program that saves a PDF adds to them."""


def read_contents(pdf: bytes, source: str = "this PDF") -> ReportContents:
    """Return what *pdf* carries; *source* names it in messages.

    Raises:
        ReportError: when it is no PDF, wants too much, or is not one of our reports.
    """
    with opened(pdf, source, "the answers inside") as document:
        budget = Budget()
        specs = list(document.Root.get("/AF", ()))
        if len(specs) > MOST_ATTACHED:
            raise TooMuchError("it carries too many files")
        specs.sort(key=lambda spec: str(spec.get("/AFRelationship")) != ATTACHED_FIRST)
        contents = ReportContents(
            tuple(budget.bytes_of(spec.EF.F).decode() for spec in specs),
            str(document.Root.get("/Lang", "en")),
            _iso(str(document.docinfo.get("/CreationDate", ""))),
            {
                name: str(document.docinfo[f"/{name}"])
                for name in STAMPS
                if f"/{name}" in document.docinfo
            },
        )
    if not contents.attachments:
        raise ReportError(f"{source} carries no answers: it is not one of our reports")
    return contents


def _iso(date: str) -> str:
    """Return a date of a PDF as ISO 8601; empty when it is none in UTC."""
    digits = date.removeprefix("D:").removesuffix("Z")
    if len(digits) != len("YYYYMMDDHHMMSS") or not (
        digits.isascii() and digits.isdigit()
    ):
        return ""
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    return f"{day}T{digits[8:10]}:{digits[10:12]}:{digits[12:]}Z"


def compare(
    pdf: bytes, anew: bytes, attached: tuple[str, ...], source: str = "this PDF"
) -> Compared:
    """Return how *pdf* differs from *anew*, the same report made anew.

    Args:
        pdf: The report.
        anew: The same report as this program makes it.
        attached: The files inside *pdf*.
        source: Its name, for messages.

    Raises:
        ReportError: when *pdf* cannot be read, or wants too much.
    """
    with (
        opened(pdf, source, "the pages") as document,
        pikepdf.open(BytesIO(anew)) as ours,
    ):
        if _same(document, ours):
            return Compared(
                True, len(_figures(Structure(ours, Budget()))), (), (), (), ()
            )
        theirs = Structure(document, Budget())
        mine = Structure(ours, Budget())
        found, computed = _figures(theirs), _figures(mine)
        return Compared(
            same=False,
            figures=len(computed),
            differences=_told(_differences(found, computed)),
            words=_told(_other_words(theirs, mine)),
            pages=tuple(_pages_drawn_differently(document, ours)),
            foreign=tuple(_foreign(document, ours, theirs, mine, attached))[:MOST_TOLD],
        )


def _told(differences: Iterator[Difference]) -> tuple[Difference, ...]:
    return tuple(difference for difference, _ in zip(differences, range(MOST_TOLD)))  # noqa: B905


def _same(document: pikepdf.Pdf, ours: pikepdf.Pdf) -> bool:
    """Return whether both show the same; how they were saved does not matter."""
    keys = {str(key) for key in document.Root.keys()}  # noqa: SIM118
    if keys - _NOT_SHOWN != {str(k) for k in ours.Root.keys()} - _NOT_SHOWN:  # noqa: SIM118
        return False
    comparison = Comparison(Budget(), Budget())
    return all(
        comparison.same(document.Root[key], ours.Root[key])
        for key in sorted(keys - _NOT_SHOWN)
    )


def _figures(structure: Structure) -> dict[str, list[Element]]:
    """Return place -> elements that hold the figure of that place."""
    found: dict[str, list[Element]] = {}
    for element in structure.elements:
        if element.place and element.place != CODE:
            found.setdefault(element.place, []).append(element)
    return found


def _differences(
    found: Mapping[str, list[Element]], computed: Mapping[str, list[Element]]
) -> Iterator[Difference]:
    for place in dict.fromkeys((*computed, *found)):
        theirs, mine = found.get(place, []), computed.get(place, [])
        printed, right = _texts(theirs), _texts(mine)
        if printed != right:
            yield Difference(place, printed, right)
        elif {_colour(e) for e in theirs} - {_colour(e) for e in mine}:
            yield Difference(place, f"{printed}, in another colour", right)


def _texts(elements: list[Element]) -> str:
    """Return the text of a figure; several when it does not stand everywhere alike."""
    return " / ".join(dict.fromkeys(element.text for element in elements))


def _colour(element: Element) -> frozenset[object]:
    return frozenset((look.fill, look.mode, look.opacity) for look in element.looks)


def _other_words(theirs: Structure, mine: Structure) -> Iterator[Difference]:
    first, second = _lines(theirs), _lines(mine)
    matcher = SequenceMatcher(
        None, [line for _, line in first], [line for _, line in second], autojunk=False
    )
    for kind, start, stop, begin, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        page = first[min(start, len(first) - 1)][0] if first else 0
        shown = " ".join(text for _, (_, text) in first[start:stop])
        right = " ".join(text for _, (_, text) in second[begin:end])
        yield Difference(str(page), shown, right)


def _lines(structure: Structure) -> list[tuple[int, tuple[str, str]]]:
    """Return the texts at the ends of the tree, with the page each stands on."""
    return [(e.page, (e.tag, e.text)) for e in structure.elements if e.is_end]


def _pages_drawn_differently(document: pikepdf.Pdf, ours: pikepdf.Pdf) -> Iterator[int]:
    budgets = Budget(), Budget()
    for number in range(max(len(document.pages), len(ours.pages))):
        if number >= min(len(document.pages), len(ours.pages)):
            yield number + 1
            continue
        one, other = document.pages[number].obj, ours.pages[number].obj
        comparison = Comparison(*budgets)
        if not all(
            comparison.same(one.get(key), other.get(key))
            for key in ("/Contents", "/Annots", "/MediaBox", "/CropBox", "/Rotate")
        ):
            yield number + 1


def _foreign(
    document: pikepdf.Pdf,
    ours: pikepdf.Pdf,
    theirs: Structure,
    mine: Structure,
    attached: tuple[str, ...],
) -> Iterator[tuple[int, str]]:
    """Yield what no report of ours has, by page; page 0 is the document."""
    usual = {what for page in mine.pages for what in page.foreign}
    for number, page in enumerate(theirs.pages, start=1):
        for what in page.foreign:
            if what not in usual:
                yield number, what
    for where in theirs.lost:
        yield 0, f"a text that its structure points to is gone ({where})"
    yield from _other_margins(theirs, mine)
    yield from _other_watermark(document, ours, theirs, mine)
    yield from _actions(document)
    printed = {e.text for e in theirs.elements if e.place == CODE}
    if printed and printed != {code_of(*attached)}:
        yield 0, "the fingerprint on paper is not that of the files inside"


def _other_margins(theirs: Structure, mine: Structure) -> Iterator[tuple[int, str]]:
    """Yield texts that the structure leaves out, but for running heads and numbers."""
    usual = {_without_digits(text) for _, text in mine.unread()}
    for number, text in theirs.unread():
        if _without_digits(text) not in usual:
            yield number, f"text outside the structure: “{text[:40]}”"


def _without_digits(text: str) -> str:
    return "".join(c for c in text if not c.isdigit()).strip()


def _other_watermark(
    document: pikepdf.Pdf, ours: pikepdf.Pdf, theirs: Structure, mine: Structure
) -> Iterator[tuple[int, str]]:
    wanted = max((page.watermarks for page in mine.pages), default=0)
    for number, page in enumerate(theirs.pages, start=1):
        if page.watermarks != wanted:
            yield number, "the watermark is gone" if wanted else "there is a watermark"
        elif wanted and _watermark(document, number) != _watermark(ours, 1):
            yield number, "the watermark is another one"


def _watermark(document: pikepdf.Pdf, number: int) -> bytes:
    form = document.pages[number - 1].obj.Resources.XObject["/Watermark"]
    return Budget().bytes_of(form)


def _actions(document: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    for key in ("/OpenAction", "/AA", "/AcroForm", "/OCProperties"):
        if key in document.Root:
            yield 0, f"the document has {key[1:]}"
    for number, page in enumerate(document.pages, start=1):
        for note in page.obj.get("/Annots", ()):
            if str(note.get("/Subtype")) != "/Link" or "/AP" in note:
                yield number, "a note is laid over the page"
