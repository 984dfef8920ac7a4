"""What the bytes of a report depend on besides its answers: this program and its libraries."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assessment import __version__, resources

_LIBRARIES = (
    "weasyprint",
    "pydyf",
    "pikepdf",
    "fonttools",
    "uharfbuzz",
    "jinja2",
    "qrcode",
    "babel",
    "tinycss2",
    "fontpkg-noto-sans",
    "fontpkg-noto-sans-arabic",
    "noto-cjk-sans-otc",
    "manimgx-fonts",
)
_SOURCES = ("domain", "reporting", "portable", "texts.py", "services/reports")


@lru_cache(maxsize=8)
def program_digest(language: str) -> str:
    """Return what tells one state of the program from another, for reports in *language*.

    The same digest means the same bytes for the same answers, but for the text engine of
    the machine (see :func:`assessment.reporting.paper.layout.text_engine`).
    """
    digest = hashlib.sha256(__version__.encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {_version(library)}\n".encode())
    for file in sorted(_files(language)):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "–"


def _files(language: str) -> Iterator[Path]:
    yield from (f for f in resources.REPORT_TEMPLATES.rglob("*.*") if f.is_file())
    yield from (resources.TRANSLATIONS / language).rglob("*.mo")
    for name in _SOURCES:
        part = resources.PACKAGE / name
        yield from part.rglob("*.py") if part.is_dir() else [part]
