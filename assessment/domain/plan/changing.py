"""Plans with an action more, less or changed. Nothing here mutates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from assessment.domain.answers import PlanItem
from assessment.domain.framework import Criterion, Framework, Indicator
from assessment.domain.gaps import Gap, first_things
from assessment.domain.records import StepUpPlan

_Value = TypeVar("_Value")

StepKey = tuple[str, str]
"""Key of the indicator, key of the criterion."""


@dataclass(frozen=True, slots=True)
class Aim:
    """The level a country aims at for one indicator, and why.

    Attributes:
        level: None: the framework's own target.
    """

    indicator: str
    level: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next steps of one gap that are not in the plan yet."""

    gap: Gap
    indicator: Indicator
    criteria: tuple[Criterion, ...]
    is_first: bool

    @property
    def steps(self) -> tuple[StepKey, ...]:
        """The keys of its steps."""
        return tuple((self.indicator.key, c.key) for c in self.criteria)


def proposals(
    framework: Framework, gaps: Iterable[Gap], items: Iterable[PlanItem]
) -> tuple[Proposal, ...]:
    """Return what could be taken into the plan, in the order of the gaps (rule 10).

    Only answered gaps: of what nobody knows, the next step is to find out.
    """
    every = tuple(gaps)
    planned = {key_of(item) for item in items}
    first = {gap.indicator for gap in first_things(framework, every)}
    found = []
    for gap in every:
        indicator = framework.indicators_by_key[gap.indicator]
        criteria = tuple(
            criterion
            for criterion in indicator.criteria()
            if criterion.key in gap.next_steps
            and (indicator.key, criterion.key) not in planned
        )
        if criteria and not gap.is_open:
            is_first = gap.indicator in first
            found.append(Proposal(gap, indicator, criteria, is_first))
    return tuple(found)


def key_of(item: PlanItem) -> StepKey:
    """Return what tells *item* from the others of its plan."""
    return item.indicator, item.criterion


def item_of(items: Iterable[PlanItem], key: StepKey) -> PlanItem | None:
    """Return the item of *key*; None when the plan has none."""
    return next((item for item in items if key_of(item) == key), None)


def with_steps(plan: StepUpPlan, steps: Iterable[StepKey]) -> StepUpPlan:
    """Return *plan* with an item for each of *steps*; what it holds stays as it is."""
    items = {key_of(item): item for item in plan.items}
    for key in steps:
        items.setdefault(key, PlanItem(*key))
    return replace(plan, items=tuple(items.values()))


def with_item(plan: StepUpPlan, item: PlanItem) -> StepUpPlan:
    """Return *plan* with *item* in the place of the one it changes, or at its end."""
    items = {key_of(each): each for each in plan.items} | {key_of(item): item}
    return replace(plan, items=tuple(items.values()))


def without_item(plan: StepUpPlan, key: StepKey) -> StepUpPlan:
    """Return *plan* without the item of *key*."""
    return replace(plan, items=tuple(i for i in plan.items if key_of(i) != key))


def aim_of(plan: StepUpPlan, indicator: str) -> Aim:
    """Return what *plan* aims at for *indicator*."""
    reason = plan.reasons.get(indicator, "")
    return Aim(indicator, plan.targets.get(indicator), reason)


def with_target(plan: StepUpPlan, aim: Aim) -> StepUpPlan:
    """Return *plan* with *aim* for its indicator; a reason goes with its target."""
    targets = _without(plan.targets, aim.indicator)
    reasons = _without(plan.reasons, aim.indicator)
    if aim.level is not None:
        targets[aim.indicator] = aim.level
        if aim.reason:
            reasons[aim.indicator] = aim.reason
    return replace(plan, targets=targets, reasons=reasons)


def is_follow_up(before: StepUpPlan, after: StepUpPlan) -> bool:
    """Return whether only owner, day, state and note of actions differ."""
    return (
        dict(before.targets) == dict(after.targets)
        and dict(before.reasons) == dict(after.reasons)
        and [_promise(item) for item in before.items]
        == [_promise(item) for item in after.items]
    )


def _promise(item: PlanItem) -> tuple[str, str, str]:
    """What was promised; how far it is, by when and by whom, may go on changing."""
    return item.indicator, item.criterion, item.wording


def _without(found: Mapping[str, _Value], key: str) -> dict[str, _Value]:
    return {k: v for k, v in found.items() if k != key}
