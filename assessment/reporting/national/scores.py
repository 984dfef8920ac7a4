"""Compose the scores: the year in one page, scorecards, law beside practice."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from assessment.domain.framework import Indicator, IndicatorType
from assessment.domain.gaps import Gap
from assessment.domain.scoring import (
    BandResult,
    GroupScore,
    Lens,
    ScoreStatus,
    Standing,
    critical_standing,
    weighted_mean,
)
from assessment.reporting.national.material import (
    Material,
    bar_of,
    inapplicable_reason,
    span_text,
    state_text,
    strip_of,
)
from assessment.reporting.national.report import (
    CriticalIndicator,
    Fact,
    NamedIndicator,
    ScoreLine,
    YearPage,
)
from assessment.reporting.shapes.drawn import Dumbbell, Tick

STRENGTHS = PRIORITIES = 5


def compose_year(material: Material) -> YearPage:
    """Compose the page for the reader who reads one page only."""
    overall, band = material.card.overall, material.card.overall_band
    texts = material.texts
    return YearPage(
        label=texts.gettext("Overall score"),
        score=texts.number(overall.score),
        band=material.band_label(band.band) if band else texts.gettext("No score yet"),
        sentences=tuple(_year_sentences(material)),
        bar=bar_of(material, overall),
        ticks=_ticks(material),
        facts=_year_facts(material),
        strengths=_strengths(material),
        priorities=tuple(
            _priority(material, gap) for gap in material.gaps[:PRIORITIES]
        ),
    )


def _ticks(material: Material) -> tuple[Tick, ...]:
    """Return the bounds of the bands, and the end of the scale."""
    bounds = [band.lower for band in material.framework.bands]
    bounds.append(material.framework.levels[-1].score)
    return tuple(
        Tick(material.share(bound) or 0.0, material.texts.number(bound))
        for bound in dict.fromkeys(bounds)
    )


def _year_sentences(material: Material) -> Iterable[str]:
    texts, overall = material.texts, material.card.overall
    open_count = overall.applicable - overall.answered
    if overall.score is None:
        yield texts.gettext("Nothing is answered yet, so there is no score.")
    elif not open_count:
        yield texts.gettext("Every question that applies is answered.")
    else:
        yield texts.ngettext(
            "Between %(low)s and %(high)s, depending on %(num)s answer still open.",
            "Between %(low)s and %(high)s, depending on %(num)s answers still open.",
            open_count,
            low=texts.number(overall.low),
            high=texts.number(overall.high),
        )
    band = material.card.overall_band
    if band is not None:
        yield from _band_sentences(material, band)


def _band_sentences(material: Material, band: BandResult) -> Iterable[str]:
    texts = material.texts
    if band.is_capped:
        yield texts.gettext(
            "The number alone would give “%(uncapped)s”. The band is held at "
            "“%(band)s” because a critical indicator stands too low: %(which)s.",
            uncapped=material.band_label(band.uncapped),
            band=material.band_label(band.band),
            which="; ".join(material.named(key) for key in band.capped_by),
        )
    elif band.capped_by:
        yield texts.gettext(
            "Critical and too low: %(which)s.",
            which="; ".join(material.named(key) for key in band.capped_by),
        )
    if band.flagged_by:
        yield texts.gettext(
            "Critical, and to be watched: %(which)s.",
            which="; ".join(material.named(key) for key in band.flagged_by),
        )
    if band.flagged_open:
        yield texts.gettext(
            "Critical, and without an answer: %(which)s.",
            which="; ".join(material.named(key) for key in band.flagged_open),
        )


def _year_facts(material: Material) -> tuple[Fact, ...]:
    texts, card = material.texts, material.card
    law, practice = law_and_practice(material, material.framework.indicators)
    overall = card.overall
    unproven = None
    if overall.score is not None and overall.evidenced is not None:
        unproven = overall.score - overall.evidenced
    return (
        Fact(
            texts.gettext("Backed by evidence"),
            texts.number(overall.evidenced),
            ""
            if unproven is None
            else texts.gettext("%(less)s below the claim", less=texts.number(unproven)),
        ),
        Fact(
            texts.gettext("Law"),
            texts.number(law),
            texts.gettext("laws, plans, institutions"),
        ),
        Fact(
            texts.gettext("Practice and results"),
            texts.number(practice),
            _behind_the_law(material),
        ),
        Fact(
            texts.gettext("Answered"),
            texts.percent(overall.coverage),
            texts.gettext(
                "%(answered)s of %(applicable)s",
                answered=texts.number(overall.answered),
                applicable=texts.number(overall.applicable),
            ),
        ),
    )


def _behind_the_law(material: Material) -> str:
    """Return how far practice is from the law, in words (rule 9)."""
    texts, gap = material.texts, material.card.law_practice_gap
    if gap is None:
        return ""
    points = texts.number(abs(gap))
    if points == texts.number(0):
        return texts.gettext("level with the law")
    if gap > 0:
        return texts.gettext("%(points)s behind the law", points=points)
    return texts.gettext("%(points)s ahead of the law", points=points)


def _strengths(material: Material) -> tuple[NamedIndicator, ...]:
    """Return the indicators at or above target, best proven first, then file order."""
    reached = []
    for indicator in material.framework.indicators:
        score = material.card.by_key[indicator.key]
        if score.level is not None and score.level >= material.target(indicator):
            reached.append((-(score.evidenced_level or 0), -score.level, indicator.key))
    reached.sort(key=lambda entry: entry[:2])
    return tuple(
        NamedIndicator(
            key=key,
            number=material.number(key),
            title=material.title(key),
            remark=state_text(material, key),
        )
        for _, _, key in reached[:STRENGTHS]
    )


def _priority(material: Material, gap: Gap) -> NamedIndicator:
    indicator = material.framework.indicators_by_key[gap.indicator]
    texts = material.texts
    if gap.level is None:
        text = texts.gettext(
            "First find out: %(question)s",
            question=texts.framework(indicator.question),
        )
    else:
        steps = {criterion.key: criterion for criterion in indicator.criteria()}
        first = next((steps[key] for key in gap.next_steps), None)
        text = texts.framework(first.action) if first else ""
    return NamedIndicator(
        key=gap.indicator,
        number=material.number(gap.indicator),
        title=material.title(gap.indicator),
        remark=state_text(material, gap.indicator),
        text=text,
        is_critical=indicator.critical,
    )


def law_and_practice(
    material: Material, indicators: Iterable[Indicator]
) -> tuple[Decimal | None, Decimal | None]:
    """Return the means of structure, and of process and outcome (rule 9)."""
    law: list[tuple[Decimal, Decimal]] = []
    practice: list[tuple[Decimal, Decimal]] = []
    for indicator in indicators:
        score = material.card.by_key[indicator.key].score
        if score is not None:
            side = law if indicator.type is IndicatorType.STRUCTURE else practice
            side.append((score, indicator.weight))
    return weighted_mean(law), weighted_mean(practice)


def compose_points(material: Material) -> tuple[ScoreLine, ...]:
    """Compose the scorecard of the points."""
    points = material.framework.points_by_key
    return tuple(
        _score_line(
            material,
            group,
            number=material.number(group.key),
            title=material.texts.framework(points[group.key].title),
            band=material.card.bands.get(group.key),
        )
        for group in material.card.points
    )


def compose_overall(material: Material) -> ScoreLine:
    """Compose the line of the whole."""
    return _score_line(
        material,
        material.card.overall,
        number="",
        title=material.texts.gettext("Overall"),
        band=material.card.overall_band,
    )


def _score_line(
    material: Material,
    group: GroupScore,
    *,
    number: str,
    title: str,
    band: BandResult | None,
) -> ScoreLine:
    texts = material.texts
    minimum = material.framework.scoring.minimum_coverage
    return ScoreLine(
        key=group.key,
        number=number,
        title=title,
        bar=bar_of(material, group),
        score=texts.number(group.score),
        evidenced=texts.number(group.evidenced),
        span=span_text(material, group),
        band=material.band_label(band.band) if band else texts.gettext("no score"),
        answered=texts.percent(group.coverage),
        is_provisional=group.coverage is None or group.coverage < minimum,
        reason=" ".join(_band_sentences(material, band)) if band else "",
    )


def compose_recommendations(material: Material) -> tuple[ScoreLine, ...]:
    """Compose the scorecard of the recommendations (rule 9)."""
    known = {entry.key: entry for entry in material.framework.recommendations}
    return tuple(
        replace(
            _score_line(
                material,
                group,
                number=group.key,
                title=material.texts.framework(known[group.key].text),
                band=None,
            ),
            remark=_recommendation_remark(material, group),
        )
        for group in material.card.lens(Lens.RECOMMENDATIONS)
    )


def _recommendation_remark(material: Material, group: GroupScore) -> str:
    """Say what the score rests on; on one indicator alone it is fragile."""
    texts = material.texts
    minimum = material.framework.scoring.minimum_coverage
    values = {
        "evidenced": texts.number(group.evidenced),
        "answered": texts.number(group.answered),
        "applicable": texts.number(group.applicable),
    }
    if group.score is None:
        return texts.gettext("no score")
    if group.applicable == 1:
        return texts.gettext("backed %(evidenced)s, fragile", **values)
    if group.coverage is None or group.coverage < minimum:
        return texts.gettext(
            "backed %(evidenced)s, provisional: %(answered)s of %(applicable)s answered",
            **values,
        )
    return texts.gettext(
        "backed %(evidenced)s, %(answered)s of %(applicable)s answered", **values
    )


def compose_dumbbells(material: Material) -> tuple[Dumbbell, ...]:
    """Compose law beside practice, point by point."""
    texts = material.texts
    lines = []
    for point in material.framework.points:
        members = material.framework.indicators_of[point.key]
        law, practice = law_and_practice(material, members)
        gap = None if law is None or practice is None else practice - law
        values = {
            "law": texts.number(law),
            "practice": texts.number(practice),
            "gap": texts.signed(gap),
        }
        lines.append(
            Dumbbell(
                title=texts.gettext(
                    "%(number)s %(title)s",
                    number=material.number(point.key),
                    title=texts.framework(point.title),
                ),
                text=texts.gettext(
                    "Law %(law)s, practice and results %(practice)s: %(gap)s.", **values
                ),
                alt=texts.gettext(
                    "Law %(law)s, practice and results %(practice)s.", **values
                ),
                law=material.share(law),
                practice=material.share(practice),
            )
        )
    return tuple(lines)


ALARMS = {Standing.CAPS, Standing.FLAGS}
"""What makes a critical indicator stand out; an open one is told in words."""


def compose_critical(material: Material) -> tuple[CriticalIndicator, ...]:
    """Compose the critical indicators, those that hold the result down first."""
    lines = []
    for indicator in material.framework.indicators:
        if indicator.critical:
            score = material.card.by_key[indicator.key]
            alarm = critical_standing(indicator, score) in ALARMS
            state = state_text(material, indicator.key)
            if score.status is ScoreStatus.INAPPLICABLE:
                state = inapplicable_reason(material, indicator)
            lines.append(
                CriticalIndicator(
                    number=material.number(indicator.key),
                    title=material.title(indicator.key),
                    strip=strip_of(material, indicator),
                    state=state,
                    is_alarm=alarm,
                )
            )
    return tuple(sorted(lines, key=lambda line: not line.is_alarm))
