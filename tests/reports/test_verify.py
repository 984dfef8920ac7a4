"""A report that was tampered with is found out; an honest one is not."""

import re
from io import BytesIO

import pikepdf
import pytest

from assessment.errors import ReportError
from assessment.reporting.paper.archive import read_attachment
from assessment.reporting.paper.layout import render_pdf
from assessment.reporting.paper.verify import Difference, differences, verify_pdf
from tests.reports.national import ATTACHMENT, SENTENCES, a_national_report, printed_in


@pytest.mark.parametrize("language", SENTENCES)
def test_an_honest_report_agrees_with_itself(language):
    report = a_national_report(language)

    document = verify_pdf(printed_in(language))

    assert document.attachments == (ATTACHMENT,)
    assert document.is_intact
    assert differences(document, verify_pdf(render_pdf(report))) == ()
    assert set(document.printed) == set(report.printed)


def saved(pdf):
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_a_changed_attachment_is_found():
    pdf = pikepdf.open(BytesIO(printed_in("en")))
    pdf.Root.AF[0].EF.F.write(ATTACHMENT.replace("tests", "fraud").encode())

    document = verify_pdf(saved(pdf))

    assert not document.is_intact


def with_swapped_digits(page, *, above):
    """Return the page with the digits of two-digit numbers larger than *above* swapped."""
    changed, size = [], 0.0
    for instruction in pikepdf.parse_content_stream(page):
        operands = list(instruction.operands)
        if str(instruction.operator) == "Tf":
            size = float(operands[1])
        if str(instruction.operator) == "TJ" and size > above:
            glyphs = b"".join(
                bytes(piece)
                for piece in operands[0]
                if isinstance(piece, pikepdf.String)
            )
            swapped = pikepdf.String(glyphs[2:] + glyphs[:2])
            operands = [pikepdf.Array([swapped])]
        changed.append((operands, instruction.operator))
    return pikepdf.unparse_content_stream(changed)


def test_a_number_changed_on_paper_is_found():
    report = a_national_report()
    pdf = pikepdf.open(BytesIO(printed_in("en")))
    year = pdf.pages[1]
    assert re.fullmatch(r"\d\d", report.year.score)
    year.obj.Contents = pdf.make_stream(with_swapped_digits(year, above=45))

    found = differences(verify_pdf(saved(pdf)), verify_pdf(printed_in("en")))

    score = report.year.score
    assert found == (Difference("overall score", f"{score[::-1]} / {score}", score),)


@pytest.mark.parametrize("data", [b"", b"not a PDF", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_refused_in_one_sentence(data):
    with pytest.raises(ReportError, match="can be read"):
        verify_pdf(data)


@pytest.mark.parametrize("drawing", [b"EMC EMC", b"0 Tj EMC"])
def test_a_page_that_draws_nonsense_is_refused_in_one_sentence(drawing):
    pdf = pikepdf.open(BytesIO(printed_in("en")))
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(drawing)

    with pytest.raises(ReportError, match=r"a\.pdf"):
        verify_pdf(saved(pdf), "a.pdf")


def test_a_pdf_of_somebody_else_is_refused():
    pdf = pikepdf.new()
    pdf.add_blank_page()

    with pytest.raises(ReportError, match="not one of our reports"):
        read_attachment(saved(pdf))
