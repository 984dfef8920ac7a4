"""One country through two rounds with another edition between, an alternative, a reply.

Everything is pressed as people press it, by whoever may; the digest of what was cleared is
the same wherever it is said.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from assessment.domain.framework import Framework
from assessment.domain.rounds.snapshot import digest_of_text
from assessment.portable import write_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.services.rounds.reading import publication_by_code, snapshot_of
from assessment.services.samples.demo_people import GOVERNMENT_COUNTRY, make_demo_people
from assessment.storage.engine import Store
from tests.browser.conftest import MakeContext, serve, sign_in
from tests.databases import NOON
from tests.two_editions import AFTER, BEFORE, keep_both
from tests.web import Site, web_app

OTHER_WORDS = "We see it otherwise: the list is at the ministry."


@pytest.fixture
def before(store: Store, tmp_path: Path) -> Iterator[str]:
    """Where the site is served while the first edition is in use."""
    yield from _served(store, tmp_path, BEFORE)


@pytest.fixture
def after(store: Store, tmp_path: Path) -> Iterator[str]:
    """Where the same data are served once the second edition is in use."""
    yield from _served(store, tmp_path, AFTER)


def _served(store: Store, folder: Path, framework: Framework) -> Iterator[str]:
    keep_both(store)
    make_demo_people(store, language="en", now=NOON)
    site = Site(web_app(store, folder, framework, demo=True), store, framework)
    yield from serve(site)


def begin(page: Page, address: str, kind: str, year: str) -> UUID:
    """Begin an assessment of the country, and say that it has tides."""
    page.goto(f"{address}/assessments/new")
    page.locator(f"input[name=kind][value={kind}]").check()
    page.locator("#country").select_option(GOVERNMENT_COUNTRY)
    page.locator("#year").fill(year)
    return _begun(page)


def _begun(page: Page) -> UUID:
    """Press the button that begins, and say that the country has tides."""
    page.get_by_role("button", name="Begin").click()
    page.locator("[name=fact-tides][value=yes]").check()
    page.get_by_role("button", name="Save and show the task list").click()
    found = re.search(r"/assessments/([0-9a-f-]{36})/", page.url)
    assert found, page.url
    return UUID(found[1])


def begin_beside(page: Page, address: str) -> UUID:
    """Begin an alternative assessment beside the round that is published last."""
    page.goto(f"{address}/alternatives/new?country={GOVERNMENT_COUNTRY}")
    page.get_by_label("Beside the published one of 2026").check()
    return _begun(page)


def answer(page: Page, address: str, key: UUID, indicator: str, *met: str) -> None:
    """Answer *indicator*: exactly *met* is met, and a public paper shows it."""
    page.goto(f"{address}/assessments/{key}/indicators/{indicator}")
    for criterion in page.locator("input[name=met]").all():
        criterion.set_checked(criterion.get_attribute("value") in met)
    page.locator("input[name=grade][value=A]").check()
    page.locator("[name=evidence-0-title]").fill(f"Paper on {indicator}")
    page.locator("[name=evidence-0-link]").fill(f"https://papers.example/{indicator}")
    page.get_by_role("button", name="Save and show the task list").click()
    page.wait_for_url(lambda url: "/indicators/" not in url)


def hand_on(page: Page, address: str, key: UUID) -> None:
    """Hand the assessment on for review."""
    page.goto(f"{address}/assessments/{key}/stand")
    page.get_by_role("button", name="Hand it on").click()
    page.get_by_role("status").wait_for()


def clear(page: Page, address: str, key: UUID) -> None:
    """Clear it, as somebody who answered nothing."""
    page.goto(f"{address}/assessments/{key}/stand")
    page.locator("#clear-name").fill("Nadia Osei")
    page.locator("#clear-function").fill("Director General")
    page.get_by_role("button", name="Clear it as it stands").click()
    page.get_by_role("status").wait_for()


def publish(page: Page, address: str, key: UUID) -> str:
    """Publish all of it, and return its code."""
    page.goto(f"{address}/assessments/{key}/stand")
    page.locator("input[name=visibility][value=all]").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("status").wait_for()
    link = page.locator("main a[href*='/published/']").first
    return str(link.get_attribute("href")).rsplit("/", 1)[1]


def words(page: Page) -> str:
    return page.locator("main").inner_text()


def test_two_rounds_an_alternative_and_a_reply(
    store: Store, before: str, after: str, new_context: MakeContext
) -> None:
    mara = sign_in(new_context(), before)
    ines = sign_in(new_context(), before, "clearing-officer")
    first = begin(mara, before, "training", "2025")
    for indicator in ("law", "data", "ports"):
        answer(mara, before, first, indicator, "c1")
    answer(mara, before, first, "care", "c1", "c2")
    hand_on(mara, before, first)

    # It comes back once, with a reason where it belongs, and goes the way again.
    ines.goto(f"{before}/assessments/{first}/stand")
    ines.locator("#return-because").fill("One answer is too good")
    ines.locator("details", has=ines.locator("#remark-care")).locator("summary").click()
    ines.locator("#remark-care").fill("The second step began only in March")
    ines.get_by_role("button", name="Return it with these reasons").click()
    ines.get_by_role("status").wait_for()
    mara.goto(f"{before}/assessments/{first}/indicators/care")
    assert "The second step began only in March" in words(mara)
    answer(mara, before, first, "care", "c1")
    hand_on(mara, before, first)
    clear(ines, before, first)
    code = publish(mara, before, first)

    said_everywhere(store, new_context, before, first, code)
    second = the_next_round(store, mara, ines, after, first)
    an_alternative_is_answered(store, new_context, mara, after)
    visitor = new_context().new_page()
    visitor.goto(f"{after}/published/{code}")
    assert "Superseded on" in words(visitor)
    visitor.get_by_role("link", name="See what took its place").click()
    assert "2026" in visitor.get_by_role("heading", level=1).inner_text()
    assert load_assessment(store, second).previous == first


def said_everywhere(
    store: Store, new_context: MakeContext, address: str, key: UUID, code: str
) -> None:
    """Check that database, file, report and /verify say one digest."""
    snapshot = snapshot_of(store, key)
    assert snapshot is not None
    assert snapshot.code == code
    assert digest_of_text(snapshot.text) == snapshot.digest
    context = new_context()
    visitor = context.new_page()
    visitor.goto(f"{address}/verify")
    visitor.get_by_label("The code on the paper").fill(code.lower())
    visitor.get_by_role("button", name="Ask").click()
    assert snapshot.digest in words(visitor).replace(" ", "")
    file = context.request.get(f"{address}/published/{code}/assessment.json")
    assert file.body() == snapshot.text.encode()
    report = context.request.get(
        f"{address}/published/{code}/report.pdf?kind=gap", timeout=60_000
    )
    for _again in range(60):
        if report.headers["content-type"] == "application/pdf":
            break
        visitor.wait_for_timeout(500)
        report = context.request.get(
            f"{address}/published/{code}/report.pdf?kind=gap", timeout=60_000
        )
    printed = PdfReader(BytesIO(report.body()))
    text = "".join(page.extract_text() for page in printed.pages)
    assert snapshot.digest in re.sub(r"\s", "", text)
    assert code in text
    (attached, *_) = (data[0] for data in printed.attachments.values())
    assert attached == snapshot.text.encode()


def the_next_round(
    store: Store, mara: Page, ines: Page, address: str, first: UUID
) -> UUID:
    """Start the next round in the new edition, confirm, answer, and publish it."""
    mara.goto(f"{address}/assessments/{first}/next-round")
    mara.locator("#year").fill("2026")
    mara.locator("#edition").check()
    mara.get_by_role("button", name="Start the round").click()
    found = re.search(r"/assessments/([0-9a-f-]{36})/", mara.url)
    assert found, mara.url
    second = UUID(found[1])
    assert second != first
    stored = load_assessment(store, second)
    assert stored.assessment.edition == "2026"
    assert set(stored.assessment.answers) <= {"law", "care", "data"}

    # What still asks the same is confirmed with one button, one by one.
    mara.goto(f"{address}/assessments/{second}/carried")
    while mara.get_by_role("button", name="Still true").count():
        mara.get_by_role("button", name="Still true").first.click()
        mara.get_by_role("status").wait_for()
    # What asks something else is open again, with the old answer beside.
    mara.goto(f"{address}/assessments/{second}/indicators/data")
    assert "2025" in words(mara)
    answer(mara, address, second, "data", "c1", "published", "c2")
    answer(mara, address, second, "care", "c1")
    answer(mara, address, second, "budget", "c1")
    mara.goto(f"{address}/assessments/{second}/results")
    mara.get_by_role("link", name="What moved since the last round").click()
    assert "2025" in words(mara)
    assert "Money for keepers" in words(mara)
    hand_on(mara, address, second)
    clear(ines, address, second)
    publish(mara, address, second)
    return second


def an_alternative_is_answered(
    store: Store, new_context: MakeContext, mara: Page, address: str
) -> None:
    """Publish what an organisation says, and let the government reply to it."""
    leila = sign_in(new_context(), address, "ngo")
    omar = sign_in(new_context(), address, "ngo-clearing-officer")
    voice = begin_beside(leila, address)
    for indicator in ("law", "care", "budget"):
        answer(leila, address, voice, indicator, "c1")
    answer(leila, address, voice, "data", "c2")
    hand_on(leila, address, voice)
    clear(omar, address, voice)
    code = publish(leila, address, voice)
    held = publication_by_code(store, code)
    assert held is not None

    mara.goto(f"{address}/published/{code}/reply?about=data")
    mara.locator("#reply").fill(OTHER_WORDS)
    mara.locator("#function").fill("Head of the Coast Office")
    mara.get_by_role("button", name="Publish the reply").click()
    visitor = new_context().new_page()
    visitor.goto(f"{address}/published/{code}/replies")
    assert OTHER_WORDS in words(visitor)
    again = publication_by_code(store, code)
    assert again is not None
    assert again.snapshot.digest == held.snapshot.digest
    assert again.snapshot.text == held.snapshot.text
    written = write_assessment(load_assessment(store, voice).assessment, AFTER)
    assert digest_of_text(written) == held.snapshot.digest
