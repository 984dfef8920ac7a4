"""A government replies on the web: who may, what is kept, what everybody reads."""

import re
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest

from assessment.domain.people.may import Visibility
from assessment.domain.people.teams import TeamKind, TeamRole
from assessment.domain.records import AuditAction
from assessment.domain.rounds.snapshot import Snapshot
from assessment.services.assessments.reading import history
from assessment.services.people.accounts import create_account
from assessment.services.people.teams import add_member
from assessment.services.replies.reading import stored_replies
from assessment.services.rounds.publishing import change_visibility, withdraw
from assessment.services.rounds.reading import publication_by_code
from assessment.services.samples.demo_people import ORGANISATION
from tests.databases import NOON, STAMP
from tests.teams import a_team
from tests.voices import a_voice, published
from tests.web import AuditedClient, Site

NATIONAL, NEIGHBOUR = UUID(int=0x60), UUID(int=0x61)
GIVEN = {"function": "Head of unit", "reply": "The law is in force.\nSince May."}


@pytest.fixture
def voice(site: Site) -> Snapshot:
    site.signed_in("ngo")  # makes the demo's teams and people
    return published(site.store, site.framework, a_voice(site.framework), ORGANISATION)


def member(site: Site, name: str, role: TeamRole, team: UUID, country: str):
    a_team(site.store, team, TeamKind.GOVERNMENT, country)
    email = f"{name}@example.org"
    create_account(site.store, email, password=None, now=NOON)
    add_member(site.store, team, email, {role}, stamp=STAMP)
    return site.signed_in_as(email)


@pytest.fixture
def mara(site: Site, voice: Snapshot) -> AuditedClient:
    """Return a coordinator of the government team of the country."""
    return member(site, "mara", TeamRole.COORDINATOR, NATIONAL, "XB")


def at(voice: Snapshot, place: str = "replies") -> str:
    return f"/published/{voice.code}/{place}"


def kept(site: Site, voice: Snapshot):
    return stored_replies(site.store, [voice.id]).get(voice.id, ())


