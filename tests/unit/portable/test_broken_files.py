"""Fifty-odd ways to break a portable file, each with the place and the words."""

from pathlib import Path

import pytest
import yaml

from assessment.errors import InvalidPortableFileError
from assessment.framework_file import load_framework
from assessment.portable import decode_portable, peek_edition, read_assessment
from tests.builders import a_framework

DATA = Path(__file__).parents[2] / "data"
SMALL = (DATA / "portable" / "small.yaml").read_text(encoding="utf-8")
BROKEN = yaml.safe_load((DATA / "broken" / "portable.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def framework():
    return load_framework(DATA / "frameworks" / "small.yaml")


def problems_of(text, framework, source="a.json"):
    with pytest.raises(InvalidPortableFileError) as refused:
        read_assessment(text, source, framework)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("edit", BROKEN, ids=[edit["name"] for edit in BROKEN])
def test_a_broken_file_is_refused_with_the_place_and_what_to_do(edit, framework):
    assert edit["replace"] in SMALL

    found = problems_of(
        SMALL.replace(edit["replace"], edit["by"], 1), framework, "a.yaml"
    )

    assert found == edit["problems"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", 'a.json:1:2: A key in double quotes is expected here, or a "}".'),
        (
            '{"format" "assessment/1"}',
            'a.json:1:11: A ":" is expected after the key "format".',
        ),
        ('{"a": 1,}', 'a.json:1:9: A "," may not stand before "}".'),
        ('{"a": 1 "b": 2}', 'a.json:1:9: A "," or "}" is expected here.'),
        ('{"a": [1, 2}', 'a.json:1:12: A "," or "]" is expected here.'),
        ('{"a":\n  [1, 2', 'a.json:2:8: A "," or "]" is expected here.'),
        ('{"a": "x', "a.json:1:7: A quotation mark opened here is never closed."),
        (
            '{"a": "x\ny"}',
            "a.json:1:9: Line breaks, tabs and backslashes inside quotes need a backslash.",
        ),
        ("{'a': 1}", 'a.json:1:2: A key in double quotes is expected here, or a "}".'),
        ('{"a": yes}', "a.json:1:7: A value is expected here, not yes."),
        ('{"a": 01}', "a.json:1:7: A value is expected here, not 01."),
        ('{"a": NaN}', "a.json:1:7: A value is expected here, not NaN."),
        ('{"a": }', "a.json:1:7: A value is expected here, not }."),
        ('{"a":', "a.json:1:6: The data ends too early: something is not closed."),
        ("{} {}", "a.json:1:4: Something stands after the end of the data."),
        ('{"a": ' * 50, "a.json:1:247: The nesting is too deep."),
        ("[" * 100_000, "a.json:1:42: The nesting is too deep."),
        ("[]", 'a.json:1:1: A group of "key: value" lines is expected here.'),
    ],
)
def test_json_that_is_none_is_refused_in_clear_words(text, says, framework):
    assert problems_of(text, framework) == [says]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (
            "Nobody counts.",
            "x" * 4001,
            "27:11: This is 4001 characters long; at most 4000",
        ),
        (
            "List of bridges",
            "x" * 301,
            "20:17: This is 301 characters long; at most 300",
        ),
    ],
    ids=["note", "title"],
)
def test_texts_longer_than_fit_are_refused(before, after, says, framework):
    (problem,) = problems_of(SMALL.replace(before, after), framework)

    assert problem.startswith(f"a.json:{says}")


def test_more_than_five_megabytes_are_not_even_looked_at(framework):
    text = SMALL + "#" * 5_000_000

    assert problems_of(text, framework) == [
        "a.json: The file has 5001 kB; at most 5000 kB are read."
    ]


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(InvalidPortableFileError, match="0xE9 is not UTF-8"):
        decode_portable(b'{"a": "\xe9"}', "a.json")

    assert decode_portable(b"\xef\xbb\xbf{}", "a.json") == "{}"


@pytest.mark.parametrize("escape", ["\\u0000", "\\ud800", "\\u0007", "\\u202e"])
def test_characters_that_no_database_keeps_are_refused(escape, framework):
    text = f'{{"format": "assessment/1", "respondent": "a{escape}b"}}'

    assert any(
        "may not stand in a text" in said for said in problems_of(text, framework)
    )


def test_null_is_not_a_value(framework):
    text = '{"format": "assessment/1", "respondent": null}'

    assert problems_of(text, framework)[-1].startswith(
        'a.json:1:42: "respondent" has no'
    )


def test_nothing_else_is_said_of_a_file_for_another_edition(framework):
    other = a_framework(key="bridges", edition="2.0")

    assert problems_of(SMALL, other) == [
        "a.json:3:36: This file answers edition 1.10; 2.0 is expected."
    ]


def test_the_edition_can_be_asked_before_the_file_is_read():
    assert peek_edition(SMALL, "a.yaml") == ("bridges", "1.10")
    with pytest.raises(InvalidPortableFileError, match='"framework" is missing here'):
        peek_edition('{"format": "assessment/1"}', "a.json")
    with pytest.raises(InvalidPortableFileError, match='"edition" is missing here'):
        peek_edition('{"framework": {"key": "bridges"}}', "a.json")
