"""Other voices beside an assessment, and alternative assessments begun."""

from assessment.web.voices.routes import bp

__all__ = ["bp"]
