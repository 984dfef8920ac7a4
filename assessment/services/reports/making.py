"""Make a report in this process; needs WeasyPrint."""

from collections.abc import Mapping
from datetime import UTC, datetime

from assessment import resources
from assessment.domain.answers import (
    INVENTED_CODES,
    Assessment,
    AssessmentKind,
    Subject,
)
from assessment.framework_file import load_framework
from assessment.reporting.paper.layout import (
    PrintedPdf,
    print_pdf,
    render_html,
    render_pdf,
    text_engine,
)
from assessment.services.reports.kinds import (
    ReportOrder,
    composed,
    names_beside,
    state_stamp,
)
from assessment.services.reports.program import program_digest


def report_pdf(order: ReportOrder) -> bytes:
    """Return the report in *order* as PDF/A-3a and PDF/UA-1, the answers attached.

    The same order gives the same bytes, in any process.

    Raises:
        EditionMismatchError: when the alternative assessment is of another edition.
    """
    return made_report(order).data


def made_report(order: ReportOrder) -> PrintedPdf:
    """Return the report in *order* as :func:`report_pdf` does, with what to say of it."""
    return print_pdf(composed(order), stamps_of(order))


def report_html(order: ReportOrder) -> str:
    """Return the report in *order* as one HTML page.

    Raises:
        EditionMismatchError: when the alternative assessment is of another edition.
    """
    return render_html(composed(order))


def warm_up() -> None:
    """Make a small report, so that a process has loaded all that the next one needs."""
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    nobody = Assessment(
        framework=framework.key,
        edition=framework.edition,
        subject=Subject(INVENTED_CODES[0]),
        kind=AssessmentKind.TRAINING,
        period="2026",
    )
    render_pdf(composed(ReportOrder(framework, nobody, "en", datetime.now(UTC))))


def stamps_of(order: ReportOrder) -> Mapping[str, str]:
    """Return what the report in *order* says of its making, for whoever checks it."""
    return {
        "ReportKind": order.kind,
        "ReportProgram": f"{program_digest(order.language)} {text_engine()}",
        "ReportEdition": order.framework.digest,
        "ReportBeside": " ".join(names_beside(order)) or "nothing",
    } | ({"ReportState": state_stamp(order)} if order.imprint else {})
