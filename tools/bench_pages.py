"""Measure pages in process: processor time of each request, its queries, and its weight.

Run by ``tools/bench.py``; alone it prints these rows only. Processor time is what one
request costs a server, whatever else the machine does meanwhile; the wall time beside it
is what the design's budgets speak of.
"""

import argparse
import gc
import os
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from bench_data import ARCHIVE, fill, reference
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from assessment import resources
from assessment.cli.main import GARBAGE
from assessment.config import Settings
from assessment.domain.people.sight import EVERYTHING
from assessment.framework_file import load_framework
from assessment.services.assessments.reading import (
    list_assessments,
)
from assessment.services.samples.demo_people import (
    DEMO_PEOPLE,
    GOVERNMENT,
    GOVERNMENT_COUNTRY,
    ORGANISATION,
)
from assessment.storage.tables import ASSESSMENTS, publication_table, snapshot_table
from assessment.web.app import create_app
from assessment.web.rendering import FRAGMENTS, Fragments
from assessment.web.state import app_state

TIMES = 60


@dataclass(frozen=True)
class PageRow:
    """What one kind of request costs; times in milliseconds, weight in bytes as sent."""

    title: str
    cpu: Sequence[float]
    wall: Sequence[float]
    queries: int
    weight: int

    @property
    def p95(self) -> float:
        """Return the 95th percentile of processor time."""
        return statistics.quantiles(self.cpu, n=20)[-1]

    @property
    def median(self) -> float:
        """Return the median of processor time."""
        return statistics.median(self.cpu)


class Bench:
    """An application over a filled folder, and one browser for each role."""

    def __init__(self, folder: Path) -> None:
        self.app: Flask = create_app(
            Settings("bench" * 10, data_folder=folder, demo=True)
        )
        with self.app.app_context():
            self.store = app_state().store
        self.framework = load_framework(resources.DEFAULT_FRAMEWORK)
        self.visitor = self.app.test_client()

    def browser(self, who: str) -> FlaskClient:
        """Return a browser in which somebody of the demo is signed in."""
        client = self.app.test_client()
        page = client.get("/sign-in").text
        fields = {"csrf_token": token_of(page), "who": who}
        assert client.post("/demo/sign-in", data=fields).status_code == 303
        return client

    def measured(
        self, title: str, acts: Sequence[Callable[[], int]], times: int = TIMES
    ) -> PageRow:
        """Return what *acts* cost, in turn; each returns its weight in bytes as sent."""
        for act in acts:
            act()
        weight = max(act() for act in acts)
        queries = max(self._queries(act) for act in acts)
        cpu, wall = [], []
        for turn in range(max(times, len(acts))):
            act = acts[turn % len(acts)]
            began, ran = time.perf_counter(), time.process_time()
            act()
            cpu.append((time.process_time() - ran) * 1000)
            wall.append((time.perf_counter() - began) * 1000)
        return PageRow(title, cpu, wall, queries, weight)

    def _queries(self, act: Callable[[], object]) -> int:
        seen: list[str] = []

        def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(self.store.engine, "before_cursor_execute", note)
        act()
        event.remove(self.store.engine, "before_cursor_execute", note)
        return len(seen)

    def the_round(self) -> str:
        """Return the id of the government's draft: asked, planned, with files."""
        known = list_assessments(self.store, EVERYTHING)
        return str(
            next(
                each.id
                for each in known
                if each.team == GOVERNMENT
                and each.subject.code == GOVERNMENT_COUNTRY
                and each.period == "2026"
            )
        )

    def code(self, team: UUID) -> str:
        """Return the code of what a team published last, where scores are shown."""
        shown, kept = publication_table.c, snapshot_table.c
        query = (
            select(kept.code)
            .join(publication_table, shown.snapshot_id == kept.id)
            .join(ASSESSMENTS, ASSESSMENTS.c.id == kept.assessment_id)
            .where(
                ASSESSMENTS.c.team_id == team,
                shown.superseded_at.is_(None),
                shown.withdrawn_at.is_(None),
                shown.visibility.in_(("all", "without-notes")),
            )
            .order_by(shown.published_at.desc(), kept.code)
        )
        with self.store.reading() as session:
            return str(session.scalars(query).first())


def get(client: FlaskClient, path: str) -> Callable[[], int]:
    """Return what fetches a page and returns its weight, zipped as servers send it."""

    def act() -> int:
        reply = client.get(path)
        assert reply.status_code == 200, f"{path}: {reply.status_code}"
        return len(reply.data)

    return act


def get_unchanged(client: FlaskClient, path: str) -> Callable[[], int]:
    """Return what asks whether a page that is known already has changed."""
    tag = client.get(path).headers["ETag"]

    def act() -> int:
        reply = client.get(path, headers={"If-None-Match": tag})
        assert reply.status_code == 304, f"{path}: {reply.status_code}"
        return len(reply.data)

    return act


def anew(bench: Bench, act: Callable[[], int]) -> Callable[[], int]:
    """Return *act* with nothing of a page kept from before, as after a change."""

    def acting() -> int:
        bench.app.extensions[FRAGMENTS] = Fragments()
        return act()

    return acting


