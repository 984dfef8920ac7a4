"""Kill the server again and again while rounds move and files come, and look for halves.

    python -m tools.attack_kill_moves --rounds 20

Each round serves the demo's folder. Coordinator and clearing officer take a published
assessment back, hand it on, clear and publish it, over and over; another browser brings files.
Then every process of the server is killed with SIGKILL, and the folder is read: each move that
was acknowledged is in the trail, the state is what the last move in the trail says, there are as
many snapshots as clearances and as many publications as were published, of which one stands; each
file that was acknowledged is there with the content it had; the trail's chain holds. Ends with 1
when anything is lost or half done.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from uuid import UUID

from assessment.domain.people.sight import EVERYTHING
from assessment.domain.records import AuditAction
from assessment.domain.rounds.states import State
from assessment.services.assessments.reading import (
    history,
    list_assessments,
    load_assessment,
)
from assessment.services.evidence.contents import contents_in
from assessment.services.evidence.reading import files_of
from assessment.services.history.checking import check_stored_trail
from assessment.services.rounds.reading import stand_of
from assessment.services.samples.demo_people import GOVERNMENT
from assessment.storage.engine import Store, open_store
from tools.attack_kill import ENTRIES, Browser, _hidden, _served

OF_WHAT = {
    "take-back": AuditAction.TAKEN_BACK,
    "hand-on": AuditAction.HANDED_ON,
    "clear": AuditAction.CLEARED,
    "publish": AuditAction.PUBLISHED,
}
STEPS = list(OF_WHAT)
BEGINS = {State.PUBLISHED: 0, State.DRAFT: 1, State.IN_REVIEW: 2, State.CLEARED: 3}
GONE = (OSError, ValueError, HTTPException)
"""The server was killed in the middle: nothing was acknowledged."""


class Person(Browser):
    """Somebody of the demo's government."""

    def come_in(self, who: str) -> None:
        """Sign in with one click."""
        token = _hidden(self._get("/sign-in"), "csrf_token")
        self._post("/demo/sign-in", {"csrf_token": token, "who": who})

    def move(self, assessment: UUID, step: str) -> None:
        """Make one move; return once it is acknowledged."""
        here = f"/assessments/{assessment}/stand"
        page = self._get(here)
        form = {"because": "To correct it.", "visibility": "scores"}
        form |= {"name": "Ines Okoro", "function": "Head of office"}
        names = ["csrf_token", *(["revision"] if step == "clear" else [])]
        form |= {name: _hidden(page, name) for name in names}
        answer = self._post(f"{here}/{step}", form)
        if 'id="summary"' in answer:
            raise AssertionError(f"{step} was refused: {answer}")

    def bring(self, assessment: UUID, indicator: str, content: bytes) -> str:
        """Bring one file; return its digest once it is acknowledged."""
        here = f"/assessments/{assessment}/indicators/{indicator}"
        token = _hidden(self._get(here), "csrf_token")
        parts = (
            b'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n',
            token.encode(),
            b'\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"',
            b"\r\n\r\n" + content + b"\r\n--x--\r\n",
        )
        headers = {
            "Accept": "application/json",
            "Origin": self._base,
            "Content-Type": "multipart/form-data; boundary=x",
        }
        url = f"{self._base}{here}/files"
        request = urllib.request.Request(url, b"".join(parts), headers)
        with self._opener.open(request, timeout=10) as answer:
            return str(json.loads(answer.read())["file"])


