"""One's own account: password, address, and the browsers one is signed in with."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from assessment.storage.engine import Store
from tests.web import EMAIL, PASSWORD, AuditedClient, Site, hidden, make_site

OTHER = "quite another set of words"


@pytest.fixture
def closed(store: Store, tmp_path: Path) -> Site:
    """A site that is no demo, with an account."""
    site = make_site(store, tmp_path, demo=False, site="https://assess.example")
    site.with_password()
    return site


def enter(site: Site, email: str = EMAIL, password: str = PASSWORD) -> AuditedClient:
    """Return a browser that sent the sign-in form."""
    client = site.client()
    client.save("/sign-in", {"email": email, "password": password})
    return client


def is_in(client: AuditedClient) -> bool:
    """Return whether *client* is signed in."""
    return client.get("/account").status_code == 200


def mails(folder: Path) -> list[EmailMessage]:
    """Return what was written to the outbox, oldest first."""
    files = sorted(
        (folder / "outbox").glob("*"), key=lambda file: file.stat().st_mtime_ns
    )
    read = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
    return [mail for mail in read if isinstance(mail, EmailMessage)]


def link_in(mail: EmailMessage) -> str:
    """Return the path of the last link in *mail*; it leads to the site of the operator."""
    links = re.findall(r"https?://\S+", mail.get_content())
    assert all(link.startswith("https://assess.example") for link in links), links
    return str(links[-1]).removeprefix("https://assess.example")


def test_a_forgotten_password_is_set_by_mail_and_ends_every_session(
    closed: Site, tmp_path: Path
) -> None:
    before = enter(closed)
    client = closed.client()
    # Whatever a forged request claims, the link leads to the site of the operator.
    asked = client.save("/password", {"email": EMAIL.upper()})

    (mail,) = mails(tmp_path)
    assert mail["To"] == EMAIL
    assert "a message with a link is on its way" in asked.text
    form = {"password": OTHER, "password_confirm": OTHER}
    assert client.save(link_in(mail), form).status_code in {302, 303}
    assert is_in(client)
    assert not is_in(before)
    assert mails(tmp_path)[-1]["Subject"] == "Your password was set"
    again = closed.client().get(link_in(mail), follow_redirects=True)
    assert "This link was used already" in again.text


def test_nobody_learns_whether_there_is_an_account(
    closed: Site, tmp_path: Path
) -> None:
    known = closed.client().save("/password", {"email": EMAIL})
    unknown = closed.client().save("/password", {"email": "ben@example.org"})

    def shown(html: str) -> str:
        return re.sub(r'value="[^"]*"', "", html)

    assert known.status_code == unknown.status_code
    assert shown(known.text) == shown(unknown.text)
    assert len(mails(tmp_path)) == 1


def test_mail_cannot_be_asked_for_without_end(closed: Site, tmp_path: Path) -> None:
    answers = [
        closed.client().save("/password", {"email": EMAIL}).status_code
        for _ in range(7)
    ]

    assert answers == [200] * 5 + [429] * 2
    assert len(mails(tmp_path)) == 5


def test_mail_speaks_the_language_of_the_reader(closed: Site, tmp_path: Path) -> None:
    client = closed.client()
    client.set_cookie("language", "fr")
    client.save("/password", {"email": EMAIL})

    (mail,) = mails(tmp_path)
    assert mail["Content-Language"] == "fr"
    assert mail.get_content_type() == "text/plain"


def test_a_changed_password_ends_the_other_browsers(
    closed: Site, tmp_path: Path
) -> None:
    here, elsewhere = enter(closed), enter(closed)
    form = {"password": PASSWORD, "new_password": OTHER, "new_password_confirm": OTHER}

    gone = here.save("/account/password", form)

    assert gone.location == "/account"
    assert is_in(here)
    assert not is_in(elsewhere)
    assert "Sign out everywhere else" not in here.get("/account").text
    assert is_in(enter(closed, password=OTHER))
    assert not is_in(enter(closed))
    assert mails(tmp_path)[-1]["Subject"] == "Your password was changed"


def test_the_present_password_is_asked_for_and_cannot_be_guessed(closed: Site) -> None:
    here = enter(closed)
    form = {"password": "wrong", "new_password": OTHER, "new_password_confirm": OTHER}

    answers = [here.save("/account/password", form) for _ in range(11)]

    assert "This is not your present password." in answers[0].text
    assert answers[-1].status_code == 429


def test_an_address_changes_when_the_new_one_confirms(
    closed: Site, tmp_path: Path
) -> None:
    here = enter(closed)
    here.save("/account/address", {"email": "anna@elsewhere.example"})
    (mail,) = mails(tmp_path)
    assert mail["To"] == "anna@elsewhere.example"
    assert is_in(enter(closed)), "nothing changes before"

    asked = here.get(link_in(mail))
    assert "Use this address" in asked.text
    assert is_in(enter(closed)), "opening the link changes nothing"
    token = hidden(asked.text, "token")
    form = {"csrf_token": hidden(asked.text, "csrf_token"), "token": token}
    gone = here.post("/account/address/confirmed", data=form)

    assert gone.location.endswith("/sign-in")
    assert not is_in(here)
    assert not is_in(enter(closed))
    assert is_in(enter(closed, email="anna@elsewhere.example"))
    told = mails(tmp_path)[-1]
    assert told["To"] == EMAIL
    assert "anna@elsewhere.example" in told.get_content()


def test_an_old_or_foreign_link_confirms_no_address(closed: Site) -> None:
    here = enter(closed)

    for token in ("", "x", "x.y.z"):
        gone = here.save("/account/address/confirmed", {"token": token})
        assert gone.location.endswith("/sign-in")

    assert is_in(here)


def test_an_address_that_is_taken_is_not_told(closed: Site, tmp_path: Path) -> None:
    closed.with_password("ben@example.org")
    here = enter(closed)

    page = here.save("/account/address", {"email": "ben@example.org"})

    assert "a message with a link is on its way" in page.text
    assert mails(tmp_path) == []


def test_a_browser_elsewhere_is_listed_and_signed_out(closed: Site) -> None:
    here, elsewhere, third = enter(closed), enter(closed), enter(closed)
    page = here.get("/account").text
    assert page.count("This browser") == 1
    assert page.count('name="key"') == 2

    here.save("/account/sessions/end", {"key": hidden(page, "key")})
    assert sorted([is_in(elsewhere), is_in(third)]) == [False, True]
    here.save("/account/sessions/end-others", {})

    assert is_in(here)
    assert not is_in(elsewhere)
    assert not is_in(third)


def test_nobody_ends_the_sessions_of_others(closed: Site) -> None:
    closed.with_password("ben@example.org")
    anna, more = enter(closed), enter(closed)
    ben = enter(closed, email="ben@example.org")
    key = hidden(anna.get("/account").text, "key")

    ben.save("/account/sessions/end", {"key": key})

    assert is_in(anna)
    assert is_in(more)
