"""A comparison as a workbook: heat table, ranges, bands, data, what was left out, method."""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pandas as pd

from assessment.domain.comparison import (
    Cell,
    Comparison,
    Exclusion,
    Row,
    differing_levels,
)
from assessment.domain.framework import Framework
from assessment.domain.robustness import Ranking
from assessment.domain.scale import scale_of
from assessment.tabular.comparison_book import Book, first_line, write_banner
from assessment.tabular.comparison_ranks import write_ranks
from assessment.tabular.comparison_records import COLUMNS, TableWords, long_records
from assessment.tabular.safe_cells import safe_text

RAMP = (
    ("#EFE7D6", "#16232B"),
    ("#CFDCC6", "#16232B"),
    ("#93BDB0", "#16232B"),
    ("#2F7D7B", "#FFFFFF"),
    ("#0B4F57", "#FFFFFF"),
)
"""Ground and ink from the lowest band to the highest; darker is better, in grey, too."""

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def comparison_to_xlsx(
    framework: Framework,
    comparison: Comparison,
    words: TableWords,
    *,
    made_on: datetime,
    ranking: Ranking | None = None,
) -> bytes:
    """Return *comparison* as an Excel workbook with values only, no formulas.

    Numbers are unrounded and shown with the decimals of the scale; the colour is that of
    the band and never stands without its number.
    """
    stream = BytesIO()
    with pd.ExcelWriter(
        stream, engine="xlsxwriter", engine_kwargs={"options": _OPTIONS}
    ) as writer:
        book = Book(framework, comparison, words, writer)
        _set_properties(book, made_on)
        _write_scores(book)
        _write_ranges(book)
        _write_bands(book)
        _write_two_views(book)
        if ranking is not None:
            write_ranks(book, ranking)
        _write_data(book)
        _write_left_out(book)
        _write_method(book, made_on, has_ranks=ranking is not None)
    return stream.getvalue()


def _set_properties(book: Book, made_on: datetime) -> None:
    book.writer.book.set_properties(
        {
            "title": book.gettext("Comparison of assessments"),
            "subject": safe_text(book.words.texts.framework(book.framework.title)),
            "keywords": book.words.scope,
            "comments": book.watermark if book.comparison.is_training else "",
            "created": made_on.replace(tzinfo=None),
        }
    )


def _write_scores(book: Book) -> None:
    """Write the heat table: the whole first, then point by point."""

    def write(sheet: Any, line: int, column: int, cell: Cell) -> None:
        shade = _shade(book, cell)
        if cell.score is None:
            sheet.write_string(line, column, "–", shade)
        else:
            sheet.write_number(line, column, float(cell.score), shade)

    sheet = _write_matrix(book, book.gettext("Scores"), write)
    line = first_line(book) + 2 + len(book.comparison.rows) + 1
    sheet.write_string(line, 0, book.gettext("Coverage"))
    percent = book.format("percent", num_format="0 %", align="center")
    evidenced = book.gettext("Overall, as far as evidence supports it")
    sheet.write_string(line + 1, 0, evidenced)
    plain = book.format("plain", num_format=book.score_format, align="center")
    for place, column in enumerate(book.comparison.columns, start=1):
        overall = column.scorecard.overall
        _number(sheet, (line, place), overall.coverage, percent)
        _number(sheet, (line + 1, place), overall.evidenced, plain)


def _write_ranges(book: Book) -> None:
    """Write lowest and highest possible score, each in a line of its own."""
    sheet = book.sheet(book.gettext("Ranges"))
    top = write_banner(book, sheet)
    bold = book.format("head", bold=True, text_wrap=True, align="center")
    plain = book.format("plain", num_format=book.score_format, align="center")
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 1 + len(book.comparison.columns), 14)
    sheet.freeze_panes(top + 1, 2)
    for place, column in enumerate(book.comparison.columns, start=2):
        sheet.write_string(top, place, safe_text(book.words.labels[column.key]), bold)
    line = top
    for title, row in _rows(book):
        for name in ("low", "high"):
            line += 1
            word = book.gettext("lowest") if name == "low" else book.gettext("highest")
            sheet.write_string(line, 0, title)
            sheet.write_string(line, 1, word)
            for place, cell in enumerate(row.cells, start=2):
                value = cell.low if name == "low" else cell.high
                _number(sheet, (line, place), value, plain)


