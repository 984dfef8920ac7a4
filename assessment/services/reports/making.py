"""Make a report in this process; needs WeasyPrint."""

from assessment.reporting.paper.layout import render_html, render_pdf
from assessment.services.reports.kinds import ReportOrder, composed


def report_pdf(order: ReportOrder) -> bytes:
    """Return the report in *order* as PDF/A-3a and PDF/UA-1, the answers attached.

    Raises:
        EditionMismatchError: when the alternative assessment is of another edition.
    """
    return render_pdf(composed(order))


def report_html(order: ReportOrder) -> str:
    """Return the report in *order* as one HTML page.

    Raises:
        EditionMismatchError: when the alternative assessment is of another edition.
    """
    return render_html(composed(order))
