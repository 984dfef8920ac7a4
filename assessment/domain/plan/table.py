"""A plan as rows for files: what a workbook and a calendar are made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.domain.answers import Assessment, AssessmentKind
from assessment.domain.framework import Framework, Indicator
from assessment.domain.gaps import target_level
from assessment.domain.plan.standing import PlannedStep
from assessment.domain.scoring import Scorecard


@dataclass(frozen=True, slots=True)
class TargetRow:
    """What is aimed at for one applicable indicator.

    Attributes:
        level: Where it stands; None: open.
        is_own: Whether the country set the target itself.
    """

    indicator: Indicator
    level: int | None
    target: int
    is_own: bool
    reason: str

    @property
    def is_gap(self) -> bool:
        """Whether it lies below its target, or is open."""
        return self.level is None or self.level < self.target


def target_rows(
    framework: Framework, assessment: Assessment, card: Scorecard
) -> Iterator[TargetRow]:
    """Yield what is aimed at for every applicable indicator, in reading order."""
    for indicator in framework.in_reading_order:
        score = card.by_key[indicator.key]
        if score.is_applicable:
            yield TargetRow(
                indicator,
                score.level,
                target_level(framework, indicator, assessment.targets),
                indicator.key in assessment.targets,
                assessment.target_reasons.get(indicator.key, ""),
            )


def same_thing(assessment: Assessment, step: PlannedStep) -> str:
    """Return what names the action of *step*, this year and next.

    A plan is carried from round to round, and a calendar that takes it in again moves the
    day it has instead of showing it twice. So neither the year nor anything that is typed
    counts, but who speaks, where several organisations may.
    """
    subject = assessment.subject
    voice = (
        assessment.respondent if assessment.kind is AssessmentKind.ALTERNATIVE else ""
    )
    return "/".join(
        (
            *(assessment.framework, subject.code, subject.name, assessment.kind.value),
            *(voice, step.indicator.key, step.criterion.key),
        )
    )
