"""The invented countries of questions.yaml teach what they are for.

Each archetype is drawn with thirty seeds; what its description says must be seen in the
scores by somebody who knows the description only.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from statistics import correlation, mean, pstdev

import pytest

from assessment import resources
from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.domain.gaps import find_gaps, first_things
from assessment.domain.samples import (
    SampleDraw,
    alternative_of,
    draw_sample,
    find_archetype,
)
from assessment.domain.scoring import Scorecard, score_assessment
from assessment.framework_file import load_framework

SEEDS = range(1, 31)
FRAMEWORK: Framework = load_framework(resources.DEFAULT_FRAMEWORK)
KEYS = [archetype.key for archetype in FRAMEWORK.archetypes]


@dataclass(frozen=True)
class Drawn:
    country: Assessment
    card: Scorecard
    first: tuple[str, ...]
    other: Scorecard


def archetype(key):
    return find_archetype(FRAMEWORK, key)


@cache
def drawn(key):
    return tuple(_drawn(key, seed) for seed in SEEDS)


def _drawn(key, seed):
    archetype = find_archetype(FRAMEWORK, key)
    country = draw_sample(FRAMEWORK, archetype, SampleDraw(seed, 1, "XA"))
    card = score_assessment(FRAMEWORK, country)
    gaps = find_gaps(FRAMEWORK, country, card)
    other = alternative_of(FRAMEWORK, country, seed=seed, dissent=archetype.dissent)
    return Drawn(
        country,
        card,
        tuple(gap.indicator for gap in first_things(FRAMEWORK, gaps)),
        score_assessment(FRAMEWORK, other),
    )


def overall(key):
    return mean(float(each.card.overall.score) for each in drawn(key))


def overclaimed(key):
    return mean(
        float(each.card.overall.score - each.card.overall.evidenced)
        for each in drawn(key)
    )


def unevenness(key):
    """Return the spread of levels inside a country, averaged over the seeds."""
    return mean(
        pstdev(s.level for s in each.card.indicators if s.level is not None)
        for each in drawn(key)
    )


def seen_higher(key):
    """Return in how many countries the network sees more than the government."""
    return sum(
        each.other.overall.score > each.card.overall.score for each in drawn(key)
    )


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("fragile-state", {"conflict": "yes", "displacement": "yes"}),
        ("small-island", {"coast": "yes", "few-children": "yes", "hazard": "yes"}),
        ("small-island", {"displacement": "yes"}),
        ("federal-uneven", {"federal": "yes"}),
        ("landlocked-transit", {"coast": "no", "displacement": "yes"}),
        ("advanced-system", {"conflict": "no", "large-platforms": "yes"}),
    ],
)
def test_the_profile_fits_the_description(key, facts):
    profile = find_archetype(FRAMEWORK, key).profile

    assert {fact: profile[fact] for fact in facts} == {
        fact: (value,) for fact, value in facts.items()
    }


@pytest.mark.parametrize("key", [key for key in KEYS if key != "first-round"])
def test_every_point_and_type_is_authored_with_a_reason(key):
    archetype = find_archetype(FRAMEWORK, key)

    authored = {shape.point: shape for shape in archetype.shape}
    asked = {(i.point, i.type) for i in FRAMEWORK.indicators}
    assert asked <= {(s.point, t) for s in authored.values() for t in s.levels}
    assert all(len(shape.reason) > 15 for shape in archetype.shape)


def test_a_state_in_conflict_has_its_children_in_armed_forces_first():
    places = Counter(
        "armed-forces-and-groups" in each.first for each in drawn("fragile-state")
    )

    assert places[True] >= 27
    assert 15 < overall("fragile-state") < 30


def test_an_advanced_system_shows_the_gaps_its_description_names():
    named = {
        "out-of-criminal-groups",
        "children-penalized",
        "demand-reduction",
        "children-and-survivors-design",
    }
    shown = [len(named & set(each.first)) for each in drawn("advanced-system")]

    assert mean(shown) > 3
    assert min(shown) >= 1
    assert 65 < overall("advanced-system") < 80


def test_strong_law_and_weak_practice_is_seen_and_more_is_claimed_than_shown():
    gaps = [float(e.card.law_practice_gap) for e in drawn("strong-law-weak-practice")]

    assert mean(gaps) > 30
    assert overclaimed("strong-law-weak-practice") > 4.5
    assert overclaimed("advanced-system") < 1
    assert seen_higher("strong-law-weak-practice") == 0
    assert 35 < overall("strong-law-weak-practice") < 50


def test_a_federal_state_is_more_uneven_inside_than_any_other():
    others = [unevenness(key) for key in KEYS if key != "federal-uneven"]

    assert unevenness("federal-uneven") > max(others) + 0.1


def test_of_a_small_island_the_network_often_sees_more():
    assert seen_higher("small-island") >= 24


def test_a_transit_state_is_best_at_its_borders_and_worst_at_care():
    points = [
        {point.key: point.score for point in each.card.points}
        for each in drawn("landlocked-transit")
    ]

    assert mean(float(p["early-identification"]) for p in points) > 15 + mean(
        float(p["care-for-each-child"]) for p in points
    )


def test_only_the_unfinished_round_is_provisional():
    provisional = {
        key: sum(each.card.is_provisional for each in drawn(key)) for key in KEYS
    }

    assert provisional == dict.fromkeys(KEYS, 0) | {"first-round": len(SEEDS)}


@pytest.mark.parametrize("key", KEYS)
def test_what_must_be_published_is_shown_in_public(key):
    public = {grade.grade for grade in FRAMEWORK.grades if grade.public}
    for each in drawn(key):
        for indicator, criteria in FRAMEWORK.public_criteria.items():
            answer = each.country.answers.get(indicator)
            if answer is not None and answer.met & criteria:
                assert answer.grade in public


def test_linked_indicators_move_together():
    """Measured between countries of all kinds in which neither of them stands out."""
    weak = []
    for link in FRAMEWORK.linked:
        first, second = link.indicators
        levels = [
            (each.card.by_key[first].level, each.card.by_key[second].level)
            for key in KEYS
            if not {first, second} & {o.indicator for o in archetype(key).own}
            for each in drawn(key)
        ]
        known = [pair for pair in levels if None not in pair]
        together = correlation(*zip(*known, strict=True))
        if together < 0.5:
            weak.append((link.indicators, round(together, 2)))

    assert weak == []


def test_a_note_is_seldom_the_same_twice_in_one_country():
    repeated = []
    for key in KEYS:
        for each in drawn(key):
            notes = Counter(a.note for a in each.country.answers.values() if a.note)
            repeated.append(notes.most_common(1)[0][1] / max(1, notes.total()))

    assert mean(repeated) < 0.25


def test_money_spent_is_not_above_money_voted():
    bounded = [
        (indicator.key, figure)
        for indicator in FRAMEWORK.indicators
        for figure in indicator.figures
        if figure.at_most
    ]
    assert bounded
    for key in KEYS:
        for each in drawn(key):
            for indicator, figure in bounded:
                answer = each.country.answers.get(indicator)
                given = {f.key: f.value for f in answer.figures} if answer else {}
                if given.get(figure.key) is not None and figure.at_most in given:
                    assert given[figure.key] <= given[figure.at_most]
