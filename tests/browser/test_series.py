"""Two rounds with a changed edition between them, on a phone; the pages in every mode."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from assessment.services.assessments.making import create_assessment
from assessment.services.rounds.carrying import RoundStart, start_round
from assessment.storage.engine import Store
from tests.browser.conftest import MakeContext, serve, sign_in
from tests.browser.test_pages import MODES, too_wide, violations
from tests.builders import an_assessment
from tests.databases import STAMP
from tests.teams import in_our_team
from tests.two_editions import AFTER, ANSWERS, BEFORE, keep_both
from tests.web import Site, web_app

PHONE = {"width": 390, "height": 800}


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Site:
    """A site that uses the second edition."""
    keep_both(store)
    return Site(web_app(store, tmp_path, AFTER, demo=True), store, AFTER)


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    """Where it is served."""
    yield from serve(site)


@pytest.fixture
def last(site: Site) -> UUID:
    """The round of 2025, which answers the first edition."""
    whole = an_assessment(BEFORE, ANSWERS, code="XS", period="2025")
    team = in_our_team(site.store)
    return create_assessment(site.store, BEFORE, whole, stamp=STAMP, team=team).id


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_a_new_round_in_a_new_edition_is_gone_through_to_the_end(
    site: Site, address: str, last: UUID, new_context: MakeContext, has_script: bool
) -> None:
    mara = sign_in(new_context(viewport=PHONE, java_script_enabled=has_script), address)
    mara.goto(f"{address}/assessments/{last}/manage")
    mara.get_by_role("link", name="Start a new round").click()
    assert "1 question is new." in mara.locator("main").inner_text()
    mara.get_by_role("button", name="Start the round").click()
    key = UUID(mara.url.rstrip("/").rpartition("/")[2])

    mara.get_by_role("link", name="2 answers to confirm").click()
    mara.locator("li", has_text="An act on lighthouses").get_by_role(
        "button", name="Still true"
    ).click()
    assert "Confirmed:" in mara.get_by_role("status").first.inner_text()
    mara.get_by_role("link", name="Change it").click()
    assert "Two shelters." in mara.locator("main").inner_text()
    mara.get_by_role("button", name="Still true").click()

    mara.goto(f"{address}/assessments/{key}/indicators/data")
    assert "What was answered to edition 2025" in mara.locator("main").inner_text()
    mara.get_by_label("There is a first step of data.").check()
    mara.get_by_label("The list is published.").check()
    mara.get_by_role("button", name="Save and continue").click()
    mara.goto(f"{address}/assessments/{key}/indicators/budget")
    mara.get_by_label("There is a first step of budget.").check()
    mara.get_by_role("button", name="Save and continue").click()

    mara.goto(f"{address}/assessments/{key}/progress")
    said = mara.locator("main").inner_text()
    assert "The new edition of the questions: 2025 then, 2026 now" in said
    stored = site.stored(key)
    assert stored.assessment.answers.keys() == {"law", "data", "care", "budget"}
    assert not any(p.to_confirm or p.former for p in stored.pages.values())
    assert stored.pages["law"].carried == 1


@pytest.mark.parametrize("mode", MODES)
def test_its_pages_have_no_violation_and_fit_every_screen(
    site: Site, address: str, last: UUID, new_context: MakeContext, mode: str
) -> None:
    start = RoundStart("2026", edition=AFTER)
    key = start_round(site.store, BEFORE, last, start, stamp=STAMP).id
    page = sign_in(new_context(**MODES[mode]), address)  # type: ignore[arg-type]
    found = []
    for path in (
        f"{key}/carried",
        f"{key}/progress",
        f"{key}/indicators/law",
        f"{key}/indicators/data",
        f"{key}/indicators/care",
        f"{last}/edition",
        f"{last}/next-round",
    ):
        page.goto(f"{address}/assessments/{path}")
        found += [(path, each) for each in violations(page)]
        found += [(path, each) for each in too_wide(page)]
    assert found == []
