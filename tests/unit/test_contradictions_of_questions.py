"""The contradictions of questions.yaml: each can be met, and few countries meet any."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache
from random import Random

import pytest

from assessment import resources
from assessment.domain.answer_check import check_assessment
from assessment.domain.answers import Answer, Assessment, FigureEntry
from assessment.domain.framework import (
    Archetype,
    Condition,
    Contradiction,
    CriterionSign,
    FigureSign,
    Framework,
)
from assessment.domain.profile import is_applicable
from assessment.domain.review import ReviewKind, review
from assessment.domain.samples import SampleDraw, draw_sample
from assessment.framework_file import load_framework
from tests.builders import an_answer, an_answer_at, an_assessment

FRAMEWORK = load_framework(resources.DEFAULT_FRAMEWORK)
SEEDS = range(1, 9)
SHARE = 0.1
"""Of plausible countries; a contradiction that holds in more accuses the possible."""


def told(framework: Framework, assessment: Assessment) -> list[str]:
    """Return the keys of the contradictions that are found."""
    return [f.contradiction for f in review(framework, assessment) if f.contradiction]


def meeting(declared: Contradiction) -> Assessment:
    """Return an assessment in which all is well but what *declared* is about."""
    begun_by_others = {
        (sign.indicator, sign.criterion)
        for other in FRAMEWORK.contradictions
        for sign in other.when
        if isinstance(sign, CriterionSign) and sign.met
    }
    profile = {s.fact: s.values[:1] for s in declared.when if isinstance(s, Condition)}
    answers: dict[str, Answer | int] = {}
    for key in declared.indicators:
        asked = {c.key for c in FRAMEWORK.indicators_by_key[key].criteria()}
        met = asked - {
            criterion for where, criterion in begun_by_others if where == key
        }
        figures: dict[str, Decimal] = {}
        for sign in declared.when:
            if isinstance(sign, Condition) or sign.indicator != key:
                continue
            if isinstance(sign, CriterionSign):
                (met.add if sign.met else met.discard)(sign.criterion)
            elif isinstance(sign, FigureSign):
                figures |= sized(sign)
        entries = tuple(FigureEntry(name, value) for name, value in figures.items())
        answers[key] = an_answer(*met, figures=entries)
    return an_assessment(FRAMEWORK, answers, profile=profile)


def sized(sign: FigureSign) -> dict[str, Decimal]:
    """Return figures of the smallest size that *sign* holds of."""
    least = sign.at_least or Decimal(0)
    if not sign.of:
        return {sign.figure: least}
    return {sign.of: Decimal(1000), sign.figure: least * 1000}


@pytest.mark.parametrize(
    "declared", FRAMEWORK.contradictions, ids=lambda declared: declared.key
)
def test_an_assessment_that_meets_a_contradiction_yields_exactly_it(
    declared: Contradiction,
) -> None:
    assessment = meeting(declared)

    assert told(FRAMEWORK, assessment) == [declared.key]
    (finding,) = (f for f in review(FRAMEWORK, assessment) if f.contradiction)
    assert finding.sentence == declared.say
    assert finding.kind is (
        ReviewKind.FIGURE if declared.has_figure else ReviewKind.CONTRADICTION
    )


def test_there_are_many_and_none_blocks() -> None:
    between = [c for c in FRAMEWORK.contradictions if not c.has_figure]

    assert len(between) >= 24
    assert len(FRAMEWORK.contradictions) - len(between) >= 20
    assert not any(c.blocks for c in FRAMEWORK.contradictions)


@pytest.mark.parametrize(
    "declared", FRAMEWORK.contradictions, ids=lambda declared: declared.key
)
def test_every_sentence_asks_to_look_again_and_accuses_nobody(
    declared: Contradiction,
) -> None:
    says = declared.say.lower()

    assert "?" in says or "look" in says
    assert not [w for w in ("false", "wrong", "lie", "must", "case") if f" {w}" in says]


def as_authored(archetype: Archetype) -> Assessment:
    """Return the country that *archetype* describes, without any dice."""
    profile = dict(archetype.profile)
    top = FRAMEWORK.top_level
    answers: dict[str, Answer | int] = {
        indicator.key: an_answer_at(
            indicator, min(top, max(0, round(archetype.expected_level(indicator))))
        )
        for indicator in FRAMEWORK.indicators
        if is_applicable(indicator, profile)
    }
    return an_assessment(FRAMEWORK, answers, profile=profile)


@pytest.mark.parametrize("archetype", FRAMEWORK.archetypes, ids=lambda each: each.key)
def test_no_archetype_contradicts_itself_as_it_is_authored(
    archetype: Archetype,
) -> None:
    assert told(FRAMEWORK, as_authored(archetype)) == []


@cache
def drawn(key: str) -> tuple[Assessment, ...]:
    """Return invented countries of an archetype."""
    archetype = next(each for each in FRAMEWORK.archetypes if each.key == key)
    draws = (SampleDraw(seed, 1, "XA") for seed in SEEDS)
    return tuple(draw_sample(FRAMEWORK, archetype, draw) for draw in draws)


def test_figures_of_invented_countries_fit_what_they_tick() -> None:
    figures = {c.key for c in FRAMEWORK.contradictions if c.has_figure}

    for archetype in FRAMEWORK.archetypes:
        for assessment in drawn(archetype.key):
            assert not figures & set(told(FRAMEWORK, assessment))
            assert not check_assessment(FRAMEWORK, assessment)


def test_few_plausible_countries_meet_any_of_them() -> None:
    held: Counter[str] = Counter()
    countries = 0
    for archetype in FRAMEWORK.archetypes:
        found = [told(FRAMEWORK, assessment) for assessment in drawn(archetype.key)]
        countries += len(found)
        held.update(key for keys in found for key in keys)
        assert sum(map(len, found)) / len(found) <= 1.5, archetype.key

    assert {key: n for key, n in held.items() if n > SHARE * countries} == {}


def test_old_documents_and_figures_are_limited_where_they_grow_old() -> None:
    limits = FRAMEWORK.review

    assert set(limits.evidence_years) == {"process", "outcome"}
    assert limits.figure_years == 3


@pytest.mark.parametrize("seed", SEEDS)
def test_a_part_finds_nothing_that_the_whole_does_not_and_nothing_about_the_rest(
    seed: int,
) -> None:
    dice = Random(seed)
    for archetype in FRAMEWORK.archetypes:
        assessment = drawn(archetype.key)[seed - 1]
        whole = review(FRAMEWORK, assessment)
        keys = frozenset(i.key for i in FRAMEWORK.indicators if dice.random() < 0.3)
        seen = {k: v for k, v in assessment.answers.items() if k in keys}

        part = review(FRAMEWORK.narrowed(keys), replace(assessment, answers=seen))

        assert all(keys.issuperset(finding.indicators) for finding in part)
        told_apart = [f for f in part if f.kind is not ReviewKind.SAME_NOTE]
        assert all(finding in whole for finding in told_apart)
        assert part == review(
            FRAMEWORK.narrowed(keys), replace(assessment, answers=seen)
        )
