"""The national gap report as a real PDF: what is in it, and what is not."""

import logging
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdf
import pytest

from assessment import resources
from assessment.domain.answers import Clearance, PlanItem, PlanStatus, Subject
from assessment.domain.framework import Citation, Term
from assessment.domain.samples.alternative import alternative_of
from assessment.domain.samples.drawing import SampleDraw, draw_sample
from assessment.framework_file import load_framework
from assessment.reporting.national.compose import compose_national
from assessment.reporting.paper.contents import code_of
from assessment.reporting.paper.layout import lay_out, render_html, render_pdf
from assessment.reporting.paper.verify import read_contents
from tests.builders import an_assessment
from tests.reports import tampering
from tests.reports.national import (
    ATTACHED,
    ATTACHMENT,
    COMPOSERS,
    NOON,
    SENTENCES,
    a_national_framework,
    a_national_report,
    a_report,
    an_empty_report,
    printed_in,
)


@pytest.fixture
def printed():
    return printed_in("en")


@pytest.fixture
def pages(printed):
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(printed)).pages]


def opened(pdf):
    return pikepdf.open(BytesIO(pdf))


def elements(kids):
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from elements(kid.K)


def kinds(pdf):
    return [str(e.S) for e in elements(pdf.Root.StructTreeRoot.K)]


def test_the_first_page_is_the_message(pages):
    first = " ".join(pages[0].split())

    assert "What stands out" in first
    assert "First things to do" in first
    assert "It is true that c3 holds." in first
    assert "Bring c3 about." in first


def test_the_second_page_shows_the_country(pages):
    assert "The country on one page" in pages[1]


@pytest.mark.parametrize("language", SENTENCES)
def test_a_brief_has_two_pages(language):
    assert len(pypdf.PdfReader(BytesIO(printed_in(language, "brief"))).pages) == 2


def test_every_part_has_a_bookmark(printed):
    outline = pypdf.PdfReader(BytesIO(printed)).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]

    assert titles == [
        "Samplia 2026",
        "The country on one page",
        "In this report",
        "Critical indicators",
        "Find out first",
        f"1 {SENTENCES['en']}",
        "2 Title of support",
        "Step-up plan, proposed",
        "What was recommended",
        "Method, and how to read a score",
        "Provenance and verification",
    ]


def test_the_table_of_contents_names_the_right_pages(pages):
    title = "Provenance and verification"
    where = next(n for n, text in enumerate(pages, 1) if f"{title}\nCountry:" in text)

    assert f"{title} {where}" in " ".join(pages[2].split())


def test_every_page_but_the_first_has_its_number_and_its_country(pages):
    for number, text in enumerate(pages[1:], start=2):
        assert f"{number} / {len(pages)}" in text
        assert "Samplia · 2026" in text


def test_the_answers_inside_are_those_that_were_attached(printed):
    assert read_contents(printed).attachments == (ATTACHMENT,)


def test_the_attachment_is_declared_as_the_source_of_the_report(printed):
    with opened(printed) as pdf:
        (spec,) = pdf.Root.AF

        assert str(spec.AFRelationship) == "/Source"
        assert str(spec.UF) == "XS-2026-training.json"
        assert str(spec.EF.F.Subtype) == "/application/json"


def test_a_sample_is_marked_on_every_page_and_in_the_metadata(printed, pages):
    with opened(printed) as pdf:
        for page in pdf.pages:
            assert "/Watermark" in page.obj.Resources.XObject
            first = page.obj.Contents[0].read_bytes()
            assert first.startswith(b"/Artifact")
            assert b"/Watermark Do" in first
        assert "SAMPLE" in str(pdf.docinfo["/Keywords"])
        assert b"SAMPLE" in pdf.Root.Metadata.read_bytes()
    assert "invented country For training only" in " ".join(pages[0].split())
    assert all("SAMPLE · TRAINING" in text for text in pages[1:])


def test_a_real_country_has_no_watermark():
    report = a_national_report(code="FR", kind="government")

    with opened(render_pdf(report)) as pdf:
        assert all(
            "/Watermark" not in page.obj.Resources.get("/XObject", {})
            for page in pdf.pages
        )
        assert "/Keywords" not in pdf.docinfo


def test_the_file_says_that_it_is_accessible_and_made_to_last(printed):
    with opened(printed) as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode()

        assert xmp.count("<rdf:RDF") == 1
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
        assert 'pdfaid:part="3"' in xmp
        assert 'pdfaid:conformance="A"' in xmp
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo["/Title"]) == "National gap report: Samplia, 2026"


