"""Spreadsheets run nothing that people typed."""

import pytest

from assessment.tabular.safe_cells import safe_text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＋1", "－1", "＠A1", "\u3000=1"],
)
def test_what_a_spreadsheet_would_run_is_marked_as_text(text: str) -> None:
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "10 − 3", "law"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe_text(text) == text
