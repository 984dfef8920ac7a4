"""What somebody typed is never gone: every page that says "not saved" holds it."""

import re
import sqlite3
from collections.abc import Callable
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from assessment.domain.people.may import Action
from assessment.errors import OutputError
from assessment.services.people.accounts import set_password
from assessment.storage.engine import Store
from assessment.web import kept
from assessment.web.access import allow
from tests.databases import NOON
from tests.web import EMAIL, PASSWORD, AuditedClient, Site, hidden, make_site

NOTE = 'A long <note> with "quotes" & two\nlines.'
TYPED = {
    "version": "0",
    "met": ["c1"],
    "grade": "A",
    "note": NOTE,
    "evidence-0-title": "Law 12/2024",
    "figure-helped": "120",
}
HERE = {"Origin": "http://localhost"}


def page_of(key: UUID) -> str:
    """Return the address of the page that is typed on."""
    return f"/assessments/{key}/indicators/care"


def send(
    client: AuditedClient, key: UUID, token: str = "", **more: str
) -> TestResponse:
    """Send the form as a browser does, whatever the token is worth."""
    data = {"csrf_token": token, **TYPED}
    return client.post(page_of(key), data=data, headers={**HERE, **more})


def fields_of(html: str, after: str) -> list[tuple[str, str]]:
    """Return the fields of the form that is sent to *after*: name and value."""
    form = html.split(f'action="{after}"', 1)[1].split("</form>", maxsplit=1)[0]
    inputs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    areas = re.findall(
        r'<textarea [^>]*name="([^"]*)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL
    )
    return [(name, unescape(value)) for name, value in [*inputs, *areas]]


