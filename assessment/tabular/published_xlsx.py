"""What is published of an assessment as a workbook: its tables, and how they came about.

Written without pandas, so that a web process can hand it out without its weight.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from assessment.domain.rounds.visibility import PART_WORDS, Part, kept_back
from assessment.domain.scale import scale_of
from assessment.tabular.published_records import (
    PublishedData,
    Record,
    about_record,
    tables_of,
)
from assessment.tabular.safe_cells import safe_text, tab_name

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDE = {"title": 60, "text": 80, "action": 80, "link": 50, "note": 50, "owner": 24}


def published_xlsx(data: PublishedData, *, made_on: datetime) -> bytes:
    """Return the workbook: values only, no formulas; one sheet says how to read it.

    Args:
        data: What it is about, as far as it is shown.
        made_on: Said as the time of making; knows its time zone.
    """
    stream, taken = BytesIO(), set[str]()
    with Workbook(stream, _OPTIONS) as book:
        book.set_properties(
            {
                "title": safe_text(_title(data)),
                "subject": safe_text(data.texts.framework(data.framework.title)),
                "comments": _watermark(data),
                "created": made_on.replace(tzinfo=None),
            }
        )
        _write_method(book, data, made_on, taken)
        for name, columns, records in tables_of(data):
            sheet = book.add_worksheet(tab_name(name, taken))
            _dress(sheet, data)
            _write_table(book, sheet, columns, records)
    return stream.getvalue()


def _title(data: PublishedData) -> str:
    subject = data.published.subject
    country = data.texts.country(subject.code, subject.name)
    return f"{country} {data.published.period}"


def _watermark(data: PublishedData) -> str:
    if not data.published.is_training:
        return ""
    return data.texts.gettext("SAMPLE – invented countries, for training only")


def _dress(sheet: Worksheet, data: PublishedData) -> None:
    if data.texts.direction == "rtl":
        sheet.right_to_left()
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if watermark := _watermark(data):
        sheet.set_header(f"&C&B{watermark}")


def _write_table(
    book: Workbook,
    sheet: Worksheet,
    columns: Sequence[str],
    records: Sequence[Record],
) -> None:
    head = book.add_format({"bold": True, "bottom": 1})
    for place, name in enumerate(columns):
        sheet.set_column(place, place, _WIDE.get(name, 14))
        sheet.write_string(0, place, name, head)
    for line, record in enumerate(records, start=1):
        for place, name in enumerate(columns):
            _write_cell(sheet, line, place, record.get(name))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(records)), len(columns) - 1)


def _write_cell(sheet: Worksheet, line: int, place: int, value: object) -> None:
    """Write a value as what it is; nothing where there is none, which is not zero."""
    match value:
        case None | "":
            return
        case Decimal() | int():
            sheet.write_number(line, place, float(value))
        case _:
            sheet.write_string(line, place, str(value))


def _write_method(
    book: Workbook, data: PublishedData, made_on: datetime, taken: set[str]
) -> None:
    sheet = book.add_worksheet(tab_name(data.texts.gettext("Method"), taken))
    _dress(sheet, data)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    for line, (name, text) in enumerate(_method(data, made_on)):
        sheet.write_string(line, 0, name, bold)
        sheet.write_string(line, 1, safe_text(text), wrapped)


def _method(data: PublishedData, made_on: datetime) -> list[tuple[str, str]]:
    lines = [*_origin(data, made_on), *_extent(data), *_rules(data)]
    watermark = _watermark(data)
    return [(data.texts.gettext("Notice"), watermark), *lines] if watermark else lines


def _origin(data: PublishedData, made_on: datetime) -> list[tuple[str, str]]:
    """Return what it was made from."""
    texts, framework, about = data.texts, data.framework, about_record(data)
    gettext = texts.gettext
    return [
        (gettext("About"), _title(data)),
        (gettext("Permanent address"), data.address),
        (gettext("Who answered"), data.published.respondent or "–"),
        (gettext("Cleared on"), texts.date(data.published.cleared_on)),
        (gettext("Fingerprint of what was cleared"), data.published.digest),
        (gettext("Framework"), texts.framework(framework.title)),
        (gettext("Edition"), str(about["edition"])),
        (gettext("Fingerprint of the edition"), framework.digest),
        (gettext("Licence"), framework.licence),
        (gettext("Made on"), texts.datetime(made_on)),
    ]


def _extent(data: PublishedData) -> list[tuple[str, str]]:
    """Return what is shown of it, and what is kept back."""
    gettext = data.texts.gettext
    kept = kept_back(data.shown.visibility)

    def named(parts: Sequence[Part]) -> str:
        return gettext("; ").join(gettext(PART_WORDS[part]) for part in parts)

    return [
        (gettext("Shown"), named([part for part in Part if part not in kept])),
        (gettext("Kept back"), named(kept)),
    ]


def _rules(data: PublishedData) -> list[tuple[str, str]]:
    """Return what the numbers mean."""
    texts, framework = data.texts, data.framework
    gettext, scale = texts.gettext, scale_of(framework)
    scores = gettext(
        "Means of the indicators answered, from %(lowest)s to %(highest)s. The range "
        "shows the same means with everything open at the lowest and at the highest "
        "level.",
        lowest=texts.exact(scale.lowest),
        highest=texts.exact(scale.highest),
    )
    evidenced = gettext(
        "The same, each level capped by how well evidence supports it. An empty cell was "
        "not answered or does not apply; it is never zero."
    )
    bands = gettext(
        "From the unrounded score. A critical indicator that stands too low caps the "
        "band, never the number."
    )
    return [
        (gettext("Not a verdict"), texts.framework(framework.disclaimer)),
        (gettext("Scores"), scores),
        (gettext("Evidenced"), evidenced),
        (gettext("Bands"), bands),
    ]
