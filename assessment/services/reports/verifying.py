"""Check a printed report: are its scores what the answers inside it give?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import pikepdf

from assessment.domain.framework import Framework
from assessment.errors import N_, AlteredReportError, Problem
from assessment.portable import read_assessment
from assessment.reporting.paper.verify import VerifiedDocument, differences, verify_pdf
from assessment.services.reports.kinds import ReportOrder
from assessment.services.reports.making import report_pdf

NOT_SHOWN = "–"


@dataclass(frozen=True, slots=True)
class VerifiedReport:
    """A report whose printed scores are right; ``scores`` is how many there are."""

    scores: int


def verify_report(pdf: bytes, source: str, framework: Framework) -> VerifiedReport:
    """Recompute the scores of the report in *pdf* and compare them with the printed ones.

    Args:
        pdf: The report.
        source: Its name, for messages.
        framework: The edition it was made with.

    Raises:
        ReportError: when it is no PDF, or not one of our reports.
        InvalidPortableFileError: when the answers inside do not fit *framework*.
        AlteredReportError: with every place that differs.
    """
    document = verify_pdf(pdf, source)
    assessment, *others = (
        read_assessment(text, source, framework) for text in document.attachments
    )
    order = ReportOrder(
        framework,
        assessment,
        _language(pdf),
        datetime.now(UTC),
        next(iter(others), None),
    )
    anew = verify_pdf(report_pdf(order))
    problems = tuple(_problems(document, anew, source))
    if problems:
        raise AlteredReportError(source, problems)
    return VerifiedReport(scores=len(anew.printed))


def _problems(
    document: VerifiedDocument, anew: VerifiedDocument, source: str
) -> Iterator[Problem]:
    if not document.is_intact:
        yield Problem(
            source,
            0,
            0,
            N_("The answers inside are not those it was made with: the codes differ."),
        )
    for found in differences(document, anew):
        yield Problem(
            source,
            0,
            0,
            N_("{place}: the report shows {printed}, its answers give {computed}."),
            {
                "place": found.place,
                "printed": found.printed or NOT_SHOWN,
                "computed": found.computed or NOT_SHOWN,
            },
        )


def _language(pdf: bytes) -> str:
    """Return the language a report is in: numbers look different in another one."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return str(document.Root.get("/Lang", "en"))
