"""Review of a stored assessment: findings with what only storage knows, and their words."""

from assessment.services.review.finding import kept_of, review_of
from assessment.services.review.words import finding_sentence

__all__ = ["finding_sentence", "kept_of", "review_of"]
