"""Kill the server again and again while people save, and count what was lost.

    python tools/attack_kill.py --rounds 100

Each round starts `assessment serve`, lets several browsers tick, write notes and run into each
other's changes, kills every process of the server with SIGKILL in the middle, and reads the
database: each acknowledged save must be in the audit trail, the last one of each page must
stand or have been followed by another that was sent, and the file must be sound. Ends with 1
when anything was lost.
"""

import argparse
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from uuid import UUID

from sqlalchemy import text

from assessment import resources
from assessment.domain.answers import Assessment, AssessmentKind, Subject
from assessment.domain.records import Actor, Stamp
from assessment.framework_file import load_framework
from assessment.services.assessments.editions import keep_edition
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import history, load_assessment
from assessment.services.samples.demo_people import TRAINING, make_demo_people
from assessment.storage.engine import Store, open_store

PAGES = 3
"""So few that browsers meet on them."""
ENTRIES = 1_000_000


@dataclass
class Log:
    """What was sent, what was acknowledged, and what the server refused."""

    sent: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kept: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    conflicts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Browser:
    """Somebody who saves pages as fast as the server answers."""

    def __init__(self, base: str, number: int, run: str) -> None:
        self._base, self._name = base, f"{run}-{number}"
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(jar)
        self._dice = random.Random(self._name)

    def sign_in(self) -> None:
        """Sign in with one click."""
        token = _hidden(self._get("/sign-in"), "csrf_token")
        self._post("/demo/sign-in", {"csrf_token": token, "who": "trainer"})

    def save_for_ever(
        self, assessment: str, log: Log, criteria: dict[str, list[str]]
    ) -> None:
        """Save until the server is gone."""
        count = 0
        try:
            while True:
                key = self._dice.choice(list(criteria))
                path = f"/assessments/{assessment}/indicators/{key}"
                page = self._get(path)
                for _ in range(3):
                    count += 1
                    page = self._save(path, key, page, count, log, criteria[key])
        except (OSError, ValueError, HTTPException):
            return  # killed in the middle: nothing was acknowledged

    def _save(
        self, path: str, key: str, page: str, count: int, log: Log, criteria: list[str]
    ) -> str:
        note = f"{self._name}-{count}"
        met = self._dice.sample(criteria, self._dice.randint(1, len(criteria)))
        form = [("met", criterion) for criterion in met]
        form += [("note", note), ("grade", self._dice.choice("ABCD"))]
        form += [(n, _hidden(page, n)) for n in ("csrf_token", "version")]
        with log.lock:
            log.sent[key].add(f"{note} {sorted(met)}")
        try:
            answer = json.loads(self._post(path, form, accept="application/json"))
        except urllib.error.HTTPError as error:
            if error.code != 409:
                raise
            with log.lock:
                log.conflicts += 1
            return self._get(path)
        with log.lock:
            log.kept[key][answer["version"]] = f"{note} {sorted(met)}"
        return re.sub(
            r'(name="version" value=)"\d+"', rf'\1"{answer["version"]}"', page
        )

    def _get(self, path: str) -> str:
        with self._opener.open(self._base + path, timeout=10) as answer:
            return str(answer.read().decode())

    def _post(self, path: str, form: object, accept: str = "text/html") -> str:
        data = urllib.parse.urlencode(form).encode()  # type: ignore[arg-type]
        headers = {"Accept": accept, "Origin": self._base}
        request = urllib.request.Request(self._base + path, data, headers)
        with self._opener.open(request, timeout=10) as answer:
            return str(answer.read().decode())


