"""People are written to in their own language, whoever acts and in whatever language."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from assessment.services.delegation.reminding import Postman, remind_due
from assessment.services.people.accounts import find_account
from assessment.services.people.arriving import keep_language
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.storage.engine import Store
from tests.databases import NOON
from tests.integration.web.test_invitations import ACCEPTED, HERE
from tests.integration.web.test_own_account import OTHER, enter, link_in, mails
from tests.teams import OURS
from tests.web import EMAIL, PASSWORD, AuditedClient, Site, hidden, make_site

BEN = "ben@example.org"
JONAS = DEMO_PEOPLE["contributor"].email


@pytest.fixture
def closed(store: Store, tmp_path: Path) -> Site:
    """A site that is no demo, with an account."""
    site = make_site(store, tmp_path, demo=False, site="https://assess.example")
    site.with_password()
    return site


@pytest.fixture
def open_site(store: Store, tmp_path: Path) -> Site:
    """A demo with a team, reached by an address."""
    return make_site(store, tmp_path, site="https://assess.example")


def language_of(store: Store, email: str) -> str:
    account = find_account(store, email)
    assert account is not None
    return account.language


def reads(store: Store, email: str, language: str) -> None:
    """Let somebody have chosen a language."""
    account = find_account(store, email)
    assert account is not None
    keep_language(store, account.id, language, is_chosen=True)


def ask(client: AuditedClient, key: UUID, who: object) -> None:
    form = {"account": str(who), "part": "sector:health"}
    assert client.save(f"/assessments/{key}/asked", form).status_code == 303


def in_french(client: AuditedClient) -> AuditedClient:
    client.get("/language/fr")
    return client


def test_the_language_is_kept_as_it_was_chosen_last(closed: Site) -> None:
    assert language_of(closed.store, EMAIL) == ""

    client = enter(closed)  # its browser asks for nothing: English
    assert language_of(closed.store, EMAIL) == "en"
    client.get("/language/ar")
    assert language_of(closed.store, EMAIL) == "ar"
    enter(closed)
    assert language_of(closed.store, EMAIL) == "ar", "nothing was chosen there"
    other = closed.client()
    in_french(other)
    assert language_of(closed.store, EMAIL) == "ar", "nobody signed in there yet"
    other.save("/sign-in", {"email": EMAIL, "password": PASSWORD})
    assert language_of(closed.store, EMAIL) == "fr"


def test_links_and_notices_of_an_account_are_in_its_language(
    closed: Site, tmp_path: Path
) -> None:
    reads(closed.store, EMAIL, "fr")
    client = closed.client()  # speaks English
    client.save("/password", {"email": EMAIL})
    (link,) = mails(tmp_path)
    client.save(link_in(link), {"password": OTHER, "password_confirm": OTHER})
    _, notice = mails(tmp_path)

    assert [mail["Content-Language"] for mail in (link, notice)] == ["fr", "fr"]
    assert link["Subject"] != "Set a new password"
    assert "Set it with this link" not in link.get_content()
    assert notice["Subject"] != "Your password was set"
    assert "tell the person who runs the site" not in notice.get_content()


def test_a_changed_address_is_told_in_the_language_of_the_account(
    closed: Site, tmp_path: Path
) -> None:
    client = enter(closed)
    reads(closed.store, EMAIL, "fr")
    client.save("/account/address", {"email": BEN})
    confirm = mails(tmp_path)[-1]
    token = hidden(client.get(link_in(confirm)).text, "token")
    client.save("/account/address/confirmed", {"token": token})

    told = mails(tmp_path)[-1]

    assert (confirm["To"], confirm["Content-Language"]) == (BEN, "fr")
    assert (told["To"], told["Content-Language"]) == (EMAIL, "fr")
    assert told["Subject"] != "Your address was changed"
    assert "tell the person who runs the site" not in told.get_content()


@pytest.mark.parametrize(
    ("theirs", "expected"), [("fr", "fr"), ("en", "en"), ("", "ar")]
)
def test_what_is_asked_is_told_in_the_language_of_whom_it_is_asked(
    open_site: Site, tmp_path: Path, theirs: str, expected: str
) -> None:
    key = open_site.begin()
    coordinator = open_site.signed_in()
    coordinator.get("/language/ar")
    if theirs:
        reads(open_site.store, JONAS, theirs)
    account = find_account(open_site.store, JONAS)
    assert account is not None

    ask(coordinator, key, account.id)

    (mail,) = mails(tmp_path)
    assert mail["Content-Language"] == expected, "else that of who acts"
    assert ("Asked of you" in mail["Subject"]) is (expected == "en")


def test_nobody_acts_for_cron_and_then_the_assessment_says_the_language(
    open_site: Site, tmp_path: Path
) -> None:
    key = open_site.begin()
    account = find_account(open_site.store, JONAS)
    assert account is not None
    form = {"account": str(account.id), "part": "sector:health", "due": "2026-05-06"}
    open_site.signed_in().save(f"/assessments/{key}/asked", form)
    state = open_site.app.extensions["assessment"]
    get: Callable = state.frameworks.get

    def reminded(days: int) -> str:
        now = NOON + timedelta(days=days)
        assert remind_due(Postman(open_site.store, state.settings, get, now)).written
        return str(mails(tmp_path)[-1]["Content-Language"])

    assert reminded(1) == open_site.stored(key).assessment.language
    reads(open_site.store, JONAS, "fr")
    assert reminded(2) == "fr"


def test_an_invited_person_is_written_to_as_whoever_invites_chose(
    open_site: Site, tmp_path: Path
) -> None:
    key = open_site.begin()
    coordinator = open_site.signed_in()  # speaks English
    form = {"email": BEN, "roles": ["contributor"], "language": "fr", "send": "1"}
    coordinator.save(HERE, form)
    ask(coordinator, key, f"invited:{BEN}")

    invitation, asked = mails(tmp_path)
    assert [m["Content-Language"] for m in (invitation, asked)] == ["fr", "fr"]
    assert "Asked of you" not in asked["Subject"]

    ben = open_site.client()
    ben.save(link_in(invitation), ACCEPTED)
    assert language_of(open_site.store, BEN) == "fr", "until they choose another"
    ben.get("/language/en")
    assert language_of(open_site.store, BEN) == "en"


def test_who_has_an_account_is_invited_in_their_own_language(
    open_site: Site, tmp_path: Path
) -> None:
    coordinator = open_site.signed_in()
    reads(open_site.store, JONAS, "fr")
    form = {"email": JONAS, "roles": ["reader"], "language": "en", "send": "1"}

    coordinator.save(HERE, form)

    (mail,) = mails(tmp_path)
    assert mail["Content-Language"] == "fr"
    assert mail["Subject"] != "You are invited"
    assert OURS.hex not in mail.get_content()
