"""Several assessments side by side (DESIGN section 5, "Comparison").

Like is set beside like only: one edition, nothing provisional, training data among itself.
What is left out is listed with its reason, so that nobody takes a missing country for a
country that did not answer. Bands come first; ranks are computed only when asked for.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import PurePath
from uuid import UUID

from assessment.domain.answers import Assessment, AssessmentKind
from assessment.domain.framework import Framework, Scope
from assessment.domain.scoring import (
    BandResult,
    GroupScore,
    Scorecard,
    score_assessment,
)
from assessment.errors import N_, ComparisonError

NOTHING_CHOSEN = N_("There is nothing to compare. Choose at least one assessment.")


class Exclusion(StrEnum):
    """Why an assessment is kept out of a comparison."""

    OTHER_EDITION = "other-edition"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class Entry:
    """An assessment offered for comparison.

    Attributes:
        key: Whatever identifies it to the caller (a file name, an id); unique.
        scorecard: Its scores where they are known already; computed when None.
    """

    key: str
    assessment: Assessment
    scorecard: Scorecard | None = None


@dataclass(frozen=True, slots=True)
class Excluded:
    """An entry that was kept out, and why.

    Attributes:
        coverage: Its coverage when it was scored; None for another edition.
    """

    key: str
    assessment: Assessment
    reason: Exclusion
    coverage: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One assessment of the comparison, with all its scores.

    Attributes:
        beside: Key of the government assessment of the same country and period that this
            alternative one stands beside; empty for all others.
    """

    key: str
    assessment: Assessment
    scorecard: Scorecard
    beside: str = ""

    @property
    def is_alternative(self) -> bool:
        """Whether somebody else than the government made it."""
        return self.assessment.kind is AssessmentKind.ALTERNATIVE


@dataclass(frozen=True, slots=True)
class Cell:
    """What one assessment scores in one row; all None where nothing was answered."""

    score: Decimal | None
    low: Decimal | None
    high: Decimal | None
    evidenced: Decimal | None
    band: BandResult | None

    @property
    def is_capped(self) -> bool:
        """Whether a critical indicator holds the band below what the number gives."""
        return self.band is not None and self.band.is_capped


