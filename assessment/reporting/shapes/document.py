"""What every printed document tells the paper works, whatever it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from assessment.domain.answers import Assessment
from assessment.reporting.paper.printed import Attachment
from assessment.reporting.shapes.material import Material, country_name, kind_text
from assessment.reporting.shapes.seal import Seal, compose_seal
from assessment.reporting.shapes.wording import Wording

SAMPLE_KEYWORDS = ("SAMPLE", "TRAINING", "invented country")
"""Never translated: programs that read the file's metadata look for these."""


class Frame(TypedDict):
    """What is the same for every document about one assessment."""

    language: str
    direction: str
    title: str
    subject: str
    keywords: tuple[str, ...]
    made_on: str
    header: str
    watermark: str
    template: str
    file_name: str
    attachments: tuple[Attachment, ...]
    scale: str
    seal: Seal | None


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document ready to be laid out, as ``paper.printed.PrintedReport`` asks.

    Attributes:
        scale: The ends of the scale in words, such as ``0 to 100``.
        seal: Code and digest of what was cleared; None for what was not.
    """

    language: str
    direction: str
    title: str
    subject: str
    keywords: tuple[str, ...]
    made_on: str
    header: str
    watermark: str
    template: str
    file_name: str
    attachments: tuple[Attachment, ...]
    printed: Mapping[str, str]
    scale: str
    seal: Seal | None = None


def frame_of(
    material: Material,
    name: Wording,
    *,
    template: str,
    attachments: tuple[Attachment, ...],
) -> Frame:
    """Return the frame of a document called *name* about an assessment."""
    texts, mine = material.texts, material.assessment
    country = country_name(material, mine)
    levels = material.framework.levels
    return Frame(
        language=texts.language,
        direction=texts.direction,
        title=f"{name}: {country}, {mine.period}",
        subject=str(kind_text(material)),
        keywords=SAMPLE_KEYWORDS if mine.is_training else (),
        made_on=material.made_on.strftime("%Y-%m-%dT%H:%M:%SZ"),
        header=_header(material, name),
        watermark=_watermark(material),
        template=template,
        file_name=assessment_name(mine),
        attachments=attachments,
        scale=texts.gettext(
            "%(low)s to %(high)s",
            low=texts.exact(levels[0].score),
            high=texts.exact(levels[-1].score),
        ),
        seal=compose_seal(material.words, material.imprint),
    )


def assessment_name(assessment: Assessment) -> str:
    """Return what files about *assessment* are called, without an ending."""
    period = "".join(c if c.isalnum() or c == "-" else "-" for c in assessment.period)
    return f"{assessment.subject.code}-{period}-{assessment.kind.value}"


def _header(material: Material, name: Wording) -> str:
    """Return the line at the head of every page."""
    texts, mine = material.texts, material.assessment
    told = (
        _watermark(material) or _provisional(material),
        _unsigned(material),
        str(country_name(material, mine)),
        mine.period,
        str(name),
        texts.gettext("Edition %(edition)s", edition=material.framework.edition),
    )
    return " · ".join(part for part in told if part)


def _watermark(material: Material) -> str:
    if not material.assessment.is_training:
        return ""
    return material.texts.gettext("SAMPLE · TRAINING")


def _unsigned(material: Material) -> str:
    """Return the word that every page of an unsigned report bears."""
    imprint = material.imprint
    if imprint is None or imprint.is_signed:
        return ""
    return material.texts.gettext("Draft, not cleared")


def _provisional(material: Material) -> str:
    return material.texts.gettext("Provisional") if material.card.is_provisional else ""
