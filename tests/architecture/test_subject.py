"""The engine knows nothing of its first framework: another file is another questionnaire.

No word and no number of ``questions.yaml`` stands in code, templates or what they say.
"""

import ast
import re

import pytest

from assessment import resources
from assessment.framework_file import load_framework
from tools.catalogues import interface_catalogue

ROOT = resources.ROOT
FRAMEWORK = load_framework(resources.DEFAULT_FRAMEWORK)
CODE = sorted((ROOT / "assessment").rglob("*.py"))
TEMPLATES = sorted(
    path for name in ("templates", "reports") for path in (ROOT / name).rglob("*.html")
)

SUBJECT = re.compile(
    r"\b(child|children|traffick\w*|victims?|survivors?|orphan\w*|detention|"
    r"ICAT|SRSG|OSCE|GRETA|UNODC|Palermo|rapporteur)\b",
    re.IGNORECASE,
)
"""Words of its field. A technical child (process, element) is written otherwise in texts."""

SCALE = re.compile(r"\b(of|to|von|sur) 100\b|\b0[ –-]+100\b")
COUNTS = re.compile(r"\b(81|82|47|48) (indicators|questions)\b")


def sentences():
    """Return every sentence that pages, reports and commands say, with its place."""
    for message in interface_catalogue():
        for text in message.id if isinstance(message.id, tuple) else (message.id,):
            if text:
                yield text, message.locations


@pytest.mark.parametrize(
    "wanted", [SUBJECT, SCALE, COUNTS], ids=["subject", "scale", "counts"]
)
def test_no_sentence_of_the_interface_speaks_of_the_first_framework(wanted):
    found = [(text, places) for text, places in sentences() if wanted.search(text)]

    assert found == []


def test_no_title_of_the_first_framework_is_a_sentence_of_the_interface():
    own = {FRAMEWORK.title, FRAMEWORK.publisher}
    own |= {indicator.title for indicator in FRAMEWORK.indicators}
    own |= {point.title for point in FRAMEWORK.points}
    own |= {level.label for level in FRAMEWORK.levels}
    own |= {band.label for band in FRAMEWORK.bands}

    assert own & {text for text, _ in sentences()} == set()


def test_no_key_of_the_first_framework_stands_in_the_code():
    keys = {FRAMEWORK.key}
    keys |= {indicator.key for indicator in FRAMEWORK.indicators}
    keys |= {point.key for point in FRAMEWORK.points if "-" in point.key}
    keys |= {fact.key for fact in FRAMEWORK.facts if "-" in fact.key}
    keys |= {recommendation.key for recommendation in FRAMEWORK.recommendations}
    keys |= {source.code for source in FRAMEWORK.sources if source.code != "OWN"}

    found = [
        (path.name, node.lineno, node.value)
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in keys
    ]

    assert found == []


def test_no_key_of_the_first_framework_stands_in_a_template():
    keys = {indicator.key for indicator in FRAMEWORK.indicators} | {FRAMEWORK.key}
    wanted = re.compile(r"[\"'](" + "|".join(map(re.escape, sorted(keys))) + r")[\"']")

    found = {
        path.name: wanted.findall(path.read_text(encoding="utf-8"))
        for path in TEMPLATES
        if wanted.search(path.read_text(encoding="utf-8"))
    }

    assert found == {}
