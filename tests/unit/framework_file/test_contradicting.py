"""Contradictions of a framework file: read as they are meant, or refused at their place."""

from decimal import Decimal
from pathlib import Path

import pytest

from assessment.domain.framework import (
    Condition,
    CriterionSign,
    FigureSign,
    GradeSign,
    IndicatorType,
    LevelSign,
    ReviewSettings,
)
from assessment.errors import InvalidFrameworkError
from assessment.framework_file import (
    Effect,
    check_framework,
    diff_frameworks,
    load_framework,
    parse_framework,
)
from assessment.framework_file.catalogue import framework_texts

PATH = Path(__file__).parents[2] / "data" / "frameworks" / "small.yaml"
WHOLE = PATH.read_text(encoding="utf-8")
BEFORE = WHOLE[: WHOLE.index("contradictions:")]
LINE = BEFORE.count("\n") + 4
"""Where the conditions of :func:`saying` stand."""


def saying(*signs: str) -> str:
    """Return the small framework with one contradiction of *signs*, one a line."""
    lines = "".join(f"      - {sign}\n" for sign in signs)
    declared = f"  - key: odd\n    when:\n{lines}    say: Look again.\n"
    return f"{BEFORE}contradictions:\n{declared}"


def problems_of(text: str) -> list[str]:
    """Return what is wrong with *text*."""
    with pytest.raises(InvalidFrameworkError) as refused:
        parse_framework(text, "f")
    return [str(problem) for problem in refused.value.problems]


def test_each_kind_of_condition_is_read_as_it_is_meant() -> None:
    framework = parse_framework(
        saying(
            "{indicator: inspection, level_at_least: 1, level_below: 2}",
            "{indicator: inspection, met: list-kept}",
            "{indicator: accidents, not_met: fewer}",
            "{indicator: accidents, grade: D}",
            "{indicator: inspection, figure: inspected, at_least: 0.5, below: 90}",
            "{indicator: inspection, figure: children, is_missing: true}",
            "{fact: size, in: [small, large]}",
        ),
        "f",
    )

    (declared,) = framework.contradictions
    assert declared.when == (
        LevelSign("inspection", 1, 2),
        CriterionSign("inspection", "list-kept", met=True),
        CriterionSign("accidents", "fewer", met=False),
        GradeSign("accidents", ("D",)),
        FigureSign(
            "inspection", "inspected", at_least=Decimal("0.5"), below=Decimal(90)
        ),
        FigureSign("inspection", "children", is_missing=True),
        Condition("size", ("small", "large")),
    )
    assert declared.indicators == ("inspection", "accidents")
    assert not declared.blocks


def test_a_share_may_be_of_a_figure_of_another_indicator() -> None:
    figures = "figures:\n      - {key: children, label: Hurt, unit: children}\n    "
    accidents = BEFORE.index("- key: accidents")
    place = BEFORE.index("ladder:", accidents)
    sign = (
        "{indicator: inspection, figure: children, of: children, "
        "of_indicator: accidents, below: 0.5}"
    )
    text = saying(sign).replace(BEFORE, BEFORE[:place] + figures + BEFORE[place:], 1)

    (declared,) = parse_framework(text, "f").contradictions

    assert declared.when == (
        FigureSign(
            "inspection",
            "children",
            of="children",
            below=Decimal("0.5"),
            of_indicator="accidents",
        ),
    )
    assert declared.indicators == ("inspection", "accidents")


def test_the_settings_of_the_review_are_read_and_may_be_left_out() -> None:
    given = load_framework(PATH).review

    assert given == ReviewSettings(
        {IndicatorType.PROCESS: 3, IndicatorType.OUTCOME: 2}, 2, 4
    )
    assert parse_framework(BEFORE, "f").review == ReviewSettings()
    assert ReviewSettings().figure_years is None


INSPECTION = "indicator: inspection"
OF_ACCIDENTS = (
    "{{indicator: inspection, figure: children, below: 1, of: {}, of_indicator: {}}}"
)


