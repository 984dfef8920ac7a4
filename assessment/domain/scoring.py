"""The one scoring function (DESIGN section 5, rules 1 to 9 and 12).

Levels follow the cumulative logic of WHO's SPAR: a level holds only when everything
below it holds. Points are means of indicators and the whole is a mean of points, so that
a point with nine indicators does not outweigh one with six. "Not answered" is never zero
and "not applicable" is neither zero nor full.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from assessment.domain.answers import Answer, Assessment, Profile
from assessment.domain.framework import (
    Band,
    Criterion,
    Framework,
    Indicator,
    IndicatorType,
)
from assessment.domain.profile import is_applicable, is_criterion_applicable


class ScoreStatus(StrEnum):
    """Why an indicator has a score, or has none."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    UNANSWERED = "unanswered"
    INAPPLICABLE = "inapplicable"


class Standing(StrEnum):
    """What a critical indicator does to the band of its point and of the whole (rule 8)."""

    CAPS = "caps"
    FLAGS = "flags"
    OPEN = "open"


class Lens(StrEnum):
    """A way to regroup the same indicator scores (rule 9)."""

    POINTS = "points"
    RECOMMENDATIONS = "recommendations"
    TYPES = "types"
    SECTORS = "sectors"
    SDG_TARGETS = "sdg-targets"


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """What one indicator scores.

    Attributes:
        level: Level reached (rule 1); None unless answered.
        score: Score of that level (rule 2); None unless answered.
        evidenced_level: The level that what was shown supports (rule 7).
        ahead: Criteria met above the level; shown, not counted.
        low: Score assumed for the low end of the range (rule 5); None if inapplicable.
        high: Score assumed for the high end.
        criteria_asked: Number of its criteria that are asked of this country.
    """

    key: str
    status: ScoreStatus
    weight: Decimal
    level: int | None = None
    score: Decimal | None = None
    evidenced_level: int | None = None
    evidenced: Decimal | None = None
    ahead: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    criteria_asked: int = 0

    @property
    def is_applicable(self) -> bool:
        """Whether it counts for this country."""
        return self.status is not ScoreStatus.INAPPLICABLE


@dataclass(frozen=True, slots=True)
class GroupScore:
    """A weighted mean over indicators, with its range and its evidenced twin.

    Attributes:
        score: None when nothing in it is answered (never 0, rule 3).
        low: The same mean with everything open at the lowest level (rule 5).
        high: The same with everything open at the highest.
        evidenced: The same with levels capped by evidence (rule 7).
        answered: Number of applicable indicators answered.
        applicable: Number of applicable indicators.
        members: Keys of all its indicators, applicable or not, in framework order.
    """

    key: str
    score: Decimal | None
    low: Decimal | None
    high: Decimal | None
    evidenced: Decimal | None
    answered: int
    applicable: int
    members: tuple[str, ...]

    @property
    def coverage(self) -> Decimal | None:
        """Answered ÷ applicable (rule 6); None when nothing applies."""
        if not self.applicable:
            return None
        return Decimal(self.answered) / self.applicable


