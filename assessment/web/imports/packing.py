"""Files on their way through a page: nothing waits on the server in between.

What was read travels in the page, packed, and is read and checked anew when it comes back.
"""

import base64
import json
import zlib
from collections.abc import Iterable

from assessment.config import MAX_IMPORT_BYTES
from assessment.errors import N_, InvalidPortableFileError, Problem
from assessment.web.typed import readable

_MOST_TOGETHER = 10 * MAX_IMPORT_BYTES
"""What all files of a page may become: a form of 8 MB could hold eight gigabytes."""
_DAMAGED = N_("What was read before did not come back whole. Choose the files again.")


def packed(name: str, text: str) -> str:
    """Return a file as a page carries it."""
    return base64.b64encode(
        zlib.compress(json.dumps([name, text]).encode(), 9)
    ).decode()


def unpacked(files: Iterable[str]) -> list[tuple[str, str]]:
    """Return name and text of each file that a preview page carried.

    Raises:
        InvalidPortableFileError: when one did not come back as it was sent.
    """
    found, left = [], _MOST_TOGETHER
    for text in files:
        try:
            name, content, size = _inflated(text)
        except (ValueError, TypeError, RecursionError, zlib.error) as error:
            raise _damaged() from error
        left -= size
        if left < 0:
            raise _damaged()
        found.append((name, content))
    return found


def _inflated(text: str) -> tuple[str, str, int]:
    """Return name and text of a file, and how much it came to."""
    inflating = zlib.decompressobj()
    plain = inflating.decompress(base64.b64decode(text), MAX_IMPORT_BYTES)
    name, content = map(str, json.loads(plain))
    f"{name}{content}".encode()  # half a character, which nothing of ours wrote
    return readable(name), content, len(plain)


def _damaged() -> InvalidPortableFileError:
    return InvalidPortableFileError("", (Problem("", 0, 0, _DAMAGED),))