@pytest.mark.parametrize(
    ("sign", "problem"),
    [
        (
            "{indicator: inspektion, met: yearly}",
            '21: There is no indicator "inspektion". Did you mean "inspection"?',
        ),
        (
            "{indicator: inspection, met: yearli}",
            '38: This indicator has no criterion "yearli". Did you mean "yearly"?',
        ),
        (
            "{indicator: inspection, not_met: fewer}",
            '42: This indicator has no criterion "fewer". It has: list-kept,',
        ),
        (
            "{indicator: inspection, figure: childs, below: 5}",
            '41: This indicator has no figure "childs". Did you mean "children"?',
        ),
        (
            "{indicator: inspection, figure: children, of: inspected, below: 1}",
            '55: "inspected" is no other figure of the same unit.',
        ),
        (
            OF_ACCIDENTS.format("inspected", "accidents"),
            '65: This indicator has no figure "inspected".',
        ),
        (
            OF_ACCIDENTS.format("children", "acidents"),
            '89: There is no indicator "acidents". Did you mean "accidents"?',
        ),
        (
            "{indicator: inspection, figure: children, of_indicator: accidents, below: 1}",
            '65: "of_indicator" says where the figure of "of" stands: give both.',
        ),
        (
            "{indicator: inspection, met: yearly, of_indicator: accidents}",
            '60: "of_indicator" means nothing beside "met".',
        ),
        (
            "{indicator: inspection, grade: E}",
            '40: There is no evidence grade "E". Known are: A, D.',
        ),
        (
            "{indicator: inspection, level_at_least: 3}",
            "49: There is no level 3: the scale ends at 2.",
        ),
        (
            "{indicator: inspection, level: 2}",
            '33: "level" is not a key that is known here. Did you mean "level_below"?',
        ),
        ("{indicator: inspection}", "9: Say one thing of the indicator: "),
        (
            "{indicator: inspection, met: yearly, grade: D}",
            "9: Say one thing of the indicator: ",
        ),
        (
            "{indicator: inspection, figure: children}",
            '41: Say of the figure either "is_missing: true" or its size.',
        ),
        (
            "{indicator: inspection, figure: children, is_missing: true, below: 5}",
            '41: Say of the figure either "is_missing: true" or its size.',
        ),
        (
            "{indicator: inspection, met: yearly, below: 5}",
            '53: "below" means nothing beside "met".',
        ),
        (
            "{indicator: inspection, met: yearly, is: yes}",
            '50: "is" means nothing beside "indicator".',
        ),
        (
            "{fact: coast, is: yes, met: yearly}",
            '37: "met" means nothing beside "fact".',
        ),
        (
            "{fact: coast, indicator: inspection}",
            '9: Give exactly one of "indicator" and "fact".',
        ),
        ("{met: yearly}", '9: Give exactly one of "indicator" and "fact".'),
        (
            "{fact: coats, is: yes}",
            '16: There is no fact of the profile "coats". Did you mean "coast"?',
        ),
        (
            "{fact: coast, is: maybe}",
            '27: "maybe" is not a value of this fact. Its values are: yes, no.',
        ),
        (
            "{fact: treaties, has: bridges-1999}",
            '16: The fact "treaties" is for presentation only: no condition may use it.',
        ),
    ],
)
def test_a_condition_that_means_nothing_is_refused_at_its_place(
    sign: str, problem: str
) -> None:
    found = problems_of(saying("{indicator: accidents, met: fewer}", sign))

    assert len(found) == 1
    assert found[0].startswith(f"f:{LINE + 1}:{problem}")


