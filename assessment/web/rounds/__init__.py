"""Rounds: the page that says where an assessment stands, and the moves as forms."""

from assessment.web.rounds.routes import bp

__all__ = ["bp"]
