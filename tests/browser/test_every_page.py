"""Every page of the URL map, with content: nothing that axe-core finds, nothing too wide.

One site is filled and served for all; each page is loaded once in a language and then looked
at in light and dark, on a screen and on a phone.
"""

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python.sync_playwright
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import MakeContext
from tests.walk.filled import Filled
from tests.walk.refusals import Refusal, refusals
from tests.walk.served import served_site
from tests.walk.visits import Visit, visits

AXE = (
    Path(axe_playwright_python.sync_playwright.__file__).parent / "axe.min.js"
).read_text(encoding="utf-8")
SCREEN = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SMALLEST = {"width": 320, "height": 640}
"""What a page at 1280 pixels is when it is magnified four times (WCAG 1.4.10)."""
COLOURS = ("color-contrast", "link-in-text-block")
OF_SIZES = ("target-size", "scrollable-region-focusable")
"""Rules whose answer may be another one in the dark, or on a phone."""

SEND = """([to, sent]) => {
  const forms = [...document.forms].filter(f => f.method === "post"
    && !f.action.endsWith("/sign-out"));
  const form = to ? forms.find(f => f.getAttribute("action") === to) : forms[0];
  const own = document.createElement("form");
  Object.assign(own, { method: "post", action: form.action });
  const hidden = [...form.querySelectorAll("input[type=hidden]")];
  const fields = [...hidden.map(h => [h.name, h.value]), ...Object.entries(sent)];
  for (const [name, value] of fields) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    own.append(input);
  }
  document.body.append(own);
  own.submit();
}"""
"""Sends what is hidden in a form, and what somebody filled in, without asking anybody."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Filled, str]]:
    """A site with everything in it, and where it is served."""
    with served_site(tmp_path_factory.mktemp("every-page")) as both:
        yield both


class Eyes:
    """Browsers of everybody, which share a language, and what they found."""

    def __init__(
        self, new_context: MakeContext, filled: Filled, address: str, locale: str
    ) -> None:
        self.found: list[str] = []
        self._make, self._locale = new_context, locale
        self._filled, self._address = filled, address
        self._pages: dict[str, Page] = {}

    def page_of(self, who: str) -> Page:
        """Return where somebody looks at pages, as wide as a screen."""
        page = self._pages.get(who) or self._come_in(who)
        page.set_viewport_size(SCREEN)  # type: ignore[arg-type]
        return page

    def open(self, visit: Visit) -> Page:
        """Go to a page, with everything unfolded."""
        page = self.page_of(visit.who)
        answer = page.goto(self._address + visit.path)
        if answer is None or answer.status != visit.status:
            self.found.append(f"{visit.name}: {answer and answer.status} {visit.path}")
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        return page

    def send(self, refusal: Refusal) -> Page:
        """Fill in a form as *refusal* says, and send it."""
        page = self.page_of(refusal.who)
        page.goto(self._address + refusal.page)
        with page.expect_navigation():
            page.evaluate(SEND, [refusal.to, dict(refusal.sent)])
        return page

    def _come_in(self, who: str) -> Page:
        context = self._make(locale=self._locale)
        if who in self._filled.cookies:
            cookie = self._filled.cookies[who]
            context.add_cookies(
                [{"name": "session", "value": cookie, "url": self._address}]
            )
        self._pages[who] = context.new_page()
        return self._pages[who]

    def measure(
        self, page: Page, visit: Visit | Refusal, *sizes: dict[str, int]
    ) -> None:
        """Note where the page scrolls sideways; it keeps the last of *sizes*."""
        for size in sizes:
            page.set_viewport_size(size)  # type: ignore[arg-type]
            over = page.evaluate(
                "e => e.scrollWidth - e.clientWidth",
                page.evaluate_handle("document.documentElement"),
            )
            if over > 0:
                wide = f"{over} pixels too wide at {size['width']}"
                self.found.append(f"{visit.name}: {wide}: {widest(page)}")

    def examine(
        self,
        page: Page,
        visit: Visit | Refusal,
        only: tuple[str, ...] = (),
        but: str = "",
    ) -> None:
        """Note what axe-core finds: by all of its rules, *only* some, or all *but* one."""
        options: dict[str, object] = {"resultTypes": ["violations"]}
        if only:
            options["runOnly"] = {"type": "rule", "values": list(only)}
        if but:
            options["rules"] = {but: {"enabled": False}}
        if not page.evaluate("typeof axe !== 'undefined'"):
            page.evaluate(AXE)
        result = page.evaluate("options => axe.run(document, options)", options)
        self.found += [
            f"{visit.name}: {rule['id']}: {node['html'][:300]}"
            for rule in result["violations"]
            for node in rule["nodes"][:3]
        ]


def widest(page: Page) -> str:
    """Return the elements that stick out furthest."""
    return str(
        page.evaluate(
            """() => {
              const wide = document.documentElement.clientWidth;
              return [...document.querySelectorAll("main *, header *, footer *")]
                .filter(e => { const box = e.getBoundingClientRect();
                               return box.right > wide + 1 || box.left < -1; })
                .slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(" | ");
            }"""
        )
    )


def test_every_page_can_be_read_by_everybody(
    served: tuple[Filled, str], new_context: MakeContext
) -> None:
    eyes = Eyes(new_context, *served, "en")

    for visit in visits(served[0]):
        page = eyes.open(visit)
        eyes.examine(page, visit)
        page.emulate_media(color_scheme="dark")
        eyes.examine(page, visit, COLOURS)
        page.emulate_media(color_scheme="light")
        eyes.measure(page, visit, SMALLEST, PHONE)
        eyes.examine(page, visit, OF_SIZES)

    assert not eyes.found, "\n".join(eyes.found)


def test_every_page_can_be_read_from_right_to_left(
    served: tuple[Filled, str], new_context: MakeContext
) -> None:
    eyes = Eyes(new_context, *served, "ar")

    for visit in visits(served[0]):
        page = eyes.open(visit)
        assert page.locator("html").get_attribute("dir") == "rtl", visit.name
        eyes.measure(page, visit, SCREEN, SMALLEST, PHONE)
        eyes.examine(page, visit, but="color-contrast")

    assert not eyes.found, "\n".join(eyes.found)


def test_every_page_has_room_for_longer_words(
    served: tuple[Filled, str], new_context: MakeContext
) -> None:
    eyes = Eyes(new_context, *served, "fr")

    for visit in visits(served[0]):
        eyes.measure(eyes.open(visit), visit, SCREEN, PHONE, SMALLEST)

    assert not eyes.found, "\n".join(eyes.found)


def test_a_refused_form_takes_the_reader_to_what_is_wrong(
    served: tuple[Filled, str], new_context: MakeContext
) -> None:
    eyes = Eyes(new_context, *served, "en")

    for refusal in refusals(served[0]):
        page = eyes.send(refusal)
        at = page.evaluate("document.activeElement.id")
        if at != "summary":
            eyes.found.append(f"{refusal.name}: the focus is on {at!r}")
            continue
        page.keyboard.press("Tab")
        link = page.evaluate("document.activeElement.getAttribute('href')") or ""
        page.keyboard.press("Enter")
        at = page.evaluate("document.activeElement.id")
        if not at or f"#{at}" != link:
            eyes.found.append(f"{refusal.name}: {link} leads to {at!r}")
        eyes.examine(page, refusal)
        eyes.measure(page, refusal, PHONE)

    assert not eyes.found, "\n".join(eyes.found)
