"""Weighted means over indicators and over points (DESIGN section 5, rules 3 to 7)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from assessment.domain.framework import Framework, Indicator, IndicatorType
from assessment.domain.scoring.results import GroupScore, IndicatorScore


def weighted_mean(pairs: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Return the mean of ``(value, weight)`` pairs; None when there are none."""
    total = weight_sum = Decimal(0)
    for value, weight in pairs:
        total += value * weight
        weight_sum += weight
    return total / weight_sum if weight_sum else None


def group_of(key: str, members: Iterable[IndicatorScore]) -> GroupScore:
    """Return the means over *members*, those that are not applicable left out."""
    every = tuple(members)
    applicable = [score for score in every if score.is_applicable]
    answered = [score for score in applicable if score.score is not None]
    return GroupScore(
        key=key,
        score=weighted_mean(
            (s.score, s.weight) for s in answered if s.score is not None
        ),
        low=weighted_mean((s.low, s.weight) for s in applicable if s.low is not None),
        high=weighted_mean(
            (s.high, s.weight) for s in applicable if s.high is not None
        ),
        evidenced=weighted_mean(
            (s.evidenced, s.weight) for s in answered if s.evidenced is not None
        ),
        answered=len(answered),
        applicable=len(applicable),
        members=tuple(score.key for score in every),
    )


_FOUR = ("score", "low", "high", "evidenced")


def overall_of(
    framework: Framework,
    scores: tuple[IndicatorScore, ...],
    points: tuple[GroupScore, ...],
    by_key: Mapping[str, IndicatorScore],
) -> GroupScore:
    """Mean of the point scores that exist (rule 4), and its range (rule 5).

    A point without any answer has no score but does widen the range: everything in it is
    still open.
    """
    means: dict[str, Decimal | None] = {
        name: _mean_of_means(framework, points, by_key, name) for name in _FOUR
    }
    return GroupScore(
        key="overall",
        score=means["score"],
        low=means["low"],
        high=means["high"],
        evidenced=means["evidenced"],
        answered=sum(p.answered for p in points),
        applicable=sum(p.applicable for p in points),
        members=tuple(score.key for score in scores),
    )


def _mean_of_means(
    framework: Framework,
    points: tuple[GroupScore, ...],
    by_key: Mapping[str, IndicatorScore],
    name: str,
) -> Decimal | None:
    """Return the mean over the points of *name*, exact until the last division.

    Decimal means of thirds and sevenths miss the sum by their last digit, and with it a
    band that begins there (59.24999 for 59.25): in about one of fifty such sums.
    """
    total = weight_sum = Fraction(0)
    for point in points:
        value, weights = Decimal(0), Decimal(0)
        for key in point.members:
            found: Decimal | None = getattr(by_key[key], name)
            if found is not None:
                value += found * by_key[key].weight
                weights += by_key[key].weight
        if weights:
            weight = Fraction(framework.points_by_key[point.key].weight)
            total += Fraction(value) / Fraction(weights) * weight
            weight_sum += weight
    return as_decimal(total / weight_sum) if weight_sum else None


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
