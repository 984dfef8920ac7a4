"""Inviting people into a team or to look after the site, and accepting an invitation."""

from assessment.web.invitations.routes import bp

__all__ = ["bp"]
