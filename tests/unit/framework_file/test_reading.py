"""What a good framework file becomes."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from assessment.domain.framework import Citation, Condition, FactKind, IndicatorType
from assessment.framework_file import (
    check_framework,
    framework_texts,
    load_framework,
    parse_framework,
    run_examples,
)
from assessment.yaml_nodes import yaml_text

FRAMEWORKS = Path(__file__).parents[2] / "data" / "frameworks"
SMALL = FRAMEWORKS / "small.yaml"


@pytest.fixture(scope="module")
def small():
    return load_framework(SMALL)


def test_texts_that_yaml_would_turn_into_something_else_stay_texts():
    text = SMALL.read_text(encoding="utf-8")
    traps = ("No", "1.10", "12:30", "010", "2019-05-01", "1e3", "0x1F", ".5", "true")
    for trap in traps:
        edited = text.replace("title: Money", f"title: {trap}")
        assert parse_framework(edited, "f").points_by_key["money"].title == trap


def test_the_edition_keeps_its_zero(small):
    assert small.edition == "1.10"
    assert small.levels[0].label == "None"


def test_numbers_are_exact(small):
    assert small.bands[2].lower == Decimal("70.5")
    assert small.points[0].weight == Decimal("1.5")
    assert small.scoring.minimum_coverage == Decimal("0.8")


def test_what_makes_a_critical_indicator_cap_is_read(small):
    inspection = small.indicators_by_key["inspection"]

    assert (inspection.caps_below, inspection.flags_below) == (1, 2)
    assert inspection.urgent_when == (Condition("size", ("large",)),)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", (1, 2)),
        ("    caps_below: 2\n", (2, 2)),
        ("    flags_below: 1\n", (1, 1)),
    ],
    ids=["neither", "caps only: the scale ends there", "flags only"],
)
def test_a_flag_is_raised_one_level_above_the_cap_unless_the_file_says_otherwise(
    given, expected
):
    text = SMALL.read_text(encoding="utf-8")
    text = text.replace("    caps_below: 1\n    flags_below: 2\n", given)

    inspection = parse_framework(text, "f").indicators_by_key["inspection"]

    assert (inspection.caps_below, inspection.flags_below) == expected


def test_proof_and_what_criteria_need_and_serve_are_read(small):
    inspection = small.indicators_by_key["inspection"]
    first, *others = inspection.criteria()

    assert (first.needs_public, first.serves) == (True, ("V01",))
    assert not any(c.needs_public or c.serves for c in others)
    assert inspection.proof.criterion == "yearly"
    assert inspection.rung_of(inspection.proof.criterion) == 2
    assert small.public_criteria == {"inspection": frozenset({"list-kept"})}


def test_terms_are_read_and_mark_themselves_unless_they_name_forms(small):
    bridge, rust = small.terms

    assert bridge.forms == ("bridge", "bridges")
    assert rust.forms == ("rust",)
    assert (rust.source, bridge.source) == (Citation("OWN"), Citation("R-1", "p. 2"))


def test_the_first_grade_is_that_of_public_documents_unless_one_says_so(small):
    text = SMALL.read_text(encoding="utf-8").replace(", public: true", "")
    other = text.replace("cap: 1}", "cap: 1, public: true}")

    assert [g.public for g in small.grades] == [True, False]
    assert [g.public for g in parse_framework(text, "f").grades] == [True, False]
    assert [g.public for g in parse_framework(other, "f").grades] == [False, True]


def test_check_warns_of_what_is_probably_not_meant(tmp_path):
    path = tmp_path / "f.yaml"
    text = SMALL.read_text(encoding="utf-8")
    text = text.replace("{key: rust, term: rust,", "{key: rust, term: verdigris,")
    path.write_text(text, encoding="utf-8")

    found = check_framework(path)

    assert found.is_sound
    assert [str(warning) for warning in found.warnings] == [
        'f.yaml:108:10: "rail-budget" does not say which criterion proves its title.',
        'f.yaml:121:10: "accidents" does not say which criterion proves its title.',
        'f.yaml:135:11: No text uses the term "rust" in any of its forms.',
    ]


def test_check_warns_of_what_is_left_over_and_of_walls(tmp_path):
    path = tmp_path / "f.yaml"
    rung = "{key: spent, text: It was spent., action: Spend it., effort: budget}"
    more = "".join(
        f", {{key: c{n}, text: T, action: A, effort: law}}" for n in range(3)
    )
    text = SMALL.read_text(encoding="utf-8")
    for old, new in (
        (
            "  - {key: finance, label: Finance}",
            "  - {key: finance, label: Finance}\n  - {key: army, label: Army}",
        ),
        ("  - {code: OWN,", "  - {code: OLD, title: Never cited}\n  - {code: OWN,"),
        (', {instrument: LAW-2, at: "1"}', ""),
        ('    sdg: ["9.1"]\n', ""),
        ("    reasons: {no: There is no coast.}\n", ""),
        ("    reasons: {trains: No trains cross.}\n", ""),
        (rung, rung + more),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")

    said = [warning.message for warning in check_framework(path).warnings]

    assert said[:7] == [
        'The sector "army" leads on and owns nothing.',
        'No legal hook names "LAW-2".',
        'No indicator aims at "9.1".',
        'Nothing cites the source "OLD".',
        'The answer "no" to "coast" switches something off and has no reason.',
        'The answer "trains" to "traffic" switches something off and has no reason.',
        '"rail-budget" does not say which criterion proves its title.',
    ]
    assert "Rung 2 has 4 criteria: one to three are usual." in said


def test_everything_optional_has_its_default(small):
    plain = small.indicators_by_key["accidents"]

    assert (plain.core, plain.critical, plain.target) == (False, False, None)
    assert plain.weight == 1
    assert plain.when == plain.figures == plain.legal == plain.sdg == ()


def test_an_indicator_is_read_whole(small):
    inspection = small.indicators_by_key["inspection"]

    assert (inspection.core, inspection.critical, inspection.target) == (True, True, 1)
    assert inspection.type is IndicatorType.PROCESS
    assert [c.key for c in inspection.criteria()] == [
        "list-kept",
        "sea-bridges",
        "yearly",
    ]
    assert inspection.figures[1].counts_people
    assert inspection.legal[0].confirmed


def test_a_criterion_belongs_to_the_lead_unless_it_names_an_owner(small):
    owners = [c.owner for c in small.indicators_by_key["inspection"].criteria()]

    assert owners == ["roads", "finance", "roads"]


def test_every_form_of_condition_becomes_a_list_of_values(small):
    sea_bridges = next(
        c
        for c in small.indicators_by_key["inspection"].criteria()
        if c.key == "sea-bridges"
    )

    assert sea_bridges.when == (
        Condition("coast", ("yes",)),
        Condition("size", ("small", "large")),
    )
    assert small.indicators_by_key["rail-budget"].when == (
        Condition("traffic", ("trains",)),
    )


def test_a_yes_no_fact_has_its_two_values(small):
    coast = small.facts_by_key["coast"]

    assert coast.kind is FactKind.YES_NO
    assert coast.values == ("yes", "no")
    assert coast.reasons == {"no": "There is no coast."}


def test_the_digest_is_that_of_the_file(small):
    assert (
        parse_framework(SMALL.read_text(encoding="utf-8"), "f").digest == small.digest
    )
    assert len(small.digest) == 64


def test_an_example_may_answer_all_others_with_a_level(small):
    answers = small.examples[0].answers

    assert answers["accidents"].met == ("counted", "fewer")
    assert answers["rail-budget"].unknown
    assert answers["inspection"].met == ("list-kept", "sea-bridges")


def test_a_framework_of_another_field_in_another_script_loads_and_scores():
    report = check_framework(FRAMEWORKS / "libraries.yaml")

    assert report.problems == ()
    assert report.framework is not None
    assert report.framework.points[1].title == "馆藏"
    assert (report.indicators, report.points, report.examples) == (2, 2, 1)


def test_a_check_counts_what_is_in_the_file():
    report = check_framework(SMALL)

    assert report.is_sound
    assert (report.indicators, report.core, report.critical) == (3, 1, 1)
    assert (report.points, report.recommendations, report.criteria) == (2, 1, 7)
    assert report.examples == 1


def test_an_example_that_does_not_come_true_is_reported_at_its_line(tmp_path):
    path = tmp_path / "f.yaml"
    text = SMALL.read_text(encoding="utf-8")
    path.write_text(
        text.replace('overall: "66.7"', 'overall: "67"')
        .replace('coverage: "0.67"', 'coverage: "0.7"')
        .replace("band: middle, law", "band: weak, law"),
        encoding="utf-8",
    )

    report = check_framework(path)

    line = 1 + text[: text.index("expect:")].count("\n")
    says = 'Example "half-way" expects band weak, but it is middle.'
    assert [(p.line, p.message) for p in report.problems] == [(line, says)]
    assert report.examples == 0


def test_examples_run_without_a_file_too(small):
    hopeful = replace(
        small.examples[0], expect={"level:inspection": "2", "low": "none"}
    )

    problems = run_examples(replace(small, examples=(hopeful,)))

    assert [problem.message for problem in problems] == [
        'Example "half-way" expects level:inspection 2, but it is 1.',
        'Example "half-way" expects low none, but it is 40.0.',
    ]


def test_a_broken_framework_is_checked_without_raising(tmp_path):
    path = tmp_path / "f.yaml"
    path.write_text("format: framework/2\n")

    report = check_framework(path)

    assert not report.is_sound
    assert report.framework is None
    assert len(report.problems) > 5


def test_the_texts_to_translate_are_all_there_and_no_key_is(small):
    texts = dict(framework_texts(small))

    assert texts["Rust is seen early."] == "indicator inspection: why"
    assert (
        texts["Add the bridges over the sea."]
        == "indicator inspection: action sea-bridges"
    )
    assert texts["There is no coast."] == "fact coast: reason for no"
    assert "inspection" not in texts
    assert "" not in texts


def test_the_pure_parser_reads_the_same_where_libyaml_is_missing(small, monkeypatch):
    monkeypatch.setattr(yaml_text, "_Parser", yaml.SafeLoader)

    assert load_framework(SMALL) == small


def test_the_framework_that_is_shipped_is_sound():
    from assessment import resources  # noqa: PLC0415 - only this test reads it

    report = check_framework(resources.DEFAULT_FRAMEWORK)

    assert report.problems == ()
    assert report.points == 10
