"""What the documents say is true: worked examples are run."""

import ast
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from assessment.domain.scoring import score_assessment
from assessment.framework_file import (
    framework_schema,
    load_framework,
    parse_framework,
    run_examples,
)
from assessment.portable import read_assessment
from assessment.services.assessments.scores import score_data
from assessment.texts import rounded_half_up, texts_in
from tests.builders import (
    a_framework,
    a_ladder,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)
from tools.readability import measure, texts_of

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def the_framework(**law):
    return a_framework(
        an_indicator("law", point="one", type="structure", **law),
        an_indicator(
            "training",
            point="one",
            type="process",
            ladder=a_ladder("a", "b", "c d", "e"),
        ),
        an_indicator("results", point="two", type="outcome"),
    )


def test_the_worked_example_of_the_scoring_page_comes_true():
    framework = the_framework()
    assessment = an_assessment(
        framework,
        {
            "law": an_answer("c1", "c2", "c3", grade="A"),
            "training": an_answer("a", "c", grade="C"),
            "results": we_do_not_know(),
        },
    )

    card = score_assessment(framework, assessment)

    assert card.by_key["training"].ahead == ("c",)
    assert [point.score for point in card.points] == [Decimal(50), None]
    overall = card.overall
    assert (overall.low, overall.score, overall.high) == (25, 50, 75)
    assert texts_in("en").percent(overall.coverage) == "66%"
    assert card.is_provisional
    assert card.law_practice_gap == 50


def test_its_variant_with_a_critical_law_at_level_0_comes_true():
    framework = the_framework(critical=True)
    assessment = an_assessment(
        framework, {"law": an_answer(), "training": an_answer("a", "c", grade="C")}
    )

    card = score_assessment(framework, assessment)

    assert card.overall.score == Decimal("12.5")
    assert rounded_half_up(card.overall.score) == 13
    assert not card.overall_band.is_capped


def the_example_of_the_authors_guide():
    page = (DOCS / "framework-file.md").read_text(encoding="utf-8")
    return page.partition("```yaml\n")[2].partition("```")[0]


def test_the_framework_of_the_authors_guide_is_short_sound_and_comes_true():
    text = the_example_of_the_authors_guide()

    framework = parse_framework(text, "water.yaml")

    assert text.count("\n") < 60
    assert (len(framework.indicators), len(framework.points)) == (2, 2)
    assert len(framework.examples) == 1
    assert run_examples(framework) == ()


def test_the_framework_of_the_authors_guide_scores_as_the_page_explains():
    framework = parse_framework(the_example_of_the_authors_guide(), "water.yaml")
    assessment = an_assessment(
        framework,
        {
            "tap-in-reach": an_answer("counted", grade="A"),
            "water-tested": an_answer("some-tested", "all-tested", grade="B"),
        },
        profile={"wells": ("no",)},
    )

    card = score_assessment(framework, assessment)

    assert [score.score for score in card.indicators] == [40, 100]
    assert card.overall.score == 70
    assert card.overall.evidenced == 40


def test_its_golden_example_would_notice_a_changed_condition():
    text = the_example_of_the_authors_guide().replace("profile: {wells: no}", "")

    assert run_examples(parse_framework(text, "water.yaml")) != ()


@pytest.mark.parametrize("trap", ["No", "1.10", "010", "12:30", "2024-05-01", "yes"])
def test_what_the_authors_guide_calls_harmless_is_harmless(trap):
    text = the_example_of_the_authors_guide().replace("label: Begun", f"label: {trap}")

    assert parse_framework(text, "water.yaml").levels[1].label == trap


def test_the_authors_guide_names_every_field_of_the_format():
    page = (DOCS / "framework-file.md").read_text(encoding="utf-8")
    schema = framework_schema()
    records = [schema, *schema["$defs"].values()]

    missing = {
        name
        for record in records
        for name in record["properties"]
        if not re.search(rf"\b{name}\b", page)
    }

    assert missing == set()


def test_the_schema_that_editors_use_is_up_to_date():
    committed = json.loads((DOCS / "framework.schema.json").read_text(encoding="utf-8"))

    assert committed == framework_schema()


def test_the_framework_file_points_editors_to_the_schema():
    first, _, _ = (ROOT / "questions.yaml").read_text(encoding="utf-8").partition("\n")

    place = first.removeprefix("# yaml-language-server: $schema=")
    assert (ROOT / place).samefile(DOCS / "framework.schema.json")


def test_the_readability_figures_of_the_review_are_those_of_the_program():
    page = (DOCS / "framework-review" / "figures.md").read_text(encoding="utf-8")
    framework = load_framework(ROOT / "questions.yaml")

    found = measure(text for i in framework.indicators for text in texts_of(i))

    row = (
        f"| all {len(framework.indicators)} indicators | {found.per_sentence:.1f}"
        f" | {found.long_share:.1f} % | {found.long_sentences}"
        f" | {max(found.sentences)} words |"
    )
    assert row in page


def test_the_glossary_has_one_row_for_a_word():
    page = (DOCS / "glossary.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    heads = [row.split("|")[1].strip() for row in rows]

    words = Counter(word for head in heads for word in re.split(r", (?![^(]*\))", head))

    assert [word for word, count in words.items() if count > 1] == []


VARIABLE = r"(?:ASSESSMENT|DATABASE|SECRET|WEB)_[A-Z_]+"


def test_the_page_of_settings_names_just_the_variables_that_are_read():
    modules = (ROOT / "assessment").rglob("*.py")
    constants = (
        node.value
        for module in modules
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    read = {text for text in constants if re.fullmatch(VARIABLE, text)}
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]

    named = {name for row in rows for name in re.findall(VARIABLE, row.split("|")[1])}

    assert named == read


def test_the_example_of_the_scores_is_what_the_command_prints():
    page = (DOCS / "json-score.md").read_text(encoding="utf-8")
    example = json.loads(page.split("```json\n")[1].split("```")[0])
    framework = load_framework(ROOT / "tests/data/frameworks/small.yaml")
    text = (ROOT / "tests/data/portable/small.yaml").read_text(encoding="utf-8")

    data = score_data(framework, read_assessment(text, "small.yaml", framework))

    assert example == json.loads(json.dumps(data))
