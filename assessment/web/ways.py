"""Ways back to where somebody came from, never to another site."""

from flask import url_for


def way_back(path: str) -> str:
    """Return *path* when it is one of ours, else the start page."""
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_ours and path.isprintable() else url_for("start.home")
