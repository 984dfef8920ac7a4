"""What scoring finds: plain data, shown by screen, paper and files alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class ScoreStatus(StrEnum):
    """Why an indicator has a score, or has none."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    UNANSWERED = "unanswered"
    INAPPLICABLE = "inapplicable"


class Standing(StrEnum):
    """What a critical indicator does to the band of its point and of the whole (rule 8)."""

    CAPS = "caps"
    FLAGS = "flags"
    OPEN = "open"


class Lens(StrEnum):
    """A way to regroup the same indicator scores (rule 9)."""

    POINTS = "points"
    RECOMMENDATIONS = "recommendations"
    TYPES = "types"
    SECTORS = "sectors"
    SDG_TARGETS = "sdg-targets"


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """What one indicator scores.

    Attributes:
        level: Level reached (rule 1); None unless answered.
        score: Score of that level (rule 2); None unless answered.
        evidenced_level: The level that what was shown supports (rule 7).
        ahead: Criteria met above the level; shown, not counted.
        low: Score assumed for the low end of the range (rule 5); None if inapplicable.
        high: Score assumed for the high end.
        criteria_asked: Number of its criteria that are asked of this country.
    """

    key: str
    status: ScoreStatus
    weight: Decimal
    level: int | None = None
    score: Decimal | None = None
    evidenced_level: int | None = None
    evidenced: Decimal | None = None
    ahead: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    criteria_asked: int = 0

    @property
    def is_applicable(self) -> bool:
        """Whether it counts for this country."""
        return self.status is not ScoreStatus.INAPPLICABLE


@dataclass(frozen=True, slots=True)
class GroupScore:
    """A weighted mean over indicators, with its range and its evidenced twin.

    Attributes:
        score: None when nothing in it is answered (never 0, rule 3).
        low: The same mean with everything open at the lowest level (rule 5).
        high: The same with everything open at the highest.
        evidenced: The same with levels capped by evidence (rule 7).
        answered: Number of applicable indicators answered.
        applicable: Number of applicable indicators.
        members: Keys of all its indicators, applicable or not, in framework order.
    """

    key: str
    score: Decimal | None
    low: Decimal | None
    high: Decimal | None
    evidenced: Decimal | None
    answered: int
    applicable: int
    members: tuple[str, ...]

    @property
    def coverage(self) -> Decimal | None:
        """Answered ÷ applicable (rule 6); None when nothing applies."""
        if not self.applicable:
            return None
        return Decimal(self.answered) / self.applicable


@dataclass(frozen=True, slots=True)
class BandResult:
    """The band of a score, with what held it back (rule 8).

    Attributes:
        band: Key of the band that holds.
        uncapped: Key of the band the number alone would give.
        capped_by: Critical indicators answered below their ``caps_below``. They hold any
            better band, and are named even where the number gives none.
        flagged_by: Those answered below their ``flags_below`` that do not cap.
        flagged_open: Those that are asked and not answered.
    """

    band: str
    uncapped: str
    capped_by: tuple[str, ...] = ()
    flagged_by: tuple[str, ...] = ()
    flagged_open: tuple[str, ...] = ()

    @property
    def is_capped(self) -> bool:
        """Whether a critical indicator lowered the band."""
        return self.band != self.uncapped


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Everything :func:`score_assessment` found. Screen, paper and data show this.

    Attributes:
        indicators: Every indicator of the framework, in its order.
        points: Every point, in framework order.
        overall: Mean of the points that have a score (rule 4).
        bands: Point key -> band, for points with a score; ``overall_band`` for the whole.
        law: Mean of structure indicators; None when none is answered.
        practice: Mean of process and outcome indicators; None when none is answered.
        is_provisional: Coverage below the minimum: marked, never compared (rule 6).
        criteria_asked: Number of criteria asked of this country; fewer make a level
            easier, so it is shown beside the result.
        criteria_total: Number of criteria in the framework, or in its core part.
    """

    indicators: tuple[IndicatorScore, ...]
    points: tuple[GroupScore, ...]
    overall: GroupScore
    bands: Mapping[str, BandResult]
    overall_band: BandResult | None
    law: Decimal | None
    practice: Decimal | None
    is_provisional: bool
    lenses: Mapping[Lens, tuple[GroupScore, ...]]
    by_key: Mapping[str, IndicatorScore]
    criteria_asked: int
    criteria_total: int

    @property
    def law_practice_gap(self) -> Decimal | None:
        """Law − practice (rule 9): above 0 the law is ahead; None when either lacks."""
        if self.law is None or self.practice is None:
            return None
        return self.law - self.practice

    def lens(self, lens: Lens) -> tuple[GroupScore, ...]:
        """Return the groups of *lens*, in framework order."""
        return self.lenses[lens]
