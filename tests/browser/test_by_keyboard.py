"""A round from asking to publishing with nothing but a keyboard, by those who do it."""

from uuid import UUID

from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeContext, sign_in
from tests.builders import an_answer_at
from tests.files import a_pdf
from tests.web import Site

LAW = {"name": "law.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
MOST_STOPS = 200
SEEN = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return "";
  const style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return isSeen && box.width > 0 ? "" : at.outerHTML.slice(0, 120);
}"""


class Hands:
    """Somebody at a keyboard; notes where the focus could not be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: set[str] = set()

    def to(self, selector: str) -> None:
        """Press Tab until the element has the focus."""
        for _ in range(MOST_STOPS):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.page.keyboard.press("Tab")
            if unseen := self.page.evaluate(SEEN):
                self.unseen.add(unseen)
        raise AssertionError(f"{selector} is not reached on {self.page.url}")

    def press(self, selector: str, key: str = "Enter") -> None:
        """Go to an element and press *key* there."""
        self.to(selector)
        self.page.keyboard.press(key)

    def send(self, selector: str) -> None:
        """Go to a link or button, press Enter, and wait for the page that comes of it."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follow(self, link: str, field: str) -> None:
        """Follow a link of the error summary; it leads to its field."""
        self.press(link)
        expect(self.page.locator(field)).to_be_focused()

    def type(self, selector: str, text: str) -> None:
        """Go to a field and write into it."""
        self.to(selector)
        self.page.keyboard.type(text)


def test_a_round_from_asking_to_publishing(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin(
        {"coast": ("no",), "routes": ()},
        data=an_answer_at(site.framework.indicators_by_key["data"], 2),
        care=an_answer_at(site.framework.indicators_by_key["care"], 2),
    )
    mara, jonas, ines = (
        Hands(sign_in(new_context(), address, who))
        for who in ("coordinator", "contributor", "clearing-officer")
    )
    delegate(mara, f"{address}/assessments/{key}/")
    answer(jonas, site, key)
    hand_back(jonas, address)
    publish(mara, ines, f"{address}/assessments/{key}/")

    visitor = new_context().new_page()
    visitor.goto(f"{address}/published")
    expect(visitor.locator("main")).to_contain_text("1 published")
    assert mara.unseen | jonas.unseen | ines.unseen == set()


def delegate(mara: Hands, tasks: str) -> None:
    """Ask the first question of the contributor; a mistake on the way is told."""
    mara.page.goto(tasks)
    mara.send("a[href$='/asked']")
    mara.send("form[action$='/asked'] .actions .button")
    expect(mara.page.locator("#summary")).to_be_focused()
    mara.follow("#summary a[href='#account']", "#account")
    mara.page.keyboard.type("Jonas")
    mara.press("details:has([value='indicator:law']):not([open]) > summary")
    mara.press("[name=part][value='indicator:law']", "Space")
    mara.send("form[action$='/asked'] .actions .button")
    expect(mara.page.get_by_role("status")).to_contain_text("Asked.")


def answer(jonas: Hands, site: Site, key: UUID) -> None:
    """Answer what was asked, attach a file, leave a comment."""
    jonas.page.reload()
    jonas.send("main a.button")
    jonas.press("#met-c1", "Space")
    jonas.press("[name=grade]", "ArrowDown")  # from "not said" on to the first
    jonas.type("#evidence-0-title", "The law")
    jonas.to("#evidence-0-upload")
    with jonas.page.expect_file_chooser() as chooser:
        jonas.page.keyboard.press("Enter")
    chooser.value.set_files([LAW])  # type: ignore[list-item]
    expect(jonas.page.locator("[data-upload-status]")).to_contain_text("law.pdf")
    here = jonas.page.url
    jonas.send("button[value=next]")
    jonas.page.goto(here)
    jonas.press("#talk summary")
    jonas.type("#comment", "Is the decree of May meant?")
    jonas.send("#talk form[action$='/comments'] button")
    expect(jonas.page.locator("#talk")).to_contain_text("Is the decree of May meant?")
    (law,) = site.stored(key).assessment.answers["law"].evidence
    assert (law.title, law.file_name) == ("The law", "law.pdf")


def hand_back(jonas: Hands, address: str) -> None:
    """Say that it is done."""
    jonas.page.goto(f"{address}/asked")
    if jonas.page.locator("main details:not([open])").count():
        jonas.press("main details > summary")
    jonas.type("main details textarea", "One table is with the ministry")
    jonas.send("main details .button")
    expect(jonas.page.get_by_text("Nothing is with you now.")).to_be_visible()


def publish(mara: Hands, ines: Hands, tasks: str) -> None:
    """Review it, hand it on, clear it, publish it."""
    mara.page.goto(tasks)
    mara.send("nav a[href$='/review']")
    expect(mara.page.locator("main")).to_contain_text("Nothing stops it")
    mara.send("main .actions a[href*='/stand']")
    mara.send("form[action$='/hand-on'] button")

    ines.page.goto(f"{tasks}stand")
    ines.send("form[action$='/clear'] button")
    expect(ines.page.locator("#summary")).to_be_focused()
    ines.follow("#summary a", "#clear-function")
    ines.page.keyboard.type("Director")
    ines.send("form[action$='/clear'] button")

    mara.page.goto(f"{tasks}stand")
    mara.to("form[action$='/publish'] [name=visibility]")
    mara.page.keyboard.press("Space")
    for _ in range(4):
        mara.page.keyboard.press("ArrowDown")
    mara.send("form[action$='/publish'] button")
    expect(mara.page.get_by_role("status")).to_have_text("It is published.")


def test_nobody_is_held_on_a_page(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin()
    page = sign_in(new_context(), address)
    for path in ("indicators/law", "stand", "plan", "asked", "profile", ""):
        page.goto(f"{address}/assessments/{key}/{path}")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        for _ in range(MOST_STOPS):
            page.keyboard.press("Tab")
            if page.evaluate(
                "document.activeElement === document.body"
                " || document.activeElement.className === 'skip'"
            ):
                break
        else:
            raise AssertionError(f"no way out of {path} by keyboard")
