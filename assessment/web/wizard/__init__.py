"""The wizard: profile, task list, one indicator per page."""

from assessment.web.wizard.routes import bp

__all__ = ["bp"]
