"""Who may do what, every route × role; CSRF; headers; sign-in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.routing import Rule

from assessment.domain.people.may import Action
from assessment.errors import InvalidAccountError
from assessment.storage.engine import Store
from assessment.web.access import allow
from assessment.web.accounts import create_account, one_time_link
from tests.builders import an_answer
from tests.teams import OURS
from tests.web import EMAIL, PASSWORD, AuditedClient, Site, hidden, make_site


def fill(rule: Rule, site: Site) -> str:
    """Return a URL of *rule* with real values in it."""
    values = {
        "assessment_id": site.begin(law=an_answer("c1")),
        "indicator_key": "law",
        "lens_key": "sectors",
        "lens": "points",
        "group_key": "systems",
        "code": "fr",
        "token": "used",
        "ending": "csv",
        "filename": "css/app.css",
        "team_id": OURS,
        "account": 1,
        "invitation_id": OURS,
    }
    built = rule.build({k: values.get(k, "1") for k in rule.arguments})
    assert built is not None
    return built[1]


def routes(site: Site) -> Iterator[tuple[Rule, str]]:
    """Yield every route with each method it answers to."""
    for rule in site.app.url_map.iter_rules():
        for method in sorted(
            (rule.methods or set()) & {"GET", "POST", "PUT", "DELETE"}
        ):
            yield rule, method


def test_every_post_refuses_a_request_without_a_token(site: Site) -> None:
    anna = site.signed_in()
    accepted = []
    for rule, method in routes(site):
        if method == "GET":
            continue
        response = anna.open(
            fill(rule, site), method=method, data={"who": "coordinator"}
        )
        if response.status_code not in {400, 404}:
            accepted.append((rule.endpoint, response.status_code))
        elif rule.endpoint != "security.verify":
            assert "This form is no longer valid" in response.text, rule

    assert not accepted


def test_a_reader_is_told_that_she_may_only_look(site: Site) -> None:
    reader = site.signed_in("reader")
    key = site.begin()

    page = reader.save(f"/assessments/{key}/indicators/law", {"version": "0"})

    assert page.status_code == 403
    assert "You may not do this" in page.text


def test_a_reader_is_offered_nothing_that_would_be_refused(site: Site) -> None:
    reader, key = site.signed_in("reader"), site.begin(law=an_answer("c1"))
    base = f"/assessments/{key}"

    for path in ("/", f"{base}/profile", f"{base}/indicators/law"):
        page = reader.get(path).text
        assert "Save" not in page.replace("Saved at", "")
        assert "New assessment" not in page
        assert "data-autosave" not in page


def test_a_script_that_is_signed_out_is_told_so(site: Site) -> None:
    client = site.client()
    url = f"/assessments/{site.begin()}/indicators/law"

    told = client.save(url, {"version": "0"}, Accept="application/json")
    page = client.save(url, {"version": "0"})

    assert (told.status_code, told.json) == (401, {"problem": "signed-out"})
    assert page.status_code == 401
    assert "You are signed out" in page.text


@pytest.fixture
def closed(store: Store, tmp_path: Path) -> Site:
    """A site that is no demo."""
    return make_site(store, tmp_path, demo=False, sign_in_limit="5 per minute")


def sign_in(client: AuditedClient, email: str, password: str, after: str = "") -> int:
    """Send the sign-in form; return the status."""
    form = {"email": email, "password": password}
    return client.save(f"/sign-in{after}", form).status_code


def test_signing_in_needs_the_right_password(closed: Site) -> None:
    closed.with_password()
    client = closed.client()

    wrong = client.save("/sign-in", {"email": EMAIL, "password": "a wrong password"})
    stranger = client.save("/sign-in", {"email": "x@example.org", "password": PASSWORD})
    right = client.save(
        "/sign-in?next=/assessments/new", {"email": EMAIL.upper(), "password": PASSWORD}
    )

    assert (wrong.status_code, stranger.status_code) == (200, 200)
    for page in (wrong, stranger):
        assert "The e-mail address or the password is not right." in page.text
    assert (right.status_code, right.location) == (302, "/assessments/new")
    assert client.get("/teams").status_code == 200


def test_signing_out_ends_the_session(closed: Site) -> None:
    closed.with_password()
    client = closed.client()
    sign_in(client, EMAIL, PASSWORD)

    client.save("/sign-out", {})

    assert client.get("/teams").status_code == 303


def test_signing_in_leads_to_no_other_site(closed: Site) -> None:
    closed.with_password()
    client = closed.client()

    gone = client.save(
        "/sign-in?next=https://evil.example/", {"email": EMAIL, "password": PASSWORD}
    )

    assert "evil" not in (gone.location or "")


def test_guessing_passwords_is_slowed_down(closed: Site) -> None:
    client = closed.client()

    codes = [sign_in(client, EMAIL, "guess") for _ in range(6)]

    assert codes == [200] * 5 + [429]


def test_a_one_time_link_sets_the_password_once(closed: Site) -> None:
    create_account(closed.app, EMAIL, None)
    link = one_time_link(closed.app, EMAIL, base_url="https://assess.example")
    path = link.removeprefix("https://assess.example")
    client = closed.client()
    form = {"password": PASSWORD, "password_confirm": PASSWORD}

    first = client.save(path, form)
    second = client.get(path)
    third = client.save(path, form)

    assert re.fullmatch(r"https://assess\.example/password/[\w.-]+", link)
    assert (first.status_code, first.location) == (302, "/")
    assert second.location == third.location == "/password"
    assert "This link was used already" in client.get("/password").text
    assert sign_in(client, EMAIL, PASSWORD) == 302


def test_a_newer_link_ends_the_older_one(closed: Site) -> None:
    create_account(closed.app, EMAIL, None)
    older = one_time_link(closed.app, EMAIL, base_url="http://localhost")
    newer = one_time_link(closed.app, EMAIL, base_url="http://localhost")
    client = closed.client()

    assert client.get(older).location == "/password"
    assert client.get(newer).status_code == 200


def test_a_new_password_must_be_long_and_typed_twice_the_same(closed: Site) -> None:
    create_account(closed.app, EMAIL, None)
    link = one_time_link(closed.app, EMAIL, base_url="http://localhost")
    client = closed.client()

    short = client.save(link, {"password": "short", "password_confirm": "short"})
    unlike = client.save(
        link, {"password": PASSWORD, "password_confirm": "another one"}
    )

    assert "Use at least 12 characters." in short.text
    assert "The two passwords are not the same." in unlike.text


def test_a_link_for_nobody_is_refused(closed: Site) -> None:
    with pytest.raises(InvalidAccountError, match="no account of"):
        one_time_link(closed.app, "nobody@example.org", base_url="http://localhost")


def test_one_click_sign_in_is_for_the_demo_on_this_machine_only(
    site: Site, closed: Site
) -> None:
    form = {"who": "coordinator"}

    assert closed.client().save("/demo/sign-in", form).status_code == 404
    assert "This is a demo" not in closed.client().get("/sign-in").text
    client = site.client()
    token = client.token()
    for environ, host in (
        ({"REMOTE_ADDR": "192.0.2.7"}, "localhost"),
        ({"REMOTE_ADDR": "127.0.0.1"}, "assess.example"),
    ):
        refused = client.post(
            "/demo/sign-in",
            data={"csrf_token": token, **form},
            environ_overrides=environ,
            base_url=f"http://{host}",
        )
        assert refused.status_code in {400, 404}, "another host has no session here"
    assert client.save("/demo/sign-in", {"who": "root"}).status_code == 404
    assert client.save("/demo/sign-in", form).status_code == 303


def test_headers_close_what_pages_do_not_need(site: Site) -> None:
    headers = site.signed_in().get("/").headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/sign-in", "/password", "/nothing"])
def test_no_page_stays_in_a_cache(site: Site, path: str) -> None:
    assert site.client().get(path).headers["Cache-Control"] == "no-store"


def test_cookies_travel_by_https_alone_when_the_site_has_it(
    store: Store, tmp_path: Path
) -> None:
    site = make_site(store, tmp_path, https=True, demo=False)
    site.with_password()
    client = site.client()
    page = client.get("/sign-in", base_url="https://assess.example")

    gone = client.post(
        "/sign-in",
        data={
            "csrf_token": hidden(page.text, "csrf_token"),
            "email": EMAIL,
            "password": PASSWORD,
        },
        base_url="https://assess.example",
        headers={"Referer": "https://assess.example/sign-in"},
    )

    assert gone.status_code == 302
    cookies = gone.headers.getlist("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
    assert "max-age" in gone.headers["Strict-Transport-Security"]


def test_a_bug_shows_no_traceback(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = site.signed_in()

    @allow(Action.SEE)
    def broken(**_values: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setitem(site.app.view_functions, "wizard.tasks", broken)
    page = anna.get(f"/assessments/{site.begin()}/")

    assert page.status_code == 500
    assert "Something went wrong on our side" in page.text
    assert "secret detail" not in page.text
