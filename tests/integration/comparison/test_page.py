"""The comparison page: one file that says the same numbers in words people read."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import html5lib
import pytest

from assessment.domain.comparison import Entry, compare
from assessment.reporting.comparison.compose import comparison_report
from assessment.reporting.comparison.labels import column_labels
from assessment.reporting.comparison.page import render_comparison
from assessment.texts import texts_in
from tests.builders import a_framework, an_assessment, an_indicator

MADE_ON = datetime(2026, 5, 4, 12, tzinfo=UTC)
FRAMEWORK = a_framework(
    an_indicator("law", point="systems", critical=True),
    an_indicator("data", point="systems"),
    an_indicator("care", point="services", type="process"),
)


def an_entry(key, *, law=3, data=3, care=3, **given):
    answers = {"law": law, "data": data, "care": care}
    answered = {name: level for name, level in answers.items() if level is not None}
    return Entry(key, an_assessment(FRAMEWORK, answered, **given))


def a_report(*entries, language="en"):
    comparison = compare(FRAMEWORK, entries or [an_entry("a")])
    return comparison_report(FRAMEWORK, comparison, language=language, made_on=MADE_ON)


def a_page(*entries, language="en"):
    return render_comparison(a_report(*entries, language=language))


def test_the_page_is_well_formed_and_loads_nothing():
    page = a_page(an_entry("a"), an_entry("b", code="XB", kind="alternative"))

    html5lib.HTMLParser(strict=True).parse(page)
    assert page.count("<h1>") == 1
    for forbidden in ("<script", " src=", "<link", "url(", "@import", " onclick"):
        assert forbidden not in page


def test_scores_are_rounded_once_and_carry_range_and_band():
    report = a_report(an_entry("a", law=4, data=3, care=1))

    overall, systems, services = report.blocks[0].rows
    assert (overall.title, overall.cells[0].score) == ("Overall", "56")
    assert (systems.number, systems.cells[0].score) == ("1", "88")
    assert (systems.cells[0].span, systems.cells[0].band) == ("88", "Strong")
    assert services.cells[0].band == "Weak"


def test_bands_come_first_and_nobody_is_ranked():
    report = a_report(
        an_entry("b", code="XB", law=1, data=1, care=1), an_entry("a", law=4)
    )

    assert [(tier.label, tier.members) for tier in report.tiers] == [
        ("Strong", ("Aldoria 2026",)),
        ("Weak", ("Belvane 2026",)),
    ]
    assert "rank" not in a_page().lower().replace("ranking", "")


def test_training_data_is_watermarked_and_real_data_is_not():
    real = an_entry("real", code="AT", kind="government")

    assert "SAMPLE · TRAINING" in a_page()
    assert "says nothing about any real country" in a_page()
    assert "SAMPLE" not in a_page(real)


def test_a_band_held_down_is_marked_and_explained():
    report = a_report(an_entry("a", law=0, data=4, care=4))

    assert report.blocks[0].rows[0].cells[0].mark == "†"
    assert report.compared[0].notes == (
        "Band held down by critical indicators: 1.1 Title of law.",
    )


def test_what_is_left_out_stands_there_with_its_reason():
    report = a_report(
        an_entry("a"),
        an_entry("b", code="XB", care=None),
        an_entry("c", code="XC", edition="0.9"),
    )

    share = texts_in("en").percent(Decimal("0.66"))
    assert [(fact.label, fact.value) for fact in report.left_out] == [
        ("Belvane 2026", f"Provisional: only {share} answered."),
        ("Corvane Isles 2026", "Answered against another edition: 0.9."),
    ]


def test_an_alternative_view_is_set_beside_the_governments_with_the_difference():
    report = a_report(
        an_entry("gov", kind="government", respondent="Ministry"),
        an_entry("ngo", kind="alternative", respondent="Network", care=1),
    )

    (pair,) = report.pairs
    assert (pair.first_name, pair.second_name) == ("Ministry", "Network")
    assert [(line.title, line.difference) for line in pair.lines] == [
        ("Overall", "−25"),
        ("1 Title of systems", "0"),
        ("2 Title of services", "−50"),
    ]


def test_assessments_with_the_same_name_get_labels_of_their_own():
    comparison = compare(
        FRAMEWORK,
        [
            an_entry("one", respondent="Ministry"),
            an_entry("two"),
            an_entry("b", code="XB"),
        ],
    )

    assert column_labels(comparison, "en") == {
        "one": "Aldoria 2026 (Ministry)",
        "two": "Aldoria 2026 (two)",
        "b": "Belvane 2026",
    }


def test_many_assessments_continue_in_further_tables():
    entries = [an_entry(str(n), period=str(2000 + n)) for n in range(16)]

    report = a_report(*entries)

    assert [len(block.heads) for block in report.blocks] == [7, 7, 2]
    assert "8 to 14" in report.blocks[1].caption
    assert [row.cells[0].score for row in report.blocks[2].rows] == ["75", "75", "75"]


def test_what_people_typed_is_never_markup():
    page = a_page(an_entry("a", respondent="<script>alert(1)</script>"))

    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_the_page_states_language_and_direction(language, direction):
    page = a_page(language=language)

    assert re.search(rf'<html lang="{language}" dir="{direction}">', page)