@dataclass(frozen=True, slots=True)
class BandResult:
    """The band of a score, with what held it back (rule 8).

    Attributes:
        band: Key of the band that holds.
        uncapped: Key of the band the number alone would give.
        capped_by: Critical indicators answered below their ``caps_below``. They hold any
            better band, and are named even where the number gives none.
        flagged_by: Those answered below their ``flags_below`` that do not cap.
        flagged_open: Those that are asked and not answered.
    """

    band: str
    uncapped: str
    capped_by: tuple[str, ...] = ()
    flagged_by: tuple[str, ...] = ()
    flagged_open: tuple[str, ...] = ()

    @property
    def is_capped(self) -> bool:
        """Whether a critical indicator lowered the band."""
        return self.band != self.uncapped


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Everything :func:`score_assessment` found. Screen, paper and data show this.

    Attributes:
        indicators: Every indicator of the framework, in its order.
        points: Every point, in framework order.
        overall: Mean of the points that have a score (rule 4).
        bands: Point key -> band, for points with a score; ``overall_band`` for the whole.
        law_practice_gap: Structure mean − mean of process and outcome indicators; None
            when either is missing.
        is_provisional: Coverage below the minimum: marked, never compared (rule 6).
        criteria_asked: Number of criteria asked of this country; fewer make a level
            easier, so it is shown beside the result.
        criteria_total: Number of criteria in the framework, or in its core part.
    """

    indicators: tuple[IndicatorScore, ...]
    points: tuple[GroupScore, ...]
    overall: GroupScore
    bands: Mapping[str, BandResult]
    overall_band: BandResult | None
    law_practice_gap: Decimal | None
    is_provisional: bool
    lenses: Mapping[Lens, tuple[GroupScore, ...]]
    by_key: Mapping[str, IndicatorScore]
    criteria_asked: int
    criteria_total: int

    def lens(self, lens: Lens) -> tuple[GroupScore, ...]:
        """Return the groups of *lens*, in framework order."""
        return self.lenses[lens]


def score_assessment(framework: Framework, assessment: Assessment) -> Scorecard:
    """Score *assessment* against *framework*: every rule of DESIGN section 5.

    Answers to inapplicable indicators and criteria change nothing, nor do answers outside
    the scope of the round.
    """
    framework = framework.in_scope(assessment.scope)
    scores = tuple(
        score_indicator(
            framework,
            indicator,
            assessment.answers.get(indicator.key),
            assessment.profile,
        )
        for indicator in framework.indicators
    )
    by_key = {score.key: score for score in scores}
    lenses = {
        lens: tuple(
            _group(key, (by_key[member] for member in members))
            for key, members in groups
        )
        for lens, groups in _memberships(framework).items()
    }
    points = lenses[Lens.POINTS]
    overall = _overall(framework, scores, points)
    coverage = overall.coverage
    minimum = framework.scoring.minimum_coverage
    return Scorecard(
        indicators=scores,
        points=points,
        overall=overall,
        bands=_bands(framework, points, by_key),
        overall_band=_band(framework, overall, by_key),
        law_practice_gap=_law_practice_gap(framework, by_key),
        is_provisional=coverage is None or coverage < minimum,
        lenses=lenses,
        by_key=by_key,
        criteria_asked=sum(score.criteria_asked for score in scores),
        criteria_total=framework.criteria_total,
    )


def score_indicator(
    framework: Framework, indicator: Indicator, answer: Answer | None, profile: Profile
) -> IndicatorScore:
    """Score one indicator (rules 1, 2, 5 and 7)."""
    if not is_applicable(indicator, profile):
        return IndicatorScore(indicator.key, ScoreStatus.INAPPLICABLE, indicator.weight)
    asked = sum(is_criterion_applicable(c, profile) for c in indicator.criteria())
    lowest, highest = framework.levels[0].score, framework.levels[-1].score
    if answer is None or not answer.is_answered:
        return IndicatorScore(
            indicator.key,
            ScoreStatus.UNANSWERED if answer is None else ScoreStatus.UNKNOWN,
            indicator.weight,
            low=lowest,
            high=highest,
            criteria_asked=asked,
        )
    level = level_reached(indicator, answer.met, profile)
    evidenced_level = level_evidenced(framework, indicator, answer, profile)
    score = framework.levels[level].score
    return IndicatorScore(
        indicator.key,
        ScoreStatus.ANSWERED,
        indicator.weight,
        level=level,
        score=score,
        evidenced_level=evidenced_level,
        evidenced=framework.levels[evidenced_level].score,
        ahead=criteria_ahead(indicator, answer.met, profile, level=level),
        low=score,
        high=score,
        criteria_asked=asked,
    )


def level_evidenced(
    framework: Framework, indicator: Indicator, answer: Answer, profile: Profile
) -> int:
    """Return the level that what was shown supports (rule 7).

    The grade caps it, and a criterion that needs a public document counts only when the
    grade is that of public documents.
    """
    unproven = unproven_criteria(framework, indicator.key, answer)
    level = level_reached(indicator, answer.met - unproven, profile)
    return min(level, evidence_cap(framework, answer.grade))


def unproven_criteria(
    framework: Framework, indicator: str, answer: Answer
) -> frozenset[str]:
    """Return the criteria met that need a public document and have none (rule 7)."""
    needing = framework.public_criteria.get(indicator)
    grade = framework.grades_by_letter.get(answer.grade)
    if not needing or (grade is not None and grade.public):
        return frozenset()
    return needing & answer.met


def level_reached(indicator: Indicator, met: frozenset[str], profile: Profile) -> int:
    """Return the highest rung up to which every applicable criterion is met (rule 1).

    A rung whose criteria are all inapplicable counts as met.
    """
    level = 0
    for rung in indicator.ladder:
        if any(
            criterion.key not in met and is_criterion_applicable(criterion, profile)
            for criterion in rung.criteria
        ):
            break
        level = rung.level
    return level


def criteria_ahead(
    indicator: Indicator, met: frozenset[str], profile: Profile, *, level: int
) -> tuple[str, ...]:
    """Return the applicable criteria met above *level*: shown as "ahead", not counted."""
    return tuple(
        criterion.key
        for rung in indicator.ladder
        if rung.level > level
        for criterion in rung.criteria
        if criterion.key in met and is_criterion_applicable(criterion, profile)
    )


def unmet_criteria(
    indicator: Indicator, met: frozenset[str], profile: Profile, *, level: int
) -> tuple[Criterion, ...]:
    """Return the applicable criteria of rung *level* that are not met."""
    return tuple(
        criterion
        for rung in indicator.ladder
        if rung.level == level
        for criterion in rung.criteria
        if criterion.key not in met and is_criterion_applicable(criterion, profile)
    )


def evidence_cap(framework: Framework, grade: str) -> int:
    """Return the highest level an evidence *grade* supports (rule 7).

    An answer without a grade is treated like the weakest grade: nothing was shown.
    """
    known = framework.grades_by_letter.get(grade) or framework.grades[-1]
    return framework.top_level if known.cap is None else known.cap


def band_of(framework: Framework, score: Decimal) -> Band:
    """Return the band of an unrounded *score* (rule 8)."""
    return next(band for band in reversed(framework.bands) if score >= band.lower)


def weighted_mean(pairs: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Return the mean of ``(value, weight)`` pairs; None when there are none."""
    total = weight_sum = Decimal(0)
    for value, weight in pairs:
        total += value * weight
        weight_sum += weight
    return total / weight_sum if weight_sum else None


