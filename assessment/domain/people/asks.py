"""What was asked of whom, and which indicators that comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from assessment.domain.framework import Framework, Indicator


class AskKind(StrEnum):
    """How much is asked at once."""

    POINT = "point"
    SECTOR = "sector"
    """Every indicator on which the sector leads."""
    INDICATOR = "indicator"


NOBODY_YET = 0
"""In place of an account: the person is only invited. No account has this number."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Something that was asked of one person.

    Attributes:
        account: Of whom; NOBODY_YET while they are only invited.
        key: Of the point, the lead sector or the indicator.
        due: The day by which it is wanted; None: no day was set.
        note: What the coordinator said with it.
        asked_by: The account that asked; None when it is gone.
        handed_back_at: When the person handed it back; None: it is still with them.
        hand_back_note: What they said with it.
        reminded_at: When they were last written to about it.
    """

    id: UUID
    assessment_id: UUID
    account: int
    kind: AskKind
    key: str
    asked_at: datetime
    asked_by: int | None = None
    due: date | None = None
    note: str = ""
    handed_back_at: datetime | None = None
    hand_back_note: str = ""
    reminded_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still with the person."""
        return self.handed_back_at is None

    def covers(self, indicator: Indicator) -> bool:
        """Return whether *indicator* is part of what was asked."""
        match self.kind:
            case AskKind.POINT:
                return indicator.point == self.key
            case AskKind.SECTOR:
                return indicator.lead == self.key
        return indicator.key == self.key


@dataclass(frozen=True, slots=True)
class AskedOf:
    """Something that was asked, with the name of whom.

    Attributes:
        name: As colleagues see it; the address while there is none.
        email: Where they are written to.
        asker: Name of who asked; empty when that account is gone.
        language: In which they are written to; empty: nobody knows.
    """

    ask: Assignment
    name: str
    email: str
    asker: str = ""
    language: str = ""


def indicators_asked(
    framework: Framework, assignments: Iterable[Assignment]
) -> frozenset[str]:
    """Return the indicators of *framework* that any of *assignments* covers."""
    asks = tuple(assignments)
    return frozenset(
        indicator.key
        for indicator in framework.indicators
        if any(ask.covers(indicator) for ask in asks)
    )
