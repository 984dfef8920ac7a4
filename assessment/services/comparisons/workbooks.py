"""Make workbooks in this process; loads pandas, so web processes do not import it."""

from datetime import datetime

from assessment.domain.comparison import Comparison
from assessment.domain.framework import Framework
from assessment.domain.robustness import Ranking
from assessment.services.comparisons.tables import table_words
from assessment.tabular.comparison_xlsx import comparison_to_xlsx


def comparison_xlsx(
    framework: Framework,
    comparison: Comparison,
    *,
    language: str,
    made_on: datetime,
    ranking: Ranking | None = None,
) -> bytes:
    """Return *comparison* as an Excel workbook."""
    words = table_words(framework, comparison, language)
    return comparison_to_xlsx(
        framework, comparison, words, made_on=made_on, ranking=ranking
    )
