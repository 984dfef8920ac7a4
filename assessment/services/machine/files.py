"""Write files whole or not at all: people never find half a report."""

import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from assessment.errors import N_, OutputError

REASONS = {
    errno.ENOSPC: N_("{file} could not be written: the disk is full."),
    errno.EDQUOT: N_("{file} could not be written: your share of the disk is used up."),
    errno.EROFS: N_("{file} could not be written: the disk is read-only."),
    errno.EACCES: N_("{file} could not be written: you may not write in {folder}."),
    errno.EPERM: N_("{file} could not be written: you may not write in {folder}."),
    errno.EFBIG: N_("{file} could not be written: a file may not be that large here."),
    errno.ENAMETOOLONG: N_("{file} could not be written: the name is too long."),
}


def write_whole_file(
    file: Path, data: bytes | Iterable[bytes], *, private: bool = False
) -> None:
    """Write *data* to *file*: under another name first, then renamed in one step.

    A device or pipe (``/dev/stdout``) is written to directly.

    Args:
        file: Where to.
        data: What; piece by piece where it is large.
        private: Whether nobody but this account may read it.

    Raises:
        OutputError: when it cannot be written; an older file then stays as it was.
    """
    with whole_file(file, private=private) as stream:
        for piece in [data] if isinstance(data, bytes) else data:
            stream.write(piece)


class WholeFile:
    """A file that is being written; what goes wrong with it is said of it at once."""

    def __init__(self, file: Path, stream: BinaryIO) -> None:
        self._file, self._stream = file, stream

    def write(self, data: bytes, /) -> int:
        """Write *data*.

        Raises:
            OutputError: when it does not fit, or nobody reads the pipe any more.
        """
        with output_errors(self._file):
            return self._stream.write(data)

    def flush(self) -> None:
        """Hand on what was written so far."""
        with output_errors(self._file):
            self._stream.flush()


@contextmanager
def whole_file(file: Path, *, private: bool = False) -> Iterator[WholeFile]:
    """Give a file to write to, which has its name once the block has ended well.

    A device or pipe (``/dev/stdout``) is written to directly.

    Args:
        file: Where to.
        private: Whether nobody but this account may read it.

    Raises:
        OutputError: when it cannot be written; an older file then stays as it was.
    """
    if file.exists() and not file.is_file() and not file.is_dir():
        # As it was named: where a pipe leads to has no name that could be opened.
        with output_errors(file), file.open("wb") as device:
            yield WholeFile(file, device)
        return
    target = file.resolve()
    if target.is_dir():
        raise OutputError(N_("{file} is a folder. Name a file in it."), file=str(file))
    if not target.parent.is_dir():
        raise OutputError(
            N_("The folder {folder} does not exist. Create it first."),
            folder=str(target.parent),
        )
    mode = 0o600 if private else 0o666
    with output_errors(file):
        yield from _written_beside(file, target, mode)


def _written_beside(file: Path, target: Path, mode: int) -> Iterator[WholeFile]:
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        # Not a temporary file of the library: it would be readable by its owner only.
        with open(
            part, "xb", opener=lambda name, flags: os.open(name, flags, mode)
        ) as stream:
            yield WholeFile(file, stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def output_errors(file: Path) -> Iterator[None]:
    """Say of what the system refuses that it is about *file*.

    Raises:
        OutputError: in place of an OSError.
    """
    try:
        yield
    except OSError as error:
        raise output_error(file, file.resolve().parent, error) from error


def make_folder(folder: Path, *, private: bool = False) -> None:
    """Make *folder*, and those above it, unless it is there.

    Args:
        folder: Which one.
        private: Whether nobody but this account may look into it, from now on.

    Raises:
        OutputError: when it cannot be made, or a file has its name.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if private:
            folder.chmod(0o700)
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(
            N_("{folder} is a file. Name a folder."), folder=str(folder)
        ) from error
    except OSError as error:
        raise output_error(folder, folder.parent, error) from error


def output_error(file: Path, folder: Path, error: OSError) -> OutputError:
    """Return *error* as a sentence about *file* and what to do."""
    template = REASONS.get(
        error.errno or 0, N_("{file} could not be written: {detail}.")
    )
    return OutputError(
        template, file=str(file), folder=str(folder), detail=error.strerror or error
    )
