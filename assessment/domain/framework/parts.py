"""What a framework is made of besides its indicators: scale, points, facts, terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class IndicatorType(StrEnum):
    """What kind of thing an indicator looks at (OHCHR, HR/PUB/12/5)."""

    STRUCTURE = "structure"
    PROCESS = "process"
    OUTCOME = "outcome"


class Effort(StrEnum):
    """What an action mainly needs."""

    QUICK = "quick"
    BUDGET = "budget"
    LAW = "law"


class Provenance(StrEnum):
    """How surely a point's wording is that of the document it stands for."""

    QUOTED = "quoted"
    PARAPHRASED = "paraphrased"
    INFERRED = "inferred"


class Scope(StrEnum):
    """How much of a framework a round asks: everything, or a core set to begin with."""

    FULL = "full"
    CORE = "core"


class FactKind(StrEnum):
    """How a profile fact is answered."""

    YES_NO = "yes_no"
    ONE_OF = "one_of"
    SEVERAL_OF = "several_of"


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is cited, and how much of it the authors have read."""

    code: str
    title: str
    date: str = ""
    publisher: str = ""
    seen: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source; ``at`` is a paragraph, page or article."""

    source: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A step of the scale and the score it stands for."""

    number: int
    label: str
    score: Decimal


@dataclass(frozen=True, slots=True)
class EvidenceGrade:
    """How well an answer is backed.

    Attributes:
        grade: The letter stored with an answer.
        cap: Highest level this grade supports in the evidenced score; None: no cap.
        public: Whether anybody can read what is shown. Only then does a criterion that
            needs a public document count in the evidenced score (rule 7).
    """

    grade: str
    label: str
    help: str
    cap: int | None
    public: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A named range of scores, from ``lower`` (inclusive) to the next band."""

    key: str
    label: str
    lower: Decimal
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Sector:
    """A part of the State that leads on an indicator or owns an action."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty or standard that legal hooks refer to.

    Attributes:
        treaty: Value of the treaty fact that stands for it; empty when hooks to it are
            always shown. Legal hooks never change a score.
    """

    key: str
    title: str
    treaty: str = ""


@dataclass(frozen=True, slots=True)
class SdgTarget:
    """A target of the Sustainable Development Goals that indicators contribute to."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class ScoringSettings:
    """The settings of DESIGN section 5 that a framework may choose.

    Attributes:
        minimum_coverage: Share answered below which a result is provisional (rule 6).
        default_target: Level an indicator should reach (rule 10).
        cap_band: Key of the band a critical indicator caps at (rule 8).
    """

    minimum_coverage: Decimal
    default_target: int
    cap_band: str


@dataclass(frozen=True, slots=True)
class Point:
    """One of the headings the framework is organised by."""

    key: str
    title: str
    summary: str
    provenance: Provenance
    citations: tuple[Citation, ...]
    weight: Decimal = Decimal(1)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One ask of a recommending body that indicators serve, in our words."""

    key: str
    text: str
    body: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class FactOption:
    """A value a profile fact may take."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about the country that switches indicators or criteria on or off.

    Attributes:
        options: The values to choose from; for yes/no facts ``yes`` and ``no``.
        reasons: Value -> sentence printed when the fact switches something off: for
            yes/no and one-of facts when the value is the answer, for several-of facts
            when the value was not chosen.
        presentation_only: True when the fact only changes what is shown (treaties,
            small numbers) and may not stand in a condition.
    """

    key: str
    question: str
    kind: FactKind
    options: tuple[FactOption, ...]
    help: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    presentation_only: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """The values that may be chosen."""
        return tuple(option.value for option in self.options)


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when one of ``values`` is among the answer to ``fact``.

    Plain equality (``is``) and membership (``has``, ``in``) all come down to this; an
    unanswered fact switches nothing off.
    """

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word that needs a definition; marked where it is read (``domain.terms``).

    Attributes:
        term: How a list of terms calls it.
        forms: The phrases of the texts that are marked, e.g. singular and plural.
    """

    key: str
    term: str
    forms: tuple[str, ...]
    definition: str
    source: Citation
