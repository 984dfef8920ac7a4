"""A session that ended in mid-sentence loses no text, whichever form it was typed into."""

import re
from html import unescape

import pytest
from flask import url_for

from assessment.domain.people.asks import AskKind, Assignment
from assessment.domain.people.may import State
from assessment.services.delegation.asks import keep_assignment
from assessment.services.people.accounts import find_account
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.storage.assessments.trail import stored_head
from assessment.web.kept import LOOKING, TYPED_PAGES
from tests.databases import NOON, STAMP
from tests.integration.web.test_every_door import MISSING, doors, put_into
from tests.integration.web.test_kept_text import HERE, as_form, fields_of
from tests.web import AuditedClient, Site

LONG = (
    'It goes on & on, with "quotes" and\nlines: until the table of last year is there.'
)
COORDINATOR, CONTRIBUTOR, CLEARING = "coordinator", "contributor", "clearing-officer"

NO_TEXT = {
    *("account.confirm_address", "account.demo_sign_in", "account.end_others"),
    *("account.end_session", "account.erase", "administration.drop_second_factor"),
    *("administration.erase", "administration.keep_out", "administration.let_in"),
    *("administration.sign_out", "carried.confirm", "carried.start"),
    *("delegation.remind", "delegation.reopen", "delegation.withdraw"),
    *("editions.step", "evidence.check", "evidence.remove", "invitations.withdraw"),
    *("invitations.withdraw_from_site", "manage.archive", "manage.delete"),
    *("manage.restore", "plan.add", "rounds.hand_it_on", "rounds.publish_it"),
    *("second_factor.change", "start.exercises", "talk.settle", "teams.change_roles"),
}
"""Forms of buttons, ticks and choices."""
ONE_LINE = {
    *("invitations.accept_it", "invitations.into_team", "invitations.to_site"),
    *("teams.add", "teams.new", "teams.rename"),
}
"""An address or a name: typed again in a moment. (Nobody is signed in to accept.)"""
FILES = {"evidence.upload", "imports.bring_in"}
"""The browser gives a chosen file once; the person still has it."""

FORMS: dict[str, tuple[str, str, dict[str, str], str]] = {
    "wizard.save_indicator": (COORDINATOR, "/indicators/law", {"version": "0"}, "note"),
    "wizard.clear_indicator": (
        *(COORDINATOR, "/indicators/law/clear", {"version": "0"}, "note"),
    ),
    "talk.say": (CLEARING, "/indicators/law/comments", {}, "comment"),
    "evidence.save": (COORDINATOR, "/evidence/documents/x", {}, "title"),
    "asked.hand_back": (CONTRIBUTOR, "/asked/hand-back", {}, "comment"),
    "delegation.order": (
        *(COORDINATOR, "/asked", {"part": "sector:health"}, "message"),
    ),
    "delegation.change": (COORDINATOR, "/asked/change", {}, "message"),
    "plan.change": (COORDINATOR, "/plan/law/c1", {}, "note"),
    "plan.follow_up": (COORDINATOR, "/plan/law/c1/follow-up", {}, "note"),
    "plan.set_aim": (COORDINATOR, "/plan/targets/of/law", {"level": "3"}, "why"),
    "manage.change": (COORDINATOR, "/manage", {"period": "2026"}, "respondent"),
    "rounds.take_it_back": (COORDINATOR, "/stand/take-back", {}, "because"),
    "rounds.return_it": (CLEARING, "/stand/return", {}, "remark-law"),
    "rounds.clear_it": (CLEARING, "/stand/clear", {"revision": "1"}, "function"),
    "rounds.show_otherwise": (
        *(COORDINATOR, "/stand/visibility", {"visibility": "all"}, "because"),
    ),
    "rounds.withdraw_it": (COORDINATOR, "/stand/withdraw", {}, "because"),
}
"""Route -> who sends it, where below the assessment, what goes along, the long field."""
ELSEWHERE = {
    *("wizard.save_profile", "start.new", "voices.new", "replies.say"),
    "replies.withdraw",
}
"""Not below one's own assessment: shown one by one below."""


def writing(site: Site) -> set[str]:
    return {door.name[0] for door in doors(site) if door.method == "POST"}


