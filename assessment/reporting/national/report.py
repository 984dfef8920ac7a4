"""What a report says: words and numbers already rounded, worded and translated.

A template only arranges these; it decides nothing. Positions for the charts are shares
of the scale (0 to 1), everything else is text in the language of the report.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.reporting.paper.printed import Attachment
from assessment.reporting.shapes.drawn import Bar, Dumbbell, Strip, Tick


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score with everything that is printed beside it.

    Attributes:
        key: Id for links inside the document.
        reason: Why the band is held down.
        remark: The rest of the line in words, for recommendations.
    """

    key: str
    number: str
    title: str
    bar: Bar
    score: str
    evidenced: str
    span: str
    band: str
    answered: str
    is_provisional: bool = False
    reason: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The title page."""

    kind: str
    country: str
    period: str
    title: str
    facts: tuple[Fact, ...]
    notice: str


@dataclass(frozen=True, slots=True)
class NamedIndicator:
    """An indicator with its number, and a remark."""

    key: str
    number: str
    title: str
    remark: str = ""
    text: str = ""
    is_critical: bool = False


@dataclass(frozen=True, slots=True)
class YearPage:
    """The year in one page."""

    label: str
    score: str
    band: str
    sentences: tuple[str, ...]
    bar: Bar
    ticks: tuple[Tick, ...]
    facts: tuple[Fact, ...]
    strengths: tuple[NamedIndicator, ...]
    priorities: tuple[NamedIndicator, ...]


@dataclass(frozen=True, slots=True)
class CriticalIndicator:
    """An indicator that may hold a whole result down, and where it stands."""

    number: str
    title: str
    strip: Strip
    state: str
    is_alarm: bool
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: what, for which indicator, who, how hard, by when."""

    text: str
    number: str
    owner: str
    effort: str
    due: str = ""
    status: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class GapCard:
    """A gap with its next steps."""

    rank: str
    title: str
    state: str
    is_critical: bool
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """What one part of the State is asked to do next."""

    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The step-up plan: the country's own, or one proposed from the next steps."""

    intro: str
    is_proposed: bool
    actions: tuple[Action, ...]
    owners: tuple[OwnerLine, ...]
    uncovered: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator in the chapter of its point."""

    number: str
    title: str
    state: str
    strip: Strip | None


@dataclass(frozen=True, slots=True)
class PointChapter:
    """A point in detail."""

    line: ScoreLine
    summary: str
    sentence: str
    indicators: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class OpenList:
    """A heading, a sentence, and the indicators it is about."""

    title: str
    intro: str
    count: str
    items: tuple[NamedIndicator, ...]


@dataclass(frozen=True, slots=True)
class TwinLine:
    """One indicator in two assessments."""

    number: str
    title: str
    first: Strip
    second: Strip
    first_text: str
    second_text: str
    gap: str


@dataclass(frozen=True, slots=True)
class Twin:
    """The alternative assessment beside this one."""

    intro: str
    first_name: str
    second_name: str
    facts: tuple[Fact, ...]
    lines: tuple[TwinLine, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """How to read a score, and how the overall one was reached."""

    rules: tuple[Fact, ...]
    levels: tuple[str, ...]
    grades: tuple[str, ...]
    bands: tuple[str, ...]
    worked_intro: str
    worked: tuple[str, ...]
    worked_result: tuple[str, ...]
    disclaimer: str
    points: tuple[Fact, ...]
    sources: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class AnnexAnswer:
    """One answer in full."""

    key: str
    number: str
    title: str
    state: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnnexPoint:
    """The answers of one point."""

    number: str
    title: str
    answers: tuple[AnnexAnswer, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where this document comes from and how it can be checked."""

    facts: tuple[Fact, ...]
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NationalReport:
    """The national gap report, ready to be laid out.

    Attributes:
        made_on: Date and time of making, ISO 8601 in UTC; goes into the file.
        watermark: Word laid over every page; empty for real countries.
        provisional: Sentence printed wherever the result is; empty when it is final.

    The rest is as :class:`~assessment.reporting.paper.printed.PrintedReport` says.
    """

    language: str
    direction: str
    title: str
    subject: str
    keywords: tuple[str, ...]
    made_on: str
    header: str
    watermark: str
    provisional: str
    cover: Cover
    year: YearPage
    points: tuple[ScoreLine, ...]
    overall: ScoreLine
    dumbbells: tuple[Dumbbell, ...]
    recommendations: tuple[ScoreLine, ...]
    critical: tuple[CriticalIndicator, ...]
    gaps: tuple[GapCard, ...]
    plan: Plan
    chapters: tuple[PointChapter, ...]
    open: tuple[OpenList, ...]
    twin: Twin | None
    method: Method
    annex: tuple[AnnexPoint, ...]
    provenance: Provenance
    printed: Mapping[str, str]
    file_name: str
    attachments: tuple[Attachment, ...] = ()
    template: str = "national"
