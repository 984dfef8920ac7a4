"""Asking for links: a real server on this machine, and addresses that must not be asked."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assessment.domain.answers import EvidenceItem
from assessment.domain.evidence import LinkState
from assessment.errors import LinksNotAskedError
from assessment.evidence_settings import EvidenceSettings
from assessment.services.assessments.making import create_assessment
from assessment.services.evidence import asking
from assessment.services.evidence.asking import ask_links, is_public
from assessment.services.evidence.checking import check_links, check_links_of
from assessment.services.evidence.reading import files_and_links_of
from tests.builders import a_framework, an_answer, an_assessment, an_indicator
from tests.databases import NOON, STAMP
from tests.teams import OURS, a_team

STATUS = {"/found": 200, "/gone": 404, "/gone-for-good": 410, "/robots": 403}
STATUS |= {"/busy": 429, "/broken": 500}


class Pages(BaseHTTPRequestHandler):
    """Pages that answer as their address says; what was asked is noted."""

    asked: list[tuple[str, str, dict[str, str]]] = []

    def do_HEAD(self) -> None:
        self._answer(is_head=True)

    def do_GET(self) -> None:
        self._answer()

    def _answer(self, *, is_head: bool = False) -> None:
        self.asked.append((self.command, self.path, dict(self.headers)))
        status = STATUS.get(self.path, 200)
        if self.path == "/no-head" and is_head:
            status = 405
        if self.path == "/slow":
            time.sleep(3)
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to?"))
        else:
            self.send_response(status)
        self.send_header("Set-Cookie", "follow=me")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a server of its own."""
    Pages.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def anywhere(_address: str, _port: int) -> bool:
    return True


def states(*links: str) -> dict[str, tuple[LinkState, int | None]]:
    answered = ask_links(links, allows=anywhere)
    return {a.link: (a.state, a.status) for a in answered}


def test_every_answer_is_called_what_it_is(site: str) -> None:
    paths = ("/found", "/gone", "/gone-for-good", "/robots", "/busy", "/broken")
    found = states(*(site + path for path in paths))
    assert [found[site + path] for path in paths] == [
        (LinkState.FOUND, 200),
        (LinkState.GONE, 404),
        (LinkState.GONE, 410),
        (LinkState.REFUSED, 403),
        (LinkState.REFUSED, 429),
        (LinkState.FAILED, 500),
    ]


def test_head_is_tried_first_and_get_where_it_is_no_answer(site: str) -> None:
    assert states(f"{site}/no-head")[f"{site}/no-head"] == (LinkState.FOUND, 200)
    assert [(method, path) for method, path, _ in Pages.asked] == [
        ("HEAD", "/no-head"),
        ("GET", "/no-head"),
    ]
    Pages.asked.clear()
    states(f"{site}/found")
    assert [method for method, *_ in Pages.asked] == ["HEAD"]


def test_redirects_are_followed_a_few_times_without_cookies(site: str) -> None:
    link = f"{site}/to?{site}/found"
    assert states(link)[link] == (LinkState.FOUND, 200)
    headers = [headers for *_, headers in Pages.asked]
    assert not any("Cookie" in each or "Authorization" in each for each in headers)
    assert all("gap-assessment" in each["User-Agent"] for each in headers)
    circle = f"{site}/to?/to?/to?/to?/to?/to?/to?/found"
    assert states(circle)[circle][0] is LinkState.FAILED


def test_who_does_not_answer_is_silent_and_nobody_waits_for_them(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "TIMEOUT_S", (1, 0.5))
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    links = (f"{site}/slow", f"http://127.0.0.1:{port}/", "http://no.such.invalid/")
    assert {state for state, _ in states(*links).values()} == {LinkState.SILENT}
    start = time.monotonic()
    (late,) = ask_links([f"{site}/slow"], allows=anywhere, total_s=0.2)
    assert late.state is LinkState.SILENT
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "::127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b:1::7f00:1",
        "64:ff9b:1::a00:1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2002:a00:1::",
    ],
)
def test_addresses_within_are_not_public(address: str) -> None:
    assert not is_public(address, 443)


def test_public_addresses_are_asked_on_ports_of_the_web_only() -> None:
    assert is_public("93.184.215.14", 443)
    assert is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c", 80)
    assert not is_public("93.184.215.14", 22)
    assert not is_public("93.184.215.14", 6379)


@pytest.mark.parametrize(
    "link",
    [
        "http://127.0.0.1:{port}/found",
        "http://localhost:{port}/found",
        "http://[::1]:{port}/found",
        "http://2130706433:{port}/found",
        "http://0x7f.1:{port}/found",
        "http://user:secret@127.0.0.1:{port}/found",
        "file:///etc/passwd",
        "gopher://127.0.0.1:{port}/",
    ],
)
def test_nothing_is_sent_within(site: str, link: str) -> None:
    link = link.format(port=site.rpartition(":")[2])
    (answer,) = ask_links([link], allows=lambda a, _port: is_public(a, 80))
    assert answer.state in {LinkState.NOT_ASKED, LinkState.SILENT}
    assert not Pages.asked


def test_a_redirect_does_not_lead_within(site: str) -> None:
    """The first address is allowed, the second is looked at anew."""
    port = int(site.rpartition(":")[2])

    def only_here(address: str, to: int) -> bool:
        return (address, to) == ("127.0.0.1", port)

    link = f"{site}/to?http://127.0.0.1:1/latest/meta-data"
    (answer,) = ask_links([link], allows=only_here)
    assert answer.state is LinkState.NOT_ASKED


def test_a_name_is_resolved_once_and_every_address_looked_at(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that changes its address between looking and connecting leads nowhere else."""
    port = int(site.rpartition(":")[2])
    asked = []

    def changing(host: str, *_args: object, **_more: object) -> list[object]:
        asked.append(host)
        address = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        both = [(address, port), ("127.0.0.1", port)]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", each) for each in both]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    link = f"http://rebinding.example:{port}/found"
    (answer,) = ask_links([link], allows=lambda a, _port: is_public(a, 80))
    assert answer.state is LinkState.NOT_ASKED
    assert asked == ["rebinding.example"]
    assert not Pages.asked


def test_the_links_of_an_assessment_are_asked_in_a_child_and_kept(
    store, site: str
) -> None:
    a_team(store, OURS)
    framework = a_framework(an_indicator("law"))
    links = (f"{site}/found", f"{site}/gone")
    items = tuple(EvidenceItem("A page", link) for link in links)
    answers = {"law": an_answer("c1", evidence=items)}
    stored = create_assessment(
        store, framework, an_assessment(framework, answers), stamp=STAMP, team=OURS
    )
    settings = EvidenceSettings(asks_anywhere=True)
    check_links_of(store, stored.id, NOON, settings)
    _, checks = files_and_links_of(store, stored.id)
    assert {link: check.state for link, check in checks.items()} == {
        links[0]: LinkState.FOUND,
        links[1]: LinkState.GONE,
    }
    assert {check.checked_at for check in checks.values()} == {NOON}
    Pages.asked.clear()
    (first, *_) = check_links_of(store, stored.id, NOON, EvidenceSettings())
    assert first.state is LinkState.NOT_ASKED
    assert not Pages.asked


def test_where_links_are_not_asked_that_is_said() -> None:
    with pytest.raises(LinksNotAskedError, match="ASSESSMENT_CHECK_LINKS"):
        check_links(["http://a.example"], NOON, EvidenceSettings(asks_links=False))
