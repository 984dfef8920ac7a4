"""What is published, for everybody: the list, permanent pages, files to take along."""

from assessment.web.published import downloads
from assessment.web.published.routes import bp

__all__ = ["bp", "downloads"]
