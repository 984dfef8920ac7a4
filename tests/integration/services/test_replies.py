"""Replies are kept beside what they answer, and never change it; on both databases."""

from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select, update

from assessment.domain.answers import AssessmentKind
from assessment.domain.people.may import Visibility
from assessment.domain.people.teams import Team, TeamKind
from assessment.domain.records import Actor, AuditAction, Stamp
from assessment.errors import (
    AssessmentNotFoundError,
    InvalidAnswerError,
    ReplyConflictError,
)
from assessment.portable import write_assessment
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import history, load_assessment
from assessment.services.history.checking import check_stored_trail
from assessment.services.replies.reading import replies_to, stored_replies
from assessment.services.replies.replying import (
    Said,
    correct_reply,
    give_reply,
    withdraw_reply,
)
from assessment.storage.assessments.trail import erase_name
from assessment.storage.engine import Store
from assessment.storage.rounds.facts import facts_in
from assessment.storage.tables import publication_table, reply_table, snapshot_table
from tests.builders import a_framework, an_answer, an_assessment, an_indicator
from tests.databases import NOON, STAMP
from tests.teams import OURS, a_team

FRAMEWORK = a_framework(an_indicator("law"), an_indicator("data"))
KNOWN = FRAMEWORK.indicators_by_key
NATIONAL = Team(UUID(int=0x60), "Team 0060", TeamKind.GOVERNMENT, "XS")
MARA = Stamp(Actor(7, "Mara Idris"), NOON)
LATER = Stamp(Actor(8, "Jonas Bell"), NOON + timedelta(days=3))
CODE = "TEST-TEST-TESTX"


def said(text: str = "We see it otherwise.", indicator: str = "") -> Said:
    return Said(indicator, text, "National rapporteur", NATIONAL)


@pytest.fixture
def snapshot(store: Store) -> UUID:
    """Return a snapshot of an alternative assessment, and a team that may reply."""
    a_team(store)
    a_team(store, NATIONAL.id, TeamKind.GOVERNMENT, "XS")
    given = an_assessment(
        FRAMEWORK,
        {"law": an_answer("c1")},
        code="XS",
        kind=AssessmentKind.ALTERNATIVE,
    )
    stored = create_assessment(store, FRAMEWORK, given, stamp=STAMP, team=OURS)
    text = write_assessment(given, FRAMEWORK)
    made = uuid4()
    values = {
        "id": made,
        "assessment_id": stored.id,
        "digest": sha256(text.encode()).hexdigest(),
        "code": CODE,
        "text": text,
        "made_at": NOON,
        "cleared_by": "Leila Haddad",
        "cleared_function": "Director",
        "cleared_on": NOON.date(),
        **facts_in(text),
    }
    with store.writing() as session:
        session.execute(insert(snapshot_table).values(values))
        session.execute(
            insert(publication_table).values(
                snapshot_id=made,
                assessment_id=stored.id,
                visibility=Visibility.ALL.value,
                published_at=NOON,
                reason="",
            )
        )
    return made


def answered(store: Store, snapshot: UUID) -> UUID:
    with store.reading() as session:
        query = select(snapshot_table.c.assessment_id).where(
            snapshot_table.c.id == snapshot
        )
        return session.execute(query).scalar_one()


def test_a_reply_is_signed_with_team_and_function_and_nobodys_name(
    store: Store, snapshot: UUID
) -> None:
    give_reply(store, snapshot, said(), KNOWN, stamp=MARA)
    give_reply(store, snapshot, said("Not so.", "law"), KNOWN, stamp=MARA)

    replies = replies_to(store, snapshot, CODE, FRAMEWORK)

    assert [(r.indicator, r.text) for r in replies.said] == [
        ("", "We see it otherwise."),
        ("law", "Not so."),
    ]
    whole = replies.said[0]
    assert (whole.team, whole.function) == ("Team 0060", "National rapporteur")
    assert whole.on == NOON.date()
    assert "Mara" not in repr(replies)


@pytest.mark.parametrize(
    "meanwhile",
    [
        {"withdrawn_at": NOON},
        {"superseded_at": NOON},
        {"visibility": Visibility.NOTHING.value},
    ],
)
def test_what_was_withdrawn_after_the_page_was_drawn_takes_no_reply(
    store: Store, snapshot: UUID, meanwhile: dict[str, object]
) -> None:
    first = give_reply(store, snapshot, said(), KNOWN, stamp=MARA)
    with store.writing() as session:
        session.execute(update(publication_table).values(**meanwhile))

    with pytest.raises(AssessmentNotFoundError):
        give_reply(store, snapshot, said("Not so.", "law"), KNOWN, stamp=LATER)
    with pytest.raises(AssessmentNotFoundError):
        correct_reply(store, snapshot, first, said("So."), KNOWN, stamp=LATER)
    with pytest.raises(AssessmentNotFoundError):
        withdraw_reply(store, snapshot, first, NATIONAL, "Why not.", stamp=LATER)
    assert len(stored_replies(store, [snapshot])[snapshot]) == 1


def test_a_reply_alters_nothing_of_what_it_answers(
    store: Store, snapshot: UUID
) -> None:
    assessment = answered(store, snapshot)
    columns = select(snapshot_table).where(snapshot_table.c.id == snapshot)
    with store.reading() as session:
        before = session.execute(columns).one()
    stored = load_assessment(store, assessment)

    first = give_reply(store, snapshot, said(indicator="law"), KNOWN, stamp=MARA)
    second = correct_reply(
        store, snapshot, first, said("Better.", "law"), KNOWN, stamp=LATER
    )
    withdraw_reply(store, snapshot, second, NATIONAL, "An error.", stamp=LATER)

    with store.reading() as session:
        after = session.execute(columns).one()
    assert after == before
    assert sha256(after.text.encode()).hexdigest() == after.digest
    assert load_assessment(store, assessment) == stored


