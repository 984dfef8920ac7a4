"""A code of an app after the password: set up, asked for, used once, and recovered."""

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from passlib.totp import TOTP
from werkzeug.test import TestResponse

from assessment.domain.people.teams import TeamRole
from assessment.services.people.parking import (
    KEPT_FOR,
    LONGEST,
    MOST,
    park,
    take_parked,
)
from assessment.services.people.teams import add_member
from assessment.storage.engine import Store
from tests.databases import NOON, STAMP
from tests.integration.web.test_own_account import enter, is_in, link_in, mails
from tests.teams import OURS, a_team
from tests.web import EMAIL, PASSWORD, AuditedClient, Site, hidden, make_site

STEP_S = 30


@pytest.fixture
def closed(store: Store, tmp_path: Path) -> Site:
    """A site that is no demo, with an account."""
    site = make_site(store, tmp_path, demo=False, site="https://assess.example")
    site.with_password()
    return site


def key_in(page: str) -> str:
    """Return the key that a person types into their app."""
    found = re.search(r'<code dir="ltr">([^<]*)</code>', page)
    assert found
    return found.group(1)


def code(key: str, step: int = 0) -> str:
    """Return what the app shows *step* half minutes from now."""
    now = int(datetime.now(UTC).timestamp())
    return str(TOTP(key=key).generate(now + step * STEP_S).token)


def send(client: AuditedClient, path: str, given: dict[str, str]) -> TestResponse:
    """Send a form of a page on the way in; opening the sign-in page would begin anew."""
    page = client.get(path.replace("/recovery", "/code")).text
    form = {"csrf_token": hidden(page, "csrf_token"), **given}
    return client.post(path, data=form, headers={"Origin": "http://localhost"})


def set_up(client: AuditedClient) -> str:
    """Set up an app; return its key."""
    page = client.save("/account/second-factor", {"setup": "authenticator"})
    assert "<svg" in page.text
    assert "data:" not in page.text
    to = re.search(r'action="(/account/second-factor/[^"]+)"', page.text)
    assert to
    key = key_in(page.text)
    gone = client.save(html.unescape(to.group(1)), {"code": code(key, -1)})
    assert gone.location == "/account"
    return key


def test_a_code_is_asked_for_and_works_once(closed: Site) -> None:
    key = set_up(enter(closed))

    client = closed.client()
    gone = client.save("/sign-in", {"email": EMAIL, "password": PASSWORD})
    assert gone.location.startswith("/sign-in/code")
    assert not is_in(client), "the password alone opens nothing"
    wrong = send(client, "/sign-in/code", {"code": "000000"})
    assert "This code is not right" in wrong.text
    now = code(key)
    send(client, "/sign-in/code", {"code": now})
    assert is_in(client)

    other = enter(closed)
    again = send(other, "/sign-in/code", {"code": now})
    assert "was used already" in again.text
    assert not is_in(other)


def test_codes_cannot_be_guessed(closed: Site) -> None:
    set_up(enter(closed))
    client = enter(closed)

    answers = [send(client, "/sign-in/code", {"code": "1"}) for _ in range(11)]

    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429


def test_a_recovery_code_signs_in_once_and_is_not_stored_readably(
    closed: Site, tmp_path: Path
) -> None:
    here = enter(closed)
    set_up(here)
    page = here.save("/account/recovery-codes", {"generate_new_codes": "1"})
    codes = re.findall(r"<code>([0-9a-f-]+)</code>", page.text)
    assert len(set(codes)) == 8
    stored = (tmp_path / "assessment.sqlite").read_bytes()
    stored += (tmp_path / "assessment.sqlite-wal").read_bytes()
    assert not any(each.encode() in stored for each in codes)

    client, again = enter(closed), enter(closed)
    send(client, "/sign-in/recovery", {"code": codes[0]})
    refused = send(again, "/sign-in/recovery", {"code": codes[0]})

    assert is_in(client)
    assert "This is none of your recovery codes." in refused.text
    assert "7 recovery codes are left" in client.get("/account").text


def test_a_link_by_mail_is_no_second_factor(closed: Site, tmp_path: Path) -> None:
    set_up(enter(closed))
    client = closed.client()
    client.save("/password", {"email": EMAIL})
    other = "quite another set of words"

    client.save(
        link_in(mails(tmp_path)[-1]), {"password": other, "password_confirm": other}
    )

    assert not is_in(client)


