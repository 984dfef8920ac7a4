"""A comparison for statistics: tidy CSV with the same columns in every language."""

from assessment.domain.comparison import Comparison
from assessment.domain.framework import Framework
from assessment.tabular.comparison_frame import TableWords, long_frame


def comparison_to_csv(
    framework: Framework, comparison: Comparison, words: TableWords
) -> str:
    """Return *comparison* as CSV: a row per assessment and heading, a point as decimal sign.

    Training data says so in its own column, row by row: a CSV file has no watermark.
    """
    frame = long_frame(framework, comparison, words)
    return str(frame.to_csv(index=False, lineterminator="\r\n"))
