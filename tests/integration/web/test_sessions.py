"""Sessions of browsers: what ends them, and what never opens one."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from itsdangerous import timed

from assessment.services.people.accounts import set_password
from assessment.services.people.sessions import end_sessions
from assessment.storage.engine import Store
from tests.databases import NOON, STAMP
from tests.web import EMAIL, PASSWORD, AuditedClient, Site, hidden, make_site

COOKIE = "session"


@pytest.fixture
def closed(store: Store, tmp_path: Path) -> Site:
    """A site that is no demo, with an account."""
    site = make_site(store, tmp_path, demo=False, sign_in_limit="5 per minute")
    site.with_password()
    return site


def enter(site: Site, email: str = EMAIL, password: str = PASSWORD) -> AuditedClient:
    """Return a browser that sent the sign-in form."""
    client = site.client()
    client.save("/sign-in", {"email": email, "password": password})
    return client


def copied(site: Site, client: AuditedClient) -> AuditedClient:
    """Return another browser with a copy of the cookie of *client*."""
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    thief = site.client()
    thief.set_cookie(COOKIE, cookie.value)
    return thief


def is_in(client: AuditedClient) -> bool:
    """Return whether *client* is signed in."""
    return client.get("/teams").status_code == 200


def test_a_copied_cookie_dies_when_its_owner_signs_out(closed: Site) -> None:
    anna, elsewhere = enter(closed), enter(closed)
    thief = copied(closed, anna)
    assert is_in(thief)

    anna.save("/sign-out", {})

    assert not is_in(thief)
    assert is_in(elsewhere), "another browser of the same person stays signed in"


@pytest.mark.parametrize("way", ["new password", "administrator"])
def test_every_session_ends_at_once(closed: Site, way: str) -> None:
    browsers = [enter(closed), enter(closed)]

    if way == "administrator":
        assert end_sessions(closed.store, EMAIL, stamp=STAMP) == 2
    else:
        set_password(closed.store, EMAIL, "other words in a row", NOON)

    assert not any(map(is_in, browsers))


def test_signing_in_as_somebody_else_ends_the_session_before(site: Site) -> None:
    anna = site.signed_in()
    thief = copied(site, anna)

    anna.save("/demo/sign-in", {"who": "reader"})

    assert not is_in(thief)
    assert is_in(anna)


def test_nobody_is_remembered_beyond_the_session(closed: Site) -> None:
    client = closed.client()
    form = {"email": EMAIL, "password": PASSWORD, "remember": "y"}

    gone = client.save("/sign-in", form)

    assert gone.status_code == 302
    cookies = " ".join(gone.headers.getlist("Set-Cookie")).lower()
    assert "remember" not in cookies
    assert "expires" not in cookies


@pytest.mark.parametrize("sent", ["form", "json"])
def test_no_token_is_given_out(closed: Site, sent: str) -> None:
    client = closed.client()
    form = {"csrf_token": client.token(), "email": EMAIL, "password": PASSWORD}
    as_json = {"json": form, "headers": {"X-CSRFToken": form["csrf_token"]}}
    given = {"data": form} if sent == "form" else as_json

    answer = client.post(
        "/sign-in?include_auth_token",
        **given,  # type: ignore[arg-type]
    )

    assert "token" not in (answer.json or {}).get("response", {}).get("user", {})
    assert "authentication_token" not in answer.text


def test_no_token_opens_anything(closed: Site, app_token: str) -> None:
    client = closed.client()

    assert client.get(f"/teams?auth_token={app_token}").status_code == 303
    headers = {"Authentication-Token": app_token}
    assert client.get("/teams", headers=headers).status_code == 303


@pytest.fixture
def app_token(closed: Site) -> str:
    """A token that Flask-Security would take."""
    return token_of(closed.app)


def token_of(app: Flask) -> str:
    """Return what the library gives out as a token of the account."""
    with app.test_request_context():
        user = app.extensions["security"].datastore.find_user(email=EMAIL)
        token: str = user.get_auth_token()
    return token


def test_the_token_against_forged_forms_is_renewed_at_sign_in(closed: Site) -> None:
    client = closed.client()
    before = hidden(client.get("/sign-in").text, "csrf_token")
    client.post(
        "/sign-in", data={"csrf_token": before, "email": EMAIL, "password": PASSWORD}
    )

    refused = client.post("/sign-out", data={"csrf_token": before})

    assert refused.status_code == 400
    assert is_in(client)


def test_a_clock_that_was_set_back_signs_nobody_out(
    closed: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter(closed)
    real = timed.time.time
    ago = timedelta(days=400).total_seconds()

    monkeypatch.setattr(timed.time, "time", lambda: real() - ago)

    assert is_in(client)


def test_limits_hold_across_processes_and_restarts(
    closed: Site, tmp_path: Path
) -> None:
    for _ in range(3):
        enter(closed, password="guess")
    again = make_site(closed.store, tmp_path, demo=False, sign_in_limit="5 per minute")
    codes = [
        again.client().save("/sign-in", {"email": EMAIL, "password": "guess"})
        for _ in range(3)
    ]

    assert [answer.status_code for answer in codes] == [200, 200, 429]
    assert "Retry-After" in codes[-1].headers
    assert "up to an hour" in codes[-1].text


def test_successes_do_not_count(closed: Site) -> None:
    for _ in range(4):
        enter(closed, password="guess")

    entered = [is_in(enter(closed)) for _ in range(8)]

    assert all(entered)


def test_one_account_is_guarded_against_many_addresses(
    store: Store, tmp_path: Path
) -> None:
    site = make_site(store, tmp_path, demo=False, account_limit="3 per minute")
    codes = []
    for number in range(5):
        client = site.client()
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        form = {"email": f" {EMAIL.upper()}", "password": "guess"}
        codes.append(client.save("/sign-in", form).status_code)

    assert codes == [200, 200, 200, 429, 429]


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("/sign-in", {"password": "guess"}),
        ("/password", {}),
    ],
)
def test_other_ways_to_write_an_address_are_no_other_account(
    store: Store, tmp_path: Path, page: str, form: dict[str, str]
) -> None:
    site = make_site(store, tmp_path, demo=False, account_limit="3 per minute")
    site.with_password()
    # Full width, a full stop of Chinese: one and the same site.
    ways = ("example.org", "ｅxample.org", "EXAMPLE。org")
    codes = []
    for number in range(8):
        client = site.client()
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        given = {"email": f"anna@{ways[number % len(ways)]}", **form}
        codes.append(client.save(page, given).status_code)

    allowed = 3 if page == "/sign-in" else 5  # messages an hour
    assert codes == [200] * allowed + [429] * (8 - allowed)


def test_the_addresses_of_one_site_count_together(closed: Site) -> None:
    codes = []
    for number in range(7):
        client = closed.client()
        client.environ_base["REMOTE_ADDR"] = f"2001:db8::{number + 1:x}"
        form = {"email": f"guess-{number}@example.org", "password": "guess"}
        codes.append(client.save("/sign-in", form).status_code)

    assert codes == [200] * 5 + [429] * 2
