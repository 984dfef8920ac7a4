"""What a file is: its content says, never its name.

A library knows the first bytes of kinds. Documents of office programs are all ZIP archives
to it, so these are told apart by what stands inside; nothing is unpacked, and little read.
"""

import lzma
import zipfile
import zlib
from typing import IO

import puremagic

from assessment.domain.evidence import FILE_KINDS, FileKind, kind_of_media_type
from assessment.errors import N_

HEAD = 4096
_TAIL = 65_557
"""The end of a ZIP archive stands within its last so many bytes."""
_END, _END_LENGTH = b"PK\x05\x06", 22
_LARGE, _LARGE_LENGTH = b"PK\x06\x07", 20
"""Stands before that end where another one, for archives beyond 4 GB, counts instead."""
_MOST_DIRECTORY = 2_000_000
"""Bytes of a table of contents: thousands of entries, more than any document has."""
_MOST_READ = 500_000
PLAIN = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How office programs and we pack. What reads other ways unpacks a block without a bound:
of bzip2, two kilobytes gave gigabytes."""
_ZIP = b"PK\x03\x04"
BROKEN_ZIP: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    KeyError,
    ValueError,
    OverflowError,
    OSError,
)
"""What the library raises on archives that are damaged, locked, or packed in rare ways."""
_FIRST_BYTES = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/webp": b"RIFF",
}
_CONTENTS = "[Content_Types].xml"
_ODF_MACROS = ("basic/", "scripts/")
_OOXML_MACROS = ("vbaproject.bin", "/activex/")

NOT_TAKEN = N_(
    "“{name}” is none of the kinds that can be attached: {kinds}. Save it as one of these, "
    "best as PDF, and choose it again."
)
HAS_MACROS = N_(
    "“{name}” holds a program (macros), which would run at whoever opens it. Save it without, "
    "or as PDF, and choose it again."
)
DAMAGED = N_(
    "“{name}” is damaged or locked with a password. Open it, save it anew, and choose it again."
)


class UnrecognisedError(Exception):
    """A file is nothing that can be attached; ``sentence`` says why, about ``{name}``."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def recognise(stream: IO[bytes]) -> FileKind:
    """Return what the file in *stream* is, whatever it is called.

    Raises:
        UnrecognisedError: when it is nothing that can be attached.
    """
    stream.seek(0)
    head = stream.read(HEAD)
    if head.startswith(_ZIP):
        return _office_kind(stream)
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        raise UnrecognisedError(NOT_TAKEN) from None
    # One file may look like several kinds; the library puts the likeliest first.
    found = kind_of_media_type(matches[0].mime_type)
    begins = _FIRST_BYTES.get(found.media_type) if found else None
    if found is None or begins is None or not head.startswith(begins):
        raise UnrecognisedError(NOT_TAKEN)
    return found


def _office_kind(stream: IO[bytes]) -> FileKind:
    if not has_small_directory(stream):
        raise UnrecognisedError(NOT_TAKEN)
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            if not is_packed_plainly(archive):
                raise UnrecognisedError(DAMAGED)
            return _kind_inside(archive)
    except BROKEN_ZIP as error:
        raise UnrecognisedError(DAMAGED) from error


def has_small_directory(stream: IO[bytes]) -> bool:
    """Return whether the table of contents is small enough to be read into memory."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or at > len(tail) - _END_LENGTH:
        return False
    if tail[:at][-_LARGE_LENGTH:].startswith(_LARGE):
        return False
    return int.from_bytes(tail[at + 12 : at + 16], "little") <= _MOST_DIRECTORY


def is_packed_plainly(archive: zipfile.ZipFile) -> bool:
    """Return whether everything inside can be unpacked a bounded block at a time."""
    return all(entry.compress_type in PLAIN for entry in archive.infolist())


def _kind_inside(archive: zipfile.ZipFile) -> FileKind:
    names = [name.lower() for name in archive.namelist()]
    if "mimetype" in names:
        said = _start_of(archive, "mimetype").decode("ascii", "replace").strip()
        found = kind_of_media_type(said)
        if any(name.startswith(_ODF_MACROS) for name in names):
            raise UnrecognisedError(HAS_MACROS)
        if found is None or "content.xml" not in names:
            raise UnrecognisedError(NOT_TAKEN)
        return found
    if _CONTENTS not in archive.namelist():
        raise UnrecognisedError(NOT_TAKEN)
    said = _start_of(archive, _CONTENTS).decode("utf-8", "replace")
    if "macroenabled" in said.lower() or any(
        macro in f"/{name}" for name in names for macro in _OOXML_MACROS
    ):
        raise UnrecognisedError(HAS_MACROS)
    for kind in FILE_KINDS:
        if kind.is_office and f'"{kind.media_type}.main+xml"' in said:
            return kind
    raise UnrecognisedError(NOT_TAKEN)


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as entry:
        return entry.read(_MOST_READ)
