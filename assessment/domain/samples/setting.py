"""What a sample is drawn from: which country, of which kind, in which words."""

from dataclasses import dataclass, field

from assessment.domain.answers import INVENTED_CODES
from assessment.domain.framework import Archetype, Framework
from assessment.domain.samples.dice import Dice
from assessment.domain.samples.phrases import SampleWords

PERIOD = "2025"
"""Year assessed unless another is named: one that is over, so that a sample can have been
cleared; and the same one always, so that the same command gives the same country."""


@dataclass(frozen=True, slots=True)
class SampleDraw:
    """Which invented country to draw: the same values give the same bytes.

    Attributes:
        seed: The trainer's number for a whole batch.
        number: Place in the batch, from 1.
        code: Its country code; see :func:`invented_code`.
        period: Year assessed.
        language: Language its words are in.
        name: Name, where the code's own would not do.
        cleared: Whether it is handed on already; not while its year still runs.
    """

    seed: int
    number: int
    code: str
    period: str = PERIOD
    language: str = "en"
    name: str = ""
    cleared: bool = True


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything that stays the same while one country is drawn."""

    framework: Framework
    archetype: Archetype
    draw: SampleDraw
    words: SampleWords = field(default_factory=SampleWords)

    @property
    def dice(self) -> Dice:
        """The country's own stream of chance, from its start."""
        return Dice(
            self.framework.key,
            self.framework.edition,
            self.archetype.key,
            self.draw.seed,
            self.draw.number,
        )

    @property
    def year(self) -> int:
        """The last year of the period assessed."""
        return last_year(self.draw.period)


def invented_code(number: int) -> str:
    """Return the code of the invented country at *number* (from 1): XA, XB, ... and round.

    XK is left out: it is in wide use for a real territory.
    """
    return INVENTED_CODES[(number - 1) % len(INVENTED_CODES)]


def find_archetype(framework: Framework, key: str) -> Archetype | None:
    """Return the archetype called *key*, None when the framework has no such one."""
    return next((each for each in framework.archetypes if each.key == key), None)


def last_year(period: str) -> int:
    """Return the last year of a *period* such as ``2026`` or ``2025-2026``."""
    return int(period[-4:])
