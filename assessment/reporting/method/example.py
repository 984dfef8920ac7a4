"""A small calculation to follow with a pencil, from a framework's own indicators.

The numbers come from the scoring function like all others, so the example cannot drift
away from the rules.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from assessment.domain.answers import (
    Answer,
    AnswerStatus,
    Assessment,
    AssessmentKind,
    Subject,
)
from assessment.domain.framework import Framework, Indicator
from assessment.domain.scale import Scale, decimals_of, scale_of
from assessment.domain.scoring import Scorecard, score_assessment
from assessment.texts import Texts

_COUNTRY = "XS"


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """An indicator of the example; numbers are worded, ``–`` where there is none."""

    number: str
    title: str
    level: str
    score: str
    grade: str
    evidenced: str


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """Three answers and, step by step, what becomes of them."""

    lines: tuple[ExampleLine, ...]
    steps: tuple[str, ...]


def worked_example(framework: Framework, texts: Texts) -> WorkedExample | None:
    """Return the example; None when *framework* is too small for one.

    Two indicators of one point are answered, one of another point is not known.
    """
    chosen = _chosen(framework)
    if chosen is None:
        return None
    small = _cut_down(framework, chosen)
    assessment = _answered(small)
    card = score_assessment(small, assessment)
    return WorkedExample(
        lines=tuple(
            _line(framework, assessment, card, indicator, texts)
            for indicator in small.indicators
        ),
        steps=_steps(framework, small, card, texts),
    )


def _chosen(framework: Framework) -> tuple[Indicator, Indicator, Indicator] | None:
    """Return two indicators of the first point that has two, and one of another."""
    for point in framework.points:
        members = framework.indicators_of[point.key]
        others = [i for i in framework.indicators if i.point != point.key]
        if len(members) > 1 and others:
            return members[0], members[1], others[0]
    return None


def _cut_down(framework: Framework, chosen: tuple[Indicator, ...]) -> Framework:
    """Return *framework* with these indicators only, plain and equal in weight."""
    indicators = tuple(
        replace(
            indicator,
            weight=Decimal(1),
            critical=False,
            when=(),
            ladder=tuple(
                replace(
                    rung, criteria=tuple(replace(c, when=()) for c in rung.criteria)
                )
                for rung in indicator.ladder
            ),
        )
        for indicator in chosen
    )
    keys = dict.fromkeys(indicator.point for indicator in chosen)
    points = tuple(
        replace(framework.points_by_key[key], weight=Decimal(1)) for key in keys
    )
    return replace(
        framework, indicators=indicators, points=points, examples=(), whole=None
    )


def _answered(small: Framework) -> Assessment:
    first, second, third = small.indicators
    high = max(small.top_level - 1, 1)
    weak = next(
        (g.grade for g in small.grades if g.cap is not None and g.cap < high),
        small.grades[-1].grade,
    )
    return Assessment(
        framework=small.key,
        edition=small.edition,
        subject=Subject(_COUNTRY),
        kind=AssessmentKind.TRAINING,
        period="2026",
        answers={
            first.key: _at(first, high, weak),
            second.key: _at(second, 1, small.grades[0].grade),
            third.key: Answer(AnswerStatus.UNKNOWN),
        },
    )


def _at(indicator: Indicator, level: int, grade: str) -> Answer:
    met = (
        criterion.key
        for rung in indicator.ladder
        if rung.level <= level
        for criterion in rung.criteria
    )
    return Answer(AnswerStatus.ANSWERED, met=frozenset(met), grade=grade)


def _line(
    framework: Framework,
    assessment: Assessment,
    card: Scorecard,
    indicator: Indicator,
    texts: Texts,
) -> ExampleLine:
    score, answer = card.by_key[indicator.key], assessment.answers[indicator.key]
    return ExampleLine(
        number=framework.numbers[indicator.key],
        title=texts.framework(indicator.title),
        level=texts.number(score.level)
        if answer.is_answered
        else texts.gettext("not known"),
        score=texts.exact(score.score),
        grade=answer.grade or "–",
        evidenced=texts.exact(score.evidenced),
    )


def _steps(
    framework: Framework, small: Framework, card: Scorecard, texts: Texts
) -> tuple[str, ...]:
    overall, scale = card.overall, scale_of(framework)
    values = {
        "first": framework.numbers[small.points[0].key],
        "second": framework.numbers[small.points[1].key],
        "score": texts.score(overall.score, scale),
        "low": texts.score(overall.low, scale),
        "high": texts.score(overall.high, scale),
        "evidenced": texts.score(overall.evidenced, scale),
        "coverage": texts.percent(overall.coverage),
        "minimum": texts.percent(small.scoring.minimum_coverage),
        "answered": texts.number(overall.answered),
        "asked": texts.number(overall.applicable),
        "claims": _mean_text(card, "score", texts, scale),
        "backed": _mean_text(card, "evidenced", texts, scale),
        "band": _band_text(small, card, texts),
    }
    coverage = (
        texts.gettext(
            "Coverage: %(answered)s of %(asked)s answered are %(coverage)s, less than "
            "%(minimum)s. The result is provisional.",
            **values,
        )
        if card.is_provisional
        else texts.gettext(
            "Coverage: %(answered)s of %(asked)s answered are %(coverage)s, enough for "
            "a result.",
            **values,
        )
    )
    return (
        texts.gettext("Point %(first)s: %(claims)s.", **values),
        texts.gettext(
            "Point %(second)s: nothing is answered, so it has no score. Overall: one "
            "point has a score, so %(score)s. Band: %(band)s.",
            **values,
        ),
        texts.gettext(
            "Range: with the open answer at the lowest level %(low)s, at the highest "
            "%(high)s. That one answer decides the rest.",
            **values,
        ),
        texts.gettext("Backed by evidence: %(backed)s.", **values),
        coverage,
    )


def _mean_text(card: Scorecard, which: str, texts: Texts, scale: Scale) -> str:
    """Return the mean of the answered indicators as a calculation."""
    values = [
        score.score if which == "score" else score.evidenced
        for score in card.indicators
    ]
    known = [value for value in values if value is not None]
    mean = sum(known, Decimal(0)) / len(known)
    return texts.gettext(
        "(%(sum)s) ÷ %(count)s = %(mean)s",
        sum=" + ".join(texts.exact(value) for value in known),
        count=texts.number(len(known)),
        mean=texts.number(mean, min(decimals_of(mean), scale.decimals + 1)),
    )


def _band_text(small: Framework, card: Scorecard, texts: Texts) -> str:
    assert card.overall_band is not None  # two indicators are answered
    return texts.framework(small.bands_by_key[card.overall_band.band].label)
