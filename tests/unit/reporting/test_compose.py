"""What the reports say, before anything is laid out."""

from dataclasses import replace
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
from assessment.reporting.brief.document import compose_brief
from assessment.reporting.national.compose import compose_national
from assessment.reporting.record.compose import compose_record
from assessment.reporting.shapes.document import SAMPLE_KEYWORDS
from assessment.reporting.short.page import ShortReport
from tests.builders import (
    LEVELS,
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


def composed(
    framework, assessment, *, language="en", compose=compose_national, **given
):
    return compose(framework, assessment, language=language, made_on=NOON, **given)


def a_report(answers, *indicators, **given):
    framework = a_framework(
        *(indicators or (an_indicator("law"), an_indicator("data")))
    )
    return composed(framework, an_assessment(framework, answers, **given))


def five(**given):
    """Return five indicators, so that one may stay open without being provisional."""
    return tuple(an_indicator(key, **given) for key in ("law", "data", "a", "b", "c"))


def test_the_title_page_says_score_and_range_and_what_the_range_depends_on():
    report = a_report({"law": 2, "data": 2, "a": 2, "b": 2}, *five())

    assert report.summary.score.value == "50"
    assert report.summary.range == "40 to 60, with 1 answer open"


def test_a_full_assessment_has_no_open_range():
    report = a_report({"law": 2, "data": 3})

    assert report.summary.range == "nothing is open"
    assert report.country.rows[0].score.span == "63"


def test_the_conclusion_is_the_band_and_what_decides_it():
    report = a_report(
        {"law": 0, "data": 4}, an_indicator("law", critical=True), *five()[1:2]
    )

    assert report.summary.conclusion == (
        "Middle. A critical indicator holds the result down: 1.1 Title of law."
    )


def test_the_reason_for_a_capped_band_is_a_finding():
    indicators = (an_indicator("law", critical=True), *five()[1:])

    report = a_report({"law": 0, "data": 4, "a": 4, "b": 4, "c": 4}, *indicators)

    assert report.summary.findings[0].text == (
        "The number 80 alone would give “Strong”. The band stays at “Middle” as long as "
        "this is not in place: Title of law (1.1)."
    )
    assert "held at “Middle” by 1.1" in report.chapters[0].reason


def test_a_critical_indicator_says_what_it_does_to_the_result():
    indicators = (
        an_indicator("law", critical=True),
        an_indicator("data", critical=True),
        an_indicator("a", critical=True),
    )

    report = a_report({"law": 1, "data": 0, "a": 3}, *indicators)

    assert [line.effect for line in report.critical.lines] == [
        "too low: it holds the band down",
        "a warning: close to holding the band down",
        "",
    ]


def test_claimed_and_evidenced_stand_side_by_side():
    framework = a_framework(an_indicator("law"))
    assessment = an_assessment(
        framework, {"law": an_answer("c1", "c2", "c3", grade="D")}
    )

    report = composed(framework, assessment)

    evidenced = report.summary.measures[0]
    assert (evidenced.value, evidenced.note) == ("25", "50 below the claim")
    assert report.chapters[0].cards[0].evidence == "evidence D, supports level 1"


def test_a_difference_is_that_of_the_figures_as_they_are_printed():
    # 62.5 is printed as 63, 62.25 as 62: a reader subtracts what stands there.
    indicators = (an_indicator("law", weight=1), an_indicator("data", weight=199))
    framework = a_framework(*indicators)
    answers = {
        "law": an_answer("c1", "c2", "c3", grade="D"),
        "data": an_answer("c1", "c2"),
    }

    report = composed(framework, an_assessment(framework, answers))

    measure = report.summary.measures[0]
    assert report.summary.score.value == measure.value == "50"
    assert measure.note == "all of what is claimed"


def test_practice_is_set_against_the_law():
    indicators = (an_indicator("law"), an_indicator("data", type="process"))

    report = a_report({"law": 3, "data": 1}, *indicators)

    law, practice = report.summary.measures[1:3]
    assert (law.value, practice.value) == ("75", "25")
    assert practice.note == "50 behind the law"
    assert (
        report.country.rows[0].score.law,
        report.country.rows[0].score.practice,
    ) == (
        "75",
        "25",
    )


def test_a_first_thing_says_what_is_missing_before_what_to_do():
    report = a_report({"law": 1, "data": 3})

    first = report.summary.first[0]
    assert (first.number, first.missing, first.action) == (
        "1.1",
        "It is true that c2 holds.",
        "Bring c2 about.",
    )
    assert (first.owner, first.effort) == ("Justice", "existing means")


def test_what_is_not_known_is_found_out_first():
    report = a_report(
        {"law": we_do_not_know(), "data": 3, "a": 3, "b": 3, "c": 3}, *five()
    )

    line = report.find_out.lines[0]
    assert (line.number, line.question, line.ask) == ("1.1", "Is there law?", "Justice")
    assert line.holds == "decides about 20.0 points"
    assert report.summary.first[0].action.startswith("First find out")


def test_no_action_stands_without_the_criterion_it_would_meet():
    ladder = a_ladder("c1", [a_criterion("c2"), a_criterion("d2")], "c3", "c4")
    report = a_report({"law": 1}, an_indicator("law", ladder=ladder))

    card = report.chapters[0].cards[0]
    assert (card.step.missing, card.step.action) == (
        "It is true that c2 holds.",
        "Bring c2 about.",
    )
    assert card.others == ("It is true that d2 holds.",)
    (owner,) = report.plan.owners
    assert [line.goal for line in owner.lines] == [
        "It is true that c2 holds.",
        "It is true that d2 holds.",
    ]


def test_a_card_at_its_target_says_so_and_asks_for_nothing():
    card = a_report({"law": 3, "data": 1}).chapters[0].cards[0]

    assert (card.remark, card.step, card.level) == ("The target is reached.", None, "3")


def test_the_ladder_of_a_card_is_filled_up_to_its_level():
    cards = a_report({"law": 1, "data": 0}).chapters[0].cards

    assert [card.ladder.level for card in cards] == [1, 0]
    assert cards[0].ladder.alt == "Level 1 of 4, target 3."


def test_without_a_plan_one_is_proposed_by_owner_with_dates_by_effort():
    ladder = a_ladder("c1", [a_criterion("c2", effort="law")], "c3", "c4")
    report = a_report({"law": 1}, an_indicator("law", ladder=ladder))

    (owner,) = report.plan.owners
    assert report.plan.is_proposed
    assert owner.owner == "Justice"
    assert [line.due for line in owner.lines] == ["30 September 2027"]
    assert report.plan.asks[0].text == "1 next step, in 1.1"


def test_the_countrys_own_plan_is_printed_and_uncovered_gaps_are_named():
    plan = (
        PlanItem("law", "c2", "The minister", date(2026, 9, 1), PlanStatus.STARTED),
    )

    report = a_report({"law": 1, "data": 1}, plan=plan)

    (owner,) = report.plan.owners
    (line,) = owner.lines
    assert not report.plan.is_proposed
    assert (owner.owner, line.due, line.status) == (
        "The minister",
        "1 September 2026",
        "started",
    )
    assert (line.goal, line.action) == ("It is true that c2 holds.", "Bring c2 about.")
    assert report.plan.uncovered == "1 gap has no action in the plan yet: 1.2."


def test_a_plan_is_printed_in_the_countrys_words_with_how_far_it_is():
    plan = (
        PlanItem("law", "c2", due=date(2020, 1, 1), wording="Adopt decree 14."),
        PlanItem("law", "c1", "The minister", status=PlanStatus.STARTED),
        PlanItem("data", "c2", status=PlanStatus.DONE),
    )

    report = a_report({"law": 1, "data": 1}, plan=plan)

    lines = {line.goal: line for owner in report.plan.owners for line in owner.lines}
    assert report.plan.progress == (
        "3 actions, 1 done, 1 met meanwhile, 1 planned, 1 past its day".replace(
            ", ", " · "
        )
    )
    assert [
        (str(line.action), str(line.remark))
        for line in (
            lines["It is true that c2 holds."],
            lines["It is true that c1 holds."],
        )
    ] == [
        ("Bring c2 about.", "done, but not ticked yet"),
        ("Bring c1 about.", "met meanwhile"),
    ]
    own = [x for o in report.plan.owners for x in o.lines if x.remark == "past its day"]
    assert [(line.goal, line.action) for line in own] == [
        ("It is true that c2 holds.", "Adopt decree 14.")
    ]
    first = {thing.key: thing for thing in report.summary.first}
    assert first["law"].action == "Adopt decree 14."
    assert first["law"].planned == "in the plan: planned, until 1 January 2020"
    assert first["data"].planned == "in the plan: done"


def test_what_a_country_declines_is_printed_with_its_reason_and_never_proposed():
    plan = (
        PlanItem("law", "c2", status=PlanStatus.DECLINED, note="The court forbids it."),
    )

    report = a_report({"law": 1, "data": 1}, plan=plan)

    (declined,) = report.plan.declined
    assert (declined.number, declined.goal, declined.action, declined.reason) == (
        "1.1",
        "It is true that c2 holds.",
        "Bring c2 about.",
        "The court forbids it.",
    )
    assert report.plan.is_proposed
    proposed = [x.number for owner in report.plan.owners for x in owner.lines]
    assert proposed == ["1.2"]
    first = {thing.key: thing for thing in report.summary.first}
    assert first["law"].planned == "will not be done: see the plan"


def test_targets_that_a_country_set_are_printed_with_their_reasons():
    report = a_report(
        {"law": 1, "data": 1},
        targets={"data": 2, "law": 4},
        target_reasons={"law": "Parliament asked for it."},
    )

    assert [
        (t.number, t.target, t.standing, t.standard, t.reason)
        for t in report.plan.targets
    ] == [
        (
            *("1.1", "level 4, Lasting", "now level 1, Started"),
            *("the framework aims at level 3", "Parliament asked for it."),
        ),
        (
            *("1.2", "level 2, Partial", "now level 1, Started"),
            *("the framework aims at level 3", "No reason is given."),
        ),
    ]


def test_recommendations_stand_in_one_table():
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

    assert [(r.number, r.value, r.answered) for r in report.recommendations] == [
        ("V01", "50", "1 of 1"),
        ("V02", "75", "2 of 2"),
    ]


@pytest.mark.parametrize("compose", [compose_national, compose_brief])
def test_below_minimum_coverage_there_is_no_result_but_what_to_answer(compose):
    framework = a_framework()

    report = composed(framework, an_assessment(framework, {"law": 2}), compose=compose)

    assert isinstance(report, ShortReport)
    assert report.message == "Too early for a result: 1 of 2 answered."
    assert report.range == "By now the result can lie anywhere from 25 to 75."
    assert [line.number for line in report.first] == ["1.2"]
    assert report.map.overall.value == ""
    assert "overall score" not in report.printed


def test_an_empty_assessment_makes_a_report_without_a_single_score():
    report = a_report({})

    assert report.range == "Nothing is answered yet, so there is no score."
    assert set(report.printed) == {
        "overall answered",
        "overall applicable",
        "1 answered",
        "1 applicable",
    }


def test_critical_questions_are_to_be_answered_first():
    indicators = (an_indicator("law"), an_indicator("data", critical=True))

    assert [line.number for line in a_report({}, *indicators).first] == ["1.2", "1.1"]


def test_not_applicable_is_printed_with_its_reason():
    off = an_indicator("ports", when=(a_condition("coast"),))

    report = a_report({"law": 2}, an_indicator("law"), off, profile={"coast": ("no",)})

    card = report.chapters[0].cards[1]
    assert (card.number, card.remark) == ("1.2", "The answer was no.")
    assert card.ladder is None


def test_an_assessment_in_which_nothing_applies_makes_a_report():
    off = an_indicator("ports", when=(a_condition("coast"),))

    report = a_report({}, off, profile={"coast": ("no",)})

    assert report.range == "The country profile leaves no question that applies."


def a_record(answer, **given):
    framework = a_framework(an_indicator("law", **given))
    assessment = an_assessment(framework, {"law": answer})
    return composed(framework, assessment, compose=compose_record).points[0].entries[0]


def test_the_record_has_a_line_for_every_criterion_under_its_rung():
    entry = a_record(an_answer("c1", "c3"), ladder=a_ladder("c1", "c2 d2", "c3", "c4"))

    assert [(line.rung, line.sign) for line in entry.lines] == [
        ("1", "✓"),
        ("2", "–"),
        ("", "–"),
        ("3", "✓"),
        ("4", "–"),
    ]


def test_the_record_holds_evidence_figures_and_note():
    figure = Figure("staff", "Trained staff", "people")
    answer = an_answer(
        "c1",
        evidence=(EvidenceItem("The act", "https://example.org", "2024", "12"),),
        figures=(FigureEntry("staff", Decimal("1234.5"), 2025),),
        note="First line.\n\nSecond line.",
    )

    entry = a_record(answer, figures=(figure,))

    assert [(fact.label, fact.value) for fact in entry.backing] == [
        ("Evidence A", "The act, 2024, p. 12, https://example.org"),
        ("Trained staff", "1,234.5 people (2025)"),
    ]
    assert entry.notes == ("First line.", "Second line.")


@pytest.mark.parametrize(
    ("page", "printed"), [("12", "p. 12"), ("art. 3", "art. 3"), ("", "")]
)
def test_a_place_in_a_document_is_called_a_page_only_when_it_is_one(page, printed):
    answer = an_answer("c1", evidence=(EvidenceItem("The act", page=page),))

    told = a_record(answer).backing[0].value

    assert told == ", ".join(part for part in ("The act", printed) if part)


def test_the_record_names_a_file_and_what_tells_it_apart():
    item = EvidenceItem("The act", file="0123456789abcdef" * 4, file_name="قانون.pdf")
    told = a_record(an_answer("c1", evidence=(item,))).backing[0].value
    assert told == "The act, file قانون.pdf, SHA-256 0123456789ab…"


def test_a_number_too_small_to_print_stays_less_than_five():
    figure = Figure("children", "Children", "children", counts_people=True)
    answer = an_answer("c1", figures=(FigureEntry("children", None),))

    entry = a_record(answer, figures=(figure,))

    assert entry.backing[1].value == "<5 children"


def test_the_worked_calculation_adds_up_to_the_printed_score():
    indicators = (an_indicator("law"), an_indicator("data", point="second"))

    report = a_report({"law": 1, "data": 4}, *indicators)

    assert [(w.number, w.score, w.contribution) for w in report.method.worked] == [
        ("1", "25.00", "12.50"),
        ("2", "100.00", "50.00"),
    ]
    assert "Overall score: 62.50, printed as 63." in report.method.worked_result[0]


def test_the_other_voice_is_heard_on_the_first_page():
    framework = a_framework(*(an_indicator(key) for key in ("a", "b", "c", "d")))
    mine = an_assessment(framework, {"a": 2, "b": 4, "c": 3, "d": 3})
    theirs = an_assessment(
        framework, {"a": 1, "b": 1, "c": 3}, respondent="A network of NGOs"
    )

    doubt = composed(framework, mine, alternative=theirs).summary.doubt

    assert doubt.text == (
        "A network of NGOs scores 42 where this assessment scores 75. Of 3 indicators "
        "that both answered, 2 differ, 2 lower and 0 higher; most of all 1.2 Title of b: "
        "level 1 instead of 4."
    )


def test_an_alternative_assessment_is_set_beside_it_widest_difference_first():
    framework = a_framework(*(an_indicator(key) for key in ("a", "b", "c", "d")))
    mine = an_assessment(framework, {"a": 2, "b": 4, "c": 3, "d": 1})
    theirs = an_assessment(framework, {"a": 1, "b": 1, "c": 3})

    twin = composed(framework, mine, alternative=theirs).twin

    assert [(line.number, line.difference) for line in twin.lines] == [
        ("1.2", "−3"),
        ("1.1", "−1"),
    ]
    assert twin.overall == ("63", "42", "−21")
    assert twin.rest == (
        "1 indicator has the same level on both sides.",
        "Answered on one side only: 1.4.",
    )


@pytest.mark.parametrize("beside", ["alternative", "previous"])
def test_an_assessment_of_another_edition_is_not_set_beside(beside):
    framework = a_framework()
    other = an_assessment(framework, {"law": 1}, edition="2.0")

    with pytest.raises(EditionMismatchError):
        composed(framework, an_assessment(framework, {}), **{beside: other})


def test_the_last_round_is_set_beside_this_one_falls_first():
    framework = a_framework(*(an_indicator(key) for key in ("a", "b", "c")))
    before = an_assessment(framework, {"a": 1, "b": 3, "c": 2}, period="2024")

    report = composed(
        framework, an_assessment(framework, {"a": 3, "b": 2, "c": 2}), previous=before
    )

    assert report.summary.findings[0].text == (
        "Overall 58 after 50 in 2024. Of 3 indicators answered both times, 1 rose and 1 "
        "fell."
    )
    assert report.progress.facts[0] == "Overall score: 58, before 50 (+8)."
    assert [(line.number, line.change) for line in report.progress.lines] == [
        ("1.2", "−1"),
        ("1.1", "+2"),
    ]


def test_an_invented_country_is_marked_whatever_its_kind():
    report = a_report({"law": 2, "data": 2}, kind="government", code="XS")

    assert report.watermark
    assert report.keywords == SAMPLE_KEYWORDS
    assert report.summary.kind == "Training example, invented country"


def test_a_real_country_carries_no_watermark():
    framework = a_framework()
    assessment = an_assessment(
        framework,
        {"law": 1, "data": 1},
        kind="government",
        subject=Subject("FR"),
        clearance=Clearance("A. Minister", "Minister", date(2026, 3, 1)),
    )

    report = composed(framework, assessment)

    assert report.watermark == ""
    assert report.keywords == ()
    assert report.summary.country == "France"
    assert report.provenance.facts[4].value == "A. Minister, Minister, 1 March 2026"


def test_the_time_of_making_says_its_zone():
    facts = {f.label: f.value for f in a_report({"law": 1, "data": 1}).provenance.facts}

    assert facts["Made on"].endswith("UTC")


def test_the_ends_of_the_scale_are_those_of_the_framework():
    levels = tuple(replace(level, score=Decimal(level.number) + 1) for level in LEVELS)
    bands = tuple(replace(b, lower=b.lower / 25) for b in a_framework().bands)
    framework = a_framework(levels=levels, bands=bands)

    report = composed(framework, an_assessment(framework, {"law": 4, "data": 2}))

    assert report.scale == "1 to 5"
    assert report.summary.score.value == "4.0"
    assert report.summary.bar.bands[0].start == 0.0
    assert report.summary.bar.end == "5"


def test_framework_text_in_another_language_is_marked_for_who_listens():
    framework = a_framework()
    report = composed(
        framework, an_assessment(framework, {"law": 1, "data": 1}), language="ar"
    )

    missing = report.summary.first[0].missing

    assert missing.attributes == ' lang="en" dir="ltr"'
    assert missing.inner == "It is true that c2 holds."
    assert (
        '<span lang="en" dir="ltr">Title of law</span>'
        in report.summary.first[0].title.__html__()
    )


def test_numbers_in_a_line_from_right_to_left_keep_apart():
    framework = a_framework(*five())
    report = composed(
        framework,
        an_assessment(framework, dict.fromkeys(("law", "data", "a", "b", "c"), 1)),
        language="ar",
    )

    gap = report.chapters[0].gap.__html__()

    assert "<bdi>1.1</bdi>" in gap
    assert "<bdi>1.2</bdi>" in gap


def test_a_typed_sentence_keeps_its_own_direction():
    framework = a_framework(*five())
    report = composed(
        framework,
        an_assessment(
            framework,
            dict.fromkeys(("law", "data", "a", "b", "c"), 1),
            respondent="The ministry.",
        ),
        language="ar",
    )

    told = {fact.value for fact in report.provenance.facts}
    (respondent,) = (value for value in told if value == "The ministry.")
    assert respondent.__html__() == '<bdi dir="ltr">The ministry.</bdi>'


def test_every_printed_figure_has_its_place():
    report = a_report({"law": 1, "data": 4})

    assert report.printed == {
        "overall score": "63",
        "overall evidenced": "63",
        "overall law": "63",
        "overall practice": "–",
        "overall answered": "2",
        "overall applicable": "2",
        "1 score": "63",
        "1 evidenced": "63",
        "1 law": "63",
        "1 practice": "–",
        "1 answered": "2",
        "1 applicable": "2",
        "1.1 level": "1",
        "1.2 level": "4",
    }


def test_the_record_says_where_every_point_comes_from_and_the_gap_report_leads_there():
    framework = a_framework(an_indicator("law"), an_indicator("data"))
    mine = an_assessment(framework, {"law": 2, "data": 3})

    record = composed(framework, mine, compose=compose_record)

    assert [fact.label for fact in record.origins.points] == ["1"]
    assert [fact.label for fact in record.origins.sources] == ["OWN"]
    assert "stands in the record" in str(composed(framework, mine).method.origins.inner)
