"""A child process that is ready: it has loaded what it needs, and forks for each order.

Loading WeasyPrint costs more than many a report. The child loads it once and then, for
each order, forks a process that makes one thing and ends: its memory goes back at once,
and what breaks there breaks nothing else. Where a system cannot fork, the child makes
things itself and is replaced after some.
"""

import gc
import os
import pickle
import select
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import IO, cast

from assessment.errors import N_, ReportError

_HEAD = struct.Struct(">BQ")
_DONE, _REFUSED, _BROKEN = 0, 1, 2
_FORKS = hasattr(os, "fork")
ORDERS_WITHOUT_FORK = 8
"""After so many orders a child that cannot fork is replaced."""

NICENESS = 10
"""What is made in the background gives way to requests."""


class WarmChild:
    """A ready child process; one order at a time, whichever thread asks."""

    def __init__(self, module: str, limit_s: float) -> None:
        self._command = (sys.executable, "-P", "-m", module)
        self._limit_s = limit_s
        self._process: subprocess.Popen[bytes] | None = None
        self._orders = 0
        self._lock = Lock()

    def make(self, order: object) -> bytes:
        """Return what the child makes of *order*.

        Raises:
            ReportError: when it refused, broke down, or took too long.
        """
        with self._lock:
            try:
                status, made = self._asked(order)
            except TimeoutError as error:
                self._stop()
                raise ReportError(
                    N_(
                        "The report took too long and was stopped. Try again in a minute."
                    )
                ) from error
            except OSError as error:
                self._stop()
                raise ReportError(
                    N_("The report could not be started. Try again.")
                ) from error
        if status != _DONE:
            raise ReportError(f"The report could not be made: {made.decode()}")
        return made

    def close(self) -> None:
        """End the child; the next order starts another."""
        with self._lock:
            self._stop()

    def interrupt(self) -> None:
        """End the child at once, also in the middle of an order, which then fails."""
        process = self._process
        if process is not None:
            with suppress(OSError):
                if _FORKS:
                    os.killpg(process.pid, 9)
                else:
                    process.kill()

    def _asked(self, order: object) -> tuple[int, bytes]:
        if not _FORKS and self._orders >= ORDERS_WITHOUT_FORK:
            self._stop()
        if self._process is None or self._process.poll() is not None:
            self._start()
        process = cast("subprocess.Popen[bytes]", self._process)
        self._orders += 1
        data = pickle.dumps(order)
        into, out = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
        into.write(_HEAD.pack(_DONE, len(data)) + data)
        into.flush()
        deadline = time.monotonic() + self._limit_s
        status, size = _HEAD.unpack(_read(out, _HEAD.size, deadline))
        return status, _read(out, size, deadline)

    def _start(self) -> None:
        self._stop()
        self._orders = 0
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
        )

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            if _FORKS:
                os.killpg(process.pid, 9)  # with the fork that is at work
            else:
                process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        process.wait()


def _read(stream: IO[bytes], size: int, deadline: float) -> bytes:
    """Return *size* bytes, or raise TimeoutError (late) or OSError (ended)."""
    parts: list[bytes] = []
    while size:
        if _FORKS:
            wait = deadline - time.monotonic()
            if wait <= 0 or not select.select([stream], [], [], wait)[0]:
                raise TimeoutError
        part = stream.read(min(size, 1 << 20))
        if not part:
            raise OSError("the child ended")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def serve_orders(
    make: Callable[[object], bytes], refusals: tuple[type[Exception], ...]
) -> int:
    """Be the child: take orders from standard input until it ends.

    Args:
        make: Makes one thing; called in a process of its own where that can be.
        refusals: What *make* raises on purpose; its words are handed on.
    """
    into, out = sys.stdin.buffer, sys.stdout.buffer
    while head := into.read(_HEAD.size):
        _, size = _HEAD.unpack(head)
        order = pickle.loads(into.read(size))  # noqa: S301 - from our parent process
        reply = _in_a_fork(make, order, refusals) if _FORKS else None
        status, made = reply or _made(make, order, refusals)
        out.write(_HEAD.pack(status, len(made)) + made)
        out.flush()
    return 0


def _made(
    make: Callable[[object], bytes],
    order: object,
    refusals: tuple[type[Exception], ...],
) -> tuple[int, bytes]:
    try:
        return _DONE, make(order)
    except refusals as error:
        return _REFUSED, str(error).encode()
    except Exception as error:
        return _BROKEN, f"something broke ({type(error).__name__}: {error})".encode()


def _in_a_fork(
    make: Callable[[object], bytes],
    order: object,
    refusals: tuple[type[Exception], ...],
) -> tuple[int, bytes]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            os.close(reading)
            gc.disable()  # all memory goes back in a moment
            status, made = _made(make, order, refusals)
            with os.fdopen(writing, "wb") as out:
                out.write(bytes((status,)) + made)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        reply = answer.read()
    os.waitpid(child, 0)
    if not reply:
        return _BROKEN, b"the process that made it ended early"
    return reply[0], reply[1:]
