"""What is stored comes back as it was, on both databases."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from assessment.domain.answers import (
    Assessment,
    Clearance,
    EvidenceItem,
    FigureEntry,
    PlanItem,
    PlanStatus,
    Subject,
)
from assessment.domain.framework import Figure
from assessment.domain.people import sight
from assessment.domain.records import (
    Actor,
    AuditAction,
    EditionKey,
    PageKey,
    PageState,
    Stamp,
    StoredAssessment,
)
from assessment.errors import AssessmentNotFoundError
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.recording import record_answer
from assessment.storage.assessments.json_data import answer_from_json, answer_to_json
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store
from tests.builders import (
    a_framework,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)
from tests.databases import ANNA, NOON, STAMP, counted_queries
from tests.teams import OURS, a_team

FRAMEWORK = a_framework(
    an_indicator("law", figures=(Figure("children", "Children", "persons"),)),
    an_indicator("data"),
)
FULL_ANSWER = an_answer(
    "c1",
    "c2",
    grade="B",
    evidence=(
        EvidenceItem("قانون", "https://example.org/law", "2024", "12"),
        EvidenceItem("Decree"),
        EvidenceItem("Scan", file="ab" * 32, file_name="scan.pdf"),
    ),
    figures=(FigureEntry("children", Decimal("1204.50"), 2025),),
    note="Line one\nLine two — «ok» \N{GRINNING FACE}",
)
EVERYTHING = an_assessment(
    FRAMEWORK,
    {"law": FULL_ANSWER, "data": we_do_not_know(note="Ask the police.")},
    subject=Subject("XB", "Belvane"),
    kind="government",
    period="2025-2026",
    respondent="Ministry of Justice",
    language="ar",
    profile={"coast": ("no",), "routes": ()},
    targets={"law": 4},
    plan=(
        PlanItem("law", "c3", "justice", date(2027, 1, 31), PlanStatus.STARTED, "Soon"),
        PlanItem("data", "c1"),
    ),
    clearance=Clearance("A. Person", "Head of unit", date(2026, 5, 3)),
)


def stored_now(store: Store, stored: StoredAssessment) -> StoredAssessment:
    with store.reading() as session:
        return AssessmentRepository(session).get(stored.id)


def a_stored(assessment: Assessment, **given: object) -> StoredAssessment:
    stored = StoredAssessment(
        team=OURS,
        id=uuid4(),
        assessment=assessment,
        edition=EditionKey(FRAMEWORK.key, FRAMEWORK.edition, FRAMEWORK.digest),
        revision=1,
        pages={},
        profile_version=0,
        plan_version=0,
        created_at=NOON,
        updated_at=NOON,
    )
    return replace(stored, **given)  # type: ignore[arg-type]


def add(store: Store, *given: StoredAssessment) -> None:
    a_team(store)
    with store.writing() as session:
        repository = AssessmentRepository(session)
        for stored in given:
            repository.add(stored, STAMP, action=AuditAction.CREATED)


def test_everything_of_an_assessment_comes_back_equal(store: Store) -> None:
    stored = a_stored(EVERYTHING)

    add(store, stored)

    now = stored_now(store, stored)
    assert now.assessment == EVERYTHING
    page = PageState(1, NOON, "Anna")
    assert now == replace(stored, pages={"law": page, "data": page})


def test_times_come_back_in_utc_with_their_zone(store: Store) -> None:
    stored = a_stored(an_assessment(FRAMEWORK))

    add(store, stored)

    assert stored_now(store, stored).updated_at.utcoffset() == timedelta(0)


def test_a_time_without_zone_is_refused(store: Store) -> None:
    naive = datetime(2026, 5, 4, 12, 0)  # noqa: DTZ001 - that is the point
    stored = a_stored(an_assessment(FRAMEWORK), created_at=naive)

    with pytest.raises(StatementError, match="without a time zone"):
        add(store, stored)


def test_keys_of_another_version_survive_reading_and_saving(store: Store) -> None:
    stored = create_assessment(
        store,
        FRAMEWORK,
        an_assessment(FRAMEWORK, {"law": 1}),
        stamp=STAMP,
        team=a_team(store),
    )
    newer = (
        '{"status": "answered", "met": ["c1"], "confidence": "high", "grade": "A",'
        ' "evidence": [], "figures": [], "note": ""}'
    )
    with store.writing() as session:
        session.execute(text("UPDATE page SET answer = :new"), {"new": newer})

    record_answer(
        store,
        FRAMEWORK,
        PageKey(stored.id, "law"),
        an_answer("c1", "c2"),
        seen=1,
        stamp=STAMP,
    )

    with store.reading() as session:
        kept = session.execute(text("SELECT answer FROM page")).scalar_one()
    assert "confidence" in str(kept)
    assert stored_now(store, stored).assessment.answers["law"].met == {"c1", "c2"}


def test_an_answer_survives_the_way_to_json_and_back() -> None:
    assert answer_from_json(answer_to_json(FULL_ANSWER)) == FULL_ANSWER
    assert answer_from_json(answer_to_json(None)) is None


def test_an_answer_written_by_an_older_version_is_read_with_defaults() -> None:
    assert answer_from_json({"status": "answered"}) == an_answer(grade="")


def test_an_assessment_that_is_not_there_is_not_found(store: Store) -> None:
    with store.reading() as session, pytest.raises(AssessmentNotFoundError):
        AssessmentRepository(session).get(uuid4())


def test_the_list_counts_answers_and_puts_the_last_changed_first(store: Store) -> None:
    older = a_stored(EVERYTHING)
    newer = a_stored(
        an_assessment(FRAMEWORK), updated_at=NOON + timedelta(seconds=1), revision=7
    )
    add(store, older, newer)

    with store.reading() as session:
        lines = AssessmentRepository(session).summaries(sight.EVERYTHING)

    assert [line.id for line in lines] == [newer.id, older.id]
    assert [(line.answered, line.unknown) for line in lines] == [(0, 0), (1, 1)]
    assert lines[1].subject == EVERYTHING.subject
    assert lines[1].clearance == EVERYTHING.clearance


def test_the_counts_of_the_list_follow_every_save(store: Store) -> None:
    stored = create_assessment(
        store,
        FRAMEWORK,
        an_assessment(FRAMEWORK, {"law": 1}),
        stamp=STAMP,
        team=a_team(store),
    )
    page = PageKey(stored.id, "data")

    counts = []
    answers = (an_answer(), an_answer("c1"), we_do_not_know(), None)
    for seen, answer in enumerate(answers):
        record_answer(store, FRAMEWORK, page, answer, seen=seen, stamp=STAMP)
        with store.reading() as session:
            (line,) = AssessmentRepository(session).summaries(sight.EVERYTHING)
        counts.append((line.answered, line.unknown))

    assert counts == [(2, 0), (2, 0), (1, 1), (1, 0)]


def test_the_list_has_one_order_when_times_are_equal(store: Store) -> None:
    many = [a_stored(an_assessment(FRAMEWORK)) for _ in range(5)]
    add(store, *many)

    with store.reading() as session:
        lines = AssessmentRepository(session).summaries(sight.EVERYTHING)

    assert [line.id for line in lines] == sorted(
        (stored.id for stored in many), reverse=True
    )


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_takes_one_query_however_long_it_is(store: Store, number: int) -> None:
    add(store, *(a_stored(EVERYTHING) for _ in range(number)))

    with counted_queries(store.engine) as queries, store.reading() as session:
        lines = AssessmentRepository(session).summaries(sight.EVERYTHING)

    assert (len(lines), len(queries)) == (number, 1)


def test_an_assessment_is_read_with_two_queries(store: Store) -> None:
    stored = a_stored(EVERYTHING)
    add(store, stored)

    with counted_queries(store.engine) as queries:
        stored_now(store, stored)

    assert len(queries) == 2


def test_the_trail_tells_who_did_what_when_newest_first(store: Store) -> None:
    stored = a_stored(EVERYTHING)
    add(store, stored)

    with store.reading() as session:
        entries = AssessmentRepository(session).history(
            stored.id, subject=None, limit=10
        )

    assert [entry.subject for entry in entries] == ["data", "law", ""]
    assert {(entry.at, entry.actor) for entry in entries} == {(NOON, ANNA)}
    assert entries[1].old is None
    assert entries[1].new == answer_to_json(FULL_ANSWER)
    assert entries[2].action is AuditAction.CREATED


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor_name = 'Nobody'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE id = -1 OR 1 = 1",
    ],
)
def test_the_audit_trail_cannot_be_changed(store: Store, statement: str) -> None:
    add(store, a_stored(an_assessment(FRAMEWORK)))

    with (
        pytest.raises(DBAPIError, match="never changed"),
        store.writing() as session,
    ):
        session.execute(text(statement))

    with store.reading() as session:
        names = session.scalars(text("SELECT actor_name FROM audit_entry")).all()
    assert names == ["Anna"]


def test_foreign_keys_are_enforced(store: Store) -> None:
    owned = a_stored(an_assessment(FRAMEWORK), owner=4711)

    with pytest.raises(IntegrityError):
        add(store, owned)


def test_the_trail_outlives_an_account(store: Store) -> None:
    gone = Stamp(Actor(4711, "gone@example.org"), NOON)
    a_team(store)
    with store.writing() as session:
        AssessmentRepository(session).add(
            a_stored(an_assessment(FRAMEWORK)), gone, action=AuditAction.CREATED
        )

    with store.reading() as session:
        assert session.scalars(text("SELECT actor_id FROM audit_entry")).all() == [4711]


def test_the_file_of_an_edition_is_kept_once(store: Store) -> None:
    edition = EditionKey("f", "1", "0" * 64)
    with store.writing() as session:
        AssessmentRepository(session).keep_edition(edition, None)
    with store.writing() as session:
        AssessmentRepository(session).keep_edition(edition, "key: f")
    with store.writing() as session:
        AssessmentRepository(session).keep_edition(edition, "something else")

    with store.reading() as session:
        assert AssessmentRepository(session).edition_text(edition) == "key: f"
