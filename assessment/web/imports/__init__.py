"""Files brought in: shown, compared with what is there, and only then stored."""

from assessment.web.imports.routes import bp

__all__ = ["bp"]
