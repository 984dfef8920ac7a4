"""Journeys as people make them: by keyboard, without script, two at once, interrupted."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeContext, sign_in
from tests.builders import an_answer
from tests.web import Site


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus; fail when it never gets it."""
    for _ in range(80):
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by keyboard")


def press(page: Page, selector: str, key: str) -> None:
    """Go to an element by keyboard and press *key* there; Enter leads to a new page."""
    tab_to(page, selector)
    if key != "Enter":
        page.keyboard.press(key)
        return
    with page.expect_navigation():
        page.keyboard.press(key)


def test_the_whole_way_by_keyboard(
    site: Site, address: str, new_context: MakeContext
) -> None:
    page = new_context().new_page()
    page.goto(f"{address}/sign-in")
    press(page, "button[value=coordinator]", "Enter")
    press(page, "a[href='/assessments/new']", "Enter")
    tab_to(page, "input[name=kind][value=training]")  # what this team makes
    tab_to(page, "#country")
    page.keyboard.type("Samplia")
    press(page, "main .button", "Enter")
    expect(page.locator("h1")).to_have_text("Country profile")
    tab_to(page, "input[name=fact-coast][value='']")
    page.keyboard.press("ArrowUp")
    press(page, "input[name=none-routes]", "Space")
    press(page, "button[value=next]", "Enter")
    expect(page.locator("h1")).to_have_text("Title of law")
    press(page, "#met-c1", "Space")
    tab_to(page, "input[name=grade]")
    page.keyboard.press("ArrowDown")
    press(page, "button[value=next]", "Enter")
    expect(page.locator("h1")).to_have_text("Title of data")
    expect(page.locator(".notice")).to_contain_text("level 1 of 4")
    for _ in range(2):
        press(page, "#unknown", "Space")
        press(page, "button[value=next]", "Enter")
    expect(page.locator("h1")).to_have_text("Review")
    press(page, "main .actions a[href$='/results/']", "Enter")

    expect(page.locator("h1")).to_have_text("Results")
    expect(page.locator("#verdict")).to_have_text(
        "Too early for a result: 1 of 3 answered"
    )


def test_the_skip_link_comes_first_and_works(
    address: str, new_context: MakeContext
) -> None:
    page = sign_in(new_context(), address)

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_whole_way_without_script(
    site: Site, address: str, new_context: MakeContext
) -> None:
    page = sign_in(new_context(java_script_enabled=False), address)
    page.click("text=New assessment")
    page.select_option("#country", "XS")
    page.check("input[value=training]")
    page.click("main button")
    page.check("input[name=fact-coast][value=no]")
    page.check("input[name=none-routes]")
    page.click("button[value=next]")
    page.check("#met-c1")
    page.fill("#note", "A note.")
    page.check("input[name=grade][value=A]")
    page.click("button[value=evidence]")
    assert page.input_value("#note") == "A note."
    assert page.locator("text=Level reached").is_visible()
    assert page.locator("[data-level]").inner_text() == "1"
    page.click("button[value=next]")
    page.check("#none")
    page.click("button[value=previous]")
    assert page.input_value("#note") == "A note."
    page.click("text=Results >> nth=0")

    assert page.locator("h1").inner_text() == "Results"


