"""Hand a comparison out as a table; needs pandas, which takes half a second to load."""

from datetime import datetime

from assessment.domain.comparison import Comparison
from assessment.domain.framework import Framework
from assessment.reporting.comparison import column_labels, kind_names
from assessment.tabular import TableWords, comparison_to_csv, comparison_to_xlsx
from assessment.texts import texts_in


def comparison_xlsx(
    framework: Framework, comparison: Comparison, *, language: str, made_on: datetime
) -> bytes:
    """Return *comparison* as an Excel workbook."""
    words = _words(comparison, language)
    return comparison_to_xlsx(framework, comparison, words, made_on=made_on)


def comparison_csv(
    framework: Framework, comparison: Comparison, *, language: str
) -> bytes:
    """Return *comparison* as CSV in UTF-8, marked so that spreadsheets know it."""
    text = comparison_to_csv(framework, comparison, _words(comparison, language))
    return text.encode("utf-8-sig")


def _words(comparison: Comparison, language: str) -> TableWords:
    return TableWords(
        texts_in(language),
        labels=column_labels(comparison, language),
        kinds=kind_names(comparison, language),
    )
