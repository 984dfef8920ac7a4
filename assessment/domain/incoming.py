"""What a file would change of an assessment that is there.

Answer by answer, target by target, action by action of the plan.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assessment.domain.answers import Answer, Assessment, PlanItem, Profile
from assessment.domain.framework import Framework
from assessment.domain.plan.changing import (
    Aim,
    StepKey,
    aim_of,
    item_of,
    key_of,
    with_item,
    with_target,
)
from assessment.domain.records import StepUpPlan


class Effect(StrEnum):
    """What taking an answer over would do."""

    NEW = "new"
    """Only the file says it."""
    CHANGED = "changed"
    """Both do, and not alike."""
    SAME = "same"
    """Both do, alike."""
    LEFT = "left"
    """Only what is there says it: it stays as it is."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One indicator in what is there and in the file; None: not answered."""

    key: str
    effect: Effect
    there: Answer | None
    brought: Answer | None


@dataclass(frozen=True, slots=True)
class TargetDifference:
    """The target of one indicator, with its reason, in what is there and in the file."""

    effect: Effect
    there: Aim
    brought: Aim


@dataclass(frozen=True, slots=True)
class StepDifference:
    """One action of the plan in what is there and in the file; None: not planned there."""

    effect: Effect
    there: PlanItem | None
    brought: PlanItem

    @property
    def key(self) -> StepKey:
        """What tells it from the other actions of its plan."""
        return key_of(self.brought)


@dataclass(frozen=True, slots=True)
class Incoming:
    """All that a file would change.

    Attributes:
        answers: Indicators that either answers, in framework order.
        there, brought: The country profiles.
        targets: Targets that the file would add or change, in framework order.
        steps: Actions of the plan that it would add or change, in its order.
    """

    answers: tuple[Difference, ...]
    there: Profile
    brought: Profile
    targets: tuple[TargetDifference, ...] = ()
    steps: tuple[StepDifference, ...] = ()

    @property
    def changes_profile(self) -> bool:
        """Whether the file knows facts about the country that are not there so."""
        return any(
            self.there.get(key) != values for key, values in self.brought.items()
        )

    @property
    def profile(self) -> Profile:
        """The profile with what the file knows; what it does not say stays."""
        return {**self.there, **self.brought}

    @property
    def counts(self) -> Mapping[Effect, int]:
        """How many answers it does what to."""
        found = Counter(difference.effect for difference in self.answers)
        return {effect: found[effect] for effect in Effect}

    @property
    def to_take(self) -> tuple[Difference, ...]:
        """The answers that would change something."""
        return tuple(
            difference
            for difference in self.answers
            if difference.effect in {Effect.NEW, Effect.CHANGED}
        )


def what_it_changes(
    framework: Framework, there: Assessment, brought: Assessment
) -> Incoming:
    """Return what taking *brought* over into *there* would change; nothing is removed.

    Args:
        framework: The edition of both, in the scope of *there*.
        there: What is stored.
        brought: What the file holds.
    """
    differences = (
        _difference(i.key, there.answers.get(i.key), brought.answers.get(i.key))
        for i in framework.indicators
    )
    answers = tuple(each for each in differences if each is not None)
    return Incoming(
        answers,
        there.profile,
        brought.profile,
        tuple(_targets(framework, StepUpPlan.of(there), StepUpPlan.of(brought))),
        tuple(_steps(framework, there.plan, brought.plan)),
    )


def plan_with(
    plan: StepUpPlan,
    targets: Iterable[TargetDifference],
    steps: Iterable[StepDifference],
) -> StepUpPlan:
    """Return *plan* with *targets* and *steps* as the file has them; the rest stays."""
    for target in targets:
        plan = with_target(plan, target.brought)
    for step in steps:
        plan = with_item(plan, step.brought)
    return plan


def _targets(
    framework: Framework, there: StepUpPlan, brought: StepUpPlan
) -> Iterator[TargetDifference]:
    for indicator in framework.indicators:
        if indicator.key not in brought.targets:
            continue
        mine, theirs = (aim_of(plan, indicator.key) for plan in (there, brought))
        if mine != theirs:
            effect = Effect.NEW if mine.level is None else Effect.CHANGED
            yield TargetDifference(effect, mine, theirs)


def _steps(
    framework: Framework, there: Sequence[PlanItem], brought: Sequence[PlanItem]
) -> Iterator[StepDifference]:
    for item in brought:
        mine = item_of(there, key_of(item))
        if item.indicator in framework.indicators_by_key and mine != item:
            yield StepDifference(
                Effect.NEW if mine is None else Effect.CHANGED, mine, item
            )


def _difference(
    key: str, there: Answer | None, brought: Answer | None
) -> Difference | None:
    if there is None and brought is None:
        return None
    if brought is None:
        effect = Effect.LEFT
    elif there is None:
        effect = Effect.NEW
    else:
        effect = Effect.SAME if there == brought else Effect.CHANGED
    return Difference(key, effect, there, brought)
