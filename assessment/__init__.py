"""National-systems gap assessment."""

__version__ = "0.1.0"
