"""The scores of an assessment as plain data, for JSON (docs/json-score.md)."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.domain.gaps import Gap, find_gaps, find_out_first, first_things
from assessment.domain.scoring import (
    BandResult,
    GroupScore,
    IndicatorScore,
    Lens,
    Scorecard,
    score_assessment,
)

FORMAT = "score/1"

Json = dict[str, object]


def score_data(framework: Framework, assessment: Assessment) -> Json:
    """Return every score of *assessment* with its range, band and gaps.

    Numbers keep six decimals; nothing is rounded for display.
    """
    framework = framework.in_scope(assessment.scope)
    card = score_assessment(framework, assessment)
    gaps = find_gaps(framework, assessment, card)
    return {
        "format": FORMAT,
        "framework": {
            "key": framework.key,
            "edition": framework.edition,
            "digest": framework.digest,
        },
        "subject": {
            "code": assessment.subject.code,
            "name": assessment.subject.name,
        },
        "kind": assessment.kind.value,
        "scope": assessment.scope.value,
        "period": assessment.period,
        "training": assessment.is_training,
        "provisional": card.is_provisional,
        "overall": _group(card.overall, card.overall_band),
        "law_practice_gap": _number(card.law_practice_gap),
        "criteria_asked": card.criteria_asked,
        "criteria_total": card.criteria_total,
        "points": [_group(p, card.bands.get(p.key), key=True) for p in card.points],
        "lenses": _lenses(card),
        "indicators": [_indicator(framework, score) for score in card.indicators],
        "gaps": [_gap(gap) for gap in gaps],
        "first_things": [gap.indicator for gap in first_things(framework, gaps)],
        "find_out_first": [
            {
                "indicator": o.indicator,
                "width": _number(o.width),
                "share": _number(o.share),
            }
            for o in find_out_first(framework, card, gaps)
        ],
        "disclaimer": framework.disclaimer,
    }


def _lenses(card: Scorecard) -> Json:
    return {
        lens.value: [_group(group, None, key=True) for group in card.lens(lens)]
        for lens in Lens
        if lens is not Lens.POINTS
    }


def _group(group: GroupScore, band: BandResult | None, *, key: bool = False) -> Json:
    data: Json = {"key": group.key} if key else {}
    data |= {
        "score": _number(group.score),
        "low": _number(group.low),
        "high": _number(group.high),
        "evidenced": _number(group.evidenced),
        "answered": group.answered,
        "applicable": group.applicable,
        "coverage": _number(group.coverage),
    }
    if band is not None:
        data["band"] = {
            "key": band.band,
            "uncapped": band.uncapped,
            "capped_by": list(band.capped_by),
            "flagged_by": list(band.flagged_by),
            "flagged_open": list(band.flagged_open),
        }
    return data


def _indicator(framework: Framework, score: IndicatorScore) -> Json:
    return {
        "key": score.key,
        "number": framework.numbers[score.key],
        "status": score.status.value,
        "level": score.level,
        "score": _number(score.score),
        "evidenced_level": score.evidenced_level,
        "ahead": list(score.ahead),
        "criteria_asked": score.criteria_asked,
    }


def _gap(gap: Gap) -> Json:
    return {
        "indicator": gap.indicator,
        "kind": gap.kind.value,
        "level": gap.level,
        "target": gap.target,
        "size": _number(gap.size),
        "precedence": gap.precedence.value,
        "next_steps": list(gap.next_steps),
        "road": [_step(step.level, step.criteria) for step in gap.road],
    }


def _step(level: int, criteria: Iterable[str]) -> Json:
    return {"level": level, "criteria": list(criteria)}


def _number(value: Decimal | None) -> float | int | None:
    """Return *value* with six decimals; whole numbers without any."""
    if value is None:
        return None
    rounded = value.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)
