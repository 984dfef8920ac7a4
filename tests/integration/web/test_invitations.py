"""Invited by mail or by a link: an account of that address, with those roles, once."""

import html
import re
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from assessment.domain.people.invitations import Offer
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import Actor, Stamp
from assessment.errors import InvitationError
from assessment.services.people.accounts import find_account
from assessment.services.people.invitations import (
    Newcomer,
    accept,
    find_invitation,
    first_invitation,
    invite,
    list_invitations,
)
from assessment.services.people.teams import list_members
from assessment.storage.engine import Store
from tests.databases import NOON
from tests.integration.web.test_own_account import link_in, mails
from tests.teams import OURS
from tests.web import PASSWORD, AuditedClient, Site, make_site

BEN = "ben@example.org"
ACCEPTED = {"name": "Ben", "password": PASSWORD, "password_confirm": PASSWORD}
HERE = f"/teams/{OURS}/invitations"


@pytest.fixture
def open_site(store: Store, tmp_path: Path) -> Site:
    """A demo with a team, reached by an address."""
    return make_site(store, tmp_path, site="https://assess.example")


def shown_link(client: AuditedClient, path: str = HERE) -> str:
    """Return the path of the link that is shown once."""
    found = re.search(r'link-to-hand" dir="ltr">([^<]+)<', client.get(path).text)
    assert found
    return html.unescape(found.group(1)).removeprefix("https://assess.example")


def asked(client: AuditedClient, **form: str | list[str]) -> None:
    """Send the form that invites Ben as a contributor."""
    given = {"email": BEN, "roles": ["contributor"], "language": "en", **form}
    assert client.save(HERE, given).status_code == 303


def test_a_message_brings_somebody_into_the_team_once(
    open_site: Site, tmp_path: Path
) -> None:
    coordinator = open_site.signed_in()
    asked(coordinator, send="1", roles=["contributor", "reader"], language="fr")
    (mail,) = mails(tmp_path)
    assert isinstance(mail, EmailMessage)
    assert mail["To"] == BEN
    assert mail["Content-Language"] == "fr"

    ben = open_site.client()
    offered = ben.get(link_in(mail))
    assert "Contributor, Reader" in offered.text
    assert "Team" in offered.text
    assert ben.save(link_in(mail), ACCEPTED).status_code == 303

    assert BEN in ben.get("/account").text
    member = next(m for m in list_members(open_site.store, OURS) if m.email == BEN)
    assert member.name == "Ben"
    assert member.roles == {TeamRole.CONTRIBUTOR, TeamRole.READER}
    assert open_site.client().get(link_in(mail)).status_code == 404
    assert open_site.client().save(link_in(mail), ACCEPTED).status_code == 404
    assert "Accepted on" in coordinator.get(HERE).text


def test_a_link_is_handed_over_shown_once_and_withdrawn(
    open_site: Site, tmp_path: Path
) -> None:
    coordinator = open_site.signed_in()
    asked(coordinator)
    link = shown_link(coordinator)
    assert mails(tmp_path) == []
    page = coordinator.get(HERE).text
    assert link not in page, "it is kept nowhere"
    to = re.search(r'action="([^"]+/withdraw)"', page)
    assert to

    coordinator.save(to.group(1), {})

    assert open_site.client().get(link).status_code == 404
    assert "Withdrawn on" in coordinator.get(HERE).text


def test_the_address_is_the_invited_one_whatever_is_typed(open_site: Site) -> None:
    coordinator = open_site.signed_in()
    asked(coordinator)
    ben = open_site.client()

    ben.save(shown_link(coordinator), {**ACCEPTED, "email": "minister@example.org"})

    assert find_account(open_site.store, "minister@example.org") is None
    assert find_account(open_site.store, BEN) is not None


def test_nothing_hides_in_the_name_of_somebody_new(open_site: Site) -> None:
    coordinator = open_site.signed_in()
    asked(coordinator)
    # PostgreSQL takes no NUL for a text; letters that turn would name somebody else.
    typed = "  Ana \u202eseranT\x00\x07\u200b\n Lopes " + "x" * 300

    open_site.client().save(shown_link(coordinator), ACCEPTED | {"name": typed})

    account = find_account(open_site.store, BEN)
    assert account is not None
    assert account.name == "Ana seranT Lopes " + "x" * 183


