"""Compose scores, ladders and indicator cards: figures into words and drawings."""

from collections.abc import Iterable
from decimal import Decimal

from assessment.domain.answers import Answer, PlanItem, PlanStatus
from assessment.domain.findings import balance_of
from assessment.domain.framework import Criterion, Indicator
from assessment.domain.gaps import Gap
from assessment.domain.plan.changing import StepKey, item_of
from assessment.domain.plan.standing import STATUS_WORDS
from assessment.domain.scale import Scale
from assessment.domain.scoring import BandResult, GroupScore, ScoreStatus
from assessment.errors import N_
from assessment.reporting.shapes.drawings import (
    RAMP,
    BandMark,
    Ladder,
    ScoreBar,
    Square,
    Squares,
)
from assessment.reporting.shapes.material import (
    Material,
    as_printed,
    inapplicable_reason,
    span_text,
    state_text,
)
from assessment.reporting.shapes.parts import IndicatorCard, Score, Step
from assessment.reporting.shapes.wording import NOTHING, Wording, figure

_SQUARE = N_("%(number)s: %(state)s")
_CRITICAL_SQUARE = N_("%(number)s, critical: %(state)s")


def score_of(
    material: Material, group: GroupScore, *, number: str, title: Wording
) -> Score:
    """Return *group* as it is printed."""
    minimum = material.framework.scoring.minimum_coverage
    place = number or "overall"
    members = [material.framework.indicators_by_key[key] for key in group.members]
    balance = balance_of(material.card, members)
    band = _band(material, group)
    return Score(
        key=group.key,
        number=number,
        title=title,
        value=figure(f"{place} score", material.score(group.score)),
        span=span_of(material, group, place),
        evidenced=figure(f"{place} evidenced", material.score(group.evidenced)),
        band=material.band_label(band.band) if band else material.words.say("no score"),
        law=figure(f"{place} law", material.score(balance.law)),
        practice=figure(f"{place} practice", material.score(balance.practice)),
        answered=answered_text(material, group, place),
        tone=_tone(material, band.band) if band else None,
        is_provisional=group.coverage is None or group.coverage < minimum,
    )


def overall_score(material: Material) -> Score:
    """Return the score of the whole."""
    return score_of(
        material, material.card.overall, number="", title=material.words.say("Overall")
    )


def point_scores(material: Material) -> tuple[Score, ...]:
    """Return the scores of the points, in framework order."""
    return tuple(
        score_of(
            material,
            group,
            number=material.number(group.key),
            title=material.point_title(group.key),
        )
        for group in material.card.points
    )


def span_of(material: Material, group: GroupScore, place: str) -> Wording:
    """Return the range of *group*, both ends marked; one number when nothing is open."""
    low = figure(f"{place} low", material.score(group.low))
    high = figure(f"{place} high", material.score(group.high))
    if str(low) == str(high):
        return figure(f"{place} score", str(high))
    return material.words.say("%(low)s to %(high)s", low=low, high=high)


def answered_text(material: Material, group: GroupScore, place: str) -> Wording:
    """Return how much of *group* is answered: ``7 of 8``."""
    texts = material.texts
    return material.words.say(
        "%(answered)s of %(applicable)s",
        answered=figure(f"{place} answered", texts.number(group.answered)),
        applicable=figure(f"{place} applicable", texts.number(group.applicable)),
    )


def _band(material: Material, group: GroupScore) -> BandResult | None:
    if group.key == material.card.overall.key:
        return material.card.overall_band
    return material.card.bands.get(group.key)


def _tone(material: Material, band: str) -> int:
    keys = list(material.framework.bands_by_key)
    return keys.index(band) * (len(RAMP) - 1) // max(1, len(keys) - 1)


def bar_of(material: Material, group: GroupScore) -> ScoreBar:
    """Return the score of *group* on the scale, with the bands below it."""
    texts = material.texts
    if group.score is None:
        alt = texts.gettext("No score: nothing is answered.")
    else:
        alt = texts.gettext(
            "Score %(score)s, range %(span)s, backed by evidence %(evidenced)s.",
            score=material.score(group.score),
            span=span_text(material, group),
            evidenced=material.score(group.evidenced),
        )
    return ScoreBar(
        alt=alt,
        score=material.share(group.score),
        low=material.share(group.low),
        high=material.share(group.high),
        evidenced=material.share(group.evidenced),
        bands=_band_marks(material),
        end=texts.exact(material.framework.levels[-1].score),
    )


def _band_marks(material: Material) -> tuple[BandMark, ...]:
    """Return where the bands lie on the scale, whatever its ends are."""
    bands = material.framework.bands
    lowest = material.framework.levels[0].score
    starts = [max(band.lower, lowest) for band in bands]
    ends = [*starts[1:], material.framework.levels[-1].score]
    return tuple(
        BandMark(
            material.share(start) or 0.0,
            material.share(end) or 0.0,
            str(material.band_label(band.key)),
            material.texts.exact(start),
        )
        for band, start, end in zip(bands, starts, ends, strict=True)
    )


def ladder_of(material: Material, indicator: Indicator) -> Ladder:
    """Return the ladder of *indicator*, with its meaning in words."""
    texts = material.texts
    level = material.card.by_key[indicator.key].level
    top, target = material.framework.top_level, material.target(indicator)
    if level is None:
        alt = texts.gettext("No level yet, target %(target)s.", target=target)
    else:
        alt = texts.gettext(
            "Level %(level)s of %(top)s, target %(target)s.",
            level=texts.number(level),
            top=texts.number(top),
            target=texts.number(target),
        )
    return Ladder(alt, level, top, target)


