"""How much of a stranger's PDF is read, and how it is opened.

A file of 464 kB can inflate to 5.9 GB, a font table can name ranges without end, a tree
can contain itself. Everything is counted while it is read, against what the largest of our
own reports needs many times over. What the library unpacks by itself before we can count
is held by the limits of the process (see ``reading.child``).
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pikepdf

from assessment.errors import ReportError

MOST_STREAM = 30_000_000
"""Bytes that one stream may inflate to."""

MOST_INFLATED = 200_000_000
"""Bytes that all streams read together may inflate to."""

MOST_STEPS = 4_000_000
"""Elements, instructions, glyphs and objects looked at, all together."""

MOST_DEPTH = 120
"""How deep lists, dictionaries and elements may be nested."""

MOST_PAGES = 2_000

BROKEN = (
    pikepdf.PdfError,
    LookupError,
    AttributeError,
    TypeError,
    ValueError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    zlib.error,
    UserWarning,
)
"""What reading a damaged PDF may raise, here and in pikepdf, whose warnings are errors."""


class TooMuchError(ValueError):
    """A PDF wants more than the largest of our reports could need."""


class Budget:
    """Counts what is read of one PDF."""

    def __init__(self) -> None:
        self._inflated = 0
        self._steps = 0

    def step(self, steps: int = 1) -> None:
        """Count *steps* more.

        Raises:
            TooMuchError: when there were too many.
        """
        self._steps += steps
        if self._steps > MOST_STEPS:
            raise TooMuchError("it has too many parts")

    def bytes_of(self, stream: pikepdf.Object) -> bytes:
        """Return what *stream* holds, inflated no further than allowed.

        Raises:
            TooMuchError: when it inflates to too much.
            ValueError: when it is packed otherwise than our reports are.
        """
        raw = stream.read_raw_bytes()
        data = raw if "/Filter" not in stream else self._inflate(stream, raw)
        self._inflated += len(data)
        if self._inflated > MOST_INFLATED:
            raise TooMuchError("it inflates to too much")
        return bytes(data)

    def _inflate(self, stream: pikepdf.Object, raw: bytes) -> bytes:
        filters = stream.Filter
        names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
        if [str(name) for name in names] != ["/FlateDecode"]:
            raise ValueError("a stream is packed in a way that ours never are")
        if "/DecodeParms" in stream:
            raise ValueError("a stream is packed in a way that ours never are")
        room = min(MOST_STREAM, MOST_INFLATED - self._inflated)
        unpacked = zlib.decompressobj()
        data = unpacked.decompress(raw, room + 1)
        if len(data) > room:
            raise TooMuchError("it inflates to too much")
        return data


def _refuse_others(document: pikepdf.Pdf) -> None:
    if document.is_encrypted:
        raise ValueError("our reports are never locked")
    if len(document.pages) > MOST_PAGES:
        raise TooMuchError("it has too many pages")


@contextmanager
def opened(pdf: bytes, source: str, what: str) -> Iterator[pikepdf.Pdf]:
    """Open *pdf*, and turn whatever goes wrong while it is read into one sentence.

    Args:
        pdf: The file.
        source: Its name, for messages.
        what: What cannot be read then, such as ``it``.

    Raises:
        ReportError: when it cannot be read.
    """
    try:
        with pikepdf.open(BytesIO(pdf), attempt_recovery=False) as document:
            _refuse_others(document)
            yield document
    except TooMuchError as error:
        raise ReportError(
            f"{source} was not read to its end: {error}, more than any of our reports."
        ) from error
    except (*BROKEN, MemoryError) as error:
        # Its words speak of streams and trailers, which help nobody who made no PDF.
        raise ReportError(
            f"{what} cannot be read: {source} is no PDF, or a damaged one. "
            "Fetch it again."
        ) from error