def test_the_level_follows_the_ticks(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin({"coast": ("no",)}, data=an_answer("c1", "c2"))
    page = sign_in(new_context(), address)
    page.goto(f"{address}/assessments/{key}/indicators/law")
    level, label = page.locator("[data-level]"), page.locator("[data-label]")

    expect(page.locator("[data-nothing]")).to_be_visible()
    page.check("#met-c1")
    expect(level).to_have_text("1")
    expect(page.locator("[data-point]")).to_have_text("38")
    page.check("#met-c3")
    expect(level).to_have_text("1")
    expect(page.locator("#met-c3 + span .ahead")).to_be_visible()
    page.check("#met-c2a")
    page.check("#met-c2b")
    expect(level).to_have_text("3")
    expect(label).to_have_text("Full")
    expect(page.locator("[data-action]:visible")).to_have_text("Bring c4 about.")
    page.check("#unknown")
    expect(page.locator("[data-unknown]")).to_be_visible()
    expect(page.locator("label.held #met-c1")).to_be_checked()
    page.uncheck("#unknown")
    expect(level).to_have_text("3")
    page.check("#none")
    expect(level).to_have_text("0")


def test_the_level_on_screen_is_the_one_that_is_scored(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin({"coast": ("yes",)}, data=an_answer("c1", "c2"))
    page = sign_in(new_context(), address)
    url = f"{address}/assessments/{key}/indicators/law"
    for ticks in (["c1"], ["c1", "c2a", "c3"], ["c1", "c2a", "c2b", "c3", "sea"]):
        page.goto(url)
        for box in page.locator("input[name=met]").all():
            box.set_checked(box.get_attribute("value") in ticks)
        shown = (
            page.locator("[data-level]").inner_text(),
            page.locator("[data-point]").inner_text(),
        )
        page.wait_for_timeout(50)
        page.click("button[value=tasks]")
        page.wait_for_url("**/?saved=law")
        page.goto(url)

        scored = (
            page.locator("[data-level]").inner_text(),
            page.locator("[data-point]").inner_text(),
        )
        assert shown == scored


def test_what_is_typed_saves_itself_and_says_so(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin()
    page = sign_in(new_context(), address)
    url = f"{address}/assessments/{key}/indicators/law"
    page.goto(url)

    page.check("#met-c1")
    page.fill("#note", "Typed, never sent.")

    expect(page.locator("[data-status]")).to_have_text(re.compile("^Saved at "))
    answer = site.stored(key).assessment.answers["law"]
    assert (answer.met, answer.note) == ({"c1"}, "Typed, never sent.")
    page.close()


def test_a_page_left_in_the_middle_is_there_next_time(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin({"coast": ("no",), "routes": ()}, law=an_answer("c1"))
    first = sign_in(new_context(), address)
    first.goto(f"{address}/assessments/{key}/indicators/data")
    first.check("#met-c1")
    first.fill("#note", "Half a sentence")
    expect(first.locator("[data-status]")).to_have_text(re.compile("^Saved at "))
    first.context.close()

    again = sign_in(new_context(), address)
    again.goto(f"{address}/assessments/{key}/")
    again.click("text=Continue where you left off")

    expect(again.locator("h1")).to_have_text("Title of care")
    again.go_back()
    again.click("#point-systems > summary")  # complete, so it is folded
    again.click("text=Title of data")
    expect(again.locator("#note")).to_have_value("Half a sentence")


def test_a_lost_connection_is_said_and_saving_goes_on_by_itself(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin()
    context = new_context()
    page = sign_in(context, address)
    page.goto(f"{address}/assessments/{key}/indicators/law")

    context.set_offline(True)
    page.check("#met-c1")
    expect(page.locator("[data-status]")).to_contain_text("no connection")
    context.set_offline(False)

    expect(page.locator("[data-status]")).to_have_text(
        re.compile("^Saved at "), timeout=12_000
    )


def test_leaving_with_unsaved_text_asks_first(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin()
    page = sign_in(new_context(), address)
    page.goto(f"{address}/assessments/{key}/indicators/law")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.locator("#note").press_sequentially("A note without a tick")
    page.click("text=Task list >> nth=0")
    page.wait_for_url(re.compile(rf"{key}/$"))

    assert asked == ["beforeunload"]


def test_pressing_save_while_a_save_is_under_way_is_no_conflict(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin({"coast": ("no",), "routes": ()})
    page = sign_in(new_context(), address)
    page.goto(f"{address}/assessments/{key}/indicators/law")

    page.check("#met-c1")
    page.wait_for_timeout(1195)
    page.click("button[value=next]")

    expect(page.locator("h1")).to_have_text("Title of data")


def test_two_people_on_one_page_lose_nothing(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin(law=an_answer("c1", note="As it was."))
    url = f"{address}/assessments/{key}/indicators/law"
    anna, ben = (sign_in(new_context(), address) for _ in range(2))
    anna.goto(url)
    ben.goto(url)
    ben.check("#met-c2a")
    ben.fill("#note", "Ben's text.")
    expect(ben.locator("[data-status]")).to_have_text(re.compile("^Saved at "))

    anna.check("#met-c3")
    anna.fill("#note", "Anna's text.")
    expect(anna.locator("[data-status]")).to_contain_text("changed this page meanwhile")
    anna.click("button[value=next]")

    expect(anna.locator("h1")).to_have_text("Two people changed this page")
    expect(anna.locator("#note")).to_have_value(
        re.compile("Anna's text.*Ben's text.", re.DOTALL)
    )
    anna.check("#met-c2a")
    anna.locator(".lower button[value=next]").click()
    anna.wait_for_url(re.compile("saved=law"))
    answer = site.stored(key).assessment.answers["law"]
    assert answer.met == {"c1", "c2a", "c3"}
    assert "Anna's text." in answer.note
    assert "Ben's text." in answer.note


@pytest.mark.parametrize(
    ("choice", "met"),
    [("Keep my version", {"c1", "c3"}), ("Keep the version of", {"c1", "c2a"})],
)
def test_a_conflict_is_settled_with_one_press(
    site: Site, address: str, new_context: MakeContext, choice: str, met: set[str]
) -> None:
    key = site.begin(law=an_answer("c1"))
    page = sign_in(new_context(java_script_enabled=False), address)
    page.goto(f"{address}/assessments/{key}/indicators/law")
    site.answered_by_ben(key, "law", an_answer("c1", "c2a"), seen=1)
    page.check("#met-c3")
    page.click("button[value=next]")

    page.click(f"text={choice}")

    assert page.locator("h1").inner_text() != "Two people changed this page"
    assert site.stored(key).assessment.answers["law"].met == met


def test_an_error_is_announced_and_leads_to_its_field(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin()
    page = sign_in(new_context(), address)
    page.goto(f"{address}/assessments/{key}/indicators/care")
    page.check("#met-c1")
    page.click("#figures > summary")
    page.fill("#figure-helped", "3")

    page.click("button[value=next]")

    expect(page.locator("#summary")).to_be_focused()
    assert page.title().startswith("Saved, except one thing")
    page.click("#summary a")
    expect(page.locator("#figure-helped")).to_be_focused()
    expect(page.locator("#figure-helped")).to_have_attribute("aria-invalid", "true")


def test_another_document_is_added_without_leaving_the_page(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin()
    page = sign_in(new_context(), address)
    page.goto(f"{address}/assessments/{key}/indicators/law")
    page.check("#met-c1")
    expect(page.locator("#evidence-0-title")).to_be_hidden()
    page.check("input[name=grade][value=A]")
    page.fill("#evidence-0-title", "First")

    page.click("[data-add-row]")
    expect(page.locator("#evidence-1-title")).to_be_focused()
    expect(page.locator("label[for=evidence-1-title]")).to_have_text(
        "Title of document 2"
    )
    page.keyboard.type("Second")

    expect(page.locator("[data-status]")).to_have_text(re.compile("^Saved at "))
    titles = [e.title for e in site.stored(key).assessment.answers["law"].evidence]
    assert titles == ["First", "Second"]
