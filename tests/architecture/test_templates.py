"""Templates: each compiles, each page has a title, none has style or script inside."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta

from assessment import resources

TEMPLATES = sorted(
    path.relative_to(resources.WEB_TEMPLATES).as_posix()
    for path in resources.WEB_TEMPLATES.rglob("*.html")
)
WIDTH = 160
"""Characters of a line of a template at most."""
ENVIRONMENT = Environment(
    loader=FileSystemLoader(resources.WEB_TEMPLATES),
    undefined=StrictUndefined,
    autoescape=True,
)
ENVIRONMENT.filters |= dict.fromkeys(
    ("fw", "number", "exact", "signed", "percent", "date"), str
)


def source(name: str) -> str:
    """Return the text of a template."""
    return Path(resources.WEB_TEMPLATES, name).read_text(encoding="utf-8")


def is_page(name: str) -> bool:
    """Return whether a template is a page of its own."""
    return "{% extends" in source(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_template_compiles(name: str) -> None:
    ENVIRONMENT.get_template(name)


@pytest.mark.parametrize("name", [name for name in TEMPLATES if is_page(name)])
def test_the_page_has_a_title(name: str) -> None:
    # What is called framed.html leaves the title to the pages that extend it.
    assert Path(name).name == "framed.html" or "{% block title %}" in source(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_inline_and_nothing_from_elsewhere(name: str) -> None:
    text = source(name)

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(src|href)=\"(https?:)?//", text)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_a_template_imports_it_uses(name: str) -> None:
    text = source(name)
    imported = re.findall(r"{% from \S+ import ([^%]+?)(?: with context)? %}", text)

    for names in imported:
        for macro in names.split(","):
            assert len(re.findall(rf"\b{macro.strip()}\b", text)) > 1, macro


def test_every_template_is_reached_from_code_or_another_template() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (resources.ROOT / "assessment").rglob("*.py")
    )
    named = {
        found
        for name in TEMPLATES
        for found in meta.find_referenced_templates(ENVIRONMENT.parse(source(name)))
    }

    assert [n for n in TEMPLATES if n not in named and f'"{n}"' not in code] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_can_be_read_without_scrolling_sideways(name: str) -> None:
    """One attribute group a line where a tag is long; macros for what repeats."""
    lines = source(name).splitlines()

    assert [number for number, line in enumerate(lines, 1) if len(line) > WIDTH] == []


def test_visible_words_go_through_the_catalogues() -> None:
    """Text between tags is a gettext call, a value, punctuation or a symbol."""
    loose = {}
    for name in TEMPLATES:
        text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", source(name), flags=re.DOTALL)
        between = re.findall(r">([^<>]+)<", text)
        words = [w.strip() for w in between if re.search(r"[A-Za-z]{2,}", w)]
        if words:
            loose[name] = words

    assert loose == {}


PRINTED = sorted(
    (
        *resources.WEB_TEMPLATES.rglob("*.html"),
        *resources.REPORT_TEMPLATES.rglob("*.html"),
    )
)
_BARE_COLON = re.compile(r"\}\}(?:\s*</\w+>)*\s*:(?=[\s<]|$)")


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: "/".join(path.parts[-2:]))
def test_no_colon_stands_outside_the_sentence_it_belongs_to(path: Path) -> None:
    """French sets a space before it: the colon is part of what is translated.

    ``_("%(label)s:", label=...)`` does that for a label, ``named(label)`` in reports.
    """
    lines = path.read_text("utf-8").splitlines()

    bare = [n for n, line in enumerate(lines, 1) if _BARE_COLON.search(line)]

    assert bare == []
