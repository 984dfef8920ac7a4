"""Start page: my assessments, a new one, one from a file; choice of language."""

from assessment.web.start.routes import bp

__all__ = ["bp"]
