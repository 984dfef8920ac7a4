"""People at work together: offline for an hour, signed out in mid-sentence, warned of a name."""

import re
from uuid import UUID

from playwright.sync_api import Page, expect

from assessment.domain.records import AuditAction
from assessment.services.history.reading import HistoryOrder, changes_of
from assessment.services.people.sessions import end_sessions
from tests.browser.conftest import MakeContext, sign_in
from tests.builders import an_answer
from tests.databases import STAMP
from tests.web import Site

MINE = "What Anna typed on the train, word by word."
BENS = "What Ben saved at his desk."
NAMED = "Seen in May: Amina, 14, was found at the border."
COORDINATOR = "coordinator@demo.example"


def opened(page: Page, address: str, key: UUID) -> Page:
    page.goto(f"{address}/assessments/{key}/indicators/law")
    return page


def status(page: Page):
    return page.locator("[data-status]")


def note(site: Site, key: UUID) -> str:
    return site.stored(key).assessment.answers["law"].note


def test_offline_for_an_hour_while_another_saves_loses_neither_text(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin(law=an_answer("c1"))
    context = new_context()
    page = opened(sign_in(context, address), address, key)
    page.clock.install()
    context.set_offline(True)
    page.fill("#note", MINE)
    page.clock.run_for(5_000)
    expect(status(page)).to_contain_text("no connection")
    page.clock.run_for(3_600_000)
    site.answered_by_ben(key, "law", an_answer("c1", "c2a", note=BENS), seen=1)

    context.set_offline(False)
    page.clock.run_for(20_000)
    expect(status(page)).to_contain_text("Ben changed this page meanwhile")
    expect(page.locator("#note")).to_have_value(MINE)
    page.locator("button[value=next]").last.click()

    expect(page.locator("h1")).to_have_text("Two people changed this page")
    both = page.locator("#note").input_value()
    assert MINE in both
    assert BENS in both
    page.locator("#form button[value=next]").last.click()
    page.wait_for_url(re.compile("saved=law"))
    assert MINE in note(site, key)
    assert BENS in note(site, key)


def test_a_session_that_ends_in_mid_sentence_comes_back_with_the_sentence(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin(law=an_answer("c1"))
    page = opened(sign_in(new_context(), address), address, key)
    page.locator("#note").press_sequentially(MINE[:20])
    expect(status(page)).to_have_text(re.compile("^Saved at "))
    end_sessions(site.store, COORDINATOR, stamp=STAMP)
    page.locator("#note").press_sequentially(MINE[20:])
    expect(status(page)).to_contain_text("you are signed out")

    page.locator("button[value=next]").last.click()
    expect(page.locator("textarea", has_text=MINE).first).to_be_attached()
    page.click("button[value=coordinator]")
    expect(page.locator("h1")).to_have_text("You are signed in again")
    page.click("button:has-text('Back to the page')")
    expect(page.locator("#note")).to_have_value(MINE)
    expect(status(page)).to_have_text(re.compile("Not saved yet|^Saved at "))
    page.locator("#form button[value=next]").last.click()
    page.wait_for_url(re.compile("saved=law"))

    assert note(site, key) == MINE


def test_a_name_is_not_saved_by_itself_and_stays_on_the_page(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin(law=an_answer("c1"))
    page = opened(sign_in(new_context(), address), address, key)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.fill("#note", NAMED)
    expect(status(page)).to_contain_text("this may name somebody young")
    page.click("text=Task list >> nth=0")
    page.wait_for_timeout(500)

    assert asked == ["beforeunload"]
    expect(page.locator("#note")).to_have_value(NAMED)
    assert note(site, key) == ""


def test_a_name_typed_right_before_leaving_is_asked_about(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin(law=an_answer("c1"))
    page = opened(sign_in(new_context(), address), address, key)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.fill("#note", NAMED)
    page.evaluate("location.href = '/'")
    page.wait_for_timeout(500)

    assert asked == ["beforeunload"]
    expect(page.locator("#note")).to_have_value(NAMED)


def test_a_warning_leads_to_two_ways_on(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin(law=an_answer("c1"))
    page = opened(
        sign_in(new_context(java_script_enabled=False), address), address, key
    )
    page.fill("#note", NAMED)
    page.locator("#form button[value=next]").last.click()
    expect(page.locator("#summary h2")).to_contain_text("may be about one young person")
    expect(page.locator("#note")).to_have_value(NAMED)

    page.fill("#reason", "Amina is a ship, built 14 years ago")
    page.click("button[name=explained]")
    page.wait_for_url(re.compile("saved=law"))

    assert note(site, key) == NAMED
    changes = changes_of(site.store, HistoryOrder(key))
    assert AuditAction.EXPLAINED in {change.entry.action for change in changes}


def test_colleagues_talk_and_settle(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin(law=an_answer("c1"))
    page = opened(sign_in(new_context(), address), address, key)
    page.click("summary:has-text('Leave a comment')")
    page.fill("#comment", "Which year?")
    page.click("button:has-text('Leave this comment')")
    expect(page.locator("#talk .said")).to_have_text("Which year?")

    page.click("button:has-text('All of this is settled')")

    expect(page.locator("#talk .tag")).to_have_count(0)
    expect(page.locator("#talk")).to_contain_text("settled by")
