"""Take the pictures of the README: make pictures. Needs Chromium and pdftoppm."""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
COMMAND = str(Path(sys.executable).with_name("assessment"))
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """Serve the demo from a folder of its own; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [COMMAND, "demo", "--port", str(port), "--data", str(folder)]
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(address)
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def web_pages(address: str) -> None:
    """Take the pages of the wizard."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1180, "height": 860})
        page.goto(address)
        page.get_by_role("button", name="Coordinator: runs").click()
        page.get_by_role("link", name="Belvane", exact=True).first.click()
        start = page.url
        take(page, f"{start}indicators/screening-tools", "indicator.png")
        take(page, f"{start}results/", "results.png")
        browser.close()


def take(page: Page, address: str, name: str) -> None:
    """Save what is seen of a page without scrolling."""
    page.goto(address)
    page.screenshot(path=PICTURES / name)


def report_pages(folder: Path) -> None:
    """Turn the title page of a sample report into a picture."""
    subprocess.run(
        [
            COMMAND,
            "sample",
            "--archetype",
            "strong-law-weak-practice",
            "--seed",
            "2026",
            "--count",
            "1",
            "-o",
            str(folder),
        ],
        check=True,
    )
    (report,) = folder.glob("*.pdf")
    subprocess.run(
        [
            "pdftoppm",
            "-r",
            "80",
            "-f",
            "1",
            "-l",
            "1",
            "-png",
            "-singlefile",
            str(report),
            str(PICTURES / "report"),
        ],
        check=True,
    )


def main() -> int:
    """Take every picture."""
    if shutil.which("pdftoppm") is None:
        print(
            "Pictures of the report need pdftoppm. Debian: sudo apt-get install poppler-utils"
        )
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        with demo(Path(name) / "demo") as address:
            web_pages(address)
        report_pages(Path(name) / "samples")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