def main() -> int:
    """Run the rounds; return 0 when nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--browsers", type=int, default=6)
    parser.add_argument("--most-seconds", type=int, default=1500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return _attack(Path(folder), given.rounds, given.browsers, given.most_seconds)


def _attack(folder: Path, rounds: int, browsers: int, most_seconds: int) -> int:
    log, lost, done = Log(), [], 0
    assessment, criteria = _begin(folder)
    ends = time.monotonic() + most_seconds
    for number in range(rounds):
        if time.monotonic() > ends:
            break
        _round(folder, str(assessment), criteria, log, f"r{number}", browsers)
        lost += _lost(folder, assessment, log)
        done += 1
    saves = sum(map(len, log.kept.values()))
    print(
        f"{done} rounds of kill -9, {browsers} browsers: {saves} acknowledged saves, "
        f"{log.conflicts} conflicts, {len(lost)} lost or wrong"
    )
    for line in lost[:20]:
        print(line)
    return 1 if lost or not saves else 0


def _begin(folder: Path) -> tuple[UUID, dict[str, list[str]]]:
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    store = open_store(f"sqlite:///{folder / 'assessment.sqlite'}")
    keep_edition(store, framework, resources.DEFAULT_FRAMEWORK.read_bytes())
    whole = Assessment(
        framework=framework.key,
        edition=framework.edition,
        subject=Subject("XS"),
        kind=AssessmentKind.TRAINING,
        period="2026",
    )
    stamp = Stamp(Actor(None, "attack"), datetime.now(UTC))
    make_demo_people(store, language="en", now=stamp.at)
    stored = create_assessment(store, framework, whole, stamp=stamp, team=TRAINING)
    store.close()
    asked = [i for i in framework.indicators if not i.when][:PAGES]
    return stored.id, {
        i.key: [c.key for c in i.criteria() if not c.when] for i in asked
    }


def _round(
    folder: Path,
    assessment: str,
    criteria: dict[str, list[str]],
    log: Log,
    run: str,
    browsers: int,
) -> None:
    with _served(folder) as base:
        threads = []
        for number in range(browsers):
            browser = Browser(base, number, run)
            browser.sign_in()
            work = threading.Thread(
                target=browser.save_for_ever, args=(assessment, log, criteria)
            )
            work.start()
            threads.append(work)
        time.sleep(random.uniform(0.05, 1.5))
    for thread in threads:
        thread.join()


@contextmanager
def _served(folder: Path):  # type: ignore[no-untyped-def]
    """Serve, then kill every process of the server at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "assessment", "serve", "--port", str(port)]
    environment = {**os.environ, "ASSESSMENT_DEMO": "yes", "DATABASE_URL": ""}
    server = subprocess.Popen(
        [*command, "--data", str(folder)],
        env=environment,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGKILL)  # ours alone: a session of its own
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the server never answered")


def _lost(folder: Path, assessment: UUID, log: Log) -> list[str]:
    store = open_store(f"sqlite:///{folder / 'assessment.sqlite'}")
    try:
        return list(_problems(store, assessment, log))
    finally:
        store.close()


def _problems(store: Store, assessment: UUID, log: Log):  # type: ignore[no-untyped-def]
    stored = load_assessment(store, assessment)
    for key, kept in log.kept.items():
        entries = history(store, assessment, indicator_key=key, limit=ENTRIES)
        trail = {_said(entry.new) for entry in entries if entry.new}
        yield from (
            f"{key}: {s} is not in the trail" for s in kept.values() if s not in trail
        )
        answer, version = stored.assessment.answers.get(key), stored.version_of(key)
        if answer is None or version < max(kept):
            yield f"{key}: version {version} is older than the acknowledged {max(kept)}"
            continue
        now = f"{answer.note} {sorted(answer.met)}"
        if now != kept.get(version, now) or now not in log.sent[key]:
            yield f"{key}: {now} stands where {kept.get(version)} was acknowledged"
        if len(entries) != version:
            yield f"{key}: {len(entries)} entries in the trail of version {version}"
    with store.reading() as session:
        if (state := session.scalar(text("PRAGMA integrity_check"))) != "ok":
            yield f"the file is damaged: {state}"


def _said(new: object) -> str:
    data = new if isinstance(new, dict) else {}
    return f"{data.get('note')} {sorted(data.get('met', ()))}"


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    if found is None:
        raise ValueError(f"no field {name}")
    return found.group(1)


if __name__ == "__main__":
    sys.exit(main())
