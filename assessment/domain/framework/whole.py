"""One edition of a framework, with its parts by key and in the order people read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from assessment.domain.framework.contradictions import (
    Contradiction,
    ReviewSettings,
)
from assessment.domain.framework.indicators import (
    Indicator,
)
from assessment.domain.framework.parts import (
    Band,
    EvidenceGrade,
    Fact,
    Instrument,
    Level,
    Point,
    Recommendation,
    Scope,
    ScoringSettings,
    SdgTarget,
    Sector,
    Source,
    Term,
)
from assessment.domain.framework.training import (
    Archetype,
    Example,
    Link,
)


@dataclass(frozen=True)
class Framework:
    """One edition of a framework. Comparable only with itself and ``compatible`` ones.

    Attributes:
        digest: SHA-256 of the file it was read from, hexadecimal.
        disclaimer: Sentence on what a score is not, printed wherever scores are shown.
        whole: The full framework, when this is a part of it.
        narrowed_from: What was narrowed to this part, when a person sees a part only.
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
    contradictions: tuple[Contradiction, ...] = ()
    review: ReviewSettings = field(default_factory=ReviewSettings)
    compatible: tuple[str, ...] = ()
    digest: str = ""
    whole: "Framework | None" = field(default=None, repr=False)
    narrowed_from: "Framework | None" = field(default=None, repr=False)

    def __hash__(self) -> int:
        return hash((self.key, self.edition, self.digest, self.scope))

    @property
    def scope(self) -> Scope:
        """How much of the framework this is."""
        if self.narrowed_from is not None:
            return self.narrowed_from.scope
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
        if self.narrowed_from is not None and scope is self.scope:
            return self
        whole = self.whole or self
        return whole if scope is Scope.FULL else whole._core  # noqa: SLF001

    def narrowed(self, keys: frozenset[str]) -> "Framework":
        """Return the part with the indicators *keys* only, numbered as in the whole.

        A person of whom a part was asked sees, answers and is shown the results of that
        part: whatever is worked out from it can tell nothing of the rest.
        """
        kept = tuple(i for i in self.indicators if i.key in keys)
        points = {indicator.point for indicator in kept}
        return replace(
            self,
            indicators=kept,
            points=tuple(point for point in self.points if point.key in points),
            contradictions=self._contradictions_among(keys),
            examples=(),
            linked=(),
            whole=self.whole or self,
            narrowed_from=self,
        )

    @cached_property
    def _core(self) -> "Framework":
        core = tuple(indicator for indicator in self.indicators if indicator.core)
        return replace(
            self,
            indicators=core,
            contradictions=self._contradictions_among(frozenset(i.key for i in core)),
            examples=(),
            whole=self,
        )

    def _contradictions_among(self, keys: frozenset[str]) -> tuple[Contradiction, ...]:
        """Return those about *keys* only: one about another would tell of its answer."""
        return tuple(c for c in self.contradictions if keys.issuperset(c.indicators))

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
    def contradictions_by_key(self) -> Mapping[str, Contradiction]:
        """Contradictions by their key."""
        return {declared.key: declared for declared in self.contradictions}

    @cached_property
    def contradictions_about(self) -> Mapping[str, tuple[Contradiction, ...]]:
        """Indicator key -> the contradictions that name it; others: left out."""
        about: dict[str, list[Contradiction]] = {}
        for declared in self.contradictions:
            for key in declared.indicators:
                about.setdefault(key, []).append(declared)
        return {key: tuple(declared) for key, declared in about.items()}

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
