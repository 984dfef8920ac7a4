"""Comparisons as XLSX and CSV: the same numbers, and nothing a spreadsheet would run."""

import csv
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from assessment.domain.answers import Subject
from assessment.domain.comparison import Entry, compare
from assessment.reporting.comparison.compose import comparison_report
from assessment.reporting.comparison.labels import column_labels, told_apart
from assessment.tabular import TableWords, comparison_to_csv
from assessment.tabular.comparison_xlsx import comparison_to_xlsx
from assessment.tabular.safe_cells import safe_text, tab_name
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


def a_comparison(*entries):
    return compare(
        FRAMEWORK, entries or [an_entry("a"), an_entry("b", code="XB", law=0)]
    )


def some_words(comparison, language="en", **labels):
    keys = [column.key for column in comparison.columns]
    return TableWords(
        texts_in(language),
        labels={key: labels.get(key, f"Label of {key}") for key in keys},
        kinds=dict.fromkeys(keys, "training"),
    )


def a_workbook(comparison=None, **words):
    comparison = comparison or a_comparison()
    made = comparison_to_xlsx(
        FRAMEWORK, comparison, some_words(comparison, **words), made_on=MADE_ON
    )
    return load_workbook(BytesIO(made))


def a_csv(comparison=None):
    comparison = comparison or a_comparison()
    text = comparison_to_csv(FRAMEWORK, comparison, some_words(comparison))
    return list(csv.DictReader(StringIO(text, newline="")))


def rows_of(sheet):
    return [[cell for cell in row if cell is not None] for row in sheet.values]


def test_the_heat_table_holds_points_by_assessments_with_the_whole_first():
    rows = rows_of(a_workbook()["Scores"])

    assert rows[0] == ["SAMPLE – invented countries, for training only"]
    assert rows[2] == ["Point", "Label of a", "Label of b"]
    assert rows[3] == ["Overall", 75, 56.25]
    assert rows[4] == ["1  Title of systems", 75, 37.5]
    assert rows[5] == ["2  Title of services", 75, 75]


def test_ranges_bands_data_and_method_have_tabs_of_their_own():
    book = a_workbook()

    assert book.sheetnames == ["Scores", "Ranges", "Bands", "Data", "Method"]
    method = dict(row[:2] for row in rows_of(book["Method"]) if len(row) == 2)
    assert method["Edition"] == "1.0"
    assert method["Fingerprint"] == FRAMEWORK.digest
    assert method["Not a verdict"] == FRAMEWORK.disclaimer


def test_ranges_show_what_open_answers_could_still_change():
    framework = a_framework(*(an_indicator(f"i{n}") for n in range(5)))
    answers = {f"i{n}": 2 for n in range(4)}
    comparison = compare(framework, [Entry("a", an_assessment(framework, answers))])

    made = comparison_to_xlsx(
        framework, comparison, some_words(comparison), made_on=MADE_ON
    )

    rows = rows_of(load_workbook(BytesIO(made))["Ranges"])
    assert rows[3:5] == [["Overall", "lowest", 40], ["Overall", "highest", 60]]


def test_a_capped_band_says_so():
    comparison = a_comparison(an_entry("a", law=0, data=4, care=4))

    rows = rows_of(a_workbook(comparison)["Bands"])

    assert rows[3] == ["Overall", "Middle (capped)"]


def test_colours_differ_by_band_and_never_stand_without_a_number():
    sheet = a_workbook()["Scores"]

    strong, weak = sheet["B5"], sheet["C5"]
    assert strong.fill.fgColor.rgb != weak.fill.fgColor.rgb
    assert strong.value is not None
    assert weak.value is not None


def test_what_was_left_out_is_listed_with_its_reason():
    book = a_workbook(a_comparison(an_entry("a"), an_entry("b", code="XB", care=None)))

    assert rows_of(book["Left out"])[2] == [
        "Belvane",
        "2026",
        "Provisional: too few indicators are answered.",
    ]


