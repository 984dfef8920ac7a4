"""Compose the country on one page: a row per point, a square per indicator. Pure."""

from collections import defaultdict

from assessment.reporting.brief.page import Ask, CountryPage, LegendEntry, MapRow
from assessment.reporting.shapes.drawings import Square, Squares
from assessment.reporting.shapes.material import Material
from assessment.reporting.shapes.scores import (
    overall_score,
    point_scores,
    squares_of,
)
from assessment.reporting.shapes.wording import Wording

ASKS = 6
"""As many as the foot of the page holds."""
ASKS_ABOVE_A_SEAL = 4
"""The seal of what was cleared takes the room of two."""
_TITLE, _ROW = 24, 2
"""Characters to a line of a point's title, and the lines that its row has anyway."""


def compose_country(material: Material) -> CountryPage:
    """Compose the page that shows at one look where a country is weak."""
    words, texts = material.words, material.texts
    asks, rest = _asks(material)
    return CountryPage(
        intro=words.say(
            "Each square is one indicator and shows the level it has reached, from 0 to "
            "%(top)s. Law is the mean of laws, plans and bodies; practice that of what "
            "is done and what comes of it.",
            top=texts.number(material.framework.top_level),
        ),
        rows=tuple(
            MapRow(
                score, squares_of(material, material.framework.indicators_of[score.key])
            )
            for score in point_scores(material)
        ),
        overall=overall_score(material),
        legend=_legend(material),
        critical=tuple(critical_sentences(material)),
        asks=asks,
        rest=rest,
    )


def printed_on(country: CountryPage) -> tuple[Wording, ...]:
    """Return the figures that stand on the map beside its squares."""
    scores = (country.overall, *(row.score for row in country.rows))
    return tuple(
        figure
        for score in scores
        for figure in (score.value, score.span, score.law, score.practice)
    )


def _legend(material: Material) -> tuple[LegendEntry, ...]:
    words = material.words
    entries = [
        _entry(
            material,
            Square("", level.number, False, False),
            words.framework(level.label),
        )
        for level in material.framework.levels
    ]
    entries.append(_entry(material, Square("", None, True, False), words.say("open")))
    if any(not score.is_applicable for score in material.card.indicators):
        entries.append(
            _entry(
                material, Square("", None, False, False), words.say("does not apply")
            )
        )
    if any(indicator.critical for indicator in material.framework.indicators):
        entries.append(
            _entry(material, Square("", None, False, True), words.say("critical"))
        )
    return tuple(entries)


def _entry(material: Material, square: Square, text: Wording) -> LegendEntry:
    top = material.framework.top_level
    return LegendEntry(Squares(str(text), (square,), top, per_line=1), text)


def critical_sentences(material: Material) -> list[Wording]:
    """Return where the critical indicators stand, the lowest first."""
    words, texts = material.words, material.texts
    by_level: dict[int | None, list[str]] = defaultdict(list)
    for indicator in material.framework.indicators:
        score = material.card.by_key[indicator.key]
        if indicator.critical and score.is_applicable:
            by_level[score.level].append(indicator.key)
    order = sorted(level for level in by_level if level is not None)
    told = [
        words.say(
            "Critical at level %(level)s: %(which)s.",
            level=texts.number(level),
            which=material.numbers(by_level[level]),
        )
        for level in order
    ]
    if None in by_level:
        told.append(
            words.say(
                "Critical and open: %(which)s.", which=material.numbers(by_level[None])
            )
        )
    return told


def _asks(material: Material) -> tuple[tuple[Ask, ...], Wording]:
    """Return who is asked for next steps, and how many others are."""
    asked = steps_by_owner(material)
    signed = material.imprint is not None and material.imprint.is_sealed
    most = (ASKS_ABOVE_A_SEAL if signed else ASKS) - _long_titles(material)
    asks = tuple(
        Ask(
            material.sector(owner),
            material.words.count(
                "%(num)s next step, in %(which)s",
                "%(num)s next steps, in %(which)s",
                len(indicators),
                which=material.numbers(indicators),
            ),
        )
        for owner, indicators in asked[: max(1, most)]
    )
    others = len(asked) - len(asks)
    rest = Wording("")
    if others:
        rest = material.words.count(
            "%(num)s other body is asked for fewer.",
            "%(num)s other bodies are asked for fewer or as many.",
            others,
        )
    return asks, rest


def _long_titles(material: Material) -> int:
    """Return how many lines the titles of points take from the foot of the page."""
    titles = (material.point_title(point.key) for point in material.framework.points)
    return sum(max(0, -(-len(title) // _TITLE) - _ROW) for title in titles)


def steps_by_owner(material: Material) -> list[tuple[str, list[str]]]:
    """Return sector and the indicators of its next steps, the busiest first."""
    asked: dict[str, list[str]] = defaultdict(list)
    for gap in material.gaps:
        if gap.level is None:
            continue
        indicator = material.framework.indicators_by_key[gap.indicator]
        for criterion in indicator.criteria():
            if criterion.key in gap.next_steps:
                asked[criterion.owner or indicator.lead].append(gap.indicator)
    order = {key: place for place, key in enumerate(material.framework.sectors_by_key)}
    return sorted(asked.items(), key=lambda entry: (-len(entry[1]), order[entry[0]]))
