"""A step-up plan that somebody lived with for a while, for the demo's country."""

from dataclasses import replace
from datetime import date, timedelta

from assessment.domain.answers import Assessment, PlanItem, PlanStatus
from assessment.domain.framework import Framework
from assessment.domain.gaps import find_gaps
from assessment.domain.plan.changing import Aim, aim_of, with_item, with_target
from assessment.domain.records import StepUpPlan
from assessment.domain.scoring import score_assessment
from assessment.errors import N_
from assessment.texts import Texts

_NOTES = (
    N_("The working group has met twice; the draft is with the ministries."),
    "",
    N_("Waits for the budget of next year."),
    "",
)
_WORDING = N_(
    "Issue a joint instruction of the ministries in charge, with one office named for it."
)
_DECLINED = N_(
    "The constitution leaves this to the provinces, and a national order would not stand. "
    "They are asked to report on it each year instead."
)
_REASON = N_("Parliament asked for it when it passed the budget.")
_DAYS = (timedelta(days=-40), timedelta(days=120), timedelta(days=300), None)
_STATES = (PlanStatus.STARTED, PlanStatus.PLANNED, PlanStatus.DONE, PlanStatus.PLANNED)


def with_lived_in_plan(
    framework: Framework, assessment: Assessment, texts: Texts, today: date
) -> Assessment:
    """Return *assessment* with a plan of all that a plan may hold, and a target.

    One action is past its day, one is in the country's own words, one was met meanwhile
    and one is declined with its reason.
    """
    plan = StepUpPlan(assessment.targets, _lived_in(assessment.plan, texts, today))
    plan = _with_declined(framework, assessment, plan, texts)
    plan = _with_met(framework, assessment, plan)
    plan = _with_own_target(framework, assessment, plan, texts)
    return replace(
        assessment,
        plan=plan.items,
        targets=plan.targets,
        target_reasons=plan.reasons,
    )


def _lived_in(
    items: tuple[PlanItem, ...], texts: Texts, today: date
) -> tuple[PlanItem, ...]:
    changed = []
    for place, item in enumerate(items):
        turn = place % len(_DAYS)
        away, note = _DAYS[turn], _NOTES[turn]
        changed.append(
            replace(
                item,
                due=today + away if away else None,
                status=_STATES[turn],
                note=texts.gettext(note) if note else "",
                wording=texts.gettext(_WORDING) if place == 1 else "",
            )
        )
    return tuple(changed)


def _with_declined(
    framework: Framework, assessment: Assessment, plan: StepUpPlan, texts: Texts
) -> StepUpPlan:
    planned = {item.indicator for item in plan.items}
    card = score_assessment(framework, assessment)
    for gap in reversed(find_gaps(framework, assessment, card)):
        if not gap.is_open and gap.next_steps and gap.indicator not in planned:
            declined = PlanItem(
                gap.indicator,
                gap.next_steps[0],
                status=PlanStatus.DECLINED,
                note=texts.gettext(_DECLINED),
            )
            return with_item(plan, declined)
    return plan


def _with_met(
    framework: Framework, assessment: Assessment, plan: StepUpPlan
) -> StepUpPlan:
    for indicator in framework.in_reading_order:
        answer = assessment.answers.get(indicator.key)
        met = [c for c in indicator.criteria() if answer and c.key in answer.met]
        if met:
            sector = framework.sectors_by_key[met[-1].owner or indicator.lead]
            item = PlanItem(
                *(indicator.key, met[-1].key, sector.label),
                status=PlanStatus.STARTED,
            )
            return with_item(plan, item)
    return plan


def _with_own_target(
    framework: Framework, assessment: Assessment, plan: StepUpPlan, texts: Texts
) -> StepUpPlan:
    card = score_assessment(framework, assessment)
    for indicator in framework.in_reading_order:
        level = card.by_key[indicator.key].level
        if level == framework.target_of(indicator) < framework.top_level:
            aim = aim_of(plan, indicator.key)
            if aim.level is None:
                reason = texts.gettext(_REASON)
                return with_target(plan, Aim(indicator.key, level + 1, reason))
    return plan
