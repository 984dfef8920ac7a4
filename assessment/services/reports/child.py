"""The child process that renders one report: an order in, a PDF out.

The order comes from our own parent process over a pipe and from nowhere else, which is why
reading it with pickle is safe.
"""

import pickle
import sys

from assessment.errors import AssessmentError
from assessment.services.reports.making import report_pdf


def main() -> int:
    """Read an order from standard input, write its PDF to standard output."""
    order = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our parent process
    try:
        pdf = report_pdf(order)
    except AssessmentError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
