"""Administrators read what happened to accounts; whatever is done there names who did it."""

import csv
import io
from pathlib import Path

import pytest

from assessment.domain.people.events import AccountEvent
from assessment.services.people.accounts import find_account
from assessment.services.people.trail import account_trail
from assessment.storage.engine import Store
from assessment.web.administration.trail import EVENT_WORDS, PER_PAGE
from tests.databases import counted_queries
from tests.integration.web.test_own_account import link_in, mails
from tests.web import EMAIL, PASSWORD, Site, make_site

TRAIL = "/administrators/accounts/trail"


@pytest.fixture
def closed(store: Store, tmp_path: Path) -> Site:
    """A site where people sign in with a password."""
    site = make_site(store, tmp_path, site="https://assess.example")
    site.with_password()
    return site


def deeds(store: Store) -> list[tuple[str, str]]:
    """Return who did what, oldest first."""
    entries = account_trail(store).entries
    return [(e.actor.name, e.what.value) for e in reversed(entries)]


def test_whatever_is_done_in_the_browser_names_who_did_it(
    closed: Site, tmp_path: Path
) -> None:
    store = closed.store
    ana = closed.signed_in("administrator")
    team = {"name": "Ports", "kind": "government", "country": "XS"}
    made = ana.save("/teams/new", team).headers["Location"]
    ana.save(made, {"name": "Harbours"})
    ana.save(f"{made}/members", {"email": EMAIL, "role": "reader"})
    to_site = {"email": "new@example.org", "language": "en", "send": "1"}
    ana.save("/administrators/invitations", to_site)
    (mail,) = mails(tmp_path)
    new = {"name": "New", "password": PASSWORD, "password_confirm": PASSWORD}
    closed.client().save(link_in(mail), new)
    account = find_account(store, EMAIL)
    assert account is not None
    ana.save(f"/administrators/accounts/{account.id}/sign-out", {})
    anna = closed.client()
    anna.save("/sign-in", {"email": EMAIL, "password": PASSWORD})
    anna.get("/account/data.json")
    words = {
        "password": PASSWORD,
        "new_password": "another long one",
        "new_password_confirm": "another long one",
    }
    anna.save("/account/password", words)
    anna.save("/sign-out", {})

    name, own = "Ana Pereira", EMAIL
    done = deeds(store)
    start = done.index((name, "team-made"))
    assert done[start:] == [
        *((name, "team-made"), (name, "team-changed"), (name, "roles")),
        *((name, "invited"), ("New", "account-made"), ("New", "invitation-used")),
        *(("New", "administrator"), ("New", "signed-in")),
        *((own, "signed-in"), (own, "data-taken"), (own, "password")),
        (own, "signed-out"),
    ]
    text = ana.get(TRAIL).text
    for said in ("made the team", "Harbours", "new@example.org", "Reader"):
        assert said in text
    assert PASSWORD not in text


def test_the_trail_is_read_page_by_page_with_the_same_queries(closed: Site) -> None:
    ana = closed.signed_in("administrator")
    with counted_queries(closed.store.engine) as few:
        ana.get(TRAIL)
    for _ in range(PER_PAGE):
        closed.signed_in_as(EMAIL)
    with counted_queries(closed.store.engine) as many:
        first = ana.get(TRAIL)

    assert len(few) == len(many)
    assert "page=2" in first.text
    for number in ("2", "0", "-3", "99", "9" * 30, "x"):
        assert ana.get(f"{TRAIL}?page={number}").status_code == 200


def test_the_table_runs_no_formula(closed: Site) -> None:
    ana = closed.signed_in("administrator")
    for name in ("=cmd()", "@SUM(1)"):
        ana.save("/teams/new", {"name": name, "kind": "training", "country": ""})

    data = ana.get(f"{TRAIL}.csv")

    assert "attachment" in data.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(data.text.removeprefix("\ufeff"))))
    assert rows[0]["whom"] == "'@SUM(1)"
    for row in rows:
        assert not any(cell.startswith(("=", "@", "+", "-")) for cell in row.values())


@pytest.mark.parametrize("who", ["coordinator", "contributor", "reader"])
def test_only_administrators_read_it(closed: Site, who: str) -> None:
    assert closed.signed_in(who).get(TRAIL).status_code in {403, 404}
    assert closed.client().get(TRAIL).status_code == 303


def test_every_event_has_its_words() -> None:
    assert set(EVENT_WORDS) == set(AccountEvent)
