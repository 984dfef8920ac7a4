"""Ask whether a printed report was cleared here: open to everybody, shows no more than allowed."""

from assessment.web.verify.routes import bp

__all__ = ["bp"]
