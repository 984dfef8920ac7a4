"""Pages after a mistake: no accessibility violation, nothing wider than the screen.

Every page as it is opened: ``test_every_page.py``.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import MakeContext, sign_in
from tests.builders import an_answer
from tests.web import Site

MODES = {
    "light": {"viewport": {"width": 1180, "height": 900}},
    "dark": {"viewport": {"width": 1180, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "narrow dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "arabic": {"viewport": {"width": 1180, "height": 900}, "locale": "ar"},
    "narrow arabic": {"viewport": {"width": 320, "height": 640}, "locale": "ar"},
}


def violations(page: Page) -> list[str]:
    """Return what axe-core finds, with the elements."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url}: {rule['id']}: {node['html']}"
        for rule in found
        for node in rule["nodes"][:3]
    ]


def too_wide(page: Page) -> list[str]:
    """Say when the page scrolls sideways."""
    over = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return [f"{page.url} is {over} pixels too wide"] if over > 0 else []


@pytest.mark.parametrize("mode", ["light", "narrow", "narrow dark"])
def test_pages_with_errors_and_conflicts_have_no_violation_either(
    site: Site, address: str, new_context: MakeContext, mode: str
) -> None:
    key = site.begin(law=an_answer("c1", note="As it was."))
    page = sign_in(new_context(java_script_enabled=True, **MODES[mode]), address)
    found = []

    page.goto(f"{address}/assessments/{key}/indicators/care")
    page.click("#figures > summary")
    page.fill("#figure-helped", "3")
    page.check("input[name=grade][value=A]")
    page.fill("#evidence-0-link", "nowhere")
    page.click("button[value=next]")
    found += violations(page) + too_wide(page)
    page.goto(f"{address}/assessments/{key}/indicators/law")
    site.answered_by_ben(key, "law", an_answer("c1", "c2a", note="Ben's."), seen=1)
    page.fill("#note", "Mine, which is another one.")
    page.click("button[value=next]")
    found += violations(page) + too_wide(page)
    page.goto(f"{address}/assessments/new")
    page.click("main button")
    found += violations(page) + too_wide(page)

    assert found == []
