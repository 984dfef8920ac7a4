"""The child process that makes one workbook: an order in, an XLSX file out.

The order comes from our own parent process over a pipe and from nowhere else, which is why
reading it with pickle is safe.
"""

import pickle
import sys

from assessment.services.comparisons.tables import WorkbookOrder
from assessment.services.comparisons.workbooks import comparison_xlsx


def main() -> int:
    """Read an order from standard input, write its workbook to standard output."""
    order: WorkbookOrder = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our parent
    workbook = comparison_xlsx(
        order.framework,
        order.comparison,
        language=order.language,
        made_on=order.made_on,
        ranking=order.ranking,
    )
    sys.stdout.buffer.write(workbook)
    return 0


if __name__ == "__main__":
    sys.exit(main())
