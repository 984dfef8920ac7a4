"""Lay a report out, and write it as PDF or as one HTML page.

Two steps, because tests look at the first. The template sees one dataclass; assets come
from the report folder and the pinned fonts, everything else is refused: a note typed by
a user must not make our server fetch a URL.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from cssselect2 import ElementWrapper
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assessment import resources
from assessment.reporting.paper import tags
from assessment.reporting.paper.archive import finish_pdf
from assessment.reporting.paper.contents import code_of
from assessment.reporting.paper.engine import (
    CSS,
    HTML,
    Document,
    FontConfiguration,
    URLFetcher,
    URLFetcherResponse,
    pango,
)
from assessment.reporting.paper.fonts import (
    ReportFonts,
    fonts_for,
    names_of,
    outline,
    replace_missing,
)
from assessment.reporting.paper.printed import PrintedReport
from assessment.reporting.paper.repeated import drawn_once
from assessment.reporting.paper.runs import set_as_words
from assessment.reporting.shapes.drawings import Drawn, drawing
from assessment.texts import texts_in

PDF_OPTIONS: dict[str, Any] = {
    "pdf_variant": "pdf/a-3a",
    "pdf_tags": True,
    # Compressed once, when the file is finished: three times faster.
    "uncompressed_pdf": True,
    # Given when the file is finished; here it would cost a second pass over all objects.
    "pdf_identifier": False,
}


class ReportAssets(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no type hints
    """Serve fonts and drawings of one report as ``asset:NAME``; refuse all else."""

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        super().__init__()
        self._assets = assets

    def fetch(
        self,
        url: str,
        headers: Any = None,
    ) -> URLFetcherResponse:
        """Return the asset, or raise ValueError for any other URL."""
        if url not in self._assets:
            raise ValueError(f"a report may not load {url}")
        kind = "image/svg+xml" if url.endswith(".svg") else "font/otf"
        return URLFetcherResponse(
            url, self._assets[url], headers={"Content-Type": kind}
        )


class WellFormedPage(HTML):  # type: ignore[misc]
    """A page of our own templates, read by the XML parser of the standard library.

    WeasyPrint's HTML parser is written in Python and takes as long as a tenth of the
    layout. Our templates are well-formed and load nothing by relative address, so all
    that its constructor does can be said in five lines.
    """

    def __init__(self, source: str, url_fetcher: URLFetcher, elements: CSS) -> None:
        self._elements = elements
        root = ET.fromstring(source)  # noqa: S314 - our own page, without a DTD
        self.base_url = None
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(
            root, content_language=None
        )
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        """Return what elements are before our own rules, for WeasyPrint."""
        return [self._elements]


class Drawings:
    """The charts of one report: drawn once each, however often they are shown.

    On paper they are images of their own, because WeasyPrint parses and styles every
    element of inline SVG anew; a page on screen has them inline, in a single file.
    """

    def __init__(self, *, rtl: bool, inline: bool) -> None:
        self._rtl = rtl
        self._inline = inline
        self._urls: dict[str, str] = {}

    def functions(self) -> dict[str, Callable[..., Markup]]:
        """Return the functions that templates call, by name."""
        return {"drawing": partial(self._show, drawing)}

    def assets(self) -> dict[str, bytes]:
        """Return what was drawn, by URL."""
        return {url: drawing.encode() for drawing, url in self._urls.items()}

    def _show(
        self, draw: Callable[..., str], told: Drawn, *args: Any, **options: Any
    ) -> Markup:
        drawing = draw(told, *args, rtl=self._rtl, **options)
        if self._inline:
            return Markup(drawing)  # noqa: S704 - drawings escape their words
        url = self._urls.setdefault(drawing, f"asset:drawing/{len(self._urls)}.svg")
        return Markup('<img src="{}" alt="{}"/>').format(url, told.alt)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The laid-out pages of a report, and the fonts they are set in.

    Attributes:
        unset: Characters that no font has, by number and name: a sign stands for them.
    """

    document: Document
    fonts: ReportFonts
    unset: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedPdf:
    """A report as PDF.

    Attributes:
        unset: Characters that no font has, by number and name: a sign stands for them.
    """

    data: bytes
    unset: tuple[str, ...]


