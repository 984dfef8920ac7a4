"""A new round starts from the last one, and each answer waits until it is looked at."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select

from assessment.domain.answers import Assessment, Clearance, PlanItem
from assessment.domain.people.asks import AskKind, Assignment
from assessment.domain.records import (
    Actor,
    AuditAction,
    PageConflictError,
    PageKey,
    Shelf,
    Stamp,
    StoredAssessment,
)
from assessment.domain.rounds.carrying import unconfirmed
from assessment.errors import (
    AssessmentNotFoundError,
    EditConflictError,
    InvalidAnswerError,
)
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.managing import move_assessment
from assessment.services.assessments.reading import history, load_assessment
from assessment.services.assessments.recording import record_answer
from assessment.services.delegation.asks import asks_of, keep_assignment
from assessment.services.people.teams import list_members
from assessment.services.rounds.carrying import RoundStart, next_round, start_round
from assessment.services.rounds.confirming import confirm_answer
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.storage.engine import Store, open_store
from assessment.storage.tables.rounds import evidence_file_table
from tests.builders import (
    a_condition,
    a_framework,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)
from tests.databases import BEN, NOON, STAMP
from tests.teams import in_our_team

FRAMEWORK = a_framework(
    an_indicator("law"),
    an_indicator("data"),
    an_indicator("sea", when=(a_condition("coast", "yes"),)),
)
YEAR_LATER = Stamp(BEN, NOON + timedelta(days=365))
PLAN = (PlanItem("law", "c2", "A ministry", date(2027, 1, 31), note="As promised."),)


def a_round(store: Store) -> StoredAssessment:
    whole: Assessment = replace(
        an_assessment(FRAMEWORK, {"law": 1, "data": we_do_not_know()}),
        profile={"coast": ("no",)},
        targets={"law": 4},
        plan=PLAN,
        clearance=Clearance("A. Person", "Head of unit", date(2026, 5, 4)),
        period="2026",
    )
    team = in_our_team(store)
    return create_assessment(store, FRAMEWORK, whole, stamp=STAMP, team=team)


def next_year(
    store: Store, before: StoredAssessment, **given: object
) -> StoredAssessment:
    period = str(int(before.assessment.period) + 1)
    start = replace(RoundStart(period), **given)
    return start_round(store, FRAMEWORK, before.id, start, stamp=YEAR_LATER)


def past_the_cache(store: Store, key: UUID) -> StoredAssessment:
    fresh = open_store(store.engine.url)
    try:
        return load_assessment(fresh, key)
    finally:
        fresh.close()


def test_everything_but_the_clearance_is_carried_over(store: Store) -> None:
    before = a_round(store)

    after = next_year(store, before)

    assert after.previous == before.id
    assert after.assessment == replace(before.assessment, period="2027", clearance=None)
    assert load_assessment(store, before.id) == before, "the last round is as it was"
    assert next_round(store, before.id) == after.id


def test_each_answer_waits_and_keeps_who_gave_it(store: Store) -> None:
    before = a_round(store)

    after = next_year(store, before)

    law = after.pages["law"]
    assert (law.carried, law.to_confirm, law.version) == (1, True, 1)
    assert (law.saved_at, law.saved_by) == (NOON, "Anna")
    assert unconfirmed(FRAMEWORK, after) == ("law", "data")


def test_what_is_not_asked_of_the_country_waits_for_nobody(store: Store) -> None:
    whole = replace(
        an_assessment(FRAMEWORK, {"sea": 1}), profile={"coast": ("no",)}, period="2026"
    )
    team = in_our_team(store)
    before = create_assessment(store, FRAMEWORK, whole, stamp=STAMP, team=team)

    after = next_year(store, before)

    assert after.pages["sea"].to_confirm
    assert unconfirmed(FRAMEWORK, after) == ()


def test_confirming_leaves_the_answer_and_says_who_vouches(store: Store) -> None:
    after = next_year(store, a_round(store))
    page = PageKey(after.id, "law")

    now = confirm_answer(store, FRAMEWORK, page, seen=1, stamp=YEAR_LATER)

    law = now.pages["law"]
    assert (law.to_confirm, law.carried, law.version) == (False, 1, 2)
    assert (law.saved_by, law.saved_at) == ("Ben", YEAR_LATER.at)
    assert now.assessment == after.assessment
    assert now.revision == after.revision + 1
    assert past_the_cache(store, after.id) == now
    entry = history(store, after.id, indicator_key="law")[0]
    assert (entry.action, entry.actor.name) == (AuditAction.CONFIRMED, "Ben")


def test_a_changed_answer_stands_for_no_round(store: Store) -> None:
    after = next_year(store, a_round(store))

    now = record_answer(
        store,
        FRAMEWORK,
        PageKey(after.id, "law"),
        an_answer("c1", "c2"),
        seen=1,
        stamp=YEAR_LATER,
    )

    assert (now.pages["law"].carried, now.pages["law"].to_confirm) == (0, False)
    again = past_the_cache(store, after.id).pages["law"]
    assert (again.carried, again.to_confirm) == (0, False)


def test_an_answer_unchanged_for_three_rounds_is_flagged(store: Store) -> None:
    latest = a_round(store)
    flagged = []
    for _ in range(4):
        latest = next_year(store, latest)
        page = PageKey(latest.id, "law")
        latest = confirm_answer(store, FRAMEWORK, page, seen=1, stamp=YEAR_LATER)
        flagged.append(latest.pages["law"].is_long_unchanged(3))

    assert latest.pages["law"].carried == 4
    assert flagged == [False, False, True, True]


def test_confirming_what_was_changed_meanwhile_is_refused(store: Store) -> None:
    after = next_year(store, a_round(store))
    page = PageKey(after.id, "law")
    changed = an_answer("c1", "c2", "c3")
    record_answer(store, FRAMEWORK, page, changed, seen=1, stamp=YEAR_LATER)

    with pytest.raises(PageConflictError) as caught:
        confirm_answer(store, FRAMEWORK, page, seen=1, stamp=STAMP)

    assert caught.value.answer == changed
    actions = [e.action for e in history(store, after.id, indicator_key="law")]
    assert AuditAction.CONFIRMED not in actions


def test_an_answer_of_this_round_cannot_be_confirmed(store: Store) -> None:
    before = a_round(store)

    with pytest.raises(PageConflictError):
        confirm_answer(store, FRAMEWORK, PageKey(before.id, "law"), seen=1, stamp=STAMP)
    with pytest.raises(EditConflictError):
        confirm_answer(store, FRAMEWORK, PageKey(before.id, "sea"), seen=0, stamp=STAMP)
    with pytest.raises(AssessmentNotFoundError):
        confirm_answer(store, FRAMEWORK, PageKey(before.id, "no"), seen=0, stamp=STAMP)
    assert load_assessment(store, before.id) == before


def test_two_who_confirm_at_once_are_both_right(store: Store) -> None:
    after = next_year(store, a_round(store))
    page, barrier = PageKey(after.id, "law"), Barrier(2)

    def confirm(name: str) -> StoredAssessment:
        barrier.wait()
        stamp = Stamp(Actor(None, name), NOON)
        return confirm_answer(store, FRAMEWORK, page, seen=1, stamp=stamp)

    with ThreadPoolExecutor(2) as threads:
        both = list(threads.map(confirm, ("Anna", "Ben")))

    assert {stored.pages["law"].version for stored in both} == {2}
    actions = [e.action for e in history(store, after.id, indicator_key="law")]
    assert actions == [AuditAction.CONFIRMED, AuditAction.CARRIED]


def test_of_one_who_confirms_and_one_who_changes_one_wins(store: Store) -> None:
    after = next_year(store, a_round(store))
    page, barrier = PageKey(after.id, "law"), Barrier(2)

    def act(confirms: bool) -> object:
        barrier.wait()
        try:
            if confirms:
                return confirm_answer(store, FRAMEWORK, page, seen=1, stamp=STAMP)
            return record_answer(
                store, FRAMEWORK, page, an_answer("c1", "c2"), seen=1, stamp=STAMP
            )
        except PageConflictError as conflict:
            return conflict

    with ThreadPoolExecutor(2) as threads:
        came = list(threads.map(act, (True, False)))

    assert sum(isinstance(each, PageConflictError) for each in came) == 1
    assert load_assessment(store, after.id).pages["law"].version == 2


def test_files_that_back_answers_come_along(store: Store) -> None:
    before = a_round(store)
    row = {
        "assessment_id": before.id,
        "digest": "d" * 64,
        "name": "law.pdf",
        "media_type": "application/pdf",
        "size": 12,
        "added_at": NOON,
        "added_by": "Anna",
    }
    with store.writing() as session:
        session.execute(insert(evidence_file_table), [row])

    after = next_year(store, before)

    with store.reading() as session:
        rows = session.execute(select(evidence_file_table)).all()
    assert {r.assessment_id for r in rows} == {before.id, after.id}
    assert {(r.digest, r.name, r.size, r.added_by) for r in rows} == {
        ("d" * 64, "law.pdf", 12, "Anna")
    }


@pytest.mark.parametrize("repeats", [True, False])
def test_the_same_can_be_asked_of_the_same_people(store: Store, repeats: bool) -> None:
    before = a_round(store)
    members = {m.email: m for m in list_members(store, before.team)}
    contributor = members[DEMO_PEOPLE["contributor"].email]
    coordinator = members[DEMO_PEOPLE["coordinator"].email]
    asked = Assignment(
        *(uuid4(), before.id, contributor.account, AskKind.INDICATOR, "law", NOON),
        due=date(2026, 6, 1),
        note="Ask the court.",
        handed_back_at=NOON,
        hand_back_note="Done.",
    )
    keep_assignment(store, asked)
    gone = replace(asked, id=uuid4(), account=coordinator.account)
    keep_assignment(store, gone)

    after = next_year(store, before, repeats_asks=repeats)

    again = asks_of(store, contributor.account, after.id)
    assert len(again) == int(repeats)
    for ask in again:
        assert (ask.kind, ask.key, ask.note) == (
            AskKind.INDICATOR,
            "law",
            "Ask the court.",
        )
        assert (ask.due, ask.is_open, ask.hand_back_note) == (None, True, "")
    nobody = asks_of(store, coordinator.account, after.id)
    assert nobody == (), "who contributes no more is asked nothing"
    told = [e for e in history(store, after.id) if e.action is AuditAction.ASKED]
    assert len(told) == int(repeats)


def test_there_is_one_round_after_another(store: Store) -> None:
    before = a_round(store)
    after = next_year(store, before)

    with pytest.raises(InvalidAnswerError, match="started from this one already"):
        next_year(store, before)

    move_assessment(store, after.id, Shelf.DELETED, stamp=STAMP)
    assert next_round(store, before.id) is None
    assert next_year(store, before).previous == before.id


def test_of_two_who_start_it_at_once_one_does(store: Store) -> None:
    before, barrier = a_round(store), Barrier(2)

    def start(_: int) -> object:
        barrier.wait()
        try:
            return next_year(store, before)
        except InvalidAnswerError as error:
            return error

    with ThreadPoolExecutor(2) as threads:
        came = list(threads.map(start, range(2)))

    assert sum(isinstance(each, StoredAssessment) for each in came) == 1


@pytest.mark.parametrize("period", ["2026", "2025", "2025-2026", "soon", ""])
def test_a_round_is_about_a_later_time(store: Store, period: str) -> None:
    before = a_round(store)

    with pytest.raises(InvalidAnswerError):
        start_round(store, FRAMEWORK, before.id, RoundStart(period), stamp=STAMP)

    assert next_round(store, before.id) is None


def test_what_was_changed_since_it_was_looked_at_is_not_carried(store: Store) -> None:
    before = a_round(store)
    page = PageKey(before.id, "law")
    record_answer(store, FRAMEWORK, page, an_answer(), seen=1, stamp=STAMP)

    with pytest.raises(EditConflictError):
        next_year(store, before, seen=before.revision)

    assert next_round(store, before.id) is None
