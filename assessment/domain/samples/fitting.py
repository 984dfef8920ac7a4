"""Figures of an invented answer that fit what it ticks, as the framework declares.

A trainer who finds a share of 40 per cent beside a tick for 80 learns to distrust the
exercise, not the answer. So a figure that contradicts its own answer is drawn again within
the bound that it broke; contradictions between answers are left for people to find.
"""

from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from assessment.domain.answers import Answer, FigureEntry
from assessment.domain.framework import (
    Condition,
    Contradiction,
    Figure,
    FigureSign,
    Indicator,
)
from assessment.domain.review import Given
from assessment.domain.samples.backing import FEWEST_PEOPLE
from assessment.domain.samples.dice import Dice
from assessment.domain.samples.setting import Setting

ROOM = 15
"""How far above a share that is ticked an invented figure may lie, in per cent."""


def with_fitting_figures(
    setting: Setting, indicator: Indicator, answer: Answer
) -> Answer:
    """Return *answer* with figures that contradict nothing it says itself."""
    profile = setting.archetype.profile
    for declared in setting.framework.contradictions:
        if not declared.has_figure or declared.indicators != (indicator.key,):
            continue
        given = Given(setting.framework, profile, {indicator.key: answer})
        if given.shows(declared):
            answer = _mended(setting, indicator, answer, declared)
    return answer


def _mended(
    setting: Setting, indicator: Indicator, answer: Answer, declared: Contradiction
) -> Answer:
    """Return *answer* with the last figure of *declared* within its bound, or without."""
    sign = [s for s in declared.when if isinstance(s, FigureSign)][-1]
    dice = setting.dice.for_("fitting", declared.key)
    figure = next(f for f in indicator.figures if f.key == sign.figure)
    on_facts = any(isinstance(each, Condition) for each in declared.when)
    kept = []
    for entry in answer.figures:
        if entry.key != sign.figure:
            kept.append(entry)
        elif not on_facts:
            kept.append(replace(entry, value=_within(sign, figure, answer, dice)))
    return replace(answer, figures=tuple(kept))


def _within(
    sign: FigureSign, figure: Figure, answer: Answer, dice: Dice
) -> Decimal | None:
    """Return a number that *sign* does not hold of, and that may be given."""
    if sign.below is None:
        assert sign.at_least is not None  # a sign of size has a bound
        most = 0 if figure.counts_people else max(0, int(sign.at_least) - 1)
        return Decimal(dice.whole(0, most))
    if sign.of:
        whole = _value(answer.figures, sign.of)
        part = sign.below + (1 - sign.below) * dice.whole(1, 9) / 10
        number = (whole * part).to_integral_value(ROUND_CEILING)
        return None if figure.counts_people and 0 < number < FEWEST_PEOPLE else number
    if figure.unit == "%":
        return Decimal(dice.whole(int(sign.below), min(100, int(sign.below) + ROOM)))
    few = figure.counts_people and 0 < sign.below < FEWEST_PEOPLE
    return Decimal(FEWEST_PEOPLE) if few else sign.below


def _value(figures: tuple[FigureEntry, ...], key: str) -> Decimal:
    return next(entry.value or Decimal(0) for entry in figures if entry.key == key)
