"""Put assessments in order for a comparison, and show it as a page."""

from collections.abc import Iterable
from datetime import datetime

from assessment.domain.answers import AssessmentKind
from assessment.domain.comparison import Comparison, Entry
from assessment.domain.framework import Framework
from assessment.domain.robustness import Ranking
from assessment.reporting.comparison.compose import comparison_report
from assessment.reporting.comparison.page import render_comparison
from assessment.texts import texts_in


def in_reading_order(entries: Iterable[Entry], language: str) -> tuple[Entry, ...]:
    """Return *entries* by country name, then period, the government's view first."""
    texts = texts_in(language)

    def place(entry: Entry) -> tuple[str, str, bool]:
        subject = entry.assessment.subject
        name = texts.country(subject.code, subject.name)
        is_alternative = entry.assessment.kind is AssessmentKind.ALTERNATIVE
        return name.casefold(), entry.assessment.period, is_alternative

    return tuple(sorted(entries, key=place))


def comparison_page(
    framework: Framework,
    comparison: Comparison,
    *,
    language: str,
    made_on: datetime,
    ranking: Ranking | None = None,
) -> str:
    """Return *comparison* as one HTML page that needs nothing else."""
    report = comparison_report(
        framework, comparison, language=language, made_on=made_on, ranking=ranking
    )
    return render_comparison(report)
