"""What differs between two editions, as data, and whom a difference touches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assessment.domain.answers import Answer, Assessment


class Effect(StrEnum):
    """What a change does to assessments that were answered before it."""

    COMPATIBLE = "compatible"
    TOUCHES_SCORES = "touches scores"
    TOUCHES_ANSWERS = "touches answers"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two editions of a framework.

    Attributes:
        effect: Compatible: stored answers and scores stay as they are. Touches scores:
            the answers stay valid, some score, band or lens may come out differently.
            Touches answers: something was answered that is now asked otherwise.
        kind: What happened, e.g. ``criterion-removed``.
        place: Where, e.g. ``indicators.helpline.free-of-charge``.
        template: One sentence marked with ``N_``, ``{names}`` standing for *values*.
        indicator: Key of the indicator concerned; empty when it is not one indicator.
        criteria: Keys of the criteria concerned.
        fact: Key of the profile fact concerned; empty when it is none.
        grade: Evidence grade concerned; empty when it is none.
    """

    effect: Effect
    kind: str
    place: str
    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    indicator: str = ""
    criteria: tuple[str, ...] = ()
    fact: str = ""
    grade: str = ""

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.values)

    @property
    def figure(self) -> str:
        """Key of the figure it is about; empty when it is about none."""
        return self.place.rpartition(".")[2] if self.kind.startswith("figure") else ""

    @property
    def criteria_count(self) -> int:
        """How many criteria it concerns."""
        return len(self.criteria)


@dataclass(frozen=True, slots=True)
class Touched:
    """The stored answers of one assessment that a change touches.

    Attributes:
        answers: Keys of indicators with an answer.
        facts: Keys of profile facts with an answer.
    """

    change: Change
    answers: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


def affected(changes: Iterable[Change], assessment: Assessment) -> tuple[Touched, ...]:
    """Return which stored answers of *assessment* each change touches; none: left out.

    "We do not know" is touched only when the whole indicator goes: it names no criteria.
    """
    touched = (
        Touched(
            change,
            tuple(k for k, a in assessment.answers.items() if _touches(change, k, a)),
            tuple(k for k in assessment.profile if change.fact == k),
        )
        for change in changes
        if change.effect is Effect.TOUCHES_ANSWERS
    )
    return tuple(found for found in touched if found.answers or found.facts)


def _touches(change: Change, key: str, answer: Answer) -> bool:
    if change.grade:
        return answer.grade == change.grade
    if change.kind == "framework-key":
        return True
    if change.indicator != key:
        return False
    if change.figure:
        return any(figure.key == change.figure for figure in answer.figures)
    return answer.is_answered or change.kind == "indicator-removed"
