"""The method page: the framework's own numbers, where it comes from, what is weak."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from assessment import resources
from assessment.domain.framework import Provenance, Source
from assessment.framework_file import load_framework
from assessment.reporting.method.example import worked_example
from assessment.reporting.method.framework import framework_method
from assessment.storage.engine import Store
from assessment.texts import texts_in
from tests.builders import a_framework, a_point, an_indicator
from tests.web import AuditedClient, Site, web_app, web_framework

ENGLISH = texts_in("en")


def visit(store: Store, folder, framework) -> str:
    """Return the method page of *framework*."""
    site = Site(web_app(store, folder, framework, demo=True), store, framework)
    return site.signed_in().get("/method").text


def test_rules_one_to_eleven_stand_in_order_with_the_frameworks_numbers(
    store, tmp_path
):
    framework = web_framework()
    framework = replace(
        framework,
        scoring=replace(
            framework.scoring, minimum_coverage=Decimal("0.7"), default_target=2
        ),
    )

    page = visit(store, tmp_path, framework)

    rules = re.search(r'<ol class="rules">(.*?)</ol>', page, re.DOTALL)[1]
    labels = re.findall(r"<li><b>([^<]+)\.</b>", rules)
    assert len(labels) == 11
    assert (labels[0], labels[4], labels[7], labels[10]) == (
        "Level",
        "Range",
        "Band",
        "Rounding",
    )
    assert "Below 70% answered" in rules
    assert "level 2 unless" in rules
    assert "“Middle” or below" in rules


def test_provenance_sources_edition_and_disclaimer_are_there(store, tmp_path):
    framework = web_framework(
        sources=(Source("OWN", "A document", seen="the first page"),)
    )
    points = (
        a_point("systems", provenance=Provenance.INFERRED, note="From one speech."),
        framework.points[1],
    )

    page = visit(store, tmp_path, replace(framework, points=points))

    assert '<span class="tag warn">inferred</span>' in page
    assert "From one speech." in page
    assert 'href="#source-OWN"' in page
    assert "the first page" in page
    for text in (framework.disclaimer, framework.digest, framework.licence):
        assert text in page


def test_what_speaks_against_a_score_counts_the_critical_list(store, tmp_path):
    page = visit(store, tmp_path, web_framework())

    assert "1 indicator is critical." in page
    assert "the authors’ own choice" in page


def test_every_page_leads_there(anna: AuditedClient):
    link = '<a href="/method">How scores come about</a>'

    assert link in anna.get("/").text
    assert link in anna.get("/assessments/new").text


def test_the_worked_example_is_what_the_scoring_function_says():
    framework = a_framework(
        an_indicator("law", point="one", weight=3, critical=True),
        an_indicator("data", point="one"),
        an_indicator("care", point="two"),
    )

    example = worked_example(framework, ENGLISH)

    assert [(x.level, x.score, x.grade, x.evidenced) for x in example.lines] == [
        ("3", "75", "C", "50"),
        ("1", "25", "A", "25"),
        ("not known", "–", "–", "–"),
    ]
    assert example.steps[0] == "Point 1: (75 + 25) ÷ 2 = 50."
    assert "lowest level 25, at the highest 75" in example.steps[2]
    assert example.steps[3] == "Backed by evidence: (50 + 25) ÷ 2 = 37.5."
    assert "2 of 3 answered are 66%" in example.steps[4]
    assert "provisional" in example.steps[4]


@pytest.mark.parametrize("points", [("one", "one"), ("one", "two")])
def test_a_framework_too_small_for_an_example_has_none(store, tmp_path, points):
    framework = a_framework(
        an_indicator("law", point=points[0]), an_indicator("data", point=points[1])
    )

    assert worked_example(framework, ENGLISH) is None
    assert "A small example" not in visit(store, tmp_path, framework)


def test_the_report_says_the_same():
    framework = load_framework(resources.DEFAULT_FRAMEWORK)

    method = framework_method(framework, ENGLISH)

    assert len(method.points) == len(framework.points)
    assert {p.how for p in method.points} <= {"quoted", "paraphrased", "inferred"}
    assert len(method.sources) == len(framework.sources)
    assert any(source.is_basic for source in method.sources)
