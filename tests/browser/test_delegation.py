"""A coordinator delegates by sector; a contributor answers on a phone and hands back."""

from datetime import timedelta
from uuid import UUID

import pytest

from assessment.domain.people.asks import AskKind
from assessment.domain.records import Actor, Stamp
from assessment.services.delegation.asking import Order, ask, hand_back
from assessment.services.people.accounts import find_account
from assessment.services.samples.demo_people import DEMO_PEOPLE
from tests.browser.conftest import MakeContext, sign_in
from tests.browser.test_pages import MODES, too_wide, violations
from tests.databases import NOON
from tests.web import Site

PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("has_script", [True, False])
def test_from_asking_to_handing_back_on_a_phone(
    real_site: Site, real_address: str, new_context: MakeContext, has_script: bool
) -> None:
    site, address = real_site, real_address
    key = site.begin()
    mara = sign_in(new_context(viewport=PHONE, java_script_enabled=has_script), address)
    mara.goto(f"{address}/assessments/{key}/")
    mara.get_by_role("link", name="Who answers what").click()
    mara.get_by_label("Of whom").select_option(
        label="Jonas Bell (contributor@demo.example)"
    )
    mara.get_by_role("checkbox", name="Police").check()
    mara.get_by_label("Wanted by").fill("2026-05-18")
    mara.get_by_label("Note to them").fill("The yearly table will do")
    mara.get_by_role("button", name="Ask", exact=True).click()
    assert mara.get_by_role("status").inner_text() == "Asked. A message is on its way."
    assert "0 of 3 answered · by 18 May 2026" in mara.locator("main").inner_text()

    jonas = sign_in(
        new_context(viewport=PHONE, java_script_enabled=has_script),
        address,
        "contributor",
    )
    # From signing in to the first answer: one button, a tick, one button.
    jonas.get_by_role("link", name="Begin with the first question").click()
    assert "/indicators/" in jonas.url
    first = jonas.url
    jonas.locator("[name=unknown], [name=met]").first.check()
    jonas.get_by_role("button", name="Save and continue").click()
    jonas.wait_for_url(lambda url: url.partition("?")[0] != first)
    assert "/indicators/" in jonas.url
    assert len(site.stored(key).assessment.answers) == 1
    jonas.get_by_role("link", name="Asked of you").first.click()
    jonas.get_by_role("link", name="Go on with the first open question").wait_for()
    assert "1 of 3 answered" in jonas.locator("main").inner_text()
    width = jonas.locator("html").evaluate("e => e.scrollWidth") if has_script else 390
    assert width == PHONE["width"]
    jonas.locator("summary", has_text="Hand it back").click()
    jonas.get_by_label("Comment for the coordinator").fill("Two are with the ministry")
    jonas.get_by_role("button", name="Hand it back").click()
    jonas.get_by_text("Nothing is with you now.").wait_for()

    mara.reload()
    assert "Two are with the ministry" in mara.locator("main").inner_text()
    mara.get_by_role("button", name="Open it again").click()
    jonas.goto(f"{address}/")
    jonas.get_by_role("link", name="Go on with the first open question").wait_for()


def asked_in_every_way(site: Site) -> UUID:
    """Ask something that is late, something due soon, and something that came back."""
    key = site.begin()
    account = find_account(site.store, DEMO_PEOPLE["contributor"].email)
    assert account is not None
    before = Stamp(Actor(None, "Mara"), NOON - timedelta(days=9))
    site.begin()
    for place, (days, part) in enumerate(
        (
            (-1, (AskKind.SECTOR, "police")),
            (1, (AskKind.POINT, site.framework.points[0].key)),
            (30, (AskKind.INDICATOR, site.framework.indicators[0].key)),
        )
    ):
        order = Order(
            *(account.id, (part,), (NOON + timedelta(days=days)).date()),
            note=f"Note {place}: " + "a-long-word-without-an-end" * 5,
        )
        (one,) = ask(site.store, site.framework, key, order, before)
    jonas = Stamp(Actor(account.id, "Jonas"), NOON)
    assert hand_back(site.store, key, one.id, "Done, two are unknown", jonas)
    return key


@pytest.mark.parametrize("mode", MODES)
def test_its_pages_have_no_violation_and_fit_every_screen(
    real_site: Site, real_address: str, new_context: MakeContext, mode: str
) -> None:
    key = asked_in_every_way(real_site)
    found = []
    for who, path in (
        ("coordinator", f"/assessments/{key}/asked"),
        ("coordinator", f"/assessments/{key}/asked?part=sector:police#ask"),
        ("contributor", "/"),
    ):
        context = new_context(**MODES[mode])  # type: ignore[arg-type]
        page = sign_in(context, real_address, who)
        page.goto(real_address + path)
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        found += violations(page) + too_wide(page)

    assert found == []
