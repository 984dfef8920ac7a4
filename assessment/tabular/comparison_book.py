"""A workbook of a comparison while it is written: formats, sheets, the watermark."""

from dataclasses import dataclass, field
from typing import Any

from assessment.domain.comparison import Comparison
from assessment.domain.framework import Framework
from assessment.domain.scale import scale_of
from assessment.tabular.comparison_records import TableWords
from assessment.tabular.safe_cells import tab_name


@dataclass(slots=True)
class Book:
    """A workbook being written."""

    framework: Framework
    comparison: Comparison
    words: TableWords
    writer: Any
    taken: set[str] = field(default_factory=set)
    formats: dict[str, Any] = field(default_factory=dict)

    def gettext(self, text: str, **values: object) -> str:
        """Return *text* in the reader's language."""
        return self.words.texts.gettext(text, **values)

    def format(self, name: str, **properties: object) -> Any:
        """Return the cell format called *name*, made on first use."""
        if name not in self.formats:
            self.formats[name] = self.writer.book.add_format(
                {"valign": "vcenter", **properties}
            )
        return self.formats[name]

    def sheet(self, title: str) -> Any:
        """Return a new worksheet that suits the language and says when it is training."""
        name = tab_name(title, self.taken)
        sheet = self.writer.book.add_worksheet(name)
        self.writer.sheets[name] = sheet
        self.dress(sheet)
        return sheet

    def dress(self, sheet: Any) -> None:
        """Set *sheet* up for reading and printing."""
        if self.words.texts.direction == "rtl":
            sheet.right_to_left()
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if self.comparison.is_training:
            sheet.set_header(f"&C&B{self.watermark}")

    @property
    def score_format(self) -> str:
        """How a score is shown: with the decimals of the scale, as everywhere."""
        decimals = scale_of(self.framework).decimals
        return "0." + "0" * decimals if decimals else "0"

    @property
    def watermark(self) -> str:
        """What every sheet of training data says."""
        return self.gettext("SAMPLE – invented countries, for training only")


def write_banner(book: Book, sheet: Any) -> int:
    """Write the watermark of training data; return the line where the table starts."""
    if book.comparison.is_training:
        red = book.format("banner", bold=True, font_color="#9B1C1C")
        sheet.write_string(0, 0, book.watermark, red)
    return first_line(book)


def first_line(book: Book) -> int:
    """Return the line where the table starts, below the watermark."""
    return 2 if book.comparison.is_training else 0
