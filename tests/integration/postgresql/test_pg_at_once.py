"""Two who change the same things in another order: one of them is told, nothing is lost."""

from threading import Barrier, Thread
from uuid import UUID

import pytest
from sqlalchemy import text, update

from assessment.errors import StorageError
from assessment.storage.assessments.editor import AssessmentEditor
from assessment.storage.engine import Store
from assessment.storage.tables import ASSESSMENTS
from tests.web import AuditedClient, Site

DEADLOCK = "SELECT pg_advisory_xact_lock({})"


def lock_in_turn(
    store: Store, first: int, then: int, met: Barrier, told: list[BaseException]
) -> None:
    """Take two locks one after the other, when the other thread has its first, too."""
    try:
        with store.writing() as session:
            session.execute(text(DEADLOCK.format(first)))
            met.wait(10)
            session.execute(text(DEADLOCK.format(then)))
    except StorageError as error:
        told.append(error)


def test_of_two_in_a_circle_one_is_told_in_words_and_the_other_goes_on(
    store: Store,
) -> None:
    met, told = Barrier(2), list[BaseException]()
    threads = [
        Thread(target=lock_in_turn, args=(store, *pair, met, told))
        for pair in ((1, 2), (2, 1))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    (error,) = told
    assert "nothing was saved. Try again" in str(error)
    assert "use PostgreSQL" not in str(error)


@pytest.fixture
def begun(site: Site) -> UUID:
    return site.begin()


def test_a_page_that_meets_such_a_circle_says_so_and_keeps_what_was_typed(
    site: Site, anna: AuditedClient, begun: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL itself says that it cannot be put in a row (40001); the page says 503."""
    plain = AssessmentEditor.save_page

    def in_a_circle(self: AssessmentEditor, *given: object, **named: object) -> object:
        self._session.execute(
            text("DO $$ BEGIN RAISE EXCEPTION 'circle' USING ERRCODE = '40001'; END $$")
        )
        return plain(self, *given, **named)

    monkeypatch.setattr(AssessmentEditor, "save_page", in_a_circle)
    form = {"version": "0", "status": "answered", "met": ["c1"], "note": "Long thought"}
    page = anna.save(f"/assessments/{begun}/indicators/law", form)

    assert page.status_code == 503
    assert "what you entered now was not saved" in page.text
    assert "Long thought" in page.text
    monkeypatch.undo()
    assert site.stored(begun).version_of("law") == 0


def test_a_save_waits_for_the_one_before_it_and_meets_what_it_left(
    site: Site, anna: AuditedClient, begun: UUID
) -> None:
    """Somebody holds the row for a while: the save waits, and is not lost."""
    held, done = Barrier(2), []

    def hold() -> None:
        with site.store.writing() as session:
            session.execute(
                update(ASSESSMENTS)
                .where(ASSESSMENTS.c.id == begun)
                .values(revision=ASSESSMENTS.c.revision + 1)
            )
            held.wait(10)
            session.execute(text("SELECT pg_sleep(0.3)"))
            done.append(True)

    thread = Thread(target=hold)
    thread.start()
    held.wait(10)
    form = {"version": "0", "status": "answered", "met": ["c1"], "grade": "A"}
    page = anna.save(f"/assessments/{begun}/indicators/law", form)
    thread.join(10)

    assert done
    assert page.status_code == 303
    stored = site.stored(begun)
    assert (stored.version_of("law"), stored.revision) == (1, 3)
