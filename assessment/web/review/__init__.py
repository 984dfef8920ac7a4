"""The review: what to look at again before an assessment is handed on."""

from assessment.web.review.routes import bp

__all__ = ["bp"]
