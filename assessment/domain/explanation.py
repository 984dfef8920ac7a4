"""Explaining a score: the worked calculation as data, for screen, paper and shell.

Every figure of a :class:`~assessment.domain.scoring.Scorecard` can be taken apart here
into the terms it was made of. Words are added by whoever presents it.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.domain.profile import is_criterion_applicable
from assessment.domain.scoring import (
    BandResult,
    GroupScore,
    IndicatorScore,
    Scorecard,
    ScoreStatus,
    Standing,
    critical_standing,
    unproven_criteria,
)


class CriterionState(StrEnum):
    """How one criterion entered the level."""

    MET = "met"
    AHEAD = "ahead"
    UNMET = "unmet"
    INAPPLICABLE = "inapplicable"


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a weighted mean.

    Attributes:
        key: Point or indicator key.
        status: Why it has no score, when it has none; None for points.
        contribution: score × weight ÷ sum of the weights that count; None when left out.
    """

    key: str
    weight: Decimal
    score: Decimal | None
    low: Decimal | None
    high: Decimal | None
    evidenced: Decimal | None
    contribution: Decimal | None
    status: ScoreStatus | None = None


@dataclass(frozen=True, slots=True)
class MeanExplanation:
    """A weighted mean, term by term; the contributions add up to the score."""

    result: GroupScore
    terms: tuple[Term, ...]
    weight_sum: Decimal
    band: BandResult | None


@dataclass(frozen=True, slots=True)
class RungExplanation:
    """The criteria of a rung with the state of each."""

    level: int
    criteria: tuple[tuple[str, CriterionState], ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class LevelExplanation:
    """Why an indicator stands on its level, rung by rung.

    Attributes:
        cap: Level the evidence grade supports at most (rule 7).
        grade: Evidence grade given; empty when none was.
        unproven: Criteria met that need a public document while the grade shows none:
            they do not count in the evidenced level.
        caps_below: Level below which it caps the band; None unless it is critical.
        flags_below: Level below which it raises a flag; None unless it is critical.
        standing: What it does to the band as it stands; None: nothing.
    """

    score: IndicatorScore
    rungs: tuple[RungExplanation, ...]
    grade: str
    cap: int | None
    unproven: tuple[str, ...] = ()
    caps_below: int | None = None
    flags_below: int | None = None
    standing: Standing | None = None


def explain_overall(framework: Framework, scorecard: Scorecard) -> MeanExplanation:
    """Take the overall score apart into its points (rules 4 and 5)."""
    weights = {point.key: point.weight for point in framework.points}
    counted = sum(
        (weights[p.key] for p in scorecard.points if p.score is not None), Decimal(0)
    )
    terms = tuple(
        Term(
            key=point.key,
            weight=weights[point.key],
            score=point.score,
            low=point.low,
            high=point.high,
            evidenced=point.evidenced,
            contribution=_contribution(point.score, weights[point.key], counted),
        )
        for point in scorecard.points
    )
    return MeanExplanation(scorecard.overall, terms, counted, scorecard.overall_band)


def explain_group(scorecard: Scorecard, group: GroupScore) -> MeanExplanation:
    """Take a point, or a group of any other lens, apart into its indicators (rule 3)."""
    members = [scorecard.by_key[key] for key in group.members]
    counted = sum((m.weight for m in members if m.score is not None), Decimal(0))
    terms = tuple(
        Term(
            key=member.key,
            weight=member.weight,
            score=member.score,
            low=member.low,
            high=member.high,
            evidenced=member.evidenced,
            contribution=_contribution(member.score, member.weight, counted),
            status=member.status,
        )
        for member in members
    )
    return MeanExplanation(group, terms, counted, scorecard.bands.get(group.key))


def explain_indicator(
    framework: Framework, assessment: Assessment, scorecard: Scorecard, key: str
) -> LevelExplanation:
    """Show rung by rung why indicator *key* stands where it stands (rules 1, 2, 7)."""
    indicator = framework.indicators_by_key[key]
    score = scorecard.by_key[key]
    answer = assessment.answers.get(key)
    met = answer.met if answer is not None else frozenset()
    grade = answer.grade if answer is not None else ""
    rungs = []
    for rung in indicator.ladder:
        states = []
        for criterion in rung.criteria:
            if not is_criterion_applicable(criterion, assessment.profile):
                state = CriterionState.INAPPLICABLE
            elif criterion.key not in met:
                state = CriterionState.UNMET
            elif criterion.key in score.ahead:
                state = CriterionState.AHEAD
            else:
                state = CriterionState.MET
            states.append((criterion.key, state))
        complete = all(state is not CriterionState.UNMET for _, state in states)
        rungs.append(RungExplanation(rung.level, tuple(states), complete))
    known = framework.grades_by_letter.get(grade) or framework.grades[-1]
    unproven = unproven_criteria(framework, key, answer) if answer else frozenset()
    return LevelExplanation(
        score,
        tuple(rungs),
        grade,
        known.cap,
        unproven=tuple(c.key for c in indicator.criteria() if c.key in unproven),
        caps_below=indicator.caps_below if indicator.critical else None,
        flags_below=indicator.flags_below if indicator.critical else None,
        standing=critical_standing(indicator, score),
    )


def _contribution(
    score: Decimal | None, weight: Decimal, weight_sum: Decimal
) -> Decimal | None:
    return None if score is None else score * weight / weight_sum
