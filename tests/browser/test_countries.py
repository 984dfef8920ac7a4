"""Three invented countries, each filled in through the real wizard, page by page.

What a person enters is what is stored, and what is scored: answer by answer equal to the
country that was drawn.
"""

import re
from dataclasses import replace
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from assessment.domain.answers import Answer, Assessment
from assessment.domain.framework import FactKind, Framework
from assessment.domain.samples import SampleDraw, draw_sample
from assessment.domain.scoring import score_assessment
from assessment.texts import texts_in
from tests.browser.conftest import MakeContext, sign_in
from tests.web import Site

ARCHETYPES = ("fragile-state", "strong-law-weak-practice", "advanced-system")


def drawn(framework: Framework, archetype: str) -> Assessment:
    """Return an invented country of *archetype*."""
    kind = next(a for a in framework.archetypes if a.key == archetype)
    return draw_sample(framework, kind, SampleDraw(7, 1, "XS", "2026", "en"))


def fill_profile(page: Page, framework: Framework, country: Assessment) -> None:
    """Answer every fact that the country answered."""
    for fact in framework.facts:
        chosen = country.profile.get(fact.key)
        name = f"fact-{fact.key}"
        if chosen == ():
            page.check(f"input[name=none-{fact.key}]")
        elif fact.kind is FactKind.SEVERAL_OF:
            for value in chosen or ():
                page.check(f"input[name={name}][value={value}]")
        else:
            value = chosen[0] if chosen else ""
            page.check(f"input[name={name}][value='{value}']")
    page.click("button[value=next]")


def fill_answer(page: Page, answer: Answer, asked: set[str]) -> None:
    """Enter *answer* on the page of its indicator."""
    if not answer.is_answered:
        page.check("#unknown")
    elif not answer.met & asked:
        page.check("#none")
    for key in sorted(answer.met & asked):
        page.check(f"#met-{key}")
    if answer.grade:
        page.check(f"input[name=grade][value={answer.grade}]")
    fill_evidence(page, answer)
    figures = page.locator("#figures:not([open]) > summary")
    if answer.figures and figures.count():
        figures.click()
    for entry in answer.figures:
        typed = "<5" if entry.value is None else f"{entry.value:f}"
        page.fill(f"#figure-{entry.key}", typed)
        page.fill(f"[name='figure-{entry.key}.year']", str(entry.year or ""))
    page.fill("#note", answer.note)


def fill_evidence(page: Page, answer: Answer) -> None:
    """Enter the documents; rows are added as they are needed."""
    for place, item in enumerate(answer.evidence):
        if not page.locator(f"#evidence-{place}-title").count():
            page.click("[data-add-row]")
        for part in ("title", "link", "date", "page"):
            page.fill(f"#evidence-{place}-{part}", getattr(item, part))


@pytest.mark.slow
@pytest.mark.parametrize("archetype", ARCHETYPES)
def test_a_country_filled_in_by_hand_is_the_country_that_was_drawn(
    real_site: Site, real_address: str, new_context: MakeContext, archetype: str
) -> None:
    framework = real_site.framework
    country = drawn(framework, archetype)
    page = sign_in(new_context(), real_address, "trainer")
    page.click("text=New assessment")
    page.select_option("#country", "XS")
    page.check("input[name=kind][value=training]")
    page.click("main button")
    expect(page.locator("h1")).to_have_text("Country profile")
    fill_profile(page, framework, country)
    base = re.sub("/indicators/.*", "", page.url)

    for indicator in framework.indicators:
        answer = country.answers.get(indicator.key)
        if answer is None:
            continue
        page.goto(f"{base}/indicators/{indicator.key}")
        if page.locator("#form").count():
            boxes = page.locator("input[name=met]").all()
            asked = {box.get_attribute("value") or "" for box in boxes}
            fill_answer(page, answer, asked)
            page.click("button[value=next]")
            page.wait_for_url(re.compile(rf"saved={indicator.key}$"))

    page.goto(f"{base}/results/")
    card = score_assessment(framework, country)
    texts = texts_in("en")
    expect(page.locator(".huge")).to_have_text(texts.number(card.overall.score))
    lines = page.locator(".lines tbody td.big").all_inner_texts()
    assert lines == [texts.number(point.score) for point in card.points]
    stored = real_site.stored(UUID(base.rsplit("/", 1)[1])).assessment
    assert stored.profile == country.profile
    for key, answer in stored.answers.items():
        wanted = country.answers[key]
        kept = frozenset(c for c in wanted.met if c in answer.met)
        assert answer == replace(wanted, met=kept)
        assert wanted.met - kept <= not_asked(framework, key)


def not_asked(framework: Framework, key: str) -> set[str]:
    """Return the criteria of an indicator that a profile may switch off."""
    indicator = framework.indicators_by_key[key]
    return {c.key for c in indicator.criteria() if c.when}
