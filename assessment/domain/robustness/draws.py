"""The arithmetic of the draws: the one module of the domain that uses NumPy (ADR 14).

A thousand draws over 195 countries and five years are ten million products; Python alone
needs seconds for them. Loaded only when somebody asks for ranks.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_DECIMALS = 9
"""Means are rounded here before they are compared, so that equal ones are equal."""

_PAIRS_AT_ONCE = 1000


def ranked_draws(
    table: Sequence[Sequence[float | None]],
    weights: Sequence[Sequence[float]],
    pairs: Sequence[tuple[int, int]],
    *,
    percents: tuple[int, int],
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Return, per row, two percentiles of its rank; per pair, draws above and level.

    Args:
        table: A row per assessment: its score on each point, None where it has none.
        weights: A row per point: its weight in each draw.
        pairs: Places in *table* of those to set against each other.
        percents: The percentiles, in whole per cents, told by the nearest rank.
    """
    means = _means(table, np.array(weights, dtype=np.float64))
    ranks = np.sort(_ranks(means), axis=1)
    draws = means.shape[1]
    low, high = (max(0, -(-draws * percent // 100) - 1) for percent in percents)
    spans = tuple(
        (int(first), int(last))
        for first, last in zip(ranks[:, low], ranks[:, high], strict=True)
    )
    return spans, _counts(means, pairs)


def _means(
    table: Sequence[Sequence[float | None]], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the weighted mean of every row in every draw; points without score left out.

    Added up point by point, never by a matrix product: that may round rows that are
    alike differently, and would break their tie.
    """
    scores = np.array(table, dtype=np.float64)  # None becomes NaN
    has = ~np.isnan(scores)
    total = np.zeros((scores.shape[0], weights.shape[1]))
    weight_sum = np.zeros_like(total)
    for place, drawn in enumerate(weights):
        total += np.where(has[:, place], scores[:, place], 0.0)[:, None] * drawn
        weight_sum += has[:, place][:, None] * drawn
    return np.round(total / weight_sum, _DECIMALS)


def _ranks(means: NDArray[np.float64]) -> NDArray[np.int32]:
    """Return ranks within each draw, the highest mean first; ties share one (rule 11)."""
    order = np.argsort(-means, axis=0)
    sorted_means = np.take_along_axis(means, order, axis=0)
    place = np.arange(means.shape[0], dtype=np.int32)[:, None]
    begins = np.ones(means.shape, dtype=bool)
    begins[1:] = sorted_means[1:] != sorted_means[:-1]
    first = np.maximum.accumulate(np.where(begins, place, 0), axis=0) + 1
    ranks = np.empty(means.shape, dtype=np.int32)
    np.put_along_axis(ranks, order, first.astype(np.int32), axis=0)
    return ranks


def _counts(
    means: NDArray[np.float64], pairs: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    counts: list[tuple[int, int]] = []
    for start in range(0, len(pairs), _PAIRS_AT_ONCE):
        some = np.array(pairs[start : start + _PAIRS_AT_ONCE])
        first, second = means[some[:, 0]], means[some[:, 1]]
        above = (first > second).sum(axis=1)
        level = (first == second).sum(axis=1)
        counts += [(int(a), int(b)) for a, b in zip(above, level, strict=True)]
    return tuple(counts)
