"""Passkeys in a real browser, with the authenticator that Chromium makes for tests."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeContext, sign_in

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def here(address: str) -> str:
    """The site by its name: passkeys belong to names, not to numbers."""
    return address.replace("127.0.0.1", "localhost")


def with_key(page: Page) -> None:
    """Give the browser of *page* a device that keeps passkeys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def pictured(page: Page, name: str) -> None:
    """Keep a picture where ``PICTURES`` names a folder, to be looked at."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_passkey_is_made_and_signs_in_alone(
    here: str, new_context: MakeContext
) -> None:
    page = sign_in(new_context(viewport={"width": 390, "height": 800}), here)
    with_key(page)
    page.goto(f"{here}/account")
    page.get_by_role("link", name="Add a passkey").click()
    pictured(page, "passkeys-empty")
    page.get_by_label("Name of the passkey").fill("Phone of Mara")
    page.get_by_role("button", name="Add a passkey").click()

    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    expect(page.get_by_text("Phone of Mara", exact=True)).to_be_visible()
    pictured(page, "passkeys")
    page.goto(f"{here}/account")
    pictured(page, "account")
    page.get_by_role("button", name="Sign out", exact=True).last.click()
    page.goto(f"{here}/sign-in")
    pictured(page, "sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.wait_for_url(f"{here}/")
    page.goto(f"{here}/account")
    expect(page.get_by_role("rowheader", name="Chrome, Linux").first).to_be_visible()


def test_a_browser_without_a_key_says_so_and_offers_another_way(
    here: str, new_context: MakeContext
) -> None:
    page = new_context().new_page()
    with_key(page)
    page.goto(f"{here}/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("That did not work")
    expect(page.get_by_role("button", name="Try again")).to_be_focused()
    pictured(page, "passkey-failed")
    page.get_by_role("link", name="Sign in with a password").click()
    expect(page.get_by_label("Password")).to_be_visible()


def test_without_script_the_page_says_what_remains(
    here: str, new_context: MakeContext
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{here}/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("note")).to_contain_text("Passkeys need JavaScript")
    pictured(page, "passkey-no-script")
