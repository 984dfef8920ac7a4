"""Reports of whole invented countries, on the framework that is shipped."""

from datetime import UTC, datetime

import pytest

from assessment import resources
from assessment.domain.samples import SampleDraw, alternative_of, draw_sample
from assessment.framework_file import load_framework
from assessment.reporting.paper.layout import lay_out
from assessment.reporting.short.page import ShortReport
from assessment.services.reports.kinds import ReportOrder, composed
from assessment.services.reports.making import report_pdf
from assessment.services.reports.verifying import Outcome, verify_report
from assessment.services.samples.making import sample_words
from assessment.texts import texts_in

FRAMEWORK = load_framework(resources.DEFAULT_FRAMEWORK)
LANGUAGES = ("en", "fr", "ar")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "archetype"),
    list(enumerate(FRAMEWORK.archetypes)),
    ids=[archetype.key for archetype in FRAMEWORK.archetypes],
)
def test_the_printed_scores_of_every_archetype_are_those_of_its_answers(
    place, archetype
):
    language = LANGUAGES[place % len(LANGUAGES)]
    draw = SampleDraw(11 + place, place + 1, "XB", "2026", language)
    words = sample_words(texts_in(language))
    order = ReportOrder(
        framework=FRAMEWORK,
        assessment=draw_sample(FRAMEWORK, archetype, draw, words),
        language=language,
        made_on=datetime(2026, 11, 21, tzinfo=UTC),
    )

    checked = verify_report(report_pdf(order), "report.pdf", FRAMEWORK)

    assert checked.outcome is Outcome.IDENTICAL
    # The report of an unfinished round has a range for each point, and no score.
    each = 2 if isinstance(composed(order), ShortReport) else 4
    assert checked.figures > each * len(FRAMEWORK.points)


@pytest.mark.slow
@pytest.mark.parametrize("archetype", FRAMEWORK.archetypes, ids=lambda each: each.key)
def test_a_brief_of_every_archetype_has_two_pages_even_with_another_voice(archetype):
    words = sample_words(texts_in("en"))
    draw = SampleDraw(5, 1, "XB", "2026", "en")
    assessment = draw_sample(FRAMEWORK, archetype, draw, words)
    order = ReportOrder(
        framework=FRAMEWORK,
        assessment=assessment,
        language="en",
        made_on=datetime(2026, 11, 21, tzinfo=UTC),
        alternative=alternative_of(FRAMEWORK, assessment, seed=5, words=words),
        kind="brief",
    )

    report = composed(order)
    pages = 3 if isinstance(report, ShortReport) else 2
    assert len(lay_out(report).document.pages) == pages
