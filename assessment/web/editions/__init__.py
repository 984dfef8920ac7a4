"""Another edition of the framework: what it would do to a draft, and moving there."""

from assessment.web.editions.routes import bp

__all__ = ["bp"]
