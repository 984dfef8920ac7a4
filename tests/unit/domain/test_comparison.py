"""Setting assessments side by side: DESIGN section 5, "Comparison", and rule 11."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.comparison import (
    Entry,
    Exclusion,
    compare,
    ranks,
    tiers,
)
from assessment.domain.scoring import score_assessment
from assessment.errors import ComparisonError
from tests.builders import a_framework, an_assessment, an_indicator

FRAMEWORK = a_framework(
    an_indicator("law", point="systems", critical=True),
    an_indicator("data", point="systems"),
    an_indicator("care", point="services", type="process"),
)


def an_entry(key="one", *, law=3, data=3, care=3, **given):
    answers = {"law": law, "data": data, "care": care}
    answered = {name: level for name, level in answers.items() if level is not None}
    return Entry(key, an_assessment(FRAMEWORK, answered, **given))


def test_rows_are_points_and_columns_are_assessments_in_the_order_given():
    comparison = compare(
        FRAMEWORK,
        [an_entry("b", code="XB", law=4), an_entry("a", code="XA", care=1)],
    )

    assert [row.key for row in comparison.rows] == ["systems", "services"]
    assert [column.key for column in comparison.columns] == ["b", "a"]
    scores = [[cell.score for cell in row.cells] for row in comparison.rows]
    assert scores == [[Decimal("87.5"), Decimal(75)], [Decimal(75), Decimal(25)]]


def test_every_cell_shows_what_the_one_scoring_function_returned():
    entry = an_entry(law=2, data=4, care=1)

    comparison = compare(FRAMEWORK, [entry])

    card = score_assessment(FRAMEWORK, entry.assessment)
    assert comparison.columns[0].scorecard == card
    for row, group in zip(
        (*comparison.rows, comparison.overall),
        (*card.points, card.overall),
        strict=True,
    ):
        cell = row.cells[0]
        assert (cell.score, cell.low, cell.high, cell.evidenced) == (
            group.score,
            group.low,
            group.high,
            group.evidenced,
        )


def test_a_scorecard_that_is_known_already_is_used_as_it_is():
    entry = an_entry()
    card = score_assessment(FRAMEWORK, entry.assessment)

    comparison = compare(FRAMEWORK, [replace(entry, scorecard=card)])

    assert comparison.columns[0].scorecard is card


def test_a_provisional_assessment_is_kept_out_and_listed_with_its_coverage():
    comparison = compare(FRAMEWORK, [an_entry("full"), an_entry("half", care=None)])

    assert [column.key for column in comparison.columns] == ["full"]
    (left_out,) = comparison.excluded
    assert (left_out.key, left_out.reason) == ("half", Exclusion.PROVISIONAL)
    assert left_out.coverage == Decimal(2) / 3


def test_another_edition_is_kept_out_unless_it_is_declared_compatible():
    old = an_entry("old", edition="0.9")
    foreign = Entry("foreign", replace(an_entry().assessment, framework="other"))

    strict = compare(FRAMEWORK, [an_entry("new"), old, foreign])
    open_minded = compare(
        replace(FRAMEWORK, compatible=("0.9",)), [an_entry("new"), old, foreign]
    )

    assert [(e.key, e.reason) for e in strict.excluded] == [
        ("old", Exclusion.OTHER_EDITION),
        ("foreign", Exclusion.OTHER_EDITION),
    ]
    assert [c.key for c in open_minded.columns] == ["new", "old"]


def test_training_data_and_real_data_are_never_mixed():
    real = an_entry("real", code="AT", kind="government")

    with pytest.raises(ComparisonError, match="Leave out either"):
        compare(FRAMEWORK, [real, an_entry("invented")])


def test_invented_countries_are_training_data_whatever_kind_they_carry():
    comparison = compare(FRAMEWORK, [an_entry(kind="government"), an_entry("two")])

    assert comparison.is_training
    assert not compare(FRAMEWORK, [an_entry(code="AT", kind="government")]).is_training


def test_nothing_comparable_is_refused_with_what_to_do():
    with pytest.raises(ComparisonError, match="Choose at least one"):
        compare(FRAMEWORK, [])
    with pytest.raises(ComparisonError, match="Answer more"):
        compare(FRAMEWORK, [an_entry(law=None, care=None)])
    with pytest.raises(ComparisonError, match="another edition"):
        compare(FRAMEWORK, [an_entry(edition="0.1")])


def test_one_assessment_given_twice_is_refused():
    with pytest.raises(ComparisonError, match="twice"):
        compare(FRAMEWORK, [an_entry("same"), an_entry("same")])


def test_an_alternative_assessment_stands_beside_the_government_one_of_its_year():
    comparison = compare(
        FRAMEWORK,
        [
            an_entry("gov-2025", kind="government", period="2025"),
            an_entry("gov-2026", kind="government"),
            an_entry("ngo-2026", kind="alternative"),
            an_entry("ngo-elsewhere", kind="alternative", code="XB"),
        ],
    )

    assert {c.key: c.beside for c in comparison.columns} == {
        "gov-2025": "",
        "gov-2026": "",
        "ngo-2026": "gov-2026",
        "ngo-elsewhere": "",
    }
    assert [c.is_alternative for c in comparison.columns] == [False, False, True, True]


def test_a_critical_indicator_at_level_0_marks_the_cell_as_capped_and_lowers_the_tier():
    comparison = compare(
        FRAMEWORK,
        [an_entry("capped", law=0, data=4, care=4), an_entry("free", law=4, care=4)],
    )

    assert [cell.is_capped for cell in comparison.overall.cells] == [True, False]
    found = {tier.band: tier.columns for tier in tiers(FRAMEWORK, comparison)}
    assert found == {"strong": ("free",), "middle": ("capped",)}


def test_a_point_nobody_answered_has_an_empty_cell_and_not_a_zero():
    framework = a_framework(
        *(an_indicator(f"i{n}", point="many") for n in range(9)),
        an_indicator("alone", point="few"),
    )
    answers = {f"i{n}": 3 for n in range(9)}

    comparison = compare(framework, [Entry("a", an_assessment(framework, answers))])

    cell = comparison.rows[1].cells[0]
    assert (cell.score, cell.low, cell.high, cell.band) == (None, 0, 100, None)


def test_ties_share_a_rank_and_rounding_does_not_make_one():
    scores = {
        "a": Decimal("50.4"),
        "b": Decimal("50.41"),
        "c": Decimal("50.4"),
        "d": None,
        "e": Decimal(10),
    }

    assert ranks(scores) == {"a": 2, "b": 1, "c": 2, "e": 4}


levels = st.integers(min_value=0, max_value=4)
countries = st.lists(
    st.tuples(levels, levels, levels), min_size=1, max_size=6, unique=False
)


@given(countries, st.randoms(use_true_random=False))
def test_the_order_of_the_columns_changes_no_cell(drawn, random):
    entries = [
        an_entry(f"e{n}", law=a, data=b, care=c) for n, (a, b, c) in enumerate(drawn)
    ]
    shuffled = list(entries)
    random.shuffle(shuffled)

    first = compare(FRAMEWORK, entries)
    second = compare(FRAMEWORK, shuffled)

    assert _cells(first) == _cells(second)
    assert {t.band: set(t.columns) for t in tiers(FRAMEWORK, first)} == {
        t.band: set(t.columns) for t in tiers(FRAMEWORK, second)
    }


@given(countries)
def test_a_higher_score_never_ranks_below_a_lower_one(drawn):
    scores = {f"e{n}": Decimal(sum(each)) for n, each in enumerate(drawn)}

    found = ranks(scores)

    for key, score in scores.items():
        assert found[key] == 1 + sum(other > score for other in scores.values())


@given(countries, levels)
def test_adding_a_country_leaves_the_others_as_they_were(drawn, level):
    entries = [
        an_entry(f"e{n}", law=a, data=b, care=c) for n, (a, b, c) in enumerate(drawn)
    ]

    before = _cells(compare(FRAMEWORK, entries))
    after = _cells(compare(FRAMEWORK, [an_entry("new", law=level), *entries]))

    assert {key: after[key] for key in before} == before


def _cells(comparison):
    """Column key -> its cells from top to bottom."""
    rows = (*comparison.rows, comparison.overall)
    return {
        column.key: tuple(row.cells[place] for row in rows)
        for place, column in enumerate(comparison.columns)
    }
