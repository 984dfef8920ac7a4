"""Drafts go over to a new edition when the coordinator moves them, and not before."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from assessment.domain.answers import EvidenceItem, PlanItem
from assessment.domain.framework import Framework
from assessment.domain.migration.fates import Fate
from assessment.domain.people.may import State
from assessment.domain.records import (
    AuditAction,
    PageConflictError,
    PageKey,
    Shelf,
    Stamp,
    StoredAssessment,
)
from assessment.errors import (
    ArchivedError,
    EditConflictError,
    EditionMismatchError,
    NotAllowedError,
)
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.managing import move_assessment
from assessment.services.assessments.reading import history, load_assessment
from assessment.services.assessments.recording import record_answer
from assessment.services.evidence.contents import contents_in
from assessment.services.evidence.sweeping import sweep
from assessment.services.history.checking import check_stored_trail
from assessment.services.migration.moving import move
from assessment.services.migration.previewing import (
    is_other_edition,
    preview,
    previews,
)
from assessment.services.rounds.carrying import RoundStart, start_round
from assessment.services.rounds.confirming import confirm_answer
from assessment.storage.engine import Store, open_store
from assessment.storage.tables import ASSESSMENTS, evidence_file_table
from tests.builders import a_framework, an_answer, an_assessment, we_do_not_know
from tests.databases import BEN, NOON, STAMP
from tests.teams import a_team
from tests.two_editions import AFTER, ANSWERS, BEFORE, FIGURES

LATER = Stamp(BEN, NOON + timedelta(days=1))


@pytest.fixture
def draft(store: Store) -> StoredAssessment:
    whole = replace(
        an_assessment(BEFORE, ANSWERS, period="2025"),
        targets={"law": 4, "ports": 3},
        plan=(PlanItem("law", "c3"), PlanItem("ports", "c2")),
    )
    return create_assessment(store, BEFORE, whole, stamp=STAMP, team=a_team(store))


def moved(store: Store, draft: StoredAssessment) -> StoredAssessment:
    return move(store, BEFORE, AFTER, draft.id, seen=draft.revision, stamp=LATER)


def from_disk(store: Store, key: UUID) -> StoredAssessment:
    fresh = open_store(store.engine.url)
    try:
        return load_assessment(fresh, key)
    finally:
        fresh.close()


def test_the_preview_says_what_moving_does_and_stores_nothing(
    store: Store, draft: StoredAssessment
) -> None:
    seen = preview(BEFORE, AFTER, draft)

    assert load_assessment(store, draft.id) == draft
    assert seen.migration.counts == {
        Fate.KEPT: 1,
        Fate.REOPENED: 1,
        Fate.TO_CONFIRM: 1,
        Fate.GONE: 1,
        Fate.NEW: 1,
    }
    assert (seen.before.answered, seen.before.applicable) == (4, 4)
    assert (seen.after.answered, seen.after.applicable) == (2, 4)
    assert moved(store, draft).assessment == seen.migration.assessment


def test_a_moved_draft_answers_the_new_edition(
    store: Store, draft: StoredAssessment
) -> None:
    now = moved(store, draft)

    assert (now.edition.edition, now.edition.digest) == ("2026", AFTER.digest)
    assert now.revision == draft.revision + 1
    assert now == from_disk(store, draft.id)
    assert now.assessment.answers.keys() == {"law", "care"}
    assert now.pages.keys() == {"law", "data", "care"}
    assert now.pages["law"] == draft.pages["law"]
    data = now.pages["data"]
    assert data.former
    assert data.former.answer == ANSWERS["data"]
    assert data.former.edition == draft.edition
    assert (data.version, data.to_confirm) == (2, False)
    care = now.pages["care"]
    assert care.former
    assert care.former.answer.figures == FIGURES
    assert (care.version, care.to_confirm) == (2, True)
    assert now.assessment.answers["care"].figures == FIGURES[1:]
    assert now.assessment.targets == {"law": 4}
    assert now.assessment.plan == (PlanItem("law", "c3"),)
    assert (now.profile_version, now.plan_version) == (0, 2)


def test_the_trail_keeps_what_is_asked_no_more(
    store: Store, draft: StoredAssessment
) -> None:
    moved(store, draft)

    (gone, *_) = history(store, draft.id, indicator_key="ports")
    assert gone.action is AuditAction.MIGRATED
    assert (gone.old, gone.new) == (
        {**dict(gone.old), "met": ["c1"]},  # type: ignore[call-overload]
        None,
    )
    whole = next(e for e in history(store, draft.id) if e.subject == "")
    assert whole.action is AuditAction.MIGRATED
    assert [e["edition"] for e in (whole.old, whole.new)] == ["2025", "2026"]  # type: ignore[index]
    assert check_stored_trail(store).fault is None


def test_the_old_answer_stands_beside_until_somebody_answers(
    store: Store, draft: StoredAssessment
) -> None:
    moved(store, draft)
    page = PageKey(draft.id, "data")

    with pytest.raises(PageConflictError):
        record_answer(store, AFTER, page, an_answer("c1"), seen=1, stamp=LATER)
    answer = an_answer("c1", "published")
    now = record_answer(store, AFTER, page, answer, seen=2, stamp=LATER)

    assert now.pages["data"].former is None
    assert from_disk(store, draft.id).pages["data"].former is None


def test_a_file_that_only_the_old_answer_names_is_kept(
    store: Store, tmp_path: Path
) -> None:
    digest = "d" * 64
    item = EvidenceItem("The yearly table", file=digest, file_name="table.pdf")
    answers = {"data": replace(ANSWERS["data"], evidence=(item,))}
    whole = an_assessment(BEFORE, answers, period="2025")
    draft = create_assessment(store, BEFORE, whole, stamp=STAMP, team=a_team(store))
    row = {"assessment_id": draft.id, "digest": digest, "name": "table.pdf"}
    row |= {"media_type": "application/pdf", "size": 1, "added_at": NOON}
    with store.writing() as session:
        session.execute(insert(evidence_file_table), [row | {"added_by": "Anna"}])
    moved(store, draft)

    sweep(store, contents_in(tmp_path), NOON + timedelta(days=400))

    with store.reading() as session:
        assert session.scalar(select(evidence_file_table.c.digest)) == digest


def test_confirming_what_was_kept_in_part_takes_the_old_answer_away(
    store: Store, draft: StoredAssessment
) -> None:
    moved(store, draft)

    page = PageKey(draft.id, "care")
    with pytest.raises(PageConflictError):  # of who has the old page before them
        confirm_answer(store, AFTER, page, seen=1, stamp=LATER)
    now = confirm_answer(store, AFTER, page, seen=2, stamp=LATER)

    assert (now.pages["care"].to_confirm, now.pages["care"].former) == (False, None)


def test_we_do_not_know_goes_along(store: Store) -> None:
    whole = an_assessment(BEFORE, {"data": we_do_not_know()}, period="2025")
    draft = create_assessment(store, BEFORE, whole, stamp=STAMP, team=a_team(store))

    assert moved(store, draft).assessment.answers == {"data": we_do_not_know()}


def test_a_stale_preview_is_refused(store: Store, draft: StoredAssessment) -> None:
    page = PageKey(draft.id, "law")
    record_answer(store, BEFORE, page, an_answer(), seen=1, stamp=LATER)

    with pytest.raises(EditConflictError):
        moved(store, draft)

    assert load_assessment(store, draft.id).edition == draft.edition


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT}))
def test_only_drafts_are_moved(
    store: Store, draft: StoredAssessment, state: State
) -> None:
    with store.writing() as session:
        session.execute(update(ASSESSMENTS).values(state=state.value))

    with pytest.raises(NotAllowedError):
        moved(store, draft)

    assert not is_other_edition(from_disk(store, draft.id), AFTER)
    assert tuple(previews(store, AFTER)) == ()


def test_what_is_archived_is_not_moved(store: Store, draft: StoredAssessment) -> None:
    move_assessment(store, draft.id, Shelf.ARCHIVE, stamp=STAMP)

    with pytest.raises(ArchivedError):
        moved(store, draft)


def test_answers_do_not_move_to_another_framework(
    store: Store, draft: StoredAssessment
) -> None:
    other = a_framework(key="another-framework", edition="2026")

    with pytest.raises(EditionMismatchError):
        move(store, BEFORE, other, draft.id, seen=draft.revision, stamp=LATER)
    with pytest.raises(EditionMismatchError):
        move(store, AFTER, AFTER, draft.id, seen=draft.revision, stamp=LATER)
    changed = replace(BEFORE, digest="7" * 64)
    with pytest.raises(EditionMismatchError):
        move(store, changed, AFTER, draft.id, seen=draft.revision, stamp=LATER)


def test_a_draft_of_the_current_edition_is_left_alone(
    store: Store, draft: StoredAssessment
) -> None:
    assert is_other_edition(draft, AFTER)
    assert not is_other_edition(draft, BEFORE)


def start(store: Store, draft: StoredAssessment, into: Framework) -> StoredAssessment:
    return start_round(
        *(store, BEFORE, draft.id),
        RoundStart("2026", seen=draft.revision, edition=into),
        stamp=LATER,
    )


def test_a_new_round_may_answer_the_new_edition(
    store: Store, draft: StoredAssessment
) -> None:
    after = start(store, draft, AFTER)

    assert after.edition.edition == "2026"
    assert after.previous == draft.id
    assert load_assessment(store, draft.id) == draft, "the last round is as it was"
    assert after == from_disk(store, after.id)
    assert after.assessment.answers.keys() == {"law", "care"}
    law, care, data = (after.pages[key] for key in ("law", "care", "data"))
    assert (law.to_confirm, law.carried, law.former) == (True, 1, None)
    assert care.to_confirm
    assert care.former
    assert (data.to_confirm, data.carried) == (False, 0)
    assert data.former
    assert data.former.answer == ANSWERS["data"]
    assert data.former.edition == draft.edition
    assert "ports" not in after.pages


def test_an_old_answer_nobody_looked_at_goes_along_to_the_next_round(
    store: Store, draft: StoredAssessment
) -> None:
    second = start(store, draft, AFTER)

    third = start_round(store, AFTER, second.id, RoundStart("2027"), stamp=LATER)

    assert third.pages["data"].former == second.pages["data"].former
    assert "data" not in third.assessment.answers
    assert (third.pages["law"].carried, third.pages["law"].to_confirm) == (2, True)
