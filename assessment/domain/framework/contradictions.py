"""What a framework says of answers that do not fit together, and of answers too old.

Conditions are plain: a level reached or not, a criterion met or not, a grade, a figure, a
fact. All of them hold, or nothing is said. There is no expression language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assessment.domain.framework.parts import Condition, IndicatorType


@dataclass(frozen=True, slots=True)
class LevelSign:
    """The indicator is answered, and its level is at least, or below, a number."""

    indicator: str
    at_least: int | None = None
    below: int | None = None


@dataclass(frozen=True, slots=True)
class CriterionSign:
    """The indicator is answered, and an applicable criterion is ticked, or is not."""

    indicator: str
    criterion: str
    met: bool


@dataclass(frozen=True, slots=True)
class GradeSign:
    """The indicator is answered, with one of these evidence grades."""

    indicator: str
    grades: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureSign:
    """The indicator is answered, and a figure of it is missing, or has such a size.

    Attributes:
        of: Key of another figure of the indicator: then the share of that one counts, 0
            to 1; empty: the figure itself.
        of_indicator: The indicator whose figure *of* is; empty: this one. Two indicators
            may be answered with different years: only those of one year are compared.
        is_missing: Whether the sign is that no number is given.
    """

    indicator: str
    figure: str
    of: str = ""
    at_least: Decimal | None = None
    below: Decimal | None = None
    is_missing: bool = False
    of_indicator: str = ""


Sign = LevelSign | CriterionSign | GradeSign | FigureSign | Condition
"""One condition of a contradiction. A fact counts only when it is answered."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that do not seem to fit together.

    Attributes:
        when: All of them must hold.
        say: The sentence to print. It asks to look again and accuses nobody.
        blocks: Whether the assessment cannot be handed on while it stands.
    """

    key: str
    when: tuple[Sign, ...]
    say: str
    blocks: bool = False

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators it is about, in the order of its conditions."""
        named = [s.indicator for s in self.when if not isinstance(s, Condition)]
        others = [s.of_indicator for s in self.when if isinstance(s, FigureSign)]
        return tuple(dict.fromkeys((*named, *filter(None, others))))

    @property
    def has_figure(self) -> bool:
        """Whether a number that was recorded is part of it."""
        return any(isinstance(sign, FigureSign) for sign in self.when)


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """How old what backs an answer may be, in years before the last year assessed.

    Attributes:
        evidence_years: By type of indicator: a law of 1999 may be in force, an inspection
            of 1999 says nothing of today. A type that is missing has no limit.
        figure_years: Age of a recorded number; None: no limit.
        unchanged_rounds: Rounds an answer may be carried forward unchanged before that is
            said; None: never said.
    """

    evidence_years: Mapping[IndicatorType, int] = field(default_factory=dict)
    figure_years: int | None = None
    unchanged_rounds: int | None = 3
