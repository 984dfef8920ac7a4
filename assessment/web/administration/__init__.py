"""Accounts of the installation, for administrators: no drafts, no passwords."""

from assessment.web.administration.routes import bp

__all__ = ["bp"]
