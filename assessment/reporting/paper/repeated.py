"""Write a drawing that stands in many places once.

WeasyPrint draws an image anew wherever it stands: the ladders of a gap report, twenty
different ones on a hundred cards, would take a tenth of the time of writing it. From the
second place on a drawing is a form that the page refers to.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from assessment.reporting.paper.engine import SVGImage

_ROOM = 1
"""Points around a drawing, for lines that stand on its edge."""

_draw = SVGImage.draw
_writing = Lock()


@contextmanager
def drawn_once() -> Iterator[None]:
    """Let WeasyPrint refer to what it has drawn before."""
    forms: dict[tuple[object, ...], str | None] = {}

    def draw(image: Any, stream: Any, width: float, height: float, style: Any) -> None:
        # What streams share holds the forms that they may refer to.
        place = (id(stream._resources), image, width, height)  # noqa: SLF001
        if place not in forms:
            forms[place] = None
            _draw(image, stream, width, height, style)
            return
        if (known := forms[place]) is None:
            form = stream.add_group(
                -_ROOM, -_ROOM, width + 2 * _ROOM, height + 2 * _ROOM
            )
            _draw(image, form, width, height, style)
            known = forms[place] = form.id
        stream.draw_x_object(known)

    with _writing:
        SVGImage.draw = draw
        try:
            yield
        finally:
            SVGImage.draw = _draw
