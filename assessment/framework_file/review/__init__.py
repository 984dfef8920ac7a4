"""What a framework file says of answers that do not fit together, or are too old."""

from assessment.framework_file.review.building import (
    build_contradiction,
    build_review_settings,
)
from assessment.framework_file.review.checks import check_contradicting
from assessment.framework_file.review.tables import CONTRADICTION, REVIEW

__all__ = [
    "CONTRADICTION",
    "REVIEW",
    "build_contradiction",
    "build_review_settings",
    "check_contradicting",
]