def test_headings_never_skip_a_level(printed):
    with opened(printed) as pdf:
        levels = [int(k[2]) for k in kinds(pdf) if k[:2] == "/H" and k[2:].isdigit()]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_drawing_has_words_for_who_cannot_see_it(printed):
    with opened(printed) as pdf:
        figures = [
            e for e in elements(pdf.Root.StructTreeRoot.K) if str(e.S) == "/Figure"
        ]

        assert figures
        assert all(str(figure.Alt) for figure in figures)


def test_table_cells_know_their_headings(printed):
    with opened(printed) as pdf:
        tags = kinds(pdf)

    assert "/TH" in tags
    assert "/TD" in tags


def test_only_fonts_of_the_packages_are_embedded():
    names = set()
    for language in ("en", "ar", "zh"):
        with opened(printed_in(language)) as pdf:
            names |= {
                str(o.FontName).partition("+")[2]
                for o in pdf.objects
                if isinstance(o, pikepdf.Dictionary) and "/FontName" in o
            }

    assert names
    assert all(name.startswith(("Noto-Sans", "Report")) for name in names), names


@pytest.mark.parametrize("language", SENTENCES)
def test_nothing_is_logged_while_a_report_is_laid_out(language, caplog):
    with caplog.at_level(logging.WARNING, "weasyprint"):
        render_pdf(a_national_report(language))

    assert not caplog.records


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh"])
def test_what_was_written_can_be_read_back_from_the_page(language):
    pdf = printed_in(language, "record")

    text = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)

    assert "".join(SENTENCES[language].split()) in "".join(text.split())


def test_an_arabic_report_runs_from_right_to_left():
    laid_out = lay_out(a_national_report("ar"))

    with opened(printed_in("ar")) as pdf:
        assert str(pdf.Root.Lang) == "ar"
    html = laid_out.document.pages[1]._page_box.children[0]
    assert html.style["direction"] == "rtl"
    heading = next(box for box in html.descendants() if box.element_tag == "h2")
    line = next(box for box in heading.descendants() if type(box).__name__ == "TextBox")
    assert line.position_x > laid_out.document.pages[1].width / 2


@pytest.mark.parametrize(
    "note",
    [
        '<img src="http://example.org/pixel.png">',
        '<img src="file:///etc/hostname">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '"><style>@import url(http://example.org/x.css);</style>',
        "</title></head><body onload=x>{{ 7 * 7 }}{% raw %}",
    ],
)
def test_a_note_is_printed_as_text_and_loads_nothing(note, caplog):
    with caplog.at_level(logging.WARNING, "weasyprint"):
        pdf = render_pdf(a_report("record", note=note))

    assert not caplog.records
    with opened(pdf) as document:
        assert len(document.attachments) == 1
    text = "".join(p.extract_text() for p in pypdf.PdfReader(BytesIO(pdf)).pages)
    assert "".join(note.split()) in "".join(text.split())


@pytest.mark.parametrize(
    "note",
    [
        "word " * 800,
        "x" * 4000,
        "\n".join(f"line {n}" for n in range(400)),
        "emoji \U0001f600, Thai ก, control \x07 and \u202e override",
        SENTENCES["ar"] + SENTENCES["zh"] + "→ ≥ ✓",
    ],
    ids=["long", "one long word", "many lines", "strange", "three scripts"],
)
def test_no_note_breaks_a_page(note, caplog):
    with caplog.at_level(logging.WARNING, "weasyprint"):
        document = lay_out(a_report("record", note=note)).document

    assert not caplog.records
    assert not list(beyond_the_edge(document))


LONG = "Ministeriumfürbesondereaufgabendergrenzüberschreitendenzusammenarbeit" * 3
ADDRESS = "https://example.org/" + "a" * 170


HANGING = 8
"""CSS pixels that text may stand in the margin."""


def beyond_the_edge(document):
    """Yield text that leaves the area inside the margins of its page.

    Two millimetres are let pass: from right to left a space at the end of a line hangs
    into the margin (WeasyPrint 70).
    """
    for page in document.pages:
        box = page._page_box
        left, right = box.content_box_x(), box.content_box_x() + box.width
        for part in box.descendants():
            if type(part).__name__ != "TextBox" or not part.text.strip():
                continue
            if not left - HANGING <= part.position_x <= right + HANGING - part.width:
                yield part.text