def lay_out(
    report: PrintedReport, folder: Path = resources.REPORT_TEMPLATES
) -> LaidOut:
    """Return the laid-out pages of *report*; tests look at these.

    Args:
        report: What to lay out.
        folder: Where templates and style sheets are.
    """
    code = code_of(*(attached.text for attached in report.attachments))
    drawings = Drawings(rtl=report.direction == "rtl", inline=False)
    html = _html(report, folder, drawings, code=code)
    drawn = drawings.assets()
    texts = (html, report.header, report.watermark, *map(bytes.decode, drawn.values()))
    fonts = fonts_for("".join(texts), report.language)
    unset = names_of(fonts.missing)
    if unset:  # the report says so itself, in words that every font has
        html = _html(report, folder, drawings, code=code, unset=unset)
        drawn = drawings.assets()
    assets = {
        url: replace_missing(drawing.decode(), fonts.missing).encode()
        for url, drawing in drawn.items()
    }
    header = replace_missing(report.header, fonts.missing)
    margins = _filled(folder, "shared/margins.css", report, header=_quoted(header))
    for number, face in enumerate(fonts.faces):
        assets[f"asset:font/{number}"] = face.data
    with _own_fonts_only(folder):
        configuration = FontConfiguration()
    fetcher = ReportAssets(assets)
    sheet = CSS(
        string=_font_rules(fonts) + _read(folder, "base.css", "print.css") + margins,
        url_fetcher=fetcher,
        font_config=configuration,
    )
    page = WellFormedPage(
        replace_missing(html, fonts.missing), fetcher, _elements(folder)
    )
    document = page.render(
        stylesheets=[sheet], font_config=configuration, **PDF_OPTIONS
    )
    _describe(document, report)
    return LaidOut(document, fonts, unset)


def _describe(document: Document, report: PrintedReport) -> None:
    """Put into the metadata what the report says of itself, whatever its template does."""
    metadata = document.metadata
    metadata.title = report.title
    metadata.description = report.subject
    metadata.keywords = list(report.keywords)
    metadata.created = metadata.modified = report.made_on
    metadata.generator = "gap-assessment"


def render_pdf(report: PrintedReport, stamps: Mapping[str, str] | None = None) -> bytes:
    """Return *report* as PDF, as :func:`print_pdf` does, and nothing else."""
    return print_pdf(report, stamps).data


def print_pdf(
    report: PrintedReport,
    stamps: Mapping[str, str] | None = None,
    folder: Path = resources.REPORT_TEMPLATES,
) -> PrintedPdf:
    """Return *report* as PDF/A-3a and PDF/UA-1, with its attachments inside.

    Args:
        report: What to print.
        stamps: What to say of its making (see ``contents.STAMPS``).
        folder: Where templates and style sheets are.
    """
    laid_out = lay_out(report, folder)
    with tags.marked(), drawn_once(), set_as_words():
        pages = laid_out.document.write_pdf(**PDF_OPTIONS)
    watermark = outline(report.watermark, laid_out.fonts)
    return PrintedPdf(
        finish_pdf(pages, report, watermark, stamps or {}), laid_out.unset
    )


def text_engine() -> str:
    """Return the versions of what the machine brings to set text: Pango, for one."""
    return f"pango {pango.pango_version()}"


def render_html(
    report: PrintedReport, folder: Path = resources.REPORT_TEMPLATES
) -> str:
    """Return *report* as one self-contained HTML page, in the reader's own fonts."""
    drawings = Drawings(rtl=report.direction == "rtl", inline=True)
    style = _read(folder, "base.css", "screen.css")
    return _html(report, folder, drawings, style=style)


def _html(
    report: PrintedReport,
    folder: Path,
    drawings: Drawings,
    *,
    code: str = "",
    style: str = "",
    unset: tuple[str, ...] = (),
) -> str:
    return _filled(
        folder,
        f"{report.template}/report.html",
        report,
        code=code,
        unset=unset,
        style=Markup(style),  # noqa: S704 - our own style sheet
        **drawings.functions(),
    )


def _filled(folder: Path, name: str, report: PrintedReport, **given: object) -> str:
    """Return template *name* filled with *report*, in its language."""
    texts = texts_in(report.language)
    return (
        _environment(folder)
        .get_template(name)
        .render(r=report, _=texts.gettext, ngettext=texts.ngettext, **given)
    )


@lru_cache(maxsize=4)
def _environment(folder: Path) -> Environment:
    """Return the templates of *folder*, compiled once per process."""
    return Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=4)
def _elements(folder: Path) -> CSS:
    """Return what elements are before any report says how they look, parsed once."""
    return CSS(string=_read(folder, "elements.css"))


def _read(folder: Path, *names: str) -> str:
    return "\n".join(
        (folder / "shared" / name).read_text(encoding="utf-8") for name in names
    )


def _font_rules(fonts: ReportFonts) -> str:
    faces = "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"src:url(asset:font/{number})}}"
        for number, face in enumerate(fonts.faces)
    )
    names = ",".join(f'"{family}"' for family in fonts.families)
    return f"{faces}html{{font-family:{names}}}"


def _quoted(text: str) -> Markup:
    """Return *text* as a quoted CSS string."""
    safe = "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text)
    return Markup(f'"{safe}"')  # noqa: S704 - everything but letters is escaped


@contextmanager
def _own_fonts_only(folder: Path) -> Iterator[None]:
    """Let fontconfig see no font but those the style sheet names.

    Without this a character that our fonts lack would silently be taken from whatever
    the machine has, and the same report would differ from machine to machine.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(folder / "shared" / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
