"""Find the data files that live beside the package in a checkout.

A wheel carries them in ``assessment/_bundled``; a checkout (or editable install) has
them one level above the package. Nobody else computes a path from ``__file__``.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_BUNDLED = PACKAGE / "_bundled"
ROOT = _BUNDLED if _BUNDLED.is_dir() else PACKAGE.parent

DEFAULT_FRAMEWORK = ROOT / "questions.yaml"
EDITIONS = ROOT / "editions"
WEB_TEMPLATES = ROOT / "templates"
WEB_STATIC = ROOT / "templates" / "static"
REPORT_TEMPLATES = ROOT / "reports"
TRANSLATIONS = ROOT / "translations"
MIGRATIONS = PACKAGE / "storage" / "migrations"


def has_words(language: str) -> bool:
    """Return whether the program speaks *language*.

    A catalogue is complete (a test proves it), or it is not there.
    """
    return language == "en" or (TRANSLATIONS / language).is_dir()
