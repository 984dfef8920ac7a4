"""The wizard: profile, task list, one indicator per page, review."""

from assessment.web.wizard.routes import bp

__all__ = ["bp"]
