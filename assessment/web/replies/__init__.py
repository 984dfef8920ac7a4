"""Right of reply: what a government says to what others published about its country."""

from assessment.web.replies.routes import bp

__all__ = ["bp"]
