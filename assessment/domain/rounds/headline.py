"""The figures of a snapshot that lists show: worked out once, when it is cleared."""

from dataclasses import dataclass, replace
from decimal import Decimal

from assessment.domain.rounds.states import Visibility
from assessment.domain.rounds.visibility import Part, shows
from assessment.domain.scoring import Scorecard


@dataclass(frozen=True, slots=True)
class Headline:
    """What the scores of a snapshot come to, unrounded.

    Attributes:
        band: Key of the overall band; empty when there is none.
        answered: Number of applicable indicators that are answered.
        applicable: Number of applicable indicators.
        is_provisional: Coverage below the minimum.
        score: Of the whole; None when nothing is answered, or scores are kept back.
        low: The low end of its range.
        high: The high end.
    """

    band: str
    answered: int
    applicable: int
    is_provisional: bool
    score: Decimal | None
    low: Decimal | None
    high: Decimal | None

    @property
    def coverage(self) -> Decimal | None:
        """Answered ÷ applicable (rule 6); None when nothing applies."""
        return Decimal(self.answered) / self.applicable if self.applicable else None


def headline_of(card: Scorecard) -> Headline:
    """Return the headline of a scorecard."""
    overall = card.overall
    return Headline(
        band=card.overall_band.band if card.overall_band else "",
        answered=overall.answered,
        applicable=overall.applicable,
        is_provisional=card.is_provisional,
        score=overall.score,
        low=overall.low,
        high=overall.high,
    )


def as_listed(headline: Headline, visibility: Visibility) -> Headline | None:
    """Return what lists show of it under *visibility*; None when nothing is shown."""
    if not shows(visibility, Part.BANDS):
        return None
    if shows(visibility, Part.SCORES):
        return headline
    return replace(headline, score=None, low=None, high=None)
