"""Gaps, next steps and the road to the target (DESIGN section 5, rule 10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework, Indicator
from assessment.domain.scoring import (
    IndicatorScore,
    Scorecard,
    ScoreStatus,
    unmet_criteria,
)


class GapKind(StrEnum):
    """Why an indicator is listed."""

    CRITICAL = "critical"
    BELOW_TARGET = "below-target"
    UNKNOWN = "unknown"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class RoadStep:
    """The unmet criteria of one rung on the way to the target."""

    level: int
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """An applicable indicator below its target, or not answered.

    Attributes:
        level: Level reached; None when unknown or unanswered.
        target: Level aimed at.
        size: (target score − score) × weight; what the order follows. Unknown and
            unanswered indicators are sized as if at the lowest level: nothing is shown.
        next_steps: Unmet applicable criteria of the next rung.
        road: The same for every rung up to the target, lowest first.
    """

    indicator: str
    kind: GapKind
    level: int | None
    target: int
    size: Decimal
    next_steps: tuple[str, ...]
    road: tuple[RoadStep, ...]


def find_gaps(
    framework: Framework, assessment: Assessment, scorecard: Scorecard
) -> tuple[Gap, ...]:
    """Return every gap: critical at level 0 first, then largest, then file order."""
    framework = framework.in_scope(assessment.scope)
    gaps = []
    for indicator in framework.indicators:
        score = scorecard.by_key[indicator.key]
        target = target_level(framework, indicator, assessment.targets)
        if score.is_applicable and (score.level is None or score.level < target):
            gaps.append(_gap(framework, assessment, indicator, score, target=target))
    gaps.sort(key=lambda gap: (gap.kind is not GapKind.CRITICAL, -gap.size))
    return tuple(gaps)


def target_level(
    framework: Framework, indicator: Indicator, targets: Mapping[str, int]
) -> int:
    """Return the country's own target, else the framework's."""
    return targets.get(indicator.key, framework.target_of(indicator))


def _gap(
    framework: Framework,
    assessment: Assessment,
    indicator: Indicator,
    score: IndicatorScore,
    *,
    target: int,
) -> Gap:
    level = score.level or 0
    road = road_to(indicator, assessment, level=level, target=target)
    aim = framework.levels[target].score
    return Gap(
        indicator=indicator.key,
        kind=_kind(indicator, score),
        level=score.level,
        target=target,
        size=(aim - framework.levels[level].score) * indicator.weight,
        next_steps=road[0].criteria if road else (),
        road=road,
    )


def road_to(
    indicator: Indicator, assessment: Assessment, *, level: int, target: int
) -> tuple[RoadStep, ...]:
    """Return the unmet applicable criteria of every rung above *level* up to *target*.

    Rungs with nothing left to do are left out, so the first step is the next step.
    """
    answer = assessment.answers.get(indicator.key)
    met = answer.met if answer is not None else frozenset()
    steps = []
    for wanted in range(level + 1, target + 1):
        unmet = unmet_criteria(indicator, met, assessment.profile, level=wanted)
        if unmet:
            steps.append(RoadStep(wanted, tuple(criterion.key for criterion in unmet)))
    return tuple(steps)


def _kind(indicator: Indicator, score: IndicatorScore) -> GapKind:
    if score.status is ScoreStatus.UNKNOWN:
        return GapKind.UNKNOWN
    if score.status is ScoreStatus.UNANSWERED:
        return GapKind.UNANSWERED
    if indicator.critical and score.level == 0:
        return GapKind.CRITICAL
    return GapKind.BELOW_TARGET
