"""A live site on loopback, and Chromium to visit it with."""

import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_socket import socket_allow_hosts
from werkzeug.serving import make_server

from assessment import resources
from assessment.framework_file import load_framework
from assessment.storage.engine import Store, open_store
from tests.web import Site, make_site, web_app

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]
MakeContext = Callable[..., BrowserContext]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def only_loopback() -> None:
    """No test reaches any other machine."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail("no Chromium: make test-browser installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a file."""
    store = open_store(f"sqlite:///{tmp_path / 'assessment.sqlite'}")
    yield store
    store.close()


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Site:
    """The application with the small framework, and one-click sign-in."""
    return make_site(store, tmp_path)


@pytest.fixture
def real_site(store: Store, tmp_path: Path) -> Site:
    """The application with the framework that is shipped."""
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    return Site(web_app(store, tmp_path, framework, demo=True), store, framework)


def serve(site: Site) -> Iterator[str]:
    """Serve *site* on loopback; yield its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    """Where the small site is served."""
    yield from serve(site)


@pytest.fixture
def real_address(real_site: Site) -> Iterator[str]:
    """Where the real site is served."""
    yield from serve(real_site)


@pytest.fixture
def new_context(chromium: Browser) -> Iterator[MakeContext]:
    """Make browsers that share nothing; closed at the end.

    A message on the console is a failure: script errors and refused content show there.
    """
    made: list[BrowserContext] = []
    complaints: list[str] = []

    def make(**options: object) -> BrowserContext:
        context = chromium.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda message: _note(complaints, message.text))
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()
    assert not complaints


def _note(complaints: list[str], text: str) -> None:
    # Chromium reports refused answers (409, 422) of our own there, too, and says that it
    # emptied its cache when somebody signed out.
    if not text.startswith(("Failed to load resource", "Clear-Site-Data header")):
        complaints.append(text)


def sign_in(context: BrowserContext, address: str, who: str = "coordinator") -> Page:
    """Open a page signed in with one click."""
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.locator(f"button[value={who}]").click()
    page.wait_for_url(f"{address}/")
    return page
