"""Single sign-on, against a provider of OpenID Connect that runs as a process of its own."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from werkzeug.test import TestResponse

from assessment.domain.people.invitations import Offer
from assessment.domain.people.teams import TeamRole
from assessment.services.people.accounts import create_account, find_account
from assessment.services.people.invitations import invite
from assessment.services.people.teams import list_members
from assessment.sign_on_settings import SingleSignOn
from assessment.storage.engine import Store
from tests.databases import NOON, STAMP
from tests.teams import OURS, a_team
from tests.web import EMAIL, AuditedClient, Site, make_site

PEOPLE = (
    {
        "sub": "anna",
        "email": "Anna@example.org",
        "email_verified": True,
        "name": "Anna",
    },
    {"sub": "liar", "email": EMAIL, "email_verified": False},
    {"sub": "silent", "email": EMAIL},
    {"sub": "ben", "email": "ben@example.org", "email_verified": True, "name": "Ben"},
)
PATIENCE_S = 60


@pytest.fixture(scope="module")
def provider() -> Iterator[SingleSignOn]:
    """A provider that knows PEOPLE."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    claims = [f"--user-claims={json.dumps(person)}" for person in PEOPLE]
    command = [sys.executable, "-m", "oidc_provider_mock", f"--port={port}", *claims]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    issuer = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{issuer}/.well-known/openid-configuration")
        yield SingleSignOn(issuer, "assess", "a secret", "Ministry")
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def _wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            requests.get(address, timeout=2).raise_for_status()
        except requests.RequestException:
            assert time.monotonic() < end, "the provider did not start"
            time.sleep(0.2)
        else:
            return


@pytest.fixture
def closed(store: Store, tmp_path: Path, provider: SingleSignOn) -> Site:
    """A site with an account, and the provider."""
    site = make_site(store, tmp_path, demo=False, sign_on=provider)
    site.with_password()
    return site


def come_by(client: AuditedClient, who: str) -> str:
    """Sign in at the provider as *who*; return the path that we are then led to."""
    return str(back_from(client, who, {}).location)


def back_from(client: AuditedClient, who: str, carried: dict[str, str]) -> TestResponse:
    """Sign in at the provider as *who*; return what our site then answers."""
    there = client.save("/sign-in/with/provider", carried)
    assert there.status_code == 302
    assert "code_challenge_method=S256" in there.location
    back = requests.post(
        there.location, data={"sub": who}, timeout=10, allow_redirects=False
    )
    assert back.status_code == 302, back.text
    path = back.headers["Location"].removeprefix("http://localhost")
    return client.get(path)


def is_in(client: AuditedClient) -> bool:
    """Return whether *client* is signed in."""
    return client.get("/account").status_code == 200


def test_a_verified_address_is_that_of_the_account(closed: Site) -> None:
    client = closed.client()
    page = client.get("/sign-in")
    assert "Sign in with Ministry" in page.text
    allowed = page.headers["Content-Security-Policy"]
    assert "form-action 'self' http://127.0.0.1:" in allowed

    assert come_by(client, "anna") == "/"

    assert is_in(client)
    assert EMAIL in client.get("/account").text


@pytest.mark.parametrize("who", ["liar", "silent"])
def test_an_address_that_is_not_verified_is_nobodys(closed: Site, who: str) -> None:
    client = closed.client()

    assert come_by(client, who) == "/sign-in"

    assert not is_in(client)
    assert "not verified there" in client.get("/sign-in").text


def test_a_stranger_gets_no_account_and_who_is_invited_does(closed: Site) -> None:
    stranger = closed.client()
    assert come_by(stranger, "ben") == "/sign-in"
    assert "Ask your coordinator to invite you" in stranger.get("/sign-in").text
    assert find_account(closed.store, "ben@example.org") is None
    a_team(closed.store)
    anna = find_account(closed.store, EMAIL)
    assert anna is not None
    offer = Offer("BEN@example.org", OURS, frozenset({TeamRole.READER}), "en")
    token = invite(closed.store, offer, stamp=STAMP)

    ben = closed.client()
    assert come_by(ben, "ben") == "/"

    assert is_in(ben)
    member = next(
        m for m in list_members(closed.store, OURS) if m.email == "ben@example.org"
    )
    assert (member.name, member.roles) == ("Ben", {TeamRole.READER})
    assert closed.client().get(f"/invitations/{token}").status_code == 404


def test_an_answer_that_nobody_asked_for_signs_nobody_in(closed: Site) -> None:
    client, other = closed.client(), closed.client()
    there = other.save("/sign-in/with/provider", {})
    back = requests.post(
        there.location, data={"sub": "anna"}, timeout=10, allow_redirects=False
    )
    path = back.headers["Location"].removeprefix("http://localhost")

    client.get(path)

    assert not is_in(client)


def test_a_site_that_asks_for_a_second_factor_asks_here_too(
    store: Store, tmp_path: Path, provider: SingleSignOn
) -> None:
    site = make_site(store, tmp_path, demo=False, sign_on=provider, second_factor=True)
    create_account(store, EMAIL, password=None, now=NOON)
    client = site.client()

    assert come_by(client, "anna").startswith("/account/second-factor")

    assert not is_in(client)


def test_what_was_typed_comes_along_through_the_provider(closed: Site) -> None:
    to = f"/assessments/{closed.begin()}/indicators/law"
    carried = {"kept-to": to, "kept-note": "half a sentence", "kept-met": "c1"}

    page = back_from(closed.client(), "anna", carried)

    assert "You are signed in again" in page.text
    assert "half a sentence" in page.text
    assert f'action="{to}"' in page.text
    assert 'name="met" value="c1"' in page.text
    with closed.store.engine.connect() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM parked_text").scalar()
    assert left == 0
