"""Kinds of invented countries, and golden examples: no score depends on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessment.domain.framework.indicators import Indicator
from assessment.domain.framework.parts import IndicatorType


@dataclass(frozen=True, slots=True)
class PointShape:
    """The levels an archetype is expected to reach in one point, and why.

    Attributes:
        levels: Indicator type -> expected level; types left out follow the means.
        reason: Why it is so in this kind of country, for who reads the file.
    """

    point: str
    levels: Mapping[IndicatorType, Decimal]
    reason: str


@dataclass(frozen=True, slots=True)
class OwnLevel:
    """An indicator in which an archetype stands out from its point, and why."""

    indicator: str
    level: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Dissent:
    """How often an alternative assessment differs where evidence is weak, 0 to 1."""

    lower: Decimal
    higher: Decimal


@dataclass(frozen=True, slots=True)
class Archetype:
    """A kind of invented country that samples are drawn from (for training only).

    The expected level of an indicator is its own, else that of its point and type, else
    the mean of its type; the seed varies around it.

    Attributes:
        profile: Fact key -> values.
        means: Indicator type -> expected level, between 0 and the highest level.
        points: Point key -> shift of the expected level in that point.
        shape: Expected levels by point and type.
        own: Indicators that stand out.
        spread: Standard deviation of one indicator around its expected level, in levels.
        unknown: Share of indicators answered "we do not know", 0 to 1.
        unanswered: Share of indicators left unanswered, 0 to 1.
        grades: Evidence grade -> relative frequency.
        overclaims: Share of answers that claim more than their evidence supports.
        provisional: True when more may stay open than a final result allows.
        dissent: How its alternative assessments differ; None: as everywhere.
    """

    key: str
    label: str
    description: str
    profile: Mapping[str, tuple[str, ...]]
    means: Mapping[IndicatorType, Decimal]
    points: Mapping[str, Decimal]
    unknown: Decimal
    unanswered: Decimal
    grades: Mapping[str, Decimal]
    shape: tuple[PointShape, ...] = ()
    own: tuple[OwnLevel, ...] = ()
    spread: Decimal = Decimal("0.7")
    overclaims: Decimal = Decimal("0.1")
    provisional: bool = False
    dissent: Dissent | None = None

    def expected_level(self, indicator: Indicator) -> Decimal:
        """Return the level to expect of *indicator* before chance has its say."""
        for own in self.own:
            if own.indicator == indicator.key:
                return own.level
        for shape in self.shape:
            if shape.point == indicator.point and indicator.type in shape.levels:
                return shape.levels[indicator.type]
        shift = self.points.get(indicator.point, Decimal(0))
        return self.means[indicator.type] + shift


@dataclass(frozen=True, slots=True)
class Link:
    """Indicators that rise and fall together in a real country, and why."""

    indicators: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ExampleAnswer:
    """An answer of a golden example: the criteria met, or unknown."""

    met: tuple[str, ...] = ()
    grade: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """Golden answers with the scores they must give; ``assessment check`` runs them.

    Attributes:
        answers: Indicator key -> answer; indicators not named are unanswered.
        expect: What to compare -> the expected text. Keys: ``overall``, ``low``,
            ``high``, ``evidenced``, ``coverage``, ``band``, ``law-practice-gap``,
            ``point:KEY``, ``level:KEY``, ``gap:KEY`` (1-based rank). Numbers are rounded
            half up to the decimals given; ``none`` stands for no score.
    """

    key: str
    title: str
    profile: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, ExampleAnswer]
    expect: Mapping[str, str]