@pytest.mark.parametrize(
    "signs",
    [
        (f"{{{INSPECTION}, met: yearly}}", f"{{{INSPECTION}, not_met: yearly}}"),
        (
            f"{{{INSPECTION}, level_at_least: 1}}",
            f"{{{INSPECTION}, not_met: list-kept}}",
        ),
        (f"{{{INSPECTION}, not_met: yearly}}", f"{{{INSPECTION}, level_at_least: 2}}"),
        (f"{{{INSPECTION}, level_at_least: 2}}", f"{{{INSPECTION}, level_below: 2}}"),
        (
            "{indicator: accidents, met: counted}",
            "{indicator: accidents, level_below: 1}",
        ),
        (f"{{{INSPECTION}, grade: A}}", f"{{{INSPECTION}, grade: [D]}}"),
        (
            f"{{{INSPECTION}, figure: children, at_least: 5}}",
            f"{{{INSPECTION}, figure: children, below: 5}}",
        ),
        (
            f"{{{INSPECTION}, figure: children, is_missing: true}}",
            f"{{{INSPECTION}, figure: children, below: 5}}",
        ),
        (f"{{{INSPECTION}, met: sea-bridges}}", "{fact: coast, is: no}"),
        ("{fact: coast, is: no}", f"{{{INSPECTION}, not_met: sea-bridges}}"),
        ("{fact: coast, is: yes}", "{fact: coast, is: no}"),
    ],
)
def test_conditions_that_can_never_hold_together_are_refused(
    signs: tuple[str, ...],
) -> None:
    found = problems_of(saying(*signs, "{indicator: accidents, met: fewer}"))

    assert found == [
        f"f:{LINE + 1}:9: This and the conditions before it can never hold together."
    ]


@pytest.mark.parametrize(
    "signs",
    [
        (f"{{{INSPECTION}, met: yearly}}", f"{{{INSPECTION}, level_below: 1}}"),
        (f"{{{INSPECTION}, met: list-kept}}", f"{{{INSPECTION}, level_below: 1}}"),
        (f"{{{INSPECTION}, not_met: yearly}}", f"{{{INSPECTION}, level_at_least: 1}}"),
        (f"{{{INSPECTION}, met: sea-bridges}}", "{fact: coast, is: yes}"),
        (f"{{{INSPECTION}, met: yearly}}", "{fact: traffic, has: cars}"),
    ],
)
def test_conditions_that_may_hold_together_are_taken(signs: tuple[str, ...]) -> None:
    assert len(parse_framework(saying(*signs), "f").contradictions) == 1


def test_a_contradiction_about_facts_alone_is_refused() -> None:
    assert problems_of(saying("{fact: coast, is: yes}")) == [
        f"f:{LINE}:7: A contradiction is about at least one indicator."
    ]


def test_problems_of_contradictions_are_told_with_all_others() -> None:
    text = saying("{indicator: inspection, met: yearli}").replace(
        "effort: law", "effort: laws"
    )

    assert len(problems_of(text)) == 2


def test_what_is_probably_not_meant_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    one = saying("{indicator: inspection, met: yearly}")
    again = one[one.index("  - key: odd") :].replace("odd", "odder")
    path.write_text(
        f"{one}{again}review: {{evidence_years: {{structure: 3}}}}\n".replace(
            "type: structure", "type: process"
        ),
        encoding="utf-8",
    )

    report = check_framework(path)

    said = [warning.message for warning in report.warnings]
    assert report.contradictions == 2
    assert 'It has the conditions of "odd".' in said
    assert 'No indicator is of type "structure".' in said


def test_changes_of_contradictions_touch_neither_answers_nor_scores() -> None:
    with_them, without = load_framework(PATH), parse_framework(BEFORE, "f")

    for changes in (
        diff_frameworks(without, with_them),
        diff_frameworks(with_them, without),
    ):
        assert {change.place for change in changes} == {
            "contradictions.inspected-without-a-list",
            "contradictions.begun-and-nothing-shown",
            "review",
        }
        assert {change.effect for change in changes} == {Effect.COMPATIBLE}


def test_a_reworded_contradiction_is_told() -> None:
    other = parse_framework(WHOLE.replace("say: The list", "say: A list"), "f")

    (change,) = diff_frameworks(load_framework(PATH), other)

    assert change.place == "contradictions.begun-and-nothing-shown"
    assert change.message == "Changed: say."


def test_the_sentences_are_in_the_catalogue() -> None:
    texts = dict(framework_texts(load_framework(PATH)))

    sentence = "The list is kept, and there is nothing to show of the money for it."
    assert texts[sentence] == (
        "contradiction begun-and-nothing-shown: what is said of it"
    )
