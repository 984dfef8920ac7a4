"""How an answer came about: who changed what, and when."""

import csv
import io
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from assessment.domain.answers import (
    Answer,
    AnswerStatus,
    EvidenceItem,
    FigureEntry,
)
from assessment.domain.people.asks import AskKind, Assignment
from assessment.domain.records import Actor, AuditAction, PageKey, Stamp
from assessment.services.delegation.asking import Order, ask
from assessment.services.delegation.asks import keep_assignment
from assessment.services.people.accounts import find_account
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.services.talk.commenting import add_comment
from assessment.storage.assessments.trail import erase_name
from assessment.web.history.pages import ACTION_WORDS
from tests.databases import NOON, STAMP
from tests.web import Site

FIRST = Answer(
    AnswerStatus.ANSWERED,
    met=frozenset({"c1"}),
    grade="B",
    evidence=(EvidenceItem("The law", "https://example.org/law"),),
    note="first line\nsecond line",
)
SECOND = Answer(
    AnswerStatus.ANSWERED,
    met=frozenset({"c1", "c2a"}),
    grade="A",
    evidence=(EvidenceItem("The law, amended"),),
    note="first line\nthird line",
)


@pytest.fixture
def begun(site: Site) -> UUID:
    found = site.begin()
    site.answered_by_ben(found, "law", FIRST, seen=0)
    site.answered_by_ben(found, "law", SECOND, seen=1)
    return found


def test_differences_are_shown_part_by_part(site: Site, begun: UUID):
    page = site.signed_in().get(f"/assessments/{begun}/indicators/law/history")

    assert page.status_code == 200
    newest = page.text.partition('<ol class="plain-list history">')[2].split("<dl>")[1]
    shown = " ".join(newest.split())
    for text in ("The law, amended", "third line", "second line"):
        assert text in shown
    assert "first line" not in shown
    assert "<bdi>Ben</bdi>" in page.text
    assert "2 changes" in page.text


def test_the_whole_history_tells_of_everything(site: Site, begun: UUID):
    care = Answer(AnswerStatus.ANSWERED, figures=(FigureEntry("helped", None, 2025),))
    site.answered_by_ben(begun, "care", care, seen=0)
    site.profiled_by_ben(begun, {"coast": ("no",)}, seen=0)
    stamp = Stamp(Actor(3, "Cyd"), NOON)
    add_comment(site.store, PageKey(begun, "law"), "Is this so?", stamp=stamp)

    page = site.signed_in().get(f"/assessments/{begun}/history").text

    for text in ("began the assessment", "changed the country profile", "Is this so?"):
        assert text in page
    assert "Children helped: &lt;5 (2025)" in page


def test_a_history_is_paged(site: Site, begun: UUID):
    for seen in range(2, 35):
        answer = Answer(AnswerStatus.ANSWERED, note=f"version {seen};")
        site.answered_by_ben(begun, "law", answer, seen=seen)
    client = site.signed_in()

    first = client.get(f"/assessments/{begun}/history").text
    last = client.get(f"/assessments/{begun}/history?page=2").text

    assert "version 34;" in first
    assert "began the assessment" not in first
    assert "began the assessment" in last
    beyond = client.get(f"/assessments/{begun}/history?page=99").text
    assert "began the assessment" in beyond


def test_the_table_holds_every_part_and_no_formula(site: Site, begun: UUID):
    answer = Answer(AnswerStatus.ANSWERED, note="=HYPERLINK(1)")
    site.answered_by_ben(begun, "law", answer, seen=2)

    response = site.signed_in().get(f"/assessments/{begun}/history.csv")

    assert response.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert rows[0]["number"] == "4"
    notes = [row for row in rows if row["part"] == "Note"]
    assert [row["after"] for row in notes] == [
        "'=HYPERLINK(1)",
        "third line",
        "first line\nsecond line",
    ]
    assert {row["who"] for row in rows} == {"Ben"}
    assert not any(
        cell.startswith(("=", "+", "@")) for row in rows for cell in row.values()
    )


