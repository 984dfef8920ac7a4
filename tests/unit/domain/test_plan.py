"""The step-up plan: what it may hold, how far it is, what may be taken over."""

from dataclasses import replace
from datetime import date

from assessment.domain.answer_check import check_assessment, check_plan
from assessment.domain.answers import PlanItem, PlanStatus
from assessment.domain.gaps import find_gaps
from assessment.domain.plan.changing import (
    Aim,
    is_follow_up,
    proposals,
    with_item,
    with_steps,
    with_target,
    without_item,
)
from assessment.domain.plan.standing import by_date, counts_of, planned_steps
from assessment.domain.records import StepUpPlan
from assessment.domain.scoring import score_assessment
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

COAST = a_ladder("c1", ["c2", a_criterion("port", when=(a_condition(),))], "c3", "c4")
FRAMEWORK = a_framework(
    an_indicator("law", ladder=COAST),
    an_indicator("data"),
    an_indicator("staff"),
    an_indicator("money"),
)
TODAY = date(2026, 6, 1)
LATE, SOON = date(2026, 5, 31), date(2026, 12, 31)


def an_item(indicator="law", criterion="c2", **given):
    return PlanItem(indicator, criterion, **given)


def steps_of(*items, answers=None, **given):
    answers = {"law": an_answer("c1")} if answers is None else answers
    assessment = replace(an_assessment(FRAMEWORK, answers), plan=items, **given)
    return planned_steps(FRAMEWORK, assessment, TODAY)


def paths(*items, targets=None, reasons=None):
    return [p.path for p in check_plan(FRAMEWORK, targets or {}, items, reasons)]


def test_a_declined_action_needs_its_reason():
    declined = an_item(status=PlanStatus.DECLINED, note="  ")

    assert paths(declined) == ["plan.0.note"]
    assert paths(replace(declined, note="The court forbids it.")) == []


def test_texts_too_long_and_days_out_of_reach_are_refused():
    item = an_item(owner="x" * 201, wording="x" * 501, note="x" * 4001)

    assert paths(replace(item, due=date(1989, 12, 31))) == [
        "plan.0.owner",
        "plan.0.due",
        "plan.0.note",
        "plan.0.wording",
    ]


def test_unknown_criteria_and_targets_off_the_ladder_are_refused():
    assert paths(an_item(criterion="moon"), targets={"law": 5, "sun": 1}) == [
        "targets.law",
        "targets.sun",
        "plan.0",
    ]


def test_a_reason_stands_only_beside_a_target():
    assert paths(targets={"law": 4}, reasons={"law": "A promise.", "data": "Why?"}) == [
        "target_reasons.data"
    ]
    assert paths(targets={"law": 4}, reasons={"law": "x" * 1001}) == [
        "target_reasons.law"
    ]


def test_the_check_of_a_whole_assessment_reads_the_reasons():
    assessment = replace(an_assessment(FRAMEWORK, {}), target_reasons={"law": "Why?"})

    assert [p.path for p in check_assessment(FRAMEWORK, assessment)] == [
        "target_reasons.law"
    ]


def test_what_is_met_meanwhile_is_neither_late_nor_to_do():
    (step,) = steps_of(an_item(due=LATE), answers={"law": an_answer("c1", "c2")})

    assert (step.is_met_meanwhile, step.is_late) == (True, False)


def test_an_open_action_is_late_from_the_day_after():
    late, today = steps_of(an_item(due=LATE), an_item(criterion="c3", due=TODAY))

    assert (late.is_late, today.is_late) == (True, False)


def test_done_and_declined_are_never_late_and_done_without_a_tick_is_said():
    done, declined = steps_of(
        an_item(due=LATE, status=PlanStatus.DONE),
        an_item(criterion="c3", due=LATE, status=PlanStatus.DECLINED, note="No."),
    )

    assert (done.is_late, done.is_done_unseen) == (False, True)
    assert (declined.is_late, declined.is_declined) == (False, True)


def test_what_the_profile_switches_off_says_so():
    (step,) = steps_of(an_item(criterion="port"), profile={"coast": ("no",)})

    assert not step.is_applicable


def test_the_counts_of_what_is_committed_add_up():
    steps = steps_of(
        an_item(due=LATE),
        an_item("data", status=PlanStatus.STARTED),
        an_item("staff", status=PlanStatus.DONE),
        an_item("money", "c1"),
        an_item("law", "c3", status=PlanStatus.DECLINED, note="No."),
        answers={"money": an_answer("c1")},
    )

    counts = counts_of(steps)

    assert (counts.planned, counts.started, counts.done, counts.met) == (1, 1, 1, 1)
    assert counts.committed == 4
    assert (counts.late, counts.undated, counts.declined) == (1, 1, 1)


def test_by_date_puts_what_has_no_day_last():
    steps = steps_of(
        an_item("data"), an_item("staff", due=SOON), an_item("law", due=LATE)
    )

    assert [s.indicator.key for s in by_date(steps)] == ["law", "staff", "data"]


def test_next_steps_of_answered_gaps_that_are_not_planned_yet_are_proposed():
    answers = {"law": an_answer("c1"), "data": an_answer(), "staff": we_do_not_know()}
    assessment = an_assessment(FRAMEWORK, answers)
    gaps = find_gaps(FRAMEWORK, assessment, score_assessment(FRAMEWORK, assessment))

    found = proposals(FRAMEWORK, gaps, [an_item("law", "c2")])

    assert {p.indicator.key: [c.key for c in p.criteria] for p in found} == {
        "data": ["c1"],
        "law": ["port"],
    }
    assert all(p.is_first for p in found)


def test_taking_over_twice_changes_nothing():
    once = with_steps(StepUpPlan({}), [("law", "c2"), ("law", "c3")])
    written = with_item(once, an_item(owner="Ministry of Justice"))

    assert with_steps(written, [("law", "c2")]) == written
    assert [i.criterion for i in without_item(written, ("law", "c2")).items] == ["c3"]


def test_a_target_goes_with_its_reason():
    aimed = with_target(StepUpPlan({"data": 2}), Aim("law", 4, "A promise."))

    assert (aimed.targets, aimed.reasons) == (
        {"data": 2, "law": 4},
        {"law": "A promise."},
    )
    assert with_target(aimed, Aim("law")) == StepUpPlan({"data": 2})


def test_a_follow_up_changes_owner_day_state_and_note_only():
    plan = StepUpPlan({"law": 4}, (an_item(),))
    moved_on = an_item(
        owner="Parliament", due=SOON, status=PlanStatus.STARTED, note="Read once."
    )

    assert is_follow_up(plan, replace(plan, items=(moved_on,)))
    assert not is_follow_up(plan, replace(plan, items=(an_item(wording="Other"),)))
    assert not is_follow_up(plan, replace(plan, items=()))
    assert not is_follow_up(plan, replace(plan, targets={"law": 3}))
