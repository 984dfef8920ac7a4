"""The one scoring function (DESIGN section 5, rules 1 to 9 and 12).

Levels follow the cumulative logic of WHO's SPAR: a level holds only when everything
below it holds. Points are means of indicators and the whole is a mean of points, so that
a point with nine indicators does not outweigh one with six. "Not answered" is never zero
and "not applicable" is neither zero nor full.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework, IndicatorType
from assessment.domain.scoring.bands import band_result, bands_of
from assessment.domain.scoring.levels import score_indicator
from assessment.domain.scoring.means import group_of, law_and_practice, overall_of
from assessment.domain.scoring.results import Lens, Scorecard


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
            group_of(key, (by_key[member] for member in members))
            for key, members in groups
        )
        for lens, groups in _memberships(framework).items()
    }
    points = lenses[Lens.POINTS]
    overall = overall_of(framework, scores, points, by_key)
    law, practice = law_and_practice(framework.indicators, by_key)
    coverage = overall.coverage
    minimum = framework.scoring.minimum_coverage
    return Scorecard(
        indicators=scores,
        points=points,
        overall=overall,
        bands=bands_of(framework, points, by_key),
        overall_band=band_result(framework, overall, by_key),
        law=law,
        practice=practice,
        is_provisional=coverage is None or coverage < minimum,
        lenses=lenses,
        by_key=by_key,
        criteria_asked=sum(score.criteria_asked for score in scores),
        criteria_total=framework.criteria_total,
    )


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
