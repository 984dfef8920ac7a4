"""Rules 1 to 9 and 11 of DESIGN section 5, one behaviour a test."""

from decimal import Decimal

import pytest

from assessment.domain.framework import Band, ScoringSettings, SdgTarget
from assessment.domain.scoring import Lens, ScoreStatus, score_assessment
from assessment.texts import rounded_half_up
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
    we_do_not_know,
)


def card(framework, answers, **given):
    return score_assessment(framework, an_assessment(framework, answers, **given))


@pytest.mark.parametrize(
    ("met", "level"),
    [
        ("", 0),
        ("a", 1),
        ("a b", 1),
        ("a b c", 2),
        ("b c d e", 0),
        ("a b c e", 2),
        ("a b c d e", 4),
    ],
)
def test_a_level_holds_only_when_everything_below_it_holds(met, level):
    framework = a_framework(an_indicator("law", ladder=a_ladder("a", "b c", "d", "e")))

    score = card(framework, {"law": an_answer(*met.split())}).by_key["law"]

    assert score.level == level
    assert score.score == Decimal(level * 25)


def test_criteria_met_above_the_level_are_ahead_and_do_not_count():
    framework = a_framework(an_indicator("law"))

    score = card(framework, {"law": an_answer("c1", "c3", "c4")}).by_key["law"]

    assert (score.level, score.ahead) == (1, ("c3", "c4"))


def test_a_rung_whose_criteria_are_all_inapplicable_counts_as_met():
    by_sea = a_criterion("sea", when=[a_condition("coast")])
    ladder = a_ladder("a", [by_sea], "c", "d")
    framework = a_framework(
        an_indicator("law", ladder=ladder), facts=(a_fact("coast"),)
    )

    landlocked = card(
        framework, {"law": an_answer("a", "c")}, profile={"coast": ("no",)}
    )
    coastal = card(framework, {"law": an_answer("a", "c")}, profile={"coast": ("yes",)})
    unasked = card(framework, {"law": an_answer("a", "c")})

    assert landlocked.by_key["law"].level == 3
    assert coastal.by_key["law"].level == 1
    assert unasked.by_key["law"].level == 1


def test_an_indicator_none_of_whose_criteria_apply_is_not_applicable():
    rungs = [[a_criterion(k, when=[a_condition("coast")])] for k in "abcd"]
    framework = a_framework(
        an_indicator("sea", ladder=a_ladder(*rungs)),
        an_indicator("law"),
        facts=(a_fact("coast"),),
    )

    scorecard = card(framework, {"sea": an_answer("a")}, profile={"coast": ("no",)})

    assert scorecard.by_key["sea"].status is ScoreStatus.INAPPLICABLE
    assert scorecard.overall.applicable == 1


def test_a_point_without_answers_has_no_score_and_never_zero():
    framework = a_framework(
        an_indicator("law", point="one"), an_indicator("data", point="two")
    )

    scorecard = card(framework, {"law": an_answer("c1", "c2")})

    assert [point.score for point in scorecard.points] == [Decimal(50), None]
    assert scorecard.overall.score == Decimal(50)
    assert "two" not in scorecard.bands


def test_points_weigh_the_same_however_many_indicators_they_hold():
    framework = a_framework(
        an_indicator("a", point="one"),
        an_indicator("b", point="one"),
        an_indicator("c", point="two"),
    )
    everything = an_answer("c1", "c2", "c3", "c4")

    scorecard = card(framework, {"a": everything, "b": everything, "c": an_answer()})

    assert scorecard.overall.score == Decimal(50)


def test_weights_of_indicators_and_points_count():
    framework = a_framework(
        an_indicator("a", point="one", weight=3),
        an_indicator("b", point="one"),
        an_indicator("c", point="two"),
        points=(a_point("one", weight=2), a_point("two")),
    )

    scorecard = card(
        framework,
        {"a": an_answer("c1", "c2"), "b": an_answer(), "c": an_answer("c1")},
    )

    assert scorecard.points[0].score == Decimal("37.5")
    assert scorecard.overall.score == (2 * Decimal("37.5") + 25) / 3


def test_do_not_know_widens_the_range_and_does_not_lower_the_score():
    framework = a_framework(an_indicator("law"), an_indicator("data"))

    known = card(framework, {"law": an_answer("c1", "c2")})
    unknown_too = card(
        framework, {"law": an_answer("c1", "c2"), "data": we_do_not_know()}
    )

    for scorecard in (known, unknown_too):
        overall = scorecard.overall
        assert (overall.low, overall.score, overall.high) == (25, 50, 75)


