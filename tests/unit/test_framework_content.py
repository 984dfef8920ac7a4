"""What the shipped framework promises: its totals, its sources, its words."""

import itertools
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from assessment.domain.framework import FactKind, Framework, IndicatorType
from assessment.domain.profile import is_applicable
from assessment.framework_file import load_framework, run_examples
from assessment.resources import DEFAULT_FRAMEWORK
from assessment.yaml_nodes.nodes import ListNode, TextNode
from assessment.yaml_nodes.yaml_text import compose
from tools.seed_fingerprints import fingerprints_of, runs_of, words_of

ROOT = Path(__file__).resolve().parents[2]
FINGERPRINTS = ROOT / "tests" / "data" / "seed-fingerprints.json"
SEEDS = json.loads(FINGERPRINTS.read_text("utf-8"))["documents"]

# The totals of the first edition: an edition that changes them says so in the changelog.
INDICATORS, CORE, CRITICAL, RECOMMENDATIONS = 82, 48, 12, 42
TYPES = {"structure": 21, "process": 51, "outcome": 10}
POINTS = {
    # point: (structure, process, outcome, core, the critical ones)
    "protection-systems": (3, 4, 1, 5, {"equal-rights-in-law"}),
    "risk-factors": (2, 5, 1, 3, set()),
    "early-identification": (3, 4, 2, 7, {"non-punishment-law", "children-penalized"}),
    "care-for-each-child": (1, 7, 1, 6, {"help-on-suspicion"}),
    "justice": (2, 6, 1, 7, {"trafficking-offence", "officials-accountable"}),
    "online-safety": (3, 4, 1, 4, {"online-offences"}),
    "business-and-demand": (2, 5, 1, 4, set()),
    "crises-and-movement": (
        *(1, 7, 1, 6),
        {
            "immigration-detention-ban",
            "children-detained",
            "border-safeguards",
            "armed-forces-and-groups",
        },
    ),
    "climate-and-disasters": (2, 3, 1, 2, set()),
    "knowledge-and-voices": (2, 6, 0, 4, {"safe-data-and-participation"}),
}

# Names of organisations and events, which cannot be said in other words.
OFFICIAL_NAMES = (
    "Inter-Agency Coordination Group against Trafficking in Persons",
    "Special Representative of the Secretary-General on Violence against Children",
    "United Nations Office on Drugs and Crime",
    "Alliance against Trafficking in Persons",
    "World Day against Trafficking in Persons",
)
# Titles under which these documents were published.
OFFICIAL_TITLES = {"SRSG-2022-04-04", "UNODC-2023-05", "SRSG-2023-07"}

