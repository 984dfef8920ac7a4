"""Typed text in a real browser: through every failure, through leaving, through going back."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessment.domain.people.may import Action
from assessment.errors import N_, StorageError
from assessment.web.access import allow
from tests.browser.conftest import MakeContext, sign_in
from tests.builders import an_answer
from tests.web import Site

NOTE = "Typed with care, two\nlines of it."
WAYS = {"with script": True, "without script": False}


def typed_on(page: Page, address: str, key: UUID) -> None:
    """Open the page of an indicator and type there."""
    page.goto(f"{address}/assessments/{key}/indicators/care")
    page.check("#met-c1")
    page.check("input[name=grade][value=A]")
    page.fill("#evidence-0-title", "Law 12")
    page.fill("#note", NOTE)


def elsewhere(context: BrowserContext, address: str) -> Page:
    """Return another tab of the same browser."""
    other = context.new_page()
    other.goto(f"{address}/")
    return other


def sign_out(context: BrowserContext, address: str, _fail: Any) -> None:
    """Sign out in another tab."""
    elsewhere(context, address).click("text=Sign out")


def sign_in_anew(context: BrowserContext, address: str, _fail: Any) -> None:
    """Sign out and in again in another tab: the form has grown old."""
    other = elsewhere(context, address)
    other.click("text=Sign out")
    other.goto(f"{address}/sign-in")
    other.click("button[value=coordinator]")


def break_down(_context: BrowserContext, _address: str, fail: Any) -> None:
    """Let saving end in a bug of ours."""
    fail(RuntimeError("a bug"))


def lock(_context: BrowserContext, _address: str, fail: Any) -> None:
    """Let the database be locked."""
    fail(StorageError(N_("The database {place} has been busy."), place="x"))


CASES: dict[str, tuple[Callable[..., None], int]] = {
    "signed out": (sign_out, 401),
    "form grown old": (sign_in_anew, 400),
    "bug": (break_down, 500),
    "locked": (lock, 503),
}


@pytest.fixture
def fail(site: Site, monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Let saving fail with an error."""

    def failing(error: Exception) -> None:
        @allow(Action.ANSWER)
        def broken(**_values: object) -> None:
            raise error

        monkeypatch.setitem(site.app.view_functions, "wizard.save_indicator", broken)

    return failing


WITH_AND_WITHOUT_SCRIPT = [
    pytest.param(case, script, id=f"{case}-{way}")
    for case in CASES
    for way, script in WAYS.items()
    # The script goes on with the new token: see below.
    if not (script and case == "form grown old")
]


@pytest.mark.parametrize(("case", "script"), WITH_AND_WITHOUT_SCRIPT)
def test_a_save_that_fails_loses_no_text(  # noqa: PLR0917
    site: Site,
    address: str,
    new_context: MakeContext,
    fail: Callable[[Exception], None],
    monkeypatch: pytest.MonkeyPatch,
    case: str,
    script: bool,
) -> None:
    key = site.begin()
    context = new_context(java_script_enabled=script)
    page = sign_in(context, address)
    cause, status = CASES[case]
    page.goto(f"{address}/assessments/{key}/indicators/care")
    cause(context, address, fail)
    page.check("#met-c1")
    page.check("input[name=grade][value=A]")
    page.fill("#evidence-0-title", "Law 12")
    page.fill("#note", NOTE)
    with page.expect_response(lambda r: r.request.is_navigation_request()) as answer:
        page.locator("button[value=next]").last.click()
    assert answer.value.status == status

    expect(page.locator("textarea", has_text=NOTE).first).to_be_attached()
    if status != 401:  # signing out empties the cache: nobody reads on by going back
        page.go_back()
        expect(page.locator("#note")).to_have_value(NOTE)
        page.go_forward()
    monkeypatch.undo()
    if status == 401:
        page.click("button[value=coordinator]")
        expect(page.locator("h1")).to_have_text("You are signed in again")
    expect(page.locator("textarea", has_text=NOTE).first).to_be_visible()
    page.click("button:has-text('Send it again')")
    page.wait_for_url(re.compile("saved=care"))

    answered = site.stored(key).assessment.answers["care"]
    assert answered.note == NOTE
    assert answered.evidence[0].title == "Law 12"


