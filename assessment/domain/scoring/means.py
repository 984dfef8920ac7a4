"""Weighted means over indicators and over points (DESIGN section 5, rules 3 to 7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessment.domain.framework import Framework, Indicator, IndicatorType
from assessment.domain.scoring.results import GroupScore, IndicatorScore

_ZERO = Decimal(0)


def weighted_mean(pairs: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Return the mean of ``(value, weight)`` pairs; None when there are none."""
    total = weight_sum = Decimal(0)
    for value, weight in pairs:
        total += value * weight
        weight_sum += weight
    return total / weight_sum if weight_sum else None


@dataclass(slots=True)
class _Sums:
    """Weighted sums over the applicable members of a group, exact.

    Scores and what is evidenced are known of answered members, both ends of the range of
    all: so there are two sums of weights and four of values.
    """

    answered: int = 0
    applicable: int = 0
    answered_weight: Decimal = _ZERO
    applicable_weight: Decimal = _ZERO
    score: Decimal = _ZERO
    evidenced: Decimal = _ZERO
    low: Decimal = _ZERO
    high: Decimal = _ZERO


def _sums_of(members: Iterable[IndicatorScore]) -> _Sums:
    """Add up *members*; local names, because this is most of what scoring costs."""
    answered = applicable = 0
    answered_weight = applicable_weight = score = evidenced = low = high = _ZERO
    for member in members:
        if member.low is None or member.high is None:
            continue  # not applicable
        weight = member.weight
        applicable += 1
        applicable_weight += weight
        low += member.low * weight
        high += member.high * weight
        if member.score is not None and member.evidenced is not None:
            answered += 1
            answered_weight += weight
            score += member.score * weight
            evidenced += member.evidenced * weight
    return _Sums(
        answered,
        applicable,
        answered_weight,
        applicable_weight,
        score,
        evidenced,
        low,
        high,
    )


def group_of(key: str, members: Iterable[IndicatorScore]) -> GroupScore:
    """Return the means over *members*, those that are not applicable left out."""
    every = tuple(members)
    sums = _sums_of(every)
    answered, applicable = sums.answered_weight, sums.applicable_weight
    return GroupScore(
        key=key,
        score=sums.score / answered if answered else None,
        low=sums.low / applicable if applicable else None,
        high=sums.high / applicable if applicable else None,
        evidenced=sums.evidenced / answered if answered else None,
        answered=sums.answered,
        applicable=sums.applicable,
        members=tuple(score.key for score in every),
    )


def overall_of(
    framework: Framework,
    scores: tuple[IndicatorScore, ...],
    points: tuple[GroupScore, ...],
    by_key: Mapping[str, IndicatorScore],
) -> GroupScore:
    """Mean of the point scores that exist (rule 4), and its range (rule 5).

    A point without any answer has no score but does widen the range: everything in it is
    still open. The means are exact until the last division: Decimal means of thirds and
    sevenths miss the sum by their last digit, and with it a band that begins there
    (59.24999 for 59.25), in about one of fifty such sums.
    """
    parts = [
        (
            framework.points_by_key[point.key].weight,
            _sums_of(by_key[key] for key in point.members),
        )
        for point in points
    ]
    return GroupScore(
        key="overall",
        score=_exact_mean((s.score, s.answered_weight, w) for w, s in parts),
        low=_exact_mean((s.low, s.applicable_weight, w) for w, s in parts),
        high=_exact_mean((s.high, s.applicable_weight, w) for w, s in parts),
        evidenced=_exact_mean((s.evidenced, s.answered_weight, w) for w, s in parts),
        answered=sum(point.answered for point in points),
        applicable=sum(point.applicable for point in points),
        members=tuple(score.key for score in scores),
    )


def _exact_mean(
    parts: Iterable[tuple[Decimal, Decimal, Decimal]],
) -> Decimal | None:
    """Return the mean of ``sum ÷ weights`` by *weight*; parts without weights left out."""
    total, weight_sum = Fraction(0), _ZERO
    for value, weights, weight in parts:
        if weights:
            total += Fraction(value * weight) / Fraction(weights)
            weight_sum += weight
    return as_decimal(total / Fraction(weight_sum)) if weight_sum else None


def as_decimal(exact: Fraction) -> Decimal:
    """Return *exact* as a Decimal, rounded in its last digit if at all."""
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def law_and_practice(
    indicators: Iterable[Indicator], by_key: Mapping[str, IndicatorScore]
) -> tuple[Decimal | None, Decimal | None]:
    """Return the mean of structure indicators, and of process and outcome ones (rule 9).

    What they differ by is always told as law − practice.
    """
    law: list[tuple[Decimal, Decimal]] = []
    practice: list[tuple[Decimal, Decimal]] = []
    for indicator in indicators:
        score = by_key[indicator.key].score
        if score is not None:
            side = law if indicator.type is IndicatorType.STRUCTURE else practice
            side.append((score, indicator.weight))
    return weighted_mean(law), weighted_mean(practice)
