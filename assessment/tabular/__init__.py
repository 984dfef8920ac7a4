"""Tables for spreadsheets and statistics: the one place with pandas.

Computes no scores; it lays out what the domain returned. ``comparison_xlsx`` alone loads
pandas, which is why it is not imported here.
"""

from assessment.tabular.comparison_csv import comparison_to_csv
from assessment.tabular.comparison_records import TableWords

__all__ = ["TableWords", "comparison_to_csv"]
