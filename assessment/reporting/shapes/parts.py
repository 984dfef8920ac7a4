"""The small parts that every report is made of: facts, scores, steps, indicator cards."""

from dataclasses import dataclass

from assessment.reporting.shapes.drawings import Ladder
from assessment.reporting.shapes.wording import NOTHING, Wording


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """A score as it is printed, with all that is printed beside it.

    Attributes:
        key: Key of the group, ``overall`` for the whole.
        span: Its range in short; the score itself when nothing is open.
        law: Mean of the structure indicators.
        practice: Mean of the process and outcome indicators.
        answered: ``7 of 8``.
        tone: Step of the ramp its band stands on, 0 to 4; None without a score.
        is_provisional: Too little is answered for the score to be compared.
    """

    key: str
    number: str
    title: Wording
    value: Wording
    span: Wording
    evidenced: Wording
    band: Wording
    law: Wording
    practice: Wording
    answered: Wording
    tone: int | None = None
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What is missing and what would bring it about; one never stands without the other.

    Attributes:
        missing: The criterion that would be met.
        action: What to do, in the country's own words where its plan has some.
        owner: Who would do it; whom the plan names, where it names somebody.
        effort: What it mainly takes.
        planned: What the country's plan says of it: how far, until when; or declined.
    """

    missing: Wording
    action: Wording
    owner: Wording
    effort: Wording
    planned: Wording = NOTHING


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """One indicator: where it stands, what shows it, what comes next.

    Attributes:
        state: Its level in words, or why it has none.
        evidence: What the answer rests on, in a few words.
        level: Its number, empty when it has none.
        heading: ``To reach 3``; empty when nothing is to be done.
        step: The first thing missing for the next level; None when nothing is.
        others: What else is missing for it.
        remark: What is said instead of a step.
    """

    key: str
    number: str
    title: Wording
    is_critical: bool
    ladder: Ladder | None
    level: Wording
    state: Wording
    evidence: Wording
    heading: Wording
    step: Step | None = None
    others: tuple[Wording, ...] = ()
    remark: Wording = NOTHING


@dataclass(frozen=True, slots=True)
class Listed:
    """An indicator in a list, with a remark."""

    key: str
    number: str
    title: Wording
    remark: Wording
    is_critical: bool = False
