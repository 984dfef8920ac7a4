"""Where the server has its reports made: in the background, a few at a time.

No request waits for a report. It asks, and is told that the report is ready, is being
made, or could not be made. Several web processes share one folder and its limits: who
makes a report holds a locked ticket there, which the operating system frees when its
holder ends, however that happens.
"""

import os
import queue
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread, current_thread
from typing import IO

from assessment.errors import N_, BusyError, OutputError, ReportError
from assessment.services.machine.files import (
    make_folder,
    output_error,
    write_whole_file,
)
from assessment.services.machine.slots import SLOTS, lock_file, render_slot
from assessment.services.machine.warm import WarmChild
from assessment.services.reports.kept import (
    CHILD,
    TIME_LIMIT_S,
    forget_oldest,
    report_digest,
)
from assessment.services.reports.kinds import ReportOrder

MOST_WAITING = 24
"""Reports that may be waited for at once, on this machine."""

FAILURES_KEPT_S = 60
"""How long it is said that a report could not be made; then it is tried again."""

IDLE_S = 300
"""A child without orders for so long is ended, and its memory is free."""

RETRY_AFTER_S = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking for a report.

    Attributes:
        file: Where it is; None while it is being made.
        failure: Why it could not be made; empty when nothing is known against it.
    """

    file: Path | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class _Job:
    digest: str
    order: ReportOrder
    ticket: IO[bytes]


class Workshop:
    """Makes reports for one web process, within what the machine allows to all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # None: whoever takes it stops working.
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._at_work: dict[Thread, WarmChild] = {}
        self._lock = Lock()
        self._threads = 0
        self._process = os.getpid()

    def ask(self, order: ReportOrder) -> Asked:
        """Return the report in *order* if it is kept, else see to it that it is made.

        Raises:
            BusyError: when as many are waited for as may be.
            OutputError: when the folder cannot be used.
        """
        digest = report_digest(order)
        kept = self._folder / f"{digest}.pdf"
        if kept.is_file():
            with suppress(OSError):  # a read-only folder can still be read
                kept.touch()
            return Asked(file=kept)
        if failure := self._failure(digest):
            return Asked(failure=failure)
        with self._lock:
            return self._ordered(digest, order)

    def close(self) -> None:
        """End the children, and with them what they make; the next order starts others.

        A server's children end with it. This is for whoever goes on without it.
        """
        with self._lock:
            at_work = dict(self._at_work)
        for _ in at_work:
            self._jobs.put(None)
        for child in at_work.values():
            child.interrupt()
        for thread in at_work:
            thread.join(TIME_LIMIT_S)

    def forget_failure(self, order: ReportOrder) -> None:
        """Let the report in *order* be tried again at once."""
        self._failed(report_digest(order)).unlink(missing_ok=True)

    def _ordered(self, digest: str, order: ReportOrder) -> Asked:
        make_folder(self._folder, private=True)
        name = self._folder / f".ticket-{digest}"
        if not name.exists() and self._waiting() >= MOST_WAITING:
            raise BusyError(
                N_("Many reports are being made just now. Try again in half a minute."),
                retry_after_s=RETRY_AFTER_S,
            )
        try:
            ticket = name.open("ab")
        except OSError as error:
            raise output_error(name, self._folder, error) from error
        if not lock_file(ticket):  # another thread or process has it made
            ticket.close()
            return Asked()
        if (kept := self._folder / f"{digest}.pdf").is_file():  # it has just been made
            name.unlink(missing_ok=True)
            ticket.close()
            return Asked(file=kept)
        self._jobs.put(_Job(digest, order, ticket))
        self._start()
        return Asked()

    def _waiting(self) -> int:
        """Return how many are waited for; tickets of ended processes are taken away."""
        count = 0
        for ticket in self._folder.glob(".ticket-*"):
            with suppress(OSError), ticket.open("ab") as held:
                if lock_file(held):
                    ticket.unlink(missing_ok=True)
                else:
                    count += 1
        return count

    def _start(self) -> None:
        """Have somebody at work; threads do not survive the fork of a web server."""
        if self._process != os.getpid():
            self._process, self._threads = os.getpid(), 0
            self._at_work = {}
        if self._threads < SLOTS:
            self._threads += 1
            child = WarmChild(CHILD, TIME_LIMIT_S)
            work = Thread(target=self._work, args=(child,), name="reports", daemon=True)
            self._at_work[work] = child
            work.start()

    def _work(self, child: WarmChild) -> None:
        try:
            while True:
                try:
                    job = self._jobs.get(timeout=IDLE_S)
                except queue.Empty:
                    with self._lock:
                        if self._jobs.empty():
                            self._leave()
                            return
                    continue
                if job is None:
                    with self._lock:
                        self._leave()
                    return
                self._make(job, child)
        finally:
            child.close()

    def _leave(self) -> None:
        self._threads -= 1
        self._at_work.pop(current_thread(), None)

    def _make(self, job: _Job, child: WarmChild) -> None:
        kept = self._folder / f"{job.digest}.pdf"
        try:
            with render_slot(self._folder, wait_s=MOST_WAITING * TIME_LIMIT_S):
                if not kept.is_file():
                    write_whole_file(kept, child.make(job.order), private=True)
                    forget_oldest(self._folder)
        except (ReportError, OutputError) as error:
            self._say_failed(job.digest, str(error))
        finally:
            (self._folder / f".ticket-{job.digest}").unlink(missing_ok=True)
            job.ticket.close()

    def _failed(self, digest: str) -> Path:
        return self._folder / f".failed-{digest}"

    def _say_failed(self, digest: str, why: str) -> None:
        with suppress(OutputError):
            write_whole_file(self._failed(digest), why.encode(), private=True)

    def _failure(self, digest: str) -> str:
        """Return why the report could not be made a little while ago."""
        file = self._failed(digest)
        try:
            if time.time() - file.stat().st_mtime < FAILURES_KEPT_S:
                return file.read_text(encoding="utf-8")
            file.unlink(missing_ok=True)
        except OSError:
            pass
        return ""
