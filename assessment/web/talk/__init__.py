"""Comments on an indicator, and the list of what is open."""

from assessment.web.talk.routes import bp

__all__ = ["bp"]
