"""Where the content of files is kept: by its digest, outside of the database.

:class:`EvidenceStore` is all that services know of it, so that another place (an object
store) is one class more. Here it is a folder; several web nodes share one.
"""

import errno
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, BinaryIO, Protocol

from assessment.domain.evidence import is_digest
from assessment.errors import N_, StorageError
from assessment.private_files import FILE_MODE, FOLDER_MODE, make_private_folder

CHUNK = 1 << 20
YOUNG_S = 24 * 3600
"""So long nobody sweeps a file away: its row may be about to be written."""

_INCOMING = ".incoming-"
_FULL = N_(
    "The disk that holds {place} is full: the file was not kept. Free some space and try "
    "again."
)
_CLOSED = N_(
    "{place} cannot be written to: the file was not kept. Give this program write access to "
    "the folder."
)
_TROUBLE = N_("{place} cannot be used: {detail}. The file was not kept.")
_WORDS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _CLOSED,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept: the SHA-256 of the content, and its size in bytes."""

    digest: str
    size: int


class EvidenceStore(Protocol):
    """Keeps contents by digest. The same content is kept once, whoever brings it."""

    def put(self, stream: IO[bytes]) -> Kept:
        """Keep what *stream* holds from here on; durable when this returns.

        Raises:
            StorageError: when it could not be kept; then nothing of it was.
        """

    def open(self, digest: str) -> BinaryIO | None:
        """Return the content of *digest* for reading; None when it is not here.

        Raises:
            StorageError: when it is here and cannot be read.
        """

    def exists(self, digest: str) -> bool:
        """Return whether the content of *digest* is here."""

    def sweep(
        self, is_needed: Callable[[str], bool], *, older_than_s: float = YOUNG_S
    ) -> tuple[Kept, ...]:
        """Delete what nobody needs and has been here for a while; return what went.

        Raises:
            StorageError: when something could not be deleted.
        """


class FolderStore:
    """Contents in a folder: ``ab/abcd…``, each file closed to other accounts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, stream: IO[bytes]) -> Kept:
        """Keep what *stream* holds: written beside, synced, then renamed in one step."""
        part = self._folder / f"{_INCOMING}{secrets.token_hex(8)}"
        try:
            make_private_folder(self._folder)
            kept = _write(part, stream)
            self._place(part, kept.digest)
        except OSError as error:
            raise self._trouble(error) from error
        finally:
            with suppress(OSError):  # what went wrong before is what is told
                part.unlink(missing_ok=True)
        return kept

    def open(self, digest: str) -> BinaryIO | None:
        """Return the content of *digest* for reading; None when it is not here."""
        if not is_digest(digest):
            return None
        try:
            return self._file(digest).open("rb")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._trouble(error) from error

    def exists(self, digest: str) -> bool:
        """Return whether the content of *digest* is here."""
        return is_digest(digest) and self._file(digest).is_file()

    def sweep(
        self, is_needed: Callable[[str], bool], *, older_than_s: float = YOUNG_S
    ) -> tuple[Kept, ...]:
        """Delete what nobody needs, and what is left of uploads that broke off."""
        before = time.time() - older_than_s
        gone = []
        try:
            for file in self._all():
                told = file.stat()
                if told.st_mtime > before or is_needed(file.name):
                    continue
                file.unlink()
                gone.append(Kept(file.name, told.st_size))
        except OSError as error:
            raise self._trouble(error) from error
        return tuple(gone)

    def _place(self, part: Path, digest: str) -> None:
        file = self._file(digest)
        if file.is_file():
            os.utime(file)  # as good as new: nobody sweeps it before its row is there
            return
        if not file.parent.is_dir():
            file.parent.mkdir(mode=FOLDER_MODE, exist_ok=True)
            sync_folder(self._folder)
        part.replace(file)
        sync_folder(file.parent)

    def _file(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def _all(self) -> Iterator[Path]:
        if not self._folder.is_dir():
            return
        for entry in sorted(self._folder.iterdir()):
            if entry.name.startswith(_INCOMING):
                yield entry
            elif entry.is_dir() and len(entry.name) == 2:  # noqa: PLR2004 - "ab"
                yield from (f for f in sorted(entry.iterdir()) if is_digest(f.name))

    def _trouble(self, error: OSError) -> StorageError:
        template = _WORDS.get(error.errno or 0, _TROUBLE)
        detail = error.strerror or error
        return StorageError(template, place=self._folder, detail=detail)


def _write(part: Path, stream: IO[bytes]) -> Kept:
    digest, size = sha256(), 0
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(part, flags, FILE_MODE), "wb") as file:
        while block := stream.read(CHUNK):
            digest.update(block)
            size += len(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return Kept(digest.hexdigest(), size)


def sync_folder(folder: Path) -> None:
    """Make the name of a new file durable, where folders can be synced."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
