"""A comparison for statistics: tidy CSV with the same columns in every language.

Written without pandas, so that a web process can hand it out without carrying its weight.
"""

import csv
from io import StringIO

from assessment.domain.comparison import Comparison
from assessment.domain.framework import Framework
from assessment.domain.robustness import Ranking
from assessment.tabular.comparison_records import (
    COLUMNS,
    RANK_COLUMNS,
    TableWords,
    long_records,
)


def comparison_to_csv(
    framework: Framework,
    comparison: Comparison,
    words: TableWords,
    ranking: Ranking | None = None,
) -> str:
    """Return *comparison* as CSV: a row per assessment and heading, a point as decimal sign.

    Training data says so in its own column, row by row: a CSV file has no watermark.
    Places stand in the rows of the whole, and only when there is a *ranking*.
    """
    stream = StringIO(newline="")
    columns = (*COLUMNS, *RANK_COLUMNS) if ranking else COLUMNS
    writer = csv.DictWriter(stream, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(long_records(framework, comparison, words, ranking))
    return stream.getvalue()
