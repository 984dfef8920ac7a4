"""Render a comparison as one HTML file: no scripts, nothing loaded from elsewhere."""

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assessment import resources
from assessment.reporting.comparison.words import ComparisonReport
from assessment.texts import texts_in


def render_comparison(report: ComparisonReport) -> str:
    """Return *report* as a self-contained page that prints well."""
    template = _environment(report.language).get_template("comparison/page.html")
    return template.render(report=report)


@lru_cache(maxsize=8)
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resources.REPORT_TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    texts = texts_in(language)
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        texts.gettext, texts.ngettext, newstyle=True
    )
    return environment
