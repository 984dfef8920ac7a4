"""The one scoring function (DESIGN section 5, rules 1 to 9 and 12) and what it finds."""

from assessment.domain.scoring.bands import band_of, critical_standing
from assessment.domain.scoring.levels import (
    criteria_ahead,
    evidence_cap,
    level_evidenced,
    level_reached,
    score_indicator,
    unmet_criteria,
    unproven_criteria,
)
from assessment.domain.scoring.means import (
    as_decimal,
    law_and_practice,
    weighted_mean,
)
from assessment.domain.scoring.results import (
    BandResult,
    GroupScore,
    IndicatorScore,
    Lens,
    Scorecard,
    ScoreStatus,
    Standing,
)
from assessment.domain.scoring.whole import score_assessment

__all__ = [
    "BandResult",
    "GroupScore",
    "IndicatorScore",
    "Lens",
    "ScoreStatus",
    "Scorecard",
    "Standing",
    "as_decimal",
    "band_of",
    "criteria_ahead",
    "critical_standing",
    "evidence_cap",
    "law_and_practice",
    "level_evidenced",
    "level_reached",
    "score_assessment",
    "score_indicator",
    "unmet_criteria",
    "unproven_criteria",
    "weighted_mean",
]
