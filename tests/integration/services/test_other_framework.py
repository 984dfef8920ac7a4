"""Samples, reports, tables, the terminal and ``diff`` of a framework on floods."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from assessment.cli.score_text import explanation_lines, score_lines
from assessment.domain.comparison import Entry, compare
from assessment.domain.samples import SampleDraw, draw_sample
from assessment.domain.scoring import score_assessment
from assessment.framework_file import diff_frameworks, load_framework, parse_framework
from assessment.portable import read_assessment, write_assessment
from assessment.services.comparisons.workbooks import comparison_xlsx
from assessment.services.reports.kinds import ReportOrder
from assessment.services.reports.making import report_html
from tests.architecture.test_subject import SCALE, SUBJECT
from tests.integration.web.test_other_framework import FLOOD, words

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def flood():
    return load_framework(FLOOD)


@pytest.fixture(scope="module")
def city(flood):
    return draw_sample(flood, flood.archetypes[0], SampleDraw(7, 1, "XC"))


def test_an_invented_city_is_drawn_and_goes_through_a_file(flood, city):
    text = write_assessment(city, flood)

    assert read_assessment(text, "XC.json", flood) == city
    assert not score_assessment(flood, city).is_provisional


@pytest.mark.parametrize("kind", ["brief", "gap", "record"])
def test_a_report_speaks_of_floods_and_of_its_own_scale(flood, city, kind):
    page = report_html(ReportOrder(flood, city, "en", NOW, None, kind))

    text = words(page)
    assert "Ciudades ante la inundación" in text
    assert not SUBJECT.search(text), SUBJECT.search(text)
    assert not SCALE.search(text), SCALE.search(text)
    score = score_assessment(flood, city).overall.score
    assert f"{score:.1f}" in text or kind == "record"  # which holds answers only
    if kind == "gap":
        assert "P Acta publicada · Q Informe interno · R Testimonio" in text


def test_the_terminal_shows_the_decimals_of_the_scale(flood, city):
    lines = [*score_lines(flood, city, "en"), *explanation_lines(flood, city, "en")]

    text = "\n".join(lines)
    score = score_assessment(flood, city).overall.score
    assert f"{score:.1f}" in text
    assert "Ciudades" not in text
    assert not SUBJECT.search(text)
    assert not SCALE.search(text)


def test_the_spreadsheet_shows_the_decimals_of_the_scale(flood, city):
    comparison = compare(flood, [Entry("one", city)])

    data = comparison_xlsx(flood, comparison, language="en", made_on=NOW)

    book = openpyxl.load_workbook(io.BytesIO(data))
    cell = book["Scores"]["B4"]
    assert cell.number_format == "0.0"
    told = " ".join(
        str(value)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    )
    assert "from 1 to 10" in told
    assert not SUBJECT.search(told)
    assert not SCALE.search(told)


def test_a_new_edition_on_floods_is_told_apart(flood):
    text = FLOOD.read_text(encoding="utf-8")
    for old, new in (
        ('edition: "1.0"', 'edition: "1.1"'),
        ("score: 3.5", "score: 4"),
        ("caps_below: 2", "caps_below: 1"),
        (
            "label: Testimonio, help: Alguien lo cuenta., cap: 0",
            "label: Testimonio, help: Alguien lo cuenta., cap: 1",
        ),
    ):
        assert old in text
        text = text.replace(old, new, 1)

    changes = diff_frameworks(flood, parse_framework(text, "f.yaml"))

    assert [(change.effect.value, change.message) for change in changes] == [
        (
            "touches scores",
            "The scores of the levels changed from 1, 3.5, 7, 10 to 1, 4, 7, 10.",
        ),
        ("touches scores", "Evidence grade R now supports level 1 at most, not 0."),
        ("touches scores", '"caps_below" of indicator "alerta" changed from 2 to 1.'),
    ]
