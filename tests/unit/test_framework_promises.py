"""What edition 2026.2 promises beyond its totals: asks, caps, proof, voices, pages."""

import re
from collections import Counter

import pytest

from assessment.domain.framework import Framework
from assessment.framework_file import check_framework, load_framework
from assessment.resources import DEFAULT_FRAMEWORK
from tools.discrimination import page as simulation
from tools.figures import PAGE as FIGURES
from tools.figures import made
from tools.recommendations import PAGE, page
from tools.sameness import all_or_nothing, on_rung, rows_of

OSCE = {f"O{number}" for number in range(1, 11)}

# Critical indicator: below which level it caps, below which it raises a flag. Argued one
# by one in docs/framework-review.md.
CAPS = {
    "equal-rights-in-law": (1, 2),
    "non-punishment-law": (1, 2),
    "children-penalized": (1, 2),
    "help-on-suspicion": (1, 2),
    "trafficking-offence": (1, 2),
    "officials-accountable": (1, 2),
    "online-offences": (1, 2),
    "immigration-detention-ban": (2, 3),
    "children-detained": (1, 3),
    "border-safeguards": (1, 2),
    "armed-forces-and-groups": (1, 2),
    "safe-data-and-participation": (1, 2),
}

# Where the voice of children and survivors is asked for: eight indicators, no more, so
# that nobody is asked again and again (docs/framework-review.md).
VOICES = {
    "independent-complaints-body",
    "family-support-and-care",
    "safe-places",
    "twelve-months-later",
    "reporting-and-help-routes",
    "information-for-displaced",
    "children-and-survivors-design",
    "safe-data-and-participation",
}
VOICE = re.compile(
    r"survivor|care leavers|participants told|children (told|asked)|tell an outsider"
    r"|asked children"
    r"|children(, some with disabilities,| and carers)[^.]* (tested|tried out)",
    re.IGNORECASE,
)

# One way to write shares and periods (docs/framework-review.md, section on language).
OTHER_NOTATION = re.compile(
    r"\b(nine|eight|four|three|two) (in|out of) (ten|five|four|three)\b|calendar year|\d ?%"
    r"|\bhalf of all\b|\bin the past\b|\blast twelve months\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework(DEFAULT_FRAMEWORK)


def test_every_recommendation_claimed_is_asked_by_a_criterion(framework):
    for indicator in framework.indicators:
        asked = {key for c in indicator.criteria() for key in c.serves}
        assert asked == set(indicator.recommendations), indicator.key


def test_the_osce_list_is_served_through_its_parts_and_never_by_itself(framework):
    for indicator in framework.indicators:
        for criterion in indicator.criteria():
            parts = OSCE & set(criterion.serves)
            assert ("V17" in criterion.serves) is bool(parts), criterion.key


def test_every_indicator_says_what_proves_its_title(framework):
    for indicator in framework.indicators:
        assert indicator.proof is not None, indicator.key
        assert indicator.rung_of(indicator.proof.criterion) >= 2, indicator.key


def test_critical_indicators_cap_below_the_harm_and_flag_above_it(framework):
    critical = {
        i.key: (i.caps_below, i.flags_below) for i in framework.indicators if i.critical
    }

    assert critical == CAPS
    assert all(caps < flags for caps, flags in critical.values())


def test_shares_and_periods_are_written_in_one_way(framework):
    found = [
        (indicator.key, criterion.key, match.group())
        for indicator in framework.indicators
        for criterion in indicator.criteria()
        if (match := OTHER_NOTATION.search(criterion.text))
    ]

    assert found == []


def test_terms_are_between_25_and_40_and_nothing_is_left_to_warn_of(framework):
    assert 25 <= len(framework.terms) <= 40
    assert check_framework(DEFAULT_FRAMEWORK).warnings == ()


def test_eight_indicators_ask_for_the_voice_of_children_and_survivors(framework):
    asking = {
        key for key, criterion in on_rung(framework, 4) if VOICE.search(criterion.text)
    }

    assert asking == VOICES


def test_the_top_of_the_ladders_is_no_longer_one_template(framework):
    top = Counter(key for key, _ in on_rung(framework, 4))
    third = [criterion.text for _, criterion in on_rung(framework, 3)]
    figures = rows_of(framework)

    assert len(top) == len(framework.indicators)
    assert sum(map(all_or_nothing, third)) < 0.3 * len(third)
    assert int(figures["rung 4: indicators that ask for a change"]) <= 40
    assert int(figures["rung 4: indicators that ask for somebody's voice"]) <= 10


def test_the_table_of_recommendations_is_that_of_the_file(framework):
    assert PAGE.read_text("utf-8") == page(framework)


def test_the_figures_of_the_review_are_those_of_the_file():
    assert FIGURES.read_text("utf-8") == made()


def overall_of(text, shape):
    """Return the mean score of *shape* in a page of the simulation."""
    shapes = text.partition("## The shapes")[2]
    line = next(x for x in shapes.splitlines() if x.startswith(f"| {shape} |"))
    return line.split("|")[2].strip()


def test_the_simulation_of_the_review_is_that_of_the_two_pages():
    review = (FIGURES.parent.parent / "framework-review.md").read_text("utf-8")
    before, after = (
        (FIGURES.parent / f"discrimination-{edition}.md").read_text("utf-8")
        for edition in ("2026.1", "2026.2")
    )

    for shape in (
        "weak",
        "middle-income",
        "strong",
        "middle-income, flat and independent",
        "strong, flat and independent",
    ):
        found = [overall_of(page, shape) for page in (before, after)]
        assert f"| {shape} | {found[0]} | {found[1]} |" in review


def test_the_page_of_the_simulation_is_that_of_the_file(framework):
    text = (FIGURES.parent / "discrimination-2026.2.md").read_text("utf-8")

    assert "\n".join(simulation(framework, 2000, brief=False)) + "\n" == text