def test_too_much_at_once_is_shown_to_be_made_shorter(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin()
    page = sign_in(new_context(), address)
    typed_on(page, address, key)
    page.locator("#note").evaluate("note => note.removeAttribute('maxlength')")
    page.fill("#note", "word " * 120_000)
    page.locator("button[value=next]").last.click()
    expect(page.locator("h1")).to_have_text("That was too much at once")

    page.locator("textarea[name=note]").fill("Shorter.")
    page.click("button:has-text('Send it again')")
    page.wait_for_url(re.compile("saved=care"))

    assert site.stored(key).assessment.answers["care"].note == "Shorter."


def no_dialogs(page: Page) -> list[str]:
    """Return the dialogs that the page opens, as they come."""
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    return asked


def test_a_tick_and_a_link_at_once_ask_nothing_and_lose_nothing(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin(law=an_answer("c1"))
    page = sign_in(new_context(), address)
    asked = no_dialogs(page)
    page.goto(f"{address}/assessments/{key}/indicators/law")

    page.check("#met-c2a")
    page.click("text=Task list >> nth=0")
    page.wait_for_url(re.compile(rf"{key}/$"))

    assert site.stored(key).assessment.answers["law"].met == {"c1", "c2a"}
    assert asked == []


def test_a_tick_and_another_address_at_once_lose_nothing(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin(law=an_answer("c1"))
    page = sign_in(new_context(), address)
    asked = no_dialogs(page)
    page.goto(f"{address}/assessments/{key}/indicators/law")

    page.check("#met-c2a")
    page.goto(f"{address}/assessments/{key}/review")
    page.wait_for_timeout(300)

    assert site.stored(key).assessment.answers["law"].met == {"c1", "c2a"}
    assert asked == []


def test_signing_out_right_after_a_tick_saves_it_first(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin(law=an_answer("c1"))
    page = sign_in(new_context(), address)
    asked = no_dialogs(page)
    page.goto(f"{address}/assessments/{key}/indicators/law")

    page.check("#met-c2a")
    page.click("text=Sign out")
    page.wait_for_url(f"{address}/")  # the front door, for everybody

    assert site.stored(key).assessment.answers["law"].met == {"c1", "c2a"}
    assert asked == []


def test_saving_goes_on_after_signing_in_again_in_another_tab(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin()
    context = new_context()
    page = sign_in(context, address)
    page.goto(f"{address}/assessments/{key}/indicators/law")
    sign_out(context, address, None)
    page.check("#met-c1")
    expect(page.locator("[data-status]")).to_contain_text("you are signed out")

    other = elsewhere(context, address)
    other.goto(f"{address}/sign-in")
    other.click("button[value=coordinator]")
    page.fill("#note", NOTE)

    expect(page.locator("[data-status]")).to_have_text(re.compile("^Saved at "))
    assert site.stored(key).assessment.answers["law"].note == NOTE


def test_we_do_not_know_keeps_the_ticks_greyed(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin(law=an_answer("c1", "c2a"))
    page = sign_in(new_context(), address)
    page.goto(f"{address}/assessments/{key}/indicators/law")

    page.check("#unknown")
    expect(page.locator("[data-status]")).to_have_text(re.compile("^Saved at "))
    stored = site.stored(key).assessment.answers["law"]
    assert (stored.is_answered, stored.met) == (False, frozenset())
    expect(page.locator("label.held")).to_have_count(2)
    expect(page.locator("[data-unknown]")).to_be_visible()
    page.reload()
    expect(page.locator("label.held")).to_have_count(2)
    page.locator("#met-c1").click(force=True)

    expect(page.locator("#unknown")).not_to_be_checked()
    expect(page.locator("label.held")).to_have_count(0)
    expect(page.locator("[data-status]")).to_have_text("Not saved yet")
    expect(page.locator("[data-status]")).to_have_text(re.compile("^Saved at "))
    assert site.stored(key).assessment.answers["law"].met == {"c1", "c2a"}


def test_going_back_shows_what_was_saved_and_is_no_conflict(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin({"coast": ("no",), "routes": ()})
    page = sign_in(new_context(), address)
    page.goto(f"{address}/assessments/{key}/indicators/law")
    page.check("#met-c1")
    page.fill("#note", NOTE)
    page.click("button[value=next]")
    expect(page.locator("h1")).to_have_text("Title of data")

    page.go_back()
    expect(page.locator("#note")).to_have_value(NOTE)
    page.check("#met-c2a")

    expect(page.locator("[data-status]")).to_have_text(re.compile("^Saved at "))
    assert site.stored(key).assessment.answers["law"].met == {"c1", "c2a"}
