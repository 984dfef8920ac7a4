"""The scores on screen, each of them explained on demand."""

from assessment.web.results.routes import bp

__all__ = ["bp"]