@dataclass(frozen=True, slots=True)
class Row:
    """One heading across all assessments; cells stand in the order of the columns."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Tier:
    """A band and the assessments in it, in the order of the columns."""

    band: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Assessments of one edition side by side.

    Attributes:
        columns: In the order they were given.
        rows: One per point, in framework order.
        overall: The row of the whole.
        excluded: What was offered and kept out, in the order given.
        is_training: Whether everything in it is invented; it is then watermarked.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    overall: Row
    excluded: tuple[Excluded, ...]
    is_training: bool

    @property
    def scope(self) -> Scope:
        """How much was asked: the same in every column, since scopes are never mixed."""
        return self.columns[0].assessment.scope


def short_id(key: str) -> str:
    """Return a column key as short as people can use it: it tells twins apart.

    The first group of a UUID, the name of a file without its folder; else the key.
    """
    try:
        return str(UUID(key)).partition("-")[0]
    except ValueError:
        return PurePath(key).name or key


def compare(framework: Framework, entries: Sequence[Entry]) -> Comparison:
    """Set *entries* side by side, in the order given.

    Raises:
        ComparisonError: When two entries share a key, when training and real data or core
            and full rounds are mixed, or when nothing comparable is left.
    """
    _refuse_doubles(entries)
    _refuse_mixture(entries)
    _refuse_scopes(entries)
    framework = (
        framework.in_scope(entries[0].assessment.scope) if entries else framework
    )
    admitted: list[tuple[Entry, Scorecard]] = []
    excluded: list[Excluded] = []
    for entry in entries:
        verdict = _admit(framework, entry)
        if isinstance(verdict, Excluded):
            excluded.append(verdict)
        else:
            admitted.append((entry, verdict))
    if not admitted:
        raise ComparisonError(_nothing_left(excluded))
    beside = _counterparts([entry for entry, _ in admitted])
    columns = tuple(
        Column(entry.key, entry.assessment, scorecard, beside.get(entry.key, ""))
        for entry, scorecard in admitted
    )
    cards = [column.scorecard for column in columns]
    return Comparison(
        columns=columns,
        rows=_rows(framework, cards),
        overall=Row(
            "overall", tuple(_cell(card.overall, card.overall_band) for card in cards)
        ),
        excluded=tuple(excluded),
        is_training=columns[0].assessment.is_training,
    )


def is_comparable_edition(framework: Framework, assessment: Assessment) -> bool:
    """Return whether *assessment* answers this edition or one declared compatible."""
    return assessment.framework == framework.key and (
        assessment.edition == framework.edition
        or assessment.edition in framework.compatible
    )


def tiers(framework: Framework, comparison: Comparison) -> tuple[Tier, ...]:
    """Group the assessments by overall band, best band first; empty bands are left out.

    The band that holds counts, so a critical indicator at level 0 lowers the tier.
    """
    held = [
        (cell.band.band, column.key)
        for column, cell in zip(
            comparison.columns, comparison.overall.cells, strict=True
        )
        if cell.band is not None
    ]
    found = (
        Tier(band.key, tuple(key for held_band, key in held if held_band == band.key))
        for band in reversed(framework.bands)
    )
    return tuple(tier for tier in found if tier.columns)


@dataclass(frozen=True, slots=True)
class LevelDifference:
    """An indicator that two assessments of one country answer with different levels."""

    indicator: str
    first: int
    second: int

    @property
    def difference(self) -> int:
        """How much higher the second one puts it; negative: lower."""
        return self.second - self.first


def differing_levels(
    first: Scorecard, second: Scorecard
) -> tuple[LevelDifference, ...]:
    """Return what both answered, and differently: the widest apart first, then file order."""
    found = []
    for score in first.indicators:
        other = second.by_key[score.key]
        levels = score.level, other.level
        if levels[0] is not None and levels[1] is not None and levels[0] != levels[1]:
            found.append(LevelDifference(score.key, levels[0], levels[1]))
    return tuple(sorted(found, key=lambda each: -abs(each.difference)))


def ranks(scores: Mapping[str, Decimal | None]) -> dict[str, int]:
    """Rank unrounded *scores*, highest first; ties share a rank (1, 2, 2, 4: rule 11).

    Keys without a score have no rank. Never show a rank unasked (DESIGN section 5).
    """
    scored = {key: score for key, score in scores.items() if score is not None}
    places: dict[Decimal, int] = {}
    above = 0
    for score, count in sorted(Counter(scored.values()).items(), reverse=True):
        places[score] = above + 1
        above += count
    return {key: places[score] for key, score in scored.items()}


def _refuse_doubles(entries: Sequence[Entry]) -> None:
    counts = Counter(entry.key for entry in entries)
    if any(count > 1 for count in counts.values()):
        raise ComparisonError(
            N_("The same assessment was given twice. Name each one once.")
        )


def _refuse_mixture(entries: Sequence[Entry]) -> None:
    if len({entry.assessment.is_training for entry in entries}) > 1:
        raise ComparisonError(
            N_(
                "Invented countries and real ones may not be compared with each other. "
                "Leave out either all training data or all real data."
            )
        )


def _refuse_scopes(entries: Sequence[Entry]) -> None:
    """A core round and a full one ask different questions, so their means differ."""
    if len({entry.assessment.scope for entry in entries}) > 1:
        raise ComparisonError(
            N_(
                "A core round and a full round may not be compared with each other. "
                "Leave out either all core rounds or all full ones."
            )
        )


def _admit(framework: Framework, entry: Entry) -> Scorecard | Excluded:
    """Return the scores of *entry*, or why it has to stay out."""
    if not is_comparable_edition(framework, entry.assessment):
        return Excluded(entry.key, entry.assessment, Exclusion.OTHER_EDITION)
    scorecard = entry.scorecard or score_assessment(framework, entry.assessment)
    if scorecard.is_provisional:
        return Excluded(
            entry.key,
            entry.assessment,
            Exclusion.PROVISIONAL,
            scorecard.overall.coverage,
        )
    return scorecard


def _nothing_left(excluded: Sequence[Excluded]) -> str:
    if any(each.reason is Exclusion.PROVISIONAL for each in excluded):
        return N_(
            "Nothing is left to compare: too few indicators are answered. "
            "Answer more of them, then compare again."
        )
    if excluded:
        return N_(
            "Nothing is left to compare: every assessment belongs to another edition "
            "of the framework. Choose the edition they were answered against."
        )
    return NOTHING_CHOSEN


def _counterparts(entries: Iterable[Entry]) -> dict[str, str]:
    """Return, for alternative assessments, the government one of country and period."""
    every = list(entries)
    governments = {
        (e.assessment.subject.code, e.assessment.period): e.key
        for e in reversed(every)
        if e.assessment.kind is not AssessmentKind.ALTERNATIVE
    }
    found = (
        (e.key, governments.get((e.assessment.subject.code, e.assessment.period)))
        for e in every
        if e.assessment.kind is AssessmentKind.ALTERNATIVE
    )
    return {key: beside for key, beside in found if beside is not None}


def _rows(framework: Framework, cards: Sequence[Scorecard]) -> tuple[Row, ...]:
    by_point = [{group.key: group for group in card.points} for card in cards]
    return tuple(
        Row(
            point.key,
            tuple(
                _cell(groups.get(point.key), card.bands.get(point.key))
                for card, groups in zip(cards, by_point, strict=True)
            ),
        )
        for point in framework.points
    )


_EMPTY = Cell(None, None, None, None, None)


def _cell(group: GroupScore | None, band: BandResult | None) -> Cell:
    if group is None:
        return _EMPTY
    return Cell(group.score, group.low, group.high, group.evidenced, band)
