"""Asked of you: the home of who contributes, and handing back."""

from assessment.web.asked.routes import bp

__all__ = ["bp"]
