"""Scores as lines for a terminal."""

from collections.abc import Iterator
from decimal import Decimal

from assessment.domain.answers import Assessment, AssessmentKind
from assessment.domain.explanation import (
    MeanExplanation,
    Term,
    explain_group,
    explain_overall,
)
from assessment.domain.framework import Framework, Scope
from assessment.domain.scale import decimals_of, scale_of
from assessment.domain.scoring import (
    BandResult,
    GroupScore,
    Scorecard,
    ScoreStatus,
    score_assessment,
)
from assessment.errors import N_
from assessment.texts import Texts, texts_in

TITLE_WIDTH = 52


KINDS = {
    AssessmentKind.GOVERNMENT: N_("government"),
    AssessmentKind.ALTERNATIVE: N_("alternative"),
    AssessmentKind.TRAINING: N_("exercise"),
}
LEFT_OUT = {
    ScoreStatus.UNKNOWN: N_("left out: we do not know"),
    ScoreStatus.UNANSWERED: N_("left out: not answered"),
    ScoreStatus.INAPPLICABLE: N_("left out: does not apply"),
}


def score_lines(
    framework: Framework, assessment: Assessment, language: str
) -> Iterator[str]:
    """Yield the scores of *assessment*: the whole, then point by point."""
    texts = texts_in(language)
    framework = framework.in_scope(assessment.scope)
    card = score_assessment(framework, assessment)
    subject = assessment.subject
    country = texts.country(subject.code, subject.name)
    kind = texts.gettext(KINDS[assessment.kind])
    yield f"{country} ({subject.code}), {assessment.period}, {kind}"
    if assessment.scope is Scope.CORE:
        yield texts.ngettext(
            "Core round: %(num)s indicator, never compared with the full one",
            "Core round: %(num)s indicators, never compared with the full one",
            len(card.indicators),
        )
    if assessment.is_training:
        yield texts.gettext("SAMPLE: an invented country, for training only")
    yield ""
    score, span = texts.gettext("score"), texts.gettext("range")
    backed, band = texts.gettext("evidenced"), texts.gettext("band")
    heads = f"{score:>6} {span:>11} {backed:>10}  {band}"
    yield f"{'':<{TITLE_WIDTH}}{heads}"
    overall = texts.gettext("Overall")
    yield _line(framework, texts, overall, card.overall, card.overall_band)
    for point in card.points:
        title = _titled(framework, texts, point.key)
        yield _line(framework, texts, title, point, card.bands.get(point.key))
    yield ""
    yield from _footer(framework, texts, card)


def explanation_lines(
    framework: Framework, assessment: Assessment, language: str
) -> Iterator[str]:
    """Yield the worked calculation: overall from points, each point from indicators."""
    texts = texts_in(language)
    framework = framework.in_scope(assessment.scope)
    card = score_assessment(framework, assessment)
    yield ""
    yield texts.gettext(
        "Overall = sum of (score × weight) ÷ sum of weights, points without score left out"
    )
    yield from _terms(framework, texts, explain_overall(framework, card))
    for group in card.points:
        yield ""
        yield _titled(framework, texts, group.key)
        yield from _terms(framework, texts, explain_group(card, group))


def _titled(framework: Framework, texts: Texts, point: str) -> str:
    title = texts.framework(framework.points_by_key[point].title)
    return f"{framework.numbers[point]} {title}"


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
    label = texts.framework(framework.bands_by_key[band.band].label) if band else ""
    if band and band.is_capped:
        label += f" ({texts.gettext('held down by a critical indicator')})"
    return (
        f"{short:<{TITLE_WIDTH}}{texts.score(group.score, scale):>6} {span:>11} "
        f"{texts.score(group.evidenced, scale):>10}  {label}"
    )


def _footer(framework: Framework, texts: Texts, card: Scorecard) -> Iterator[str]:
    overall = card.overall
    yield texts.gettext(
        "Answered: %(answered)s of %(asked)s (%(share)s)",
        answered=texts.number(overall.answered),
        asked=texts.number(overall.applicable),
        share=texts.percent(overall.coverage),
    )
    if card.is_provisional:
        yield texts.gettext(
            "PROVISIONAL: below %(minimum)s, never compared or published",
            minimum=texts.percent(framework.scoring.minimum_coverage),
        )
    yield texts.gettext(
        "Criteria asked of this country: %(asked)s of %(total)s",
        asked=texts.number(card.criteria_asked),
        total=texts.number(card.criteria_total),
    )
    if card.law_practice_gap is not None:
        gap = texts.score_difference(card.law_practice_gap, scale_of(framework))
        yield texts.gettext("Law − practice: %(gap)s", gap=gap)
    if card.overall_band is not None:
        for word, keys in (
            (N_("Critical and too low"), card.overall_band.capped_by),
            (N_("Critical, to be watched"), card.overall_band.flagged_by),
            (N_("Critical, without an answer"), card.overall_band.flagged_open),
        ):
            for key in keys:
                title = texts.framework(framework.indicators_by_key[key].title)
                yield f"{texts.gettext(word)}: {framework.numbers[key]} {title}"


def _terms(
    framework: Framework, texts: Texts, worked: MeanExplanation
) -> Iterator[str]:
    for term in worked.terms:
        yield f"  {framework.numbers[term.key]:>5}  {_term(texts, term)}"
    yield texts.gettext(
        "      =  %(score)s over weights %(weights)s",
        score=_plain(texts, worked.result.score),
        weights=_plain(texts, worked.weight_sum),
    )


def _term(texts: Texts, term: Term) -> str:
    if term.score is None:
        known = LEFT_OUT.get(term.status) if term.status else None
        return texts.gettext(known or N_("left out: no score"))
    return texts.gettext(
        "%(score)s × %(weight)s  adds %(part)s",
        score=_plain(texts, term.score),
        weight=_plain(texts, term.weight),
        part=_plain(texts, term.contribution),
    )


def _plain(texts: Texts, value: Decimal | None) -> str:
    """Return a number with at most two decimals and no trailing zeros."""
    return texts.number(value, min(2, decimals_of(value))) if value is not None else "–"