def _group(key: str, members: Iterable[IndicatorScore]) -> GroupScore:
    every = tuple(members)
    applicable = [score for score in every if score.is_applicable]
    answered = [score for score in applicable if score.score is not None]
    return GroupScore(
        key=key,
        score=weighted_mean(
            (s.score, s.weight) for s in answered if s.score is not None
        ),
        low=weighted_mean((s.low, s.weight) for s in applicable if s.low is not None),
        high=weighted_mean(
            (s.high, s.weight) for s in applicable if s.high is not None
        ),
        evidenced=weighted_mean(
            (s.evidenced, s.weight) for s in answered if s.evidenced is not None
        ),
        answered=len(answered),
        applicable=len(applicable),
        members=tuple(score.key for score in every),
    )


def _overall(
    framework: Framework,
    scores: tuple[IndicatorScore, ...],
    points: tuple[GroupScore, ...],
) -> GroupScore:
    """Mean of the point scores that exist (rule 4), and its range (rule 5).

    A point without any answer has no score but does widen the range: everything in it is
    still open.
    """
    weights = {point.key: point.weight for point in framework.points}

    def mean_of(values: Iterable[tuple[str, Decimal | None]]) -> Decimal | None:
        return weighted_mean((v, weights[k]) for k, v in values if v is not None)

    return GroupScore(
        key="overall",
        score=mean_of((p.key, p.score) for p in points),
        low=mean_of((p.key, p.low) for p in points),
        high=mean_of((p.key, p.high) for p in points),
        evidenced=mean_of((p.key, p.evidenced) for p in points),
        answered=sum(p.answered for p in points),
        applicable=sum(p.applicable for p in points),
        members=tuple(score.key for score in scores),
    )


