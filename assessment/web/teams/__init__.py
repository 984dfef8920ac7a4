"""Teams: which there are, who is what in them, and how that is changed."""

from assessment.web.teams.routes import bp

__all__ = ["bp"]
