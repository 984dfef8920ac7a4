"""Before a text about a single child is saved, people are warned; nothing they typed is lost."""

from uuid import UUID

import pytest

from assessment.domain.answers import Answer, AnswerStatus
from assessment.domain.records import AuditAction, PageKey
from assessment.services.history.reading import HistoryOrder, changes_of
from assessment.services.talk.commenting import comments_on
from tests.web import AuditedClient, Site, hidden

NAMED = "Seen in May: Amina, 14, was found at the border."
JSON = {"Accept": "application/json"}


@pytest.fixture
def law(site: Site) -> str:
    return f"/assessments/{site.begin()}/indicators/law"


def of(url: str) -> UUID:
    return UUID(url.split("/")[2])


def form(note: str = "", **more: str) -> dict[str, str]:
    return {"version": "0", "met": "c1", "note": note, **more}


def stored_note(site: Site, url: str) -> str | None:
    answer = site.stored(of(url)).assessment.answers.get("law")
    return answer.note if answer else None


def test_a_note_that_names_a_child_is_shown_with_a_warning_and_not_saved(
    site: Site, law: str
):
    page = site.signed_in().save(law, form(NAMED))

    assert page.status_code == 422
    assert "this may be about one young person" in page.text
    assert "Amina, 14, was found" in page.text
    assert f"\n{NAMED}</textarea>" in page.text
    assert stored_note(site, law) is None


def test_a_script_is_told_in_plain_words(site: Site, law: str):
    answer = site.signed_in().save(law, form(NAMED), **JSON)

    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["problem"] == "guard"
    assert "may name somebody young" in answer.json["fields"]["note"]
    assert stored_note(site, law) is None


def test_a_title_of_evidence_is_looked_at_too(site: Site, law: str):
    sent = form(**{"evidence-0-title": "DOB: 12/03/2011"})

    page = site.signed_in().save(law, sent)

    assert page.status_code == 422
    assert 'href="#evidence-0-title"' in page.text


def explained(client: AuditedClient, url: str, note: str, reason: str):
    page = client.save(url, form(note))
    return client.save(
        url,
        form(note, seen=hidden(page.text, "seen"), explained="yes", reason=reason),
    )


def test_with_a_reason_it_is_saved_and_the_reason_recorded(site: Site, law: str):
    client = site.signed_in()

    response = explained(client, law, NAMED, "Amina is the name of our ship")

    assert response.status_code == 303
    assert stored_note(site, law) == NAMED
    changes = changes_of(site.store, HistoryOrder(of(law)))
    (told,) = [c for c in changes if c.entry.action is AuditAction.EXPLAINED]
    assert isinstance(told.entry.new, dict)
    assert told.entry.new["reason"] == "Amina is the name of our ship"
    assert "Amina" not in str(told.entry.new["passages"])


def test_what_was_explained_warns_no_second_time_and_something_new_does(
    site: Site, law: str
):
    client = site.signed_in()
    explained(client, law, NAMED, "Amina is the name of our ship")

    again = client.save(law, form(f"{NAMED} More.", version="1"))
    other = client.save(law, form(f"{NAMED} Awa, aged 12, too.", version="2"))

    assert again.status_code == 303
    assert other.status_code == 422
    assert "Awa, aged 12" in other.text


@pytest.mark.parametrize("reason", ["", "x", "Amina, aged 12, agreed"])
def test_a_reason_that_says_nothing_or_names_a_child_is_refused(
    site: Site, law: str, reason: str
):
    page = explained(site.signed_in(), law, NAMED, reason)

    assert page.status_code == 422
    assert 'id="reason-wrong"' in page.text
    assert stored_note(site, law) is None


def test_a_reason_covers_only_what_was_shown(site: Site, law: str):
    client = site.signed_in()
    page = client.save(law, form(NAMED))

    sent = form(
        f"{NAMED} Awa, aged 12, too.",
        seen=hidden(page.text, "seen"),
        explained="yes",
        reason="a ship",
    )

    assert client.save(law, sent).status_code == 422


def test_a_conflict_after_an_explanation_keeps_everything(site: Site, law: str):
    client = site.signed_in()
    page = client.save(law, form(NAMED))
    ben = Answer(AnswerStatus.ANSWERED, met=frozenset({"c1"}), note="of Ben")
    site.answered_by_ben(of(law), "law", ben, seen=0)

    sent = form(NAMED, seen=hidden(page.text, "seen"), explained="yes", reason="a ship")
    conflict = client.save(law, sent)

    assert conflict.status_code == 409
    assert "Amina, 14" in conflict.text
    assert "of Ben" in conflict.text


def test_a_comment_is_looked_at_too_and_can_be_explained(site: Site, law: str):
    client = site.signed_in()
    url = f"{law}/comments"

    page = client.save(url, {"comment": NAMED})
    sent = {
        "comment": NAMED,
        "seen": hidden(page.text, "seen"),
        "explained": "yes",
        "reason": "the name of a ship",
    }
    done = client.save(url, sent)

    assert page.status_code == 422
    assert f"\n{NAMED}</textarea>" in page.text
    assert done.status_code == 303
    (comment,) = comments_on(site.store, PageKey(of(law), "law"))
    assert comment.text == NAMED
