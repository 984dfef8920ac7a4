"""Who answers what: the coordinator asks parts of colleagues and sees how far they are."""

from assessment.web.delegation.routes import bp

__all__ = ["bp"]
