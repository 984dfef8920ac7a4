"""What a national gap report says, before anything is laid out."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assessment.domain.answers import (
    Clearance,
    EvidenceItem,
    FigureEntry,
    PlanItem,
    PlanStatus,
    Subject,
)
from assessment.domain.framework import Citation, Figure, Recommendation
from assessment.errors import EditionMismatchError
from assessment.reporting.national.compose import SAMPLE_KEYWORDS, compose_national
from tests.builders import (
    a_condition,
    a_criterion,
    a_framework,
    a_ladder,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def composed(framework, assessment, *, language="en", **given):
    return compose_national(
        framework, assessment, language=language, made_on=NOON, **given
    )


def a_report(answers, *indicators, **given):
    framework = a_framework(
        *(indicators or (an_indicator("law"), an_indicator("data")))
    )
    return composed(framework, an_assessment(framework, answers, **given))


def test_the_year_page_says_score_band_and_range_in_a_sentence():
    report = a_report({"law": 2})

    assert report.year.score == "50"
    assert report.year.band == "Middle"
    assert report.year.sentences == (
        "Between 25 and 75, depending on 1 answer still open.",
    )


def test_a_full_assessment_has_no_open_range():
    report = a_report({"law": 2, "data": 3})

    assert report.year.sentences == ("Every question that applies is answered.",)
    assert report.points[0].span == "63"


def test_the_reason_for_a_capped_band_is_printed():
    indicators = (
        an_indicator("law", critical=True),
        *(an_indicator(f"data{n}") for n in range(4)),
    )

    report = a_report({"law": 0, **{f"data{n}": 4 for n in range(4)}}, *indicators)

    assert report.year.band == "Middle"
    assert "held at “Middle”" in report.year.sentences[1]
    assert "1.1 Title of law" in report.year.sentences[1]


def test_a_critical_indicator_at_level_one_is_flagged():
    report = a_report({"law": 1}, an_indicator("law", critical=True))

    assert "Critical, and to be watched: 1.1 Title of law." in report.year.sentences
    assert report.critical[0].is_alarm


def test_claimed_and_evidenced_stand_side_by_side():
    framework = a_framework(an_indicator("law"))
    assessment = an_assessment(
        framework, {"law": an_answer("c1", "c2", "c3", grade="D")}
    )

    report = composed(framework, assessment)

    assert report.year.score == "75"
    assert (report.year.facts[0].value, report.year.facts[0].note) == (
        "25",
        "50 below the claim",
    )
    unproven = report.open[2].items[0]
    assert unproven.remark == "claimed 3, supported 1"


def test_practice_is_set_against_the_law():
    indicators = (an_indicator("law"), an_indicator("data", type="process"))

    report = a_report({"law": 3, "data": 1}, *indicators)

    assert [fact.value for fact in report.year.facts[1:3]] == ["75", "25"]
    assert report.year.facts[2].note == "50 behind the law"
    assert report.dumbbells[0].text == "Law 75, practice and results 25: −50."


def test_strengths_are_what_reached_its_target_best_proven_first():
    framework = a_framework(*(an_indicator(key) for key in ("a", "b", "c")))
    answers = {
        "a": an_answer("c1", "c2", "c3", "c4", grade="D"),
        "b": an_answer("c1", "c2", "c3"),
        "c": an_answer("c1"),
    }

    report = composed(framework, an_assessment(framework, answers))

    assert [item.number for item in report.year.strengths] == ["1.2", "1.1"]


def test_a_priority_names_the_exact_next_step():
    report = a_report({"law": 1, "data": 3})

    first = report.year.priorities[0]
    assert (first.number, first.text) == ("1.1", "Bring c2 about.")


def test_for_what_is_not_known_the_next_step_is_finding_out():
    report = a_report({"law": we_do_not_know(), "data": 3})

    assert report.year.priorities[0].text == "First find out: Is there law?"
    assert report.gaps[0].actions == ()
    assert report.open[0].items[0].number == "1.1"


def test_a_gap_carries_its_state_its_target_and_who_acts():
    report = a_report({"law": 1, "data": 3})

    gap = report.gaps[0]
    assert gap.state == "Now level 1, Started; target 3."
    assert [(a.text, a.owner, a.effort) for a in gap.actions] == [
        ("Bring c2 about.", "Justice", "existing means")
    ]


def test_without_a_plan_one_is_proposed_with_dates_by_effort():
    ladder = a_ladder("c1", [a_criterion("c2", effort="law")], "c3", "c4")
    report = a_report({"law": 1}, an_indicator("law", ladder=ladder))

    assert report.plan.is_proposed
    assert [a.due for a in report.plan.actions] == ["30 September 2027"]
    assert report.plan.owners[0].text == "Justice: 1 next step, for 1.1."


def test_the_countrys_own_plan_is_printed_and_uncovered_gaps_are_named():
    plan = (
        PlanItem("law", "c2", "The minister", date(2026, 9, 1), PlanStatus.STARTED),
    )

    report = a_report({"law": 1, "data": 1}, plan=plan)

    action = report.plan.actions[0]
    assert not report.plan.is_proposed
    assert (action.owner, action.due, action.status) == (
        "The minister",
        "1 September 2026",
        "started",
    )
    assert report.plan.uncovered == "1 gap has no action in the plan yet: 1.2."


def test_a_recommendation_served_by_one_indicator_is_fragile():
    cited = (Citation("OWN"),)
    framework = a_framework(
        an_indicator("law", recommendations=("V01", "V02")),
        an_indicator("data", recommendations=("V02",)),
        recommendations=(
            Recommendation("V01", "Do this.", "SRSG", cited),
            Recommendation("V02", "Do that.", "SRSG", cited),
        ),
    )

    report = composed(framework, an_assessment(framework, {"law": 2, "data": 4}))

    first, second = report.recommendations
    assert (first.score, first.remark) == ("50", "backed 50, fragile")
    assert (second.score, second.remark) == ("75", "backed 75, 2 of 2 answered")


def test_below_minimum_coverage_the_report_is_provisional():
    report = a_report({"law": 2})

    assert report.provisional == "Provisional: 50% answered, at least 80% are needed."
    assert report.points[0].is_provisional


def test_a_full_assessment_is_not_provisional():
    assert a_report({"law": 2, "data": 2}).provisional == ""


def test_not_applicable_is_printed_with_its_reason():
    off = an_indicator("ports", when=(a_condition("coast"),))

    report = a_report({"law": 2}, an_indicator("law"), off, profile={"coast": ("no",)})

    item = report.open[3].items[0]
    assert (item.number, item.remark) == ("1.2", "The answer was no.")
    assert report.chapters[0].indicators[1].strip is None


def test_an_empty_assessment_makes_a_report_without_a_single_score():
    report = a_report({})

    assert report.year.score == "–"
    assert report.year.band == "No score yet"
    assert report.printed["overall score"] == "–"
    assert report.provisional


def test_an_assessment_in_which_nothing_applies_makes_a_report():
    off = an_indicator("ports", when=(a_condition("coast"),))

    report = a_report({}, off, profile={"coast": ("no",)})

    assert report.gaps == ()
    assert report.year.facts[3].value == "–"


def test_the_annex_holds_criteria_evidence_figures_and_note():
    ladder = a_ladder("c1", "c2", "c3", "c4")
    figure = Figure("staff", "Trained staff", "people")
    framework = a_framework(an_indicator("law", ladder=ladder, figures=(figure,)))
    answer = an_answer(
        "c1",
        "c3",
        evidence=(EvidenceItem("The act", "https://example.org", "2024", "12"),),
        figures=(FigureEntry("staff", Decimal("1234.5"), 2025),),
        note="First line.\n\nSecond line.",
    )

    report = composed(framework, an_assessment(framework, {"law": answer}))

    assert report.annex[0].answers[0].parts == (
        "Met: It is true that c1 holds.",
        "Ahead: It is true that c3 holds.",
        "Missing: see gap 1.",
        "Evidence: A; The act, 2024, p. 12, https://example.org",
        "Figures: Trained staff: 1,234.5 people (2025)",
        "Note: First line.",
        "Second line.",
    )


def test_a_number_too_small_to_print_stays_less_than_five():
    figure = Figure("children", "Children", "children", counts_children=True)
    framework = a_framework(an_indicator("law", figures=(figure,)))
    answer = an_answer("c1", figures=(FigureEntry("children", None),))

    report = composed(framework, an_assessment(framework, {"law": answer}))

    assert "Figures: Children: <5 children (–)" in report.annex[0].answers[0].parts


def test_the_worked_calculation_adds_up_to_the_printed_score():
    indicators = (an_indicator("law"), an_indicator("data", point="second"))

    report = a_report({"law": 1, "data": 4}, *indicators)

    assert report.method.worked == (
        "1 Title of systems: 25.00 × 1 ÷ 2 = 12.50",
        "2 Title of second: 100.00 × 1 ÷ 2 = 50.00",
    )
    assert "Overall score: 62.50, printed as 63." in report.method.worked_result[0]


def test_an_alternative_assessment_is_set_beside_it_widest_difference_first():
    framework = a_framework(*(an_indicator(key) for key in ("a", "b", "c", "d")))
    mine = an_assessment(framework, {"a": 2, "b": 4, "c": 3})
    theirs = an_assessment(framework, {"a": 1, "b": 1, "c": 3, "d": 0})

    twin = composed(framework, mine, alternative=theirs).twin

    assert [(line.number, line.gap) for line in twin.lines] == [
        ("1.2", "−3"),
        ("1.1", "−1"),
    ]
    assert twin.facts[2].value == "33"
    assert twin.rest == (
        "1 indicator has the same level on both sides.",
        "Answered on one side only: 1.4.",
    )


def test_an_alternative_assessment_of_another_edition_is_refused():
    framework = a_framework()
    other = an_assessment(framework, {"law": 1}, edition="2.0")

    with pytest.raises(EditionMismatchError):
        composed(framework, an_assessment(framework, {}), alternative=other)


def test_an_invented_country_is_marked_whatever_its_kind():
    report = a_report({"law": 2, "data": 2}, kind="government", code="XS")

    assert report.watermark
    assert report.keywords == SAMPLE_KEYWORDS
    assert report.cover.kind == "Training example, invented country"


def test_a_real_country_carries_no_watermark():
    framework = a_framework()
    assessment = an_assessment(
        framework,
        {},
        kind="government",
        subject=Subject("FR"),
        clearance=Clearance("A. Minister", "Minister", date(2026, 3, 1)),
    )

    report = composed(framework, assessment)

    assert report.watermark == ""
    assert report.keywords == ()
    assert report.cover.country == "France"
    assert report.provenance.facts[4].value == "A. Minister, Minister, 1 March 2026"


def test_every_printed_score_has_its_place():
    report = a_report({"law": 1, "data": 4})

    assert report.printed == {
        f"{place} {what}": figure
        for place in ("overall", "1")
        for what, figure in {
            "score": "63",
            "range": "63",
            "evidenced": "63",
            "answered": "100%",
        }.items()
    }
