"""Measure the budgets of the design and print the table, with the method beside it: make bench.

Never a timed test: machines differ and are shared. Every figure is measured on the full
framework. Quote medians of several runs, and the machine they ran on.
"""

import argparse
import gc
import os
import platform
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench_data import PUBLISHED, STORED, fill, reference, sample
from bench_pages import Bench, rows
from bench_server import COMMAND, ENVIRONMENT, Row, bench_server

from assessment import resources
from assessment.cli.main import GARBAGE
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


def milliseconds(
    run: Callable[[], object],
    times: int,
    clock: Callable[[], float] = time.perf_counter,
) -> list[float]:
    """Return how long each of *times* runs took by *clock*."""
    taken = []
    for _ in range(times):
        start = clock()
        run()
        taken.append((clock() - start) * 1000)
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
    runs = milliseconds(
        lambda: score_assessment(framework, assessment), 200, time.process_time
    )
    yield Row(
        "score one assessment, all lenses",
        "3 ms",
        figures(runs),
        "processor time in process, 200 runs",
    )
    drawn = [sample(framework, n) for n in range(25)]
    cards = [score_assessment(framework, a) for a in drawn]
    entries = [Entry(f"e{n}", drawn[n % 25], cards[n % 25]) for n in range(195 * 5)]
    runs = milliseconds(lambda: compare(framework, entries), 10, time.process_time)
    yield Row(
        "compare 195 countries × 5 years, all points",
        "100 ms",
        figures(runs),
        "processor time in process, scorecards at hand, 10 runs",
    )
    rank_robustly(framework, compare(framework, entries[:5]))  # loads NumPy
    runs = milliseconds(
        lambda: rank_robustly(framework, compare(framework, entries)),
        10,
        time.process_time,
    )
    yield Row(
        "compare 195 countries × 5 years, with robustness",
        "300 ms",
        figures(runs),
        "processor time in process, 1,000 draws, scorecards at hand, 10 runs",
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


def bench_commands(framework: Framework, folder: Path) -> Iterator[Row]:
    """Whole processes: check, start, report, batch."""
    for title, budget, arguments in (
        ("assessment check questions.yaml", "400 ms", ["check"]),
        ("assessment --help", "300 ms", ["--help"]),
    ):
        before, runs = children_used(), 7
        taken = milliseconds(lambda arguments=arguments: command(*arguments), runs)
        used = children_used() - before
        yield Row(
            title,
            budget,
            f"{1000 * used / runs:.0f} ms of processor time (wall median "
            f"{statistics.median(taken):.0f} ms)",
            f"mean of {runs} cold processes",
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
            before = children_used()
            cold = milliseconds(
                lambda kind=kind, out=out: command(
                    "report", str(file), "-o", str(out), "--kind", kind
                ),
                5,
            )
            used = (children_used() - before) / len(cold)
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
                "medians of 5 cold processes / 5 in a warm one / 20 unchanged; a cold "
                f"one uses {used:.2f} s of the processors, "
                f"{out.stat().st_size // 1024} kB",
            )
    finally:
        child.close()


def children_used() -> float:
    """Return the processor time of all processes that were run and ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def command(*arguments: str) -> None:
    """Run the program as a user would."""
    subprocess.run(
        [*COMMAND, *arguments], check=True, capture_output=True, env=ENVIRONMENT
    )


PARTS = ("rules", "pages", "server", "commands")


def main() -> int:
    """Print the table."""
    gc.set_threshold(*GARBAGE)  # as in a server
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15, help="of each load run")
    parser.add_argument("--data", type=Path, help="filled before, or to be filled")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load average "
        f"{os.getloadavg()[0]:.1f}, Python {platform.python_version()}, "
        f"{len(framework.indicators)} indicators, {STORED} assessments stored, "
        f"{PUBLISHED} published; {reference()}\n"
    )
    print("| What | Budget | Measured | Method |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = options.data or Path(name)
        if {"pages", "server"} & set(options.only):
            fill(framework, folder)
        measured = {
            "rules": lambda: bench_rules(framework),
            "pages": lambda: bench_pages(framework, folder),
            "server": lambda: bench_server(framework, folder, options.seconds),
            "commands": lambda: bench_commands(framework, Path(name)),
        }
        for part in options.only:
            for row in measured[part]():
                print(
                    f"| {row.what} | {row.budget} | {row.measured} | {row.method} |",
                    flush=True,
                )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
