"""A government replies to an alternative assessment, and everybody reads it."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from assessment.domain.people.teams import TeamKind, TeamRole
from assessment.services.people.teams import add_member
from assessment.services.rounds.reading import publication_by_code
from assessment.services.samples.demo_people import DEMO_PEOPLE, ORGANISATION
from tests.browser.conftest import MakeContext, sign_in
from tests.browser.test_pages import too_wide, violations
from tests.databases import STAMP
from tests.teams import a_team, in_our_team
from tests.voices import a_voice, published
from tests.web import Site

NATIONAL = UUID(int=0x60)


def looked_at(page: Page) -> list[str]:
    """Return what is wrong with the page as it is, with everything unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    return violations(page) + too_wide(page)


@pytest.mark.parametrize("script", [True, False])
def test_a_reply_is_given_corrected_and_read(
    site: Site, address: str, new_context: MakeContext, script: bool
) -> None:
    in_our_team(site.store)
    voice = published(site.store, site.framework, a_voice(site.framework), ORGANISATION)
    a_team(site.store, NATIONAL, TeamKind.GOVERNMENT, "XB")
    email = DEMO_PEOPLE["coordinator"].email
    add_member(site.store, NATIONAL, email, {TeamRole.COORDINATOR}, stamp=STAMP)
    narrow = {"viewport": {"width": 390, "height": 800}}
    page = sign_in(new_context(java_script_enabled=script, **narrow), address)
    here = f"{address}/published/{voice.code}"

    page.goto(here)
    page.get_by_role("link", name="All replies").click()
    page.get_by_role("link", name="Reply to the whole").click()
    page.fill("#reply", "The law of 2025 is left out.")
    page.get_by_role("button", name="Publish the reply").click()
    expect(page.locator("#summary")).to_contain_text("Say in what function you reply")
    expect(page.locator("#reply")).to_have_value("The law of 2025 is left out.")
    page.fill("#function", "Head of unit")
    page.get_by_role("button", name="Publish the reply").click()
    page.get_by_role("link", name="Correct or withdraw").click()
    page.fill("#reply", "The law of 2026 is left out.")
    page.get_by_role("button", name="Publish the correction").click()

    reader = new_context(**narrow).new_page()
    reader.goto(here)
    expect(reader.locator("#reply")).to_contain_text("The law of 2026 is left out.")
    reader.get_by_role("link", name="All replies").click()
    expect(reader.locator("main")).to_contain_text("corrected on 4 May 2026")
    assert reader.get_by_role("link", name="Reply to the whole").count() == 0
    assert looked_at(reader) == []
    found = publication_by_code(site.store, voice.code)
    assert found is not None
    assert found.snapshot == voice
