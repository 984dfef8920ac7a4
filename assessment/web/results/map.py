"""The country on one page: a row per point, a square per indicator."""

from dataclasses import dataclass

from assessment.domain.framework import Framework, Indicator
from assessment.domain.scoring import IndicatorScore, Scorecard, ScoreStatus
from assessment.errors import N_
from assessment.texts import Texts
from assessment.web.frame import Opened

_WORDS = {
    ScoreStatus.ANSWERED: N_("%(number)s %(title)s: level %(level)s"),
    ScoreStatus.UNKNOWN: N_("%(number)s %(title)s: we do not know"),
    ScoreStatus.UNANSWERED: N_("%(number)s %(title)s: not answered"),
    ScoreStatus.INAPPLICABLE: N_("%(number)s %(title)s: does not apply"),
}


@dataclass(frozen=True, slots=True)
class Square:
    """An indicator on the map.

    Attributes:
        key: The last part of the address of its page.
        label: What it stands for, in one sentence: for the pointer and for screen readers.
        level: None while open or not applicable.
        applies: Whether it is asked of this country.
    """

    key: str
    number: str
    label: str
    level: int | None
    applies: bool
    critical: bool


@dataclass(frozen=True, slots=True)
class MapRow:
    """A point with its squares, in framework order."""

    key: str
    number: str
    title: str
    squares: tuple[Square, ...]


def country_map(work: Opened, card: Scorecard) -> tuple[MapRow, ...]:
    """Return the rows of the map."""
    return map_of(work.framework, card, work.texts)


def map_of(framework: Framework, card: Scorecard, texts: Texts) -> tuple[MapRow, ...]:
    """Return the rows of the map of any scorecard of *framework*."""
    return tuple(
        MapRow(
            point.key,
            framework.numbers[point.key],
            point.title,
            tuple(
                _square(texts, framework.numbers[i.key], i, card.by_key[i.key])
                for i in framework.indicators_of[point.key]
            ),
        )
        for point in framework.points
        if framework.indicators_of[point.key]
    )


def _square(
    texts: Texts, number: str, indicator: Indicator, score: IndicatorScore
) -> Square:
    label = texts.gettext(
        _WORDS[score.status],
        number=number,
        title=texts.framework(indicator.title),
        level=texts.number(score.level),
    )
    return Square(
        key=indicator.key,
        number=number,
        label=label,
        level=score.level,
        applies=score.status is not ScoreStatus.INAPPLICABLE,
        critical=indicator.critical,
    )
