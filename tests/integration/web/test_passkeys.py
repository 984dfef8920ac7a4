"""Passkeys: alone they sign in, after a password they are the second factor."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from assessment.domain.people.teams import TeamRole
from assessment.services.history.checking import check_stored_trail
from assessment.services.people.teams import add_member
from assessment.services.people.trail import account_trail
from assessment.storage.engine import Store
from assessment.web.passkey_place import passkey_place
from tests.databases import STAMP
from tests.integration.web.test_own_account import enter, is_in
from tests.integration.web.test_second_factor import code, key_in, send, set_up
from tests.passkeys import SoftKey
from tests.teams import OURS, THEIRS, a_team
from tests.web import EMAIL, PASSWORD, AuditedClient, Site, hidden, make_site

PAGE = "/account/passkeys"


@pytest.fixture
def closed(store: Store, tmp_path: Path) -> Site:
    """A site that is no demo, with an account."""
    site = make_site(store, tmp_path, demo=False, site="https://assess.example")
    site.with_password()
    return site


def step(page: TestResponse) -> tuple[str, dict[str, Any], str]:
    """Return where the browser sends its answer, what it is asked, and the token."""
    form = re.search(
        r'<form method="post" action="([^"]+)" data-passkey="\w+" '
        r'data-options="([^"]+)"',
        page.text,
    )
    assert form, page.text
    to, options = (html.unescape(each) for each in form.groups())
    return to, json.loads(options), hidden(page.text, "csrf_token")


def answered(client: AuditedClient, to: str, token: str, answer: str) -> TestResponse:
    """Send what the browser says."""
    form = {"csrf_token": token, "credential": answer}
    return client.post(to, data=form, headers={"Origin": "http://localhost"})


def add(
    client: AuditedClient, key: SoftKey, name: str = "ring of Anna"
) -> TestResponse:
    """Register *key* on the page of passkeys."""
    to, options, token = step(client.save(PAGE, {"name": name}))
    return answered(client, to, token, key.create(options))


def alone(client: AuditedClient, key: SoftKey) -> TestResponse:
    """Sign in with a passkey and nothing else."""
    page = client.get("/sign-in")
    form = {"csrf_token": hidden(page.text, "csrf_token")}
    asked = client.post("/sign-in/passkey", data=form)
    to, options, token = step(asked)
    assert not options.get("allowCredentials"), "nobody learns which keys there are"
    return answered(client, to, token, key.get(options))


def after_password(client: AuditedClient, key: SoftKey) -> TestResponse:
    """Go on with a passkey once the password was right."""
    to, options, token = step(send(client, "/sign-in/passkey", {}))
    return answered(client, to, token, key.get(options))


def test_a_passkey_is_added_named_listed_and_removed(closed: Site) -> None:
    client, key = enter(closed), SoftKey()
    assert add(client, key).location == PAGE
    page = client.get(PAGE).text
    assert "The passkey is added." in page
    assert "ring of Anna" in page
    assert "You have 1 passkey" in client.get("/account").text

    twice = client.save(PAGE, {"name": "ring of Anna"})
    assert "You have a passkey of this name already." in twice.text
    assert "Give the passkey a name." in client.save(PAGE, {"name": " "}).text
    add(client, key, "again")
    assert "This passkey is here already." in client.get(PAGE).text
    client.save(f"{PAGE}/remove", {"name": "ring of Anna"})

    assert "ring of Anna" not in client.get(PAGE).text
    told = [e.what.value for e in account_trail(closed.store).entries]
    assert told[:2] == ["passkey-removed", "passkey-added"]
    assert check_stored_trail(closed.store).fault is None


def test_a_passkey_that_verifies_the_person_signs_in_alone(closed: Site) -> None:
    key, client = SoftKey(), closed.client()
    add(enter(closed), key)

    alone(client, key)

    assert is_in(client)


def test_a_passkey_that_verifies_nobody_does_not_sign_in_alone(closed: Site) -> None:
    key, client = SoftKey(verifies=False), closed.client()
    add(enter(closed), key)

    alone(client, key)

    assert not is_in(client)
    assert "could not be checked" in client.get("/sign-in").text


@pytest.mark.parametrize("wrong", ["another site", "unknown key", "old challenge"])
def test_a_forged_answer_opens_nothing(closed: Site, wrong: str) -> None:
    key, client = SoftKey(), closed.client()
    add(enter(closed), key)
    page = client.get("/sign-in")
    form = {"csrf_token": hidden(page.text, "csrf_token")}
    to, options, token = step(client.post("/sign-in/passkey", data=form))
    if wrong == "another site":
        key.origin = "http://localhost.evil.example"
    elif wrong == "unknown key":
        handle, key = key.handle, SoftKey()
        key.handle = handle
    else:
        options["challenge"] = "b2xk"

    answered(client, to, token, key.get(options))

    assert not is_in(client)


def test_after_the_password_a_passkey_is_asked_for(closed: Site) -> None:
    key, client = SoftKey(verifies=False), closed.client()
    add(enter(closed), key)

    gone = client.save("/sign-in", {"email": EMAIL, "password": PASSWORD})
    assert gone.location.startswith("/sign-in/passkey")
    assert not is_in(client), "the password alone opens nothing"
    page = client.get("/sign-in/passkey").text
    assert "Use a recovery code" in page
    assert "Passkeys need JavaScript" in page
    after_password(client, key)

    assert is_in(client)


def test_who_has_both_chooses(closed: Site) -> None:
    here, key = enter(closed), SoftKey()
    secret = set_up(here)
    add(here, key)
    for way in ("webauthn", "authenticator"):
        client = closed.client()
        gone = client.save("/sign-in", {"email": EMAIL, "password": PASSWORD})
        assert gone.location.startswith("/sign-in/choose")
        gone = send(client, "/sign-in/choose", {"which": way})
        if way == "webauthn":
            after_password(client, key)
        else:
            send(client, "/sign-in/code", {"code": code(secret)})
        assert is_in(client), way


def test_a_passkey_is_what_a_team_asks_for(closed: Site) -> None:
    anna, key = enter(closed), SoftKey()
    here = f"/teams/{OURS}/second-factor"
    assert anna.save(here, {"ask": "yes"}).status_code == 403
    add(anna, key)

    assert anna.save(here, {"ask": "yes"}).status_code == 303

    assert is_in(anna), "who has one is not signed out"
    client = closed.client()
    client.save("/sign-in", {"email": EMAIL, "password": PASSWORD})
    after_password(client, key)
    assert is_in(client)


def test_who_joins_a_team_that_asks_later_is_asked_at_the_next_request(
    closed: Site,
) -> None:
    ben = "ben@example.org"
    closed.with_password(ben)
    anna = enter(closed)
    a_team(closed.store, THEIRS)
    add_member(closed.store, THEIRS, EMAIL, {TeamRole.COORDINATOR}, stamp=STAMP)
    add(anna, SoftKey())
    anna.save(f"/teams/{THEIRS}/second-factor", {"ask": "yes"})
    client = enter(closed, email=ben)
    key = closed.begin()
    note = f"/assessments/{key}/indicators/law"
    assert client.get(note).status_code == 200

    add_member(closed.store, THEIRS, ben, {TeamRole.READER}, stamp=STAMP)

    asked = client.get(note)
    assert (asked.status_code, asked.location) == (303, "/account")
    page = client.get("/account").text
    assert "Your team asks for a second factor" in page
    token = hidden(page, "csrf_token")
    form = {"csrf_token": token, "version": "0", "note": "half a sentence"}
    sent = client.post(note, data=form, headers={"Origin": "http://localhost"})
    assert sent.status_code == 403
    assert "half a sentence" in sent.text
    to, options, token = step(
        client.post(PAGE, data={"csrf_token": token, "name": "mine"})
    )
    answered(client, to, token, SoftKey().create(options))
    assert client.get(note).status_code == 200


def test_a_site_that_asks_for_it_is_satisfied_by_a_passkey(
    store: Store, tmp_path: Path
) -> None:
    site = make_site(store, tmp_path, demo=False, second_factor=True)
    site.with_password()
    client, key = site.client(), SoftKey()
    client.save("/sign-in", {"email": EMAIL, "password": PASSWORD})
    page = send(client, "/account/second-factor", {"setup": "authenticator"})
    send(client, "/sign-in/code", {"code": code(key_in(page.text))})
    add(client, key)

    other = site.client()
    alone(other, key)

    assert is_in(other)


def test_an_erased_account_takes_its_passkeys_along(closed: Site) -> None:
    key, client = SoftKey(), enter(closed)
    add(client, key)
    data = client.get("/account/data.json").text
    assert "ring of Anna" in data
    client.save("/account/erase", {"sure": "yes"})

    other = closed.client()
    alone(other, key)

    assert not is_in(other)
    assert "not known here" in other.get("/sign-in").text


@pytest.mark.parametrize("password_first", [True, False])
def test_what_was_typed_comes_along_through_a_passkey(
    closed: Site, *, password_first: bool
) -> None:
    key, client = SoftKey(), closed.client()
    add(enter(closed), key)
    to = f"/assessments/{closed.begin()}/indicators/law"
    carried = {"kept-to": to, "kept-note": "half a sentence"}
    if password_first:
        client.save("/sign-in", {"email": EMAIL, "password": PASSWORD, **carried})
        page = after_password(client, key)
    else:
        token = hidden(client.get("/sign-in").text, "csrf_token")
        form = {"csrf_token": token, **carried}
        where, options, token = step(client.post("/sign-in/passkey", data=form))
        page = answered(client, where, token, key.get(options))

    assert "You are signed in again" in page.text
    assert "half a sentence" in page.text


@pytest.mark.parametrize(
    ("address", "is_right", "instead"),
    [
        ("http://localhost:8000", True, ""),
        ("http://127.0.0.1:8000", False, "http://localhost:8000/account/passkeys"),
        ("http://[::1]:8000", False, "http://localhost:8000/account/passkeys"),
        ("http://192.0.2.7:8000", False, ""),
        ("https://192.0.2.7", False, ""),
        ("http://assess.example", False, ""),
        ("https://assess.example", True, ""),
    ],
)
def test_it_is_said_where_browsers_take_no_passkeys(
    closed: Site, address: str, is_right: bool, instead: str
) -> None:
    with closed.app.test_request_context(PAGE, base_url=address):
        place = passkey_place()
    sign_in = closed.client().get("/sign-in", base_url=address)

    assert (place.is_right, place.instead) == (is_right, instead)
    assert ("Sign in with a passkey" in sign_in.text) is is_right


def test_the_page_of_passkeys_says_so_in_place_of_its_form(closed: Site) -> None:
    client = enter(closed)
    assert 'id="name"' in client.get(PAGE).text
    for cookie in list(client._cookies.values()):
        client.set_cookie(cookie.key, cookie.value, domain="127.0.0.1")

    page = client.get(PAGE, base_url="http://127.0.0.1:8000").text

    assert 'id="name"' not in page
    assert "do not work at 127.0.0.1" in page
    assert f'href="http://localhost:8000{PAGE}"' in page
