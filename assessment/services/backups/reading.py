"""Read a backup that may be anything: nothing of it is believed, nothing unpacked by name.

Every entry has to be one that the manifest names, of the size and digest that it says.
What is compressed too well to be rows, packed in another way than we do, or a link, is
refused before it is read.
"""

import json
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from assessment.errors import InvalidBackupError, Problem
from assessment.services.backups.manifest import (
    MANIFEST,
    CopiedTable,
    Manifest,
    Member,
    NewerFormatError,
    read_manifest,
)
from assessment.services.evidence.recognising import BROKEN_ZIP
from assessment.storage.evidence.files import CHUNK
from assessment.storage.version import known, latest

_MOST_MANIFEST = 256 << 20
_MOST_DIRECTORY = 512 << 20
_MOST_LINE = 64 << 20
"""Of a table: the longest row holds one text of a framework or of a snapshot."""
_BEST_RATIO = 400
_SMALL = 16 << 20
_ENCRYPTED = 0x1
_DAMAGED = "The backup is damaged: {detail}. Use another one."
_CLOSED = "It cannot be read: {detail}."
_NO_BACKUP = "This is no backup of this program: {detail}."
_NEWER = (
    "The backup was made by a newer program ({what}); this one knows up to {known}. "
    "Install that version."
)
_NAME = "The backup holds “{name}”, which its manifest does not name."
_TWICE = "The backup holds “{name}” twice."
_ABSENT = "The backup lacks “{name}”, which its manifest names."
_PACKED = "“{name}” is a link, encrypted, or packed in a way that no backup is."
_BOMB = "“{name}” grows too large when it is unpacked."
_CHANGED = "“{name}” is not what it was: its content does not fit its digest."


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that is open, with what it says of itself."""

    file: Path
    archive: ZipFile
    manifest: Manifest

    def rows(self, table: CopiedTable) -> Iterator[list[Any]]:
        """Yield the rows of a table, checked as they come.

        Raises:
            InvalidBackupError: when it is not what it was, at its end at the latest.
        """
        with self.content(table.member) as content:
            count = 0
            while line := content.readline(_MOST_LINE):
                count += 1
                yield self._row(line, table, count)
        if count != table.rows:
            raise self.refused(_CHANGED, name=table.member.path)

    @contextmanager
    def content(self, member: Member) -> "Iterator[CheckedContent]":
        """Give what stands in the archive as *member*, checked once it was read to its end.

        Raises:
            InvalidBackupError: when it is not what it was.
        """
        with self.damage_told(), self.archive.open(member.path) as packed:
            checked = CheckedContent(packed, member)
            yield checked
            checked.finish()

    def check_all(self) -> None:
        """Read everything once.

        Raises:
            InvalidBackupError: when something is not what it was.
        """
        for member in self.manifest.members:
            with self.content(member) as content:
                while content.read(CHUNK):
                    pass

    def refused(self, template: str, **values: object) -> InvalidBackupError:
        """Return what is said when this backup is not taken."""
        return _refused(self.file, template, **values)

    @contextmanager
    def damage_told(self) -> Iterator[None]:
        """Say of what cannot be read that the backup is damaged."""
        try:
            yield
        except _ChangedError as error:
            raise self.refused(_CHANGED, name=str(error)) from error
        except (BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise self.refused(_DAMAGED, detail=error) from error

    def _row(self, line: bytes, table: CopiedTable, number: int) -> list[Any]:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            detail = f"row {number} of {table.name} is none"
            raise self.refused(_DAMAGED, detail=detail) from error
        if not isinstance(row, list) or len(row) != len(table.columns):
            detail = f"row {number} of {table.name} has other columns"
            raise self.refused(_DAMAGED, detail=detail)
        return row


class _ChangedError(Exception):
    """A member of the archive is not what the manifest says."""


class CheckedContent:
    """A stream whose size and digest have to be those that were said of it."""

    def __init__(self, stream: IO[bytes], member: Member) -> None:
        self._stream, self._member = stream, member
        self._digest, self._size = sha256(), 0

    def read(self, size: int = CHUNK, /) -> bytes:
        """Return the next bytes."""
        return self._taken(self._stream.read(size))

    def readline(self, most: int) -> bytes:
        """Return the next line, or the beginning of one that is too long."""
        return self._taken(self._stream.readline(most))

    def finish(self) -> None:
        """Check that all was read, and was what was said."""
        is_read = self._size == self._member.size and not self._stream.read(1)
        if not is_read or self._digest.hexdigest() != self._member.digest:
            raise _ChangedError(self._member.path)

    def _taken(self, data: bytes) -> bytes:
        self._size += len(data)
        if self._size > self._member.size:
            raise _ChangedError(self._member.path)
        self._digest.update(data)
        return data


@contextmanager
def opened_backup(file: Path) -> Iterator[Backup]:
    """Open a backup and look at its names, sizes and manifest.

    Raises:
        InvalidBackupError: when it is none, damaged, or of a newer program.
    """
    try:
        with _opened(file) as stream:
            if not _has_small_directory(stream):
                raise _refused(file, _NO_BACKUP, detail="it is no ZIP archive")
            with _archive_in(file, stream) as archive:
                manifest = _manifest_of(file, archive)
                _check_names(file, archive, manifest)
                yield Backup(file, archive, manifest)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise _refused(file, _DAMAGED, detail=error) from error


def _archive_in(file: Path, stream: IO[bytes]) -> ZipFile:
    """Open the archive, and refuse one whose members are said to begin outside the file."""
    try:
        archive = ZipFile(stream)
    except BROKEN_ZIP as error:
        raise _refused(file, _DAMAGED, detail=error) from error
    size = stream.seek(0, 2)
    for entry in archive.infolist():
        if not 0 <= entry.header_offset < size:
            detail = f"{entry.filename} begins outside the file"
            raise _refused(file, _DAMAGED, detail=detail)
    return archive


def _opened(file: Path) -> IO[bytes]:
    try:
        return file.open("rb")
    except OSError as error:
        raise _refused(file, _CLOSED, detail=error.strerror or error) from error


def _manifest_of(file: Path, archive: ZipFile) -> Manifest:
    try:
        entry = archive.getinfo(MANIFEST)
    except KeyError as error:
        detail = f"{MANIFEST} is not inside"
        raise _refused(file, _NO_BACKUP, detail=detail) from error
    _check_packing(file, entry)
    with archive.open(entry) as packed:
        data = packed.read(_MOST_MANIFEST + 1)
    if len(data) > _MOST_MANIFEST:
        raise _refused(file, _BOMB, name=MANIFEST)
    try:
        manifest = read_manifest(data.decode())
    except NewerFormatError as error:
        raise _refused(file, _NEWER, what=f"form {error}", known="form 1") from error
    except ValueError as error:
        raise _refused(file, _NO_BACKUP, detail="its manifest is not ours") from error
    if manifest.revision not in known():
        what = f"tables {manifest.revision}"
        raise _refused(file, _NEWER, what=what, known=f"tables {latest()}")
    return manifest


def _check_names(file: Path, archive: ZipFile, manifest: Manifest) -> None:
    named = {member.path: member for member in manifest.members}
    seen: set[str] = set()
    for entry in archive.infolist():
        if entry.filename in seen:
            raise _refused(file, _TWICE, name=entry.filename)
        seen.add(entry.filename)
        if entry.filename == MANIFEST:
            continue
        if entry.filename not in named:
            raise _refused(file, _NAME, name=entry.filename)
        _check_packing(file, entry)
        if entry.file_size != named[entry.filename].size:
            raise _refused(file, _CHANGED, name=entry.filename)
    for path in named:
        if path not in seen:
            raise _refused(file, _ABSENT, name=path)


def _check_packing(file: Path, entry: ZipInfo) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    is_plain = kind in {0, stat.S_IFREG} and not entry.is_dir()
    is_known = entry.compress_type in {ZIP_STORED, ZIP_DEFLATED}
    if not (is_plain and is_known) or entry.flag_bits & _ENCRYPTED:
        raise _refused(file, _PACKED, name=entry.filename)
    if entry.file_size > max(_SMALL, _BEST_RATIO * entry.compress_size):
        raise _refused(file, _BOMB, name=entry.filename)


def _has_small_directory(stream: IO[bytes]) -> bool:
    """Return whether this is an archive whose table of contents fits into memory."""
    size = stream.seek(0, 2)
    stream.seek(0)
    if stream.read(4) != b"PK\x03\x04":
        return False
    stream.seek(max(0, size - (1 << 16) - 98))
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        return False
    told = int.from_bytes(tail[at + 12 : at + 16], "little")
    at64 = tail.rfind(b"PK\x06\x06")
    if told == 0xFFFFFFFF and at64 >= 0:  # noqa: PLR2004 - it stands in the larger one
        told = int.from_bytes(tail[at64 + 40 : at64 + 48], "little")
    return told <= _MOST_DIRECTORY


def _refused(file: Path, template: str, **values: object) -> InvalidBackupError:
    problem = Problem(str(file), 0, 0, template, values)
    return InvalidBackupError(str(file), (problem,))
