"""Ranks with the interval that they hold in (DESIGN section 5, "Comparison").

No weight of a point is the only right one. So the ranks are worked out a thousand times
with every weight drawn up to a quarter higher or lower; a rank is never shown without the
places it took in those draws.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assessment.domain.comparison import Comparison, ranks
from assessment.domain.framework import Framework
from assessment.domain.samples.dice import Dice

DRAWS = 1000
SPREAD_PERCENT = 25
"""How far a weight is drawn to either side of what the framework gives it."""

LOW_PERCENT, HIGH_PERCENT = 5, 95
"""The places a rank took are told from this percentile to that one."""

SEED = 1
"""Printed with every result: the same seed gives the same draws on any machine."""


@dataclass(frozen=True, slots=True)
class RankLine:
    """The place of one assessment.

    Attributes:
        rank: By the weights of the framework; ties share a rank (1, 2, 2, 4).
        low: The better end of the places it took: the 5th percentile of its ranks.
        high: The worse end: the 95th percentile.
    """

    key: str
    rank: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Share:
    """In what share of the draws one assessment stands above, or level with, another."""

    above: Decimal
    level: Decimal


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ranks with what is known of how far they hold.

    Attributes:
        lines: Best rank first; those of one rank in the order of the columns.
        shares: (first, second) -> how often the first stands above the second.
        unranked: Columns without a score.
    """

    lines: tuple[RankLine, ...]
    shares: Mapping[tuple[str, str], Share]
    unranked: tuple[str, ...]
    draws: int
    seed: int


def rank_robustly(
    framework: Framework,
    comparison: Comparison,
    *,
    every_pair: bool = False,
    seed: int = SEED,
    draws: int = DRAWS,
) -> Ranking:
    """Rank the assessments of *comparison*, each with the interval its rank holds in.

    Args:
        framework: The edition they were compared by; it weighs the points.
        comparison: What to rank.
        every_pair: Tell the shares of every pair; else of those that follow each other.
        seed: What the draws are made from.
        draws: How many there are.
    """
    overall = zip(comparison.columns, comparison.overall.cells, strict=True)
    placed = ranks({column.key: cell.score for column, cell in overall})
    keys = tuple(column.key for column in comparison.columns if column.key in placed)
    order = tuple(sorted(keys, key=placed.__getitem__))
    pairs = _every_pair(order) if every_pair else tuple(pairwise(order))
    table = _scores(comparison, keys)
    found = _drawn(
        table, _weights(framework, comparison, seed, draws), _of(keys, pairs)
    )
    spans = dict(zip(keys, found.spans, strict=True))
    return Ranking(
        lines=tuple(RankLine(key, placed[key], *spans[key]) for key in order),
        shares=_shares(pairs, found.above, draws),
        unranked=tuple(c.key for c in comparison.columns if c.key not in placed),
        draws=draws,
        seed=seed,
    )


def drawn_weights(weight: Decimal, *names: str | int, draws: int) -> tuple[float, ...]:
    """Return *draws* weights, even between a quarter below *weight* and one above.

    Each point has a stream of its own, so that its draws do not depend on the others.
    """
    dice, spread = Dice("robustness", *names), 2 * SPREAD_PERCENT / 100
    least = 1 - SPREAD_PERCENT / 100
    return tuple(float(weight) * (least + spread * dice.share()) for _ in range(draws))


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the draws came to: an entry per row of the table, one per pair."""

    spans: tuple[tuple[int, int], ...]
    above: tuple[tuple[int, int], ...]


def _drawn(
    table: Sequence[Sequence[float | None]],
    weights: Sequence[Sequence[float]],
    pairs: Sequence[tuple[int, int]],
) -> Drawn:
    if not table:
        return Drawn((), ())
    # NumPy is 25 MB that only ranks need (ADR 14): no other page of a server loads it.
    from assessment.domain.robustness.draws import ranked_draws  # noqa: PLC0415

    spans, above = ranked_draws(
        table, weights, pairs, percents=(LOW_PERCENT, HIGH_PERCENT)
    )
    return Drawn(spans, above)


def _weights(
    framework: Framework, comparison: Comparison, seed: int, draws: int
) -> list[tuple[float, ...]]:
    points = framework.points_by_key
    return [
        drawn_weights(points[row.key].weight, seed, row.key, draws=draws)
        for row in comparison.rows
    ]


def _scores(
    comparison: Comparison, keys: Sequence[str]
) -> list[tuple[float | None, ...]]:
    """Return a row per assessment: its score on each point, None where it has none."""
    kept = set(keys)
    cells = zip(*(row.cells for row in comparison.rows), strict=True)
    return [
        tuple(None if c.score is None else float(c.score) for c in scored)
        for column, scored in zip(comparison.columns, cells, strict=True)
        if column.key in kept
    ]


def _every_pair(order: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((a, b) for a in order for b in order if a != b)


def _of(
    keys: Sequence[str], pairs: Iterable[tuple[str, str]]
) -> tuple[tuple[int, int], ...]:
    places = {key: place for place, key in enumerate(keys)}
    return tuple((places[a], places[b]) for a, b in pairs)


def _shares(
    pairs: Sequence[tuple[str, str]], counts: Sequence[tuple[int, int]], draws: int
) -> dict[tuple[str, str], Share]:
    return {
        pair: Share(Decimal(above) / draws, Decimal(level) / draws)
        for pair, (above, level) in zip(pairs, counts, strict=True)
    }
