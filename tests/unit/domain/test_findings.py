"""Findings: each connects two facts, and says no more than its figures."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.findings import (
    HEADLINES,
    FindingKind,
    Scene,
    balance_of,
    find_findings,
    headlines,
)
from assessment.domain.scoring import score_assessment
from tests.builders import (
    a_framework,
    a_ladder,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)

POINTS = ("systems", "support", "justice")


def a_wide_framework(**given):
    """Return three points with two indicators of law and two of practice each."""
    return a_framework(
        *(
            an_indicator(
                f"{point}-{kind}{n}", point=point, type=kind, **given.get(point, {})
            )
            for point in POINTS
            for kind in ("structure", "process")
            for n in (1, 2)
        )
    )


FRAMEWORK = a_wide_framework()
KEYS = tuple(indicator.key for indicator in FRAMEWORK.indicators)


def found(answers, framework=FRAMEWORK, *, previous=None, alternative=None):
    def scored(other):
        return score_assessment(framework, an_assessment(framework, other))

    assessment = an_assessment(framework, answers)
    scene = Scene(
        framework,
        assessment,
        score_assessment(framework, assessment),
        scored(previous) if previous is not None else None,
        scored(alternative) if alternative is not None else None,
    )
    return {finding.kind: finding for finding in find_findings(scene)}


def every(level, **others):
    return dict.fromkeys(KEYS, level) | {
        key.replace("_", "-"): value for key, value in others.items()
    }


def test_law_ahead_of_practice_names_the_point_where_it_is_widest():
    answers = every(2, systems_structure1=3, justice_structure1=4, justice_structure2=4)

    finding = found(answers)[FindingKind.LAW_AHEAD]

    assert finding.points == ("justice",)
    assert finding.figures["law"] == 100
    assert finding.figures["practice"] == 50


def test_practice_ahead_of_law_is_a_finding_of_its_own():
    answers = every(1, support_process1=3, support_process2=3)

    kinds = found(answers)

    assert kinds[FindingKind.PRACTICE_AHEAD].points == ("support",)
    assert FindingKind.LAW_AHEAD not in kinds


def test_one_answer_a_side_is_no_distance_between_law_and_practice():
    framework = a_framework(an_indicator("law"), an_indicator("data", type="process"))

    assert FindingKind.LAW_AHEAD not in found({"law": 4, "data": 0}, framework)


def test_the_highest_and_the_lowest_point_are_named_with_how_much_is_hardly_begun():
    answers = every(2, systems_structure1=0, systems_process1=1, justice_process1=4)

    finding = found(answers)[FindingKind.EXTREMES]

    assert finding.points == ("systems", "justice")
    assert finding.figures["low"] == 2


def test_a_point_with_few_answers_is_neither_best_nor_worst():
    answers = every(2, support_process1=4)
    del answers["systems-structure1"], answers["systems-structure2"]
    answers["systems-process1"] = answers["systems-process2"] = 0

    assert "systems" not in found(answers)[FindingKind.EXTREMES].points


def test_what_is_claimed_without_evidence_is_counted():
    answers = every(2)
    answers["support-process1"] = an_answer("c1", "c2", "c3", "c4", grade="D")
    answers["support-process2"] = an_answer("c1", "c2", "c3", grade="D")

    finding = found(answers)[FindingKind.UNPROVEN]

    assert finding.points == ("support",)
    assert finding.figures["unproven"] == 2
    assert finding.figures["point"] - finding.figures["point-evidenced"] == Decimal(
        "31.25"
    )


def test_a_small_distance_to_the_evidence_is_no_finding():
    answers = every(2)
    answers["support-process1"] = an_answer("c1", "c2", grade="D")

    assert FindingKind.UNPROVEN not in found(answers)


def test_the_step_that_holds_back_most_is_the_one_with_most_done_above_it():
    answers = every(2)
    answers["systems-structure1"] = an_answer("c1", "c3")
    answers["support-structure1"] = an_answer("c2", "c3", "c4")

    finding = found(answers)[FindingKind.HELD_BACK]

    assert finding.indicators == ("support-structure1",)
    assert finding.criterion == "c1"
    assert (finding.figures["level"], finding.figures["reached"]) == (0, 4)


def test_a_rung_that_misses_two_things_is_not_held_back_by_one():
    ladder = a_ladder("a b", "c2", "c3", "c4")
    framework = a_framework(an_indicator("law", ladder=ladder))

    kinds = found({"law": an_answer("c2", "c3", "c4")}, framework)

    assert FindingKind.HELD_BACK not in kinds


def test_a_critical_indicator_that_caps_the_band_is_named():
    framework = a_framework(
        an_indicator("law", critical=True), *(an_indicator(f"d{n}") for n in range(4))
    )

    finding = found({"law": 0, **{f"d{n}": 4 for n in range(4)}}, framework)[
        FindingKind.CAPPED
    ]

    assert finding.indicators == ("law",)


def test_critical_indicators_that_stand_low_are_counted_the_missing_ones_first():
    framework = a_framework(
        an_indicator("flagged", critical=True),
        an_indicator("missing", critical=True),
        an_indicator("fine", critical=True),
    )

    finding = found({"flagged": 1, "missing": 0, "fine": 3}, framework)[
        FindingKind.CRITICAL_LOW
    ]

    assert finding.indicators == ("missing", "flagged")
    assert finding.figures["critical"] == 3


def test_the_last_round_is_compared_on_what_both_answered():
    before = every(1)
    del before["systems-process1"]
    now = every(2, justice_process1=0, justice_process2=1)

    finding = found(now, previous=before)[FindingKind.CHANGED]

    assert finding.figures["compared"] == 11
    assert finding.figures["risen"] == 9
    assert finding.figures["fallen"] == 1


def test_two_voices_are_compared_on_what_both_answered_widest_first():
    theirs = every(2, systems_structure1=1, justice_process2=0)

    finding = found(every(2), alternative=theirs)[FindingKind.DISAGREEMENT]

    assert finding.indicators == ("justice-process2",)
    assert finding.figures["differing"] == 2
    assert finding.figures["lower"] == 2


def test_two_voices_that_agree_are_no_finding():
    assert FindingKind.DISAGREEMENT not in found(every(2), alternative=every(2))


def test_what_is_open_names_the_point_that_holds_most_of_the_range():
    answers = every(2)
    for key in ("support-process1", "support-process2", "systems-process1"):
        answers[key] = we_do_not_know()

    finding = found(answers)[FindingKind.OPEN]

    assert finding.points == ("support",)
    assert finding.figures["open"] == 3


def test_a_full_assessment_leaves_nothing_open():
    assert FindingKind.OPEN not in found(every(2))


def test_the_headlines_are_three_and_leave_the_other_voice_to_its_place():
    kinds = found(
        every(2, justice_structure1=4, justice_structure2=4, systems_process1=0),
        alternative=every(1),
    )

    told = headlines(kinds.values())

    assert len(told) == HEADLINES
    assert FindingKind.DISAGREEMENT not in {finding.kind for finding in told}


LEVELS = st.fixed_dictionaries(
    {key: st.none() | st.integers(0, 4) for key in KEYS}
).map(lambda levels: {k: v for k, v in levels.items() if v is not None})


def shown(answers):
    """Return every number that a reader finds elsewhere in the report."""
    card = score_assessment(FRAMEWORK, an_assessment(FRAMEWORK, answers))
    groups = (card.overall, *card.points)
    balances = [
        balance_of(card, [FRAMEWORK.indicators_by_key[k] for k in group.members])
        for group in groups
    ]
    return {
        value
        for group in groups
        for value in (group.score, group.low, group.high, group.evidenced)
    } | {value for b in balances for value in (b.law, b.practice)}


COUNTS = {
    *("low", "capping", "critical", "unproven", "answered", "open", "reached"),
    *("steps", "level", "differing", "compared", "risen", "fallen", "lower"),
    *("alternative-level", "point"),
}


@given(LEVELS)
def test_a_finding_says_no_figure_that_the_report_does_not_show(answers):
    numbers = shown(answers)

    for finding in found(answers).values():
        for name, value in finding.figures.items():
            counted = name in COUNTS and value == int(value)
            assert counted or value in numbers, (finding.kind, name)


@given(LEVELS, LEVELS)
def test_findings_come_in_one_order_and_name_what_exists(answers, theirs):
    kinds = found(answers, alternative=theirs, previous=theirs)

    assert list(kinds) == [kind for kind in FindingKind if kind in kinds]
    for finding in kinds.values():
        assert set(finding.points) <= set(POINTS)
        assert set(finding.indicators) <= set(KEYS)


def test_a_finding_does_not_depend_on_the_length_of_the_scale():
    levels = tuple(
        replace(level, score=Decimal(level.number) / 4 * 9 + 1)
        for level in FRAMEWORK.levels
    )
    short = replace(FRAMEWORK, levels=levels)
    answers = every(2, justice_structure1=4, justice_structure2=4, systems_process1=0)

    assert list(found(answers, short)) == list(found(answers))
