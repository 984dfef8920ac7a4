"""Put findings into words: a lead, and a sentence with the figures it rests on."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from assessment.domain.findings import Finding, FindingKind
from assessment.reporting.brief.page import Told
from assessment.reporting.shapes.material import Material, as_printed
from assessment.reporting.shapes.wording import Wording

_NAMED = 2
"""So many indicators are named in a sentence; "and others" stand for the rest."""


def told_finding(material: Material, finding: Finding) -> Told:
    """Return *finding* in words."""
    return _TELLERS[finding.kind](material, finding)


def voice_of(material: Material) -> Wording:
    """Return the name of the other voice."""
    other = material.alternative
    if other is None or not other.respondent:
        return material.words.say("The alternative assessment")
    return material.words.typed(other.respondent)


def _figures(material: Material, finding: Finding) -> dict[str, str]:
    """Return the figures of *finding* as they are printed."""
    return {
        name.replace("-", "_"): material.score(value)
        if name in finding.scores
        else material.texts.number(value)
        for name, value in finding.figures.items()
    }


def _apart(material: Material, finding: Finding, first: str, second: str) -> Decimal:
    """Return the difference of two scores of *finding* as printed."""
    figures, scale = finding.figures, material.scale
    return as_printed(figures[first], scale) - as_printed(figures[second], scale)


def _named(material: Material, keys: tuple[str, ...]) -> Wording:
    """Return titles and numbers of the first indicators, and how many more there are."""
    words = material.words
    told = [
        words.say(
            "%(title)s (%(number)s)",
            title=material.title(key),
            number=material.number(key),
        )
        for key in keys[:_NAMED]
    ]
    more = len(keys) - _NAMED
    if more > 0:
        told.append(words.count("%(num)s more", "%(num)s more", more))
    return words.join(told, words.say("; "))


def _disagreement(material: Material, finding: Finding) -> Told:
    words, key = material.words, finding.indicators[0]
    return Told(
        words.say("Another voice sees it differently."),
        words.say(
            "%(who)s scores %(alternative)s where this assessment scores %(overall)s. "
            "Of %(compared)s indicators that both answered, %(differing)s differ, "
            "%(lower)s lower and %(higher)s higher; most of all %(number)s %(title)s: "
            "level %(alternative_level)s instead of %(level)s.",
            who=voice_of(material),
            number=material.number(key),
            title=material.title(key),
            **_figures(material, finding),
        ),
    )


def _capped(material: Material, finding: Finding) -> Told:
    words, band = material.words, material.card.overall_band
    assert band is not None  # something is capped
    return Told(
        words.say("A critical gap holds the band down."),
        words.say(
            "The number %(overall)s alone would give “%(uncapped)s”. The band stays at "
            "“%(band)s” as long as this is not in place: %(which)s.",
            uncapped=material.band_label(band.uncapped),
            band=material.band_label(band.band),
            which=_named(material, finding.indicators),
            **_figures(material, finding),
        ),
    )


def _changed(material: Material, finding: Finding) -> Told:
    words, figures = material.words, _figures(material, finding)
    change = _apart(material, finding, "overall", "before")
    if change > 0:
        lead = words.say("Better than last time.")
    elif change < 0:
        lead = words.say("Lower than last time.")
    else:
        lead = words.say("As high as last time.")
    assert material.previous is not None  # it is what the finding is about
    return Told(
        lead,
        words.say(
            "Overall %(overall)s after %(before)s in %(period)s. Of %(compared)s "
            "indicators answered both times, %(risen)s rose and %(fallen)s fell.",
            period=material.previous.period,
            **figures,
        ),
    )


def _law_ahead(material: Material, finding: Finding) -> Told:
    words, key = material.words, finding.points[0]
    told = words.say(
        "In point %(number)s, %(title)s, the law stands at %(law)s and practice at "
        "%(practice)s: the widest distance of all points.",
        number=material.number(key),
        title=material.point_title(key),
        **_figures(material, finding),
    )
    return Told(
        words.say("The law runs ahead of what is done."),
        _with_whole(material, finding, told),
    )


def _practice_ahead(material: Material, finding: Finding) -> Told:
    words, key = material.words, finding.points[0]
    told = words.say(
        "In point %(number)s, %(title)s, practice stands at %(practice)s and the law at "
        "%(law)s: the widest distance of this kind.",
        number=material.number(key),
        title=material.point_title(key),
        **_figures(material, finding),
    )
    return Told(
        words.say("Practice runs ahead of the law."),
        _with_whole(material, finding, told),
    )


def _with_whole(material: Material, finding: Finding, told: Wording) -> Wording:
    if "law-overall" not in finding.figures:
        return told
    words = material.words
    whole = words.say(
        "Overall it is %(law_overall)s and %(practice_overall)s.",
        **_figures(material, finding),
    )
    if finding.kind is FindingKind.PRACTICE_AHEAD:
        whole = words.say(
            "Overall the law stands at %(law_overall)s, practice at "
            "%(practice_overall)s.",
            **_figures(material, finding),
        )
    return words.join((told, whole), " ")


def _critical_low(material: Material, finding: Finding) -> Told:
    words, figures = material.words, _figures(material, finding)
    capping = int(finding.figures["capping"])
    told = words.count(
        "%(num)s of %(critical)s critical indicators stands too low or only just high "
        "enough: %(which)s.",
        "%(num)s of %(critical)s critical indicators stand too low or only just high "
        "enough: %(which)s.",
        int(finding.figures["low"]),
        critical=figures["critical"],
        which=_named(material, finding.indicators),
    )
    if capping:
        lead = words.count(
            "%(num)s critical indicator holds the result down.",
            "%(num)s critical indicators hold the result down.",
            capping,
        )
    else:
        lead = words.say("Critical indicators raise a flag.")
    return Told(lead, told)


def _unproven(material: Material, finding: Finding) -> Told:
    words, figures = material.words, _figures(material, finding)
    told = words.say(
        "Evidence backs %(evidenced)s of the %(overall)s claimed. %(unproven)s of "
        "%(answered)s answers claim a level above what was shown for them.",
        **figures,
    )
    if finding.points:
        key = finding.points[0]
        where = words.say(
            "Most in point %(number)s, %(title)s: %(point)s claimed, "
            "%(point_evidenced)s backed.",
            number=material.number(key),
            title=material.point_title(key),
            **figures,
        )
        told = words.join((told, where), " ")
    return Told(words.say("More is claimed than shown."), told)


def _held_back(material: Material, finding: Finding) -> Told:
    words, key = material.words, finding.indicators[0]
    indicator = material.framework.indicators_by_key[key]
    text = next(c.text for c in indicator.criteria() if c.key == finding.criterion)
    return Told(
        words.say("One missing step holds back the most."),
        words.say(
            "%(number)s %(title)s stands at level %(level)s and would stand at level "
            "%(reached)s if one thing were true: %(criterion)s",
            number=material.number(key),
            title=material.title(key),
            criterion=material.words.framework(text),
            **_figures(material, finding),
        ),
    )


def _extremes(material: Material, finding: Finding) -> Told:
    words, (worst, best) = material.words, finding.points
    figures = _figures(material, finding)
    return Told(
        words.say("The points are far apart."),
        words.count(
            "Point %(worst_number)s, %(worst_title)s, stands lowest at %(worst)s: "
            "%(num)s of its %(answered)s answers is at level 0 or 1. Highest is point "
            "%(best_number)s, %(best_title)s, at %(best)s.",
            "Point %(worst_number)s, %(worst_title)s, stands lowest at %(worst)s: "
            "%(num)s of its %(answered)s answers are at level 0 or 1. Highest is point "
            "%(best_number)s, %(best_title)s, at %(best)s.",
            int(finding.figures["low"]),
            worst_number=material.number(worst),
            worst_title=material.point_title(worst),
            best_number=material.number(best),
            best_title=material.point_title(best),
            **figures,
        ),
    )


def _open(material: Material, finding: Finding) -> Told:
    words, key = material.words, finding.points[0]
    figures = _figures(material, finding)
    return Told(
        words.say("What is not known matters."),
        words.count(
            "%(open)s open answer leaves the result between %(low)s and %(high)s. Most "
            "depends on point %(number)s, %(title)s: between %(point_low)s and "
            "%(point_high)s.",
            "%(open)s open answers leave the result between %(low)s and %(high)s. Most "
            "depends on point %(number)s, %(title)s: between %(point_low)s and "
            "%(point_high)s.",
            int(finding.figures["open"]),
            number=material.number(key),
            title=material.point_title(key),
            **figures,
        ),
    )


def _reached(material: Material, finding: Finding) -> Told:
    words, key = material.words, finding.points[0]
    return Told(
        words.say("What already stands."),
        words.say(
            "%(reached)s of %(answered)s answers have reached their target, %(point)s of "
            "them in point %(number)s, %(title)s.",
            number=material.number(key),
            title=material.point_title(key),
            **_figures(material, finding),
        ),
    )


_TELLERS: Mapping[FindingKind, Callable[[Material, Finding], Told]] = {
    FindingKind.DISAGREEMENT: _disagreement,
    FindingKind.CAPPED: _capped,
    FindingKind.CHANGED: _changed,
    FindingKind.LAW_AHEAD: _law_ahead,
    FindingKind.PRACTICE_AHEAD: _practice_ahead,
    FindingKind.CRITICAL_LOW: _critical_low,
    FindingKind.UNPROVEN: _unproven,
    FindingKind.HELD_BACK: _held_back,
    FindingKind.EXTREMES: _extremes,
    FindingKind.OPEN: _open,
    FindingKind.REACHED: _reached,
}
