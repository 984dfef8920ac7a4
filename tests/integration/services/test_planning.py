"""Changing the step-up plan and targets, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from assessment.domain.answers import Clearance, PlanItem, PlanStatus
from assessment.domain.people.may import State
from assessment.domain.plan.changing import Aim
from assessment.domain.records import AuditAction, Stamp, StepUpPlan, StoredAssessment
from assessment.errors import (
    InvalidAnswerError,
    NotAllowedError,
)
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import history, load_assessment
from assessment.services.planning.changing import (
    PlanItemConflictError,
    TargetConflictError,
    change_item,
    record_plan,
    remove_item,
    set_target,
    take_over,
)
from assessment.storage.engine import Store, open_store
from assessment.storage.tables import ASSESSMENTS
from tests.builders import a_framework, an_answer, an_assessment
from tests.databases import ANNA, BEN, NOON, STAMP
from tests.teams import a_team

FRAMEWORK = a_framework()
LATER = Stamp(BEN, NOON + timedelta(minutes=5))
LAST = Stamp(ANNA, NOON + timedelta(minutes=9))
ITEM = PlanItem("law", "c2")
WRITTEN = replace(
    ITEM,
    owner="Ministry of Justice",
    due=date(2027, 3, 31),
    wording="Adopt the decree.",
)


@pytest.fixture
def stored(store: Store) -> StoredAssessment:
    assessment = an_assessment(FRAMEWORK, {"law": an_answer("c1"), "data": an_answer()})
    made = create_assessment(
        store, FRAMEWORK, assessment, stamp=STAMP, team=a_team(store)
    )
    return take_over(store, FRAMEWORK, made.id, [("law", "c2")], stamp=STAMP)


def change(store, stored, item, *, seen, stamp=LATER):
    return change_item(store, FRAMEWORK, stored.id, item, seen=seen, stamp=stamp)


def publish(store, stored):
    with store.writing() as session:
        session.execute(
            update(ASSESSMENTS)
            .where(ASSESSMENTS.c.id == stored.id)
            .values(
                state=State.PUBLISHED.value,
                clearance={"name": "A", "function": "B", "on": "2026-05-04"},
                revision=ASSESSMENTS.c.revision + 1,
            )
        )


def test_everything_of_an_item_is_kept(store, stored):
    item = replace(WRITTEN, status=PlanStatus.DECLINED, note="No money.")

    change(store, stored, item, seen=ITEM)

    fresh = open_store(store.engine.url)
    try:
        assert load_assessment(fresh, stored.id).assessment.plan == (item,)
    finally:
        fresh.close()


def test_taking_over_again_leaves_what_is_written_and_no_trail(store, stored):
    change(store, stored, WRITTEN, seen=ITEM)
    before = history(store, stored.id)

    after = take_over(store, FRAMEWORK, stored.id, [("law", "c2")], stamp=LAST)

    assert after.assessment.plan == (WRITTEN,)
    assert history(store, stored.id) == before


def test_two_people_change_two_items_without_a_conflict(store, stored):
    take_over(store, FRAMEWORK, stored.id, [("data", "c1")], stamp=LATER)
    change(
        store,
        stored,
        replace(PlanItem("data", "c1"), owner="Health"),
        seen=PlanItem("data", "c1"),
    )

    after = change(store, stored, WRITTEN, seen=ITEM, stamp=LAST)

    assert [item.owner for item in after.assessment.plan] == [
        "Ministry of Justice",
        "Health",
    ]


def test_two_people_change_one_item_and_the_second_is_shown_the_first(store, stored):
    change(store, stored, WRITTEN, seen=ITEM)

    with pytest.raises(PlanItemConflictError) as conflict:
        change(store, stored, replace(ITEM, owner="Parliament"), seen=ITEM, stamp=LAST)

    assert conflict.value.item == WRITTEN
    assert load_assessment(store, stored.id).assessment.plan == (WRITTEN,)


def test_sending_the_same_twice_is_no_conflict(store, stored):
    change(store, stored, WRITTEN, seen=ITEM)

    assert change(store, stored, WRITTEN, seen=ITEM).assessment.plan == (WRITTEN,)


def test_what_somebody_changed_is_not_taken_out_unseen(store, stored):
    change(store, stored, WRITTEN, seen=ITEM)
    key = ("law", "c2")

    with pytest.raises(PlanItemConflictError):
        remove_item(store, FRAMEWORK, stored.id, key, seen=ITEM, stamp=LAST)

    after = remove_item(store, FRAMEWORK, stored.id, key, seen=WRITTEN, stamp=LAST)
    assert after.assessment.plan == ()


def test_an_item_that_was_taken_out_is_a_conflict_for_who_changes_it(store, stored):
    remove_item(store, FRAMEWORK, stored.id, ("law", "c2"), seen=ITEM, stamp=LATER)

    with pytest.raises(PlanItemConflictError) as conflict:
        change(store, stored, WRITTEN, seen=ITEM, stamp=LAST)

    assert conflict.value.item is None


def test_a_declined_item_without_reason_is_refused(store, stored):
    with pytest.raises(InvalidAnswerError):
        change(store, stored, replace(ITEM, status=PlanStatus.DECLINED), seen=ITEM)

    assert load_assessment(store, stored.id).assessment.plan == (ITEM,)


def test_a_target_is_kept_with_its_reason_and_the_trail(store, stored):
    after = set_target(
        store,
        FRAMEWORK,
        stored.id,
        Aim("law", 4, "A promise."),
        seen=Aim("law"),
        stamp=LATER,
    )

    assert (after.assessment.targets, after.assessment.target_reasons) == (
        {"law": 4},
        {"law": "A promise."},
    )
    entry = history(store, stored.id)[0]
    assert entry.action is AuditAction.PLAN
    assert entry.old["target_reasons"] == {}
    assert entry.new["target_reasons"] == {"law": "A promise."}


def test_two_people_set_one_target(store, stored):
    seen = Aim("law")
    set_target(
        store, FRAMEWORK, stored.id, Aim("law", 4, "Yes."), seen=seen, stamp=LATER
    )

    with pytest.raises(TargetConflictError) as conflict:
        set_target(
            store, FRAMEWORK, stored.id, Aim("law", 2, "No."), seen=seen, stamp=LAST
        )

    assert conflict.value.aim == Aim("law", 4, "Yes.")


def test_a_published_plan_may_be_followed_up_and_nothing_else(store, stored):
    change(store, stored, WRITTEN, seen=ITEM)
    publish(store, stored)
    moved_on = replace(WRITTEN, status=PlanStatus.DONE, note="In force since May.")

    after = change(store, stored, moved_on, seen=WRITTEN, stamp=LAST)

    assert after.assessment.plan == (moved_on,)
    assert after.assessment.clearance == Clearance("A", "B", date(2026, 5, 4))
    with pytest.raises(NotAllowedError):
        change(store, stored, replace(moved_on, wording="Other"), seen=moved_on)
    with pytest.raises(NotAllowedError):
        take_over(store, FRAMEWORK, stored.id, [("data", "c1")], stamp=LAST)
    with pytest.raises(NotAllowedError):
        set_target(
            store, FRAMEWORK, stored.id, Aim("law", 4, ""), seen=Aim("law"), stamp=LAST
        )


@pytest.mark.parametrize(
    "state", [s for s in State if s not in {State.DRAFT, State.PUBLISHED}]
)
def test_in_every_other_state_the_plan_stands(store, stored, state):
    with store.writing() as session:
        session.execute(update(ASSESSMENTS).values(state=state.value))

    with pytest.raises(NotAllowedError):
        change(store, stored, WRITTEN, seen=ITEM)


def test_a_plan_from_before_there_were_wordings_is_equal_to_itself(store, stored):
    with store.writing() as session:
        old = {
            "indicator": "law",
            "criterion": "c2",
            "owner": "",
            "due": None,
            "status": "planned",
            "note": "",
        }
        session.execute(update(ASSESSMENTS).values(plan=[old]))
    entries = len(history(store, stored.id))

    record_plan(
        store, FRAMEWORK, stored.id, StepUpPlan({}, (ITEM,)), seen=1, stamp=LATER
    )

    assert len(history(store, stored.id)) == entries