def test_an_erased_name_is_a_former_member(site: Site):
    found = site.begin()
    eva = Stamp(Actor(4711, "eva@example.org"), NOON)
    add_comment(site.store, PageKey(found, "law"), "Is this so?", stamp=eva)

    with site.store.writing() as session:
        erase_name(session, 4711, Stamp(Actor(None, "clerk"), NOON))

    client = site.signed_in()
    for path in ("history", "indicators/law"):
        page = client.get(f"/assessments/{found}/{path}").text
        assert "eva@example.org" not in page
        assert "a former member" in page


def test_an_unknown_indicator_has_no_history(site: Site, begun: UUID):
    client = site.signed_in()

    assert client.get(f"/assessments/{begun}/indicators/x/history").status_code == 404


def test_decimal_figures_are_written_as_numbers(site: Site, begun: UUID):
    care = Answer(
        AnswerStatus.ANSWERED, figures=(FigureEntry("spent", Decimal("1.5"), 2025),)
    )
    site.answered_by_ben(begun, "care", care, seen=0)

    page = site.signed_in().get(f"/assessments/{begun}/indicators/care/history").text

    assert "Money spent: 1.5 (2025)" in page


def test_a_contributor_sees_what_she_did_herself(site: Site, begun: UUID):
    coordinator, contributor = site.signed_in(), site.signed_in("contributor")
    asked_of_contributor(site, begun)
    sent = {"version": "2", "met": "c1", "note": "by the contributor"}
    contributor.save(f"/assessments/{begun}/indicators/law", sent)

    own = contributor.get(f"/assessments/{begun}/history")
    table = contributor.get(f"/assessments/{begun}/history.csv").text
    whole = coordinator.get(f"/assessments/{begun}/history")

    assert "1 change" in own.text
    assert "by the contributor" in own.text
    assert "You see what you did yourself." in own.text
    assert "<bdi>Ben</bdi>" not in own.text
    assert "third line" in whole.text
    assert "by the contributor" in table
    assert "Ben" not in table
    other = contributor.get(f"/assessments/{begun}/indicators/care/history")
    assert other.status_code == 404


def asked_of_contributor(site: Site, begun: UUID) -> None:
    account = find_account(site.store, DEMO_PEOPLE["contributor"].email)
    assert account is not None
    keep_assignment(
        site.store,
        Assignment(uuid4(), begun, account.id, AskKind.INDICATOR, "law", NOON),
    )


def test_a_contributor_sees_comments_on_what_was_asked_of_her(site: Site, begun: UUID):
    stamp = Stamp(Actor(3, "Cyd"), NOON)
    contributor = site.signed_in("contributor")
    asked_of_contributor(site, begun)
    add_comment(site.store, PageKey(begun, "law"), "For you.", stamp=stamp)
    add_comment(site.store, PageKey(begun, "care"), "For others.", stamp=stamp)

    listed = contributor.get(f"/assessments/{begun}/comments").text
    elsewhere = contributor.save(
        f"/assessments/{begun}/indicators/care/comments", {"comment": "Hello"}
    )

    assert "For you." in listed
    assert "For others." not in listed
    assert "1 comment is open." in listed
    assert elsewhere.status_code == 404


def test_every_kind_of_change_has_words():
    assert set(ACTION_WORDS) == set(AuditAction)


def test_a_delegation_is_told_in_words_and_not_in_keys(site: Site, begun: UUID) -> None:
    account = find_account(site.store, DEMO_PEOPLE["contributor"].email)
    assert account is not None
    due = (NOON + timedelta(days=14)).date()
    order = Order(account.id, ((AskKind.POINT, "systems"),), due, "The table will do")
    ask(site.store, site.framework, begun, order, STAMP)

    page = site.signed_in("coordinator").get(f"/assessments/{begun}/history").text

    for words in (
        "<dt>Of whom</dt>",
        account.name,
        "Title of systems · All of this point",
        "<dt>Wanted by</dt>",
        "18 May 2026",
        "The table will do",
    ):
        assert words in page, words
    assert "<dt>account</dt>" not in page