def words(page: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def say(client: AuditedClient, voice: Snapshot, **given: object):
    return client.save(at(voice, "reply"), GIVEN | given)


def test_a_coordinator_replies_and_everybody_reads_it(
    site: Site, voice: Snapshot, mara: AuditedClient
) -> None:
    assert "Nothing has been replied yet." in site.client().get(at(voice)).text
    assert mara.get(at(voice, "reply?about=law")).status_code == 200

    gone = say(mara, voice, about="law")

    assert (gone.status_code, gone.location) == (303, at(voice))
    page = site.client().get(at(voice))
    shown = words(page.text)
    assert "The law is in force. Since May." in shown
    assert "Team 0060 , Head of unit · 4 May 2026" in shown
    assert "mara@" not in page.text
    assert "Reply for the government" not in shown
    assert "mara@example.org" in mara.get(at(voice)).text


@pytest.mark.parametrize(
    "who",
    [
        ("reader", TeamRole.READER, NATIONAL, "XB"),
        ("contributor", TeamRole.CONTRIBUTOR, NATIONAL, "XB"),
        ("officer", TeamRole.CLEARING_OFFICER, NATIONAL, "XB"),
        ("neighbour", TeamRole.COORDINATOR, NEIGHBOUR, "XC"),
    ],
)
@pytest.mark.parametrize("place", ["reply", "reply/withdraw"])
def test_nobody_else_replies(
    site: Site, voice: Snapshot, who: tuple[str, TeamRole, UUID, str], place: str
) -> None:
    client = member(site, *who)

    assert client.get(at(voice)).status_code == 200
    assert client.get(at(voice, "reply")).status_code == 403
    refused = client.save(at(voice, place), GIVEN | {"withdrawal": "x", "replaces": ""})
    assert refused.status_code == 403
    assert kept(site, voice) == ()


@pytest.mark.parametrize("who", ["ngo", "trainer", "administrator"])
def test_whoever_was_replied_to_does_not_reply(
    site: Site, voice: Snapshot, who: str
) -> None:
    client = site.signed_in(who)

    assert client.get(at(voice, "reply")).status_code == 403
    assert say(client, voice).status_code == 403


def test_a_visitor_is_asked_to_sign_in(site: Site, voice: Snapshot) -> None:
    assert site.client().get(at(voice, "reply")).status_code == 303
    assert say(site.client(), voice).status_code == 401


@pytest.mark.parametrize("code", ["0000-0000-00000", "nothing"])
def test_what_was_not_published_is_not_there(mara: AuditedClient, code: str) -> None:
    for place in ("replies", "reply"):
        assert mara.get(f"/published/{code}/{place}").status_code == 404


def test_what_is_shown_to_nobody_is_not_there_for_a_government(
    site: Site, voice: Snapshot, mara: AuditedClient
) -> None:
    say(mara, voice)
    change_visibility(
        site.store,
        voice.assessment,
        visibility=Visibility.NOTHING,
        reason="Under way.",
        stamp=STAMP,
    )

    for place in ("replies", "reply"):
        assert mara.get(at(voice, place)).status_code == 404
    assert say(mara, voice).status_code == 404


def test_what_was_withdrawn_is_gone_with_its_replies(
    site: Site, voice: Snapshot, mara: AuditedClient
) -> None:
    say(mara, voice)
    withdraw(site.store, voice.assessment, reason="Wrong.", stamp=STAMP)

    for client in (site.client(), mara, site.signed_in("ngo")):
        page = client.get(at(voice))
        assert page.status_code == 410
        assert "The law is in force." not in page.text


def test_a_code_typed_otherwise_leads_to_its_replies(
    site: Site, voice: Snapshot
) -> None:
    typed = voice.code.lower().replace("-", "")

    assert site.client().get(f"/published/{typed}/replies").location == at(voice)
    assert site.client().get("/published/%00/replies").status_code == 404


def test_nothing_is_replied_to_what_was_withdrawn(
    site: Site, voice: Snapshot, mara: AuditedClient
) -> None:
    withdraw(site.store, voice.assessment, reason="Wrong.", stamp=STAMP)

    assert say(mara, voice).status_code == 404


def test_a_draft_cleared_and_not_published_cannot_be_replied_to(
    site: Site, mara: AuditedClient
) -> None:
    hidden = published(
        site.store,
        site.framework,
        a_voice(site.framework, period="2025"),
        ORGANISATION,
        visibility=None,
    )

    assert mara.get(at(hidden)).status_code == 404
    assert say(mara, hidden).status_code == 404


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reply": " "}, "Write the reply first."),
        ({"reply": "x" * 4001}, "Use at most 4000 characters."),
        ({"function": ""}, "Say in what function you reply"),
    ],
)
def test_a_reply_that_is_refused_is_shown_as_it_was_typed(
    site: Site,
    voice: Snapshot,
    mara: AuditedClient,
    given: dict[str, str],
    sentence: str,
) -> None:
    page = say(mara, voice, **given)

    assert page.status_code == 422
    assert sentence in words(page.text)
    assert (GIVEN | given)["reply"].strip() in page.text
    assert kept(site, voice) == ()


def test_a_reply_that_names_somebody_young_waits_for_a_reason(
    site: Site, voice: Snapshot, mara: AuditedClient
) -> None:
    text = "Maria, 14, was never in that shelter."
    page = say(mara, voice, reply=text)
    assert page.status_code == 422
    assert "this may be about one young person" in page.text
    assert text in page.text
    assert kept(site, voice) == ()
    seen = re.search(r'name="seen" value="([^"]+)"', page.text)
    assert seen

    given = {"seen": seen[1], "explained": "yes", "reason": "An invented example."}
    assert say(mara, voice, reply=text, **given).status_code == 303
    trail = history(site.store, voice.assessment)
    assert {entry.actor.name for entry in trail[:2]} == {"Team 0060"}


def test_a_correction_is_told_with_what_was_said_before(
    site: Site, voice: Snapshot, mara: AuditedClient
) -> None:
    say(mara, voice)
    (first,) = kept(site, voice)
    form = mara.get(at(voice, "reply")).text
    assert "Correct the reply" in form
    assert "The law is in force." in form

    say(mara, voice, reply="The law was adopted.", replaces=str(first.id))

    shown = words(site.client().get(at(voice)).text)
    assert "The law was adopted." in shown
    assert "corrected on 4 May 2026" in shown
    assert "What it said before it was corrected The law is in force." in shown


def test_a_withdrawal_leaves_date_and_reason(
    site: Site, voice: Snapshot, mara: AuditedClient
) -> None:
    say(mara, voice)
    (first,) = kept(site, voice)
    silent = mara.save(at(voice, "reply/withdraw"), {"replaces": str(first.id)})
    assert silent.status_code == 422
    assert "Say why the reply is withdrawn." in words(silent.text)

    mara.save(
        at(voice, "reply/withdraw"),
        {"replaces": str(first.id), "withdrawal": "Overtaken."},
    )

    shown = words(site.client().get(at(voice)).text)
    assert "Withdrawn on 4 May 2026: Overtaken." in shown
    assert "The law is in force." not in shown


