"""Review: what a person should look at again before an assessment is handed on."""

from assessment.domain.review.findings import (
    NOTHING_BESIDE,
    EvidenceLack,
    Kept,
    ReviewFinding,
    ReviewKind,
)
from assessment.domain.review.one import evidence_lack
from assessment.domain.review.several import Given, contradictions
from assessment.domain.review.whole import blockers, review, review_of_indicator

__all__ = [
    "NOTHING_BESIDE",
    "EvidenceLack",
    "Given",
    "Kept",
    "ReviewFinding",
    "ReviewKind",
    "blockers",
    "contradictions",
    "evidence_lack",
    "review",
    "review_of_indicator",
]
