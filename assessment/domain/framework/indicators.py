"""Indicators: their ladder of criteria, figures, hooks and what proves their title."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assessment.domain.framework.parts import Citation, Condition, Effort, IndicatorType


@dataclass(frozen=True, slots=True)
class Criterion:
    """A short statement that is either met or not, and the action that would meet it.

    Attributes:
        needs_public: Whether it cannot be met without a public document (rule 7).
        serves: Keys of the recommendations of its indicator that it asks.
    """

    key: str
    text: str
    action: str
    effort: Effort
    owner: str
    when: tuple[Condition, ...] = ()
    needs_public: bool = False
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """The criteria that must all be met to stand on one level of the ladder."""

    level: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number worth recording; never scored by itself.

    Attributes:
        counts_people: True when it counts people: 1 to 4 may then not be entered,
            "<5" stands for them, so that nobody can be recognised.
        at_most: Key of another figure of the same indicator that this one cannot
            exceed, such as money spent and money voted.
    """

    key: str
    label: str
    unit: str
    help: str = ""
    counts_people: bool = False
    at_most: str = ""


@dataclass(frozen=True, slots=True)
class LegalHook:
    """An article that bears on an indicator; ``confirmed`` once a lawyer checked it."""

    instrument: str
    at: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """The criterion that proves what the title of an indicator says, and why it does."""

    criterion: str
    because: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """The smallest thing that gets a score; one page of the wizard.

    Attributes:
        key: Stable id, never reused and never shown; survives re-cut points.
        point: Key of the point it belongs to.
        lead: Key of the sector that leads on the answer.
        target: Level to reach; None: the framework's default.
        when: Profile conditions, all required; empty: always applicable.
        caps_below: Level below which it caps the band when it is critical (rule 8).
        flags_below: Level below which it raises a flag when it is critical.
        urgent_when: Profile conditions, all required, under which its gap comes before
            others (rule 10); empty: never.
        proof: What proves its title; None when the authors did not say.
    """

    key: str
    point: str
    title: str
    question: str
    why: str
    why_citations: tuple[Citation, ...]
    type: IndicatorType
    lead: str
    ladder: tuple[Rung, ...]
    core: bool = False
    critical: bool = False
    caps_below: int = 1
    flags_below: int = 2
    weight: Decimal = Decimal(1)
    target: int | None = None
    when: tuple[Condition, ...] = ()
    urgent_when: tuple[Condition, ...] = ()
    proof: Proof | None = None
    recommendations: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    evidence: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    legal: tuple[LegalHook, ...] = ()
    sdg: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()

    def criteria(self) -> Iterator[Criterion]:
        """Yield every criterion, from the lowest rung up."""
        for rung in self.ladder:
            yield from rung.criteria

    def rung_of(self, criterion: str) -> int:
        """Return the level of the rung that *criterion* stands on."""
        return next(
            rung.level
            for rung in self.ladder
            if any(asked.key == criterion for asked in rung.criteria)
        )
