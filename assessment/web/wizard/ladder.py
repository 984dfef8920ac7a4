"""The ladder on an indicator's page: what is asked, what is reached, what comes next."""

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from assessment.domain.answers import Answer, Profile
from assessment.domain.framework import Criterion, Indicator
from assessment.domain.profile import is_criterion_applicable
from assessment.domain.scoring import (
    IndicatorScore,
    ScoreStatus,
    score_indicator,
    weighted_mean,
)
from assessment.web.frame import Opened
from assessment.web.wizard.folded import MarkedTexts


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion that is asked, as it stands on the page.

    Attributes:
        text: With the words marked that the framework defines.
    """

    criterion: Criterion
    text: Markup
    is_met: bool
    is_ahead: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class RungView:
    """A rung with the criteria that are asked of this country."""

    level: int
    label: str
    criteria: tuple[CriterionView, ...]
    is_reached: bool


@dataclass(frozen=True, slots=True)
class LevelView:
    """Where the answer stands now, and what the next level needs.

    Attributes:
        level: None while nothing is said or the answer is "we do not know".
        next_level: The next rung with something left to do; None at the top.
        point_score: Score of the point with this answer; None when nothing counts yet.
        others_sum: Sum of score × weight of the other answered indicators of the point,
            for the script that shows the effect while typing.
    """

    level: int | None
    label: str
    is_unknown: bool
    next_level: int | None
    point_score: Decimal | None
    others_sum: Decimal
    others_weight: Decimal
    capped_at: int | None


def asked(indicator: Indicator, profile: Profile) -> tuple[Criterion, ...]:
    """Return the criteria that this country is asked, from the lowest rung up."""
    return tuple(
        criterion
        for criterion in indicator.criteria()
        if is_criterion_applicable(criterion, profile)
    )


def level_view(
    opened: Opened, indicator: Indicator, answer: Answer | None, score: IndicatorScore
) -> LevelView:
    """Return where *answer* stands, and what it does to the point."""
    framework, assessment = opened.framework, opened.stored.assessment
    others = _other_scores(opened, indicator)
    mine = [(score.score, score.weight)] if score.score is not None else []
    level = score.level or 0
    met = answer.met if answer else frozenset()
    left = (
        rung.level
        for rung in indicator.ladder
        if rung.level > level
        and any(
            c.key not in met and is_criterion_applicable(c, assessment.profile)
            for c in rung.criteria
        )
    )
    evidenced = score.evidenced_level
    is_capped = (
        evidenced is not None and evidenced < level and bool(answer and answer.grade)
    )
    return LevelView(
        level=score.level,
        label="" if score.level is None else framework.levels[score.level].label,
        is_unknown=score.status is ScoreStatus.UNKNOWN,
        next_level=next(left, None),
        point_score=weighted_mean([*others, *mine]),
        others_sum=sum((s * w for s, w in others), Decimal(0)),
        others_weight=sum((w for _, w in others), Decimal(0)),
        capped_at=evidenced if is_capped else None,
    )


def _other_scores(
    opened: Opened, indicator: Indicator
) -> list[tuple[Decimal, Decimal]]:
    """Return score and weight of the other answered indicators of the point."""
    framework, assessment = opened.framework, opened.stored.assessment
    others = (
        score_indicator(
            framework, other, assessment.answers.get(other.key), assessment.profile
        )
        for other in framework.indicators_of[indicator.point]
        if other.key != indicator.key
    )
    return [(found.score, found.weight) for found in others if found.score is not None]


def rungs_shown(
    opened: Opened,
    indicator: Indicator,
    met: frozenset[str],
    score: IndicatorScore,
    level: LevelView,
    marked: MarkedTexts,
) -> tuple[RungView, ...]:
    """Return the rungs with what is asked, ticked as in *met*."""
    profile = opened.stored.assessment.profile
    reached = score.level or 0
    views = []
    for rung in indicator.ladder:
        criteria = tuple(
            CriterionView(
                criterion,
                marked.criteria[criterion.key],
                is_met=criterion.key in met,
                is_ahead=criterion.key in score.ahead,
                is_next=rung.level == level.next_level and criterion.key not in met,
            )
            for criterion in rung.criteria
            if is_criterion_applicable(criterion, profile)
        )
        label = opened.framework.levels[rung.level].label
        views.append(RungView(rung.level, label, criteria, rung.level <= reached))
    return tuple(views)
