"""Rule 10: what is a gap, in which order, and the road to the target."""

from decimal import Decimal

from assessment.domain.gaps import (
    GapKind,
    Precedence,
    RoadStep,
    find_gaps,
    find_out_first,
    first_things,
)
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


def order_of(*indicators, answers, **given):
    framework = a_framework(*indicators, facts=(a_fact("war"),))
    return [gap.indicator for gap in gaps_of(framework, answers, **given)]


def test_critical_gaps_come_first_capping_before_flagged_before_open():
    indicators = [
        an_indicator("heavy", weight=9),
        an_indicator("open", critical=True),
        an_indicator("flagged", critical=True, caps_below=1, flags_below=3),
        an_indicator("capping", critical=True, caps_below=3, flags_below=4),
    ]
    answers = {
        "heavy": an_answer(),
        "open": we_do_not_know(),
        "flagged": an_answer("c1", "c2"),
        "capping": an_answer("c1", "c2"),
    }
    framework = a_framework(*indicators)

    found = gaps_of(framework, answers)

    assert [(gap.indicator, gap.kind, gap.precedence) for gap in found] == [
        ("capping", GapKind.CRITICAL, Precedence.CAPS),
        ("flagged", GapKind.FLAGGED, Precedence.FLAGS),
        ("open", GapKind.UNKNOWN, Precedence.CRITICAL_OPEN),
        ("heavy", GapKind.BELOW_TARGET, Precedence.NONE),
    ]


def test_what_the_situation_makes_urgent_comes_before_larger_gaps():
    indicators = [
        an_indicator("heavy", weight=9),
        an_indicator("soldiers", urgent_when=(a_condition("war"),)),
    ]
    answers = {"heavy": an_answer(), "soldiers": an_answer("c1")}

    at_war = order_of(*indicators, answers=answers, profile={"war": ("yes",)})
    in_peace = order_of(*indicators, answers=answers, profile={"war": ("no",)})

    assert at_war == ["soldiers", "heavy"]
    assert in_peace == ["heavy", "soldiers"]


def test_the_situation_decides_between_critical_gaps_too():
    indicators = [
        an_indicator("detained", critical=True, weight=9),
        an_indicator("soldiers", critical=True, urgent_when=(a_condition("war"),)),
    ]
    answers = {"detained": an_answer(), "soldiers": an_answer()}

    at_war = order_of(*indicators, answers=answers, profile={"war": ("yes",)})

    assert at_war == ["soldiers", "detained"]


def test_a_fact_nobody_answered_makes_nothing_urgent():
    indicators = [
        an_indicator("heavy", weight=9),
        an_indicator("soldiers", urgent_when=(a_condition("war"),)),
    ]

    assert order_of(*indicators, answers={}) == ["heavy", "soldiers"]


def test_urgency_needs_every_condition():
    both = (a_condition("war"), a_condition("coast"))
    framework = a_framework(
        an_indicator("first"),
        an_indicator("soldiers", urgent_when=both),
        facts=(a_fact("war"), a_fact("coast")),
    )
    profile = {"war": ("yes",), "coast": ("no",)}

    found = gaps_of(framework, {}, profile=profile)

    assert [gap.indicator for gap in found] == ["first", "soldiers"]


def test_what_was_answered_comes_before_what_is_open_then_the_largest_then_core():
    indicators = [
        an_indicator("open", weight=9),
        an_indicator("small"),
        an_indicator("plain"),
        an_indicator("core", core=True),
        an_indicator("large", weight=2),
    ]
    answers = {
        "open": we_do_not_know(),
        "small": an_answer("c1"),
        "plain": an_answer(),
        "core": an_answer(),
        "large": an_answer("c1"),
    }

    found = order_of(*indicators, answers=answers)

    assert found == ["large", "core", "plain", "small", "open"]


def test_among_equals_more_recommendations_then_the_cheapest_step_then_file_order():
    def needing(key, *efforts, **given):
        rung = [a_criterion(f"{e}-{n}", effort=e) for n, e in enumerate(efforts)]
        return an_indicator(key, ladder=a_ladder(rung, "c2", "c3", "c4"), **given)

    indicators = [
        needing("law", "law"),
        needing("budget", "budget", "law"),
        needing("quick", "law", "quick"),
        needing("last", "law"),
        needing("asked-once", "law", recommendations=("V01",)),
        needing("asked-twice", "law", recommendations=("V01", "V02")),
    ]
    answers = {indicator.key: an_answer() for indicator in indicators}

    found = order_of(*indicators, answers=answers)

    assert found == ["asked-twice", "asked-once", "quick", "budget", "law", "last"]


def test_a_step_that_is_met_already_makes_nothing_cheaper():
    cheap = [a_criterion("quick"), a_criterion("law", effort="law")]
    indicators = [
        an_indicator("first", ladder=a_ladder(cheap, "c2", "c3", "c4")),
        an_indicator(
            "second",
            ladder=a_ladder([a_criterion("b", effort="budget")], "c2", "c3", "c4"),
        ),
    ]

    found = order_of(
        *indicators, answers={"first": an_answer("quick"), "second": an_answer()}
    )

    assert found == ["second", "first"]


def test_first_things_are_the_first_five_with_at_most_two_of_one_point():
    indicators = [an_indicator(f"a{n}", point="a") for n in range(4)]
    indicators += [an_indicator(f"b{n}", point="b") for n in range(4)]
    indicators += [an_indicator("c0", point="c")]
    framework = a_framework(*indicators)
    found = gaps_of(framework, {i.key: an_answer() for i in indicators})

    first = first_things(framework, found)

    assert [gap.indicator for gap in first] == ["a0", "a1", "b0", "b1", "c0"]


def test_find_out_first_follows_the_share_of_the_overall_range():
    framework = a_framework(
        an_indicator("a", point="many"),
        an_indicator("b", point="many", weight=2),
        an_indicator("c", point="many"),
        an_indicator("alone", point="few"),
        an_indicator("known", point="few"),
    )
    answers = {"c": an_answer("c1"), "known": an_answer("c1")}
    assessment = an_assessment(framework, answers)
    card = score_assessment(framework, assessment)

    found = find_out_first(framework, card, find_gaps(framework, assessment, card))

    assert [(o.indicator, o.width) for o in found] == [
        ("b", Decimal(25)),
        ("alone", Decimal(25)),
        ("a", Decimal("12.5")),
    ]
    assert sum(o.width for o in found) == card.overall.high - card.overall.low
    assert sum(o.share for o in found) == 1


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
