"""The line that scores lie on: its ends, and how finely a score is told.

The one place that knows how many decimals are shown. They follow the scale of the
framework, so that 5.3 of 10 does not read as 5, nor half of a scale from 0 to 1 as 1.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assessment.domain.framework import Framework

FEWEST_STEPS = 40
"""A scale is told so finely that at least this many different scores can be read."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The scores that are possible.

    Attributes:
        lowest: Score of the lowest level.
        highest: Score of the highest level.
        decimals: How many decimals a score is shown with, rounded half up.
    """

    lowest: Decimal
    highest: Decimal
    decimals: int

    @property
    def length(self) -> Decimal:
        """How far the ends are apart; never 0."""
        return self.highest - self.lowest

    @property
    def ticks(self) -> tuple[Decimal, Decimal, Decimal]:
        """The lowest score, the middle and the highest: what a drawn line names."""
        return self.lowest, (self.lowest + self.highest) / 2, self.highest

    def place(self, score: Decimal) -> Decimal:
        """Return where *score* lies on the line, from 0 to 1."""
        return (score - self.lowest) / self.length

    def share(self, width: Decimal) -> Decimal:
        """Return what part of the line a *width* in scores takes, from 0 to 1."""
        return width / self.length


@lru_cache(maxsize=32)
def scale_of(framework: Framework) -> Scale:
    """Return the scale of *framework*.

    Decimals: as many as the scores of its levels have, and enough for forty steps.
    """
    scores = [level.score for level in framework.levels]
    lowest, highest = scores[0], scores[-1]
    decimals = max(decimals_of(score) for score in scores)
    while (highest - lowest) * 10**decimals < FEWEST_STEPS:
        decimals += 1
    return Scale(lowest, highest, decimals)


def decimals_of(number: Decimal) -> int:
    """Return how many decimals *number* needs to be written exactly."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
