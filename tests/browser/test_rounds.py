"""A round on its way on a phone, with and without script; its pages in every mode."""

from io import BytesIO
from unicodedata import normalize
from uuid import UUID

import pypdf
import pytest

from tests.browser.conftest import MakeContext, sign_in
from tests.browser.test_pages import MODES, too_wide, violations
from tests.builders import an_answer_at
from tests.web import Site

PHONE = {"width": 390, "height": 800}


def ready(site: Site) -> UUID:
    """Store an assessment of which nothing is open."""
    return site.begin(
        {fact.key: (fact.values[-1],) for fact in site.framework.facts if fact.options},
        **{i.key: an_answer_at(i, 3, grade="A") for i in site.framework.indicators},
    )


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_from_handing_on_to_asking_for_the_code_on_a_phone(
    site: Site, address: str, new_context: MakeContext, has_script: bool
) -> None:
    key = ready(site)
    options = {"viewport": PHONE, "java_script_enabled": has_script}
    mara = sign_in(new_context(**options), address)
    mara.goto(f"{address}/assessments/{key}/")
    mara.get_by_role("link", name="Where it stands").click()
    mara.get_by_role("button", name="Hand it on").click()
    assert mara.get_by_role("status").inner_text() == "It is handed on for review."

    ines = sign_in(new_context(**options), address, "clearing-officer")
    ines.goto(f"{address}/assessments/{key}/stand")
    ines.get_by_role("button", name="Clear it as it stands").click()
    ines.get_by_role("link", name="Enter the function").click()
    ines.get_by_label("In what function").fill("Minister of Justice")
    ines.get_by_role("button", name="Clear it as it stands").click()
    code = ines.locator("main li b.number").inner_text()

    mara.goto(f"{address}/assessments/{key}/stand")
    mara.get_by_role("radio", name="Bands").check()
    mara.get_by_role("button", name="Publish").click()
    assert mara.get_by_role("status").inner_text() == "It is published."

    visitor = new_context(**options).new_page()
    visitor.goto(f"{address}/verify")
    visitor.get_by_label("The code on the paper").fill(code.lower())
    visitor.get_by_role("button", name="Ask").click()
    said = visitor.locator("main").inner_text()
    assert "Yes: this was cleared here" in said
    assert "Minister of Justice" in said
    visitor.get_by_role("link", name="See what is published of it").click()
    assert visitor.url.endswith(f"/published/{code}")


@pytest.mark.parametrize("mode", MODES)
def test_its_pages_have_no_violation_and_fit_every_screen(
    real_site: Site, real_address: str, new_context: MakeContext, mode: str
) -> None:
    key = ready(real_site)
    stand = f"{real_address}/assessments/{key}/stand"
    found = []
    coordinator, officer, reader = (
        sign_in(new_context(**MODES[mode]), real_address, who)  # type: ignore[arg-type]
        for who in ("coordinator", "clearing-officer", "reader")
    )

    def look(*pages: object) -> None:
        for page in pages:
            page.goto(stand)  # type: ignore[attr-defined]
            page.evaluate(  # type: ignore[attr-defined]
                "document.querySelectorAll('details').forEach(d => d.open = true)"
            )
            found.extend(violations(page) + too_wide(page))  # type: ignore[arg-type]

    look(coordinator, reader)
    coordinator.locator("form[action$=hand-on] button").click()
    look(coordinator, officer)
    officer.locator("form[action$='/return'] button").click()
    found.extend(violations(officer) + too_wide(officer))
    look(officer)
    officer.fill("#clear-function", "Minister " * 20)
    officer.locator("form[action$='/clear'] button").click()
    look(coordinator, officer)
    coordinator.locator("form[action$='/publish'] input[value=all]").check()
    coordinator.locator("form[action$='/publish'] button").click()
    look(coordinator, reader)
    code = coordinator.locator("main li b.number").inner_text()
    visitor = new_context(**MODES[mode]).new_page()  # type: ignore[arg-type]
    for asked in ("", f"?code={code}", "?code=0000-0000-00000", "?code=moon"):
        visitor.goto(f"{real_address}/verify{asked}")
        found.extend(violations(visitor) + too_wide(visitor))

    assert found == []


def test_the_review_prints_whole_with_what_is_folded_on_the_screen(
    real_site: Site, real_address: str, new_context: MakeContext
) -> None:
    key = real_site.begin({})
    mara = sign_in(new_context(), real_address)
    mara.goto(f"{real_address}/assessments/{key}/review")
    last = real_site.framework.indicators[-1].title
    assert not mara.get_by_text(last).is_visible()

    paper = pypdf.PdfReader(BytesIO(mara.pdf(format="A4")))

    text = " ".join(page.extract_text() for page in paper.pages)
    said = " ".join(normalize("NFKC", text).split())  # no ligatures
    for indicator in real_site.framework.indicators:
        assert " ".join(indicator.title.split()) in said, indicator.key
    assert "As a table" not in said, "what is pressed is not printed"
