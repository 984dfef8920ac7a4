"""Reports for the tests of this folder: a small framework, printed for real."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

from assessment.domain.answers import EvidenceItem, Subject
from assessment.domain.framework import Citation, Recommendation
from assessment.reporting.brief.document import compose_brief
from assessment.reporting.brief.page import Brief
from assessment.reporting.national.compose import compose_national
from assessment.reporting.national.report import GapReport
from assessment.reporting.paper.layout import render_pdf
from assessment.reporting.paper.printed import Attachment
from assessment.reporting.record.compose import compose_record
from assessment.reporting.record.page import Record
from assessment.reporting.short.page import ShortReport
from tests.builders import (
    a_condition,
    a_framework,
    a_point,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ATTACHMENT = '{"format": "assessment/1", "made": "for tests"}\n'
ATTACHED = (Attachment("XS-2026-training.json", "The answers", ATTACHMENT),)

SENTENCES = {
    "en": "Children are protected – everywhere, “in law” and in practice.",
    "fr": "Les enfants sont protégés partout, « en droit » et en pratique.",
    "es": "¿Están protegidos los niños? Sí, en la ley y en la práctica.",
    "ru": "Дети защищены везде – по закону и на деле.",
    "ar": "الأطفال محميون في كل مكان، في القانون وفي الممارسة.",
    "zh": "儿童在任何地方都受到保护，无论在法律上还是在实践中。",
}


def a_national_framework(sentence: str = SENTENCES["en"]):
    """Return a framework with two points, a recommendation and a condition."""
    return a_framework(
        an_indicator("law", title=sentence, critical=True, recommendations=("V01",)),
        an_indicator("data", type="process"),
        an_indicator("care", point="support", type="outcome", recommendations=("V01",)),
        an_indicator("ports", point="support", when=(a_condition("coast"),)),
        an_indicator("money", point="support"),
        an_indicator("staff", point="support"),
        points=(a_point("systems", title=sentence), a_point("support")),
        recommendations=(Recommendation("V01", sentence, "SRSG", (Citation("OWN"),)),),
    )


COMPOSERS = {
    "gap": compose_national,
    "brief": compose_brief,
    "record": compose_record,
}


def a_report(
    document: str, language: str = "en", *, note: str = "", code: str = "XS", **given
) -> GapReport | Brief | Record:
    """Return a composed report called *document*; *note* stands in one of the answers."""
    sentence = SENTENCES[language]
    framework = a_national_framework(sentence)
    evidence = (EvidenceItem(sentence, "https://example.org/law", "2025", "3"),)
    answers = {
        "law": an_answer("c1", "c2", evidence=evidence, note=note or sentence),
        "data": an_answer("c1", "c3", grade="D"),
        "care": 3,
        "staff": 2,
        "money": we_do_not_know(),
    }
    assessment = an_assessment(
        framework, answers, code=code, profile={"coast": ("no",)}, **given
    )
    return COMPOSERS[document](
        framework,
        assessment,
        language=language,
        made_on=NOON,
        attachments=ATTACHED,
    )


def a_national_report(language: str = "en", **given) -> GapReport:
    """Return the gap report, composed."""
    return a_report("gap", language, **given)


def an_empty_report(kind: str = "gap", **given) -> ShortReport:
    """Return the report of an assessment that nobody has touched."""
    framework = a_national_framework()
    assessment = replace(an_assessment(framework, {}, **given), subject=Subject("XS"))
    return COMPOSERS[kind](
        framework, assessment, language="en", made_on=NOON, attachments=ATTACHED
    )


@lru_cache(maxsize=24)
def printed_in(language: str, kind: str = "gap") -> bytes:
    """Return the report in *language* as PDF; printed once for all tests."""
    return render_pdf(a_report(kind, language))
