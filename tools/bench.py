"""Measure the budgets of the design and print the table, with the method beside it: make bench.

Never a timed test: machines differ and are shared. Every figure is measured on the full
framework. Quote medians of several runs, and the machine they ran on.
"""

import argparse
import http.client
import json
import os
import platform
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from bench_pages import (
    PUBLISHED,
    STORED,
    Bench,
    fields_of,
    fill,
    rows,
    sample,
    token_of,
)

from assessment import resources
from assessment.domain.comparison import Entry, compare
from assessment.domain.framework import Framework
from assessment.domain.robustness import rank_robustly
from assessment.domain.scoring import score_assessment
from assessment.framework_file import load_framework
from assessment.portable import write_assessment
from assessment.services.machine.warm import WarmChild
from assessment.services.reports.kept import CHILD, TIME_LIMIT_S
from assessment.services.reports.kinds import ReportOrder
from assessment.services.reports.workshop import Workshop

CONNECTIONS = 8
COMMAND = [str(Path(sys.executable).with_name("assessment"))]
# Measured as installed: bytecode is compiled and may be used.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    budget: str
    measured: str
    method: str


def milliseconds(run: Callable[[], object], times: int) -> list[float]:
    """Return how long each of *times* runs took."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]


def figures(values: list[float]) -> str:
    """Return median and 95th percentile, worded."""
    return f"p95 {p95(values):.1f} ms (median {statistics.median(values):.1f})"


def bench_rules(framework: Framework) -> Iterator[Row]:
    """Scoring and comparing, without a database."""
    assessment = sample(framework, 1)
    runs = milliseconds(lambda: score_assessment(framework, assessment), 200)
    yield Row(
        "score one assessment, all lenses",
        "3 ms",
        figures(runs),
        "in process, 200 runs",
    )
    drawn = [sample(framework, n) for n in range(25)]
    cards = [score_assessment(framework, a) for a in drawn]
    entries = [Entry(f"e{n}", drawn[n % 25], cards[n % 25]) for n in range(195 * 5)]
    runs = milliseconds(lambda: compare(framework, entries), 10)
    yield Row(
        "compare 195 countries × 5 years, all points",
        "100 ms",
        figures(runs),
        "in process, scorecards at hand, 10 runs",
    )
    rank_robustly(framework, compare(framework, entries[:5]))  # loads NumPy
    runs = milliseconds(
        lambda: rank_robustly(framework, compare(framework, entries)), 10
    )
    yield Row(
        "compare 195 countries × 5 years, with robustness",
        "300 ms",
        figures(runs),
        "in process, 1,000 draws, scorecards at hand, 10 runs",
    )


def bench_pages(_framework: Framework, folder: Path) -> Iterator[Row]:
    """Pages and saves as the server sees them: processor time, which others cannot slow."""
    for each in rows(Bench(folder)):
        yield Row(
            f"{each.title}, server time",
            "10 ms",
            f"p95 {each.p95:.1f} ms (median {each.median:.1f})",
            f"processor time of {len(each.cpu)} requests; wall median "
            f"{statistics.median(each.wall):.1f} ms, {each.queries} queries, "
            f"{each.weight / 1000:.0f} kB; {STORED} stored, {PUBLISHED} published",
        )


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
    with server(folder, 2) as (port, process, started):
        yield Row(
            "start to first answered request",
            "1.2 s",
            f"{started:.2f} s",
            "assessment serve, two web processes",
        )
        browsers = [Browser(port) for _ in range(CONNECTIONS)]
        ids = re.findall(r"/assessments/([0-9a-f-]{36})/results", browsers[0].sign_in())
        for browser in browsers[1:]:
            browser.sign_in()
        keys = [i.key for i in framework.indicators if not i.when]
        method = f"{CONNECTIONS} connections, {seconds:.0f} s, client in Python on the same cores"

        def page(browser: Browser, place: int, count: int) -> None:
            key = keys[(place * 7 + count) % len(keys)]
            status, _ = browser.send(
                "GET", f"/assessments/{ids[place]}/indicators/{key}"
            )
            assert status == 200, status

        rate = load(browsers, page, seconds)
        yield Row("throughput: pages", "500/s", f"{rate:.0f}/s", method)
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

        rate = load(browsers, save, seconds)
        yield Row("throughput: saves", "400/s", f"{rate:.0f}/s", method)
        memory = max(resident(child) for child in children(process.pid))
        yield Row(
            "resident memory of one web process",
            "150 MB",
            f"{memory / 1e6:.0f} MB",
            "the larger of two, after the requests above",
        )


def load(
    browsers: list[Browser],
    act: Callable[[Browser, int, int], None],
    seconds: float,
) -> float:
    """Let every browser act for *seconds*; return actions a second. An error stops all."""
    counts = [0] * len(browsers)
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
    return sum(counts) / seconds


def children(process: int) -> list[int]:
    """Return the child processes of *process* (Linux)."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(child) for child in listed.split()] or [process]


