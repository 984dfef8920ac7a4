"""Rule 10: what is a gap, in which order, and the road to the target."""

from assessment.domain.gaps import GapKind, RoadStep, find_gaps
from assessment.domain.scoring import score_assessment
from tests.builders import (
    a_condition,
    a_criterion,
    a_fact,
    a_framework,
    a_ladder,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)


def gaps_of(framework, answers, **given):
    assessment = an_assessment(framework, answers, **given)
    return find_gaps(framework, assessment, score_assessment(framework, assessment))


def test_an_indicator_at_its_target_is_no_gap():
    framework = a_framework(an_indicator("law"), an_indicator("data", target=4))
    answers = {key: an_answer("c1", "c2", "c3") for key in ("law", "data")}

    assert [gap.indicator for gap in gaps_of(framework, answers)] == ["data"]


def test_the_countrys_own_target_comes_first():
    framework = a_framework(an_indicator("law"))
    answers = {"law": an_answer("c1", "c2", "c3")}

    (gap,) = gaps_of(framework, answers, targets={"law": 4})

    assert (gap.target, gap.next_steps) == (4, ("c4",))


def test_critical_at_level_0_comes_first_then_size_then_file_order():
    framework = a_framework(
        an_indicator("first"),
        an_indicator("second"),
        an_indicator("heavy", weight=2),
        an_indicator("critical", critical=True),
        an_indicator("asked"),
    )
    answers = {
        "first": an_answer("c1"),
        "second": an_answer("c1"),
        "heavy": an_answer("c1"),
        "critical": an_answer(),
        "asked": we_do_not_know(),
    }

    found = gaps_of(framework, answers)

    assert [gap.indicator for gap in found] == [
        "critical",
        "heavy",
        "asked",
        "first",
        "second",
    ]
    assert [gap.kind for gap in found[:3]] == [
        GapKind.CRITICAL,
        GapKind.BELOW_TARGET,
        GapKind.UNKNOWN,
    ]


def test_next_steps_are_the_unmet_criteria_of_the_next_rung_and_the_road_all_of_them():
    framework = a_framework(
        an_indicator("law", ladder=a_ladder("a", "b c", "d e", "f"))
    )

    (gap,) = gaps_of(framework, {"law": an_answer("a", "c", "e")})

    assert gap.level == 1
    assert gap.next_steps == ("b",)
    assert gap.road == (RoadStep(2, ("b",)), RoadStep(3, ("d",)))


def test_what_does_not_apply_is_neither_gap_nor_step():
    sea = a_criterion("sea", when=[a_condition("coast")])
    framework = a_framework(
        an_indicator("law", ladder=a_ladder("a", ["b", sea], "c", "d")),
        an_indicator("ports", when=(a_condition("coast"),)),
        facts=(a_fact("coast"),),
    )

    (gap,) = gaps_of(framework, {"law": an_answer("a")}, profile={"coast": ("no",)})

    assert (gap.indicator, gap.next_steps) == ("law", ("b",))


def test_unanswered_indicators_are_gaps_with_the_whole_road():
    framework = a_framework(an_indicator("law"))

    (gap,) = gaps_of(framework, {})

    assert (gap.kind, gap.level) == (GapKind.UNANSWERED, None)
    assert [step.level for step in gap.road] == [1, 2, 3]
