"""The child process that renders reports: orders in, PDFs out.

Orders come from our own parent process over a pipe and from nowhere else, which is why
reading them with pickle is safe.
"""

import contextlib
import gc
import os
import sys
from typing import cast

from assessment.errors import AssessmentError
from assessment.services.machine.warm import NICENESS, serve_orders
from assessment.services.reports.kinds import ReportOrder
from assessment.services.reports.making import report_pdf, warm_up


def main() -> int:
    """Load all that a report needs, then make whatever is ordered."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(NICENESS)
    warm_up()
    gc.collect()
    gc.freeze()  # what is loaded stays shared between the forks
    return serve_orders(
        lambda order: report_pdf(cast(ReportOrder, order)), (AssessmentError,)
    )


if __name__ == "__main__":
    sys.exit(main())
