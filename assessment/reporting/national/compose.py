"""Compose the national gap report: scores and words in, a finished report out. Pure."""

from datetime import UTC, datetime

from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework, Scope
from assessment.reporting.national.answers import (
    compose_annex,
    compose_chapters,
    compose_open,
)
from assessment.reporting.national.gaps import compose_gaps, compose_plan
from assessment.reporting.national.material import Material, country_name, material_of
from assessment.reporting.national.method import (
    compose_method,
    compose_provenance,
    kind_text,
)
from assessment.reporting.national.report import Cover, Fact, NationalReport, ScoreLine
from assessment.reporting.national.scores import (
    compose_critical,
    compose_dumbbells,
    compose_overall,
    compose_points,
    compose_recommendations,
    compose_year,
)
from assessment.reporting.national.twin import compose_twin
from assessment.reporting.paper.printed import Attachment

SAMPLE_KEYWORDS = ("SAMPLE", "TRAINING", "invented country")
"""Never translated: programs that read the file's metadata look for these."""


def compose_national(
    framework: Framework,
    assessment: Assessment,
    *,
    language: str,
    made_on: datetime,
    alternative: Assessment | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> NationalReport:
    """Compose the national gap report of DESIGN 8.

    Args:
        framework: The edition the assessment was answered against.
        assessment: What is reported on.
        language: Language of the report, whoever reads it.
        made_on: Date and time printed as that of making; must know its time zone.
        alternative: A second assessment of the same edition to set beside it.
        attachments: The files the report carries; the answers come first.

    Raises:
        EditionMismatchError: when *alternative* is of another edition.
    """
    framework = framework.in_scope(assessment.scope)
    material = material_of(
        framework, assessment, language=language, made_on=made_on.astimezone(UTC)
    )
    points = compose_points(material)
    overall = compose_overall(material)
    cover = _cover(material)
    return NationalReport(
        language=material.texts.language,
        direction=material.texts.direction,
        title=f"{cover.title}: {cover.country}, {cover.period}",
        subject=cover.kind,
        keywords=SAMPLE_KEYWORDS if assessment.is_training else (),
        made_on=material.made_on.strftime("%Y-%m-%dT%H:%M:%SZ"),
        header=_header(material),
        watermark=_watermark(material),
        provisional=_provisional(material),
        cover=cover,
        year=compose_year(material),
        points=points,
        overall=overall,
        dumbbells=compose_dumbbells(material),
        recommendations=compose_recommendations(material),
        critical=compose_critical(material),
        gaps=compose_gaps(material),
        plan=compose_plan(material),
        chapters=compose_chapters(material, points),
        open=compose_open(material),
        twin=compose_twin(material, alternative) if alternative else None,
        method=compose_method(material),
        annex=compose_annex(material),
        provenance=compose_provenance(material, attachments),
        printed=_printed(overall, points),
        file_name=assessment_name(assessment),
        attachments=attachments,
    )


def _cover(material: Material) -> Cover:
    texts, framework, mine = material.texts, material.framework, material.assessment
    facts = [
        Fact(texts.gettext("Framework"), texts.framework(framework.title)),
        Fact(texts.gettext("Edition"), framework.edition),
        Fact(texts.gettext("Made on"), texts.date(material.made_on.date())),
    ]
    if mine.scope is Scope.CORE:
        told = texts.ngettext(
            "Core round: %(num)s indicator, never compared with the full round",
            "Core round: %(num)s indicators, never compared with the full round",
            len(framework.indicators),
        )
        facts.insert(1, Fact(texts.gettext("Asked"), told))
    if mine.clearance is not None:
        facts.append(Fact(texts.gettext("Cleared by"), mine.clearance.name))
    notice = ""
    if mine.is_training:
        notice = texts.gettext(
            "This country is invented. The report is for training only and says "
            "nothing about any real country."
        )
    return Cover(
        kind=kind_text(material),
        country=country_name(material, mine),
        period=mine.period,
        title=texts.gettext("National gap report"),
        facts=tuple(facts),
        notice=notice,
    )


def _header(material: Material) -> str:
    """Return the line at the head of every page."""
    texts, mine = material.texts, material.assessment
    told = (
        _watermark(material) or _provisional(material),
        country_name(material, mine),
        mine.period,
        texts.gettext("National gap report"),
        texts.gettext("Edition %(edition)s", edition=material.framework.edition),
    )
    return " · ".join(part for part in told if part)


def _watermark(material: Material) -> str:
    if not material.assessment.is_training:
        return ""
    return material.texts.gettext("SAMPLE · TRAINING")


def _provisional(material: Material) -> str:
    if not material.card.is_provisional:
        return ""
    texts, overall = material.texts, material.card.overall
    return texts.gettext(
        "Provisional: %(coverage)s answered, at least %(minimum)s are needed.",
        coverage=texts.percent(overall.coverage),
        minimum=texts.percent(material.framework.scoring.minimum_coverage),
    )


def _printed(overall: ScoreLine, points: tuple[ScoreLine, ...]) -> dict[str, str]:
    """Return every score by the place where it is printed (see verify)."""
    printed: dict[str, str] = {}
    for line in (overall, *points):
        place = line.number or "overall"
        printed |= {
            f"{place} score": line.score,
            f"{place} range": line.span,
            f"{place} evidenced": line.evidenced,
            f"{place} answered": line.answered,
        }
    return printed


def assessment_name(assessment: Assessment) -> str:
    """Return what files about *assessment* are called, without an ending."""
    period = "".join(c if c.isalnum() or c == "-" else "-" for c in assessment.period)
    return f"{assessment.subject.code}-{period}-{assessment.kind.value}"
