"""Ask for twenty reports at once and save answers meanwhile; print what people feel.

Starts the real server with two web processes on invented countries. Twenty people ask for
the gap report of a country each, as a browser without scripts does; four others save
answers from the first request until the last report is there. Figures depend on the machine
and on what else it does: run it on a quiet one.
"""

import argparse
import os
import platform
import re
import statistics
import tempfile
import threading
import time
from pathlib import Path

from bench import (
    Browser,
    children,
    fields_of,
    fill,
    p95,
    resident,
    server,
)

from assessment import resources
from assessment.framework_file import load_framework

REPORTS, SAVERS = 20, 4
LIMIT_S = 600


class Patient(Browser):
    """A browser that connects again when the server closed an idle connection."""

    def send(
        self, method: str, path: str, fields: dict[str, list[str]] | None = None
    ) -> tuple[int, str]:
        """Send a request; return status and text."""
        try:
            return super().send(method, path, fields)
        except ConnectionError:
            self._connection.close()
            return super().send(method, path, fields)


def ask(browser: Browser, identifier: str) -> tuple[float, list[float]]:
    """Wait for a report as its page does; return its seconds, and those of each request."""
    began = time.perf_counter()
    waits = []
    path = f"/assessments/{identifier}/results/report"
    while time.perf_counter() - began < LIMIT_S:
        start = time.perf_counter()
        status, text = browser.send("GET", path)
        waits.append(time.perf_counter() - start)
        assert status in {200, 503}, status
        if "results/report.pdf" in text and "download>" in text:
            return time.perf_counter() - began, waits
        time.sleep(30 if status == 503 else 2)
    raise AssertionError("a report never came")


def save(
    browser: Browser, identifier: str, keys: list[str], done: threading.Event
) -> list[float]:
    """Save answers until *done*; return seconds of each."""
    forms = {}
    taken = []
    count = 0
    while not done.is_set():
        key = keys[count % len(keys)]
        path = f"/assessments/{identifier}/indicators/{key}"
        if key not in forms:
            forms[key] = fields_of(browser.send("GET", path)[1])
        start = time.perf_counter()
        status, text = browser.send("POST", path, forms[key])
        taken.append(time.perf_counter() - start)
        assert status == 200, (status, text[:200])
        del forms[key]
        count += 1
        time.sleep(0.05)
    return taken


def total(process: int) -> float:
    """Return the memory of *process* and all below it, in MB."""
    below = [p for p in children(process) if p != process]
    return resident(process) / 1e6 + sum(total(child) for child in below)


def measure(folder: Path) -> None:
    """Print the figures."""
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    fill(framework, folder)
    keys = [i.key for i in framework.indicators if not i.when][:20]
    with server(folder, 2) as (port, process, _):
        first = Patient(port)
        ids = re.findall(r"/assessments/([0-9a-f-]{36})/results", first.sign_in())
        assert len(ids) >= REPORTS + SAVERS, len(ids)
        askers = [Patient(port) for _ in range(REPORTS)]
        savers = [Patient(port) for _ in range(SAVERS)]
        for browser in (*askers, *savers):
            browser.sign_in()
        quiet = threading.Event()
        threading.Timer(10, quiet.set).start()
        alone = save(savers[0], ids[REPORTS], keys, quiet)
        before = total(process.pid)
        done, saves, asked = threading.Event(), [], []
        workers = [
            threading.Thread(
                target=lambda b=b, n=n: saves.extend(
                    save(b, ids[REPORTS + n], keys, done)
                )
            )
            for n, b in enumerate(savers)
        ]
        waiting = [
            threading.Thread(target=lambda b=b, n=n: asked.append(ask(b, ids[n])))
            for n, b in enumerate(askers)
        ]
        for thread in (*workers, *waiting):
            thread.start()
        most = before
        while any(thread.is_alive() for thread in waiting):
            most = max(most, total(process.pid))
            time.sleep(0.5)
        done.set()
        for thread in workers:
            thread.join()
        print(f"{platform.machine()}, {os.cpu_count()} cores")
        print(f"load at the end: {os.getloadavg()[0]:.1f}")
        last = max(seconds for seconds, _ in asked)
        print(f"reports: {len(asked)} of {REPORTS}, the last after {last:.1f} s")
        for what, taken in (
            ("saves alone", alone),
            ("saves meanwhile", saves),
            ("page “being made”", [wait for _, waits in asked for wait in waits]),
        ):
            middle = statistics.median(taken) * 1000
            print(
                f"{what}: p95 {p95(taken) * 1000:.0f} ms, median {middle:.0f} ms, "
                f"{len(taken)} requests"
            )
        # Pages of memory that forks share are counted in each of them.
        print(f"memory of all processes: {before:.0f} MB before, {most:.0f} MB at most")


def main() -> int:
    """Measure in a folder that is deleted afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="Folder to use and keep.")
    given = parser.parse_args()
    if given.data:
        measure(given.data)
        return 0
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