def test_coverage_counts_answered_over_applicable_and_marks_provisional():
    indicators = [an_indicator(f"i{n}") for n in range(5)]
    framework = a_framework(*indicators)
    four = {f"i{n}": an_answer("c1") for n in range(4)}

    enough = card(framework, four)
    short = card(framework, four | {"i3": we_do_not_know()})

    assert (enough.overall.coverage, enough.is_provisional) == (Decimal("0.8"), False)
    assert (short.overall.coverage, short.is_provisional) == (Decimal("0.6"), True)


@pytest.mark.parametrize(
    ("grade", "evidenced"), [("A", 4), ("B", 4), ("C", 2), ("D", 1), ("", 1)]
)
def test_the_evidence_grade_caps_the_evidenced_level_only(grade, evidenced):
    framework = a_framework(an_indicator("law"))
    answer = an_answer("c1", "c2", "c3", "c4", grade=grade)

    score = card(framework, {"law": answer}).by_key["law"]

    assert (score.level, score.evidenced_level) == (4, evidenced)


def test_a_critical_indicator_at_level_0_caps_the_band_and_never_the_number():
    framework = a_framework(
        an_indicator("law", critical=True, point="one"),
        *(an_indicator(f"i{n}", point="one") for n in range(9)),
    )
    full = an_answer("c1", "c2", "c3", "c4")
    others = {f"i{n}": full for n in range(9)}

    at_zero = card(framework, others | {"law": an_answer()})
    at_one = card(framework, others | {"law": an_answer("c1")})
    not_known = card(framework, others | {"law": we_do_not_know()})

    assert at_zero.overall.score == Decimal(90)
    assert at_zero.overall_band.band == "middle"
    assert at_zero.overall_band.uncapped == "strong"
    assert at_zero.bands["one"].capped_by == ("law",)
    assert at_one.overall_band.band == "strong"
    assert at_one.overall_band.flagged_by == ("law",)
    assert not not_known.overall_band.is_capped


@pytest.mark.parametrize(
    ("level", "capped", "flagged"),
    [(0, True, False), (1, True, False), (2, False, True), (3, False, False)],
)
def test_each_critical_indicator_says_below_which_level_it_caps_and_flags(
    level, capped, flagged
):
    law = an_indicator("law", critical=True, caps_below=2, flags_below=3)
    framework = a_framework(law, *(an_indicator(f"i{n}") for n in range(9)))
    answers = {f"i{n}": 4 for n in range(9)} | {"law": level}
    assessment = an_assessment(framework, answers)

    band = score_assessment(framework, assessment).overall_band

    assert band.is_capped == capped
    assert band.capped_by == (("law",) if capped else ())
    assert band.flagged_by == (("law",) if flagged else ())


def test_a_critical_indicator_without_an_answer_raises_a_flag():
    framework = a_framework(
        an_indicator("law", critical=True),
        an_indicator("harm", critical=True),
        an_indicator("data"),
    )

    band = card(framework, {"law": we_do_not_know(), "data": an_answer("c1")})

    assert band.overall_band.flagged_open == ("law", "harm")
    assert band.overall_band.flagged_by == band.overall_band.capped_by == ()


@pytest.mark.parametrize(("grade", "evidenced"), [("A", 3), ("B", 1), ("C", 1)])
def test_what_needs_a_public_document_is_evidenced_by_a_public_one_only(
    grade, evidenced
):
    ladder = a_ladder("c1", [a_criterion("c2", needs_public=True)], "c3", "c4")
    framework = a_framework(an_indicator("law", ladder=ladder))
    answer = an_answer("c1", "c2", "c3", grade=grade)

    score = card(framework, {"law": answer}).by_key["law"]

    assert (score.level, score.evidenced_level) == (3, evidenced)


def test_a_public_document_that_is_not_asked_of_the_country_holds_nothing_back():
    needing = a_criterion("c2", needs_public=True, when=[a_condition("coast")])
    ladder = a_ladder("c1", [needing], "c3", "c4")
    framework = a_framework(an_indicator("law", ladder=ladder))
    answer = an_answer("c1", "c2", "c3", grade="B")

    score = card(framework, {"law": answer}, profile={"coast": ("no",)}).by_key["law"]

    assert score.evidenced_level == 3


