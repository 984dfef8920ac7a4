"""The content of a comparison page: texts and numbers already worded and rounded."""

from dataclasses import dataclass

from assessment.reporting.comparison.ranks import RankTable
from assessment.reporting.shapes.parts import Fact


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A number with its range and band.

    Attributes:
        step: Step of the colour ramp, 0 to 4; None where there is no score.
        mark: Sign that leads to the note on why the band is held down.
    """

    score: str
    span: str
    band: str
    step: int | None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class HeatHead:
    """What stands above a column; *key* is that of the comparison.

    Attributes:
        who: What tells it from another of the same country and period; else empty.
    """

    key: str
    country: str
    period: str
    kind: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A heading and its cells."""

    number: str
    title: str
    cells: tuple[HeatCell, ...]
    is_overall: bool = False


@dataclass(frozen=True, slots=True)
class HeatBlock:
    """As many columns as fit on a page."""

    caption: str
    heads: tuple[HeatHead, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One assessment in short."""

    label: str
    respondent: str
    coverage: str
    score: str
    span: str
    evidenced: str
    law_practice_gap: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BandLine:
    """A band in the key to the colours: from which score it is held."""

    label: str
    lower: str
    step: int


@dataclass(frozen=True, slots=True)
class TierLine:
    """A band and who is in it, in the order of the columns: never a rank."""

    label: str
    meaning: str
    step: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewLine:
    """A heading in two views of one country."""

    title: str
    first: str
    second: str
    difference: str


@dataclass(frozen=True, slots=True)
class ViewPair:
    """An alternative assessment beside the government's own.

    Attributes:
        indicators: What both answered with different levels, the widest apart first.
    """

    title: str
    first_name: str
    second_name: str
    lines: tuple[ViewLine, ...]
    indicators: tuple[ViewLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparisonReport:
    """A comparison, ready to be shown.

    Attributes:
        scope: How much was asked; empty where every round asks the same.
        watermark: Words laid over every page; empty for real countries.
        notice: Sentence that says the countries are invented; empty for real ones.
        left_out: Assessments that may not stand here, each with the reason.
        ranks: Their places; None unless somebody asked for them.
    """

    language: str
    direction: str
    title: str
    framework: str
    scope: str
    watermark: str
    notice: str
    tiers: tuple[TierLine, ...]
    bands: tuple[BandLine, ...]
    blocks: tuple[HeatBlock, ...]
    compared: tuple[ComparedLine, ...]
    pairs: tuple[ViewPair, ...]
    left_out: tuple[Fact, ...]
    method: tuple[Fact, ...]
    disclaimer: str
    ranks: RankTable | None = None
