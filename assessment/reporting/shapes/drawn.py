"""What a chart shows, as shares of the scale (0 to 1), with the same in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A score line: where score, range and evidence mark stand, as shares of the scale.

    Attributes:
        alt: The same in words, for who cannot see the drawing.
    """

    alt: str
    score: float | None = None
    low: float | None = None
    high: float | None = None
    evidenced: float | None = None


@dataclass(frozen=True, slots=True)
class Strip:
    """The ladder of one indicator: steps, where it stands, what is shown for it.

    Attributes:
        steps: Numbers of the levels, lowest first.
        level: Level reached; None when open.
        ahead: Levels above in which something is met already.
    """

    alt: str
    steps: tuple[int, ...]
    level: int | None
    evidenced: int | None
    target: int
    ahead: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the scale with a word at it."""

    position: float
    label: str


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Law and practice of one point on one line."""

    title: str
    text: str
    alt: str
    law: float | None
    practice: float | None
