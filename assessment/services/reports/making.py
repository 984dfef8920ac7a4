"""Make a report in this process; needs WeasyPrint."""

from collections.abc import Mapping

from assessment.reporting.paper.layout import render_html, render_pdf, text_engine
from assessment.services.reports.kinds import ReportOrder, composed
from assessment.services.reports.program import program_digest


def report_pdf(order: ReportOrder) -> bytes:
    """Return the report in *order* as PDF/A-3a and PDF/UA-1, the answers attached.

    The same order gives the same bytes, in any process.

    Raises:
        EditionMismatchError: when the alternative assessment is of another edition.
    """
    return render_pdf(composed(order), stamps_of(order))


def report_html(order: ReportOrder) -> str:
    """Return the report in *order* as one HTML page.

    Raises:
        EditionMismatchError: when the alternative assessment is of another edition.
    """
    return render_html(composed(order))


def stamps_of(order: ReportOrder) -> Mapping[str, str]:
    """Return what the report in *order* says of its making, for whoever checks it."""
    return {
        "ReportKind": order.kind,
        "ReportProgram": f"{program_digest(order.language)} {text_engine()}",
        "ReportEdition": order.framework.digest,
    }
