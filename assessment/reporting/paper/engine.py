"""WeasyPrint, loaded without the parts of fontTools that our reports never call.

It imports two of them for variable fonts and for machines without HarfBuzz's subsetter.
Our fonts are static when it sees them and cut down beforehand, so that a tenth of the
time a cold report takes would be spent on loading code that is not run. Should it be
called after all, it is loaded then.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_RARELY_CALLED = ("fontTools.subset", "fontTools.varLib.instancer")


class _Later(ModuleType):
    """Stands for a module until something of it is called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*args: Any, **options: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*args, **options)

        return call


@contextmanager
def _only_when_called(*names: str) -> Iterator[None]:
    stand_ins = {name: _Later(name) for name in names if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


with _only_when_called(*_RARELY_CALLED):
    from weasyprint import CSS, HTML, Document, svg
    from weasyprint.images import SVGImage
    from weasyprint.pdf import tags
    from weasyprint.text.ffi import pango
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

__all__ = [
    "CSS",
    "HTML",
    "Document",
    "FontConfiguration",
    "SVGImage",
    "URLFetcher",
    "URLFetcherResponse",
    "pango",
    "svg",
    "tags",
]
