"""Scores as lines for a terminal."""

from collections.abc import Iterator
from decimal import Decimal

from assessment.domain.answers import Assessment
from assessment.domain.explanation import (
    MeanExplanation,
    Term,
    explain_group,
    explain_overall,
)
from assessment.domain.framework import Framework, Scope
from assessment.domain.scale import scale_of
from assessment.domain.scoring import (
    BandResult,
    GroupScore,
    Scorecard,
    score_assessment,
)
from assessment.texts import Texts, rounded_half_up, texts_in

TITLE_WIDTH = 52


def score_lines(framework: Framework, assessment: Assessment) -> Iterator[str]:
    """Yield the scores of *assessment*: the whole, then point by point."""
    texts = texts_in("en")
    framework = framework.in_scope(assessment.scope)
    card = score_assessment(framework, assessment)
    subject = assessment.subject
    country = texts.country(subject.code, subject.name)
    yield f"{country} ({subject.code}), {assessment.period}, {assessment.kind.value}"
    if assessment.scope is Scope.CORE:
        yield f"Core round: {len(card.indicators)} indicators, never compared with the full one"
    if assessment.is_training:
        yield "SAMPLE: an invented country, for training only"
    yield ""
    heads = f"{'score':>6} {'range':>9} {'evidenced':>10}  band"
    yield f"{'':<{TITLE_WIDTH}}{heads}"
    yield _line(framework, texts, "Overall", card.overall, card.overall_band)
    for point in card.points:
        title = (
            f"{framework.numbers[point.key]} {framework.points_by_key[point.key].title}"
        )
        yield _line(framework, texts, title, point, card.bands.get(point.key))
    yield ""
    yield from _footer(framework, texts, card)


def explanation_lines(framework: Framework, assessment: Assessment) -> Iterator[str]:
    """Yield the worked calculation: overall from points, each point from indicators."""
    framework = framework.in_scope(assessment.scope)
    card = score_assessment(framework, assessment)
    yield ""
    yield "Overall = sum of (score × weight) ÷ sum of weights, points without score left out"
    yield from _terms(framework, explain_overall(framework, card))
    for group in card.points:
        title = framework.points_by_key[group.key].title
        yield ""
        yield f"{framework.numbers[group.key]} {title}"
        yield from _terms(framework, explain_group(card, group))


def _line(
    framework: Framework,
    texts: Texts,
    title: str,
    group: GroupScore,
    band: BandResult | None,
) -> str:
    short = title if len(title) < TITLE_WIDTH else title[: TITLE_WIDTH - 2] + "…"
    scale = scale_of(framework)
    low, high = texts.score(group.low, scale), texts.score(group.high, scale)
    span = f"{low}–{high}"
    label = framework.bands_by_key[band.band].label if band else ""
    capped = " (held down by a critical indicator)" if band and band.is_capped else ""
    return (
        f"{short:<{TITLE_WIDTH}}{texts.score(group.score, scale):>6} {span:>9} "
        f"{texts.score(group.evidenced, scale):>10}  {label}{capped}"
    )


def _footer(framework: Framework, texts: Texts, card: Scorecard) -> Iterator[str]:
    overall = card.overall
    yield (
        f"Answered: {overall.answered} of {overall.applicable} "
        f"({texts.percent(overall.coverage)})"
    )
    if card.is_provisional:
        minimum = texts.percent(framework.scoring.minimum_coverage)
        yield f"PROVISIONAL: below {minimum}, never compared or published"
    yield f"Criteria asked of this country: {card.criteria_asked} of {card.criteria_total}"
    if card.law_practice_gap is not None:
        gap = texts.score_difference(card.law_practice_gap, scale_of(framework))
        yield f"Law − practice: {gap}"
    if card.overall_band is not None:
        for word, keys in (
            ("Critical and too low", card.overall_band.capped_by),
            ("Critical, to be watched", card.overall_band.flagged_by),
            ("Critical, without an answer", card.overall_band.flagged_open),
        ):
            for key in keys:
                title = framework.indicators_by_key[key].title
                yield f"{word}: {framework.numbers[key]} {title}"


def _terms(framework: Framework, worked: MeanExplanation) -> Iterator[str]:
    for term in worked.terms:
        yield f"  {framework.numbers[term.key]:>5}  {_term(term)}"
    yield (
        f"  {'=':>5}  {_plain(worked.result.score)} over weights "
        f"{_plain(worked.weight_sum)}"
    )


def _term(term: Term) -> str:
    if term.score is None:
        status = term.status.value if term.status else "no score"
        return f"left out ({status})"
    return (
        f"{_plain(term.score)} × {_plain(term.weight)}  "
        f"adds {_plain(term.contribution)}"
    )


def _plain(value: Decimal | None) -> str:
    """Return a number with at most two decimals and no trailing zeros."""
    if value is None:
        return "–"
    return f"{rounded_half_up(value, 2):f}".rstrip("0").rstrip(".")
