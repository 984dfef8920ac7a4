"""Coming in: a first password, and the way back to what one wanted to see."""

import re

from assessment.web.accounts import one_time_link
from tests.web import EMAIL, PASSWORD, Site, hidden


def link_of(site: Site) -> str:
    """Return the path of a link that sets the password of an account."""
    site.with_password()
    link = one_time_link(site.app, EMAIL, base_url="http://localhost")
    return link.removeprefix("http://localhost")


def test_who_sets_a_password_is_signed_in(site: Site) -> None:
    client = site.client()
    path = link_of(site)
    form = {"password": PASSWORD, "password_confirm": PASSWORD}

    gone = client.save(path, form)

    assert gone.status_code in {302, 303}
    home = client.get("/")
    assert home.status_code == 200
    assert EMAIL in home.text
    assert "Your password is set." in home.text


def test_a_short_password_that_also_differs_has_two_faults(site: Site) -> None:
    client = site.client()
    path = link_of(site)

    page = client.save(path, {"password": "short", "password_confirm": "other"})

    assert "Use at least 12 characters." in page.text
    assert "The two passwords are not the same." in page.text
    marked = re.findall(
        r'<input type="password" id="(\w+)"[^>]*aria-invalid', page.text
    )
    assert marked == ["password", "password_confirm"]


def test_the_demo_leads_on_to_the_address_that_was_asked_for(site: Site) -> None:
    key = site.begin()
    client = site.client()
    wanted = f"/compare?id={key}"

    asked = client.get(wanted)
    page = client.get(asked.location)
    form = {"who": "reader", "next": hidden(page.text, "next")}
    gone = client.save("/demo/sign-in", form)

    assert gone.location.replace("%3D", "=").endswith(wanted)
    away = client.save("/demo/sign-in", {"who": "reader", "next": "//evil.example"})
    assert away.location == "/"
