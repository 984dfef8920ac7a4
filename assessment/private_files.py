"""Folders and files that hold a country's answers: for the account of the program alone.

A leaf that anyone may import. On systems without such rights nothing is done.
"""

import os
import stat
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

from assessment.errors import N_, Problem

FOLDER_MODE, FILE_MODE = 0o700, 0o600
OURS = (
    "assessment.sqlite*",
    "secret-key*",
    "reports",
    "outbox",
    "evidence",
    "huey*",
    "backups",
    ".slot-*",
)
"""Names of what this program keeps in its data folder."""

_HAS_RIGHTS = os.name == "posix"
_MOST_FILES = 10_000
_OPEN_FOLDER = N_(
    "Others on this machine may look into {folder}, and its rights cannot be changed "
    "({detail}). Give it to the account that runs this program, closed to others."
)
_SHARED_FOLDER = N_(
    "Others on this machine may look into {folder}. It also holds what is not of this "
    "program, so its rights were left alone: use a folder of its own."
)


def make_private_folder(folder: Path) -> None:
    """Make *folder* and those above it; a new one is closed to everybody else.

    Raises:
        OSError: when it cannot be made.
    """
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)


def close_to_others(folder: Path) -> tuple[Problem, ...]:
    """Close *folder* and what this program keeps in it; say what could not be closed.

    A folder that others share, such as ``.`` or ``/tmp``, is left as it is: only the files
    of this program in it are closed.
    """
    if not (_HAS_RIGHTS and folder.is_dir()):
        return ()
    problems = [problem for file in _own_files(folder) if (problem := _close(file))]
    if not _is_open(folder):
        return tuple(problems)
    if all(_is_ours(entry.name) for entry in folder.iterdir()):
        problem = _close(folder)
    else:
        problem = _problem(_SHARED_FOLDER, folder, "")
    return (*problems, *([problem] if problem else ()))


def close_file(file: Path) -> Problem | None:
    """Close *file* to others; say so when that cannot be done."""
    return _close(file) if _HAS_RIGHTS and file.is_file() else None


def _own_files(folder: Path) -> Iterable[Path]:
    left = _MOST_FILES
    for entry in folder.iterdir():
        if not _is_ours(entry.name) or entry.is_symlink():
            continue
        yield entry
        for file in entry.rglob("*") if entry.is_dir() else ():
            left -= 1
            if left > 0 and not file.is_symlink():
                yield file


def _close(path: Path) -> Problem | None:
    try:
        if _is_open(path):
            path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
    except FileNotFoundError:
        return None  # gone meanwhile
    except OSError as error:
        return _problem(_OPEN_FOLDER, path, error.strerror or error)
    return None


def _is_open(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _is_ours(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in OURS)


def _problem(template: str, folder: Path, detail: object) -> Problem:
    return Problem(str(folder), 0, 0, template, {"folder": folder, "detail": detail})
