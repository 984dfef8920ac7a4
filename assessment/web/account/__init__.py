"""Demo sign-in. Signing in and out are Flask-Security's; their pages are in templates."""

from assessment.web.account.routes import bp

__all__ = ["bp"]
