"""What the documents say is true: worked examples are run."""

from decimal import Decimal

from tests.builders import (
    a_framework,
    a_ladder,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)

from assessment.domain.scoring import score_assessment
from assessment.texts import rounded_half_up, texts_in


def the_framework(**law):
    return a_framework(
        an_indicator("law", point="one", type="structure", **law),
        an_indicator(
            "training", point="one", type="process", ladder=a_ladder("a", "b", "c d", "e")
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
    assert texts_in("en").percent(overall.coverage) == "66 %"
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