def test_every_form_keeps_its_text_or_says_why_it_has_none(site: Site) -> None:
    sent = writing(site)

    assert sent - TYPED_PAGES == NO_TEXT | ONE_LINE | FILES
    assert sent & TYPED_PAGES == FORMS.keys() | ELSEWHERE
    assert sent >= LOOKING


def ended(site: Site, who: str) -> AuditedClient:
    """Return a browser whose session has ended."""
    client = site.signed_in(who)
    client.delete_cookie("session")
    return client


def head(site: Site) -> int:
    with site.store.reading() as session:
        return stored_head(session).entries


def carried(
    site: Site, who: str, path: str, form: dict[str, str], field: str
) -> tuple[AuditedClient, str]:
    """Send *form* without a session, sign in again, and return the page that follows."""
    client = ended(site, who)
    sent = client.post(path, data={**form, field: LONG}, headers=HERE)
    assert sent.status_code == 401, sent.text
    assert LONG in unescape(sent.text)

    along = as_form(fields_of(sent.text, "/demo/sign-in"))
    back = client.post("/demo/sign-in", data={**along, "who": who})

    assert back.status_code == 200
    assert LONG in unescape(back.text)
    again = dict(fields_of(back.text, path))
    assert again[field].replace("\r", "") == LONG
    assert form.items() <= again.items(), "choices come along, too"
    return client, back.text


@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_text_of_each_form_comes_along_through_signing_in(
    site: Site, name: str
) -> None:
    who, where, form, field = FORMS[name]
    key = site.begin()

    _client, page = carried(site, who, f"/assessments/{key}{where}", form, field)

    assert ('value="look"' in page) is (name in LOOKING)


@pytest.mark.parametrize("name", ["start.new", "voices.new"])
def test_of_what_is_begun_too(site: Site, name: str) -> None:
    with site.app.test_request_context():
        path = url_for(name)
    carried(site, COORDINATOR, path, {"country": "XS"}, "respondent")


def test_of_the_profile_too(site: Site) -> None:
    path = f"/assessments/{site.begin()}/profile"
    client = ended(site, COORDINATOR)

    sent = client.post(path, data={"version": "0", "fact-coast": "yes"}, headers=HERE)
    along = as_form(fields_of(sent.text, "/demo/sign-in"))
    back = client.post("/demo/sign-in", data={**along, "who": COORDINATOR})

    assert ("fact-coast", "yes") in fields_of(back.text, path)


def test_looking_saves_nothing(site: Site) -> None:
    """The button that leads back to the page must not send what was typed."""
    key = site.begin()
    client = site.signed_in()
    before = head(site)
    for name in sorted(LOOKING & FORMS.keys()):
        _who, where, form, field = FORMS[name]
        if name == "plan.follow_up":
            continue  # of what is published: the same code as plan.change
        sent = {**form, field: "Something new", "go": "look"}
        client.save(f"/assessments/{key}{where}", sent)

        assert head(site) == before, name


def test_a_remark_is_sent_again_and_counts(site: Site) -> None:
    key = site.begin()
    put_into(site.store, key, State.IN_REVIEW)
    path = f"/assessments/{key}/stand/return"
    client, page = carried(
        site, CLEARING, path, {"because": "Please look"}, "remark-law"
    )

    done = client.post(path, data=as_form(fields_of(page, path)))

    assert done.status_code == 303, done.text
    assert site.stored(key).state is State.DRAFT
    talk = client.get(f"/assessments/{key}/indicators/law").text
    assert "until the table of last year is there" in talk


def test_what_is_handed_back_is_sent_again_and_counts(site: Site) -> None:
    key = site.begin()
    site.signed_in()
    jonas = find_account(site.store, DEMO_PEOPLE[CONTRIBUTOR].email)
    assert jonas is not None
    asked = Assignment(MISSING, key, jonas.id, AskKind.INDICATOR, "law", NOON)
    keep_assignment(site.store, asked)
    path = f"/assessments/{key}/asked/hand-back"
    client, page = carried(site, CONTRIBUTOR, path, {"ask": str(MISSING)}, "comment")

    client.post(path, data=as_form(fields_of(page, path)))

    shown = unescape(client.get("/asked").text)
    assert re.search("until the table of last year is there", shown)
    assert STAMP.at == NOON
