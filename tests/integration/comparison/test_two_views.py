"""Where two assessments of one country differ: in words, and as a sheet of its own."""

from datetime import UTC, datetime

from assessment.domain.answers import AssessmentKind
from assessment.domain.comparison import Comparison, LevelDifference, differing_levels
from assessment.reporting.comparison.compose import comparison_report
from tests.integration.comparison.test_tables import (
    FRAMEWORK,
    a_comparison,
    a_workbook,
    an_entry,
    rows_of,
)

MADE_ON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def two_views(**theirs: int) -> Comparison:
    """Compare a country with the alternative view that puts some levels elsewhere."""
    return a_comparison(
        an_entry("a", law=2, data=2, care=2),
        an_entry(
            "b",
            kind=AssessmentKind.ALTERNATIVE,
            **{"law": 2, "data": 2, "care": 2, **theirs},
        ),
    )


def test_the_widest_difference_comes_first() -> None:
    first, second = (c.scorecard for c in two_views(law=1, care=4).columns)

    assert differing_levels(first, second) == (
        LevelDifference("care", 2, 4),
        LevelDifference("law", 2, 1),
    )


def test_they_stand_under_the_two_views() -> None:
    report = comparison_report(
        FRAMEWORK, two_views(law=1), language="en", made_on=MADE_ON
    )

    (pair,) = report.pairs
    (line,) = pair.indicators
    assert (line.title, line.first, line.second, line.difference) == (
        "1.1 Title of law",
        "2",
        "1",
        "−1",
    )


def test_they_fill_a_sheet_of_their_own() -> None:
    rows = rows_of(a_workbook(two_views(law=1, care=4))["Two views"])

    assert rows[2][2:] == ["Indicator", "Level", "Level beside", "Difference"]
    assert rows[3] == ["Label of a", "Label of b", "2.1 Title of care", 2, 4, 2]
    assert rows[4] == ["Label of a", "Label of b", "1.1 Title of law", 2, 1, -1]


def test_a_critical_indicator_at_level_0_is_noted_whatever_the_band() -> None:
    low = an_entry("a", law=0, data=0, care=0)

    (line,) = comparison_report(
        FRAMEWORK, a_comparison(low), language="en", made_on=MADE_ON
    ).compared

    assert line.notes == (
        "Critical indicators that would hold any better band: 1.1 Title of law.",
    )
