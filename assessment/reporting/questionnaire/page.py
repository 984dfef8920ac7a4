"""What a blank questionnaire says; a template only arranges it."""

from dataclasses import dataclass

from assessment.reporting.shapes.document import Document
from assessment.reporting.shapes.parts import Fact
from assessment.reporting.shapes.wording import Wording


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A question about the country, with what can be ticked.

    Attributes:
        how: Whether one or several may be ticked.
    """

    question: Wording
    help: Wording
    how: Wording
    options: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class AskedRung:
    """A rung of the ladder with a box for each criterion."""

    level: Wording
    criteria: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """A number to write down: what it counts, in which unit."""

    label: Wording
    unit: Wording
    help: Wording


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is asked about one indicator.

    Attributes:
        lead: The part of the State that leads on the answer.
        evidence: What would show the answer.
        mistakes: What others got wrong here.
    """

    number: str
    title: Wording
    is_critical: bool
    question: Wording
    why: Wording
    lead: Wording
    rungs: tuple[AskedRung, ...]
    figures: tuple[AskedFigure, ...]
    evidence: tuple[Wording, ...]
    mistakes: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class AskedPoint:
    """A point with its sheets."""

    number: str
    title: Wording
    summary: Wording
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, kw_only=True)
class Questionnaire(Document):
    """A blank questionnaire.

    Attributes:
        country: Whose; empty for one that belongs to nobody yet.
        about: How much it asks, and of whom.
        facts: Questions about the country; none where its profile is known.
        grades: Letters to tick for how well an answer is backed.
        terms: Words that the questions use and the framework defines.
        left_out: How many questions its profile leaves out, in words.
    """

    kind: Wording
    country: Wording
    period: Wording
    subtitle: Wording
    notice: Wording
    about: Wording
    left_out: Wording
    how: tuple[Wording, ...]
    facts: tuple[AskedFact, ...]
    points: tuple[AskedPoint, ...]
    grades: tuple[Wording, ...]
    terms: tuple[Fact, ...]
    provenance: tuple[Fact, ...]
