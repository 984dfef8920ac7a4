"""A country's team from the first link to what is handed back, with links out of the mail.

What issue 8 calls done: an administrator makes a team, a coordinator invites colleagues and
delegates, they answer on a phone, attach a file, are warned about a name, comment and hand
back; the clearing officer sees the whole and cannot answer.
"""

import email
import logging
import re
import socket
import threading
from collections.abc import Iterator
from email.policy import default
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from assessment import resources
from assessment.framework_file import load_framework
from assessment.services.people.invitations import first_invitation
from assessment.services.people.mail import OUTBOX
from assessment.storage.engine import Store
from tests.browser.conftest import MakeContext
from tests.databases import NOON
from tests.web import PASSWORD, Site, web_app

PHONE = {"width": 390, "height": 844}
MOST_PAGES, MOST_CLICKS = 5, 6
"""From opening the link of the invitation to the first saved answer."""
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


@pytest.fixture
def live(store: Store, tmp_path: Path) -> Iterator[tuple[Site, str]]:
    """An empty installation with the shipped framework, and where it is served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    app = web_app(store, tmp_path, framework, site=address)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Site(app, store, framework), address
    server.shutdown()
    thread.join()
    server.server_close()


def link_to(folder: Path, who: str) -> str:
    """Return the link of the last invitation that was sent to *who*."""
    for file in sorted((folder / OUTBOX).glob("*.eml"), reverse=True):
        mail = email.message_from_bytes(file.read_bytes(), policy=default)
        found = re.search(r"http://\S+/invitations/\S+", mail.get_content())
        if mail["To"] == who and found:
            return found.group()
    raise AssertionError(f"no invitation of {who}")


def accept(page: Page, link: str, name: str, who: str = "") -> Page:
    """Open *link* and come in as *name*."""
    page.goto(link)
    if who:
        page.get_by_label("E-mail address").fill(who)
    page.get_by_label("Your name, as colleagues see it").fill(name)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same once more").fill(PASSWORD)
    page.get_by_role("button", name="Accept").click()
    return page


def invite(page: Page, address: str, team: str, who: str, role: str) -> None:
    """Send *who* an invitation."""
    page.goto(f"{address}{team}/invitations")
    page.locator("#email").fill(who)
    page.locator(f"[name=roles][value={role}]").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("The message is on its way.")).to_be_visible()


def ask(page: Page, key: str, of: str, sector: str) -> None:
    """Ask what *sector* leads on of somebody."""
    page.goto(f"{key}asked")
    page.get_by_label("Of whom").select_option(label=of)
    page.get_by_role("checkbox", name=sector).check()
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Asked.")


def test_a_team_from_the_first_link_to_what_is_handed_back(
    live: tuple[Site, str], tmp_path: Path, new_context: MakeContext
) -> None:
    site, address = live
    token = first_invitation(site.store, "en", NOON)
    ana = accept(
        new_context().new_page(),
        f"{address}/invitations/{token}",
        "Ana",
        "ana@example.org",
    )
    ana.goto(f"{address}/teams/new")
    ana.get_by_label("Name of the team").fill("National team")
    ana.locator("[name=kind][value=government]").check()
    ana.get_by_label("Country", exact=True).select_option("XS")
    ana.get_by_role("button", name="Make the team").click()
    ana.wait_for_url(re.compile(r"/teams/[0-9a-f-]{36}$"))
    team = ana.url.removeprefix(address)
    invite(ana, address, team, "mara@example.org", "coordinator")

    mara = accept(
        new_context().new_page(), link_to(tmp_path, "mara@example.org"), "Mara"
    )
    for who, role in (
        ("jonas@example.org", "contributor"),
        ("lea@example.org", "contributor"),
        ("clara@example.org", "clearing-officer"),
    ):
        invite(mara, address, team, who, role)
    mara.goto(f"{address}/assessments/new")  # kind and country are the team's
    mara.get_by_role("button", name="Begin").click()
    mara.wait_for_url(re.compile(r"/assessments/[0-9a-f-]{36}/"))
    found = re.match(r".*/assessments/[0-9a-f-]{36}/", mara.url)
    assert found
    key = found.group()
    # Both are only invited yet: what is asked waits for them.
    ask(mara, key, "jonas@example.org (invited)", "Police")
    ask(mara, key, "lea@example.org (invited)", "Health")
    expect(mara.locator(".tag", has_text="invited")).to_have_count(2)

    jonas, answered = answered_on_a_phone(new_context, tmp_path, "jonas@example.org")
    handed_back_with_a_file(jonas, answered, address)
    _lea, hers = answered_on_a_phone(new_context, tmp_path, "lea@example.org")
    assert hers != answered

    mara.goto(f"{key}asked")
    expect(mara.locator("main")).to_contain_text("Two tables are with the ministry")
    expect(mara.locator(".tag", has_text="invited")).to_have_count(0)
    stored = site.stored(UUID(key.rstrip("/").rsplit("/", 1)[1]))
    assert {page.saved_by for page in stored.pages.values()} == {"Jonas", "Lea"}
    mara.goto(f"{key}comments")
    expect(mara.locator("main")).to_contain_text("Is the decree of May meant?")

    clara = accept(
        new_context().new_page(), link_to(tmp_path, "clara@example.org"), "Clara"
    )
    clara.goto(answered)
    expect(clara.locator("#evidence-0-title")).to_have_value("Decree of May")
    expect(clara.locator("#evidence-0-title")).to_be_disabled()
    expect(clara.get_by_role("button", name="Save and continue")).to_have_count(0)
    clara.goto(key)
    assert clara.locator("a[href*='/indicators/']").count() > 40, "the whole is hers"


def answered_on_a_phone(
    new_context: MakeContext, folder: Path, who: str
) -> tuple[Page, str]:
    """Go from the link to the first saved answer, counting pages and clicks."""
    jonas = new_context(viewport=PHONE).new_page()
    pages: list[str] = []
    clicks: list[str] = []

    def clicked(what: str) -> None:
        clicks.append(what)

    jonas.expose_function("clicked", clicked)
    jonas.add_init_script(
        "addEventListener('click', e => e.isTrusted && e.detail"
        " && clicked(e.target.outerHTML), true)"
    )
    jonas.on(
        "framenavigated",
        lambda frame: pages.append(frame.url) if frame.parent_frame is None else None,
    )
    accept(jonas, link_to(folder, who), who.partition("@")[0].title())
    jonas.get_by_role("link", name="Begin with the first question").click()
    jonas.wait_for_url(re.compile("/indicators/"))
    answered = jonas.url.partition("?")[0]
    jonas.locator("[name=met]").first.check()
    jonas.get_by_role("button", name="Save and continue").click()
    jonas.wait_for_url(lambda url: url.partition("?")[0] != answered)
    assert 1 < len(pages) <= MOST_PAGES, pages
    assert 3 < len(clicks) <= MOST_CLICKS, clicks
    assert jonas.locator("html").evaluate("e => e.scrollWidth") == PHONE["width"]
    return jonas, answered


def handed_back_with_a_file(jonas: Page, answered: str, address: str) -> None:
    """Attach a file, be warned about a name, comment, and hand back."""
    jonas.goto(answered)
    jonas.locator("[name=grade][value=A]").check()
    jonas.locator("#evidence-0-title").fill("Decree of May")
    file = {"name": "decree.pdf", "mimeType": "application/pdf", "buffer": PDF}
    jonas.locator("#evidence-0-upload").set_input_files(files=[file])  # type: ignore[list-item]
    jonas.locator("#note").fill("Amina, 14, was found at the border.")
    jonas.get_by_role("button", name="Save and continue").click()
    expect(jonas.locator("main")).to_contain_text("this may be about one young person")
    jonas.locator("#note").fill("The decree was published in May.")
    jonas.get_by_role("button", name="Save and continue").click()
    jonas.wait_for_url(lambda url: url.partition("?")[0] != answered)
    jonas.goto(answered)
    expect(jonas.locator("main")).to_contain_text("decree.pdf")
    jonas.get_by_text("Leave a comment").click()
    jonas.locator("#comment").fill("Is the decree of May meant?")
    jonas.get_by_role("button", name="Leave this comment").click()
    expect(jonas.locator("#talk")).to_contain_text("Is the decree of May meant?")
    jonas.goto(f"{address}/asked")
    jonas.locator("summary", has_text="Hand it back").click()
    jonas.get_by_label("Comment for the coordinator").fill(
        "Two tables are with the ministry"
    )
    jonas.get_by_role("button", name="Hand it back").click()
    expect(jonas.get_by_text("Nothing is with you now.")).to_be_visible()
