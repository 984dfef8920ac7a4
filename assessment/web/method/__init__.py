"""How scores come about: the method of the framework, for everybody signed in."""

from assessment.web.method.routes import bp

__all__ = ["bp"]
