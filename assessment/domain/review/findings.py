"""What a review finds: a sentence about answers, and whether it stops handing on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ReviewKind(StrEnum):
    """What was found, in the order in which it is told."""

    UNCONFIRMED = "unconfirmed"
    """Carried over from the round before; nobody has said that it is still true."""
    UNANSWERED = "unanswered"
    """Nobody dealt with the indicator."""
    CONTRADICTION = "contradiction"
    """Answers that do not seem to fit together, as the framework declares."""
    FIGURE = "figure"
    """A figure that does not seem to fit what is ticked, as the framework declares."""
    NOT_PUBLIC = "not-public"
    """Ticked is what needs a public document, and none is shown (rule 7)."""
    ABOVE_EVIDENCE = "above-evidence"
    """The level is above what the evidence grade supports (rule 7)."""
    NO_EVIDENCE = "no-evidence"
    """A claim that nothing shows, or whose document is not named."""
    NO_LINK = "no-link"
    """Said to be public, and no link says where it can be read."""
    DEAD_LINK = "dead-link"
    """The page behind a link was not there when it was last asked for."""
    UNKNOWN = "unknown"
    """Marked "we do not know" without a note that says why, or who might know."""
    SAME_NOTE = "same-note"
    """One and the same note in many answers."""
    OLD_EVIDENCE = "old-evidence"
    """The newest document is older than the framework allows."""
    OLD_FIGURE = "old-figure"
    """A figure is of a year longer ago than the framework allows."""
    UNCHANGED = "unchanged"
    """Carried forward for so many rounds that it is worth asking again."""
    OPEN_FACT = "open-fact"
    """A fact of the profile has no answer, so that all that hangs on it is asked."""
    PROVISIONAL = "provisional"
    """Too little is answered for a result that can be published (rule 6)."""


class EvidenceLack(StrEnum):
    """Why an answer counts as not backed by evidence."""

    NO_GRADE = "no-grade"
    NOTHING_SHOWN = "nothing-shown"
    NOT_NAMED = "not-named"


@dataclass(frozen=True, slots=True)
class ReviewFinding:
    """One thing to look at again.

    Attributes:
        blocks: Whether the assessment cannot be handed on while it stands; else it warns.
        indicators: Keys of the indicators it is about, the one to look at first in front;
            empty for what is about the profile or the whole.
        sentence: Marked with ``N_``; ``%(names)s`` stand for *values*. A sentence that
            the framework wrote (:attr:`contradiction`) is a text of the framework.
        values: Name -> value; an int is a number to be written as the reader writes
            numbers, a str is quoted as it is.
        criteria: Keys of the criteria of the first indicator it is about.
        contradiction: Key of the contradiction of the framework; empty for other kinds.
        fact: Key of the fact of the profile; empty for other kinds.
    """

    kind: ReviewKind
    sentence: str
    blocks: bool = False
    indicators: tuple[str, ...] = ()
    values: Mapping[str, int | str] = field(default_factory=dict)
    criteria: tuple[str, ...] = ()
    contradiction: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known beside the assessment itself; a file alone knows none of it.

    Attributes:
        to_confirm: Indicators whose carried answer nobody has confirmed.
        carried: Indicator key -> for how many rounds its answer has stood unchanged.
        dead_links: Links whose page was not there when it was last asked for.
    """

    to_confirm: frozenset[str] = frozenset()
    carried: Mapping[str, int] = field(default_factory=dict)
    dead_links: frozenset[str] = frozenset()


NOTHING_BESIDE = Kept()