def _bands(
    framework: Framework,
    groups: Iterable[GroupScore],
    by_key: Mapping[str, IndicatorScore],
) -> dict[str, BandResult]:
    found = ((group.key, _band(framework, group, by_key)) for group in groups)
    return {key: band for key, band in found if band is not None}


def _band(
    framework: Framework, group: GroupScore, by_key: Mapping[str, IndicatorScore]
) -> BandResult | None:
    """Return the band of *group*; critical indicators cap the band, not the number."""
    if group.score is None:
        return None
    standings: dict[Standing, list[str]] = {standing: [] for standing in Standing}
    for key in group.members:
        found = critical_standing(framework.indicators_by_key[key], by_key[key])
        if found is not None:
            standings[found].append(key)
    uncapped = band_of(framework, group.score)
    cap = framework.bands_by_key[framework.scoring.cap_band]
    is_held = standings[Standing.CAPS] and uncapped.lower > cap.lower
    return BandResult(
        band=(cap if is_held else uncapped).key,
        uncapped=uncapped.key,
        capped_by=tuple(standings[Standing.CAPS]),
        flagged_by=tuple(standings[Standing.FLAGS]),
        flagged_open=tuple(standings[Standing.OPEN]),
    )


def critical_standing(indicator: Indicator, score: IndicatorScore) -> Standing | None:
    """Return what a critical indicator does to a band; None when it does nothing."""
    if not indicator.critical or not score.is_applicable:
        return None
    if score.level is None:
        return Standing.OPEN
    if score.level < indicator.caps_below:
        return Standing.CAPS
    return Standing.FLAGS if score.level < indicator.flags_below else None


def _law_practice_gap(
    framework: Framework, by_key: Mapping[str, IndicatorScore]
) -> Decimal | None:
    """Structure mean − mean of process and outcome indicators (rule 9)."""
    law: list[tuple[Decimal, Decimal]] = []
    practice: list[tuple[Decimal, Decimal]] = []
    for indicator in framework.indicators:
        score = by_key[indicator.key].score
        if score is not None:
            side = law if indicator.type is IndicatorType.STRUCTURE else practice
            side.append((score, indicator.weight))
    law_mean, practice_mean = weighted_mean(law), weighted_mean(practice)
    if law_mean is None or practice_mean is None:
        return None
    return law_mean - practice_mean


@lru_cache(maxsize=8)
def _memberships(
    framework: Framework,
) -> Mapping[Lens, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return, per lens, its groups and their indicators; cached, as editions are frozen."""
    groups: dict[Lens, dict[str, list[str]]] = {
        lens: defaultdict(list) for lens in Lens
    }
    for indicator in framework.indicators:
        groups[Lens.POINTS][indicator.point].append(indicator.key)
        groups[Lens.TYPES][indicator.type.value].append(indicator.key)
        groups[Lens.SECTORS][indicator.lead].append(indicator.key)
        for recommendation in indicator.recommendations:
            groups[Lens.RECOMMENDATIONS][recommendation].append(indicator.key)
        for target in indicator.sdg:
            groups[Lens.SDG_TARGETS][target].append(indicator.key)
    order = {
        Lens.POINTS: [point.key for point in framework.points],
        Lens.RECOMMENDATIONS: [r.key for r in framework.recommendations],
        Lens.TYPES: [kind.value for kind in IndicatorType],
        Lens.SECTORS: [sector.key for sector in framework.sectors],
        Lens.SDG_TARGETS: [target.key for target in framework.sdg_targets],
    }
    return {
        lens: tuple(
            (key, tuple(groups[lens][key])) for key in keys if groups[lens][key]
        )
        for lens, keys in order.items()
    }