def test_no_sheet_holds_a_formula_whatever_people_typed():
    evil = an_entry("a")
    assessment = evil.assessment
    named = Entry(
        "a",
        type(assessment)(
            framework=assessment.framework,
            edition=assessment.edition,
            subject=Subject("XA", "=cmd|' /C calc'!A1"),
            kind=assessment.kind,
            period=assessment.period,
            answers=assessment.answers,
        ),
    )
    comparison = a_comparison(named)

    book = a_workbook(comparison, a="=HYPERLINK(1)")

    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(("=", "+", "@"))
    (country,) = {line["country"] for line in a_csv(comparison)}
    assert country == "'=cmd|' /C calc'!A1"


def test_real_data_carries_no_watermark():
    comparison = a_comparison(an_entry("a", code="AT", kind="government"))

    assert rows_of(a_workbook(comparison)["Scores"])[0] == ["Point", "Label of a"]


def test_a_right_to_left_language_turns_the_sheets():
    assert a_workbook(language="ar").worksheets[0].sheet_view.rightToLeft


def test_the_csv_is_tidy_and_keeps_what_the_scores_returned():
    lines = a_csv()

    assert len(lines) == 2 * 3
    first = lines[0]
    assert (first["country_code"], first["country"]) == ("XA", "Aldoria")
    assert (first["training"], first["edition"]) == ("yes", "1.0")
    assert (first["heading"], first["band"], first["band_capped"]) == (
        "overall",
        "strong",
        "no",
    )
    assert Decimal(lines[3]["score"]) == Decimal("56.25")
    assert [line["heading_number"] for line in lines[:3]] == ["", "1", "2"]


def test_twins_are_told_apart_in_rows_and_heads():
    comparison = a_comparison(
        an_entry("5f1d7a52-8c1e-4c55-9d53-0d4c6f0c1a11"),
        an_entry("9a0b6f10-8c1e-4c55-9d53-0d4c6f0c1a22"),
    )

    report = comparison_report(FRAMEWORK, comparison, language="en", made_on=MADE_ON)

    ids = [line["assessment"] for line in a_csv(comparison)]
    assert list(dict.fromkeys(ids)) == ["5f1d7a52", "9a0b6f10"]
    assert [head.who for head in report.blocks[0].heads] == ["5f1d7a52", "9a0b6f10"]
    assert len(set(column_labels(comparison, "en").values())) == 2


def test_twins_are_called_by_who_answered_where_that_tells_them_apart():
    comparison = a_comparison(
        an_entry("a", respondent="Team A"), an_entry("b", respondent="Team B")
    )

    assert list(told_apart(comparison).values()) == ["Team A", "Team B"]
    assert {line["respondent"] for line in a_csv(comparison)} == {"Team A", "Team B"}


def test_a_point_without_answer_is_empty_and_not_zero():
    framework = a_framework(
        *(an_indicator(f"i{n}", point="many") for n in range(9)),
        an_indicator("alone", point="few"),
    )
    answers = {f"i{n}": 3 for n in range(9)}
    comparison = compare(framework, [Entry("a", an_assessment(framework, answers))])

    text = comparison_to_csv(framework, comparison, some_words(comparison))

    (line,) = [
        row
        for row in csv.DictReader(StringIO(text, newline=""))
        if row["heading"] == "few"
    ]
    assert (line["score"], line["low"], line["high"]) == ("", "0.000000", "100.000000")
    assert line["band"] == ""


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_texts_that_look_like_formulas_are_quoted(sign):
    assert safe_text(f"{sign}1") == f"'{sign}1"
    assert safe_text(f"1{sign}") == f"1{sign}"


def test_tab_names_are_short_allowed_and_unique():
    taken = set()

    names = [tab_name("a/b: " + "x" * 40, taken) for _ in range(3)]
    names.append(tab_name("[]", taken))

    assert all(len(name) <= 31 for name in names)
    assert len({name.lower() for name in names}) == 4
    assert not any(sign in name for name in names for sign in "[]:*?/\\")
