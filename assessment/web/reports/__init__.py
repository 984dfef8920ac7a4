"""Reports to download: asked for, being made, ready."""

from assessment.web.reports.routes import bp

__all__ = ["bp"]