VAGUE = re.compile(
    r"\b(adequate|appropriate|regular|sufficient|effective|proper|timely|meaningful)(ly)?\b"
    r"|\b(relevant|robust|comprehensive|suitable|as needed|if possible|where possible)\b",
    re.IGNORECASE,
)
DISRESPECTFUL = re.compile(
    r"\b(cases?|minors?|child (prostitut|pornograph)\w+|illegal (migrant|child)\w*)\b",
    re.IGNORECASE,
)
LAWYERS_WORDS = re.compile(
    r"\b(pursuant|inter alia|thereof|aforementioned|ex officio|mutatis mutandis|modalities)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework(DEFAULT_FRAMEWORK)


@pytest.fixture(scope="module")
def written() -> list[tuple[tuple[str, ...], str]]:
    """Every text of the file with its place, whatever it is for."""
    return list(_texts(compose(DEFAULT_FRAMEWORK.read_text("utf-8"), "questions.yaml")))


def _texts(node, path=()):
    if isinstance(node, TextNode):
        yield path, node.text
    elif isinstance(node, ListNode):
        for number, item in enumerate(node.items):
            yield from _texts(item, (*path, _name(item, number)))
    else:
        for key, value in node.entries:
            yield from _texts(value, (*path, key.text))


def _name(item, number):
    entries = {} if isinstance(item, TextNode | ListNode) else dict_of(item)
    named = entries.get("key") or entries.get("code")
    return named.text if isinstance(named, TextNode) else str(number)


def dict_of(node):
    return {key.text: value for key, value in node.entries}


def criteria_of(framework):
    for indicator in framework.indicators:
        for criterion in indicator.criteria():
            yield indicator.key, criterion


# ---- Totals ----


def test_the_first_edition_has_its_totals(framework):
    indicators = framework.indicators

    assert len(indicators) == INDICATORS
    assert list(framework.points_by_key) == list(POINTS)
    assert Counter(indicator.type.value for indicator in indicators) == TYPES
    assert sum(indicator.core for indicator in indicators) == CORE
    assert sum(indicator.critical for indicator in indicators) == CRITICAL
    assert all(indicator.core for indicator in indicators if indicator.critical)


@pytest.mark.parametrize("point", POINTS)
def test_every_point_has_its_indicators_and_its_critical_ones(framework, point):
    members = [i for i in framework.indicators if i.point == point]
    types = Counter(i.type for i in members)

    assert (
        *(types[kind] for kind in IndicatorType),
        sum(i.core for i in members),
        {i.key for i in members if i.critical},
    ) == POINTS[point]


def test_every_recommendation_is_served_and_the_fragile_ones_are_known(framework):
    serving = Counter(r for i in framework.indicators for r in i.recommendations)

    assert len(framework.recommendations) == RECOMMENDATIONS
    assert set(serving) == {r.key for r in framework.recommendations}
    fragile = {key for key, count in serving.items() if count == 1}
    assert {key for key in fragile if key.startswith("V")} == {"V03", "V20", "V30"}


def test_every_ladder_has_four_rungs_of_one_to_three_criteria(framework):
    for indicator in framework.indicators:
        assert [rung.level for rung in indicator.ladder] == [1, 2, 3, 4], indicator.key
        assert all(1 <= len(rung.criteria) <= 3 for rung in indicator.ladder)


def test_six_archetypes_have_a_whole_country_among_the_golden_examples(framework):
    switching = {fact.key for fact in framework.facts if not fact.presentation_only}
    archetypes = {f"country-{archetype.key}" for archetype in framework.archetypes}
    countries = [e for e in framework.examples if e.key in archetypes]

    assert len(framework.archetypes) >= 6
    assert len(framework.examples) >= 18
    assert len(countries) >= 6
    for country in countries:
        assert len(country.answers) >= 0.9 * INDICATORS
        assert switching <= set(country.profile)
        assert {"overall", "low", "high", "evidenced", "band"} <= set(country.expect)


def test_every_golden_example_comes_true(framework):
    assert run_examples(framework) == ()


# ---- Profile ----


def test_every_fact_of_the_profile_switches_something_or_is_presentation_only(
    framework,
):
    used = {c.fact for i in framework.indicators for c in i.when}
    used |= {c.fact for _, criterion in criteria_of(framework) for c in criterion.when}

    for fact in framework.facts:
        assert (fact.key in used) is not fact.presentation_only, fact.key


def profiles_touching(framework, indicator):
    """Yield every combination of the facts that *indicator* has conditions on."""
    conditions = [*indicator.when, *(c for x in indicator.criteria() for c in x.when)]
    facts = [framework.facts_by_key[key] for key in {c.fact for c in conditions}]
    answers = [
        [
            chosen
            for size in range(len(fact.values) + 1)
            for chosen in itertools.combinations(fact.values, size)
        ]
        if fact.kind is FactKind.SEVERAL_OF
        else [(value,) for value in fact.values]
        for fact in facts
    ]
    for chosen in itertools.product(*answers):
        yield dict(zip((fact.key for fact in facts), chosen, strict=True))


def test_no_profile_switches_off_an_indicator_except_the_one_on_past_hazards(framework):
    switched_off = {
        indicator.key
        for indicator in framework.indicators
        for profile in profiles_touching(framework, indicator)
        if not is_applicable(indicator, profile)
    }

    assert switched_off == {"after-each-hazard"}
    assert not framework.indicators_by_key["after-each-hazard"].critical


def test_whatever_can_switch_a_question_off_has_a_reason_to_print(framework):
    conditions = [c for _, criterion in criteria_of(framework) for c in criterion.when]
    conditions += [c for i in framework.indicators for c in i.when]

    for condition in conditions:
        fact = framework.facts_by_key[condition.fact]
        if fact.kind is FactKind.SEVERAL_OF:
            off = set(condition.values)
        else:
            off = set(fact.values) - set(condition.values)
        assert off <= set(fact.reasons), condition


# ---- Sources ----


def test_every_cited_paragraph_of_a_seed_document_exists(written, framework):
    cited = [c for i in framework.indicators for c in i.citations + i.why_citations]
    cited += [
        c
        for part in framework.points + framework.recommendations
        for c in part.citations
    ]
    of_seeds = [c for c in cited if c.source in SEEDS]

    assert len(of_seeds) > 200
    for citation in of_seeds:
        numbers = [int(n) for n in re.findall(r"¶(\d+)", citation.at)]
        assert numbers, f"{citation}: which paragraph?"
        assert max(numbers) <= SEEDS[citation.source]["paragraphs"], citation


def test_every_indicator_says_where_its_texts_come_from(framework):
    for indicator in framework.indicators:
        assert indicator.citations, indicator.key
        assert indicator.why_citations, indicator.key


def test_every_indicator_has_legal_hooks_and_none_claims_to_be_confirmed(framework):
    for indicator in framework.indicators:
        assert indicator.legal, indicator.key
        assert not any(hook.confirmed for hook in indicator.legal), indicator.key


def taken_over(texts, fingerprints):
    """Yield every run of seven words of *texts* that is among *fingerprints*."""
    names = [r"\W+".join(words_of(name)) for name in OFFICIAL_NAMES]
    between = re.compile("|".join(names), re.IGNORECASE)
    for path, text in texts:
        for part in between.split(text):
            for fingerprint, run in runs_of(part):
                if fingerprint in fingerprints:
                    yield path, run


def is_official_title(path):
    return path[0] == "sources" and path[1] in OFFICIAL_TITLES and path[2] == "title"


def seed_fingerprints():
    return {run for document in SEEDS.values() for run in document["runs"]}


def test_no_seven_words_in_a_row_are_taken_over_from_the_seed_documents(written):
    ours = [(path, text) for path, text in written if not is_official_title(path)]

    assert len(ours) > 5_000
    assert list(taken_over(ours, seed_fingerprints())) == []


def test_no_page_of_the_documentation_takes_them_over_either():
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    texts = [((str(page),), page.read_text("utf-8")) for page in pages]

    assert list(taken_over(texts, seed_fingerprints())) == []


def test_the_exemptions_are_still_needed(written):
    fingerprints = seed_fingerprints()
    titles = [(path, text) for path, text in written if is_official_title(path)]

    assert len(titles) == len(OFFICIAL_TITLES)
    for path, text in titles:
        assert list(taken_over([(path, text)], fingerprints)), path
    everything = " ".join(words_of(" ".join(text for _, text in written)))
    for name in OFFICIAL_NAMES:
        assert " ".join(words_of(name)) in everything, name


def test_the_comparison_finds_wording_that_was_taken_over():
    original = (
        "Someone else wrote:\nthe quick brown fox jumps over\nthe lazy dog today."
    )
    document = fingerprints_of(original)
    copied = "As we know, The quick - brown fox JUMPS over the lazy one."
    rewritten = "As we know, the quick brown fox jumps across the lazy dog today."

    assert document["paragraphs"] == 3
    assert [run for _, run in taken_over([(("why",), copied)], document["runs"])] == [
        "the quick brown fox jumps over the",
        "quick brown fox jumps over the lazy",
    ]
    assert list(taken_over([(("why",), rewritten)], document["runs"])) == []


# ---- Words ----


def test_criteria_can_be_checked_no_vague_word_stands_in_them(framework):
    found = [
        (key, criterion.key, match.group())
        for key, criterion in criteria_of(framework)
        if (match := VAGUE.search(criterion.text))
    ]

    assert found == []


def test_children_are_children_in_every_text(written):
    found = [
        (path, m.group())
        for path, text in written
        if path[0] != "instruments" and (m := DISRESPECTFUL.search(text))
    ]

    assert found == []


def test_no_word_needs_a_lawyer_to_be_understood(written):
    found = [
        (path, m.group()) for path, text in written if (m := LAWYERS_WORDS.search(text))
    ]

    assert found == []


def test_no_criterion_and_no_action_stands_in_two_indicators(framework):
    where = defaultdict(set)
    for key, criterion in criteria_of(framework):
        for text in (criterion.text, criterion.action):
            where[" ".join(words_of(text))].add(key)

    assert {text: keys for text, keys in where.items() if len(keys) > 1} == {}


def test_sentences_of_questions_reasons_criteria_and_actions_stay_short(framework):
    texts = [
        (indicator.key, text)
        for indicator in framework.indicators
        for text in (
            indicator.question,
            indicator.why,
            *(c.text for c in indicator.criteria()),
            *(c.action for c in indicator.criteria()),
        )
    ]

    long = [
        (key, sentence)
        for key, text in texts
        for sentence in re.split(r"(?<=[.?!])\s+", text)
        if len(sentence.split()) > 28
    ]

    assert long == []


def test_questions_ask_criteria_state_and_actions_begin_with_the_act(framework):
    for indicator in framework.indicators:
        assert indicator.question.endswith("?"), indicator.key
    for key, criterion in criteria_of(framework):
        assert criterion.text.endswith("."), (key, criterion.key)
        first = criterion.action.split()[0]
        assert first[0].isupper(), (key, criterion.key)
        assert first not in {"Ensure", "The", "A", "There"}, (key, criterion.key)


def test_figures_that_count_children_refuse_small_numbers(framework):
    for indicator in framework.indicators:
        for figure in indicator.figures:
            if figure.unit == "children":
                assert figure.counts_people, (indicator.key, figure.key)
