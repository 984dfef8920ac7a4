"""Compose what is critical, what is open, and a chapter for every point. Pure."""

from assessment.domain.framework import Indicator, Point
from assessment.domain.gaps import Gap, OpenIndicator, find_out_first
from assessment.domain.scoring import (
    BandResult,
    IndicatorScore,
    Standing,
    critical_standing,
)
from assessment.reporting.national.report import (
    Chapter,
    CriticalLine,
    CriticalSection,
    OpenLine,
    OpenSection,
)
from assessment.reporting.shapes.material import Material, state_text
from assessment.reporting.shapes.parts import Score
from assessment.reporting.shapes.scores import (
    card_of,
    ladder_of,
    point_scores,
    steps_of,
)
from assessment.reporting.shapes.wording import Wording, figure

LOW = 1
"""Up to this level an indicator has hardly begun."""


def compose_critical(material: Material) -> CriticalSection | None:
    """Compose the critical indicators that apply, the lowest first; None without any."""
    critical = [
        indicator
        for indicator in material.framework.indicators
        if indicator.critical and material.card.by_key[indicator.key].is_applicable
    ]
    if not critical:
        return None
    top = material.framework.top_level + 1

    def level(indicator: Indicator) -> int:
        reached = material.card.by_key[indicator.key].level
        return top if reached is None else reached

    return CriticalSection(
        intro=material.words.say(
            "What must not be missing. One of these that stands "
            "too low holds down the band of its point and of the whole, whatever the "
            "number says."
        ),
        lines=tuple(
            _critical_line(material, indicator)
            for indicator in sorted(critical, key=level)
        ),
    )


def _critical_line(material: Material, indicator: Indicator) -> CriticalLine:
    score = material.card.by_key[indicator.key]
    gap = gaps_by_key(material).get(indicator.key)
    steps = steps_of(material, gap) if gap is not None else ()
    more = len(steps) - 1
    return CriticalLine(
        key=indicator.key,
        number=material.number(indicator.key),
        title=material.title(indicator.key),
        ladder=ladder_of(material, indicator),
        level=level_figure(material, score),
        state=state_text(material, indicator.key),
        effect=_effect(material, indicator),
        missing=steps[0].missing if steps else Wording(""),
        more=material.words.count("and %(num)s more", "and %(num)s more", more)
        if more > 0
        else Wording(""),
    )


def _effect(material: Material, indicator: Indicator) -> Wording:
    """Return what a critical indicator does to the result (rule 8)."""
    words = material.words
    told = {
        Standing.CAPS: words.say("too low: it holds the band down"),
        Standing.FLAGS: words.say("a warning: close to holding the band down"),
        Standing.OPEN: words.say("open: nobody knows whether it holds the band down"),
    }
    standing = critical_standing(indicator, material.card.by_key[indicator.key])
    return Wording("") if standing is None else told[standing]


def gaps_by_key(material: Material) -> dict[str, Gap]:
    """Return the gaps by the key of their indicator."""
    return {gap.indicator: gap for gap in material.gaps}


def level_figure(material: Material, score: IndicatorScore) -> Wording:
    """Return the level of *score* as a printed figure; empty when it has none."""
    if score.level is None:
        return Wording("")
    place = f"{material.number(score.key)} level"
    return figure(place, material.texts.number(score.level))


def compose_find_out(material: Material) -> OpenSection | None:
    """Compose what to find out first: by how much of the range hangs on it (rule 10)."""
    words, overall = material.words, material.card.overall
    ranked = find_out_first(material.framework, material.card, material.gaps)
    if not ranked:
        return None
    return OpenSection(
        intro=words.count(
            "%(num)s question has no answer yet. It decides where between %(low)s and "
            "%(high)s the result lies.",
            "%(num)s questions have no answer yet. They decide where between %(low)s and "
            "%(high)s the result lies; those come first on which most depends.",
            len(ranked),
            low=material.score(overall.low),
            high=material.score(overall.high),
        ),
        lines=tuple(_open_line(material, entry) for entry in ranked),
    )