def test_a_site_that_asks_for_it_lets_nobody_in_without(
    store: Store, tmp_path: Path
) -> None:
    site = make_site(store, tmp_path, demo=False, second_factor=True)
    site.with_password()
    client = site.client()
    gone = client.save("/sign-in", {"email": EMAIL, "password": PASSWORD})
    assert gone.location.startswith("/account/second-factor")
    assert not is_in(client)

    page = send(client, "/account/second-factor", {"setup": "authenticator"})
    send(client, "/sign-in/code", {"code": code(key_in(page.text))})

    assert is_in(client)
    kept = client.save("/account/second-factor", {"setup": "disable"})
    assert kept.status_code == 200, "nobody switches off what the site asks for"
    assert "Signing in also asks" in client.get("/account").text


def test_what_was_typed_comes_along_through_the_code(closed: Site) -> None:
    key = set_up(enter(closed))
    page_id = closed.begin()
    to = f"/assessments/{page_id}/indicators/law"
    carried = {"kept-to": to, "kept-note": "half a sentence"}
    client = closed.client()

    asked = client.save("/sign-in", {"email": EMAIL, "password": PASSWORD, **carried})
    assert "half a sentence" in asked.text
    answer = send(client, "/sign-in/code", {"code": code(key), **carried})

    assert "You are signed in again" in answer.text
    assert "half a sentence" in answer.text


def test_a_team_asks_its_members_and_signs_out_who_has_none(closed: Site) -> None:
    closed.with_password("ben@example.org")
    a_team(closed.store)
    add_member(closed.store, OURS, EMAIL, {TeamRole.COORDINATOR}, stamp=STAMP)
    add_member(closed.store, OURS, "ben@example.org", {TeamRole.READER}, stamp=STAMP)
    here = f"/teams/{OURS}/second-factor"
    anna, ben = enter(closed), enter(closed, email="ben@example.org")
    assert 'name="ask"' not in anna.get(here).text
    refused = anna.save(here, {"ask": "yes"})
    assert refused.status_code == 403
    assert "Set up your own second factor first" in refused.text
    set_up(anna)
    assert 'name="ask"' in anna.get(here).text

    anna.save(here, {"ask": "yes"})

    assert is_in(anna)
    assert not is_in(ben)
    gone = ben.save("/sign-in", {"email": "ben@example.org", "password": PASSWORD})
    assert gone.location.startswith("/account/second-factor")
    assert not is_in(ben)
    anna.save(here, {"ask": "no"})
    assert is_in(enter(closed, email="ben@example.org"))


def carried_by(site: Site) -> dict[str, str]:
    """Return what a sign-in form carries along."""
    to = f"/assessments/{site.begin()}/indicators/law"
    return {"kept-to": to, "kept-note": "half a sentence"}


def test_what_was_typed_comes_along_through_a_recovery_code(
    closed: Site, tmp_path: Path
) -> None:
    here = enter(closed)
    set_up(here)
    page = here.save("/account/recovery-codes", {"generate_new_codes": "1"})
    codes = re.findall(r"<code>([0-9a-f-]+)</code>", page.text)
    client = closed.client()
    password = {"email": EMAIL, "password": PASSWORD}

    client.save("/sign-in", {**password, **carried_by(closed)})
    stored = (tmp_path / "assessment.sqlite").read_bytes()
    stored += (tmp_path / "assessment.sqlite-wal").read_bytes()
    answer = send(client, "/sign-in/recovery", {"code": codes[0]})

    assert b"half a sentence" not in stored
    assert "You are signed in again" in answer.text
    assert "half a sentence" in answer.text


def test_what_was_typed_comes_along_through_setting_up(
    store: Store, tmp_path: Path
) -> None:
    site = make_site(store, tmp_path, demo=False, second_factor=True)
    site.with_password()
    client = site.client()
    password = {"email": EMAIL, "password": PASSWORD}
    client.save("/sign-in", {**password, **carried_by(site)})

    page = send(client, "/account/second-factor", {"setup": "authenticator"})
    answer = send(client, "/sign-in/code", {"code": code(key_in(page.text))})

    assert "half a sentence" in answer.text


def test_a_parked_text_is_given_once_within_an_hour_and_there_is_an_end(
    store: Store,
) -> None:
    key = park(store, "half", NOON)
    assert take_parked(store, Fernet.generate_key().decode(), NOON) is None
    assert take_parked(store, key, NOON) == "half"
    assert take_parked(store, key, NOON) is None
    late = park(store, "half", NOON)
    assert take_parked(store, late, NOON + KEPT_FOR) is None
    assert park(store, "x" * (LONGEST + 1), NOON) == ""
    for _ in range(MOST):
        park(store, "half", NOON)
    assert park(store, "half", NOON) == ""
    assert park(store, "half", NOON + KEPT_FOR) != ""
