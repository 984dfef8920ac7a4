"""What a country answered: profile, answers, and the assessment that holds them.

An :class:`Assessment` is exactly what the portable file holds (DESIGN section 5).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assessment.domain.framework import Scope

INVENTED_CODES = tuple(
    f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if letter != "K"
)
"""ISO 3166-1 user-assigned codes that stand for invented countries."""

Profile = Mapping[str, tuple[str, ...]]
"""Fact key -> values chosen. A missing key is unanswered; an empty tuple is "none"."""


class AnswerStatus(StrEnum):
    """Whether the country could answer."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"


class AssessmentKind(StrEnum):
    """Whose assessment it is, and whether it may stand beside real ones."""

    GOVERNMENT = "government"
    ALTERNATIVE = "alternative"
    TRAINING = "training"


class PlanStatus(StrEnum):
    """How far an action of the step-up plan has come."""

    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"
    DECLINED = "declined"
    """The country says that it will not do this; the note says why."""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A document that backs an answer. Never about an identifiable child.

    Attributes:
        file: SHA-256 of a file that is kept outside the database; empty: none.
        file_name: What that file is called; empty without one.
    """

    title: str
    link: str = ""
    date: str = ""
    page: str = ""
    file: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """A recorded number; ``value`` None stands for "<5" (too few to publish)."""

    key: str
    value: Decimal | None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was given to one indicator.

    Attributes:
        met: Keys of the criteria met; always empty when unknown.
        grade: Letter of the evidence grade; empty when none was chosen.
    """

    status: AnswerStatus
    met: frozenset[str] = frozenset()
    grade: str = ""
    evidence: tuple[EvidenceItem, ...] = ()
    figures: tuple[FigureEntry, ...] = ()
    note: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether it counts as answered (rule 6), unlike "we do not know"."""
        return self.status is AnswerStatus.ANSWERED


@dataclass(frozen=True, slots=True)
class PlanItem:
    """An action a country commits to, or declines: meeting one criterion of one indicator.

    Attributes:
        owner: The body that is to do it; empty: the one the framework names.
        note: Of a declined action, the reason, which it cannot be without.
        wording: The action in the country's own words; empty: in those of the framework.
    """

    indicator: str
    criterion: str
    owner: str = ""
    due: date | None = None
    status: PlanStatus = PlanStatus.PLANNED
    note: str = ""
    wording: str = ""

    @property
    def is_declined(self) -> bool:
        """Whether the country says that it will not do this."""
        return self.status is PlanStatus.DECLINED


@dataclass(frozen=True, slots=True)
class Subject:
    """The country assessed: ISO 3166-1 alpha-2 code; XA-XZ are invented countries."""

    code: str
    name: str = ""

    @property
    def is_invented(self) -> bool:
        """Whether the code is one of the user-assigned codes XA to XZ.

        XK is left out: it is in wide use for a real territory, CLDR's among them.
        """
        return self.code in INVENTED_CODES


@dataclass(frozen=True, slots=True)
class Clearance:
    """Who cleared the assessment for use, in what function, and when.

    Attributes:
        reference: A random word, so that no two clearances give the same file, and with
            it the same code; empty when it was not cleared here.
    """

    name: str
    function: str
    on: date
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One country, one edition, one period: everything that is scored and printed.

    Attributes:
        framework: Key of the framework.
        edition: Edition of the framework it was answered against.
        scope: Whether all indicators are asked or the core set; answers outside the scope
            are kept and change nothing.
        period: The year assessed (``2026``) or span of years (``2025-2026``).
        targets: Indicator key -> level the country aims at, where it differs.
        target_reasons: Indicator key -> why it aims there; only beside a target.
    """

    framework: str
    edition: str
    subject: Subject
    kind: AssessmentKind
    period: str
    respondent: str = ""
    language: str = "en"
    scope: Scope = Scope.FULL
    profile: Profile = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    targets: Mapping[str, int] = field(default_factory=dict)
    target_reasons: Mapping[str, str] = field(default_factory=dict)
    plan: tuple[PlanItem, ...] = ()
    clearance: Clearance | None = None

    @property
    def is_training(self) -> bool:
        """Whether it is an exercise: watermarked, never beside real data."""
        return self.kind is AssessmentKind.TRAINING or self.subject.is_invented

    def with_answer(self, indicator_key: str, answer: Answer | None) -> "Assessment":
        """Return a copy in which *indicator_key* has *answer* (None: unanswered)."""
        answers = {k: v for k, v in self.answers.items() if k != indicator_key}
        if answer is not None:
            answers[indicator_key] = answer
        return replace(self, answers=answers)
