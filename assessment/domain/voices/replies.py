"""Replies: dated, signed, corrected in the open, and never taken back in silence.

A reply belongs to a snapshot, so to exactly the words it answers; a later snapshot of the
same assessment begins without any. Nothing of a reply enters what it answers.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from assessment.domain.records import Actor
from assessment.errors import N_, Problem

LONGEST_REPLY = 4000
LONGEST_FUNCTION = 200
LONGEST_REASON = 1000

_EMPTY = N_("Write the reply first.")
_TOO_LONG = N_("Use at most {most} characters.")
_NO_FUNCTION = N_(
    "Say in what function you reply, such as “Head of department”. It is printed below "
    "the reply, with the name of the team."
)
_NO_REASON = N_("Say why the reply is withdrawn. The reason is shown in its place.")
_UNKNOWN = N_("There is no indicator {key} in this edition.")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a government says to an alternative assessment, as everybody reads it.

    Attributes:
        indicator: Key of the indicator it is about; empty: about the whole.
        text: What it says; empty once it is withdrawn.
        team: In whose name, as the team was called then.
        function: In what function whoever wrote it speaks.
        on: When it was said; the day of the correction, if it was corrected.
        first_on: When it was first said; None while it was never corrected.
        withdrawn_on: Since when it no longer stands; None while it does.
        why_withdrawn: The reason; empty while it stands.
    """

    indicator: str
    text: str
    team: str
    function: str
    on: date
    first_on: date | None = None
    withdrawn_on: date | None = None
    why_withdrawn: str = ""

    @property
    def stands(self) -> bool:
        """Whether it was not withdrawn."""
        return self.withdrawn_on is None


@dataclass(frozen=True, slots=True)
class StoredReply:
    """A reply as it is kept.

    Attributes:
        snapshot: What it answers.
        reply: As everybody reads it.
        at: When it was said.
        team: The team in whose name.
        author: Who wrote it: for the team itself, never for others.
        earlier: What it said before it was corrected, oldest first.
    """

    id: UUID
    snapshot: UUID
    reply: Reply
    at: datetime
    team: UUID
    author: Actor
    earlier: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Replies:
    """All that was replied to one snapshot.

    Attributes:
        code: The verification code of what is answered.
        said: In the order of the framework, to the whole first.
    """

    code: str = ""
    said: tuple[Reply, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.said)

    def to(self, indicator: str) -> tuple[Reply, ...]:
        """Return what was replied to *indicator*, or to the whole where it is empty."""
        return tuple(reply for reply in self.said if reply.indicator == indicator)

    @property
    def to_indicators(self) -> tuple[Reply, ...]:
        """What was replied to single indicators."""
        return tuple(reply for reply in self.said if reply.indicator)


NO_REPLIES = Replies()
"""Nothing was replied: a default that can be shared."""


def in_framework_order(
    said: tuple[Reply, ...], order: Mapping[str, object]
) -> tuple[Reply, ...]:
    """Return *said* with the whole first, then by the indicators of *order*, then by date."""
    places = {key: place for place, key in enumerate(order)}

    def place(reply: Reply) -> tuple[int, str, date]:
        first = reply.first_on or reply.on
        if not reply.indicator:
            return -1, "", first
        return places.get(reply.indicator, len(places)), reply.indicator, first

    return tuple(sorted(said, key=place))


def check_reply(
    text: str, function: str, indicator: str, known: Container[str]
) -> tuple[Problem, ...]:
    """Return what is wrong with a reply before it is kept.

    Args:
        text: What it says.
        function: In what function somebody speaks.
        indicator: What it is about; empty: the whole.
        known: The indicators of the edition that is answered.
    """
    problems = []
    if not text.strip():
        problems.append(_problem("text", _EMPTY))
    elif len(text) > LONGEST_REPLY:
        problems.append(_problem("text", _TOO_LONG, most=LONGEST_REPLY))
    if not function.strip():
        problems.append(_problem("function", _NO_FUNCTION))
    elif len(function) > LONGEST_FUNCTION:
        problems.append(_problem("function", _TOO_LONG, most=LONGEST_FUNCTION))
    if indicator and indicator not in known:
        problems.append(_problem("indicator", _UNKNOWN, key=indicator))
    return tuple(problems)


def check_withdrawal(reason: str) -> tuple[Problem, ...]:
    """Return what is wrong with the reason for withdrawing a reply."""
    if not reason.strip():
        return (_problem("reason", _NO_REASON),)
    if len(reason) > LONGEST_REASON:
        return (_problem("reason", _TOO_LONG, most=LONGEST_REASON),)
    return ()


def _problem(path: str, template: str, **values: object) -> Problem:
    return Problem(path, 0, 0, template, values, path)
