"""The blank questionnaire: what is asked, on paper, and no answer."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest

from assessment.domain.answers import PlanItem
from assessment.domain.framework import Figure, Scope
from assessment.reporting.paper.layout import render_html
from assessment.services.reports.kept import report_digest
from assessment.services.reports.kinds import ReportOrder, composed, form_order
from assessment.services.reports.making import report_pdf
from tests.builders import (
    a_condition,
    a_criterion,
    a_fact,
    a_framework,
    a_ladder,
    a_point,
    an_answer,
    an_assessment,
    an_indicator,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
FRAMEWORK = a_framework(
    an_indicator(
        "law",
        core=True,
        ladder=a_ladder("c1", ["c2", a_criterion("port", when=(a_condition(),))]),
        evidence=("The law itself",),
        mistakes=("Counting a draft.",),
        figures=(Figure("spent", "Money spent", "million"),),
    ),
    an_indicator("sea", when=(a_condition(),)),
    an_indicator("care", point="care"),
    points=(a_point("systems"), a_point("care")),
    facts=(a_fact("coast"),),
)
SECRET = "Nobody else may read this"


def an_order(assessment=None, **given):
    return form_order(FRAMEWORK, assessment, language="en", made_on=NOON, **given)


def numbers(form):
    return [sheet.number for point in form.points for sheet in point.sheets]


def test_a_blank_form_asks_everything_and_belongs_to_nobody():
    form = composed(an_order())

    assert numbers(form) == ["1.1", "1.2", "2.1"]
    assert (form.country, form.watermark, form.attachments) == (
        FRAMEWORK.title,
        "",
        (),
    )
    assert [fact.options for fact in form.facts] == [("Yes", "No")]
    law = form.points[0].sheets[0]
    assert [c for rung in law.rungs for c in rung.criteria] == [
        "It is true that c1 holds.",
        "It is true that c2 holds.",
        "It is true that port holds.",
    ]
    assert (law.evidence, law.mistakes) == (("The law itself",), ("Counting a draft.",))
    assert law.figures[0].unit == "million"


def test_a_profile_leaves_out_what_is_not_asked():
    landlocked = an_assessment(FRAMEWORK, {}, profile={"coast": ("no",)})

    form = composed(an_order(landlocked))

    assert numbers(form) == ["1.1", "2.1"]
    assert form.left_out == (
        "1 question is left out: the profile of the country says that it does not apply."
    )
    assert form.facts == ()
    law = form.points[0].sheets[0]
    assert law.rungs[1].criteria == ("It is true that c2 holds.",)
    assert form.watermark == "SAMPLE · TRAINING"


def test_a_form_of_one_point_or_the_core_keeps_the_numbers_of_the_whole():
    assert numbers(composed(an_order(only=("care",)))) == ["2.1"]
    assert numbers(composed(an_order(scope="core"))) == ["1.1"]
    core = an_assessment(FRAMEWORK, {}, scope=Scope.CORE)
    assert numbers(composed(an_order(core, only=("systems",)))) == ["1.1"]


def test_no_answer_gets_into_a_form_whoever_orders_it():
    answered = replace(
        an_assessment(FRAMEWORK, {"law": an_answer("c1", note=SECRET)}),
        respondent=SECRET,
        plan=(PlanItem("law", "c2", note=SECRET),),
        targets={"law": 4},
        target_reasons={"law": SECRET},
    )

    order = ReportOrder(FRAMEWORK, answered, "en", NOON, kind="questionnaire")

    pdf = pypdf.PdfReader(BytesIO(report_pdf(order)))
    assert SECRET not in " ".join(page.extract_text() for page in pdf.pages)
    assert pdf.attachments == {}
    assert SECRET not in render_html(composed(order))


def test_forms_are_kept_apart_by_what_they_ask():
    blank = an_assessment(FRAMEWORK, {})
    orders = [
        an_order(blank),
        an_order(blank, only=("care",)),
        an_order(replace(blank, scope=Scope.CORE)),
        an_order(replace(blank, profile={"coast": ("no",)})),
    ]

    assert len({report_digest(order) for order in orders}) == len(orders)
    answered = replace(blank, answers={"law": an_answer("c1")})
    assert report_digest(an_order(answered)) == report_digest(orders[0])


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_question_stands_on_paper(language):
    order = form_order(FRAMEWORK, None, language=language, made_on=NOON)

    pages = pypdf.PdfReader(BytesIO(report_pdf(order))).pages

    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for indicator in FRAMEWORK.indicators:
        assert indicator.question in text
        assert all(criterion.text in text for criterion in indicator.criteria())