class Attack:
    """What was acknowledged so far, and what the folder holds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        store = self._open()
        ours = [
            each
            for each in list_assessments(store, EVERYTHING)
            if each.team == GOVERNMENT
        ]
        self._round = next(e.id for e in ours if e.state is State.PUBLISHED)
        self._draft = next(e.id for e in ours if e.state is State.DRAFT)
        stored = load_assessment(store, self._draft)
        self._indicator = min(stored.assessment.answers)
        self.before = self._moves(store)
        self.moved: Counter[str] = Counter()
        self.begun: Counter[str] = Counter()
        self.brought: set[str] = set()
        store.close()

    def round(self, run: str) -> None:
        """Serve, move and bring files, kill."""
        store = self._open()
        at = BEGINS[load_assessment(store, self._round).state]
        store.close()
        with _served(self._folder) as base:
            people = [Person(base, number, run) for number in range(3)]
            whos = ("coordinator", "clearing-officer", "coordinator")
            for person, who in zip(people, whos, strict=True):
                person.come_in(who)
            work = [
                threading.Thread(target=self._move_on, args=(people, at)),
                threading.Thread(target=self._bring_on, args=(people[2], run)),
            ]
            for thread in work:
                thread.start()
            time.sleep(random.uniform(0.5, 6))
        for thread in work:
            thread.join()

    def halves(self) -> Iterator[str]:
        """Yield everything that is lost or half done."""
        store = self._open()
        try:
            yield from self._halves_of_moves(store)
            yield from self._halves_of_files(store)
            if fault := check_stored_trail(store).fault:
                yield f"the trail does not hold: {fault}"
        finally:
            store.close()

    def _move_on(self, people: list[Person], at: int) -> None:
        try:
            while True:
                step = STEPS[at % len(STEPS)]
                self.begun[step] += 1
                people[step == "clear"].move(self._round, step)
                self.moved[step] += 1
                at += 1
        except GONE:
            return

    def _bring_on(self, person: Person, run: str) -> None:
        try:
            for number in range(ENTRIES):
                content = f"%PDF-1.7\n%{run}-{number}\n".encode() * 2000
                digest = person.bring(self._draft, self._indicator, content)
                assert digest == sha256(content).hexdigest()
                self.brought.add(digest)
        except GONE:
            return

    def _halves_of_moves(self, store: Store) -> Iterator[str]:
        found = self._moves(store)
        for step, action in OF_WHAT.items():
            new = found[action] - self.before[action]
            if not self.moved[step] <= new <= self.begun[step]:
                yield f"{step}: {self.moved[step]} acknowledged, {new} in the trail"
        yield from self._halves_of_snapshots(store, found)

    def _halves_of_snapshots(
        self, store: Store, found: Counter[AuditAction]
    ) -> Iterator[str]:
        stored, stand = (
            load_assessment(store, self._round),
            stand_of(store, self._round),
        )
        last = stand.moves[0].new or {}
        if last.get("state") != stored.state.value:
            yield f"the state is {stored.state}, the trail says {last}"
        shown = [c.publication for c in stand.cleared if c.publication]
        if len(stand.cleared) != found[AuditAction.CLEARED]:
            yield f"{len(stand.cleared)} snapshots of {found[AuditAction.CLEARED]}"
        if len(shown) != found[AuditAction.PUBLISHED]:
            yield f"{len(shown)} publications of {found[AuditAction.PUBLISHED]}"
        if sum(each.superseded_at is None for each in shown) != 1:
            yield "not exactly one publication stands"
        for each in stand.cleared:
            if sha256(each.snapshot.text.encode()).hexdigest() != each.snapshot.digest:
                yield f"the snapshot {each.snapshot.code} is not what was cleared"

    def _halves_of_files(self, store: Store) -> Iterator[str]:
        rows, contents = files_of(store, self._draft), contents_in(self._evidence)
        for digest in self.brought - rows.keys():
            yield f"the file {digest} was acknowledged and has no row"
        for digest in rows:
            content = contents.open(digest)
            if content is None:
                yield f"the file {digest} has no content"
                continue
            with content:
                if sha256(content.read()).hexdigest() != digest:
                    yield f"the file {digest} is not what was brought"

    def _moves(self, store: Store) -> Counter[AuditAction]:
        return Counter(e.action for e in history(store, self._round, limit=ENTRIES))

    @property
    def _evidence(self) -> Path:
        return self._folder / "evidence"

    def _open(self) -> Store:
        return open_store(f"sqlite:///{self._folder / 'assessment.sqlite'}")


def main() -> int:
    """Run the rounds; return 0 when nothing was lost or half done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        fill = ["demo", "--fill-only", "--data", name]
        subprocess.run([sys.executable, "-m", "assessment", *fill], check=True)
        attack = Attack(Path(name))
        wrong: list[str] = []
        for number in range(given.rounds):
            attack.round(f"r{number}")
            wrong += attack.halves()
    moves = attack.moved.total()
    print(
        f"{given.rounds} rounds of kill -9: {moves} moves and {len(attack.brought)} files "
        f"acknowledged, {len(wrong)} lost or half done"
    )
    for line in wrong[:20]:
        print(line)
    return 1 if wrong or not moves or not attack.brought else 0


if __name__ == "__main__":
    sys.exit(main())
