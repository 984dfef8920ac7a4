"""The way through: handed on, cleared, published, superseded; on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from threading import Barrier
from uuid import UUID

import pytest

from assessment.domain.answers import Clearance, EvidenceItem
from assessment.domain.evidence import item_key
from assessment.domain.people.may import State, Visibility
from assessment.domain.records import (
    Actor,
    AuditAction,
    PageKey,
    Shelf,
    Stamp,
    StoredAssessment,
)
from assessment.domain.rounds.snapshot import Snapshot, verification_code
from assessment.errors import (
    InvalidAnswerError,
    NotAllowedError,
)
from assessment.services.assessments.exchange import export_assessment
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.managing import move_assessment
from assessment.services.assessments.reading import history, load_assessment
from assessment.services.assessments.recording import record_answer
from assessment.services.evidence.changing import mend_document
from assessment.services.rounds.moving import clear, hand_on, return_, take_back
from assessment.services.rounds.publishing import change_visibility, publish, withdraw
from assessment.services.rounds.reading import (
    assessment_in,
    publication_by_code,
    publication_of,
    snapshot_by_digest,
    snapshot_of,
)
from assessment.services.talk.commenting import comments_on, open_counts
from assessment.storage.assessments.editor import edit_assessment
from assessment.storage.engine import Store
from tests.builders import a_framework, an_answer, an_assessment, an_indicator
from tests.databases import ANNA, NOON, STAMP
from tests.teams import OURS, THEIRS, a_team

FRAMEWORK = a_framework(an_indicator("law"), an_indicator("data"))
ANSWERS = {"law": an_answer("c1", "c2", grade="A"), "data": an_answer("c1", note="é")}
OFFICER = Stamp(Actor(7, "Olga"), NOON + timedelta(hours=1))
LATER = Stamp(ANNA, NOON + timedelta(hours=2))


def begun(
    store: Store, period: str = "2026", answers: object = ANSWERS, team: UUID = OURS
) -> UUID:
    assessment = an_assessment(FRAMEWORK, answers, period=period)
    stored = create_assessment(
        store, FRAMEWORK, assessment, stamp=STAMP, team=a_team(store, team)
    )
    return stored.id


def cleared(store: Store, key: UUID) -> Snapshot:
    hand_on(store, FRAMEWORK, key, stamp=STAMP)
    return sign(store, key)


def sign(store: Store, key: UUID, **given: object) -> Snapshot:
    fields: dict[str, object] = {
        "name": "A. Head",
        "function": "Minister of Justice",
        "seen": load_assessment(store, key).revision,
        "stamp": OFFICER,
        **given,
    }
    return clear(store, FRAMEWORK, key, **fields)  # type: ignore[arg-type]


def published(
    store: Store, key: UUID, visibility: Visibility = Visibility.ALL
) -> Snapshot:
    snapshot = cleared(store, key)
    publish(store, FRAMEWORK, key, visibility=visibility, stamp=LATER)
    return snapshot


def state_of(store: Store, key: UUID) -> State:
    return load_assessment(store, key).state


def last_entry(store: Store, key: UUID) -> tuple[AuditAction, object, object]:
    entry = max(history(store, key), key=lambda each: each.id)
    return entry.action, entry.old, entry.new


def test_clearing_freezes_digest_code_and_file(store: Store) -> None:
    key = begun(store)

    snapshot = cleared(store, key)

    stored = load_assessment(store, key)
    assert stored.state is State.CLEARED
    assert snapshot_of(store, key) == snapshot
    assert snapshot.digest == sha256(snapshot.text.encode()).hexdigest()
    assert snapshot.code == verification_code(snapshot.digest)
    assert snapshot.text == export_assessment(store, FRAMEWORK, key)
    assert assessment_in(snapshot, FRAMEWORK) == stored.assessment
    clearance = stored.assessment.clearance
    assert clearance is not None
    assert (clearance.name, clearance.function, clearance.on) == (
        *("A. Head", "Minister of Justice"),
        OFFICER.at.date(),
    )
    assert (snapshot.cleared_by, snapshot.cleared_by_id) == ("A. Head", 7)
    assert last_entry(store, key) == (
        AuditAction.CLEARED,
        {"state": "in-review"},
        {
            "state": "cleared",
            "code": snapshot.code,
            "digest": snapshot.digest,
            "name": "A. Head",
            "function": "Minister of Justice",
        },
    )
    assert publication_of(store, key) is None
    found = publication_by_code(store, snapshot.code)
    assert found is not None
    assert (found.snapshot, found.publication) == (snapshot, None)
    assert snapshot_by_digest(store, snapshot.digest) == found
    assert publication_by_code(store, "0000-0000-00000") is None


def test_open_answers_keep_a_draft_from_being_handed_on(store: Store) -> None:
    key = begun(store, answers={"law": ANSWERS["law"]})

    with pytest.raises(InvalidAnswerError) as caught:
        hand_on(store, FRAMEWORK, key, stamp=STAMP)

    assert [problem.path for problem in caught.value.problems] == ["review"]
    assert caught.value.problems[0].values == {"count": 1}
    assert state_of(store, key) is State.DRAFT


def test_a_clearance_from_a_file_goes_when_it_is_handed_on(store: Store) -> None:
    said = Clearance("Somebody", "Somewhere", NOON.date())
    assessment = replace(an_assessment(FRAMEWORK, ANSWERS), clearance=said)
    key = create_assessment(
        store, FRAMEWORK, assessment, stamp=STAMP, team=a_team(store)
    ).id

    hand_on(store, FRAMEWORK, key, stamp=STAMP)

    assert load_assessment(store, key).assessment.clearance is None


def test_nobody_answers_what_was_handed_on(store: Store) -> None:
    key = begun(store)
    hand_on(store, FRAMEWORK, key, stamp=STAMP)

    with pytest.raises(NotAllowedError, match="in review"):
        record_answer(store, FRAMEWORK, PageKey(key, "law"), None, seen=1, stamp=LATER)


def test_whoever_answered_any_of_it_cannot_clear_it(store: Store) -> None:
    key = begun(store)
    page = PageKey(key, "data")
    record_answer(store, FRAMEWORK, page, an_answer("c2"), seen=1, stamp=OFFICER)
    hand_on(store, FRAMEWORK, key, stamp=STAMP)

    with pytest.raises(InvalidAnswerError, match="Whoever answered"):
        sign(store, key)

    assert state_of(store, key) is State.IN_REVIEW
    assert snapshot_of(store, key) is None


def test_whoever_put_documents_right_or_filled_the_profile_in_cannot_clear_it(
    store: Store,
) -> None:
    item = EvidenceItem("The law", "https://law.example/1")
    backed = {
        "law": an_answer("c1", grade="A", evidence=(item,)),
        "data": ANSWERS["data"],
    }
    mended, profiled = begun(store, answers=backed), begun(store, "2027")
    mend_document(
        *(store, FRAMEWORK, mended, item_key(item)),
        replace(item, title="The act", link="https://law.example/2"),
        seen=item,
        within=FRAMEWORK.indicators_by_key,
        stamp=OFFICER,
    )
    assert load_assessment(store, mended).pages["law"].account != OFFICER.actor.id
    with store.writing() as session:
        editor = edit_assessment(session, FRAMEWORK, profiled, OFFICER)
        editor.save_profile({}, seen=0)

    for key in (mended, profiled):
        hand_on(store, FRAMEWORK, key, stamp=STAMP)
        with pytest.raises(InvalidAnswerError, match="cannot clear"):
            sign(store, key)
        assert state_of(store, key) is State.IN_REVIEW

    take_back(store, mended, reason="Again.", stamp=LATER)
    version = load_assessment(store, mended).version_of("law")
    page = PageKey(mended, "law")
    record_answer(*(store, FRAMEWORK, page, an_answer("c1")), seen=version, stamp=LATER)
    hand_on(store, FRAMEWORK, mended, stamp=STAMP)
    sign(store, mended)  # somebody else has answered it anew


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"name": " "}, "name"),
        ({"function": ""}, "function"),
        ({"seen": 1}, "seen"),
        ({"name": "A\u202eHead"}, "clearance.name"),
    ],
)
def test_a_clearance_needs_who_signs_and_what_they_saw(
    store: Store, given: dict[str, object], path: str
) -> None:
    key = begun(store)
    hand_on(store, FRAMEWORK, key, stamp=STAMP)

    with pytest.raises(InvalidAnswerError) as caught:
        sign(store, key, **given)

    assert [problem.path for problem in caught.value.problems] == [path]
    assert state_of(store, key) is State.IN_REVIEW


def test_it_is_returned_with_reasons_that_stand_on_the_pages(store: Store) -> None:
    key = begun(store)
    first = cleared(store, key)

    return_(
        store,
        FRAMEWORK,
        key,
        reason=" The law is of 2019. ",
        remarks={"law": "Which paragraph?", "data": "  "},
        stamp=OFFICER,
    )

    stored = load_assessment(store, key)
    assert (stored.state, stored.assessment.clearance) == (State.DRAFT, None)
    (remark,) = comments_on(store, PageKey(key, "law"))
    assert (remark.text, remark.is_return, remark.is_open) == (
        *("Which paragraph?", True),
        True,
    )
    assert open_counts(store, key) == {"law": 1}
    entries = {entry.action: entry for entry in history(store, key)}
    assert entries[AuditAction.RETURNED].new == {
        "state": "draft",
        "reason": "The law is of 2019.",
        "remarks": 1,
    }
    assert snapshot_of(store, key) == first
    assert "Which paragraph?" not in export_assessment(store, FRAMEWORK, key)


@pytest.mark.parametrize(
    ("reason", "remarks", "paths"),
    [
        ("", {}, ["reason"]),
        ("Why.", {"law": "x" * 4001}, ["remark.law"]),
        ("", {"moon": "What?"}, ["reason", "reason"]),
    ],
)
def test_it_is_not_returned_without_a_reason(
    store: Store, reason: str, remarks: dict[str, str], paths: list[str]
) -> None:
    key = begun(store)
    hand_on(store, FRAMEWORK, key, stamp=STAMP)

    with pytest.raises(InvalidAnswerError) as caught:
        return_(store, FRAMEWORK, key, reason=reason, remarks=remarks, stamp=OFFICER)

    assert [problem.path for problem in caught.value.problems] == paths
    assert state_of(store, key) is State.IN_REVIEW
    assert open_counts(store, key) == {}


def test_clearing_twice_the_same_gives_two_snapshots(store: Store) -> None:
    key = begun(store)
    first = cleared(store, key)
    return_(store, FRAMEWORK, key, reason="Why.", remarks={}, stamp=OFFICER)

    second = cleared(store, key)

    assert first.code != second.code
    assert publication_by_code(store, first.code) is not None


def test_what_is_provisional_is_not_published(store: Store) -> None:
    key = begun(store)
    cleared(store, key)
    narrow = replace(FRAMEWORK, scoring=replace(FRAMEWORK.scoring, minimum_coverage=2))

    with pytest.raises(InvalidAnswerError, match="provisional"):
        publish(store, narrow, key, visibility=Visibility.ALL, stamp=LATER)

    assert state_of(store, key) is State.CLEARED


def test_publishing_says_how_much_others_see(store: Store) -> None:
    key = begun(store)
    snapshot = cleared(store, key)
    with pytest.raises(InvalidAnswerError):
        publish(store, FRAMEWORK, key, visibility=None, stamp=LATER)

    publish(store, FRAMEWORK, key, visibility=Visibility.SCORES, stamp=LATER)

    stored = load_assessment(store, key)
    assert (stored.state, stored.visibility) == (State.PUBLISHED, Visibility.SCORES)
    assert stored.is_published
    found = publication_of(store, key)
    assert found is not None
    assert found.publication is not None
    assert found.snapshot == snapshot
    assert found.publication.state is State.PUBLISHED
    assert last_entry(store, key)[2] == {
        "state": "published",
        "visibility": "scores",
        "code": snapshot.code,
    }


def test_visibility_is_changed_with_a_reason(store: Store) -> None:
    key = begun(store)
    published(store, key)
    with pytest.raises(InvalidAnswerError):
        change_visibility(
            store, key, visibility=Visibility.BANDS, reason="", stamp=LATER
        )

    change_visibility(
        store,
        key,
        visibility=Visibility.BANDS,
        reason="Notes name people.",
        stamp=LATER,
    )

    stored = load_assessment(store, key)
    assert (stored.state, stored.visibility) == (State.PUBLISHED, Visibility.BANDS)
    found = publication_of(store, key)
    assert found is not None
    assert found.publication is not None
    assert found.publication.visibility is Visibility.BANDS
    assert found.publication.reason == "Notes name people."


def test_what_is_withdrawn_is_shown_no_more(store: Store) -> None:
    key = begun(store)
    snapshot = published(store, key)

    withdraw(store, key, reason="An error.", stamp=LATER)

    assert state_of(store, key) is State.WITHDRAWN
    assert not load_assessment(store, key).is_published
    assert publication_of(store, key) is None
    found = publication_by_code(store, snapshot.code)
    assert found is not None
    assert found.publication is not None
    assert found.publication.state is State.WITHDRAWN
    assert found.publication.reason == "An error."
    with pytest.raises(NotAllowedError):
        withdraw(store, key, reason="Again.", stamp=LATER)


def test_what_is_published_is_shown_until_the_corrected_one_takes_its_place(
    store: Store,
) -> None:
    key = begun(store)
    first = published(store, key, Visibility.ALL)
    take_back(store, key, reason="A wrong date.", stamp=LATER)
    stored = load_assessment(store, key)
    assert (stored.state, stored.is_published) == (State.DRAFT, True)
    record_answer(
        store, FRAMEWORK, PageKey(key, "law"), an_answer("c1"), seen=1, stamp=LATER
    )
    shown = publication_of(store, key)
    assert shown is not None
    assert shown.snapshot == first
    with pytest.raises(NotAllowedError, match="Withdraw"):
        move_assessment(store, key, Shelf.DELETED, stamp=LATER)

    second = published(store, key, Visibility.BANDS)

    shown = publication_of(store, key)
    assert shown is not None
    assert shown.snapshot == second
    older = publication_by_code(store, first.code)
    assert older is not None
    assert older.publication is not None
    assert older.publication.state is State.SUPERSEDED
    assert older.publication.visibility is Visibility.BANDS
    assert state_of(store, key) is State.PUBLISHED


def test_while_it_is_corrected_it_can_be_withdrawn(store: Store) -> None:
    key = begun(store)
    published(store, key)
    take_back(store, key, reason="A wrong date.", stamp=LATER)
    change_visibility(
        store, key, visibility=Visibility.BANDS, reason="Less.", stamp=LATER
    )
    found = publication_of(store, key)
    assert found is not None
    assert found.publication is not None
    assert found.publication.visibility is Visibility.BANDS

    withdraw(store, key, reason="All of it.", stamp=LATER)

    assert state_of(store, key) is State.DRAFT
    assert publication_of(store, key) is None
    move_assessment(store, key, Shelf.ARCHIVE, stamp=LATER)


@pytest.mark.parametrize("first", ["2025", "2026", "2024-2025"])
def test_a_newer_round_supersedes_the_one_before(store: Store, first: str) -> None:
    old, new = begun(store, first), begun(store, "2026")
    theirs = begun(store, "2025", team=THEIRS)
    for key in (theirs, old, new):
        published(store, key)

    assert [state_of(store, key) for key in (theirs, old, new)] == [
        *(State.PUBLISHED, State.SUPERSEDED, State.PUBLISHED)
    ]
    shown = publication_of(store, old)
    assert shown is not None
    assert shown.publication is not None
    assert shown.publication.state is State.SUPERSEDED
    action, was, now = last_entry(store, old)
    assert (action, was) == (AuditAction.SUPERSEDED, {"state": "published"})
    assert now == {"state": "superseded", "since": LATER.at.isoformat()}


def test_an_older_round_published_late_is_superseded_at_once(store: Store) -> None:
    old, new = begun(store, "2025"), begun(store, "2026")
    published(store, new)

    published(store, old)

    assert state_of(store, old) is State.SUPERSEDED
    assert state_of(store, new) is State.PUBLISHED


def test_what_is_corrected_is_superseded_and_stays_a_draft(store: Store) -> None:
    old, new = begun(store, "2025"), begun(store, "2026")
    published(store, old)
    take_back(store, old, reason="A wrong date.", stamp=LATER)

    published(store, new)

    assert state_of(store, old) is State.DRAFT
    shown = publication_of(store, old)
    assert shown is not None
    assert shown.publication is not None
    assert shown.publication.state is State.SUPERSEDED
    published(store, old)
    assert state_of(store, old) is State.SUPERSEDED


Act = Callable[[], object]


def at_once(*acts: Act) -> list[object]:
    barrier = Barrier(len(acts))

    def run(act: Act) -> object:
        barrier.wait()
        try:
            return act()
        except (NotAllowedError, InvalidAnswerError) as refused:
            return refused

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_of_two_who_hand_on_at_once_one_is_told_that_it_is_done(store: Store) -> None:
    key = begun(store)

    def hand() -> None:
        hand_on(store, FRAMEWORK, key, stamp=STAMP)

    results = at_once(hand, hand)

    (refused,) = [r for r in results if r is not None]
    assert isinstance(refused, NotAllowedError)
    assert "in review" in str(refused)
    actions = [entry.action for entry in history(store, key)]
    assert actions.count(AuditAction.HANDED_ON) == 1


def test_clearing_and_returning_at_once_ends_in_one_of_both(store: Store) -> None:
    key = begun(store)
    hand_on(store, FRAMEWORK, key, stamp=STAMP)
    seen = load_assessment(store, key).revision

    results = at_once(
        lambda: sign(store, key, seen=seen),
        lambda: return_(
            store, FRAMEWORK, key, reason="Why.", remarks={}, stamp=OFFICER
        ),
    )

    # Returning is possible after clearing too; clearing is not after returning.
    state = state_of(store, key)
    assert state is State.DRAFT
    assert load_assessment(store, key).assessment.clearance is None
    if isinstance(results[0], NotAllowedError):
        assert snapshot_of(store, key) is None
    else:
        assert snapshot_of(store, key) is not None
    assert results[1] is None


def test_a_save_while_it_is_handed_on_is_in_it_or_is_refused(store: Store) -> None:
    for attempt in range(4):
        key = begun(store, period=f"20{30 + attempt}")
        page, more = PageKey(key, "law"), an_answer("c1", "c2", "c3")

        def save(page: PageKey = page, more: object = more) -> object:
            return record_answer(
                store,
                FRAMEWORK,
                page,
                more,
                seen=1,
                stamp=LATER,  # type: ignore[arg-type]
            )

        saved, handed = at_once(
            save, lambda key=key: hand_on(store, FRAMEWORK, key, stamp=STAMP)
        )

        assert handed is None
        now = load_assessment(store, key)
        assert now.state is State.IN_REVIEW
        if isinstance(saved, StoredAssessment):
            assert now.assessment.answers["law"] == more
        else:
            assert isinstance(saved, NotAllowedError)
            assert now.assessment.answers["law"] == ANSWERS["law"]


def test_two_rounds_published_at_once_leave_one_on_top(store: Store) -> None:
    old, new = begun(store, "2025"), begun(store, "2026")
    for key in (old, new):
        cleared(store, key)

    results = at_once(
        *(
            lambda key=key: publish(
                store, FRAMEWORK, key, visibility=Visibility.ALL, stamp=LATER
            )
            for key in (old, new)
        )
    )

    assert not any(isinstance(result, Exception) for result in results)
    assert state_of(store, old) is State.SUPERSEDED
    assert state_of(store, new) is State.PUBLISHED
