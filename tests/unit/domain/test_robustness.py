"""Ranks and how far they hold: DESIGN section 5, "Comparison", and rule 11."""

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.comparison import Entry, compare
from assessment.domain.robustness import (
    DRAWS,
    HIGH_PERCENT,
    LOW_PERCENT,
    SEED,
    SPREAD_PERCENT,
    rank_robustly,
)
from assessment.domain.robustness.ranking import drawn_weights
from tests.builders import a_framework, a_point, an_assessment, an_indicator

POINTS = ("one", "two", "three", "four")
FRAMEWORK = a_framework(
    *(an_indicator(f"of-{point}", point=point) for point in POINTS),
    points=tuple(
        a_point(p, weight=w) for p, w in zip(POINTS, (1, 1, 2, 1), strict=True)
    ),
)


PINNED = ["0.780884751879", "1.214083323740", "0.902202979429"]


def compared(*levels, framework=FRAMEWORK):
    """Return a comparison: each argument holds the levels of one country, None: open."""
    entries = []
    for number, given_levels in enumerate(levels):
        answers = {
            f"of-{point}": level
            for point, level in zip(POINTS, given_levels, strict=True)
            if level is not None
        }
        entries.append(Entry(f"c{number}", an_assessment(framework, answers)))
    return compare(framework, entries)


def ranked(*levels, **given_):
    return rank_robustly(FRAMEWORK, compared(*levels), **given_)


TABLES = st.lists(
    st.tuples(*[st.integers(0, 4) for _ in POINTS]), min_size=1, max_size=7
)


def test_the_settings_are_those_of_the_design():
    assert (DRAWS, SPREAD_PERCENT, LOW_PERCENT, HIGH_PERCENT) == (1000, 25, 5, 95)


def test_who_is_better_on_every_point_is_above_in_every_draw():
    ranking = ranked((1, 1, 1, 1), (4, 4, 4, 4), (2, 2, 2, 2))

    assert [(line.key, line.rank, line.low, line.high) for line in ranking.lines] == [
        ("c1", 1, 1, 1),
        ("c2", 2, 2, 2),
        ("c0", 3, 3, 3),
    ]
    assert ranking.shares["c1", "c2"].above == 1


def test_ties_share_a_rank_in_every_draw_and_the_next_place_is_left_free():
    ranking = ranked((4, 4, 4, 4), (3, 2, 3, 2), (3, 2, 3, 2), (0, 1, 1, 1))

    assert [(line.rank, line.low, line.high) for line in ranking.lines] == [
        (1, 1, 1),
        (2, 2, 2),
        (2, 2, 2),
        (4, 4, 4),
    ]
    share = ranking.shares["c1", "c2"]
    assert (share.above, share.level) == (0, 1)


def test_a_lead_that_hangs_on_the_weights_is_told_as_an_interval():
    """75 on one point for 75 on another of the same weight: it goes half and half."""
    ranking = ranked((4, 1, 2, 2), (1, 4, 2, 2), every_pair=True)

    assert [(line.rank, line.low, line.high) for line in ranking.lines] == [
        (1, 1, 2),
        (1, 1, 2),
    ]
    assert Decimal("0.45") < ranking.shares["c0", "c1"].above < Decimal("0.55")


def test_the_same_seed_gives_the_same_result_and_another_one_other_draws():
    levels = ((4, 1, 2, 2), (1, 4, 2, 2), (2, 2, 2, 3))

    assert ranked(*levels) == ranked(*levels)
    assert ranked(*levels, seed=SEED + 1).shares != ranked(*levels).shares


def test_the_draws_are_pinned_so_that_results_can_be_repeated_anywhere():
    assert [f"{w:.12f}" for w in drawn_weights(Decimal(1), 1, "one", draws=3)] == PINNED
    many = drawn_weights(Decimal(2), 1, "one", draws=1000)
    assert 1.5 <= min(many) < 1.51
    assert 2.49 < max(many) < 2.5
    assert abs(sum(many) / 1000 - 2) < 0.02


@given(TABLES)
@settings(max_examples=60, deadline=None)
def test_shares_are_symmetric_and_intervals_are_places_that_exist(levels):
    ranking = ranked(*levels, every_pair=True, draws=200)

    for line in ranking.lines:
        assert 1 <= line.low <= line.high <= len(levels)
    for (first, second), share in ranking.shares.items():
        other = ranking.shares[second, first]
        assert share.above + share.level + other.above == 1
        assert share.level == other.level
    at = [line.rank for line in ranking.lines]
    assert at == sorted(at)
    assert at[0] == 1


@given(TABLES)
@settings(max_examples=40, deadline=None)
def test_alike_on_every_point_is_alike_in_rank_and_interval(levels):
    twins = ranked(*levels, levels[0], draws=100)

    found = {line.key: (line.rank, line.low, line.high) for line in twins.lines}
    assert found["c0"] == found[f"c{len(levels)}"]


@given(TABLES)
@settings(max_examples=25, deadline=None)
def test_exact_fractions_give_the_same_places(levels):
    """The same thing once more, slowly and without NumPy: nothing rounded at all."""
    draws = 40
    ranking = ranked(*levels, every_pair=True, draws=draws)
    weights = [
        drawn_weights(point.weight, SEED, point.key, draws=draws)
        for point in FRAMEWORK.points
    ]
    places, above = [[] for _ in levels], {}
    for draw in range(draws):
        drawn = [Fraction(w[draw]) for w in weights]
        means = [
            sum(w * level * 25 for w, level in zip(drawn, row, strict=True))
            / sum(drawn)
            for row in levels
        ]
        for place, mean in enumerate(means):
            places[place].append(1 + sum(other > mean for other in means))
            for other, second in enumerate(means):
                if mean > second:
                    above[place, other] = above.get((place, other), 0) + 1

    for line in ranking.lines:
        took = sorted(places[int(line.key[1:])])
        # nearest rank: the second and the 38th of forty
        assert (line.low, line.high) == (took[1], took[37])
    for (first, second), share in ranking.shares.items():
        counted = above.get((int(first[1:]), int(second[1:])), 0)
        assert share.above == Decimal(counted) / draws


def test_a_point_without_a_score_is_left_out_of_the_mean_of_that_country_only():
    """Rule 4: it is neither zero nor full, so the rest alone decides."""
    points = ("a", "b", "c", "d", "e", "f")
    framework = a_framework(*(an_indicator(f"of-{p}", point=p) for p in points))
    full = {f"of-{p}": 2 for p in points}
    most = {f"of-{p}": 3 for p in points[:5]}
    comparison = compare(
        framework,
        [
            Entry("full", an_assessment(framework, full)),
            Entry("most", an_assessment(framework, most)),
        ],
    )

    ranking = rank_robustly(framework, comparison)

    assert [(line.key, line.rank, line.high) for line in ranking.lines] == [
        ("most", 1, 1),
        ("full", 2, 2),
    ]


def test_one_assessment_alone_is_first_and_there_is_nothing_to_set_it_against():
    ranking = ranked((2, 2, 2, 2))

    assert [(line.rank, line.low, line.high) for line in ranking.lines] == [(1, 1, 1)]
    assert ranking.shares == {}


def test_numpy_is_loaded_only_when_somebody_asks_for_ranks():
    code = (
        "import sys, assessment.domain.robustness, assessment.services.comparisons.stored;"
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
