"""How far a rank holds when the weights of the points change (DESIGN section 5)."""

from assessment.domain.robustness.ranking import (
    DRAWS,
    HIGH_PERCENT,
    LOW_PERCENT,
    SEED,
    SPREAD_PERCENT,
    Ranking,
    RankLine,
    Share,
    rank_robustly,
)

__all__ = [
    "DRAWS",
    "HIGH_PERCENT",
    "LOW_PERCENT",
    "SEED",
    "SPREAD_PERCENT",
    "RankLine",
    "Ranking",
    "Share",
    "rank_robustly",
]
