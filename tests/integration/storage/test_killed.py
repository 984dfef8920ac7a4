"""An answer acknowledged is an answer kept, whenever the process is killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from assessment.domain.records import PageKey
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import history, load_assessment
from assessment.services.assessments.recording import record_answer
from assessment.storage.engine import open_store
from tests.builders import a_framework, an_answer, an_assessment
from tests.databases import STAMP
from tests.teams import a_team

ROOT = Path(__file__).resolve().parents[3]
FRAMEWORK = a_framework()
SAVES_FOR_EVER = """
import sys
from itertools import count
from uuid import UUID
from assessment.domain.records import PageKey
from assessment.services.assessments.recording import record_answer
from assessment.storage.engine import open_store
from tests.builders import a_framework, an_answer
from tests.databases import STAMP

store, page = open_store(sys.argv[1]), PageKey(UUID(sys.argv[2]), "law")
for seen in count():
    answer = an_answer("c1", note=f"{seen + 1} " * 900)
    record_answer(store, a_framework(), page, answer, seen=seen, stamp=STAMP)
    print(seen + 1, flush=True)
"""


@pytest.mark.parametrize("after", [1, 7, 40])
def test_every_acknowledged_save_survives_a_kill(database_url: str, after: int) -> None:
    store = open_store(database_url)
    stored = create_assessment(
        store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=STAMP, team=a_team(store)
    )
    store.close()

    acknowledged = saves_before_a_kill(database_url, str(stored.id), after=after)

    again = open_store(database_url)
    now = load_assessment(again, stored.id)
    version = now.version_of("law")
    # One more may have been stored than the process lived to tell.
    assert version in {acknowledged, acknowledged + 1}
    assert now.assessment.answers["law"].note == f"{version} " * 900
    assert now.revision == 1 + version
    assert len(history(again, stored.id)) == 1 + version
    if again.engine.dialect.name == "sqlite":
        with again.reading() as session:
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    page = PageKey(stored.id, "law")
    record_answer(again, FRAMEWORK, page, an_answer(), seen=version, stamp=STAMP)
    again.close()


def saves_before_a_kill(url: str, assessment_id: str, *, after: int) -> int:
    """Return the last save a process acknowledged before it was killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", SAVES_FOR_EVER, url, assessment_id],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    with process:
        for _ in range(after):
            process.stdout.readline()
        process.kill()
        rest = process.stdout.read().split()
    return int(rest[-1]) if rest else after
