"""Compose the national gap report: scores and words in, a finished report out. Pure."""

from dataclasses import replace
from datetime import datetime

from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.domain.scoring import Lens
from assessment.domain.voices import NO_REPLIES, Replies
from assessment.reporting.brief.compose import compose_summary, subtitle_of
from assessment.reporting.brief.country import compose_country, printed_on
from assessment.reporting.national.chapters import (
    compose_chapters,
    compose_critical,
    compose_find_out,
)
from assessment.reporting.national.method import (
    compose_method,
    compose_provenance,
)
from assessment.reporting.national.plan import compose_plan
from assessment.reporting.national.progress import compose_progress
from assessment.reporting.national.report import GapReport
from assessment.reporting.national.twin import compose_twin
from assessment.reporting.paper.printed import Attachment
from assessment.reporting.shapes.document import frame_of
from assessment.reporting.shapes.material import Material, material_of
from assessment.reporting.shapes.parts import Score
from assessment.reporting.shapes.replies import compose_replies
from assessment.reporting.shapes.scores import score_of
from assessment.reporting.shapes.seal import Imprint
from assessment.reporting.shapes.wording import NOTHING, Wording, printed_figures
from assessment.reporting.short.compose import compose_short, is_too_early
from assessment.reporting.short.page import ShortReport


def compose_national(  # noqa: PLR0913 - all but two by name
    framework: Framework,
    assessment: Assessment,
    *,
    language: str,
    made_on: datetime,
    alternative: Assessment | None = None,
    previous: Assessment | None = None,
    previous_framework: Framework | None = None,
    replies: Replies = NO_REPLIES,
    imprint: Imprint | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> GapReport | ShortReport:
    """Compose the national gap report of DESIGN 8.

    Args:
        framework: The edition the assessment was answered against.
        assessment: What is reported on.
        language: Language of the report, whoever reads it.
        made_on: Date and time printed as that of making; must know its time zone.
        alternative: A second assessment of the same edition to set beside it.
        previous: The round before this one.
        previous_framework: The whole edition it answers, where that is another one.
        replies: What was replied to the alternative, beside it or reported on.
        imprint: In what state the assessment is; None: nobody said.
        attachments: The files the report carries; the answers come first.

    Returns:
        The report; a short one that says what to answer next as long as it is too early
        for a result.

    Raises:
        EditionMismatchError: when *alternative* or *previous* is of another edition.
    """
    material = material_of(
        framework,
        assessment,
        language=language,
        made_on=made_on,
        alternative=alternative,
        previous=previous,
        previous_framework=previous_framework,
        replies=replies,
        imprint=imprint,
    )
    if is_too_early(material):
        return compose_short(material, attachments)
    return _gap_report(material, attachments)


def _gap_report(material: Material, attachments: tuple[Attachment, ...]) -> GapReport:
    name = material.words.say("National gap report")
    summary = compose_summary(material, subtitle_of(material, name))
    country = compose_country(material)
    critical = compose_critical(material)
    chapters = compose_chapters(material)
    recommendations = compose_recommendations(material)
    twin, progress = compose_twin(material), compose_progress(material)
    return GapReport(
        **frame_of(material, name, template="national", attachments=attachments),
        summary=summary,
        country=country,
        critical=critical,
        find_out=compose_find_out(material),
        chapters=chapters,
        plan=compose_plan(material),
        recommendations=recommendations,
        twin=twin,
        replies=compose_replies(material),
        progress=progress,
        method=compose_method(material),
        grades=_grades(material),
        provenance=compose_provenance(material, attachments),
        printed=printed_figures(
            *(summary, printed_on(country), critical, chapters, recommendations),
            *(twin, progress),
        ),
    )


def _grades(material: Material) -> Wording:
    """Return the evidence grades of the framework in one line."""
    words = material.words
    return words.join(
        (
            words.say(
                "%(grade)s %(label)s",
                grade=grade.grade,
                label=words.framework(grade.label),
            )
            for grade in material.framework.grades
        ),
        " · ",
    )


def compose_recommendations(material: Material) -> tuple[Score, ...]:
    """Compose the scores of the recommendations (rule 9)."""
    known = {entry.key: entry for entry in material.framework.recommendations}
    return tuple(
        replace(
            score_of(
                material,
                group,
                number=group.key,
                title=material.words.framework(known[group.key].text),
            ),
            law=NOTHING,
            practice=NOTHING,
            evidenced=NOTHING,
        )
        for group in material.card.lens(Lens.RECOMMENDATIONS)
    )
