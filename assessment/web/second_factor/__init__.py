"""A team that asks its members for a second factor."""

from assessment.web.second_factor.routes import bp

__all__ = ["bp"]