def test_who_has_an_account_signs_in_and_keeps_their_roles(open_site: Site) -> None:
    coordinator = open_site.signed_in()
    email = "focal.point@demo.example"
    before = next(iter(list_members(open_site.store, OURS)))
    asked(coordinator, email=before.email, roles=["clearing-officer"])
    link = shown_link(coordinator)

    refused = open_site.client().save(link, ACCEPTED)
    assert refused.status_code == 422
    assert "sign in, then open it again" in refused.text
    elsewhere = open_site.signed_in("reader")
    if before.email != email:
        assert "Sign out first" in elsewhere.get(link).text
    theirs = open_site.signed_in_as(before.email)
    assert theirs.save(link, {"join": "1"}).status_code == 303

    after = next(
        m for m in list_members(open_site.store, OURS) if m.email == before.email
    )
    assert after.roles == before.roles | {TeamRole.CLEARING_OFFICER}


def test_only_the_invited_person_joins_with_an_account(open_site: Site) -> None:
    coordinator = open_site.signed_in()
    asked(coordinator)
    link = shown_link(coordinator)

    other = open_site.signed_in("reader").save(link, {"join": "1"})

    assert other.status_code == 404
    assert BEN not in {m.email for m in list_members(open_site.store, OURS)}


def test_what_is_wrong_is_said_and_nothing_is_made(open_site: Site) -> None:
    coordinator = open_site.signed_in()
    no_role = coordinator.save(HERE, {"email": BEN, "language": "en"})
    no_address = coordinator.save(
        HERE, {"email": "ben", "roles": ["reader"], "language": "en"}
    )
    assert "Choose at least one role." in no_role.text
    assert "ben is not an e-mail address." in no_address.text
    asked(coordinator)
    link = shown_link(coordinator)

    short = open_site.client().save(
        link, {"password": "short", "password_confirm": "other"}
    )

    assert "Use at least 12 characters." in short.text
    assert "The two passwords are not the same." in short.text
    assert find_account(open_site.store, BEN) is None


def test_contributors_invite_nobody_and_outsiders_see_no_team(open_site: Site) -> None:
    contributor = open_site.signed_in("contributor")
    administrator = open_site.signed_in("administrator")

    assert contributor.get(HERE).status_code == 403
    assert contributor.get("/administrators/invitations").status_code == 403
    assert administrator.get(HERE).status_code == 200


def test_nobody_invites_themselves_into_the_drafts_of_a_team(open_site: Site) -> None:
    administrator = open_site.signed_in("administrator")
    form = {
        "email": "Administrator@demo.example",
        "roles": ["reader"],
        "language": "en",
    }

    refused = administrator.save(HERE, form)

    assert refused.status_code == 422
    assert "Nobody invites themselves." in refused.text
    assert list_invitations(open_site.store, OURS) == ()


def test_an_administrator_invites_another(open_site: Site, tmp_path: Path) -> None:
    administrator = open_site.signed_in("administrator")
    there = "/administrators/invitations"
    administrator.save(there, {"email": BEN, "language": "en", "send": "1"})

    open_site.client().save(link_in(mails(tmp_path)[-1]), ACCEPTED)

    made = find_account(open_site.store, BEN)
    assert made is not None
    assert made.is_administrator


def test_the_first_link_makes_an_administrator_once_and_a_newer_ends_it(
    store: Store, tmp_path: Path
) -> None:
    old = first_invitation(store, "en", NOON)
    new = first_invitation(store, "en", NOON)
    assert old is not None
    assert new is not None
    site = make_site(store, tmp_path, demo=False)
    client = site.client()
    assert client.get(f"/invitations/{old}").status_code == 404

    client.save(f"/invitations/{new}", {**ACCEPTED, "email": BEN})

    made = find_account(store, BEN)
    assert made is not None
    assert made.is_administrator
    assert client.get("/administrators/invitations").status_code == 200
    assert first_invitation(store, "en", NOON) is None


def test_an_invitation_ends_and_its_link_is_not_stored(open_site: Site) -> None:
    open_site.signed_in()
    made_by = find_account(
        open_site.store, list_members(open_site.store, OURS)[0].email
    )
    assert made_by is not None
    offer = Offer(BEN, OURS, frozenset({TeamRole.READER}), "en")
    token = invite(open_site.store, offer, stamp=Stamp(Actor(made_by.id, ""), NOON))
    late = NOON + timedelta(days=7)

    find_invitation(open_site.store, token, late - timedelta(seconds=1))
    with pytest.raises(InvitationError):
        accept(open_site.store, token, Newcomer("", "", PASSWORD), late)
    with open_site.store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM invitation").all()
    assert token not in str(rows)
