"""Replies are printed beside what they answer, alter nothing of it, and can be verified."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from assessment.domain.answers import AssessmentKind
from assessment.domain.voices import Replies, Reply
from assessment.errors import AlteredReportError, InvalidPortableFileError
from assessment.services.reports.kinds import ReportOrder, attachments_of
from assessment.services.reports.making import report_pdf
from assessment.services.reports.verifying import Outcome, verify_report
from tests.builders import an_answer, an_assessment
from tests.reports.national import NOON, a_national_framework

FRAMEWORK = a_national_framework()
MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)
REPLIES = Replies(
    "7Q2M-9T4K-XB1CD",
    (
        Reply("", "The whole leaves out the new law.", "Team XS", "Head of unit", MAY),
        Reply("law", "It is in force since May.", "Team XS", "Head of unit", JUNE, MAY),
        Reply("data", "", "Team XS", "Head of unit", MAY, None, JUNE, "An error."),
    ),
)


def voice(kind, **levels):
    answers = {"law": an_answer("c1"), "data": 2, "care": 3, "staff": 2, "money": 1}
    return an_assessment(
        FRAMEWORK, answers | levels, code="XS", profile={"coast": ("no",)}, kind=kind
    )


GOVERNMENT = voice(AssessmentKind.TRAINING)
ALTERNATIVE = voice(AssessmentKind.ALTERNATIVE, law=4)


def order(kind, *, of=GOVERNMENT, beside=ALTERNATIVE, replies=REPLIES, language="en"):
    return ReportOrder(
        FRAMEWORK, of, language, NOON, beside, kind=kind, replies=replies
    )


@lru_cache(maxsize=8)
def pdf_of(kind, own=False):
    given = {"of": ALTERNATIVE, "beside": None} if own else {}
    return report_pdf(order(kind, **given))


def words_of(pdf):
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("kind", ["gap", "record"])
def test_a_report_prints_the_replies_with_who_gave_them_and_when(kind, own):
    words = words_of(pdf_of(kind, own))

    assert "What the government replies" in words
    assert "The whole leaves out the new law." in words
    assert "It is in force since May." in words
    assert "Team XS, Head of unit, 4 May 2026, corrected on 1 June 2026" in words
    assert "Withdrawn on 1 June 2026: An error." in words
    assert "They answer the assessment 7Q2M-9T4K-XB1CD." in words


def test_the_brief_says_that_there_are_replies_and_where():
    pdf = pdf_of("brief")

    assert len(PdfReader(BytesIO(pdf)).pages) == 2
    assert "gave 2 replies to the alternative assessment" in words_of(pdf)


@pytest.mark.parametrize("kind", ["brief", "gap", "record"])
def test_a_report_with_replies_is_verified_to_the_byte(kind):
    verified = verify_report(pdf_of(kind), "report.pdf", FRAMEWORK)

    assert verified.outcome is Outcome.IDENTICAL


def with_other_replies(pdf, change):
    changed = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for spec in document.Root["/AF"]:
            text = spec.EF.F.read_bytes().decode()
            if '"replies/1"' in text:
                spec.EF.F.write(change(text).encode())
        document.save(changed)
    return changed.getvalue()


def test_a_reply_whose_file_says_something_else_is_found():
    forged = with_other_replies(
        pdf_of("gap"), lambda text: text.replace("since May", "since March")
    )

    with pytest.raises(AlteredReportError) as caught:
        verify_report(forged, "report.pdf", FRAMEWORK)

    assert "since May" in str(caught.value)


def test_replies_that_cannot_be_read_are_refused_in_words():
    broken = with_other_replies(
        pdf_of("gap"), lambda text: text.replace('"law"', '"lau"')
    )

    with pytest.raises(InvalidPortableFileError, match="lau"):
        verify_report(broken, "report.pdf", FRAMEWORK)


def test_what_is_answered_is_attached_as_it_is_without_replies():
    without = attachments_of(order("gap", replies=Replies()))
    answers, other, replies = attachments_of(order("gap"))

    assert (answers, other) == without
    assert replies.name == "XS-2026-training-replies.json"
    assert replies.relationship == "Data"


def test_without_replies_nothing_of_them_is_printed():
    pdf = report_pdf(order("gap", replies=Replies("7Q2M-9T4K-XB1CD")))

    assert "replies" not in words_of(pdf)


def test_a_withdrawn_reply_alone_is_no_reply_to_the_minister():
    gone = replace(REPLIES, said=REPLIES.said[2:])

    assert "gave" not in words_of(report_pdf(order("brief", replies=gone)))