def test_of_two_who_reply_at_once_the_second_sees_what_stands(
    site: Site, voice: Snapshot, mara: AuditedClient
) -> None:
    say(mara, voice, reply="First.")

    page = say(mara, voice, reply="Second.")

    assert page.status_code == 409
    assert "Somebody of the team changed this reply meanwhile." in words(page.text)
    assert "First." in page.text
    assert "Second." in page.text
    (only,) = kept(site, voice)
    assert only.reply.text == "First."


def test_nothing_of_what_is_answered_changes(
    site: Site, voice: Snapshot, mara: AuditedClient
) -> None:
    say(mara, voice)
    say(mara, voice, about="law")

    found = publication_by_code(site.store, voice.code)

    assert found is not None
    assert found.snapshot == voice


def test_the_organisation_reads_in_its_history_who_replied(
    site: Site, voice: Snapshot, mara: AuditedClient
) -> None:
    say(mara, voice, about="law")

    page = words(
        site.signed_in("ngo").get(f"/assessments/{voice.assessment}/history").text
    )

    assert "Team 0060 replied to it for the government" in page
    assert "The law is in force." in page
    actions = [entry.action for entry in history(site.store, voice.assessment)]
    assert actions[0] is AuditAction.REPLIED


def test_the_organisation_is_written_to(
    site: Site, voice: Snapshot, mara: AuditedClient
) -> None:
    evil = "evil.example"  # whatever a request claims, the link leads to our site
    form = GIVEN | {"about": "law", "csrf_token": mara.token()}
    mine = mara.get_cookie("session")
    assert mine is not None
    mara.set_cookie("session", mine.value, domain=evil)
    done = mara.post(
        at(voice, "reply"),
        data=form,
        base_url=f"http://{evil}",
        headers={"Origin": f"http://{evil}"},
    )

    assert done.status_code == 303, done.text
    folder = Path(site.app.extensions["assessment"].settings.data_folder) / "outbox"
    (mail,) = folder.glob("*.eml")
    text = mail.read_text(encoding="utf-8")
    assert "To: ngo@demo.example" in text
    assert "Team 0060 replied to your published assessment" in text
    assert f"{site.app.extensions['assessment'].settings.url}{at(voice)}" in text
    assert evil not in text
    assert "The law is in force." not in text


def test_an_indicator_that_is_not_there_is_not_replied_to(
    mara: AuditedClient, voice: Snapshot
) -> None:
    assert mara.get(at(voice, "reply?about=lau")).status_code == 404
    assert say(mara, voice, about="lau").status_code == 404
    assert say(mara, voice, replaces="x").status_code == 404


def test_what_people_write_is_shown_and_does_nothing(
    site: Site, voice: Snapshot, mara: AuditedClient
) -> None:
    say(mara, voice, reply="<script>alert(1)</script> {{ 7*7 }}", function="<b>x</b>")

    page = site.client().get(at(voice)).text

    assert "<script>alert" not in page
    assert "<b>x</b>" not in page
    assert "{{ 7*7 }}" in unescape(page)


def cleared(site: Site) -> Snapshot:
    """Return an alternative that is cleared and waits to be published."""
    site.signed_in("ngo")
    voice = a_voice(site.framework, period="2025")
    return published(site.store, site.framework, voice, ORGANISATION, visibility=None)


@pytest.mark.parametrize("visibility", ["bands", "all", "nothing"])
def test_the_government_is_written_to_when_an_alternative_is_published(
    site: Site, mara: AuditedClient, visibility: str
) -> None:
    snapshot = cleared(site)
    member(site, "neighbour", TeamRole.COORDINATOR, NEIGHBOUR, "XC")
    outbox = Path(site.app.extensions["assessment"].settings.data_folder) / "outbox"

    done = site.signed_in("ngo").save(
        f"/assessments/{snapshot.assessment}/stand/publish", {"visibility": visibility}
    )

    assert done.status_code == 303
    mails = [mail.read_text(encoding="utf-8") for mail in outbox.glob("*.eml")]
    to = {line for mail in mails for line in mail.splitlines() if line[:3] == "To:"}
    if visibility == "nothing":
        assert not to
    else:
        assert "To: mara@example.org" in to
        assert "To: neighbour@example.org" not in to
        assert all("published an alternative assessment" in mail for mail in mails)
        here = site.app.extensions["assessment"].settings.url
        assert all(f"{here}{at(snapshot)}" in mail for mail in mails)
