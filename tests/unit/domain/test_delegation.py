"""How far what was asked has come, when it is late, and who is proposed for the rest."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from assessment.domain.people.asks import AskKind, Assignment
from assessment.domain.people.delegation import (
    Proposal,
    Timing,
    Why,
    next_asked,
    progress_of_asks,
    proposals,
    timing_of,
)
from tests.builders import a_condition, a_framework, a_point, an_indicator
from tests.databases import NOON

INLAND = {"coast": ("no",)}
TODAY = date(2026, 5, 4)
HERE = UUID(int=1)
MARA, JONAS = 1, 2
FRAMEWORK = a_framework(
    an_indicator("law"),
    an_indicator("data", lead="health"),
    an_indicator("ports", lead="health", when=(a_condition(),)),
    an_indicator("care", point="care", lead="health"),
    points=(a_point("systems"), a_point("care")),
)


def an_ask(kind, key, account=JONAS, **given):
    return Assignment(uuid4(), HERE, account, AskKind(kind), key, NOON, **given)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (None, Timing.NO_DAY),
        (-1, Timing.LATE),
        (0, Timing.SOON),
        (3, Timing.SOON),
        (4, Timing.IN_TIME),
    ],
)
def test_it_is_late_the_day_after_its_day(days, expected):
    due = None if days is None else TODAY + timedelta(days=days)

    assert timing_of(an_ask("sector", "health", due=due), TODAY) is expected


def test_what_was_handed_back_is_not_late():
    back = an_ask("sector", "health", due=date(2026, 1, 1), handed_back_at=NOON)

    assert timing_of(back, TODAY) is Timing.HANDED_BACK


def test_progress_counts_what_applies_and_what_is_shared_once():
    asks = [an_ask("sector", "health"), an_ask("indicator", "care")]

    before = progress_of_asks(FRAMEWORK, INLAND, {"law"}, asks)
    after = progress_of_asks(FRAMEWORK, INLAND, {"law", "data", "care"}, asks)

    assert (before.done, before.total, before.first_open) == (0, 2, "data")
    assert (after.done, after.total, after.first_open) == (2, 2, "")
    assert after.is_complete
    assert not before.is_complete


def test_the_next_question_is_one_that_was_asked_and_is_open():
    mine = {"data", "ports", "care"}

    assert next_asked(FRAMEWORK, INLAND, {"law"}, mine, "law") == "data"
    assert next_asked(FRAMEWORK, INLAND, (), mine, "data") == "care"
    assert next_asked(FRAMEWORK, INLAND, {"care"}, mine, "data") == ""
    # What was skipped is not asked again and again.
    assert next_asked(FRAMEWORK, INLAND, (), mine, "care") == ""


def test_whom_a_sector_was_asked_of_before_is_proposed_for_it_again():
    earlier = [an_ask("sector", "health"), an_ask("sector", "health", MARA)]

    found = proposals(FRAMEWORK, INLAND, [], earlier, {MARA, JONAS})

    assert found == (
        Proposal("health", 2, JONAS, Why.ASKED_SECTOR),
        Proposal("justice", 1, None, Why.NOBODY),
    )


def test_else_the_one_of_whom_most_of_it_was_asked():
    earlier = [
        an_ask("indicator", "care", MARA),
        an_ask("point", "systems"),
        an_ask("indicator", "data"),
    ]

    found = {
        p.sector: p for p in proposals(FRAMEWORK, INLAND, [], earlier, {MARA, JONAS})
    }

    assert found["health"].account == JONAS
    assert found["health"].why is Why.ASKED_MOST
    # Who left the team is not proposed.
    left = {p.sector: p for p in proposals(FRAMEWORK, INLAND, [], earlier, {MARA})}
    assert left["health"].account == MARA
    assert left["justice"].account is None


def test_what_was_asked_of_somebody_already_is_not_left():
    here = [an_ask("sector", "justice"), an_ask("indicator", "data")]

    found = proposals(FRAMEWORK, INLAND, here, here, {JONAS})

    assert found == (Proposal("health", 1, JONAS, Why.ASKED_MOST),)
