"""Every page: no accessibility violation, nothing wider than the screen, light enough."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import MakeContext, sign_in
from tests.builders import an_answer, an_answer_at, we_do_not_know
from tests.teams import OURS
from tests.web import Site

MODES = {
    "light": {"viewport": {"width": 1180, "height": 900}},
    "dark": {"viewport": {"width": 1180, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "narrow dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "arabic": {"viewport": {"width": 1180, "height": 900}, "locale": "ar"},
    "narrow arabic": {"viewport": {"width": 320, "height": 640}, "locale": "ar"},
}


def filled(site: Site) -> UUID:
    """Store an assessment with every kind of answer."""
    answers = {}
    for number, indicator in enumerate(site.framework.indicators[:40]):
        if number % 9 == 4:
            answers[indicator.key] = we_do_not_know()
        else:
            grade = "ABCD"[number % 4]
            answers[indicator.key] = an_answer_at(indicator, number % 5, grade=grade)
    facts = {
        fact.key: (fact.values[-1],) for fact in site.framework.facts if fact.options
    }
    return site.begin(facts, **answers)


def compared(site: Site, count: int) -> str:
    """Return the address of a comparison of *count* whole assessments."""
    answers = {
        indicator.key: an_answer_at(indicator, number % 5)
        for number, indicator in enumerate(site.framework.indicators)
    }
    ids = (site.begin(**answers) for _ in range(count))
    return "/compare?" + "&".join(f"id={id_}" for id_ in ids)


def paths(site: Site, key: UUID) -> Iterator[str]:
    """Yield the address of a page of each kind."""
    base = f"/assessments/{key}"
    answered = site.framework.indicators[1].key
    point = site.framework.points[0].key
    yield from ("/", "/assessments/new", "/assessments/import", "/nothing")
    yield from ("/exercises", "/?shelf=archive", f"{base}/manage")
    yield from ("/teams", f"/teams/{OURS}", f"/teams/{OURS}/invitations", "/account")
    yield from ("/method", "/compare", f"/compare?id={key}")
    yield from (compared(site, count) for count in (2, 8))
    yield from (f"{base}/", f"{base}/profile", f"{base}/review")
    yield f"{base}/indicators/{answered}"
    yield f"{base}/indicators/{site.framework.indicators[-1].key}"
    yield from (f"{base}/history", f"{base}/indicators/{answered}/history")
    yield f"{base}/comments"
    yield from ("/alternatives/new?country=XS", f"{base}/results/voices")
    yield from (f"{base}/plan", f"{base}/plan/targets")
    yield f"{base}/plan/targets/of/{answered}"
    criterion = next(site.framework.indicators_by_key[answered].criteria()).key
    yield f"{base}/plan/{answered}/{criterion}"
    yield from (f"{base}/results/", f"{base}/results/gaps", f"{base}/results/explain")
    yield from (
        f"{base}/results/by/{lens}"
        for lens in ("recommendations", "types", "sectors", "sdg-targets")
    )
    yield f"{base}/results/explain/by/points/{point}"
    yield f"{base}/results/explain/indicators/{answered}"


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


@pytest.mark.parametrize("mode", MODES)
def test_no_page_has_an_accessibility_violation_or_scrolls_sideways(
    real_site: Site, real_address: str, new_context: MakeContext, mode: str
) -> None:
    key = filled(real_site)
    page = new_context(**MODES[mode]).new_page()
    page.goto(f"{real_address}/sign-in")
    found = violations(page) + too_wide(page)
    page.locator("button[value=coordinator]").click()

    for path in paths(real_site, key):
        page.goto(real_address + path)
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        found += violations(page) + too_wide(page)
        assert page.locator("html").get_attribute("dir") == (
            "rtl" if "arabic" in mode else "ltr"
        )

    assert found == []


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
