"""What becomes of an alternative and the replies to it, as everybody reads the two."""

from datetime import timedelta
from uuid import UUID

import pytest

from assessment.domain.answers import AssessmentKind
from assessment.domain.people.teams import TeamKind, TeamRole
from assessment.domain.rounds.snapshot import Snapshot
from assessment.services.people.accounts import create_account, find_account
from assessment.services.people.leaving import erase_account
from assessment.services.people.teams import add_member, change_team
from assessment.services.replies.reading import stored_replies
from assessment.services.rounds.publishing import withdraw
from assessment.services.samples.demo_people import ORGANISATION
from tests.databases import NOON, STAMP
from tests.teams import a_team
from tests.voices import a_voice, published
from tests.web import SECRET, AuditedClient, Site

NATIONAL = UUID(int=0x60)
GIVEN = {"function": "Head of unit", "reply": "The law is in force."}


@pytest.fixture
def voice(site: Site) -> Snapshot:
    site.signed_in("ngo")  # makes the demo's teams and people
    return published(site.store, site.framework, a_voice(site.framework), ORGANISATION)


@pytest.fixture
def national(site: Site) -> Snapshot:
    """What the government published of the same country and period."""
    mine = a_voice(site.framework, kind=AssessmentKind.TRAINING, respondent="Ministry")
    a_team(site.store, NATIONAL, TeamKind.GOVERNMENT, "XB")
    return published(site.store, site.framework, mine, NATIONAL)


def coordinator(site: Site, name: str) -> AuditedClient:
    a_team(site.store, NATIONAL, TeamKind.GOVERNMENT, "XB")
    email = f"{name}@example.org"
    create_account(site.store, email, password=None, now=NOON)
    add_member(site.store, NATIONAL, email, {TeamRole.COORDINATOR}, stamp=STAMP)
    return site.signed_in_as(email)


def read(site: Site, voice: Snapshot) -> str:
    """Return what a visitor reads of the alternative and of what was replied."""
    visitor = site.client()
    pages = (f"/published/{voice.code}{path}" for path in ("", "/replies"))
    return "".join(visitor.get(page).text for page in pages)


def test_a_reply_stands_in_the_name_of_its_team_when_its_author_is_erased(
    site: Site, voice: Snapshot
) -> None:
    mara = coordinator(site, "mara")
    coordinator(site, "ben")
    mara.save(f"/published/{voice.code}/reply", GIVEN)
    before = read(site, voice)
    assert "The law is in force." in before
    account = find_account(site.store, "mara@example.org")
    assert account is not None

    erase_account(site.store, account.id, NOON + timedelta(days=1), secret=SECRET)
    change_team(site.store, NATIONAL, name="Ministry of Tomorrow", stamp=STAMP)

    assert read(site, voice) == before, "signed as the team was called then"
    (kept,) = stored_replies(site.store, [voice.id])[voice.id]
    assert "mara" not in kept.author.name
    ben = site.signed_in_as("ben@example.org")
    way = f"/published/{voice.code}/reply"
    corrected = {**GIVEN, "reply": "Since May.", "replaces": str(kept.id)}
    assert ben.save(way, corrected).status_code == 303, "the right is the team's"
    assert "Since May." in read(site, voice)


def test_a_withdrawn_reply_takes_all_that_it_said_before_along(
    site: Site, voice: Snapshot
) -> None:
    mara, way = coordinator(site, "mara"), f"/published/{voice.code}/reply"
    mara.save(way, GIVEN)
    (first,) = stored_replies(site.store, [voice.id])[voice.id]
    mara.save(way, {**GIVEN, "reply": "Since May.", "replaces": str(first.id)})
    assert "The law is in force." in read(site, voice)
    (second,) = stored_replies(site.store, [voice.id])[voice.id]

    mara.save(
        f"{way}/withdraw", {"replaces": str(second.id), "withdrawal": "An error."}
    )

    page = read(site, voice)
    assert "An error." in page
    for gone in ("The law is in force.", "Since May."):
        assert gone not in page
    ngo = site.signed_in("ngo")
    assert "The law is in force." not in ngo.get(f"/published/{voice.code}").text


def test_both_views_stand_on_either_page_until_one_is_withdrawn(
    site: Site, voice: Snapshot, national: Snapshot
) -> None:
    coordinator(site, "mara").save(f"/published/{voice.code}/reply", GIVEN)
    visitor = site.client()
    here, there = f"/published/{national.code}", f"/published/{voice.code}"
    both = f"/compare?id={national.code}&id={voice.code}"
    first = visitor.get(here)
    assert there in first.text
    assert "Network of NGOs" in first.text
    assert here in visitor.get(there).text
    assert visitor.get(both).status_code == 200

    withdraw(site.store, voice.assessment, reason="An error.", stamp=STAMP)

    asked = {"If-None-Match": first.headers["ETag"]}
    again = site.client().get(here, headers=asked)
    assert again.status_code == 200, "a kept copy names what is withdrawn"
    assert voice.code not in again.text
    assert "Network of NGOs" not in again.text
    gone = site.client().get(f"{there}/replies")
    assert gone.status_code == 410
    assert "The law is in force." not in gone.text
    assert site.client().get(both).status_code in {404, 410}
