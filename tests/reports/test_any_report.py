"""The works print a report that they have never heard of, and tag it in full."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field

import pikepdf
import pytest

from assessment import resources
from assessment.reporting.paper.layout import print_pdf
from assessment.reporting.paper.printed import Attachment, PrintedReport
from assessment.reporting.paper.verify import compare, read_contents
from assessment.reporting.shapes.drawings import BandMark, Ladder, ScoreBar
from tests.reports.tampering import elements, opened

TEMPLATE = """\
<!DOCTYPE html>
<html lang="{{ r.language }}" dir="{{ r.direction }}">
<head><meta charset="utf-8"/><title>{{ r.title }}</title></head>
<body>
<h1>{{ r.title }}</h1>
<nav class="toc"><ul>
<li><a href="#one">{{ _("Contents") }} one</a></li>
<li><a href="#two">two, <span lang="fr" dir="ltr">deux</span></a></li>
</ul></nav>
<h2 id="one">one</h2>
<p>Half: <b data-figure="half">50</b>, and again <span data-figure="half">50</span>.</p>
<p><a href="https://example.org/law">The law</a></p>
<ul><li>first</li><li>second</li></ul>
<h2 id="two">two</h2>
<p lang="fr" dir="ltr">Les enfants sont protégés.</p>
<table><thead><tr><th scope="col">Point</th><th scope="col">Score</th></tr></thead>
<tbody><tr><th scope="row">1</th><td data-figure="1 score">12</td></tr></tbody></table>
{% include "shared/unset.html" %}
</body>
</html>
"""


@dataclass(frozen=True)
class Postcard:
    """A kind of report that only this test knows."""

    language: str = "en"
    direction: str = "ltr"
    title: str = "A postcard"
    subject: str = "A test"
    keywords: tuple[str, ...] = ()
    made_on: str = "2026-03-02T12:00:00Z"
    header: str = "A postcard"
    watermark: str = ""
    template: str = "postcard"
    file_name: str = "postcard"
    attachments: tuple[Attachment, ...] = (
        Attachment("a.json", "The answers", "{}\n"),
        Attachment("b.json", "What is beside them", "[]\n", "Data"),
    )
    printed: Mapping[str, str] = field(
        default_factory=lambda: {"half": "50", "1 score": "12"}
    )


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(resources.REPORT_TEMPLATES / "shared", tmp_path / "shared")
    (tmp_path / "postcard").mkdir()
    (tmp_path / "postcard" / "report.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def card(folder):
    report: PrintedReport = Postcard()
    return opened(print_pdf(report, {"ReportKind": "postcard"}, folder).data)


def tagged(pdf, tag):
    return [e for e in elements(pdf) if str(e.get("/S", "")) == f"/{tag}"]


def test_it_carries_its_files_and_says_what_it_is(folder):
    pdf = print_pdf(Postcard(), {"ReportKind": "postcard"}, folder).data

    contents = read_contents(pdf)

    assert contents.attachments == ("{}\n", "[]\n")
    assert contents.made_on == "2026-03-02T12:00:00Z"
    assert contents.stamps == {"ReportKind": "postcard"}
    assert compare(pdf, pdf, contents.attachments).figures == 2


def test_a_table_of_contents_is_one_with_one_worded_link_each(card):
    assert len(tagged(card, "TOC")) == 1
    assert len(tagged(card, "TOCI")) == 2
    assert len(tagged(card, "Reference")) == 2
    notes = [str(note.Contents) for note in card.pages[0].obj.Annots]
    assert notes == ["Contents one", "two, deux", "The law: https://example.org/law"]


def test_lists_are_lists(card):
    assert len(tagged(card, "L")) == 1
    assert len(tagged(card, "LI")) == 2
    assert len(tagged(card, "LBody")) == 2
    assert all(
        [str(kid.S) for kid in item.K] == ["/Lbl", "/LBody"]
        for item in tagged(card, "LI")
    )


def test_headings_of_tables_say_what_they_head(card):
    scopes = [str(cell.A.Scope) for cell in tagged(card, "TH")]

    assert scopes == ["/Column", "/Column", "/Row"]


def test_what_is_in_another_language_says_so(card):
    marked = [(str(e.S), str(e.Lang)) for e in elements(card) if "/Lang" in e]

    assert marked == [("/Span", "fr"), ("/P", "fr")]


def test_pages_have_labels_and_a_right_to_left_book_opens_to_the_right(card, folder):
    arabic = Postcard(language="ar", direction="rtl")
    other = opened(print_pdf(arabic, {}, folder).data)

    assert card.Root.PageLabels.Nums[1].S == pikepdf.Name.D
    assert "/Direction" not in card.Root.ViewerPreferences
    assert other.Root.ViewerPreferences.Direction == pikepdf.Name.R2L


def test_what_cannot_be_set_is_told_and_stands_nowhere_unset(folder):
    report = Postcard(header="ประเทศไทย \u1703", title="ประเทศไทย")

    printed = print_pdf(report, {}, folder)

    assert printed.unset == ("U+1703 TAGALOG LETTER KA",)
    pdf = opened(printed.data)
    fonts = {
        str(o.FontName).partition("+")[2]
        for o in pdf.objects
        if isinstance(o, pikepdf.Dictionary) and "/FontName" in o
    }
    assert any("Thai" in name for name in fonts), fonts


def test_a_report_of_ten_scripts_stays_small(folder):
    ten = (
        "ประเทศไทย ኢትዮጵያ ישראל বাংলাদেশ தமிழ் မြန်မာ កម្ពុជា საქართველო Հայաստան عربي 中文 👍"
    )

    pdf = print_pdf(Postcard(title=ten, header=ten), {}, folder)

    assert pdf.unset == ()
    assert len(pdf.data) < 120_000


INLINE = {"a", "bdi", "span"}
"""What stands in a line and looks like the words around it: no rule is needed."""


def test_the_style_sheet_of_elements_knows_every_element_of_the_templates():
    shared = resources.REPORT_TEMPLATES / "shared"
    rules = (shared / "elements.css").read_text(encoding="utf-8")
    selectors = re.sub(
        r"\{.*?\}", " ", re.sub(r"/\*.*?\*/", "", rules, flags=re.DOTALL)
    )
    known = set(re.findall(r"[a-z][a-z0-9]*", selectors))
    templates = [
        template.read_text(encoding="utf-8")
        for template in resources.REPORT_TEMPLATES.rglob("*.html")
        if template.parent.name != "comparison"  # for browsers only
    ]
    used = {tag for text in templates for tag in re.findall(r"<([a-z][a-z0-9]*)", text)}

    assert {"table", "ul", "svg", "h3"} <= known
    assert used - known - INLINE == set()


LADDERS = """\
<!DOCTYPE html>
<html lang="en" dir="ltr"><head><title>Ladders</title></head><body>
{% for _ in range(5) %}<p>{{ drawing(r.ladder) }}</p>{% endfor %}
<p>{{ drawing(r.other) }}</p>
</body></html>
"""


@dataclass(frozen=True)
class Ladders(Postcard):
    """The same ladder five times, and another one."""

    ladder: Ladder = field(default_factory=lambda: Ladder("Level 2 of 4", 2, 4, 3))
    other: Ladder = field(default_factory=lambda: Ladder("Level 1 of 4", 1, 4, 3))


def test_a_drawing_in_many_places_is_written_once_and_has_its_words_in_each(folder):
    (folder / "postcard" / "report.html").write_text(LADDERS, encoding="utf-8")

    pdf = opened(print_pdf(Ladders(), folder=folder).data)

    forms = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/BBox" in o]
    calls = [
        str(operands[0])
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
        if str(operator) == "Do"
    ]
    assert len(forms) == 1
    assert calls == calls[:1] * 4  # the first one stands in the page itself
    assert [str(figure.Alt) for figure in tagged(pdf, "Figure")] == [
        *["Level 2 of 4"] * 5,
        "Level 1 of 4",
    ]


@dataclass(frozen=True)
class Bar(Postcard):
    """A scale with one band, named in Arabic."""

    bar: ScoreBar = field(
        default_factory=lambda: ScoreBar(
            "A bar", 0.5, bands=(BandMark(0.0, 1.0, "قوية", "0"),), end="100"
        )
    )


def test_the_words_of_a_drawing_are_set_whole(folder):
    (folder / "postcard" / "report.html").write_text(
        "<html><head><title>Bar</title></head><body>"
        "<p>{{ drawing(r.bar) }}</p></body></html>",
        encoding="utf-8",
    )

    pdf = opened(print_pdf(Bar(), folder=folder).data)

    places = [
        operator
        for form in pdf.objects
        if isinstance(form, pikepdf.Stream) and "/BBox" in form
        for _, operator in pikepdf.parse_content_stream(form)
        if str(operator) == "Tm"
    ]
    assert len(places) == len(["0", "100", "قوية"])  # and not one for each letter
