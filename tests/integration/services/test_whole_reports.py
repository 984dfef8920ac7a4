"""Reports of whole invented countries, on the framework that is shipped."""

from datetime import UTC, datetime

import pytest

from assessment import resources
from assessment.domain.samples import SampleDraw, draw_sample
from assessment.framework_file import load_framework
from assessment.services.reports.kinds import ReportOrder
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
    assert checked.figures > 4 * len(FRAMEWORK.points)