def _write_bands(book: Book) -> None:
    """Write the bands in words, with a mark where a critical indicator caps one."""

    def write(sheet: Any, line: int, column: int, cell: Cell) -> None:
        if cell.band is None:
            sheet.write_string(line, column, "–")
            return
        band = book.framework.bands_by_key[cell.band.band]
        label = book.words.texts.framework(band.label)
        mark = (
            book.gettext("%(band)s (capped)", band=label) if cell.is_capped else label
        )
        sheet.write_string(line, column, safe_text(mark), _shade(book, cell))

    _write_matrix(book, book.gettext("Bands"), write)


def _write_matrix(
    book: Book, title: str, write: Callable[[Any, int, int, Cell], None]
) -> Any:
    """Write a sheet of headings × assessments; *write* fills one cell."""
    sheet = book.sheet(title)
    top = write_banner(book, sheet)
    head = book.format("head", bold=True, text_wrap=True, align="center")
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(book.comparison.columns), 16)
    sheet.set_row(top, 48)
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    sheet.write_string(top, 0, book.gettext("Point"), head)
    for place, column in enumerate(book.comparison.columns, start=1):
        sheet.write_string(top, place, safe_text(book.words.labels[column.key]), head)
    for line, (name, row) in enumerate(_rows(book), start=top + 1):
        sheet.write_string(line, 0, name)
        for place, cell in enumerate(row.cells, start=1):
            write(sheet, line, place, cell)
    return sheet


def _rows(book: Book) -> Iterable[tuple[str, Row]]:
    """Yield each row with what people read before it."""
    texts, framework = book.words.texts, book.framework
    yield book.gettext("Overall"), book.comparison.overall
    for row in book.comparison.rows:
        title = texts.framework(framework.points_by_key[row.key].title)
        yield f"{framework.numbers[row.key]}  {title}", row


def _write_two_views(book: Book) -> None:
    """Write the indicators on which two assessments of one country differ."""
    columns = {column.key: column for column in book.comparison.columns}
    pairs = [(columns[c.beside], c) for c in columns.values() if c.beside]
    if not pairs:
        return
    sheet = book.sheet(book.gettext("Two views"))
    top = write_banner(book, sheet)
    head = book.format("head", bold=True, text_wrap=True, align="center")
    heads = (
        "Assessment",
        "Beside it",
        "Indicator",
        "Level",
        "Level beside",
        "Difference",
    )
    for place, word in enumerate(heads):
        sheet.write_string(top, place, book.gettext(word), head)
    for place, width in enumerate((30, 30, 60, 10, 10, 12)):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(top + 1, 3)
    plain = book.format("plain", num_format="0", align="center")
    texts, framework, line = book.words.texts, book.framework, top
    for first, second in pairs:
        for each in differing_levels(first.scorecard, second.scorecard):
            line += 1
            title = texts.framework(framework.indicators_by_key[each.indicator].title)
            name = f"{framework.numbers[each.indicator]} {title}"
            sheet.write_string(line, 0, safe_text(book.words.labels[first.key]))
            sheet.write_string(line, 1, safe_text(book.words.labels[second.key]))
            sheet.write_string(line, 2, safe_text(name))
            for place, number in enumerate(
                (each.first, each.second, each.difference), start=3
            ):
                sheet.write_number(line, place, number, plain)


