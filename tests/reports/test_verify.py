"""A report that was tampered with is found out; an honest one is not."""

import pytest

from assessment.errors import ReportError
from assessment.reporting.paper.layout import render_pdf
from assessment.reporting.paper.verify import compare, read_contents
from tests.reports import tampering
from tests.reports.national import (
    ATTACHMENT,
    SENTENCES,
    a_national_report,
    a_report,
    printed_in,
)
from tests.reports.tampering import changed, saved, swapped

ATTACHED = (ATTACHMENT,)

SEEN_IN_EVERY_CASE = [
    tampering.white_sheet_with_another_number,
    tampering.text_outside_the_structure,
    tampering.invisible_text,
    tampering.white_text,
    tampering.blanked_pages,
    tampering.no_watermark,
    tampering.white_watermark,
    tampering.a_page_more,
    tampering.a_note_over_the_page,
    tampering.glyphs_with_another_meaning,
    tampering.another_attachment,
    swapped("overall score"),
    swapped("overall high"),
    swapped("1 evidenced"),
]
"""Found by what is compared when another version of the program made the report."""

SEEN_BY_PRINTING_ANEW = [
    tampering.white_sheet_said_to_be_decoration,
    tampering.a_page_less,
]
"""Found only when the program that checks is the one that printed."""


def speaks_against(found):
    """Return whether the weak check, that of another version, finds something."""
    return bool(found.differences or found.foreign)


def name_of(change):
    return change.__qualname__.partition(".")[0]


@pytest.mark.parametrize("language", SENTENCES)
def test_an_honest_report_is_the_same_as_one_made_anew(language):
    report = a_national_report(language)
    printed = printed_in(language)

    anew = render_pdf(report)

    assert anew == printed
    assert compare(printed, anew, ATTACHED).figures == len(report.printed)


def test_a_report_saved_by_another_program_still_shows_the_same():
    printed = printed_in("en")
    resaved = saved(tampering.opened(printed))

    assert resaved != printed
    assert compare(resaved, printed, ATTACHED).same


@pytest.mark.parametrize("change", SEEN_IN_EVERY_CASE, ids=name_of)
def test_a_change_is_found_even_without_making_the_same_bytes(change):
    printed = printed_in("en")
    contents = read_contents(changed(printed, change))

    found = compare(changed(printed, change), printed, contents.attachments)

    assert not found.same
    assert speaks_against(found)


@pytest.mark.parametrize("change", SEEN_BY_PRINTING_ANEW, ids=name_of)
def test_a_change_of_a_drawing_is_found_by_printing_anew(change):
    printed = printed_in("en")

    found = compare(changed(printed, change), printed, ATTACHED)

    assert not found.same
    assert found.pages


def test_what_differs_is_said_with_its_place():
    printed, report = printed_in("en"), a_national_report()
    score = report.printed["overall score"]

    found = compare(changed(printed, swapped("overall score")), printed, ATTACHED)

    (difference,) = found.differences
    assert difference.place == "overall score"
    assert difference.printed == f"{score[::-1]} / {score}"
    assert difference.computed == score
    assert found.pages == (1,)


def test_a_changed_word_is_found_with_its_page():
    other = render_pdf(a_report("record", note="Somebody changed this."))

    found = compare(other, printed_in("en", "record"), ATTACHED)

    assert not found.differences
    assert any("Somebody changed this." in word.printed for word in found.words)


@pytest.mark.parametrize("data", [b"", b"not a PDF", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_refused_in_one_sentence(data):
    with pytest.raises(ReportError, match=r"cannot be read: a\.pdf is no PDF"):
        read_contents(data, "a.pdf")


@pytest.mark.parametrize("drawing", [b"EMC EMC", b"0 Tj EMC", b"Q", b"/P BMC", b"1 cm"])
def test_a_page_that_draws_nonsense_is_refused_in_one_sentence(drawing):
    def nonsense(document):
        document.pages[0].obj.Contents = document.make_stream(drawing)

    with pytest.raises(ReportError, match=r"a\.pdf"):
        compare(changed(printed_in("en"), nonsense), printed_in("en"), (), "a.pdf")


def test_a_pdf_of_somebody_else_is_refused():
    pdf = tampering.pikepdf.new()
    pdf.add_blank_page()

    with pytest.raises(ReportError, match="not one of our reports"):
        read_contents(saved(pdf))