def save(client: FlaskClient, path: str) -> Callable[[], int]:
    """Return what saves a page the way the script does."""
    fields = fields_of(client.get(path).text)

    def act() -> int:
        reply = client.post(path, data=fields, headers={"Accept": "application/json"})
        assert reply.status_code == 200, reply.text
        fields["version"] = [str(reply.get_json()["version"])]
        return len(reply.data)

    return act


def token_of(page: str) -> str:
    """Return the CSRF token of a form."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def fields_of(page: str) -> dict[str, list[str]]:
    """Return what a browser would send for the form of an indicator."""
    if 'name="version"' not in page:
        return {}
    version = re.search(r'name="version" value="(\d*)"', page)
    assert version is not None
    ticks = re.findall(r'name="met" id="[^"]*" value="([^"]+)"', page)
    return {
        "csrf_token": [token_of(page)],
        "version": [version.group(1)],
        "met": ticks[:1],
        "grade": ["A"],
        "note": ["Measured."],
    }


def rows(bench: Bench) -> Iterator[PageRow]:
    """Return all that is measured."""
    coordinator = bench.browser("coordinator")
    trainer, contributor = bench.browser("trainer"), bench.browser("contributor")
    for who in DEMO_PEOPLE:
        yield bench.measured(f"start page: {who}", [get(bench.browser(who), "/")])
    yield bench.measured("start page: visitor", [get(bench.visitor, "/")])
    yield bench.measured("contributor's home", [get(contributor, "/asked")])
    base = f"/assessments/{bench.the_round()}"
    yield from _of_the_round(bench, coordinator, base)
    yield from _published(bench)
    for title, client, path in (
        ("start page: trainer", trainer, "/"),
        ("task list", coordinator, f"{base}/"),
        ("results", coordinator, f"{base}/results/"),
        ("history", coordinator, f"{base}/history"),
        ("published list", bench.visitor, "/published"),
    ):
        yield bench.measured(f"{title}, drawn anew", [anew(bench, get(client, path))])
    yield bench.measured("choose what to compare", [get(trainer, "/compare/choose")])
    yield bench.measured("save one answer", _saves(bench, trainer), 240)


def _saves(bench: Bench, trainer: FlaskClient) -> list[Callable[[], int]]:
    """Return a save of every page of an exercise that is still a draft."""
    listed = re.findall(r"/assessments/([0-9a-f-]{36})/", trainer.get("/").text)
    pages = [
        f"/assessments/{listed[0]}/indicators/{i.key}"
        for i in bench.framework.indicators
    ]
    return [
        save(trainer, page)
        for page in pages
        if 'name="version"' in trainer.get(page).text
    ]


def _of_the_round(
    bench: Bench, coordinator: FlaskClient, base: str
) -> Iterator[PageRow]:
    keys = [i.key for i in bench.framework.indicators]
    for title, path in (
        ("task list", "/"),
        ("results", "/results/"),
        ("gaps", "/results/gaps"),
        ("review", "/review"),
        ("evidence register", "/evidence"),
        ("plan", "/plan"),
        ("targets", "/plan/targets"),
        ("where a round stands", "/stand"),
        ("who is asked", "/asked"),
        ("comments", "/comments"),
        ("history", "/history"),
        ("carried", "/carried"),
        ("progress", "/progress"),
        ("manage", "/manage"),
    ):
        yield bench.measured(title, [get(coordinator, base + path)])
    pages = [get(coordinator, f"{base}/indicators/{key}") for key in keys]
    yield bench.measured("indicator page", pages, 3 * len(pages))


def _published(bench: Bench) -> Iterator[PageRow]:
    visitor = bench.app.test_client()
    yield bench.measured("published list", [get(visitor, "/published")])
    yield bench.measured(
        "published list, page 11", [get(visitor, "/published?page=11")]
    )
    yield bench.measured(
        "published list, filtered", [get(visitor, "/published?country=XC")]
    )
    for title, team in (
        ("exercise", ARCHIVE),
        ("government, an NGO's view beside", GOVERNMENT),
        ("alternative", ORGANISATION),
    ):
        path = f"/published/{bench.code(team)}"
        yield bench.measured(f"published page: {title}", [get(visitor, path)])
        yield bench.measured(f"304 of it: {title}", [get_unchanged(visitor, path)])
        point = bench.framework.points[0].key
        yield bench.measured(
            f"a point of it: {title}", [get(visitor, f"{path}/points/{point}")]
        )
    text = visitor.get("/published?country=XC").text
    codes = re.findall(r'name="id" value="([^"]+)"', text)[:5]
    query = "&".join(f"id={code}" for code in codes)
    yield bench.measured("comparison of five", [get(visitor, f"/compare?{query}")])


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    gc.set_threshold(*GARBAGE)  # as in a server
    fill(framework, options.folder)
    print("load average", os.getloadavg(), reference())
    for row in rows(Bench(options.folder)):
        print(
            f"{row.title:44} cpu p95 {row.p95:6.1f} median {row.median:6.1f}"
            f" | wall median {statistics.median(row.wall):6.1f}"
            f" | {row.queries:3} queries | {row.weight / 1000:6.1f} kB",
            flush=True,
        )


if __name__ == "__main__":
    main()
