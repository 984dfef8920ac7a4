"""Seventy-odd ways to break a framework file, each with the place and the words."""

from pathlib import Path

import pytest
import yaml

from assessment.errors import InvalidFrameworkError
from assessment.framework_file import load_framework, parse_framework

DATA = Path(__file__).parents[2] / "data"
SMALL = (DATA / "frameworks" / "small.yaml").read_text(encoding="utf-8")
BROKEN = yaml.safe_load(
    (DATA / "broken" / "frameworks.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("edit", BROKEN, ids=[edit["name"] for edit in BROKEN])
def test_a_broken_framework_is_refused_with_the_place_and_what_to_do(edit):
    assert edit["replace"] in SMALL

    with pytest.raises(InvalidFrameworkError) as refused:
        parse_framework(SMALL.replace(edit["replace"], edit["by"], 1), "f.yaml")

    assert [str(problem) for problem in refused.value.problems] == edit["problems"]


def test_problems_say_where_in_the_data_they_are():
    with pytest.raises(InvalidFrameworkError) as refused:
        parse_framework(SMALL.replace("effort: law", "effort: laws"), "f.yaml")

    path = "indicators.0.ladder.0.criteria.1.effort"
    assert [problem.path for problem in refused.value.problems] == [path]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xff\xfef\x00o\x00", "f.yaml:1:1: The file is UTF-16. Save it as UTF-8."),
        (
            b"format: framework/1\nname: caf\xe9",
            "f.yaml:2:10: The byte 0xE9 is not UTF-8. Save the file as UTF-8.",
        ),
        (b"", "f.yaml:1:1: The file is empty."),
        (b"# nothing yet\n", "f.yaml:1:1: The file is empty."),
        (b"- 1\n", 'f.yaml:1:1: A group of "key: value" lines is expected here.'),
        (b"x" * 5_000_001, "f.yaml: The file has 5001 kB; at most 5000 kB are read."),
    ],
    ids=["UTF-16", "Latin-1", "empty", "comment only", "a list", "too large"],
)
def test_a_file_that_is_no_framework_at_all_is_refused_in_clear_words(
    tmp_path, data, says
):
    path = tmp_path / "f.yaml"
    path.write_bytes(data)

    with pytest.raises(InvalidFrameworkError) as refused:
        load_framework(path)

    assert str(refused.value) == says


def test_a_missing_file_is_a_problem_and_no_traceback(tmp_path):
    with pytest.raises(InvalidFrameworkError, match="there is no such file"):
        load_framework(tmp_path / "absent.yaml")


def test_a_folder_is_a_problem_and_no_traceback(tmp_path):
    with pytest.raises(InvalidFrameworkError, match="cannot be read"):
        load_framework(tmp_path)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "f.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())

    assert load_framework(path).indicators == parse_framework(SMALL, "f").indicators


@pytest.mark.parametrize(
    "opening", ["[", "{a: ", "- ", "? "], ids=["list", "map", "-", "?"]
)
def test_nesting_without_end_is_refused_and_does_not_crash(opening):
    with pytest.raises(InvalidFrameworkError, match=r"nesting is too deep|single word"):
        parse_framework(opening * 200_000, "f.yaml")


def test_aliases_cannot_multiply():
    laughs = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n"
        for n in range(20)
    )

    with pytest.raises(
        InvalidFrameworkError, match=r"f\.yaml:1:4: Anchors and aliases"
    ):
        parse_framework(laughs, "f.yaml")


def test_thousands_of_problems_are_counted_and_not_listed():
    text = SMALL + "".join(f"key-{number}: 1\n" for number in range(1000))

    with pytest.raises(InvalidFrameworkError) as refused:
        parse_framework(text, "f.yaml")

    assert len(refused.value.problems) == 201
    assert refused.value.problems[-1].message == "There are 800 more problems."


def refused(text):
    with pytest.raises(InvalidFrameworkError) as error:
        parse_framework(text, "f.yaml")
    return [str(problem) for problem in error.value.problems]


def test_an_answer_that_would_switch_everything_off_is_refused():
    everywhere = SMALL.replace("    critical: true\n", "").replace(
        "    caps_below: 1\n    flags_below: 2\n", ""
    )
    by_coast = "    when: [{fact: coast, is: yes}]\n    ladder:"
    by_coast = everywhere.replace(
        "    when: [{fact: traffic, has: trains}]\n    ladder:", by_coast
    )
    for key in ("type: process\n    lead: roads", "type: outcome\n    lead: roads"):
        by_coast = by_coast.replace(key, f"{key}\n    when: [{{fact: coast, is: yes}}]")

    assert refused(by_coast) == [
        'f.yaml:42:10: With the answer "no" to "coast" nothing at all is asked.'
    ]


def test_a_critical_indicator_whose_every_criterion_has_a_condition_is_refused():
    sea = "            when: [{fact: coast, is: yes}]\n"
    conditional = SMALL.replace("            needs: public\n", sea).replace(
        "            effort: budget\n    figures",
        f"            effort: budget\n{sea}    figures",
    )

    assert refused(conditional) == [
        "f.yaml:80:7: A critical indicator is always asked: one criterion needs no condition."
    ]


def test_keys_that_are_names_of_the_program_are_keys_like_any_other():
    text = SMALL
    for old, new in (
        ("list-kept", "none"),
        ("sea-bridges", "unknown"),
        ("key: coast", "key: version"),
        ("fact: coast", "fact: version"),
        ("coast: yes", "version: yes"),
        ("key: inspected", "key: x"),
        ("key: children", "key: x-year"),
    ):
        assert old in text
        text = text.replace(old, new)

    framework = parse_framework(text, "f.yaml")

    inspection = framework.indicators_by_key["inspection"]
    assert [c.key for c in inspection.criteria()] == ["none", "unknown", "yearly"]
    assert [figure.key for figure in inspection.figures] == ["x", "x-year"]
    assert "version" in framework.facts_by_key