def test_the_criteria_asked_of_a_country_are_counted():
    sea = a_criterion("sea", when=[a_condition("coast")])
    framework = a_framework(
        an_indicator("law", ladder=a_ladder(["c1", sea], "c2", "c3", "c4")),
        an_indicator("ports", when=(a_condition("coast"),)),
        an_indicator("data"),
    )

    inland = card(framework, {}, profile={"coast": ("no",)})
    unknown = card(framework, {})

    assert (inland.criteria_asked, inland.criteria_total) == (8, 13)
    assert [s.criteria_asked for s in inland.indicators] == [4, 0, 4]
    assert unknown.criteria_asked == 13


def test_a_cap_never_lifts_a_band():
    framework = a_framework(an_indicator("law", critical=True), an_indicator("data"))

    scorecard = card(framework, {"law": an_answer(), "data": an_answer("c1")})

    assert scorecard.overall_band.band == "weak"
    assert not scorecard.overall_band.is_capped


def test_the_band_follows_the_unrounded_score():
    framework = a_framework(
        *(an_indicator(f"i{n}", point="one") for n in range(63)),
    )
    # 25 of 63 at level 4: 39.68, which reads as 40 but is below the band from 40.
    answers = {
        f"i{n}": an_answer("c1", "c2", "c3", "c4") if n < 25 else an_answer()
        for n in range(63)
    }

    scorecard = card(framework, answers)

    assert rounded_half_up(scorecard.overall.score) == 40
    assert scorecard.overall_band.band == "weak"


def test_a_mean_of_thirds_and_sevenths_that_comes_to_a_band_reaches_it():
    # In Decimals these ten means add up to a hair less than 592.5.
    means = [(100, 1), (150, 5), (450, 9), (250, 3), (175, 2)]
    means += [(425, 6), (350, 6), (25, 2), (400, 8), (450, 9)]
    indicators, answers = [], {}
    for point, (total, count) in enumerate(means):
        for place in range(count):
            key = f"i{point}-{place}"
            indicators.append(an_indicator(key, point=f"p{point}"))
            answers[key] = min(4, max(0, total // 25 - 4 * place))
    framework = a_framework(
        *indicators,
        bands=(Band("low", "Low", Decimal(0)), Band("high", "High", Decimal("59.25"))),
        scoring=ScoringSettings(Decimal("0.8"), 3, "low"),
    )

    found = score_assessment(framework, an_assessment(framework, answers))

    assert found.overall.score == Decimal("59.25")
    assert found.overall_band.band == "high"


def test_lenses_regroup_the_same_indicator_scores():
    framework = a_framework(
        an_indicator("law", type="structure", sdg=("16.2",), lead="justice"),
        an_indicator("clinics", type="process", sdg=("16.2", "3.8"), lead="health"),
        sdg_targets=(SdgTarget("3.8", "Health"), SdgTarget("16.2", "Children")),
    )

    scorecard = card(
        framework, {"law": an_answer("c1", "c2", "c3"), "clinics": an_answer("c1")}
    )

    assert {g.key: g.score for g in scorecard.lens(Lens.TYPES)} == {
        "structure": 75,
        "process": 25,
    }
    assert [g.key for g in scorecard.lens(Lens.SECTORS)] == ["justice", "health"]
    assert [g.key for g in scorecard.lens(Lens.SDG_TARGETS)] == ["3.8", "16.2"]


def test_the_law_practice_gap_is_structure_minus_process_and_outcome():
    framework = a_framework(
        an_indicator("law", type="structure"),
        an_indicator("work", type="process"),
        an_indicator("result", type="outcome"),
    )

    scorecard = card(
        framework,
        {
            "law": an_answer("c1", "c2", "c3"),
            "work": an_answer("c1", "c2"),
            "result": an_answer(),
        },
    )

    assert scorecard.law_practice_gap == 75 - Decimal(25)
    assert card(framework, {"law": an_answer()}).law_practice_gap is None


@pytest.mark.parametrize(
    ("value", "shown"), [("0.5", "1"), ("1.5", "2"), ("2.5", "3"), ("49.49", "49")]
)
def test_display_rounds_half_up(value, shown):
    assert rounded_half_up(Decimal(value)) == Decimal(shown)
