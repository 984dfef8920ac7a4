"""Compose the brief as a document of its own. Pure."""

from datetime import datetime

from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.domain.voices import NO_REPLIES, Replies
from assessment.reporting.brief.compose import compose_summary, subtitle_of
from assessment.reporting.brief.country import compose_country, printed_on
from assessment.reporting.brief.page import Brief
from assessment.reporting.national.method import how_to_check
from assessment.reporting.paper.printed import Attachment
from assessment.reporting.shapes.document import frame_of
from assessment.reporting.shapes.material import Material, material_of
from assessment.reporting.shapes.seal import Imprint
from assessment.reporting.shapes.wording import Wording, printed_figures
from assessment.reporting.short.compose import compose_short, is_too_early
from assessment.reporting.short.page import ShortReport


def compose_brief(  # noqa: PLR0913 - all but two by name
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
) -> Brief | ShortReport:
    """Compose the two pages for a minister; arguments as for the gap report.

    Replies have no room on them: that there are some is said.

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
    name = material.words.say("Brief")
    summary = compose_summary(material, subtitle_of(material, name))
    country = compose_country(material)
    return Brief(
        **frame_of(material, name, template="brief", attachments=attachments),
        summary=summary,
        country=country,
        how=(*_replied(material), *how_to_check(material)[:1]),
        printed=printed_figures(summary, printed_on(country)),
    )


def _replied(material: Material) -> tuple[Wording, ...]:
    """Return that the government replied to the alternative, where it did."""
    standing = sum(reply.stands for reply in material.replies.said)
    if not standing:
        return ()
    sentence = material.words.count(
        "The government gave %(num)s reply to the alternative assessment; it stands in "
        "the gap report.",
        "The government gave %(num)s replies to the alternative assessment; they stand in "
        "the gap report.",
        standing,
    )
    return (sentence,)
