"""Measure the real server: start, throughput, memory. Run by ``tools/bench.py``.

The load comes from threads of one Python process on the same machine, so that nothing has
to be installed; what they use of the processors is missing to the server. What the server
itself used for a request is therefore measured, too: it does not depend on who else works.
"""

import http.client
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from bench_pages import fields_of, token_of

from assessment.domain.framework import Framework

CONNECTIONS = 8
STARTS = 5
COMMAND = [str(Path(sys.executable).with_name("assessment"))]
# Measured as installed: bytecode is compiled and may be used.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    budget: str
    measured: str
    method: str


@contextmanager
def server(
    folder: Path, workers: int
) -> Iterator[tuple[int, subprocess.Popen[bytes], float]]:
    """Serve the folder with real processes; yield port, process, time to first answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = ENVIRONMENT | {"ASSESSMENT_DEMO": "1"}
    start = time.perf_counter()
    process = subprocess.Popen(
        [
            *COMMAND,
            "serve",
            "--port",
            str(port),
            "--workers",
            str(workers),
            "--data",
            str(folder),
        ],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/sign-in")
                connection.getresponse().read()
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - start > 60:
                    raise RuntimeError("the server did not start") from None
                time.sleep(0.02)
        yield port, process, time.perf_counter() - start
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


class Browser:
    """A connection that keeps its cookies."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookies: dict[str, str] = {}

    def send(
        self, method: str, path: str, fields: dict[str, list[str]] | None = None
    ) -> tuple[int, str]:
        """Send a request; return status and text."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        body = None
        if fields is not None:
            body = urlencode(fields, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Accept"] = (
                "application/json" if "version" in fields else "text/html"
            )
        self._connection.request(method, path, body, headers)
        reply = self._connection.getresponse()
        for value in reply.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        return reply.status, reply.read().decode()

    def sign_in(self) -> str:
        """Sign in to the demo; return the start page."""
        _, page = self.send("GET", "/sign-in")
        fields = {"csrf_token": [token_of(page)], "who": ["trainer"]}
        self.send("POST", "/demo/sign-in", fields)
        return self.send("GET", "/")[1]


def bench_server(framework: Framework, folder: Path, seconds: float) -> Iterator[Row]:
    """Throughput, memory and start of the real server."""
    yield _starts(folder)
    with server(folder, 2) as (port, process, _started):
        browsers = [Browser(port) for _ in range(CONNECTIONS)]
        ids = re.findall(r"/assessments/([0-9a-f-]{36})/results", browsers[0].sign_in())
        for browser in browsers[1:]:
            browser.sign_in()
        keys = [i.key for i in framework.indicators if not i.when]
        method = (
            f"two web processes, {CONNECTIONS} connections, {seconds:.0f} s, client in "
            "Python on the same cores; processor time of all processes of the server"
        )

        def page(browser: Browser, place: int, count: int) -> None:
            key = keys[(place * 7 + count) % len(keys)]
            status, _ = browser.send(
                "GET", f"/assessments/{ids[place]}/indicators/{key}"
            )
            assert status == 200, status

        loaded = load(browsers, page, seconds, process.pid)
        yield Row("throughput: pages", "500/s", loaded.figures, method)
        forms = [
            {
                key: fields_of(
                    browser.send("GET", f"/assessments/{ids[place]}/indicators/{key}")[
                        1
                    ]
                )
                for key in keys[:10]
            }
            for place, browser in enumerate(browsers)
        ]

        def save(browser: Browser, place: int, count: int) -> None:
            key = keys[count % 10]
            fields = forms[place][key]
            status, text = browser.send(
                "POST", f"/assessments/{ids[place]}/indicators/{key}", fields
            )
            assert status == 200, (status, text[:200])
            fields["version"] = [str(json.loads(text)["version"])]

        loaded = load(browsers, save, seconds, process.pid)
        yield Row("throughput: saves", "400/s", loaded.figures, method)
        memory = max(resident(child) for child in children(process.pid))
        yield Row(
            "resident memory of one web process",
            "150 MB",
            f"{memory / 1e6:.0f} MB",
            "the larger of two, after the requests above",
        )


@dataclass(frozen=True)
class Loaded:
    """What a server did under load: requests a second, processor time of each in ms."""

    rate: float
    cost: float

    @property
    def figures(self) -> str:
        """What is printed: what was, and what two cores of its own would allow."""
        return (
            f"{self.rate:.0f}/s; {self.cost:.1f} ms of processor time each: two cores "
            f"of its own serve {2000 / self.cost:.0f}/s"
        )


def _starts(folder: Path) -> Row:
    taken, used = [], []
    for _ in range(STARTS):
        with server(folder, 2) as (_port, process, started):
            taken.append(started)
            used.append(processor_time(process.pid))
    return Row(
        "start to first answered request",
        "1.2 s",
        f"median {statistics.median(taken):.2f} s (least {min(taken):.2f}); "
        f"{statistics.median(used):.2f} s of processor time, of both web processes",
        f"assessment serve, two web processes, {STARTS} starts",
    )


def load(
    browsers: list[Browser],
    act: Callable[[Browser, int, int], None],
    seconds: float,
    process: int,
) -> Loaded:
    """Let every browser act for *seconds* on the server *process*. An error stops all."""
    counts, used = [0] * len(browsers), processor_time(process)
    failures: list[BaseException] = []
    end = time.perf_counter() + seconds

    def run(place: int) -> None:
        try:
            while time.perf_counter() < end and not failures:
                act(browsers[place], place, counts[place])
                counts[place] += 1
        except BaseException as error:  # reported by the main thread
            failures.append(error)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(browsers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    used = processor_time(process) - used
    return Loaded(sum(counts) / seconds, 1000 * used / sum(counts))


def processor_time(process: int) -> float:
    """Return what a process and its children used of the processors, in seconds (Linux)."""
    total = 0
    for each in {process, *children(process)}:
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])  # user and system
    return total / _TICKS


def children(process: int) -> list[int]:
    """Return the child processes of *process* (Linux)."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(child) for child in listed.split()] or [process]


def resident(process: int) -> int:
    """Return resident memory in bytes (Linux)."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) * 1024
