"""How pages say what was asked, and how it stands to its day."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from assessment.domain.framework import Framework
from assessment.domain.people.asks import NOBODY_YET, AskedOf, AskKind
from assessment.domain.people.delegation import AskProgress, Timing, timing_of
from assessment.errors import N_
from assessment.services.delegation.reminding import what_is_asked
from assessment.texts import Texts

KIND_WORDS = {
    AskKind.POINT: N_("All of this point"),
    AskKind.SECTOR: N_("All that this sector leads on"),
    AskKind.INDICATOR: N_("One question"),
}
TIMING_WORDS = {
    Timing.HANDED_BACK: N_("handed back"),
    Timing.NO_DAY: "",
    Timing.IN_TIME: "",
    Timing.SOON: N_("due soon"),
    Timing.LATE: N_("late"),
}


@dataclass(frozen=True, slots=True)
class AskView:
    """Something that was asked, as pages show it.

    Attributes:
        what: The sector, point or indicator, in the reader's language where it can be.
        kind: How much that is, in words to be translated.
        state: In words to be translated; empty: nothing to say.
        is_late: Whether its day has passed.
        note: What the coordinator said with it.
        comment: What the person said when they handed it back.
        reminded_at: When they were last written to about it.
        is_invited: Whether the person has not come in yet.
    """

    id: UUID
    what: str
    kind: str
    progress: AskProgress
    due: date | None
    state: str
    is_open: bool
    is_late: bool
    note: str
    asker: str
    comment: str
    handed_back_at: datetime | None
    reminded_at: datetime | None
    is_invited: bool = False


def ask_view(
    texts: Texts,
    framework: Framework,
    asked: AskedOf,
    progress: AskProgress,
    today: date,
) -> AskView:
    """Return how *asked* is shown.

    Args:
        texts: Words of the reader's language.
        framework: What the assessment asks.
        asked: What was asked of whom.
        progress: How far it has come.
        today: The day it is.
    """
    ask, timing = asked.ask, timing_of(asked.ask, today)
    return AskView(
        id=ask.id,
        what=what_is_asked(texts, framework, ask),
        kind=KIND_WORDS[ask.kind],
        progress=progress,
        due=ask.due,
        state=TIMING_WORDS[timing],
        is_open=ask.is_open,
        is_late=timing is Timing.LATE,
        note=ask.note,
        asker=asked.asker,
        comment=ask.hand_back_note,
        handed_back_at=ask.handed_back_at,
        reminded_at=ask.reminded_at,
        is_invited=ask.account == NOBODY_YET,
    )
