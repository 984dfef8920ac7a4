"""Something can be asked of people who have not come in yet; then it becomes theirs."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from assessment.domain.people.asks import AskKind
from assessment.services.delegation.reading import asked_of_account
from assessment.services.delegation.reminding import Postman, remind_due
from assessment.services.history.checking import check_stored_trail
from assessment.services.people.accounts import find_account
from assessment.storage.engine import Store
from assessment.storage.tables import invited_ask_table
from tests.databases import NOON
from tests.integration.web.test_invitations import ACCEPTED, HERE
from tests.integration.web.test_own_account import link_in, mails
from tests.teams import OURS
from tests.web import AuditedClient, Site, make_site

BEN = "ben@example.org"


@pytest.fixture
def open_site(store: Store, tmp_path: Path) -> Site:
    """A demo with a team, reached by an address."""
    return make_site(store, tmp_path, site="https://assess.example")


def invite(client: AuditedClient, role: str = "contributor", email: str = BEN) -> None:
    """Invite somebody by mail."""
    form = {"email": email, "roles": [role], "language": "en", "send": "1"}
    assert client.save(HERE, form).status_code == 303


def ask(client: AuditedClient, key: UUID, email: str = BEN, **more: str) -> int:
    """Ask the data of the health sector of *email*; return the status."""
    form = {"account": f"invited:{email}", "part": "sector:health", **more}
    return client.save(f"/assessments/{key}/asked", form).status_code


def left(store: Store) -> int:
    """Return how much is asked of people who have not come in."""
    with store.reading() as session:
        count = select(func.count()).select_from(invited_ask_table)
        return session.scalar(count) or 0


def test_what_is_asked_of_an_invited_person_becomes_theirs(
    open_site: Site, tmp_path: Path
) -> None:
    key = open_site.begin()
    coordinator = open_site.signed_in()
    invite(coordinator, email="Ben@Example.org")
    page = coordinator.get(f"/assessments/{key}/asked").text
    assert "ben@example.org (invited)" in re.sub(r"\s+", " ", page)

    assert (
        ask(coordinator, key, message="The table is with us", due="2026-05-20") == 303
    )
    assert ask(coordinator, key) == 303, "twice is once"

    page = coordinator.get(f"/assessments/{key}/asked").text
    assert '<span class="tag">invited</span>' in page
    assert "The table is with us" in page
    assert left(open_site.store) == 1
    invitation, asked = mails(tmp_path)
    assert "The table is with us" in asked.get_content()
    assert "open the link of the invitation first" in asked.get_content()
    ben = open_site.client()
    ben.save(link_in(invitation), ACCEPTED)
    assert left(open_site.store) == 0
    account = find_account(open_site.store, BEN)
    assert account is not None
    (line,) = asked_of_account(open_site.store, account.id, most=5).lines
    assert (line.asked.ask.kind, line.asked.ask.key) == (AskKind.SECTOR, "health")
    home = ben.get("/asked").text
    assert "The table is with us" in home
    assert ben.get(f"/assessments/{key}/indicators/ports").status_code in {200, 303}
    history = coordinator.get(f"/assessments/{key}/history.csv").text
    assert "asked" in history
    assert BEN not in history.lower(), "the trail names the invitation"
    assert check_stored_trail(open_site.store).fault is None


def test_it_goes_with_the_invitation(open_site: Site) -> None:
    key = open_site.begin()
    coordinator = open_site.signed_in()
    invite(coordinator)
    ask(coordinator, key)
    found = re.findall(r'action="(/teams/[^"]+/withdraw)"', coordinator.get(HERE).text)

    coordinator.save(found[0], {})

    assert left(open_site.store) == 0
    assert (
        "withdrew what was asked" in coordinator.get(f"/assessments/{key}/history").text
    )
    assert ask(coordinator, key) == 422, "nobody is invited any more"


def test_it_stays_while_another_invitation_is_open(open_site: Site) -> None:
    key = open_site.begin()
    coordinator = open_site.signed_in()
    invite(coordinator)
    invite(coordinator)
    ask(coordinator, key)
    found = re.findall(r'action="(/teams/[^"]+/withdraw)"', coordinator.get(HERE).text)

    coordinator.save(found[0], {})

    assert left(open_site.store) == 1


def test_one_thing_that_was_asked_can_be_withdrawn(open_site: Site) -> None:
    key = open_site.begin()
    coordinator = open_site.signed_in()
    invite(coordinator)
    ask(coordinator, key)
    page = coordinator.get(f"/assessments/{key}/asked").text
    named = re.findall(r'name="ask" value="([^"]+)"', page)

    coordinator.save(f"/assessments/{key}/asked/withdraw", {"ask": named[0]})

    assert left(open_site.store) == 0


def test_its_day_and_note_can_be_changed_and_go_with_them(open_site: Site) -> None:
    key = open_site.begin()
    coordinator = open_site.signed_in()
    invite(coordinator)
    ask(coordinator, key, message="Before", due="2026-05-20")
    here = f"/assessments/{key}/asked"
    (named,) = set(
        re.findall(r'name="ask" value="([^"]+)"', coordinator.get(here).text)
    )

    wrong = coordinator.save(
        f"{here}/change", {"ask": named, "due": "2020-01-01", "message": "x"}
    )
    changed = coordinator.save(
        f"{here}/change", {"ask": named, "due": "2026-06-01", "message": "After"}
    )

    assert (wrong.status_code, changed.status_code) == (422, 303)
    page = coordinator.get(here).text
    assert "After" in page
    assert "Before" not in page
    history = coordinator.get(f"/assessments/{key}/history.csv").text
    assert "ask-changed" in history or "ask_changed" in history
    assert BEN not in history.lower()
    with open_site.store.reading() as session:
        (kept,) = session.execute(select(invited_ask_table)).all()
    assert (kept.note, kept.due.isoformat()) == ("After", "2026-06-01")
    assert check_stored_trail(open_site.store).fault is None


@pytest.mark.parametrize("email", ["eve@example.org", "reader@example.org", ""])
def test_only_whoever_is_invited_to_contribute_is_asked(
    open_site: Site, email: str
) -> None:
    key = open_site.begin()
    coordinator = open_site.signed_in()
    invite(coordinator, "reader", "reader@example.org")

    assert ask(coordinator, key, email) == 422


def test_reminders_go_to_invited_people_until_the_invitation_ends(
    open_site: Site, tmp_path: Path
) -> None:
    key = open_site.begin()
    coordinator = open_site.signed_in()
    invite(coordinator)
    ask(coordinator, key, due="2026-05-06")
    before = len(mails(tmp_path))
    settings = open_site.app.extensions["assessment"].settings
    get = open_site.app.extensions["assessment"].frameworks.get

    def remind(days: int) -> int:
        now = NOON + timedelta(days=days)
        return remind_due(Postman(open_site.store, settings, get, now)).written

    assert remind(0) == 0, "they were just written to"
    assert remind(1) == 1
    assert remind(1) == 0
    assert remind(8) == 0, "the invitation has ended"
    assert len(mails(tmp_path)) == before + 1
    assert OURS.hex not in mails(tmp_path)[-1].get_content()
