"""Ranks in words, each with the places it took: only when somebody asks for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessment.domain.comparison import Comparison
from assessment.domain.framework import Framework
from assessment.domain.robustness import (
    LOW_PERCENT,
    SPREAD_PERCENT,
    Ranking,
    RankLine,
)
from assessment.domain.scale import scale_of
from assessment.texts import Texts


@dataclass(frozen=True, slots=True)
class RankWords:
    """The place of one assessment.

    Attributes:
        key: That of the comparison.
        places: The places it took, such as "2 to 5".
        above: In how many draws it stands above the next one; empty for the last.
        holds: Whether it took this place alone from the 5th to the 95th percentile.
    """

    key: str
    rank: str
    label: str
    score: str
    places: str
    above: str
    holds: bool


@dataclass(frozen=True, slots=True)
class RankTable:
    """Ranks with what is to be known about them.

    Attributes:
        method: How the places came about.
        caution: What a rank does not say.
        unranked: Those without a score.
    """

    lines: tuple[RankWords, ...]
    method: str
    caution: str
    unranked: tuple[str, ...]


def rank_table(
    framework: Framework,
    comparison: Comparison,
    ranking: Ranking,
    labels: Mapping[str, str],
    texts: Texts,
) -> RankTable:
    """Put *ranking* into words.

    Args:
        framework: The edition they were compared by.
        comparison: What was ranked.
        ranking: The places.
        labels: Column key -> what people read.
        texts: The words of the reader.
    """
    overall = zip(comparison.columns, comparison.overall.cells, strict=True)
    scores = {column.key: cell.score for column, cell in overall}
    scale = scale_of(framework)
    following = [line.key for line in ranking.lines[1:]]
    return RankTable(
        lines=tuple(
            RankWords(
                key=line.key,
                rank=texts.number(line.rank),
                label=labels[line.key],
                score=texts.score(scores[line.key], scale),
                places=places_of(line, texts),
                above=_above(ranking, line.key, following[place : place + 1], texts),
                holds=line.low == line.high == line.rank,
            )
            for place, line in enumerate(ranking.lines)
        ),
        method=rank_method(ranking, texts),
        caution=texts.gettext(
            "A rank says who is before whom, not how good either is. Where the places "
            "overlap, the order hangs on what one finds important."
        ),
        unranked=tuple(labels[key] for key in ranking.unranked),
    )


def rank_method(ranking: Ranking, texts: Texts) -> str:
    """Say how the places came about."""
    return texts.gettext(
        "Ranked by the unrounded overall score; equal scores share a rank. The places are "
        "those taken in %(draws)s draws, the outermost %(low)s %% at both ends left out, "
        "in each of which the weight of every point was up to %(spread)s %% higher or "
        "lower, all equally likely (seed %(seed)s).",
        low=texts.number(LOW_PERCENT),
        draws=texts.number(ranking.draws),
        spread=texts.number(SPREAD_PERCENT),
        seed=str(ranking.seed),
    )


def places_of(line: RankLine, texts: Texts) -> str:
    """Return the places that one took, such as "2 to 5"."""
    low, high = texts.number(line.low), texts.number(line.high)
    if line.low == line.high:
        return low
    return texts.gettext("%(low)s to %(high)s", low=low, high=high)


def _above(ranking: Ranking, key: str, following: list[str], texts: Texts) -> str:
    """Say in how many of the draws it stands above the next one."""
    if not following:
        return ""
    share = ranking.shares[key, following[0]]
    if share.level == 1:
        return texts.gettext("level in all")
    return texts.percent(Decimal(share.above))