def resident(process: int) -> int:
    """Return resident memory in bytes (Linux)."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) * 1024


def bench_commands(framework: Framework, folder: Path) -> Iterator[Row]:
    """Whole processes: check, start, report, batch."""
    for title, budget, arguments in (
        ("assessment check questions.yaml", "400 ms", ["check"]),
        ("assessment --help", "300 ms", ["--help"]),
    ):
        runs = milliseconds(lambda arguments=arguments: command(*arguments), 7)
        yield Row(
            title,
            budget,
            f"median {statistics.median(runs):.0f} ms",
            "7 cold processes",
        )
    file = folder / "country.json"
    file.write_text(write_assessment(sample(framework, 1), framework), encoding="utf-8")
    yield from bench_reports(framework, folder, file)
    count = 10
    start = time.perf_counter()
    command(
        "sample",
        "--archetype",
        framework.archetypes[0].key,
        "--seed",
        "1",
        "--count",
        str(count),
        "-o",
        str(folder / "samples"),
    )
    taken = time.perf_counter() - start
    yield Row(
        "batch of sample reports, two cores",
        "1 per second",
        f"{count / taken:.2f} per second",
        f"{count} reports",
    )


def bench_reports(framework: Framework, folder: Path, file: Path) -> Iterator[Row]:
    """Each kind of report: in a cold process, in a warm one, and when nothing changed."""
    child = WarmChild(CHILD, TIME_LIMIT_S)
    workshop = Workshop(folder / "reports")
    try:
        for kind, cold_s in (("brief", 1.2), ("gap", 2.5), ("record", 4.0)):
            out = folder / f"{kind}.pdf"
            order = ReportOrder(
                framework, sample(framework, 1), "en", datetime.now(UTC), kind=kind
            )
            cold = milliseconds(
                lambda kind=kind, out=out: command(
                    "report", str(file), "-o", str(out), "--kind", kind
                ),
                5,
            )
            child.make(order)
            warm = milliseconds(lambda order=order: child.make(order), 5)
            while workshop.ask(order).file is None:
                time.sleep(0.1)
            kept = milliseconds(lambda order=order: workshop.ask(order), 20)
            yield Row(
                f"report: {kind}, PDF/A-3a + PDF/UA-1",
                f"{cold_s} s / {cold_s / 2} s / 20 ms",
                f"{statistics.median(cold) / 1000:.2f} s / "
                f"{statistics.median(warm) / 1000:.2f} s / {statistics.median(kept):.1f} ms",
                "medians of 5 cold processes / 5 in a warm one / 20 unchanged, "
                f"{out.stat().st_size // 1024} kB",
            )
    finally:
        child.close()


def command(*arguments: str) -> None:
    """Run the program as a user would."""
    subprocess.run(
        [*COMMAND, *arguments], check=True, capture_output=True, env=ENVIRONMENT
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15, help="of each load run")
    options = parser.parse_args()
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{len(framework.indicators)} indicators, {STORED} assessments stored\n"
    )
    print("| What | Budget | Measured | Method |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(framework, folder)
        for rows in (
            bench_rules(framework),
            bench_pages(framework, folder),
            bench_server(framework, folder, options.seconds),
            bench_commands(framework, folder),
        ):
            for row in rows:
                print(
                    f"| {row.what} | {row.budget} | {row.measured} | {row.method} |",
                    flush=True,
                )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
