"""Hostile portable files by property, not by list: refused with words, or sound.

A file is drawn from a good one by any number of changes, of which each puts something nasty
somewhere: another type, a deep nest, a long key, characters that act, numbers beyond counting.
Whatever comes out, reading ends with problems that can be shown to anybody, or with an
assessment that passes every check, is written, and comes back equal.
"""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.answer_check import check_assessment
from assessment.domain.answers import Assessment
from assessment.errors import InvalidPortableFileError, Problem
from assessment.framework_file import load_framework
from assessment.portable import decode_portable, read_assessment, write_assessment
from assessment.texts import texts_in

DATA = Path(__file__).parents[2] / "data"
FRAMEWORK = load_framework(DATA / "frameworks" / "small.yaml")
GOOD = yaml.load(
    (DATA / "portable" / "small.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
LONGEST_SENTENCE = 2000

NASTY_TEXTS = st.sampled_from(
    [
        "", " ", "\x00", "\x1b[2J", "\u202eevil", "\u2066", "\ufeff", "\uffff", "\ufdd0",
        "\U0010ffff", "\u200b", "a" * 5000, "9" * 5000, "²", "٢٠٢٦", "1e999999", "-0", "NaN",
        "1e-400", "Infinity", "0001-01-01", "9999-12-31", "2019-02-31", "javascript:alert(1)",
        "https://a:b@c.example/", "http://[", "{x}", "{0}", "%s", "%(x)s", "{{ 7*7 }}",
        "<script>", "=1+1", "＝1", "no", "null", "~", "../../etc/passwd", "qq", "FR", "XA",
        "unknown", "answered", "inspection", "training", "government", "assessment/1",
    ]
) | st.text(max_size=30)  # fmt: skip
NASTY = st.recursive(
    NASTY_TEXTS | st.integers() | st.floats() | st.booleans() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(NASTY_TEXTS, inner, max_size=3)
    ),
    max_leaves=6,
)


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return every place in *node*."""
    found = [path]
    items = node.items() if isinstance(node, dict) else ()
    items = enumerate(node) if isinstance(node, list) else items
    for key, value in items:
        found += places(value, (*path, key))
    return found


@st.composite
def hostile(draw: st.DrawFn) -> Any:
    """Draw a good file with something nasty in some places."""
    file = json.loads(json.dumps(GOOD))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(places(file)[1:]))
        holder = file
        for step in way:
            holder = holder[step]
        change = draw(st.sampled_from(["value", "key", "drop", "double"]))
        if change == "drop":
            del holder[last]
        elif change == "key" and isinstance(holder, dict):
            holder[draw(NASTY_TEXTS)] = holder.pop(last)
        elif change == "double" and isinstance(holder, list):
            holder.append(holder[last])
        else:
            holder[last] = draw(NASTY)
    return file


def read(text: str) -> Assessment | tuple[Problem, ...]:
    """Return what is in *text*, or what is wrong with it."""
    try:
        return read_assessment(text, "a.json", FRAMEWORK)
    except InvalidPortableFileError as refused:
        return refused.problems


def judge(text: str) -> None:
    """Read *text*: it is refused in words that harm nobody, or it is sound."""
    found = read(text)
    if isinstance(found, Assessment):
        assert check_assessment(FRAMEWORK, found) == ()
        written = write_assessment(found, FRAMEWORK)
        assert read_assessment(written, "b.json", FRAMEWORK) == found
    else:
        harmless(found)


def harmless(problems: tuple[Problem, ...]) -> None:
    """Check that every problem can be shown to anybody, in every language."""
    assert problems
    for problem in problems:
        told = [texts_in(code).problem(problem) for code in ("fr", "ar")]
        for shown in (str(problem), *told):
            assert len(shown) < LONGEST_SENTENCE
            assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cs"}


MANY = settings(max_examples=300)


@MANY
@given(hostile())
def test_a_hostile_json_file_is_refused_in_words_or_sound(file: Any) -> None:
    judge(json.dumps(file))
    judge(json.dumps(file, ensure_ascii=False))


@MANY
@given(hostile())
def test_a_hostile_yaml_file_is_refused_in_words_or_sound(file: Any) -> None:
    judge(yaml.safe_dump(file, allow_unicode=True, sort_keys=False))


@MANY
@given(st.data())
def test_a_file_with_bytes_changed_is_refused_in_words_or_sound(data: Any) -> None:
    bytes_ = bytearray(json.dumps(GOOD, ensure_ascii=False).encode())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(bytes_) - 1))
        bytes_[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(bytes_)) | st.just(len(bytes_)))
    try:
        text = decode_portable(bytes(bytes_[:cut]), "a.json")
    except InvalidPortableFileError as refused:
        harmless(refused.problems)
    else:
        judge(text)


@pytest.mark.parametrize("nest", ["[" * 100_000, '{"a":' * 50_000, "- " * 100_000])
def test_a_deep_nest_is_refused(nest: str) -> None:
    judge(nest)
