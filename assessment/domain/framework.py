"""The framework: what is asked, why, and how it counts (DESIGN section 4).

Everything here is frozen and built once per edition by ``assessment.framework_file``,
which guarantees that every reference resolves. Texts are in the framework's own
language; presentation translates them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


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


@dataclass(frozen=True, slots=True)
class PointShape:
    """The levels an archetype is expected to reach in one point, and why.

    Attributes:
        levels: Indicator type -> expected level; types left out follow the means.
        reason: Why it is so in this kind of country, for who reads the file.
    """

    point: str
    levels: Mapping[IndicatorType, Decimal]
    reason: str


@dataclass(frozen=True, slots=True)
class OwnLevel:
    """An indicator in which an archetype stands out from its point, and why."""

    indicator: str
    level: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Dissent:
    """How often an alternative assessment differs where evidence is weak, 0 to 1."""

    lower: Decimal
    higher: Decimal


@dataclass(frozen=True, slots=True)
class Archetype:
    """A kind of invented country that samples are drawn from (for training only).

    The expected level of an indicator is its own, else that of its point and type, else
    the mean of its type; the seed varies around it.

    Attributes:
        profile: Fact key -> values.
        means: Indicator type -> expected level, between 0 and the highest level.
        points: Point key -> shift of the expected level in that point.
        shape: Expected levels by point and type.
        own: Indicators that stand out.
        spread: Standard deviation of one indicator around its expected level, in levels.
        unknown: Share of indicators answered "we do not know", 0 to 1.
        unanswered: Share of indicators left unanswered, 0 to 1.
        grades: Evidence grade -> relative frequency.
        overclaims: Share of answers that claim more than their evidence supports.
        provisional: True when more may stay open than a final result allows.
        dissent: How its alternative assessments differ; None: as everywhere.
    """

    key: str
    label: str
    description: str
    profile: Mapping[str, tuple[str, ...]]
    means: Mapping[IndicatorType, Decimal]
    points: Mapping[str, Decimal]
    unknown: Decimal
    unanswered: Decimal
    grades: Mapping[str, Decimal]
    shape: tuple[PointShape, ...] = ()
    own: tuple[OwnLevel, ...] = ()
    spread: Decimal = Decimal("0.7")
    overclaims: Decimal = Decimal("0.1")
    provisional: bool = False
    dissent: Dissent | None = None

    def expected_level(self, indicator: Indicator) -> Decimal:
        """Return the level to expect of *indicator* before chance has its say."""
        for own in self.own:
            if own.indicator == indicator.key:
                return own.level
        for shape in self.shape:
            if shape.point == indicator.point and indicator.type in shape.levels:
                return shape.levels[indicator.type]
        shift = self.points.get(indicator.point, Decimal(0))
        return self.means[indicator.type] + shift


@dataclass(frozen=True, slots=True)
class Link:
    """Indicators that rise and fall together in a real country, and why."""

    indicators: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ExampleAnswer:
    """An answer of a golden example: the criteria met, or unknown."""

    met: tuple[str, ...] = ()
    grade: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """Golden answers with the scores they must give; ``assessment check`` runs them.

    Attributes:
        answers: Indicator key -> answer; indicators not named are unanswered.
        expect: What to compare -> the expected text. Keys: ``overall``, ``low``,
            ``high``, ``evidenced``, ``coverage``, ``band``, ``law-practice-gap``,
            ``point:KEY``, ``level:KEY``, ``gap:KEY`` (1-based rank). Numbers are rounded
            half up to the decimals given; ``none`` stands for no score.
    """

    key: str
    title: str
    profile: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, ExampleAnswer]
    expect: Mapping[str, str]


@dataclass(frozen=True)
class Framework:
    """One edition of a framework. Comparable only with itself and ``compatible`` ones.

    Attributes:
        digest: SHA-256 of the file it was read from, hexadecimal.
        disclaimer: Sentence on what a score is not, printed wherever scores are shown.
        whole: The full framework, when this is its core part.
    """

    key: str
    edition: str
    title: str
    publisher: str
    licence: str
    language: str
    summary: str
    disclaimer: str
    levels: tuple[Level, ...]
    grades: tuple[EvidenceGrade, ...]
    bands: tuple[Band, ...]
    scoring: ScoringSettings
    sectors: tuple[Sector, ...]
    points: tuple[Point, ...]
    facts: tuple[Fact, ...]
    indicators: tuple[Indicator, ...]
    sources: tuple[Source, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    sdg_targets: tuple[SdgTarget, ...] = ()
    archetypes: tuple[Archetype, ...] = ()
    linked: tuple[Link, ...] = ()
    examples: tuple[Example, ...] = ()
    terms: tuple[Term, ...] = ()
    compatible: tuple[str, ...] = ()
    digest: str = ""
    whole: "Framework | None" = field(default=None, repr=False)

    def __hash__(self) -> int:
        return hash((self.key, self.edition, self.digest, self.scope))

    @property
    def scope(self) -> Scope:
        """How much of the framework this is."""
        return Scope.FULL if self.whole is None else Scope.CORE

    @property
    def has_core(self) -> bool:
        """Whether a core round is shorter than the full one, and not empty."""
        everything = (self.whole or self).indicators
        return 0 < sum(indicator.core for indicator in everything) < len(everything)

    def in_scope(self, scope: Scope) -> "Framework":
        """Return what a round of *scope* asks; the same object for the same scope.

        The core part keeps keys, numbers, points and rules of the whole; it only leaves
        indicators out. Scores of two scopes are never compared (``comparison``).
        """
        whole = self.whole or self
        return whole if scope is Scope.FULL else whole._core  # noqa: SLF001

    @cached_property
    def _core(self) -> "Framework":
        core = tuple(indicator for indicator in self.indicators if indicator.core)
        return replace(self, indicators=core, examples=(), whole=self)

    @property
    def top_level(self) -> int:
        """The highest level of the scale."""
        return self.levels[-1].number

    @cached_property
    def indicators_by_key(self) -> Mapping[str, Indicator]:
        """Indicators by their key."""
        return {indicator.key: indicator for indicator in self.indicators}

    @cached_property
    def points_by_key(self) -> Mapping[str, Point]:
        """Points by their key."""
        return {point.key: point for point in self.points}

    @cached_property
    def facts_by_key(self) -> Mapping[str, Fact]:
        """Profile facts by their key."""
        return {fact.key: fact for fact in self.facts}

    @cached_property
    def sectors_by_key(self) -> Mapping[str, Sector]:
        """Sectors by their key."""
        return {sector.key: sector for sector in self.sectors}

    @cached_property
    def sources_by_code(self) -> Mapping[str, Source]:
        """Sources by their code."""
        return {source.code: source for source in self.sources}

    @cached_property
    def instruments_by_key(self) -> Mapping[str, Instrument]:
        """Legal instruments by their key."""
        return {instrument.key: instrument for instrument in self.instruments}

    @cached_property
    def grades_by_letter(self) -> Mapping[str, EvidenceGrade]:
        """Evidence grades by their letter."""
        return {grade.grade: grade for grade in self.grades}

    @cached_property
    def bands_by_key(self) -> Mapping[str, Band]:
        """Bands by their key."""
        return {band.key: band for band in self.bands}

    @cached_property
    def indicators_of(self) -> Mapping[str, tuple[Indicator, ...]]:
        """Point key -> its indicators, in file order."""
        return {
            point.key: tuple(i for i in self.indicators if i.point == point.key)
            for point in self.points
        }

    @cached_property
    def in_reading_order(self) -> tuple[Indicator, ...]:
        """The indicators point by point, as people read them; a file may mix points."""
        return tuple(i for p in self.points for i in self.indicators_of[p.key])

    @cached_property
    def criteria_total(self) -> int:
        """Number of criteria of all indicators."""
        return sum(len(rung.criteria) for i in self.indicators for rung in i.ladder)

    @cached_property
    def public_criteria(self) -> Mapping[str, frozenset[str]]:
        """Indicator key -> its criteria that need a public document; others: left out."""
        found = {
            indicator.key: frozenset(
                c.key for c in indicator.criteria() if c.needs_public
            )
            for indicator in self.indicators
        }
        return {key: criteria for key, criteria in found.items() if criteria}

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """Point and indicator key -> the number people see, e.g. ``3`` and ``3.2``.

        Numbers follow the order of the file and may change with an edition; keys never
        do.
        """
        if self.whole is not None:
            return self.whole.numbers
        numbers: dict[str, str] = {}
        for position, point in enumerate(self.points, start=1):
            numbers[point.key] = str(position)
            for place, indicator in enumerate(self.indicators_of[point.key], start=1):
                numbers[indicator.key] = f"{position}.{place}"
        return numbers

    def target_of(self, indicator: Indicator) -> int:
        """Return the level *indicator* should reach when the country set none."""
        if indicator.target is None:
            return self.scoring.default_target
        return indicator.target
