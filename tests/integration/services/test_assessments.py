"""The use cases around one assessment, on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from assessment.domain.answers import Clearance, PlanItem
from assessment.domain.people.sight import EVERYTHING
from assessment.domain.records import (
    AuditAction,
    PageKey,
    Stamp,
    StepUpPlan,
    StoredAssessment,
)
from assessment.errors import (
    AssessmentNotFoundError,
    EditionMismatchError,
    InvalidAnswerError,
)
from assessment.framework_file import load_framework
from assessment.services.assessments.editions import (
    edition_of,
    keep_edition,
    load_edition,
)
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import (
    history,
    list_assessments,
    load_assessment,
)
from assessment.services.assessments.recording import (
    record_answer,
    record_profile,
)
from assessment.services.planning.changing import record_plan
from assessment.storage.engine import Store, open_store
from tests.builders import (
    a_condition,
    a_criterion,
    a_framework,
    a_ladder,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)
from tests.databases import BEN, NOON, STAMP, counted_queries
from tests.teams import a_team

SEA = an_indicator("sea", when=(a_condition("coast", "yes"),))
PORTS = an_indicator(
    "ports",
    ladder=a_ladder("c1", [a_criterion("c2", when=(a_condition("coast", "yes"),))]),
)
FRAMEWORK = a_framework(an_indicator("law"), an_indicator("data"), SEA, PORTS)
LATER = Stamp(BEN, NOON + timedelta(minutes=5))
CLEARANCE = Clearance("A. Person", "Head of unit", date(2026, 5, 4))
VALID = Path(__file__).resolve().parents[2] / "data" / "frameworks"


@pytest.fixture
def stored(store: Store) -> StoredAssessment:
    assessment = an_assessment(FRAMEWORK, {"law": 2})
    return create_assessment(
        store, FRAMEWORK, assessment, stamp=STAMP, team=a_team(store)
    )


def past_the_cache(store: Store, stored: StoredAssessment) -> StoredAssessment:
    fresh = open_store(store.engine.url)
    try:
        return load_assessment(fresh, stored.id)
    finally:
        fresh.close()


def test_a_new_assessment_is_returned_as_it_is_stored(
    store: Store, stored: StoredAssessment
) -> None:
    assert past_the_cache(store, stored) == stored
    assert stored.assessment == an_assessment(FRAMEWORK, {"law": 2})
    assert (stored.revision, stored.version_of("law"), stored.version_of("data")) == (
        1,
        1,
        0,
    )
    assert [line.id for line in list_assessments(store, EVERYTHING)] == [stored.id]


def test_an_answer_is_kept_with_who_and_when(
    store: Store, stored: StoredAssessment
) -> None:
    page = PageKey(stored.id, "data")

    after = record_answer(
        store, FRAMEWORK, page, we_do_not_know(note="Ask."), seen=0, stamp=LATER
    )

    assert after == past_the_cache(store, stored)
    assert after.assessment.answers["data"] == we_do_not_know(note="Ask.")
    assert (after.pages["data"].saved_by, after.pages["data"].saved_at) == (
        "Ben",
        LATER.at,
    )
    assert (after.revision, after.updated_at) == (2, LATER.at)


def test_an_emptied_page_is_unanswered_and_its_answer_stays_in_the_trail(
    store: Store, stored: StoredAssessment
) -> None:
    page = PageKey(stored.id, "law")

    after = record_answer(store, FRAMEWORK, page, None, seen=1, stamp=LATER)

    assert after == past_the_cache(store, stored)
    assert "law" not in after.assessment.answers
    assert after.version_of("law") == 2
    last = history(store, stored.id, indicator_key="law")[0]
    assert (last.actor, last.new) == (BEN, None)
    assert isinstance(last.old, dict)
    assert last.old["met"] == ["c1", "c2"]


def test_what_is_saved_equals_what_is_read_again_with_and_without_cache(
    store: Store, stored: StoredAssessment
) -> None:
    load_assessment(store, stored.id)  # from here on, saves build upon the cache
    page = PageKey(stored.id, "data")

    for seen, answer in enumerate((an_answer("c1"), None, an_answer("c1", "c2"))):
        after = record_answer(store, FRAMEWORK, page, answer, seen=seen, stamp=LATER)
        assert after == load_assessment(store, stored.id)
        assert after == past_the_cache(store, stored)


def test_what_another_process_saved_is_seen_at_once(
    store: Store, stored: StoredAssessment
) -> None:
    load_assessment(store, stored.id)
    other = open_store(store.engine.url)
    page = PageKey(stored.id, "data")

    theirs = record_answer(other, FRAMEWORK, page, an_answer("c1"), seen=0, stamp=LATER)
    ours = record_answer(
        store, FRAMEWORK, PageKey(stored.id, "law"), None, seen=1, stamp=LATER
    )

    other.close()
    assert ours.assessment.answers == theirs.assessment.with_answer("law", None).answers
    assert load_assessment(store, stored.id) == past_the_cache(store, stored)


def test_an_assessment_read_before_costs_one_cheap_query(
    store: Store, stored: StoredAssessment
) -> None:
    load_assessment(store, stored.id)

    with counted_queries(store.engine) as queries:
        load_assessment(store, stored.id)

    assert len(queries) == 1
    assert "answer" not in queries[0]


def test_saving_takes_as_many_queries_for_one_answer_as_for_many(
    store: Store, stored: StoredAssessment
) -> None:
    load_assessment(store, stored.id)
    page = PageKey(stored.id, "law")

    with counted_queries(store.engine) as queries:
        record_answer(store, FRAMEWORK, page, an_answer("c1"), seen=1, stamp=LATER)

    assert len(queries) == 8  # the last four are the trail: head, link, entry, head


@pytest.mark.parametrize(
    ("key", "answer"),
    [("law", an_answer("c9")), ("data", an_answer(grade="Z"))],
)
def test_an_answer_that_does_not_belong_is_refused_and_not_stored(
    store: Store, stored: StoredAssessment, key: str, answer: object
) -> None:
    page, seen = PageKey(stored.id, key), stored.version_of(key)

    with pytest.raises(InvalidAnswerError) as caught:
        record_answer(store, FRAMEWORK, page, answer, seen=seen, stamp=LATER)  # type: ignore[arg-type]

    assert len(caught.value.problems) == 1
    assert past_the_cache(store, stored) == stored


def test_what_is_not_there_is_not_found(store: Store, stored: StoredAssessment) -> None:
    answer = an_answer()
    with pytest.raises(AssessmentNotFoundError):
        load_assessment(store, uuid4())
    with pytest.raises(AssessmentNotFoundError):
        history(store, uuid4())
    for page in (PageKey(stored.id, "moon"), PageKey(uuid4(), "law")):
        with pytest.raises(AssessmentNotFoundError):
            record_answer(store, FRAMEWORK, page, answer, seen=0, stamp=LATER)


def test_an_answer_to_another_edition_is_refused(
    store: Store, stored: StoredAssessment
) -> None:
    newer = a_framework(*FRAMEWORK.indicators, edition="2.0")

    with pytest.raises(EditionMismatchError):
        record_answer(
            store, newer, PageKey(stored.id, "law"), None, seen=1, stamp=LATER
        )
    with pytest.raises(EditionMismatchError):
        create_assessment(
            store, newer, stored.assessment, stamp=LATER, team=a_team(store)
        )


def test_an_assessment_with_a_problem_is_not_created(store: Store) -> None:
    bad = an_assessment(FRAMEWORK, {"law": an_answer("c9"), "data": 1})

    with pytest.raises(InvalidAnswerError):
        create_assessment(store, FRAMEWORK, bad, stamp=STAMP, team=a_team(store))

    assert list_assessments(store, EVERYTHING) == ()


def test_an_alternative_assessment_stands_beside_one_that_exists(
    store: Store, stored: StoredAssessment
) -> None:
    assessment = an_assessment(FRAMEWORK, kind="alternative")

    beside = create_assessment(
        store,
        FRAMEWORK,
        assessment,
        stamp=LATER,
        team=a_team(store),
        alternative_of=stored.id,
    )

    assert past_the_cache(store, beside).alternative_of == stored.id
    with pytest.raises(AssessmentNotFoundError):
        create_assessment(
            store,
            FRAMEWORK,
            assessment,
            stamp=LATER,
            team=a_team(store),
            alternative_of=uuid4(),
        )


def test_a_profile_tells_what_it_closes_and_keeps_the_answers(store: Store) -> None:
    stored = create_assessment(
        store,
        FRAMEWORK,
        an_assessment(FRAMEWORK, {"sea": 1, "law": 1}),
        stamp=STAMP,
        team=a_team(store),
    )

    change = record_profile(
        store, FRAMEWORK, stored.id, {"coast": ("no",)}, seen=0, stamp=LATER
    )

    assert (change.opened, change.reopened) == ((), ())
    assert (change.closed, change.set_aside) == (("sea", "ports"), ("sea",))
    assert change.stored == past_the_cache(store, stored)
    assert change.stored.assessment.answers == stored.assessment.answers
    assert change.stored.profile_version == 1


def test_a_profile_tells_what_it_opens_again(store: Store) -> None:
    stored = create_assessment(
        store,
        FRAMEWORK,
        an_assessment(FRAMEWORK, {"ports": 1}, profile={"coast": ("no",)}),
        stamp=STAMP,
        team=a_team(store),
    )

    change = record_profile(
        store, FRAMEWORK, stored.id, {"coast": ("yes",)}, seen=1, stamp=LATER
    )

    assert change.opened == ("sea", "ports")
    assert change.reopened == ("ports",)
    entry = history(store, stored.id)[0]
    assert (entry.action, entry.old, entry.new) == (
        AuditAction.PROFILE,
        {"coast": ["no"]},
        {"coast": ["yes"]},
    )


def test_an_empty_profile_counts_as_filled_in_once_it_is_saved(
    store: Store, stored: StoredAssessment
) -> None:
    first = record_profile(store, FRAMEWORK, stored.id, {}, seen=0, stamp=LATER)
    again = record_profile(store, FRAMEWORK, stored.id, {}, seen=0, stamp=LATER)

    assert first.stored.profile_version == again.stored.profile_version == 1


def test_a_profile_with_a_problem_is_refused(
    store: Store, stored: StoredAssessment
) -> None:
    with pytest.raises(InvalidAnswerError):
        record_profile(
            store, FRAMEWORK, stored.id, {"coast": ("maybe",)}, seen=0, stamp=LATER
        )


def test_targets_and_plan_are_kept_with_the_trail(
    store: Store, stored: StoredAssessment
) -> None:
    plan = StepUpPlan({"law": 4}, (PlanItem("law", "c3", due=date(2027, 1, 1)),))

    after = record_plan(store, FRAMEWORK, stored.id, plan, seen=0, stamp=LATER)

    assert after == past_the_cache(store, stored)
    assert (after.assessment.targets, after.assessment.plan) == (
        {"law": 4},
        plan.items,
    )
    assert history(store, stored.id)[0].action is AuditAction.PLAN


def test_a_plan_with_a_problem_is_refused(
    store: Store, stored: StoredAssessment
) -> None:
    with pytest.raises(InvalidAnswerError):
        record_plan(
            store, FRAMEWORK, stored.id, StepUpPlan({"moon": 3}), seen=0, stamp=LATER
        )


@pytest.fixture
def with_a_clearance(store: Store, stored: StoredAssessment) -> StoredAssessment:
    """Store the same as it comes in from a file that says who cleared it."""
    said = replace(stored.assessment, clearance=CLEARANCE)
    return create_assessment(store, FRAMEWORK, said, stamp=STAMP, team=a_team(store))


def test_a_clearance_from_a_file_ends_with_the_first_change(
    store: Store, with_a_clearance: StoredAssessment
) -> None:
    key = with_a_clearance.id
    assert with_a_clearance.assessment.clearance == CLEARANCE
    load_assessment(store, key)

    changed = record_answer(
        store, FRAMEWORK, PageKey(key, "law"), None, seen=1, stamp=LATER
    )

    assert changed.assessment.clearance is None
    assert changed == past_the_cache(store, with_a_clearance)
    withdrawn, answer, *_ = sorted(
        history(store, key), key=lambda entry: entry.id, reverse=True
    )
    assert {withdrawn.action, answer.action} == {
        AuditAction.CLEARANCE,
        AuditAction.ANSWER,
    }


def test_saving_the_same_again_leaves_a_clearance_alone(
    store: Store, with_a_clearance: StoredAssessment
) -> None:
    key, same = with_a_clearance.id, with_a_clearance.assessment.answers["law"]

    after = record_answer(
        store, FRAMEWORK, PageKey(key, "law"), same, seen=1, stamp=LATER
    )

    assert after.assessment.clearance == CLEARANCE


def test_the_history_of_one_page_and_its_length_can_be_asked(
    store: Store, stored: StoredAssessment
) -> None:
    page = PageKey(stored.id, "data")
    for seen in range(4):
        answer = an_answer(note=str(seen))
        record_answer(store, FRAMEWORK, page, answer, seen=seen, stamp=LATER)

    assert len(history(store, stored.id, indicator_key="data")) == 4
    assert [e.new["note"] for e in history(store, stored.id, limit=2)] == ["3", "2"]  # type: ignore[index]


def test_an_old_edition_is_read_back_from_the_database(store: Store) -> None:
    file = min(VALID.glob("*.yaml"))
    framework = load_framework(file)

    keep_edition(store, framework, file.read_bytes())
    keep_edition(store, framework, file.read_bytes())

    assert load_edition(store, edition_of(framework)) == framework


def test_a_file_that_changed_meanwhile_is_not_kept_as_an_edition(store: Store) -> None:
    framework = a_framework(digest=sha256(b"before").hexdigest())

    with pytest.raises(EditionMismatchError):
        keep_edition(store, framework, b"after")


def test_an_edition_never_kept_is_said(store: Store) -> None:
    with pytest.raises(EditionMismatchError):
        load_edition(store, edition_of(FRAMEWORK))
