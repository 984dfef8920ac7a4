"""Render the national gap report in this process; needs WeasyPrint."""

from assessment.portable import write_assessment
from assessment.reporting.national.compose import compose_national
from assessment.reporting.national.report import NationalReport
from assessment.reporting.paper.layout import render_html, render_pdf
from assessment.services.reports.kept import ReportOrder


def national_pdf(order: ReportOrder) -> bytes:
    """Return the report in *order* as PDF/A-3a and PDF/UA-1, the answers attached.

    Raises:
        EditionMismatchError: when the alternative assessment is of another edition.
    """
    return render_pdf(
        _composed(order), write_assessment(order.assessment, order.framework)
    )


def national_html(order: ReportOrder) -> str:
    """Return the report in *order* as one HTML page.

    Raises:
        EditionMismatchError: when the alternative assessment is of another edition.
    """
    return render_html(_composed(order))


def _composed(order: ReportOrder) -> NationalReport:
    return compose_national(
        order.framework,
        order.assessment,
        language=order.language,
        made_on=order.made_on,
        alternative=order.alternative,
    )
