"""What stands on an indicator's page: texts as typed, ticks as ticked.

A draft is made from a stored answer or from a form, so that the page is drawn in one way
and what was typed is never lost, however wrong it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from babel.numbers import format_decimal

from assessment.domain.answers import Answer, AnswerStatus, EvidenceItem, FigureEntry
from assessment.texts import Texts

FEW = "<5"
"""What stands for one to four children, so that none can be recognised."""


@dataclass(frozen=True, slots=True)
class FigureDraft:
    """A figure as typed."""

    value: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a person can enter on the page of an indicator.

    Attributes:
        version: Version of the page that was before the person.
        is_none: "None of this is in place": answered, with nothing met.
        is_unknown: "We do not know".
        evidence: Rows with something in them.
    """

    version: int = 0
    met: frozenset[str] = frozenset()
    is_none: bool = False
    is_unknown: bool = False
    grade: str = ""
    evidence: tuple[EvidenceItem, ...] = ()
    figures: Mapping[str, FigureDraft] = field(default_factory=dict)
    note: str = ""

    def figure(self, key: str) -> FigureDraft:
        """Return what was typed for a figure."""
        return self.figures.get(key, FigureDraft())

    @property
    def has_choice(self) -> bool:
        """Whether it says anything about what is in place."""
        return bool(self.met or self.is_none or self.is_unknown)

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was entered."""
        typed = any(f.value or f.year for f in self.figures.values())
        return not (
            self.has_choice or self.grade or self.evidence or self.note or typed
        )

    def says_as_much_as(self, other: "Draft") -> bool:
        """Whether both enter the same, whatever version of the page they were made on."""
        return self.entered == other.entered

    @property
    def entered(self) -> tuple[object, ...]:
        """Everything in the fields, with empty figures left out."""
        figures = {k: f for k, f in self.figures.items() if f.value or f.year}
        choice = (self.met, self.is_none, self.is_unknown, self.grade)
        return (*choice, self.evidence, figures, self.note)

    def answer_so_far(self) -> Answer | None:
        """Return the part that scores, for showing the level while typing; None if open."""
        if self.is_unknown:
            return Answer(AnswerStatus.UNKNOWN)
        if self.met or self.is_none:
            return Answer(AnswerStatus.ANSWERED, met=self.met, grade=self.grade)
        return None


def draft_of(answer: Answer | None, version: int, texts: Texts) -> Draft:
    """Return the draft that shows a stored *answer*; empty when there is none."""
    if answer is None:
        return Draft(version=version)
    return Draft(
        version=version,
        met=answer.met,
        is_none=answer.is_answered and not answer.met,
        is_unknown=not answer.is_answered,
        grade=answer.grade,
        evidence=answer.evidence,
        figures={entry.key: _figure_draft(entry, texts) for entry in answer.figures},
        note=answer.note,
    )


def merged(mine: Draft, theirs: Draft, divider: str) -> Draft:
    """Return *mine* with what only *theirs* has, for a person to finish by hand.

    Args:
        mine: What the person typed.
        theirs: What is stored now.
        divider: Line put between two different notes.
    """
    added = tuple(item for item in theirs.evidence if item not in mine.evidence)
    figures = {key: entry for key, entry in theirs.figures.items() if entry.value}
    figures |= {key: entry for key, entry in mine.figures.items() if entry.value}
    return Draft(
        version=theirs.version,
        met=mine.met,
        is_none=mine.is_none,
        is_unknown=mine.is_unknown,
        grade=mine.grade or theirs.grade,
        evidence=(*mine.evidence, *added),
        figures=figures,
        note=_both_notes(mine.note, theirs.note, divider),
    )


def _both_notes(mine: str, theirs: str, divider: str) -> str:
    if theirs in mine:
        return mine
    return theirs if mine in theirs else f"{mine}\n\n{divider}\n{theirs}"


def _figure_draft(entry: FigureEntry, texts: Texts) -> FigureDraft:
    year = "" if entry.year is None else str(entry.year)
    return FigureDraft(_typed(entry.value, texts), year)


def _typed(value: Decimal | None, texts: Texts) -> str:
    if value is None:
        return FEW
    # As one would type it: all digits, no grouping, Western digits in every language.
    return str(
        format_decimal(
            value, "0.##########", locale=texts.locale, numbering_system="latn"
        )
    )
