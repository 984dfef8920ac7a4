"""How many decimals a score is shown with, and where it lies on its line."""

from decimal import Decimal

import pytest

from assessment.domain.framework import Level
from assessment.domain.scale import scale_of
from assessment.texts import printed_difference, texts_in
from tests.builders import a_framework


def with_scores(*scores):
    levels = tuple(Level(n, f"L{n}", Decimal(s)) for n, s in enumerate(scores))
    return scale_of(a_framework(levels=levels))


@pytest.mark.parametrize(
    ("scores", "decimals"),
    [
        (("0", "25", "50", "75", "100"), 0),
        (("1", "3.5", "7", "10"), 1),
        (("0", "0.5", "1"), 2),
        (("0", "1", "2", "3", "4"), 1),
        (("0", "1000"), 0),
        (("0", "33.25", "100.00"), 2),
        (("-40", "10"), 0),
    ],
)
def test_a_scale_is_told_in_at_least_forty_steps_and_its_levels_exactly(
    scores, decimals
):
    assert with_scores(*scores).decimals == decimals


def test_the_line_goes_from_the_lowest_score_to_the_highest():
    scale = with_scores("1", "3.5", "7", "10")

    assert scale.ticks == (Decimal(1), Decimal("5.5"), Decimal(10))
    assert [scale.place(Decimal(s)) for s in (1, 10)] == [0, 1]
    assert scale.place(Decimal("5.5")) == Decimal("0.5")
    assert scale.share(Decimal(9)) == 1


def test_scores_are_shown_with_the_decimals_of_the_scale_in_every_language():
    scale = with_scores("1", "3.5", "7", "10")

    assert texts_in("en").score(Decimal("5.25"), scale) == "5.3"
    assert texts_in("es").score(Decimal(7), scale) == "7,0"
    assert texts_in("en").score(None, scale) == "–"
    assert texts_in("en").score_difference(Decimal("-0.05"), scale) == "−0.1"


def test_thresholds_are_shown_as_they_were_written():
    texts = texts_in("en")

    assert [texts.exact(Decimal(n)) for n in ("4.25", "40", "70.50", "0.125")] == [
        "4.25",
        "40",
        "70.5",
        "0.125",
    ]


def test_a_difference_is_that_of_the_figures_as_printed():
    scale = with_scores("0", "50", "100")

    assert printed_difference(Decimal("75.5"), Decimal("74.4"), scale) == 2
    assert printed_difference(None, Decimal(1), scale) is None
