"""What is asked, changed, taken back and handed back, on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from uuid import UUID

import pytest

from assessment.config import Settings
from assessment.domain.people.asks import AskKind
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import Actor, AuditAction, Shelf, Stamp
from assessment.errors import ArchivedError, InvalidAskError, MailError
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.managing import move_assessment
from assessment.services.assessments.reading import history
from assessment.services.delegation import reminding
from assessment.services.delegation.asking import (
    Order,
    ask,
    change_ask,
    hand_back,
    reopen_ask,
    withdraw_ask,
)
from assessment.services.delegation.asks import asks_of
from assessment.services.delegation.reading import asked_of_account, delegation_of
from assessment.services.delegation.reminding import Postman, remind_due, remind_of
from assessment.services.history.checking import check_stored_trail
from assessment.services.people.accounts import create_account
from assessment.services.people.teams import add_member, change_member
from assessment.storage.engine import Store
from tests.builders import a_framework, an_answer, an_assessment, an_indicator
from tests.databases import NOON, counted_queries
from tests.teams import OURS, a_team

FRAMEWORK = a_framework(an_indicator("law"), an_indicator("data", lead="health"))
HEALTH, LAW = (AskKind.SECTOR, "health"), (AskKind.INDICATOR, "law")
STAMP = Stamp(Actor(None, "Mara"), NOON)
DAY = date(2026, 5, 6)


def a_person(store: Store, email: str, *roles: TeamRole) -> int:
    account = create_account(store, email, password=None, now=NOON)
    a_team(store)
    if roles:
        add_member(store, OURS, email, set(roles), stamp=STAMP)
    return account.id


@pytest.fixture
def jonas(store: Store) -> int:
    """A contributor of our team."""
    return a_person(store, "jonas@example.org", TeamRole.CONTRIBUTOR)


@pytest.fixture
def key(store: Store, jonas: int) -> UUID:
    """A draft of our team."""
    return a_draft(store)


def a_draft(store: Store, period: str = "2026") -> UUID:
    draft = replace(
        an_assessment(FRAMEWORK, {"data": an_answer("c1")}, code="XS"), period=period
    )
    return create_assessment(store, FRAMEWORK, draft, stamp=STAMP, team=OURS).id


def asked(store: Store, key: UUID, account: int, *parts, **given):
    order = Order(account, parts or (HEALTH,), **({"due": DAY} | given))
    return ask(store, FRAMEWORK, key, order, STAMP)


def by(account: int, at=NOON) -> Stamp:
    return Stamp(Actor(account, "Jonas"), at)


def test_what_is_asked_is_kept_once_and_told_in_the_trail(store, key, jonas):
    first = asked(store, key, jonas, HEALTH, note="Ask the ministry")
    again = asked(store, key, jonas, HEALTH, LAW)

    assert [(a.kind, a.key) for a in first] == [HEALTH]
    assert [(a.kind, a.key) for a in again] == [LAW]
    kept = asks_of(store, jonas, key)
    assert {(a.kind, a.key, a.due) for a in kept} == {(*HEALTH, DAY), (*LAW, DAY)}
    entries = [e for e in history(store, key) if e.action is AuditAction.ASKED]
    assert [e.subject for e in entries] == ["law", ""]
    assert entries[1].new == {
        "account": jonas,
        "kind": "sector",
        "key": "health",
        "due": "2026-05-06",
        "note": "Ask the ministry",
    }
    assert check_stored_trail(store).fault is None


@pytest.mark.parametrize(
    ("order", "path"),
    [
        (Order(None, (HEALTH,)), "account"),
        (Order(999, (HEALTH,)), "account"),
        (Order(1, ()), "parts"),
        (Order(1, ((AskKind.SECTOR, "nobody"),)), "parts"),
        (Order(1, ((AskKind.INDICATOR, "health"),)), "parts"),
        (Order(1, (HEALTH,), due=date(2026, 5, 3)), "due"),
        (Order(1, (HEALTH,), note="x" * 2001), "note"),
    ],
)
def test_what_cannot_be_asked_is_refused_whole(store, key, jonas, order, path):
    order = replace(order, account=jonas if order.account == 1 else order.account)

    with pytest.raises(InvalidAskError) as refused:
        ask(store, FRAMEWORK, key, order, STAMP)

    assert [problem.path for problem in refused.value.problems] == [path]
    assert delegation_of(store, key, OURS, NOON).here == ()


def test_only_contributors_of_the_team_can_be_asked(store, key):
    a_person(store, "reader@example.org", TeamRole.READER)
    outsider = a_person(store, "outsider@example.org")

    names = [m.email for m in delegation_of(store, key, OURS, NOON).colleagues]

    assert names == ["jonas@example.org"]
    with pytest.raises(InvalidAskError):
        asked(store, key, outsider)


def test_it_goes_back_and_forth(store, key, jonas):
    (one,) = asked(store, key, jonas)
    stranger = a_person(store, "b@example.org", TeamRole.CONTRIBUTOR)

    assert not hand_back(store, key, one.id, "", by(stranger))
    assert hand_back(store, key, one.id, "Two are open", by(jonas))
    assert not hand_back(store, key, one.id, "", by(jonas))
    (back,) = asks_of(store, jonas, key)
    assert (back.is_open, back.hand_back_note) == (False, "Two are open")
    assert reopen_ask(store, key, one.id, STAMP)
    assert not reopen_ask(store, key, one.id, STAMP)
    assert asks_of(store, jonas, key)[0].is_open
    actions = [e.action for e in history(store, key)][:3]
    assert actions == [
        AuditAction.REOPENED,
        AuditAction.HANDED_BACK,
        AuditAction.ASKED,
    ]
    assert check_stored_trail(store).fault is None


def test_day_and_note_change_and_an_old_day_may_stay(store, key, jonas):
    (one,) = asked(store, key, jonas)
    later = replace(STAMP, at=NOON + timedelta(days=10))

    assert change_ask(store, key, one.id, due=DAY, note="Still", stamp=later)
    with pytest.raises(InvalidAskError):
        change_ask(store, key, one.id, due=date(2026, 5, 7), note="", stamp=later)
    assert change_ask(store, key, one.id, due=None, note="Still", stamp=later)
    assert asks_of(store, jonas, key)[0].due is None
    changes = [e for e in history(store, key) if e.action is AuditAction.ASK_CHANGED]
    assert [e.old["note"] for e in changes] == ["Still", ""]
    # Nothing changed: nothing is written down.
    known = len(history(store, key))
    change_ask(store, key, one.id, due=None, note="Still", stamp=later)
    assert len(history(store, key)) == known


def test_what_is_withdrawn_is_gone_and_in_no_other_assessment(store, key, jonas):
    (one,) = asked(store, key, jonas)
    other = a_draft(store, "2025")

    assert withdraw_ask(store, other, one.id, STAMP) is None
    assert withdraw_ask(store, key, one.id, STAMP) is not None
    assert withdraw_ask(store, key, one.id, STAMP) is None
    assert asks_of(store, jonas, key) == ()
    assert asked(store, key, jonas) != ()


def test_nothing_is_asked_of_what_was_put_away(store, key, jonas):
    move_assessment(store, key, Shelf.ARCHIVE, stamp=STAMP)

    with pytest.raises(ArchivedError):
        asked(store, key, jonas)
    assert asked_of_account(store, jonas, most=5).total == 0


def test_a_list_takes_the_same_queries_however_long_it_is(store, key, jonas):
    def queries() -> int:
        with counted_queries(store.engine) as statements:
            asked_of_account(store, jonas, most=50)
            delegation_of(store, key, OURS, NOON)
        return len(statements)

    asked(store, key, jonas)
    few = queries()
    for year in range(2000, 2012):
        asked(store, a_draft(store, str(year)), jonas, HEALTH, LAW)
    page = asked_of_account(store, jonas, first=20, most=10)

    assert queries() == few
    assert (len(page.lines), page.total) == (5, 25)


def test_who_left_the_team_is_shown_nothing_and_written_nothing(
    store, key, jonas, tmp_path
):
    a_person(store, "m@example.org", TeamRole.COORDINATOR)
    asked(store, key, jonas)
    change_member(store, OURS, jonas, (), stamp=STAMP)

    assert asked_of_account(store, jonas, most=5).total == 0
    assert remind_due(a_postman(store, tmp_path)).written == 0


def a_postman(store, folder, at=NOON) -> Postman:
    settings = Settings("s" * 40, data_folder=folder, site="https://assess.example.org")
    return Postman(store, settings, lambda _edition: FRAMEWORK, at)


def letters(folder) -> list:
    files = sorted((folder / "outbox").glob("*.eml"))
    return [message_from_bytes(f.read_bytes(), policy=default) for f in files]


def test_who_is_late_or_nearly_is_written_to_once_a_day(store, key, jonas, tmp_path):
    asked(store, key, jonas, HEALTH, note="The yearly table")
    asked(store, key, jonas, LAW, due=date(2026, 5, 8))

    assert remind_due(a_postman(store, tmp_path)).written == 1
    assert remind_due(a_postman(store, tmp_path)).written == 0
    (letter,) = letters(tmp_path)
    text = letter.get_content()
    assert letter["To"] == "jonas@example.org"
    assert "Health: 1 of 1 answered, until 6 May 2026" in text
    assert "The yearly table" in text
    assert "https://assess.example.org/asked" in text
    assert "0 of 1 answered" not in text  # four days are left for that: not yet
    later = NOON + timedelta(days=5)
    assert remind_due(a_postman(store, tmp_path, later)).written == 1
    assert "was wanted by 6 May 2026" in letters(tmp_path)[-1].get_content()


def test_the_button_writes_whatever_the_day_and_never_about_what_is_back(
    store, key, jonas, tmp_path
):
    (one,) = asked(store, key, jonas, LAW, due=None)
    other = a_person(store, "b@example.org", TeamRole.CONTRIBUTOR)
    asked(store, key, other, LAW, due=None)

    assert remind_due(a_postman(store, tmp_path)).written == 0
    assert remind_of(a_postman(store, tmp_path), key, jonas).written == 1
    assert remind_of(a_postman(store, tmp_path), key).written == 1
    assert {m["To"] for m in letters(tmp_path)} == {
        "jonas@example.org",
        "b@example.org",
    }
    hand_back(store, key, one.id, "", by(jonas))
    later = NOON + timedelta(days=1)
    assert remind_of(a_postman(store, tmp_path, later), key, jonas).written == 0


def test_what_could_not_be_sent_is_tried_again(
    store, key, jonas, tmp_path, monkeypatch
):
    asked(store, key, jonas)

    def broken(*_given):
        raise MailError("no {to} {detail}", to="x", detail="y")

    with monkeypatch.context() as patched:
        patched.setattr(reminding, "send", broken)
        failed = remind_due(a_postman(store, tmp_path))
    assert (failed.written, failed.failed) == (0, ("jonas@example.org",))
    assert remind_due(a_postman(store, tmp_path)).written == 1