def squares_of(material: Material, indicators: Iterable[Indicator]) -> Squares:
    """Return *indicators* as squares, said in words one by one."""
    texts = material.texts
    squares, told = [], []
    for indicator in indicators:
        score = material.card.by_key[indicator.key]
        squares.append(
            Square(
                number=material.number(indicator.key),
                level=score.level,
                is_open=score.is_applicable and score.level is None,
                is_critical=indicator.critical,
            )
        )
        state = (
            texts.gettext("level %(level)s", level=texts.number(score.level))
            if score.level is not None
            else str(state_text(material, indicator.key))
        )
        told.append(
            texts.gettext(
                _CRITICAL_SQUARE if indicator.critical else _SQUARE,
                number=material.number(indicator.key),
                state=state,
            )
        )
    return Squares(
        texts.gettext("; ").join(told), tuple(squares), material.framework.top_level
    )


def steps_of(material: Material, gap: Gap) -> tuple[Step, ...]:
    """Return the next steps of *gap*: what is missing, and what would meet it."""
    indicator = material.framework.indicators_by_key[gap.indicator]
    return tuple(
        step_of_criterion(material, indicator, criterion)
        for criterion in indicator.criteria()
        if criterion.key in gap.next_steps
    )


def step_of_criterion(
    material: Material, indicator: Indicator, criterion: Criterion
) -> Step:
    """Return what is missing when *criterion* is not met, and what would meet it."""
    words = material.words
    key = (indicator.key, criterion.key)
    item = item_of(material.assessment.plan, key) or PlanItem(*key)
    return Step(
        missing=words.framework(criterion.text),
        action=words.typed(item.wording)
        if item.wording
        else words.framework(criterion.action),
        owner=words.typed(item.owner)
        if item.owner
        else material.owner(indicator, criterion),
        effort=material.effort(criterion.effort),
        planned=_planned(material, key),
    )


def _planned(material: Material, key: StepKey) -> Wording:
    """Return in a few words what the country's plan says of a step; nothing: nothing."""
    item = item_of(material.assessment.plan, key)
    words = material.words
    if item is None:
        return NOTHING
    if item.is_declined:
        return words.say("will not be done: see the plan")
    state = words.say(STATUS_WORDS[item.status])
    if item.due is None or item.status is PlanStatus.DONE:
        return words.say("in the plan: %(state)s", state=state)
    return words.say(
        "in the plan: %(state)s, until %(day)s",
        state=state,
        day=material.texts.date(item.due),
    )


def next_level(indicator: Indicator, gap: Gap) -> int:
    """Return the level that the next steps of *gap* lead to."""
    return gap.road[0].level if gap.road else (gap.level or 0) + 1


def card_of(material: Material, indicator: Indicator, gap: Gap | None) -> IndicatorCard:
    """Return the card of *indicator*; *gap* is its gap when it has one."""
    words, texts = material.words, material.texts
    score = material.card.by_key[indicator.key]
    heading, remark = Wording(""), Wording("")
    steps: tuple[Step, ...] = ()
    if gap is None and score.is_applicable:
        remark = words.say("The target is reached.")
    elif gap is None:
        remark = inapplicable_reason(material, indicator)
    else:
        steps = steps_of(material, gap)
        level = texts.number(next_level(indicator, gap))
        heading = (
            words.say("First find out. Then, to reach %(level)s:", level=level)
            if gap.level is None
            else words.say("To reach %(level)s:", level=level)
        )
    level_figure = Wording("")
    if score.level is not None:
        place = f"{material.number(indicator.key)} level"
        level_figure = figure(place, texts.number(score.level))
    return IndicatorCard(
        key=indicator.key,
        number=material.number(indicator.key),
        title=material.title(indicator.key),
        is_critical=indicator.critical,
        ladder=ladder_of(material, indicator) if score.is_applicable else None,
        level=level_figure,
        state=state_text(material, indicator.key),
        evidence=evidence_text(material, indicator),
        heading=heading,
        step=steps[0] if steps else None,
        others=tuple(step.missing for step in steps[1:]),
        remark=remark,
    )


def evidence_text(material: Material, indicator: Indicator) -> Wording:
    """Return what an answer rests on, and how far that carries, in a few words."""
    score = material.card.by_key[indicator.key]
    answer: Answer | None = material.assessment.answers.get(indicator.key)
    words = material.words
    if score.status is not ScoreStatus.ANSWERED or answer is None:
        return Wording("")
    if not answer.grade:
        told = words.say("no evidence named")
    else:
        told = words.say("evidence %(grade)s", grade=answer.grade)
    if score.evidenced_level is None or score.evidenced_level == score.level:
        return told
    return words.say(
        "%(evidence)s, supports level %(level)s",
        evidence=told,
        level=material.texts.number(score.evidenced_level),
    )


def difference(
    first: Decimal | None, second: Decimal | None, scale: Scale
) -> Decimal | None:
    """Return *first* − *second* as they stand on paper, so that a reader can check it."""
    if first is None or second is None:
        return None
    return as_printed(first, scale) - as_printed(second, scale)