def _open_line(material: Material, entry: OpenIndicator) -> OpenLine:
    key = entry.indicator
    indicator = material.framework.indicators_by_key[key]
    words = material.words
    return OpenLine(
        key=key,
        number=material.number(key),
        title=material.title(key),
        question=words.framework(indicator.question),
        is_critical=indicator.critical,
        state=state_text(material, key),
        ask=material.sector(indicator.lead),
        holds=words.say(
            "decides about %(points)s points",
            points=material.texts.number(entry.width, material.scale.decimals + 1),
        ),
    )


def compose_chapters(material: Material) -> tuple[Chapter, ...]:
    """Compose a chapter for every point that has an indicator in this round."""
    points = material.framework.points_by_key
    groups = {group.key: group for group in material.card.points}
    return tuple(
        _chapter(material, points[score.key], score)
        for score in point_scores(material)
        if groups[score.key].members
    )


def _chapter(material: Material, point: Point, score: Score) -> Chapter:
    gaps = gaps_by_key(material)
    band = material.card.bands.get(point.key)
    return Chapter(
        score=score,
        measures=material.words.say(
            "Law %(law)s · practice %(practice)s · backed by evidence %(evidenced)s · "
            "answered %(answered)s",
            law=score.law,
            practice=score.practice,
            evidenced=score.evidenced,
            answered=score.answered,
        ),
        summary=material.words.framework(point.summary),
        strength=_strength(material, point.key),
        gap=_gap(material, point.key),
        reason=band_reason(material, band) if band else Wording(""),
        cards=tuple(
            card_of(material, indicator, gaps.get(indicator.key))
            for indicator in material.framework.indicators_of[point.key]
        ),
    )


def _strength(material: Material, point: str) -> Wording:
    """Return what stands best in a point, in one sentence."""
    words = material.words
    members = material.framework.indicators_of[point]
    levels = {i.key: material.card.by_key[i.key].level for i in members}
    reached = [i.key for i in members if (levels[i.key] or 0) >= material.target(i) > 0]
    answered = [key for key, level in levels.items() if level is not None]
    if not answered:
        return words.say("Nothing is answered in this point yet.")
    if reached:
        return words.count(
            "%(num)s of %(answered)s answers has reached its target: %(which)s.",
            "%(num)s of %(answered)s answers have reached their target: %(which)s.",
            len(reached),
            answered=material.texts.number(len(answered)),
            which=material.numbers(reached),
        )
    highest = max(levels[key] or 0 for key in answered)
    if not highest:
        return words.say("Nothing asked for in this point is in place yet.")
    best = [key for key in answered if levels[key] == highest]
    return words.say(
        "No target is reached yet; furthest, at level %(level)s: %(which)s.",
        level=material.texts.number(highest),
        which=material.numbers(best),
    )


def _gap(material: Material, point: str) -> Wording:
    """Return what is weakest in a point, in one sentence."""
    words = material.words
    scores = [
        material.card.by_key[i.key] for i in material.framework.indicators_of[point]
    ]
    low = [s.key for s in scores if s.level is not None and s.level <= LOW]
    open_keys = [s.key for s in scores if s.is_applicable and s.level is None]
    told = []
    if low:
        told.append(
            words.count(
                "%(num)s stands at level %(low)s or below: %(which)s.",
                "%(num)s stand at level %(low)s or below: %(which)s.",
                len(low),
                low=material.texts.number(LOW),
                which=_with_critical(material, low),
            )
        )
    if open_keys:
        told.append(
            words.say("Not answered: %(which)s.", which=material.numbers(open_keys))
        )
    if not told:
        told.append(words.say("Nothing stands below level %(level)s.", level=LOW + 1))
    return words.join(told, " ")


def _with_critical(material: Material, keys: list[str]) -> Wording:
    """Return the numbers of *keys*, the critical ones said to be so."""
    indicators = material.framework.indicators_by_key
    words = material.words
    return words.join(
        words.say("%(number)s (critical)", number=material.number(key))
        if indicators[key].critical
        else material.number(key)
        for key in keys
    )


def band_reason(material: Material, band: BandResult) -> Wording:
    """Return why a band is held down; empty when it is not."""
    if not band.is_capped:
        return Wording("")
    return material.words.say(
        "The number alone would give “%(uncapped)s”; the band is held at “%(band)s” by "
        "%(which)s.",
        uncapped=material.band_label(band.uncapped),
        band=material.band_label(band.band),
        which=material.numbers(band.capped_by),
    )
