"""At most so many reports at once on one machine, whichever process asks.

A slot is a locked file. The operating system frees it when its holder ends, however that
happens, so nothing has to be cleaned up after a crash.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from assessment.errors import N_, ReportError
from assessment.services.machine.files import make_folder, output_error

try:
    import fcntl
except ImportError:  # Windows, where one process serves and its threads take turns
    fcntl = None  # type: ignore[assignment]

SLOTS = 2
POLL_S = 0.05


@contextmanager
def render_slot(folder: Path, *, wait_s: float) -> Iterator[None]:
    """Hold one of the slots kept in *folder* while a report is rendered.

    Raises:
        ReportError: when none came free within *wait_s* seconds.
        OutputError: when *folder* cannot be used.
    """
    make_folder(folder, private=True)
    deadline = time.monotonic() + wait_s
    while (slot := _free_slot(folder)) is None:
        if time.monotonic() > deadline:
            raise ReportError(
                N_("Many reports are being made just now. Try again in a minute.")
            )
        time.sleep(POLL_S)
    with slot:
        yield


def _free_slot(folder: Path) -> IO[bytes] | None:
    """Return a locked slot; closing it frees it. None when all are taken."""
    for number in range(SLOTS):
        name = folder / f".slot-{number}"
        try:
            slot = name.open("ab")
        except OSError as error:
            raise output_error(name, folder, error) from error
        if lock_file(slot):
            return slot
        slot.close()
    return None


def lock_file(slot: IO[bytes]) -> bool:
    """Lock an open file, unless another process or thread has; it ends with its closing."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
