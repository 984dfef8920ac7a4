"""Tables for spreadsheets and statistics: the one place with pandas.

Computes no scores; it lays out what the domain returned.
"""

from assessment.tabular.comparison_csv import comparison_to_csv
from assessment.tabular.comparison_frame import TableWords
from assessment.tabular.comparison_xlsx import comparison_to_xlsx

__all__ = ["TableWords", "comparison_to_csv", "comparison_to_xlsx"]
