"""Assessments side by side: what to choose from, the heat table, its downloads."""

from assessment.web.comparison.routes import bp

__all__ = ["bp"]
