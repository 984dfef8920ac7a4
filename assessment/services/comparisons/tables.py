"""Hand a comparison out as a table.

CSV is written here. A workbook needs pandas, which takes half a second and 60 MB: the
command line loads it, a web process lets a child do so and forgets it.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assessment.domain.comparison import Comparison
from assessment.domain.framework import Framework
from assessment.domain.robustness import Ranking
from assessment.reporting.comparison.labels import column_labels, kind_names, scope_text
from assessment.services.machine.children import made_by_child
from assessment.services.machine.slots import render_slot
from assessment.tabular import TableWords, comparison_to_csv
from assessment.texts import texts_in

TIME_LIMIT_S = 60

_CHILD = "assessment.services.comparisons.child"
_XLSX = b"PK"


@dataclass(frozen=True, slots=True)
class WorkbookOrder:
    """A workbook somebody wants.

    Attributes:
        made_on: Printed as the time of making; knows its time zone.
        ranking: Their places, when somebody asked for them.
    """

    framework: Framework
    comparison: Comparison
    language: str
    made_on: datetime
    ranking: Ranking | None = None


def workbook_from_child(folder: Path, order: WorkbookOrder) -> bytes:
    """Return the Excel workbook in *order*, made by a child process.

    Args:
        folder: Where slots are kept, so that not too many children run at once.
        order: Which workbook.

    Raises:
        ReportError: when it could not be made, took too long, or others were before it.
        OutputError: when *folder* cannot be used.
    """
    with render_slot(folder, wait_s=TIME_LIMIT_S):
        return made_by_child(_CHILD, order, begins=_XLSX, limit_s=TIME_LIMIT_S)


def comparison_csv(
    framework: Framework,
    comparison: Comparison,
    *,
    language: str,
    ranking: Ranking | None = None,
) -> bytes:
    """Return *comparison* as CSV in UTF-8, marked so that spreadsheets know it."""
    words = table_words(framework, comparison, language)
    return comparison_to_csv(framework, comparison, words, ranking).encode("utf-8-sig")


def table_words(
    framework: Framework, comparison: Comparison, language: str
) -> TableWords:
    """Return what a table says besides its numbers."""
    texts = texts_in(language)
    return TableWords(
        texts,
        labels=column_labels(comparison, language),
        kinds=kind_names(comparison, language),
        scope=scope_text(framework, comparison.scope, texts),
    )
