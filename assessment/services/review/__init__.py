"""Review of a stored assessment: findings with what only storage knows, and their words."""

from assessment.services.review.finding import kept_of, review_of, review_of_page
from assessment.services.review.tables import (
    FINDING_COLUMNS,
    findings_csv,
    findings_json,
    findings_xlsx,
)
from assessment.services.review.words import TITLES, finding_sentence

__all__ = [
    "FINDING_COLUMNS",
    "TITLES",
    "finding_sentence",
    "findings_csv",
    "findings_json",
    "findings_xlsx",
    "kept_of",
    "review_of",
    "review_of_page",
]
