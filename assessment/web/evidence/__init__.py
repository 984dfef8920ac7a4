"""Evidence of an assessment: the register, files in and out, links that are asked."""

from assessment.web.evidence.routes import bp

__all__ = ["bp"]
