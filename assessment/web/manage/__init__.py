"""Managing one assessment: its details, a copy for another year, archive and deletion."""

from assessment.web.manage.routes import bp

__all__ = ["bp"]