@pytest.mark.parametrize("kind", ["brief", "gap", "record"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_cut_at_the_page_edge_however_long_a_word(kind, language):
    plan = (
        PlanItem("law", "c3", LONG, date(2027, 1, 1), note=LONG, wording=LONG),
        PlanItem("law", "c4", status=PlanStatus.DECLINED, note=LONG, wording=LONG),
    )
    report = a_report(
        kind,
        language,
        note=f"{LONG} {ADDRESS}",
        respondent=LONG,
        subject=Subject("XS", LONG),
        plan=plan,
        targets={"law": 4},
        target_reasons={"law": LONG},
        clearance=Clearance(LONG, LONG, date(2026, 1, 1)),
    )

    assert not list(beyond_the_edge(lay_out(report).document))


def test_what_was_typed_beside_a_long_word_is_printed_whole():
    pdf = render_pdf(a_report("record", note=ADDRESS))

    text = "".join(p.extract_text() for p in pypdf.PdfReader(BytesIO(pdf)).pages)

    assert ADDRESS in "".join(text.split())


@pytest.mark.parametrize("kind", ["brief", "gap"])
def test_an_empty_assessment_makes_three_pages_that_say_what_to_answer(kind):
    pages = pypdf.PdfReader(BytesIO(render_pdf(an_empty_report(kind)))).pages
    first = " ".join(pages[0].extract_text().split())

    assert len(pages) == 3
    assert "Too early for a result: 0 of 6 answered." in first
    assert "Answer these first" in first
    assert "Weak" not in first


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("kind", ["brief", "gap", "record"])
def test_every_figure_of_a_report_is_found_on_paper(kind, language):
    pdf = tampering.opened(printed_in(language, kind))
    places = {str(e.T) for e in tampering.elements(pdf) if "/T" in e}

    assert places - {"code"} == set(a_report(kind, language).printed)


def test_a_report_without_any_applicable_indicator_can_be_printed():
    report = an_empty_report(profile={"coast": ("no",), "routes": ()})

    assert render_pdf(report).startswith(b"%PDF-")


def test_an_alternative_assessment_is_printed_beside_it():
    framework = a_national_framework()
    report = compose_national(
        framework,
        an_assessment(
            framework, {"law": 2, "data": 3, "care": 1, "money": 2, "staff": 2}
        ),
        language="en",
        made_on=NOON,
        alternative=an_assessment(framework, {"law": 0}, respondent="A network"),
        attachments=ATTACHED,
    )

    pages = pypdf.PdfReader(BytesIO(render_pdf(report))).pages
    text = " ".join(page.extract_text() for page in pages)

    assert "The alternative assessment beside it" in text
    assert "Another voice sees it differently. A network" in " ".join(
        pages[0].extract_text().split()
    )


def test_the_same_report_gives_the_same_bytes(printed):
    assert render_pdf(a_national_report()) == printed


def test_the_verification_code_is_printed(pages):
    assert code_of(ATTACHMENT) in " ".join(pages[-1].split())


def test_the_page_on_screen_is_one_file_that_loads_nothing():
    html = render_html(a_report("record", note="<script>alert(1)</script>"))
    html += render_html(a_national_report())

    assert html.startswith("<!DOCTYPE html>")
    assert "<script" not in html
    assert "asset:" not in html
    assert "<svg" in html
    assert 'src="' not in html
    assert "SAMPLE · TRAINING" in html


def test_the_words_of_the_questions_are_explained_in_the_record():
    framework = replace(
        a_national_framework(),
        terms=(
            Term("child", "child", ("child",), "Everybody under 18.", Citation("OWN")),
        ),
    )
    assessment = an_assessment(
        framework, {"law": 2, "data": 3, "care": 1, "money": 2, "staff": 2}
    )
    record, gap = (
        COMPOSERS[kind](
            framework, assessment, language="en", made_on=NOON, attachments=ATTACHED
        )
        for kind in ("record", "gap")
    )

    assert "Everybody under 18." in render_html(record)
    assert "Everybody under 18." not in render_html(gap)
    assert "what the words of the questions mean stands in the record" in render_html(
        gap
    )


@pytest.mark.parametrize(
    ("archetype", "kind", "pages"),
    [("fragile-state", "brief", 2), ("first-round", "gap", 3)],
)
def test_the_longest_french_texts_stay_on_their_pages(archetype, kind, pages):
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    drawn = next(each for each in framework.archetypes if each.key == archetype)
    mine = draw_sample(framework, drawn, SampleDraw(1, 1, "XA", "2025", "fr"))

    report = COMPOSERS[kind](
        framework,
        mine,
        language="fr",
        made_on=NOON,
        alternative=alternative_of(framework, mine, seed=1),
    )

    assert len(lay_out(report).document.pages) == pages