def _write_data(book: Book) -> None:
    """Write the long table for filters and pivots."""
    records = long_records(book.framework, book.comparison, book.words)
    frame = pd.DataFrame.from_records(records, columns=list(COLUMNS))
    numbers = ["coverage", "score", "low", "high", "evidenced"]
    frame[numbers] = frame[numbers].astype("float64")
    sheet = book.sheet(book.gettext("Data"))
    top = write_banner(book, sheet)
    frame.to_excel(book.writer, sheet_name=sheet.get_name(), startrow=top, index=False)
    sheet.autofilter(top, 0, top + len(frame), len(frame.columns) - 1)
    sheet.freeze_panes(top + 1, 0)
    sheet.set_column(0, len(frame.columns) - 1, 14)


def _write_left_out(book: Book) -> None:
    """Write what was kept out, so that nobody misses it unawares."""
    if not book.comparison.excluded:
        return
    sheet = book.sheet(book.gettext("Left out"))
    top = write_banner(book, sheet)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 80)
    for line, excluded in enumerate(book.comparison.excluded, start=top):
        subject = excluded.assessment.subject
        country = book.words.texts.country(subject.code, subject.name)
        sheet.write_string(line, 0, safe_text(country))
        sheet.write_string(line, 1, excluded.assessment.period)
        sheet.write_string(line, 2, _reason(book, excluded.reason))


def _reason(book: Book, reason: Exclusion) -> str:
    match reason:
        case Exclusion.PROVISIONAL:
            return book.gettext("Provisional: too few indicators are answered.")
        case Exclusion.OTHER_EDITION:
            return book.gettext("Answered against another edition of the framework.")


def _write_method(book: Book, made_on: datetime, *, has_ranks: bool) -> None:
    """Write what the numbers mean and what they were made from."""
    texts, framework = book.words.texts, book.framework
    sheet = book.sheet(book.gettext("Method"))
    top = write_banner(book, sheet)
    wrapped = book.format("wrapped", text_wrap=True, valign="top")
    bold = book.format("name", bold=True, valign="top")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    lines = (
        (book.gettext("Framework"), texts.framework(framework.title)),
        (book.gettext("Edition"), framework.edition),
        *([(book.gettext("Round"), book.words.scope)] if book.words.scope else []),
        (book.gettext("Fingerprint"), framework.digest),
        (book.gettext("Made on"), texts.datetime(made_on)),
        (book.gettext("Not a verdict"), texts.framework(framework.disclaimer)),
        (
            book.gettext("Scores"),
            book.gettext(
                "Means of the indicators answered, from %(lowest)s to %(highest)s. The "
                "range shows the same means with everything open at the lowest and at the "
                "highest level.",
                lowest=texts.exact(scale_of(framework).lowest),
                highest=texts.exact(scale_of(framework).highest),
            ),
        ),
        (
            book.gettext("Bands"),
            book.gettext(
                "From the unrounded score. A critical indicator that stands too low caps "
                "the band, never the number."
            ),
        ),
        (
            book.gettext("Left out"),
            book.gettext(
                "Provisional results and other editions are never compared; invented "
                "countries only with each other, core rounds only with core rounds."
            ),
        ),
        (
            book.gettext("Ranks"),
            book.gettext("Asked for: see the sheet of ranks for how far they hold.")
            if has_ranks
            else book.gettext("No ranks are given: nobody asked for them."),
        ),
    )
    for line, (name, text) in enumerate(lines, start=top):
        sheet.write_string(line, 0, name, bold)
        sheet.write_string(line, 1, safe_text(text), wrapped)


def _shade(book: Book, cell: Cell) -> Any:
    """Return the format of a cell: the colour of its band."""
    if cell.band is None:
        return book.format("empty", align="center")
    keys = [band.key for band in book.framework.bands]
    steps = max(1, len(keys) - 1)
    ground, ink = RAMP[keys.index(cell.band.band) * (len(RAMP) - 1) // steps]
    return book.format(
        f"band-{cell.band.band}",
        align="center",
        num_format=book.score_format,
        text_wrap=True,
        bg_color=ground,
        font_color=ink,
    )


def _number(
    sheet: Any, place: tuple[int, int], value: Decimal | None, shape: Any
) -> None:
    if value is None:
        sheet.write_string(*place, "–", shape)
    else:
        sheet.write_number(*place, float(value), shape)
