"""What the works need to know of a report. They know no report by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a report, so that its figures can be worked out again.

    Attributes:
        name: File name, with its ending.
        description: What it is, in the language of the report.
        text: What it holds.
        relationship: What the report has to do with it, as PDF 2.0 says it: ``Source``
            for the answers reported on, ``Data`` for what is set beside them.
    """

    name: str
    description: str
    text: str
    relationship: str = "Source"


class PrintedReport(Protocol):
    """A report that can be laid out, printed, archived and verified.

    A new kind of report is a frozen dataclass with these attributes, and a folder in
    ``reports/``; no line of the works changes.
    """

    @property
    def language(self) -> str:
        """Language of its words: BCP 47, such as ``fr``."""

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""

    @property
    def title(self) -> str:
        """Title of the document, in its metadata."""

    @property
    def subject(self) -> str:
        """What kind of document it is, in its metadata."""

    @property
    def keywords(self) -> tuple[str, ...]:
        """Words for search and for programs, in its metadata."""

    @property
    def made_on(self) -> str:
        """Date and time of making, ISO 8601 in UTC to the second."""

    @property
    def header(self) -> str:
        """Line at the head of every page but the first."""

    @property
    def watermark(self) -> str:
        """Words laid over every page; empty for none."""

    @property
    def template(self) -> str:
        """Folder in ``reports/`` whose ``report.html`` arranges it, as variable ``r``."""

    @property
    def file_name(self) -> str:
        """Name to save it under, without an ending."""

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The files that its figures rest on; the answers reported on come first."""

    @property
    def printed(self) -> Mapping[str, str]:
        """Place -> text of every figure in it.

        The template marks the element that holds the figure, and nothing else, with
        ``data-figure="PLACE"``; a figure may stand at several elements.
        """
