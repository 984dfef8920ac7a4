"""What a round took over from the last one: the list to confirm, and starting a new one."""

from assessment.web.carried.routes import bp

__all__ = ["bp"]
