"""Invented countries: plausible, never provisional, the same for the same seed."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from statistics import correlation, mean, pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.answers import AssessmentKind
from assessment.domain.framework import (
    Archetype,
    Dissent,
    Figure,
    IndicatorType,
    Link,
    OwnLevel,
    PointShape,
)
from assessment.domain.profile import is_applicable, is_criterion_applicable
from assessment.domain.samples import (
    Dice,
    SampleDraw,
    SampleWords,
    alternative_of,
    draw_sample,
    find_archetype,
    invented_code,
)
from assessment.domain.scoring import ScoreStatus, score_assessment
from tests.builders import (
    a_condition,
    a_criterion,
    a_framework,
    a_ladder,
    an_indicator,
)

TYPES = tuple(IndicatorType)
LADDER = a_ladder("a1 a2", "b1 b2", "c1 c2 c3", "d1 d2")


def an_archetype(key="strong-law", **given):
    fields = {
        "label": "Strong law",
        "description": "Law runs ahead of practice.",
        "profile": {"coast": ("no",), "routes": ("origin",)},
        "means": {
            IndicatorType.STRUCTURE: Decimal("3.0"),
            IndicatorType.PROCESS: Decimal("1.5"),
            IndicatorType.OUTCOME: Decimal("0.8"),
        },
        "points": {"p1": Decimal("0.8")},
        "unknown": Decimal("0.08"),
        "unanswered": Decimal("0.02"),
        "grades": {"A": Decimal(4), "B": Decimal(3), "C": Decimal(3), "D": Decimal(1)},
    }
    return Archetype(key=key, **(fields | given))


def _indicators():
    coast = a_condition("coast")
    for place in range(60):
        yield an_indicator(
            f"i{place}",
            point=f"p{place % 5}",
            type=TYPES[place % 3],
            ladder=LADDER,
            critical=place % 10 == 0,
            evidence=("The act.", "The budget law"),
            figures=(
                Figure("share", "Share", "%"),
                Figure("children", "Children", "children", counts_people=True),
            ),
        )
    yield an_indicator("sea", point="p0", when=(coast,))
    wet = a_ladder(["h1", a_criterion("h2", when=(coast,))], "m1", "n1", "o1")
    yield an_indicator("half-sea", point="p0", ladder=wet)


FRAMEWORK = a_framework(*_indicators(), archetypes=(an_archetype(),))


def a_draw(number=1, *, seed=7, **given):
    return SampleDraw(seed, number, invented_code(number), **given)


def a_country(number=1, *, archetype=None, **given):
    return draw_sample(FRAMEWORK, archetype or an_archetype(), a_draw(number, **given))


def test_the_same_seed_gives_the_same_country():
    assert a_country() == a_country()


@pytest.mark.parametrize(
    "other",
    [
        a_country(2),
        a_country(seed=8),
        a_country(archetype=an_archetype("other")),
        draw_sample(replace(FRAMEWORK, edition="2.0"), an_archetype(), a_draw()),
    ],
    ids=["number", "seed", "archetype", "edition"],
)
def test_another_number_seed_archetype_or_edition_gives_another_country(other):
    assert other.answers != a_country().answers


def test_the_country_does_not_depend_on_how_python_hashes():
    code = (
        "from tests.unit.domain.test_samples import a_country;"
        "c = a_country();"
        "print([(k, sorted(a.met), a.grade, a.evidence, a.figures, a.note)"
        " for k, a in c.answers.items()], c.plan)"
    )
    root = Path(__file__).parents[3]
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            cwd=root,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(printed) == 1


def test_dice_fall_as_they_fell_when_the_first_samples_were_made():
    dice = Dice("a", 1)

    assert [dice.whole(1, 6) for _ in range(8)] == [3, 1, 3, 5, 2, 3, 4, 4]
    assert dice.for_("x").share() == Dice("a", 1, "x").share()


def test_what_is_drawn_for_one_indicator_does_not_move_when_another_is_removed():
    fewer = replace(FRAMEWORK, indicators=FRAMEWORK.indicators[:40])

    country = draw_sample(fewer, an_archetype(unknown=Decimal(0)), a_draw())

    whole = a_country(archetype=an_archetype(unknown=Decimal(0)))
    for key, answer in country.answers.items():
        assert answer == whole.answers[key]


def test_a_sample_is_training_data_of_an_invented_country():
    country = a_country(3)

    assert country.kind is AssessmentKind.TRAINING
    assert country.is_training
    assert country.subject.code == "XC"


def test_codes_go_round_and_leave_out_the_one_in_use():
    codes = [invented_code(number) for number in range(1, 27)]

    assert codes[0] == codes[25] == "XA"
    assert "XK" not in codes
    assert len(set(codes)) == 25


def test_only_what_is_asked_of_the_country_is_answered():
    country = a_country()

    assert "sea" not in country.answers
    for indicator in FRAMEWORK.indicators:
        answer = country.answers.get(indicator.key)
        asked = {
            c.key
            for c in indicator.criteria()
            if is_criterion_applicable(c, country.profile)
        }
        assert answer is None or answer.met <= asked
        assert answer is None or is_applicable(indicator, country.profile)


@settings(max_examples=40)
@given(
    st.integers(min_value=0, max_value=10**9),
    st.decimals(min_value=0, max_value=1, places=2),
)
def test_no_sample_is_provisional_however_much_is_unknown(seed, unknown):
    country = a_country(seed=seed, archetype=an_archetype(unknown=unknown))
    other = alternative_of(FRAMEWORK, country, seed=seed)

    assert not score_assessment(FRAMEWORK, country).is_provisional
    assert not score_assessment(FRAMEWORK, other).is_provisional


def test_some_is_unknown_and_some_left_unanswered():
    statuses = Counter(
        score.status
        for number in range(1, 11)
        for score in score_assessment(FRAMEWORK, a_country(number)).indicators
    )

    assert 20 < statuses[ScoreStatus.UNKNOWN] < 80
    assert 1 < statuses[ScoreStatus.UNANSWERED] < 30
    assert statuses[ScoreStatus.INAPPLICABLE] == 10


def test_types_and_points_stand_where_the_archetype_puts_them():
    levels = {kind: [] for kind in TYPES}
    points = {point.key: [] for point in FRAMEWORK.points}
    for number in range(1, 21):
        for score in score_assessment(FRAMEWORK, a_country(number)).indicators:
            if score.level is not None:
                indicator = FRAMEWORK.indicators_by_key[score.key]
                levels[indicator.type].append(score.level)
                points[indicator.point].append(score.level)

    expected = an_archetype().means
    for kind in TYPES:
        assert abs(mean(levels[kind]) - float(expected[kind]) - 0.15) < 0.35
    assert mean(points["p1"]) > mean(points["p2"]) + 0.4


def test_a_country_good_at_one_thing_tends_to_be_good_at_others():
    law, practice = [], []
    for number in range(1, 101):
        card = score_assessment(FRAMEWORK, a_country(number))
        by_type = {group.key: group for group in card.lens("types")}
        law.append(float(by_type["structure"].score))
        practice.append(float(by_type["process"].score))

    assert correlation(law, practice) > 0.15


def test_high_levels_are_mostly_backed_by_documents_that_support_them():
    grades = {"high": Counter(), "low": Counter()}
    for number in range(1, 21):
        country = a_country(number)
        for score in score_assessment(FRAMEWORK, country).indicators:
            if score.level is not None:
                side = "high" if score.level >= 3 else "low"
                grades[side][country.answers[score.key].grade] += 1

    def strong(side):
        return (grades[side]["A"] + grades[side]["B"]) / grades[side].total()

    assert strong("high") > 0.7
    assert strong("low") < strong("high") - 0.1


def test_the_weakest_grade_has_no_document_and_every_other_one_has():
    for answer in a_country().answers.values():
        if answer.is_answered:
            assert bool(answer.evidence) == (answer.grade != "D")
            assert all(item.title and item.date for item in answer.evidence)


def test_figures_are_plausible_and_never_show_a_few_children():
    figures = [
        figure
        for number in range(1, 11)
        for answer in a_country(number).answers.values()
        for figure in answer.figures
    ]

    shares = [figure.value for figure in figures if figure.key == "share"]
    children = [figure.value for figure in figures if figure.key == "children"]
    assert all(0 <= share <= 100 for share in shares)
    assert not {Decimal(n) for n in range(1, 5)} & set(children)
    assert None in children
    assert {figure.year for figure in figures} == {2024, 2025}


def test_some_criteria_are_met_ahead_of_the_level():
    card = score_assessment(FRAMEWORK, a_country())

    assert any(score.ahead for score in card.indicators)


def test_the_plan_takes_up_next_steps_of_the_widest_gaps():
    country = a_country()

    assert len(country.plan) == 6
    for item in country.plan:
        assert item.criterion not in country.answers[item.indicator].met
        assert item.due is not None
        assert item.due.year > 2025


def test_words_follow_the_language_and_answers_do_not():
    shouting = SampleWords(message=str.upper, framework=str.upper)

    loud = draw_sample(FRAMEWORK, an_archetype(), a_draw(), _loud_words(shouting))

    plain = a_country()
    assert {k: (a.status, a.met, a.grade) for k, a in loud.answers.items()} == {
        k: (a.status, a.met, a.grade) for k, a in plain.answers.items()
    }
    assert loud.respondent == plain.respondent.upper()
    notes = [a.note for a in loud.answers.values() if a.note]
    assert notes
    assert all(note == note.upper() for note in notes)


def _loud_words(words):
    # Templates keep their %(names)s; what is filled in does not matter here.
    def message(text):
        return text if "%(" in text else words.message(text)

    return SampleWords(message=message, framework=words.framework)


def test_an_alternative_view_is_lower_where_evidence_is_weak():
    weak, strong = [], []
    for number in range(1, 21):
        country = a_country(number)
        other = alternative_of(FRAMEWORK, country, seed=1)
        mine, theirs = (score_assessment(FRAMEWORK, a) for a in (country, other))
        for score in mine.indicators:
            level = theirs.by_key[score.key].level
            if score.level and level is not None:
                is_weak = country.answers[score.key].grade in "CD"
                (weak if is_weak else strong).append(level - score.level)

    assert mean(weak) < -0.5
    assert -0.3 < mean(strong) < 0.1


def test_an_alternative_view_is_of_the_same_country_by_somebody_else():
    country = a_country()

    other = alternative_of(FRAMEWORK, country, seed=1)

    assert other == alternative_of(FRAMEWORK, country, seed=1)
    assert other.kind is AssessmentKind.ALTERNATIVE
    assert other.is_training
    assert (other.subject, other.period) == (country.subject, country.period)
    assert other.respondent != country.respondent
    assert other.plan == ()


def test_an_archetype_reaches_the_levels_that_its_author_wrote():
    shaped = an_archetype(
        shape=(
            PointShape("p0", {IndicatorType.STRUCTURE: Decimal("3.5")}, "Old laws."),
        ),
        own=(OwnLevel("i3", Decimal("0.2"), "Never begun."),),
    )
    levels = {"p0 law": [], "p1 law": [], "i3": []}
    for number in range(1, 31):
        country = a_country(number, archetype=shaped)
        for score in score_assessment(FRAMEWORK, country).indicators:
            indicator = FRAMEWORK.indicators_by_key[score.key]
            if score.level is None:
                continue
            if indicator.key == "i3":
                levels["i3"].append(score.level)
            elif indicator.type is IndicatorType.STRUCTURE:
                levels.setdefault(f"{indicator.point} law", []).append(score.level)

    assert mean(levels["p0 law"]) > 3.0
    assert mean(levels["i3"]) < 0.6
    # Without a shape of its own a point follows the means and its shift.
    assert abs(mean(levels["p1 law"]) - 3.6) < 0.5


def test_a_wider_spread_makes_a_country_uneven_inside():
    def unevenness(spread):
        archetype = an_archetype(spread=Decimal(spread))
        return mean(
            pstdev(
                score.level
                for score in score_assessment(FRAMEWORK, country).indicators
                if score.level is not None
                and FRAMEWORK.indicators_by_key[score.key].type is TYPES[1]
            )
            for country in (a_country(n, archetype=archetype) for n in range(1, 21))
        )

    assert unevenness("1.2") > unevenness("0.5") + 0.25


def test_linked_indicators_move_together():
    linked = replace(FRAMEWORK, linked=(Link(("i1", "i4"), "Workers and services."),))
    flat = an_archetype(
        means=dict.fromkeys(TYPES, Decimal(2)), points={}, unknown=Decimal(0)
    )

    def together(first, second):
        pairs = []
        for number in range(1, 121):
            country = draw_sample(linked, flat, a_draw(number))
            card = score_assessment(linked, country).by_key
            pair = card[first].level, card[second].level
            if None not in pair:
                pairs.append(pair)
        return correlation(*zip(*pairs, strict=True))

    assert together("i1", "i4") > 0.5
    assert together("i1", "i2") < 0.4


def test_how_often_more_is_claimed_than_shown_is_the_archetypes_to_say():
    def difference(overclaims):
        archetype = an_archetype(overclaims=Decimal(overclaims))
        cards = [
            score_assessment(FRAMEWORK, a_country(n, archetype=archetype))
            for n in range(1, 21)
        ]
        return mean(float(c.overall.score - c.overall.evidenced) for c in cards)

    assert difference("0") < 0.5
    assert difference("0.5") > 6


def test_what_needs_publication_is_shown_by_a_public_document():
    ladder = a_ladder("a1", [a_criterion("b1", needs_public=True)], "c1", "d1")
    framework = a_framework(
        *(an_indicator(f"i{n}", ladder=ladder) for n in range(40)),
        archetypes=(an_archetype(),),
    )

    country = draw_sample(framework, framework.archetypes[0], a_draw())

    published = [a for a in country.answers.values() if "b1" in a.met]
    assert published
    assert {answer.grade for answer in published} == {"A"}


def test_a_figure_stays_below_the_one_that_bounds_it():
    figures = (
        Figure("voted", "Voted", "national currency"),
        Figure("spent", "Spent", "national currency", at_most="voted"),
    )
    framework = a_framework(
        *(an_indicator(f"i{n}", ladder=LADDER, figures=figures) for n in range(60)),
        archetypes=(an_archetype(),),
    )

    country = draw_sample(framework, framework.archetypes[0], a_draw())

    both = [
        {figure.key: figure for figure in answer.figures}
        for answer in country.answers.values()
        if len(answer.figures) == 2
    ]
    assert both
    for pair in both:
        assert pair["spent"].value <= pair["voted"].value
        assert pair["spent"].year == pair["voted"].year


def test_what_a_bound_leaves_of_a_count_of_people_is_never_a_few():
    figures = (
        Figure("all", "All", "children", counts_people=True),
        Figure("some", "Some", "children", counts_people=True, at_most="all"),
    )
    framework = a_framework(
        *(an_indicator(f"i{n}", ladder=LADDER, figures=figures) for n in range(200)),
        archetypes=(an_archetype(),),
    )

    country = draw_sample(framework, framework.archetypes[0], a_draw())

    counts = {f.value for a in country.answers.values() for f in a.figures}
    assert not {Decimal(n) for n in range(1, 5)} & counts
    assert None in counts


def test_an_archetype_about_unfinished_work_may_be_provisional():
    unfinished = an_archetype(unanswered=Decimal("0.4"), provisional=True)

    assert score_assessment(FRAMEWORK, a_country(archetype=unfinished)).is_provisional


def test_a_network_may_see_more_than_a_government_that_writes_little_down():
    modest = Dissent(lower=Decimal("0.05"), higher=Decimal("0.5"))
    higher = 0
    for number in range(1, 21):
        country = a_country(number)
        other = alternative_of(FRAMEWORK, country, seed=1, dissent=modest)
        mine, theirs = (score_assessment(FRAMEWORK, a) for a in (country, other))
        higher += theirs.overall.score > mine.overall.score

    assert higher > 12


def test_a_sample_was_cleared_in_the_year_it_is_about_or_not_yet():
    country = a_country()

    assert country.clearance.on.year == 2025
    assert a_country(cleared=False).clearance is None


def test_archetypes_are_found_by_key():
    assert find_archetype(FRAMEWORK, "strong-law") is FRAMEWORK.archetypes[0]
    assert find_archetype(FRAMEWORK, "nobody") is None
