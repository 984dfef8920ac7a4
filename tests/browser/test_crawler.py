"""A crawler that follows every link and presses every button, as each role of the demo.

No page answers with an error, none complains on the console. The tests of single features
post to addresses by themselves: here what the page offers is what is tried.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import (
    FilePayload,
    Locator,
    Page,
    Response,
    expect,
)
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.conftest import MakeContext, sign_in
from tests.builders import an_answer, an_answer_at, we_do_not_know
from tests.web import Site

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
NUMBER = re.compile(r"/[0-9]+\b")
FILES = re.compile(r"\.(pdf|json|xlsx|csv|html|zip|docx)\b|/language/")
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)
LAST = ("archive", "delete", "sign-out")
"""Buttons that end something: pressed after all others."""


@dataclass
class Crawl:
    """What was seen so far.

    Attributes:
        kinds: Kind of page -> one address of it.
        wrong: Everything that answered with an error.
    """

    address: str
    page: Page
    seen: set[str] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def note(self, response: Response) -> None:
        """Keep an error answer of this site."""
        if response.status >= 400 and response.url.startswith(self.address):
            self.wrong.append(f"{response.status} {response.url} on {self.page.url}")

    def follow_everything(self) -> None:
        """Visit every page that links lead to, and fetch every file."""
        waiting = ["/"]
        while waiting:
            path = waiting.pop()
            if path in self.seen:
                continue
            self.seen.add(path)
            if FILES.search(path):
                answer = self.page.request.get(self.address + path, max_redirects=0)
                if answer.status >= 400:
                    self.wrong.append(f"{answer.status} {path}")
                continue
            self.page.goto(self.address + path)
            self.kinds.setdefault(kind_of(path), path)
            waiting.extend(self.links())

    def links(self) -> Iterator[str]:
        """Yield the addresses that the page shows leads to on this site."""
        for reference in self.page.locator("a[href]").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        ):
            url = urlsplit(urljoin(self.page.url, reference))
            if f"{url.scheme}://{url.netloc}" == self.address:
                yield f"{url.path}?{url.query}" if url.query else url.path

    def press_everything(self) -> int:
        """Press every button of a page of each kind; return how many there were."""
        pressed = 0
        todo = [
            (kind, path, place, name)
            for kind, path in self.kinds.items()
            for place, name in self.buttons(path)
        ]
        done = set()
        for kind, path, place, name in sorted(todo, key=lambda each: ends(each[3])):
            if (name if ends(name) else (kind, name)) in done:
                continue
            done.add(name if ends(name) else (kind, name))
            self.page.goto(self.address + path)
            self.open_and_fill()
            button = self.page.locator("button").nth(place)
            self.press(button)
            pressed += 1
        return pressed

    def buttons(self, path: str) -> Iterator[tuple[int, str]]:
        """Yield place and name of each button of a page, without what it is about.

        "Take out of the team" is one kind of button, whoever it is that it takes out.
        """
        self.page.goto(self.address + path)
        names = self.page.locator("button").evaluate_all(
            "buttons => buttons.map(b => (b.getAttribute('formaction') "
            "|| b.form?.getAttribute('action') || '') + ' ' + b.name + b.value "
            "+ [...b.childNodes].filter(n => n.className !== 'sr')"
            ".map(n => n.textContent).join('').trim())"
        )
        yield from enumerate(NUMBER.sub("/N", name) for name in names)

    def open_and_fill(self) -> None:
        """Open what is folded and fill forms as somebody would who tries them."""
        self.page.evaluate(
            """() => {
              document.querySelectorAll("details").forEach(d => { d.open = true; });
              for (const list of document.querySelectorAll("select"))
                if (!list.value && list.id === "country") list.value = "XS";
              for (const email of document.querySelectorAll("input[type=email]"))
                if (!email.value) {
                  email.value = "ngo@demo.example";
                  const roles = email.form.querySelectorAll("[name=role], [name=roles]");
                  roles.forEach(r => { r.checked = r.value === "reader"; });
                }
              for (const name of ["kind", "scope"])
                document.querySelectorAll(`input[name=${name}]`).forEach(r => {
                  if (r.value === "training" || r.value === "full") r.checked = true;
                });
              const met = document.querySelectorAll("form[data-autosave] input[name=met]");
              if (met.length && ![...met].some(m => m.checked)) met[0].checked = true;
              const asked = document.getElementById("account");
              if (asked && !asked.value) asked.selectedIndex = 1;
              const part = document.querySelector("input[name=part]");
              if (part) part.checked = true;
              const comment = document.getElementById("comment");
              if (comment && !comment.value) comment.value = "Which law is meant?";
              const sure = document.getElementById("sure");
              if (sure) sure.checked = true;
              document.querySelectorAll(".candidates input:enabled").forEach(c => {
                c.checked = true;
              });
            }"""
        )
        answers: FilePayload = {
            "name": "one.json",
            "mimeType": "application/json",
            "buffer": self.portable,
        }
        paper: FilePayload = {
            "name": "paper.pdf",
            "mimeType": "application/pdf",
            "buffer": PDF,
        }
        for field_ in self.page.locator("input[type=file]").all():
            is_evidence = (field_.get_attribute("id") or "").endswith("-upload")
            field_.set_input_files(paper if is_evidence else answers)

    portable: bytes = b""

    def press(self, button: Locator) -> None:
        """Press a button and wait for the page that comes of it.

        A form may be sent a while after the click, once what was typed elsewhere is saved:
        whoever goes on at once would leave between the two. A button that sends nothing
        although its form could be sent has never worked, and is an error.
        """
        if button.is_hidden() or button.is_disabled():
            return
        if not button.evaluate(
            "b => b.type === 'submit' && (b.formNoValidate || b.form.noValidate "
            "|| b.form.checkValidity())"
        ):
            button.click()
            return
        name = f"{button.text_content()} on {self.page.url}"
        if button.get_attribute("data-add-row") is not None:
            rows = self.page.locator("#evidence .row")
            there = rows.count()
            button.click()
            expect(rows).to_have_count(there + 1)
            return
        try:
            with self.page.expect_navigation(wait_until="load"):
                button.click()
        except TooLate:
            self.wrong.append(f"nothing comes of {name}")


def kind_of(path: str) -> str:
    """Return what kind of page an address is, whatever assessment it is about."""
    plain = ID.sub("ID", path)
    return re.sub(r"(id|lead|page|shelf|saved)=[^&]*", r"\1", plain)


def ends(name: str) -> int:
    """Return how late a button has to be pressed, since it ends what others need."""
    return next((late for late, word in enumerate(LAST, 1) if word in name), 0)


def filled(site: Site) -> UUID:
    """Store assessments with everything that pages can show; return a whole one."""
    law = site.framework.indicators_by_key["law"]
    site.begin({"coast": ("yes",)}, law=an_answer_at(law, 2), data=we_do_not_know())
    site.begin({"coast": ("no",)}, data=an_answer())
    every = {i.key: an_answer_at(i, 2) for i in site.framework.indicators}
    site.begin({"coast": ("yes",)}, **every)
    return site.begin({"coast": ("yes",)}, **every)


@pytest.mark.parametrize(("who", "least"), [("coordinator", 25), ("reader", 4)])
def test_every_link_and_every_button_works(
    site: Site, address: str, new_context: MakeContext, who: str, least: int
) -> None:
    key = filled(site)
    page = sign_in(new_context(), address, who)
    crawl = Crawl(address, page)
    crawl.portable = page.request.get(
        f"{address}/assessments/{key}/results/assessment.json"
    ).body()
    page.on("response", crawl.note)
    page.on("dialog", lambda dialog: dialog.accept())

    crawl.follow_everything()
    pressed = crawl.press_everything()

    assert not crawl.wrong, "\n".join(crawl.wrong)
    assert len(crawl.kinds) > 20
    assert pressed >= least


def test_an_answer_can_be_cleared_with_its_button(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin(law=an_answer("c1"))
    page = sign_in(new_context(), address)

    page.goto(f"{address}/assessments/{key}/indicators/law")
    page.get_by_text("Clear this answer").first.click()
    page.get_by_role("button", name="Clear this answer").click()

    page.get_by_text("This answer was cleared.").wait_for()
    assert site.stored(key).assessment.answers == {}
