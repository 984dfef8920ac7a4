"""How far what was asked has come, when it is late, and who could be asked next."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assessment.domain.answers import Profile
from assessment.domain.framework import Framework, Indicator
from assessment.domain.people.asks import AskKind, Assignment
from assessment.domain.profile import is_applicable

SOON = timedelta(days=3)
"""So long before its day, what was asked is due soon, and reminders begin."""


class Timing(StrEnum):
    """How what was asked stands to its day."""

    HANDED_BACK = "handed-back"
    NO_DAY = "no-day"
    IN_TIME = "in-time"
    SOON = "soon"
    LATE = "late"


def timing_of(ask: Assignment, today: date) -> Timing:
    """Return how *ask* stands to its day; on the day itself it is not late yet."""
    if not ask.is_open:
        return Timing.HANDED_BACK
    if ask.due is None:
        return Timing.NO_DAY
    if today > ask.due:
        return Timing.LATE
    return Timing.SOON if ask.due - today <= SOON else Timing.IN_TIME


@dataclass(frozen=True, slots=True)
class AskProgress:
    """How far something that was asked has come.

    Attributes:
        done: Indicators with an answer, "we do not know" included.
        total: Indicators in it that apply to the country.
        first_open: The first one without an answer, in reading order; empty: none.
    """

    done: int
    total: int
    first_open: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether nothing in it is left to answer."""
        return self.done == self.total


def progress_of_asks(
    framework: Framework,
    profile: Profile,
    dealt_with: Collection[str],
    asks: Iterable[Assignment],
) -> AskProgress:
    """Return how far *asks* have come together; what they share counts once.

    Args:
        framework: What the assessment asks, in its scope.
        profile: Facts of its country.
        dealt_with: Indicators with an answer, "we do not know" included.
        asks: What was asked, of one person or of several.
    """
    given = tuple(asks)
    keys = [
        indicator.key
        for indicator in framework.in_reading_order
        if any(ask.covers(indicator) for ask in given)
        and is_applicable(indicator, profile)
    ]
    left = [key for key in keys if key not in dealt_with]
    return AskProgress(len(keys) - len(left), len(keys), left[0] if left else "")


def next_asked(
    framework: Framework,
    profile: Profile,
    dealt_with: Collection[str],
    mine: Collection[str],
    after: str,
) -> str:
    """Return the next indicator of *mine* without an answer; empty: there is none.

    Only what comes after *after*: whoever skips a question is not led round in a circle.
    """
    order = framework.in_reading_order
    place = order.index(framework.indicators_by_key[after])
    following = (
        indicator.key
        for indicator in order[place + 1 :]
        if indicator.key in mine
        and indicator.key not in dealt_with
        and is_applicable(indicator, profile)
    )
    return next(following, "")


class Why(StrEnum):
    """Why somebody is proposed."""

    ASKED_SECTOR = "asked-sector"
    """This sector was asked of them before."""
    ASKED_MOST = "asked-most"
    """Most of what it leads on was asked of them before, by point or one by one."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sector of which something was asked of nobody yet, and who could do it.

    Attributes:
        sector: Its key.
        left: How many of its indicators were asked of nobody.
        account: Who is proposed; None: nobody is known for it.
    """

    sector: str
    left: int
    account: int | None
    why: Why


def proposals(
    framework: Framework,
    profile: Profile,
    here: Iterable[Assignment],
    earlier: Sequence[Assignment],
    colleagues: Collection[int],
) -> tuple[Proposal, ...]:
    """Return the sectors that still have to be asked, those with most first.

    The framework says which sector leads on an indicator. Who speaks for a sector is not
    written down anywhere: they are proposed of whom it was asked before.

    Args:
        framework: What the assessment asks, in its scope.
        profile: Facts of its country.
        here: What was asked in this assessment.
        earlier: What was asked in any assessment of the team, newest first.
        colleagues: Accounts that something can be asked of.
    """
    asked = tuple(here)
    left = [
        indicator
        for indicator in framework.indicators
        if is_applicable(indicator, profile)
        and not any(ask.covers(indicator) for ask in asked)
    ]
    known = [ask for ask in earlier if ask.account in colleagues]
    counted = Counter(indicator.lead for indicator in left)
    return tuple(
        Proposal(sector, count, *_who(framework, sector, known))
        for sector, count in counted.most_common()
    )


def _who(
    framework: Framework, sector: str, known: Sequence[Assignment]
) -> tuple[int | None, Why]:
    for ask in known:
        if ask.kind is AskKind.SECTOR and ask.key == sector:
            return ask.account, Why.ASKED_SECTOR
    led = [i for i in framework.indicators if i.lead == sector]
    counted = Counter(
        account for account, _ in {(a.account, i.key) for a, i in _covered(known, led)}
    )
    if not counted:
        return None, Why.NOBODY
    # Of equals the one asked last: *known* is newest first.
    most = max(counted.values())
    return next(
        ask.account for ask in known if counted[ask.account] == most
    ), Why.ASKED_MOST


def _covered(
    known: Iterable[Assignment], led: Sequence[Indicator]
) -> Iterable[tuple[Assignment, Indicator]]:
    return ((ask, one) for ask in known for one in led if ask.covers(one))
