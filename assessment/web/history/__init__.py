"""How an answer came about: every change, readable, for an indicator and for the whole."""

from assessment.web.history.routes import bp

__all__ = ["bp"]
