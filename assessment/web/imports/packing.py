"""Files on their way through a page: nothing waits on the server in between.

What was read travels in the page, packed, and is read and checked anew when it comes back.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable

from assessment.config import MAX_IMPORT_BYTES
from assessment.errors import N_, InvalidPortableFileError, Problem

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
    found = []
    for text in files:
        try:
            inflating = zlib.decompressobj()
            plain = inflating.decompress(base64.b64decode(text), MAX_IMPORT_BYTES)
            name, content = json.loads(plain)
        except (ValueError, TypeError, zlib.error, binascii.Error) as error:
            problem = Problem("", 0, 0, _DAMAGED)
            raise InvalidPortableFileError("", (problem,)) from error
        found.append((str(name), str(content)))
    return found
