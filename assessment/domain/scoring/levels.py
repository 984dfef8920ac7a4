"""The level and score of one indicator (DESIGN section 5, rules 1, 2, 5 and 7).

Levels follow the cumulative logic of WHO's SPAR: a level holds only when everything
below it holds.
"""

from assessment.domain.answers import Answer, Profile
from assessment.domain.framework import Criterion, Framework, Indicator
from assessment.domain.profile import is_applicable, is_criterion_applicable
from assessment.domain.scoring.results import IndicatorScore, ScoreStatus


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
