"""An account that is deactivated opens nothing, and keeps what it is."""

from pathlib import Path

import pytest

from assessment.domain.people.teams import TeamRole
from assessment.services.people.accounts import find_account
from assessment.services.people.teams import list_members
from assessment.services.people.trail import account_trail
from assessment.storage.engine import Store
from tests.integration.web.test_own_account import enter, is_in, link_in, mails
from tests.integration.web.test_passkeys import add, alone
from tests.passkeys import SoftKey
from tests.teams import OURS
from tests.web import EMAIL, PASSWORD, Site, make_site

ACCOUNTS = "/administrators/accounts"


@pytest.fixture
def closed(store: Store, tmp_path: Path) -> Site:
    """A site with an account that has a password."""
    site = make_site(store, tmp_path, site="https://assess.example")
    site.with_password()
    return site


def path_of(site: Site, email: str = EMAIL) -> str:
    """Return where *email*'s account is deactivated."""
    account = find_account(site.store, email)
    assert account is not None
    return f"{ACCOUNTS}/{account.id}"


def test_who_is_deactivated_gets_in_by_no_way_and_comes_back_as_before(
    closed: Site, tmp_path: Path
) -> None:
    anna, key = enter(closed), SoftKey()
    add(anna, key)
    closed.client().save("/password", {"email": EMAIL})
    ana, here = closed.signed_in("administrator"), path_of(closed)
    page = ana.get(f"{here}/deactivate").text
    assert "Coordinator" in page
    assert "0 questions or parts" in page

    ana.save(f"{here}/deactivate", {})

    assert not is_in(anna)
    refused = closed.client()
    refused.save("/sign-in", {"email": EMAIL, "password": PASSWORD})
    by_key, by_link = closed.client(), closed.client()
    alone(by_key, key)
    words = {"password": "other words in a row"}
    words["password_confirm"] = words["password"]
    by_link.save(link_in(mails(tmp_path)[-1]), words)
    assert not any(map(is_in, (refused, by_key, by_link)))
    assert "deactivated" in ana.get(ACCOUNTS).text

    ana.save(f"{here}/activate", {})

    again = closed.client()
    alone(again, key)
    assert is_in(again)
    (member,) = (m for m in list_members(closed.store, OURS) if m.email == EMAIL)
    assert member.roles == {TeamRole.COORDINATOR}
    told = [(e.actor.name, e.what.value) for e in account_trail(closed.store).entries]
    for what in ("deactivated", "reactivated"):
        assert ("Ana Pereira", what) in told


def test_nobody_deactivates_themselves_or_the_last_of_a_kind(
    store: Store, tmp_path: Path
) -> None:
    site = make_site(store, tmp_path)
    ana = site.signed_in("administrator")

    own = ana.save(f"{path_of(site, 'administrator@demo.example')}/deactivate", {})
    assert "Nobody deactivates their own account" in ana.get(ACCOUNTS).text
    last = ana.save(f"{path_of(site, 'coordinator@demo.example')}/deactivate", {})

    assert (own.status_code, last.status_code) == (303, 303)
    page = ana.get(ACCOUNTS).text
    assert "keeps at least one coordinator" in page
    assert "deactivated</span>" not in page
    assert is_in(ana)
