"""The step-up plan: what is committed to, declined and aimed at."""

from assessment.web.plan.routes import bp

__all__ = ["bp"]
