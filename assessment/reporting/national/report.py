"""What the national gap report says: words and figures, already rounded and translated.

A template only arranges these; it decides nothing.
"""

from dataclasses import dataclass

from assessment.reporting.brief.page import Ask, CountryPage, Summary
from assessment.reporting.shapes.document import Document
from assessment.reporting.shapes.drawings import Ladder
from assessment.reporting.shapes.parts import Fact, IndicatorCard, Score
from assessment.reporting.shapes.replies import RepliesSection
from assessment.reporting.shapes.wording import NOTHING, Wording


@dataclass(frozen=True, slots=True)
class CriticalLine:
    """A critical indicator: where it stands and what is missing for the next level.

    Attributes:
        effect: What it does to the result; empty when it does nothing.
        missing: The first thing missing for the next level; empty at the target.
        more: How much more is missing for it, in words.
    """

    key: str
    number: str
    title: Wording
    ladder: Ladder | None
    level: Wording
    state: Wording
    effect: Wording
    missing: Wording
    more: Wording


@dataclass(frozen=True, slots=True)
class CriticalSection:
    """The indicators that may hold a whole result down."""

    intro: Wording
    lines: tuple[CriticalLine, ...]


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A question nobody could answer yet.

    Attributes:
        ask: Whom to ask.
        holds: How much of the range depends on it.
    """

    key: str
    number: str
    title: Wording
    question: Wording
    is_critical: bool
    state: Wording
    ask: Wording
    holds: Wording


@dataclass(frozen=True, slots=True)
class OpenSection:
    """What to find out first, by how much depends on it."""

    intro: Wording
    lines: tuple[OpenLine, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A point in detail.

    Attributes:
        measures: Law, practice, evidence and coverage in one line.
        reason: What its critical indicators do to its band; empty without any.
    """

    score: Score
    measures: Wording
    summary: Wording
    strength: Wording
    gap: Wording
    reason: Wording
    cards: tuple[IndicatorCard, ...]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """Something to be achieved: what will be true, by when, and how it is to be done.

    Attributes:
        action: Only in a plan of the country's own; a proposed one is explained by the
            card of its indicator.
        remark: That it is past its day, or met meanwhile.
    """

    number: str
    title: Wording
    goal: Wording
    due: Wording
    effort: Wording
    action: Wording = NOTHING
    status: Wording = NOTHING
    note: Wording = NOTHING
    remark: Wording = NOTHING


@dataclass(frozen=True, slots=True)
class Declined:
    """What the country says it will not do: what stays untrue, and why."""

    number: str
    title: Wording
    goal: Wording
    action: Wording
    reason: Wording


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target that the country set itself.

    Attributes:
        standing: Where the indicator stands now.
        standard: What the framework aims at.
    """

    number: str
    title: Wording
    target: Wording
    standing: Wording
    standard: Wording
    reason: Wording


@dataclass(frozen=True, slots=True)
class PlanOwner:
    """What one body undertakes, by date."""

    owner: Wording
    lines: tuple[PlanLine, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The step-up plan: the country's own, or one proposed from the next steps.

    Attributes:
        progress: How far the country's own is, in one line.
        targets: Those that the country set itself.
    """

    intro: Wording
    is_proposed: bool
    owners: tuple[PlanOwner, ...]
    asks: tuple[Ask, ...]
    uncovered: Wording
    progress: Wording = NOTHING
    declined: tuple[Declined, ...] = ()
    targets: tuple[TargetLine, ...] = ()


@dataclass(frozen=True, slots=True)
class TwinLine:
    """One indicator in two assessments."""

    number: str
    title: Wording
    is_critical: bool
    first: Wording
    second: Wording
    difference: Wording


@dataclass(frozen=True, slots=True)
class Twin:
    """The alternative assessment beside this one.

    Attributes:
        notes: What the other side wrote to its answers, where the two differ.
    """

    intro: Wording
    first_name: Wording
    second_name: Wording
    overall: tuple[Wording, ...]
    lines: tuple[TwinLine, ...]
    rest: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """One indicator whose level changed since the last round."""

    number: str
    title: Wording
    before: Wording
    now: Wording
    change: Wording


@dataclass(frozen=True, slots=True)
class Progress:
    """What changed since the last round."""

    intro: Wording
    facts: tuple[Wording, ...]
    lines: tuple[ProgressLine, ...]
    rest: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkedLine:
    """One point in the calculation of the whole."""

    number: str
    title: Wording
    score: str
    weight: str
    contribution: str


@dataclass(frozen=True, slots=True)
class Method:
    """How to read a score, and how the overall one was reached."""

    rules: tuple[Fact, ...]
    levels: tuple[str, ...]
    grades: tuple[str, ...]
    bands: tuple[str, ...]
    worked_intro: Wording
    worked: tuple[WorkedLine, ...]
    worked_result: tuple[Wording, ...]
    disclaimer: Wording
    translation: Wording
    origins: Wording


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where this document comes from and how it can be checked."""

    facts: tuple[Fact, ...]
    how: tuple[Wording, ...]


@dataclass(frozen=True, kw_only=True)
class GapReport(Document):
    """The national gap report, ready to be laid out.

    Attributes:
        grades: The evidence grades, letter and word.
    """

    summary: Summary
    country: CountryPage
    critical: CriticalSection | None
    find_out: OpenSection | None
    chapters: tuple[Chapter, ...]
    plan: Plan
    recommendations: tuple[Score, ...]
    twin: Twin | None
    replies: RepliesSection | None
    progress: Progress | None
    method: Method
    grades: Wording
    provenance: Provenance
