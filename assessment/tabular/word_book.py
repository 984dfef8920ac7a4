"""Tables of words as a workbook: the step-up plan, the findings of a review.

XlsxWriter alone, so that a web process can make it without loading pandas.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from assessment.tabular.safe_cells import safe_text, tab_name

Value = str | int | date | None
_DAY = "yyyy-mm-dd"
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the workbook.

    Attributes:
        widths: Of the columns, in characters.
    """

    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class WordBook:
    """All that stands in the workbook, in words.

    Attributes:
        watermark: Printed above every sheet; empty for a real country.
    """

    sheets: tuple[Sheet, ...]
    title: str
    direction: str
    watermark: str


def word_book_to_xlsx(book: WordBook) -> bytes:
    """Return *book* as an Excel workbook; nothing in it is a formula or a link."""
    import xlsxwriter  # noqa: PLC0415 - few requests need it

    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"title": book.title, "subject": book.watermark})
        formats = {
            "head": workbook.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "valign": "top",
                    "bg_color": "#E7EDEE",
                }
            ),
            "cell": workbook.add_format({"text_wrap": True, "valign": "top"}),
            "day": workbook.add_format({"num_format": _DAY, "valign": "top"}),
        }
        taken: set[str] = set()
        for sheet in book.sheets:
            _add(workbook, book, sheet, tab_name(sheet.title, taken), formats)
    return out.getvalue()


def _add(
    workbook: Any, book: WordBook, sheet: Sheet, name: str, formats: dict[str, Any]
) -> None:
    written = workbook.add_worksheet(name)
    if book.direction == "rtl":
        written.right_to_left()
    written.set_landscape()
    written.set_paper(9)
    written.fit_to_pages(1, 0)
    written.repeat_rows(0)
    written.freeze_panes(1, 0)
    if book.watermark:
        written.set_header(f"&C&B{book.watermark.replace('&', '&&')}")
    for place, width in enumerate(sheet.widths):
        written.set_column(place, place, min(width, _WIDEST))
    for place, word in enumerate(sheet.columns):
        written.write_string(0, place, safe_text(word), formats["head"])
    for line, row in enumerate(sheet.rows, start=1):
        _write(written, line, row, formats)
    if sheet.rows and len(sheet.columns) > 2:  # noqa: PLR2004 - a table, no list of facts
        written.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _write(
    written: Any, line: int, row: Sequence[Value], formats: dict[str, Any]
) -> None:
    for place, value in enumerate(row):
        if value is None or value == "":
            written.write_blank(line, place, None, formats["cell"])
        elif isinstance(value, date):
            written.write_datetime(line, place, value, formats["day"])
        elif isinstance(value, int):
            written.write_number(line, place, value, formats["cell"])
        else:
            written.write_string(line, place, safe_text(value), formats["cell"])
