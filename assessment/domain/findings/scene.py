"""What findings are looked for in, and what one says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework, Indicator, IndicatorType
from assessment.domain.scoring import (
    Scorecard,
    weighted_mean,
)


class FindingKind(StrEnum):
    """What kind of thing was found, in the order in which it is told."""

    DISAGREEMENT = "disagreement"
    CAPPED = "capped"
    CHANGED = "changed"
    LAW_AHEAD = "law-ahead"
    PRACTICE_AHEAD = "practice-ahead"
    CRITICAL_LOW = "critical-low"
    UNPROVEN = "unproven"
    HELD_BACK = "held-back"
    EXTREMES = "extremes"
    OPEN = "open"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands out.

    Attributes:
        points: Keys of the points it names, the most important first.
        indicators: Keys of the indicators it names.
        criterion: Key of the criterion it names; empty for most.
        figures: Name -> value, unrounded; what the sentence may say.
    """

    kind: FindingKind
    figures: Mapping[str, Decimal]
    points: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    criterion: str = ""

    @property
    def scores(self) -> frozenset[str]:
        """Names of the figures that are scores; the others count something."""
        return _SCORES | _SCORES_OF.get(self.kind, frozenset())


_SCORES = frozenset(
    {
        "overall",
        "alternative",
        "before",
        "law",
        "practice",
        "law-overall",
        "practice-overall",
        "evidenced",
        "point-evidenced",
        "best",
        "worst",
    }
)
_SCORES_OF = {
    FindingKind.UNPROVEN: frozenset({"point"}),
    FindingKind.OPEN: frozenset({"low", "high", "point-low", "point-high"}),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything findings are looked for in.

    Attributes:
        previous: Scores of the round before this one, of the same edition.
        alternative: Scores of an alternative assessment of the same edition.
    """

    framework: Framework
    assessment: Assessment
    card: Scorecard
    previous: Scorecard | None = None
    alternative: Scorecard | None = None

    @property
    def scale(self) -> Decimal:
        """Length of the scale."""
        levels = self.framework.levels
        return levels[-1].score - levels[0].score


@dataclass(frozen=True, slots=True)
class Balance:
    """Law beside practice: the two means, and how many answers each rests on."""

    law: Decimal | None
    practice: Decimal | None
    laws: int
    practices: int

    @property
    def gap(self) -> Decimal | None:
        """Law − practice (rule 9); None when either is missing."""
        if self.law is None or self.practice is None:
            return None
        return self.law - self.practice


def balance_of(card: Scorecard, indicators: Iterable[Indicator]) -> Balance:
    """Return the means of structure, and of process and outcome indicators (rule 9)."""
    law: list[tuple[Decimal, Decimal]] = []
    practice: list[tuple[Decimal, Decimal]] = []
    for indicator in indicators:
        score = card.by_key[indicator.key].score
        if score is not None:
            side = law if indicator.type is IndicatorType.STRUCTURE else practice
            side.append((score, indicator.weight))
    return Balance(weighted_mean(law), weighted_mean(practice), len(law), len(practice))
