"""A core round asks a part of the framework; everything else stays as it is."""

import pytest

from assessment.domain.comparison import Entry, compare
from assessment.domain.framework import Scope
from assessment.domain.gaps import find_gaps
from assessment.domain.scoring import score_assessment
from assessment.errors import ComparisonError
from tests.builders import a_framework, an_assessment, an_indicator

FRAMEWORK = a_framework(
    an_indicator("law", core=True, point="one"),
    an_indicator("extra", point="one"),
    an_indicator("data", core=True, point="two"),
)


def test_a_core_round_scores_the_core_indicators_only():
    answers = {"law": 2, "extra": 4, "data": 2}

    core = score_assessment(
        FRAMEWORK, an_assessment(FRAMEWORK, answers, scope=Scope.CORE)
    )

    assert [score.key for score in core.indicators] == ["law", "data"]
    assert (core.overall.score, core.overall.applicable) == (50, 2)


def test_answers_outside_the_core_are_kept_and_change_nothing():
    without = an_assessment(FRAMEWORK, {"law": 2, "data": 1}, scope=Scope.CORE)
    with_extra = an_assessment(
        FRAMEWORK, {"law": 2, "data": 1, "extra": 0}, scope=Scope.CORE
    )

    cards = [score_assessment(FRAMEWORK, a) for a in (without, with_extra)]

    assert cards[0] == cards[1]
    assert "extra" in with_extra.answers
    gaps = find_gaps(FRAMEWORK, with_extra, cards[1])
    assert {gap.indicator for gap in gaps} == {"law", "data"}


def test_numbers_people_see_are_those_of_the_full_round():
    core = FRAMEWORK.in_scope(Scope.CORE)

    assert core.numbers == FRAMEWORK.numbers
    assert core.in_scope(Scope.FULL) is FRAMEWORK
    assert core.in_scope(Scope.CORE) is core
    assert core != FRAMEWORK


def test_a_framework_whose_every_indicator_is_core_offers_no_core_round():
    assert FRAMEWORK.has_core
    assert not a_framework(an_indicator("law", core=True)).has_core
    assert not a_framework(an_indicator("law")).has_core


def test_core_and_full_rounds_are_never_compared():
    entries = [
        Entry(
            scope.value,
            an_assessment(FRAMEWORK, {"law": 2, "extra": 1, "data": 2}, scope=scope),
        )
        for scope in Scope
    ]

    with pytest.raises(ComparisonError, match="core round"):
        compare(FRAMEWORK, entries)

    assert compare(FRAMEWORK, entries[1:]).overall.cells[0].score == 50
