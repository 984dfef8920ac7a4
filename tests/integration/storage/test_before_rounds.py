"""A database in which an older version noted a clearance: it stays what it was, a note.

The file was made by the version before teams; the clearance is written into it as that
version wrote one.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessment.domain.answers import Clearance
from assessment.domain.people.may import State
from assessment.domain.people.sight import EVERYTHING
from assessment.domain.records import PageKey, StoredAssessment
from assessment.errors import InvalidAnswerError
from assessment.reporting.shapes.clearance import clearance_parts
from assessment.reporting.shapes.material import material_of
from assessment.services.assessments.editions import load_edition
from assessment.services.assessments.reading import list_assessments, load_assessment
from assessment.services.assessments.recording import record_answer
from assessment.services.rounds.issuing import issued_order
from assessment.services.rounds.moving import hand_on
from assessment.services.rounds.reading import snapshot_of
from assessment.storage.engine import Store, open_store
from tests.databases import NOON, STAMP
from tests.integration.storage.test_before_teams import BEFORE

NOTED = {"name": "A. Person", "function": "Head of unit", "on": "2026-03-31"}


@pytest.fixture
def moved(tmp_path: Path) -> Iterator[Store]:
    """The old database with a clearance in every assessment, brought up to date."""
    copy = tmp_path / "assessment.sqlite"
    shutil.copyfile(BEFORE, copy)
    with sqlite3.connect(copy) as old:
        old.execute("UPDATE assessment SET clearance = ?", (json.dumps(NOTED),))
    old.close()
    store = open_store(f"sqlite:///{copy}")
    yield store
    store.close()


def first(store: Store) -> StoredAssessment:
    return load_assessment(store, list_assessments(store, EVERYTHING)[0].id)


def test_it_is_a_draft_that_tells_what_was_noted_and_has_no_code(moved: Store) -> None:
    stored = first(moved)
    framework = load_edition(moved, stored.edition)

    order = issued_order(
        moved,
        framework,
        stored,
        language="en",
        kind="gap",
        made_on=NOON,
        address="https://assess.example",
    )

    assert stored.state is State.DRAFT
    assert stored.assessment.clearance == Clearance(
        "A. Person", "Head of unit", NOON.date().replace(month=3, day=31)
    )
    assert snapshot_of(moved, stored.id) is None
    material = material_of(
        framework, order.assessment, language="en", made_on=NOON, imprint=order.imprint
    )
    said = " · ".join(str(part) for part in clearance_parts(material))
    assert said.startswith("a draft, not cleared · an earlier record says: cleared by")
    assert "code" not in said


def test_it_goes_with_the_first_change(moved: Store) -> None:
    stored = first(moved)
    framework = load_edition(moved, stored.edition)
    key = next(iter(stored.assessment.answers))
    page = PageKey(stored.id, key)

    changed = record_answer(
        moved, framework, page, None, seen=stored.version_of(key), stamp=STAMP
    )

    assert changed.assessment.clearance is None


def test_handing_on_that_is_refused_leaves_it(moved: Store) -> None:
    stored = first(moved)
    framework = load_edition(moved, stored.edition)

    with pytest.raises(InvalidAnswerError):
        hand_on(moved, framework, stored.id, stamp=STAMP)

    assert first(moved).assessment.clearance is not None