def test_a_correction_says_so_and_keeps_what_was_said_before(
    store: Store, snapshot: UUID
) -> None:
    first = give_reply(store, snapshot, said("Wrong figure."), KNOWN, stamp=MARA)
    correct_reply(store, snapshot, first, said("Right figure."), KNOWN, stamp=LATER)

    (kept,) = stored_replies(store, [snapshot])[snapshot]

    assert kept.reply.text == "Right figure."
    assert kept.reply.first_on == NOON.date()
    assert kept.reply.on == LATER.at.date()
    assert [(r.text, r.on) for r in kept.earlier] == [("Wrong figure.", NOON.date())]


def test_what_is_withdrawn_leaves_its_date_and_its_reason(
    store: Store, snapshot: UUID
) -> None:
    first = give_reply(store, snapshot, said("Too soon."), KNOWN, stamp=MARA)
    second = correct_reply(store, snapshot, first, said("Still."), KNOWN, stamp=MARA)
    withdraw_reply(store, snapshot, second, NATIONAL, " Overtaken. ", stamp=LATER)
    give_reply(store, snapshot, said("Once more."), KNOWN, stamp=LATER)

    gone, new = replies_to(store, snapshot, CODE, FRAMEWORK).said

    assert gone.text == ""
    assert gone.withdrawn_on == LATER.at.date()
    assert gone.why_withdrawn == "Overtaken."
    assert new.text == "Once more."
    (kept, _) = stored_replies(store, [snapshot])[snapshot]
    assert kept.earlier == ()


def test_one_reply_to_one_thing_stands_at_a_time(store: Store, snapshot: UUID) -> None:
    first = give_reply(store, snapshot, said(), KNOWN, stamp=MARA)
    with pytest.raises(ReplyConflictError):
        give_reply(store, snapshot, said("Again."), KNOWN, stamp=LATER)
    correct_reply(store, snapshot, first, said("Better."), KNOWN, stamp=MARA)

    with pytest.raises(ReplyConflictError):
        correct_reply(store, snapshot, first, said("Other."), KNOWN, stamp=LATER)
    with pytest.raises(ReplyConflictError):
        withdraw_reply(store, snapshot, first, NATIONAL, "Why.", stamp=LATER)

    (kept,) = stored_replies(store, [snapshot])[snapshot]
    assert kept.reply.text == "Better."


def test_another_team_neither_corrects_nor_withdraws_it(
    store: Store, snapshot: UUID
) -> None:
    first = give_reply(store, snapshot, said(), KNOWN, stamp=MARA)
    a_team(store, UUID(int=0x61), TeamKind.GOVERNMENT, "XS")
    other = Team(UUID(int=0x61), "Team 0061", TeamKind.GOVERNMENT, "XS")

    with pytest.raises(ReplyConflictError):
        withdraw_reply(store, snapshot, first, other, "Why.", stamp=LATER)
    theirs = Said("", "Ours.", "Minister", other)
    with pytest.raises(ReplyConflictError):
        correct_reply(store, snapshot, first, theirs, KNOWN, stamp=LATER)


def test_the_trail_of_what_is_answered_tells_of_it_in_the_name_of_the_team(
    store: Store, snapshot: UUID
) -> None:
    first = give_reply(store, snapshot, said("One.", "law"), KNOWN, stamp=MARA)
    second = correct_reply(
        store, snapshot, first, said("Two.", "law"), KNOWN, stamp=LATER
    )
    withdraw_reply(store, snapshot, second, NATIONAL, "An error.", stamp=LATER)

    entries = history(store, answered(store, snapshot), indicator_key="law")[:3]

    assert [entry.action for entry in entries] == [
        AuditAction.REPLY_WITHDRAWN,
        AuditAction.REPLY_CORRECTED,
        AuditAction.REPLIED,
    ]
    assert {entry.actor.name for entry in entries} == {"Team 0060"}
    assert entries[0].new == {"reason": "An error."}
    assert entries[1].old["text"] == "One."
    assert check_stored_trail(store).fault is None


def test_a_reply_outlives_the_account_of_whoever_wrote_it(
    store: Store, snapshot: UUID
) -> None:
    give_reply(store, snapshot, said(), KNOWN, stamp=MARA)

    with store.writing() as session:
        erase_name(session, 7, STAMP)

    (kept,) = stored_replies(store, [snapshot])[snapshot]
    assert kept.author == Actor(7, "")
    assert kept.reply.text == "We see it otherwise."
    with store.reading() as session:
        assert "Mara" not in repr(session.execute(select(reply_table)).all())


@pytest.mark.parametrize(
    ("reply", "path"),
    [
        (said(" "), "text"),
        (said("Text.", "nowhere"), "indicator"),
        (Said("", "Text.", "", NATIONAL), "function"),
    ],
)
def test_nothing_of_a_wrong_reply_is_kept(
    store: Store, snapshot: UUID, reply: Said, path: str
) -> None:
    with pytest.raises(InvalidAnswerError) as caught:
        give_reply(store, snapshot, reply, KNOWN, stamp=MARA)

    assert [problem.path for problem in caught.value.problems] == [path]
    assert stored_replies(store, [snapshot]) == {}


def test_nothing_is_replied_to_what_is_not_there(store: Store, snapshot: UUID) -> None:
    with pytest.raises(AssessmentNotFoundError):
        give_reply(store, uuid4(), said(), KNOWN, stamp=MARA)