def as_form(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Return *fields* as a client sends them."""
    return {name: [v for n, v in fields if n == name] for name, _ in fields}


def holds_everything(page: TestResponse) -> bool:
    """Return whether the page shows every text and carries every choice."""
    whole = unescape(page.text)
    return all(text in whole for text in (NOTE, "Law 12/2024", "120")) and (
        'value="c1"' in whole
    )


@pytest.fixture
def closed(store: Store, tmp_path: Path) -> Site:
    """A site that is no demo, with an account."""
    site = make_site(store, tmp_path, demo=False)
    site.with_password()
    return site


def enter(site: Site) -> AuditedClient:
    """Return a browser that signed in."""
    client = site.client()
    client.save("/sign-in", {"email": EMAIL, "password": PASSWORD})
    return client


def sign_out(client: AuditedClient, _site: Site) -> None:
    """Sign out, as in another tab."""
    client.save("/sign-out", {})


def lose_cookie(client: AuditedClient, _site: Site) -> None:
    """Forget the cookie, as a browser that was closed."""
    client.delete_cookie("session")


def change_password(_client: AuditedClient, site: Site) -> None:
    """Set the same password anew, as an administrator does."""
    set_password(site.store, EMAIL, PASSWORD, NOON)


@pytest.mark.parametrize("way", [sign_out, lose_cookie, change_password])
def test_text_comes_along_through_signing_in(
    closed: Site, way: Callable[[AuditedClient, Site], None]
) -> None:
    anna, key = enter(closed), closed.begin()
    token = anna.token()
    way(anna, closed)

    asked = send(anna, key, token)
    form = as_form(fields_of(asked.text, "/sign-in"))
    wrong = anna.post("/sign-in", data={**form, "email": EMAIL, "password": "guess"})
    again = as_form(fields_of(wrong.text, "/sign-in"))
    back = anna.post("/sign-in", data={**again, "email": EMAIL, "password": PASSWORD})
    saved = anna.post(page_of(key), data=as_form(fields_of(back.text, page_of(key))))

    assert asked.status_code == 401
    assert holds_everything(asked)
    assert wrong.status_code == 200
    assert holds_everything(wrong)
    assert PASSWORD not in back.text
    assert holds_everything(back)
    assert "not saved yet" in back.text
    assert saved.status_code == 303
    answer = closed.stored(key).assessment.answers["care"]
    assert answer.note == NOTE
    assert answer.met == {"c1"}


def test_one_click_of_the_demo_carries_text_along_too(site: Site) -> None:
    anna, key = site.signed_in(), site.begin()
    sign_out(anna, site)

    form = as_form(fields_of(send(anna, key).text, "/demo/sign-in"))
    back = anna.post("/demo/sign-in", data={**form, "who": "coordinator"})

    assert back.status_code == 200
    assert holds_everything(back)


def test_a_form_grown_old_is_shown_again_and_can_be_sent(site: Site) -> None:
    anna, key = site.signed_in(), site.begin()

    page = send(anna, key, "an old token")
    saved = anna.post(page_of(key), data=as_form(fields_of(page.text, page_of(key))))

    assert page.status_code == 400
    assert holds_everything(page)
    assert saved.status_code == 303
    assert site.stored(key).assessment.answers["care"].note == NOTE


def test_the_page_comes_back_with_everything_filled_in(site: Site) -> None:
    anna, key = site.signed_in(), site.begin()

    form = as_form(fields_of(send(anna, key, "old").text, page_of(key)))
    page = anna.post(page_of(key), data={**form, "go": "look"})

    assert page.status_code == 200
    assert 'id="met-c1" value="c1" checked' in page.text
    assert unescape(page.text).count(NOTE) == 1
    assert not site.stored(key).assessment.answers


def test_a_script_gets_a_new_token_instead_of_a_dead_end(site: Site) -> None:
    anna, key = site.signed_in(), site.begin()

    told = send(anna, key, "old", Accept="application/json")
    assert told.json is not None
    saved = send(anna, key, told.json["csrf_token"], Accept="application/json")

    assert (told.status_code, told.json["problem"]) == (400, "token")
    assert saved.status_code == 200


def test_a_locked_database_loses_no_text(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, key = site.signed_in(), site.begin()
    token = anna.token()
    file = site.store.engine.url.database
    assert file is not None
    lock = sqlite3.connect(file, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    with site.store.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA busy_timeout = 50")

    page = send(anna, key, token)
    lock.close()

    assert page.status_code == 503
    assert holds_everything(page)
    assert "was not saved" in page.text
    saved = anna.post(page_of(key), data=as_form(fields_of(page.text, page_of(key))))
    assert saved.status_code == 303


def test_a_database_that_is_gone_loses_no_text(site: Site) -> None:
    anna, key = site.signed_in(), site.begin()
    token = anna.token()
    site.store.close()
    Path(site.store.engine.url.database or "").unlink()
    Path(site.store.engine.url.database or "").mkdir()

    page = send(anna, key, token)

    assert page.status_code == 503
    assert holds_everything(page)


def test_our_own_bug_loses_no_text(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    anna, key = site.signed_in(), site.begin()

    @allow(Action.ANSWER)
    def broken(**_values: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setitem(site.app.view_functions, "wizard.save_indicator", broken)
    page = send(anna, key, anna.token())

    assert page.status_code == 500
    assert holds_everything(page)
    assert "may not be" in page.text


def test_what_was_too_long_is_shown_to_be_made_shorter(site: Site) -> None:
    anna, key = site.signed_in(), site.begin()
    text = "word " * 120_000
    data = {"csrf_token": anna.token(), **TYPED, "note": text}

    page = anna.post(page_of(key), data=data, headers=HERE)

    assert page.status_code == 413
    assert text in page.text
    assert "Law 12/2024" in page.text


def test_a_reader_keeps_what_she_typed_but_cannot_send_it(site: Site) -> None:
    reader, key = site.signed_in("reader"), site.begin()

    page = send(reader, key, reader.token())

    assert page.status_code == 403
    assert holds_everything(page)
    assert "Send it again" not in page.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/http://localhost/"},
        {},
    ],
)
def test_words_of_other_sites_are_never_shown_as_ones_own(
    site: Site, headers: dict[str, str]
) -> None:
    key = site.begin()
    for client in (site.signed_in(), site.client()):
        page = client.post(page_of(key), data=TYPED, headers=headers)

        assert page.status_code in {400, 401}
        assert "Law 12/2024" not in page.text


@pytest.mark.parametrize(
    "path",
    ["/sign-out", "/demo/sign-in", "//evil.example/", "https://evil.example", "x"],
)
def test_text_is_carried_to_our_own_pages_only(site: Site, path: str) -> None:
    client = site.client()
    form = {"who": "coordinator", kept.ADDRESS: path, f"{kept.PREFIX}note": NOTE}

    answer = client.save("/demo/sign-in", form)

    assert (answer.status_code, answer.location) == (303, "/")


def test_pages_with_text_may_be_kept_by_the_browser_and_others_not(site: Site) -> None:
    anna, key = site.signed_in(), site.begin()
    caching = {
        path: anna.get(path).headers["Cache-Control"]
        for path in (
            page_of(key),
            f"/assessments/{key}/profile",
            "/assessments/new",
            "/",
        )
    }

    gone = anna.save("/sign-out", {})

    assert list(caching.values()) == [*["private, no-cache"] * 3, "no-store"]
    assert gone.headers["Clear-Site-Data"] == '"cache"'
    assert site.client().get("/sign-in").headers["Cache-Control"] == "no-store"


def test_paths_of_the_server_are_not_shown(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = site.signed_in()

    @allow(Action.SEE)
    def full(**_values: object) -> None:
        raise OutputError("{file} could not be written", file="/srv/secret/report.pdf")

    monkeypatch.setitem(site.app.view_functions, "wizard.tasks", full)
    page = anna.get(f"/assessments/{site.begin()}/")

    assert page.status_code == 503
    assert "/srv/secret" not in page.text


def test_the_token_on_the_page_is_the_one_that_counts(site: Site) -> None:
    anna, key = site.signed_in(), site.begin()
    page = send(anna, key, "old")

    assert send(anna, key, hidden(page.text, "csrf_token")).status_code == 303


def test_what_was_too_long_beside_files_is_shown_to_be_made_shorter(site: Site) -> None:
    """A form that may bring files is refused by its texts, not in mid-stream."""
    key, client = site.begin(), site.signed_in()
    page = f"/assessments/{key}/indicators/care"
    fields = {"csrf_token": client.token(), "met": "c1", "note": "word " * 120_000}
    # By hand: the client of the tests would leave a file of its own open.
    parts = (
        f'--limit\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )

    answer = client.post(
        page,
        data=("".join(parts) + "--limit--\r\n").encode(),
        content_type="multipart/form-data; boundary=limit",
        headers=HERE,
    )

    assert answer.status_code == 413
    assert 'name="note"' in answer.text
    assert "word word word" in answer.text
    assert "care" not in site.stored(key).assessment.answers
