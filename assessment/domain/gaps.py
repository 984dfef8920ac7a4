"""Gaps, their order, next steps and the road to the target (DESIGN section 5, rule 10)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from assessment.domain.answers import Assessment, Profile
from assessment.domain.framework import Effort, Framework, Indicator
from assessment.domain.profile import holds_for_sure
from assessment.domain.scoring import (
    IndicatorScore,
    Scorecard,
    ScoreStatus,
    Standing,
    as_decimal,
    critical_standing,
    unmet_criteria,
)

FIRST_THINGS = 5
"""As many things as a reader keeps in mind (rule 10)."""

FIRST_OF_ONE_POINT = 2
"""At most this many of the first things belong to one point."""


class GapKind(StrEnum):
    """Why an indicator is listed."""

    CRITICAL = "critical"
    FLAGGED = "flagged"
    BELOW_TARGET = "below-target"
    UNKNOWN = "unknown"
    UNANSWERED = "unanswered"


class Precedence(StrEnum):
    """Why a gap comes before others whatever its size, the strongest reason first."""

    CAPS = "caps"
    FLAGS = "flags"
    CRITICAL_OPEN = "critical-open"
    URGENT = "urgent"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RoadStep:
    """The unmet criteria of one rung on the way to the target."""

    level: int
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """An applicable indicator below its target, or not answered.

    Attributes:
        kind: Critical and holding the band, critical and flagged, below its target, or
            open (unknown or unanswered).
        level: Level reached; None when unknown or unanswered.
        target: Level aimed at.
        size: (target score − score) × weight. Unknown and unanswered indicators are
            sized as if at the lowest level: nothing is shown.
        next_steps: Unmet applicable criteria of the next rung.
        road: The same for every rung up to the target, lowest first.
        precedence: Why it comes before larger gaps, the strongest reason only.
        is_urgent: Whether the country's situation makes it urgent, which also decides
            between gaps of one precedence.
    """

    indicator: str
    kind: GapKind
    level: int | None
    target: int
    size: Decimal
    next_steps: tuple[str, ...]
    road: tuple[RoadStep, ...]
    precedence: Precedence = Precedence.NONE
    is_urgent: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody could or did answer it."""
        return self.level is None


@dataclass(frozen=True, slots=True)
class OpenIndicator:
    """An indicator without an answer, and what answering it is worth.

    Attributes:
        width: How much of the overall range it holds, in points of the scale.
        share: The same as a share of the overall range, 0 to 1.
    """

    indicator: str
    width: Decimal
    share: Decimal


def find_gaps(
    framework: Framework, assessment: Assessment, scorecard: Scorecard
) -> tuple[Gap, ...]:
    """Return every gap in the order of rule 10; each step breaks the ties before it.

    Critical and capping · critical and flagged · critical and open · urgent · answered
    before open · largest · core · recommendations served · cheapest unmet step of the
    next rung · file order.
    """
    framework = framework.in_scope(assessment.scope)
    gaps = []
    for place, indicator in enumerate(framework.indicators):
        score = scorecard.by_key[indicator.key]
        target = target_level(framework, indicator, assessment.targets)
        if score.is_applicable and (score.level is None or score.level < target):
            gap = _gap(framework, assessment, indicator, score, target=target)
            gaps.append((_order(indicator, gap, place), gap))
    gaps.sort(key=lambda entry: entry[0])
    return tuple(gap for _, gap in gaps)


def first_things(framework: Framework, gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return what to do first: the first five *gaps*, at most two of one point."""
    chosen: list[Gap] = []
    per_point: Counter[str] = Counter()
    for gap in gaps:
        point = framework.indicators_by_key[gap.indicator].point
        if per_point[point] < FIRST_OF_ONE_POINT:
            per_point[point] += 1
            chosen.append(gap)
        if len(chosen) == FIRST_THINGS:
            break
    return tuple(chosen)


def find_out_first(
    framework: Framework, scorecard: Scorecard, gaps: Iterable[Gap]
) -> tuple[OpenIndicator, ...]:
    """Return the open indicators by how much of the overall range each holds.

    Ties keep the order of *gaps*. The widths add up to the range.
    """
    found = [
        (gap.indicator, _share_of_whole(framework, scorecard, gap.indicator))
        for gap in gaps
        if gap.is_open
    ]
    found.sort(key=lambda entry: -entry[1])
    total = sum((share for _, share in found), Fraction(0))
    scale = Fraction(framework.levels[-1].score - framework.levels[0].score)
    return tuple(
        OpenIndicator(key, as_decimal(share * scale), as_decimal(share / total))
        for key, share in found
    )


def _share_of_whole(framework: Framework, scorecard: Scorecard, key: str) -> Fraction:
    """Return the weight of one indicator in the whole, exactly, so that ties are ties."""
    weights = framework.points_by_key
    points = [point for point in scorecard.points if point.applicable]
    every = sum((weights[point.key].weight for point in points), Decimal(0))
    home = framework.indicators_by_key[key].point
    members = (
        scorecard.by_key[member]
        for point in points
        if point.key == home
        for member in point.members
    )
    within = sum((m.weight for m in members if m.is_applicable), Decimal(0))
    weight = scorecard.by_key[key].weight
    return (Fraction(weight) / Fraction(within)) * (
        Fraction(weights[home].weight) / Fraction(every)
    )


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
    standing = critical_standing(indicator, score)
    urgent = _is_urgent(indicator, assessment.profile)
    return Gap(
        indicator=indicator.key,
        kind=_kind(score, standing),
        level=score.level,
        target=target,
        size=(aim - framework.levels[level].score) * indicator.weight,
        next_steps=road[0].criteria if road else (),
        road=road,
        precedence=_precedence(standing, is_urgent=urgent),
        is_urgent=urgent,
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


def _kind(score: IndicatorScore, standing: Standing | None) -> GapKind:
    if score.status is ScoreStatus.UNKNOWN:
        return GapKind.UNKNOWN
    if score.status is ScoreStatus.UNANSWERED:
        return GapKind.UNANSWERED
    match standing:
        case Standing.CAPS:
            return GapKind.CRITICAL
        case Standing.FLAGS:
            return GapKind.FLAGGED
        case _:
            return GapKind.BELOW_TARGET


_PRECEDENCE = {
    Standing.CAPS: Precedence.CAPS,
    Standing.FLAGS: Precedence.FLAGS,
    Standing.OPEN: Precedence.CRITICAL_OPEN,
}


def _is_urgent(indicator: Indicator, profile: Profile) -> bool:
    """Whether every condition of ``urgent_when`` is answered and true."""
    conditions = indicator.urgent_when
    return bool(conditions) and all(holds_for_sure(c, profile) for c in conditions)


def _precedence(standing: Standing | None, *, is_urgent: bool) -> Precedence:
    if standing is not None:
        return _PRECEDENCE[standing]
    return Precedence.URGENT if is_urgent else Precedence.NONE


_RANKS = {precedence: rank for rank, precedence in enumerate(Precedence)}
_COSTS = {effort: cost for cost, effort in enumerate(Effort)}


def _order(indicator: Indicator, gap: Gap, place: int) -> tuple[Decimal | int, ...]:
    """Return what gaps are sorted by; smaller comes first (rule 10)."""
    steps = set(gap.next_steps)
    costs = [_COSTS[c.effort] for c in indicator.criteria() if c.key in steps]
    return (
        _RANKS[gap.precedence],
        not gap.is_urgent,
        gap.is_open,
        -gap.size,
        not indicator.core,
        -len(indicator.recommendations),
        min(costs, default=len(_COSTS)),
        place,
    )
