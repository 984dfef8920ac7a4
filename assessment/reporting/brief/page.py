"""What the two pages of a brief say. A template arranges this; it decides nothing."""

from dataclasses import dataclass

from assessment.reporting.shapes.document import Document
from assessment.reporting.shapes.drawings import Ladder, ScoreBar, Squares
from assessment.reporting.shapes.parts import Score
from assessment.reporting.shapes.wording import NOTHING, Wording


@dataclass(frozen=True, slots=True)
class Told:
    """A finding: what it is in a few words, and the figures it rests on."""

    lead: Wording
    text: Wording


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of the whole with its name and what to make of it."""

    label: Wording
    value: Wording
    note: Wording
    of: Wording = NOTHING


@dataclass(frozen=True, slots=True)
class FirstThing:
    """One of the first things to do: what is missing, what to do, who, what it takes.

    Attributes:
        more: How many further steps the same level asks for, in words.
        planned: What the country's own plan says of it.
    """

    key: str
    number: str
    title: Wording
    is_critical: bool
    missing: Wording
    action: Wording
    owner: Wording
    effort: Wording
    more: Wording
    planned: Wording = NOTHING


@dataclass(frozen=True, slots=True)
class Summary:
    """The title page, which is the message.

    Attributes:
        conclusion: The sentence that a reader takes away.
        doubt: What an alternative assessment says against it; empty without one.
        notice: That the country is invented.
        is_tight: There is so much to say that a smaller type must hold it on one page.
        is_dense: Even more, so that its lines stand closer and titles run across.
    """

    kind: Wording
    country: Wording
    period: Wording
    subtitle: Wording
    notice: Wording
    score: Score
    range: Wording
    conclusion: Wording
    bar: ScoreBar
    measures: tuple[Measure, ...]
    doubt: Told | None
    findings: tuple[Told, ...]
    first: tuple[FirstThing, ...]
    cleared: Wording
    is_tight: bool = False
    is_dense: bool = False


@dataclass(frozen=True, slots=True)
class MapRow:
    """A point on the map: its score, and each of its indicators as a square."""

    score: Score
    squares: Squares


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A drawing and what it stands for."""

    drawing: Squares | Ladder | ScoreBar
    text: Wording


@dataclass(frozen=True, slots=True)
class Ask:
    """What one part of the State is asked to do next."""

    owner: Wording
    text: Wording


@dataclass(frozen=True, slots=True)
class CountryPage:
    """The country on one page.

    Attributes:
        critical: What the red edges say, in words.
        asks: Who is asked for most, the busiest first.
        rest: How many others are asked, in words.
    """

    intro: Wording
    rows: tuple[MapRow, ...]
    overall: Score
    legend: tuple[LegendEntry, ...]
    critical: tuple[Wording, ...]
    asks: tuple[Ask, ...]
    rest: Wording


@dataclass(frozen=True, kw_only=True)
class Brief(Document):
    """Two pages for the minister, the folder and the photocopier."""

    summary: Summary
    country: CountryPage
    how: tuple[Wording, ...]
