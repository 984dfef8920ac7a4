"""Links between the documents lead somewhere."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\(([^()\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:")

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def prose(document):
    """Return the document without its code blocks."""
    return FENCED.sub("", document.read_text(encoding="utf-8"))


def relative_links(text):
    return [link for link in LINK.findall(text) if not ABSOLUTE.match(link)]


def anchors(document):
    """Return the anchors of the headings, as code hosts make them."""
    headings = HEADING.findall(prose(document))
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in headings
    }


def broken(document, links):
    """Return the links of the document that lead nowhere."""
    found = []
    for link in links:
        place, _, anchor = unquote(link).partition("#")
        target = document.parent / place if place else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            found.append(link)
    return found


@pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda each: str(each.relative_to(ROOT))
)
def test_every_relative_link_leads_to_a_file_and_a_heading(document):
    assert broken(document, relative_links(prose(document))) == []


def test_links_that_lead_nowhere_are_found():
    text = "[a](docs/nowhere.md) [b](README.md#no-such-heading) [c](https://x.example)"

    assert broken(ROOT / "README.md", relative_links(text)) == [
        "docs/nowhere.md",
        "README.md#no-such-heading",
    ]


def test_the_documents_link_to_each_other():
    assert len(relative_links(prose(ROOT / "README.md"))) >= 10
