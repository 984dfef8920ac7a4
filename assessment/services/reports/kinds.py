"""The kinds of report there are, and how an order becomes one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from assessment.domain.answers import (
    INVENTED_CODES,
    Assessment,
    AssessmentKind,
    Subject,
)
from assessment.domain.framework import Framework, Scope
from assessment.domain.voices import NO_REPLIES, Replies
from assessment.portable import write_assessment
from assessment.portable.replies import write_replies
from assessment.reporting.brief.document import compose_brief
from assessment.reporting.national.compose import compose_national
from assessment.reporting.paper.printed import Attachment, PrintedReport
from assessment.reporting.questionnaire.compose import compose_questionnaire
from assessment.reporting.record.compose import compose_record
from assessment.reporting.shapes.document import Document, assessment_name
from assessment.reporting.shapes.seal import Imprint
from assessment.texts import texts_in


class Composer(Protocol):
    """Makes a report out of answers; one per kind, pure."""

    def __call__(  # noqa: PLR0913 - all but two by name
        self,
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
    ) -> Document:
        """Return the report, its *attachments* as they are given."""


KINDS: Mapping[str, Composer] = {
    "brief": compose_brief,
    "gap": compose_national,
    "record": compose_record,
}
"""Name -> composer. A new kind is one line here, a room, and a folder in reports/."""

USUAL_KIND = "gap"
FORM = "questionnaire"
FORMS: Mapping[str, Composer] = {FORM: compose_questionnaire}
"""No reports: nothing that anybody answered is read for them, nothing attached."""
REPLIES = "replies"
"""What the file of replies is called among those beside the answers."""

ENDINGS = {"alternative": "beside", "previous": "before"}
"""How the file of an assessment set beside the one reported on ends: two may be alike."""


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """A report somebody wants.

    Attributes:
        language: Language of the report, whoever asks.
        made_on: Printed as the time of making; knows its time zone.
        alternative: An assessment of the same edition to set beside it.
        kind: Which report or form, a key of :data:`KINDS` or :data:`FORMS`.
        previous: The round before this one.
        replies: What was replied to the alternative, beside it or reported on.
        imprint: In what state the assessment is; None: nobody said, as for a file.
        only: Keys of the points it is about; empty: all. For forms only: what a part
            scores is no report.
        previous_framework: The whole edition that *previous* answers, where that is
            another one.
    """

    framework: Framework
    assessment: Assessment
    language: str
    made_on: datetime
    alternative: Assessment | None = None
    kind: str = USUAL_KIND
    previous: Assessment | None = None
    replies: Replies = NO_REPLIES
    imprint: Imprint | None = None
    only: tuple[str, ...] = ()
    previous_framework: Framework | None = None

    def __post_init__(self) -> None:
        """Let a form carry no answer, whoever orders it and from what."""
        if self.kind not in FORMS:
            object.__setattr__(self, "only", ())
            return
        object.__setattr__(self, "assessment", without_answers(self.assessment))
        for name in ("alternative", "previous", "imprint", "previous_framework"):
            object.__setattr__(self, name, None)
        object.__setattr__(self, "replies", NO_REPLIES)

    @property
    def asked(self) -> Framework:
        """What the report is about: the whole edition, or some of its points."""
        if not self.only:
            return self.framework
        kept = (i.key for i in self.framework.indicators if i.point in self.only)
        return self.framework.in_scope(self.assessment.scope).narrowed(frozenset(kept))

    @property
    def beside(self) -> Mapping[str, Assessment]:
        """Name of the field -> assessment set beside the one reported on."""
        others = {"alternative": self.alternative, "previous": self.previous}
        return {name: other for name, other in others.items() if other is not None}

    def framework_of(self, name: str) -> Framework:
        """Return the edition that the assessment called *name* beside it answers."""
        is_older = name == "previous" and self.previous_framework is not None
        return self.previous_framework or self.framework if is_older else self.framework


def form_order(
    framework: Framework,
    assessment: Assessment | None,
    *,
    language: str,
    made_on: datetime,
    scope: str = "",
    only: tuple[str, ...] = (),
) -> ReportOrder:
    """Return the order of a blank questionnaire.

    Args:
        framework: The edition to ask.
        assessment: Whose profile and scope decide what is asked; None: nobody's, so that
            everything is asked and no country named.
        language: Of the form.
        made_on: When it is made.
        scope: ``full`` or ``core`` in place of that of the assessment.
        only: Keys of the points it is about; empty: all.
    """
    whose = assessment or Assessment(
        framework=framework.key,
        edition=framework.edition,
        subject=Subject(INVENTED_CODES[0]),
        kind=AssessmentKind.TRAINING,
        period="",  # it belongs to nobody
    )
    if scope:
        whose = replace(whose, scope=Scope(scope))
    return ReportOrder(framework, whose, language, made_on, kind=FORM, only=only)


def without_answers(assessment: Assessment) -> Assessment:
    """Return what decides what is asked of a country, and nothing that it answered."""
    return Assessment(
        framework=assessment.framework,
        edition=assessment.edition,
        subject=assessment.subject,
        kind=assessment.kind,
        period=assessment.period,
        language=assessment.language,
        scope=assessment.scope,
        profile=assessment.profile,
    )


def composed(order: ReportOrder) -> PrintedReport:
    """Return the report in *order*, ready to be laid out.

    Raises:
        EditionMismatchError: when what is to stand beside it is of another edition.
    """
    compose = FORMS.get(order.kind) or KINDS[order.kind]
    report = compose(
        order.asked,
        order.assessment,
        language=order.language,
        made_on=order.made_on,
        alternative=order.alternative,
        previous=order.previous,
        previous_framework=order.previous_framework,
        replies=order.replies,
        imprint=order.imprint,
        attachments=attachments_of(order),
    )
    if report.seal is None:
        return report
    return replace(report, printed={**report.printed, "sealed": report.seal.code})


def attachments_of(order: ReportOrder) -> tuple[Attachment, ...]:
    """Return the portable file of every assessment that the figures rest on."""
    texts = texts_in(order.language)
    answers = Attachment(
        f"{assessment_name(order.assessment)}.json",
        texts.gettext("The answers that this report is about"),
        signed_text(order) or write_assessment(order.assessment, order.framework),
    )
    words = {
        "alternative": texts.gettext("The assessment set beside it"),
        "previous": texts.gettext("The assessment of the last round"),
    }
    return (
        answers,
        *(
            Attachment(
                f"{assessment_name(other)}-{ENDINGS[name]}.json",
                words[name],
                write_assessment(other, order.framework_of(name)),
                relationship="Data",
            )
            for name, other in order.beside.items()
        ),
        *_replies_of(order),
    )


def signed_text(order: ReportOrder) -> str:
    """Return the file that was cleared, byte for byte; empty when nothing was."""
    imprint = order.imprint
    return imprint.text if imprint is not None and imprint.is_sealed else ""


def state_stamp(order: ReportOrder) -> str:
    """Return what a report says of the state it was made in, for whoever makes it anew."""
    if order.imprint is None:
        return ""
    said = order.imprint
    part = f"/{said.part_of}" if said.part_of else ""
    waiting = f"+{said.unconfirmed}" if said.unconfirmed else ""
    return f"{said.state}{waiting}{part} {said.address}".strip()


def names_beside(order: ReportOrder) -> tuple[str, ...]:
    """Return what the files are that a report carries after its answers, in their order."""
    return (*order.beside, *((REPLIES,) if order.replies else ()))


def _replies_of(order: ReportOrder) -> tuple[Attachment, ...]:
    if not order.replies:
        return ()
    return (
        Attachment(
            f"{assessment_name(order.assessment)}-{REPLIES}.json",
            texts_in(order.language).gettext("What the government replied"),
            write_replies(order.replies),
            relationship="Data",
        ),
    )
