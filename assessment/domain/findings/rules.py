"""What stands out in an assessment: findings, each with the figures it rests on.

A finding connects two facts and says no more than its figures. Words are added by whoever
presents it; every number that the words may use stands in :attr:`Finding.figures`. The
rules are ours (DESIGN section 8); they read scores and change none.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from assessment.domain.findings.scene import Finding, FindingKind, Scene, balance_of
from assessment.domain.framework import Indicator
from assessment.domain.gaps import find_gaps, target_level
from assessment.domain.scoring import (
    GroupScore,
    IndicatorScore,
    Scorecard,
    Standing,
    critical_standing,
    level_reached,
    unmet_criteria,
)

HEADLINES = 3
"""As many as a reader remembers from one page."""

NOTEWORTHY = Decimal("0.05")
"""Share of the scale below which a difference is not worth a sentence."""

WIDE = Decimal("0.15")
"""Share of the scale from which the distance of law and practice in a point is one."""

LEAP = 2
"""Levels that one missing step must hold back to be named."""


def find_findings(scene: Scene) -> tuple[Finding, ...]:
    """Return every finding, in the order in which they are told.

    None is made from a point that is too little answered to be compared (rule 6).
    """
    found = (rule(scene) for rule in _RULES)
    return tuple(finding for finding in found if finding is not None)


def headlines(
    findings: Iterable[Finding], count: int = HEADLINES
) -> tuple[Finding, ...]:
    """Return the first *count* findings; one about two voices is told elsewhere."""
    told = [f for f in findings if f.kind is not FindingKind.DISAGREEMENT]
    return tuple(told[:count])


def _solid_points(scene: Scene) -> Iterator[GroupScore]:
    """Yield the points whose score may be compared (rule 6)."""
    minimum = scene.framework.scoring.minimum_coverage
    for point in scene.card.points:
        if point.score is not None and (point.coverage or 0) >= minimum:
            yield point


def _disagreement(scene: Scene) -> Finding | None:
    """Where two voices answered the same question and give different levels."""
    if scene.alternative is None:
        return None
    pairs = _level_pairs(scene.card, scene.alternative)
    differing = sorted(
        (pair for pair in pairs if pair[1] != pair[2]),
        key=lambda pair: -abs(pair[1] - pair[2]),
    )
    ours, theirs = scene.card.overall.score, scene.alternative.overall.score
    if not differing or ours is None or theirs is None:
        return None
    key, mine, other = differing[0]
    lower = sum(1 for _, a, b in differing if b < a)
    return Finding(
        FindingKind.DISAGREEMENT,
        {
            "overall": ours,
            "alternative": theirs,
            "differing": Decimal(len(differing)),
            "compared": Decimal(len(pairs)),
            "lower": Decimal(lower),
            "higher": Decimal(len(differing) - lower),
            "level": Decimal(mine),
            "alternative-level": Decimal(other),
        },
        indicators=(key,),
    )


def _level_pairs(first: Scorecard, second: Scorecard) -> list[tuple[str, int, int]]:
    """Return key and both levels of what both answered."""
    pairs = []
    for score in first.indicators:
        other = second.by_key.get(score.key)
        if other is not None and score.level is not None and other.level is not None:
            pairs.append((score.key, score.level, other.level))
    return pairs


def _capped(scene: Scene) -> Finding | None:
    """A critical indicator holds the band of the whole below what the number gives."""
    band, score = scene.card.overall_band, scene.card.overall.score
    if band is None or score is None or not band.is_capped:
        return None
    return Finding(
        FindingKind.CAPPED,
        {"overall": score, "capping": Decimal(len(band.capped_by))},
        indicators=band.capped_by,
    )


def _changed(scene: Scene) -> Finding | None:
    """What the last round found, and what this one does."""
    if scene.previous is None:
        return None
    before, now = scene.previous.overall.score, scene.card.overall.score
    pairs = _level_pairs(scene.previous, scene.card)
    if before is None or now is None or not pairs:
        return None
    risen = [key for key, a, b in pairs if b > a]
    fallen = [key for key, a, b in pairs if b < a]
    return Finding(
        FindingKind.CHANGED,
        {
            "overall": now,
            "before": before,
            "risen": Decimal(len(risen)),
            "fallen": Decimal(len(fallen)),
            "compared": Decimal(len(pairs)),
        },
        indicators=(*risen, *fallen),
    )


def _apart(scene: Scene, *, law_leads: bool) -> Finding | None:
    """The point in which law and practice are furthest apart, and the whole."""
    sign = 1 if law_leads else -1
    found = []
    for point in _solid_points(scene):
        balance = balance_of(scene.card, scene.framework.indicators_of[point.key])
        # One answer a side is an anecdote.
        if balance.gap is not None and min(balance.laws, balance.practices) > 1:
            found.append((balance.gap * sign, point.key, balance))
    found.sort(key=lambda entry: -entry[0])
    if not found or found[0][0] < WIDE * scene.scale:
        return None
    _, key, widest = found[0]
    whole = balance_of(scene.card, scene.framework.indicators)
    assert widest.law is not None  # it has a gap
    assert widest.practice is not None
    figures = {"law": widest.law, "practice": widest.practice}
    if whole.law is not None and whole.practice is not None:
        figures |= {"law-overall": whole.law, "practice-overall": whole.practice}
    kind = FindingKind.LAW_AHEAD if law_leads else FindingKind.PRACTICE_AHEAD
    return Finding(kind, figures, points=(key,))


def _law_ahead(scene: Scene) -> Finding | None:
    return _apart(scene, law_leads=True)


def _practice_ahead(scene: Scene) -> Finding | None:
    return _apart(scene, law_leads=False)


def _critical_low(scene: Scene) -> Finding | None:
    """How many critical indicators stand too low or raise a flag (rule 8).

    Named in the order of rule 10, so that the first one is also the first thing to do.
    """
    standings = {
        indicator.key: critical_standing(indicator, scene.card.by_key[indicator.key])
        for indicator in scene.framework.indicators
        if indicator.critical and scene.card.by_key[indicator.key].is_applicable
    }
    gaps = find_gaps(scene.framework, scene.assessment, scene.card)
    place = {gap.indicator: place for place, gap in enumerate(gaps)}
    low = sorted(standings, key=lambda key: place.get(key, len(gaps)))
    caps = [key for key in low if standings[key] is Standing.CAPS]
    flags = [key for key in low if standings[key] is Standing.FLAGS]
    if not caps and not flags:
        return None
    return Finding(
        FindingKind.CRITICAL_LOW,
        {
            "low": Decimal(len(caps) + len(flags)),
            "capping": Decimal(len(caps)),
            "critical": Decimal(len(standings)),
        },
        indicators=(*caps, *flags),
    )


def _unproven(scene: Scene) -> Finding | None:
    """What is claimed above what its evidence supports, and where most of it lies."""
    overall = scene.card.overall
    if overall.score is None or overall.evidenced is None:
        return None
    if overall.score - overall.evidenced < NOTEWORTHY * scene.scale:
        return None
    unproven = [s for s in scene.card.indicators if _is_unproven(s)]
    points = [
        (point.score - point.evidenced, point)
        for point in _solid_points(scene)
        if point.score is not None and point.evidenced is not None
    ]
    points.sort(key=lambda entry: -entry[0])
    figures = {
        "overall": overall.score,
        "evidenced": overall.evidenced,
        "unproven": Decimal(len(unproven)),
        "answered": Decimal(overall.answered),
    }
    if not points or points[0][0] <= 0:
        return Finding(FindingKind.UNPROVEN, figures)
    widest = points[0][1]
    assert widest.score is not None  # only such points are listed
    assert widest.evidenced is not None
    figures |= {"point": widest.score, "point-evidenced": widest.evidenced}
    return Finding(FindingKind.UNPROVEN, figures, points=(widest.key,))


def _is_unproven(score: IndicatorScore) -> bool:
    return (
        score.level is not None
        and score.evidenced_level is not None
        and score.evidenced_level < score.level
    )


def _held_back(scene: Scene) -> Finding | None:
    """The one missing step above which most is done already.

    Only steps that would lift an indicator by :data:`LEAP` levels at once are named.
    """
    found = []
    for indicator in scene.framework.indicators:
        step = _single_step(scene, indicator)
        if step is not None:
            key, level, reached = step
            levels = scene.framework.levels
            gain = (levels[reached].score - levels[level].score) * indicator.weight
            found.append((gain, indicator, key, level, reached))
    if not found:
        return None
    _, indicator, key, level, reached = max(found, key=lambda entry: entry[0])
    return Finding(
        FindingKind.HELD_BACK,
        {
            "level": Decimal(level),
            "reached": Decimal(reached),
            "steps": Decimal(len(found)),
        },
        indicators=(indicator.key,),
        criterion=key,
    )


def _single_step(scene: Scene, indicator: Indicator) -> tuple[str, int, int] | None:
    """Return the one criterion missing, the level now and the level with it."""
    level = scene.card.by_key[indicator.key].level
    answer = scene.assessment.answers.get(indicator.key)
    if level is None or answer is None or level >= scene.framework.top_level:
        return None
    profile = scene.assessment.profile
    unmet = unmet_criteria(indicator, answer.met, profile, level=level + 1)
    if len(unmet) != 1:
        return None
    met = answer.met | {unmet[0].key}
    reached = level_reached(indicator, met, profile)
    return (unmet[0].key, level, reached) if reached - level >= LEAP else None


def _extremes(scene: Scene) -> Finding | None:
    """The strongest and the weakest point, and how much of the weakest is hardly begun."""
    points = sorted(_solid_points(scene), key=lambda point: point.score or Decimal(0))
    if len(points) <= 1:
        return None
    worst, best = points[0], points[-1]
    assert worst.score is not None  # only such points are listed
    assert best.score is not None
    if best.score - worst.score < NOTEWORTHY * scene.scale:
        return None
    members = [scene.card.by_key[key].level for key in worst.members]
    low = sum(1 for level in members if level is not None and level <= 1)
    return Finding(
        FindingKind.EXTREMES,
        {
            "best": best.score,
            "worst": worst.score,
            "low": Decimal(low),
            "answered": Decimal(worst.answered),
        },
        points=(worst.key, best.key),
    )


def _open(scene: Scene) -> Finding | None:
    """What the open answers leave undecided, and the point that holds most of it."""
    overall = scene.card.overall
    count = overall.applicable - overall.answered
    if not count or overall.low is None or overall.high is None:
        return None
    if overall.high - overall.low < NOTEWORTHY * scene.scale:
        return None
    weights = {point.key: point.weight for point in scene.framework.points}
    widest = max(
        (p for p in scene.card.points if p.low is not None and p.high is not None),
        key=lambda p: ((p.high or 0) - (p.low or 0)) * weights[p.key],
    )
    assert widest.low is not None  # only such points are asked
    assert widest.high is not None
    return Finding(
        FindingKind.OPEN,
        {
            "open": Decimal(count),
            "low": overall.low,
            "high": overall.high,
            "point-low": widest.low,
            "point-high": widest.high,
        },
        points=(widest.key,),
    )


def _reached(scene: Scene) -> Finding | None:
    """How many indicators have reached their target, and where most of them are."""
    reached: dict[str, int] = {}
    for indicator in scene.framework.indicators:
        level = scene.card.by_key[indicator.key].level
        target = target_level(scene.framework, indicator, scene.assessment.targets)
        if level is not None and level >= target:
            reached[indicator.point] = reached.get(indicator.point, 0) + 1
    if not reached:
        return None
    most = max(reached, key=lambda key: reached[key])
    return Finding(
        FindingKind.REACHED,
        {
            "reached": Decimal(sum(reached.values())),
            "answered": Decimal(scene.card.overall.answered),
            "point": Decimal(reached[most]),
        },
        points=(most,),
    )


_RULES: tuple[Callable[[Scene], Finding | None], ...] = (
    _disagreement,
    _capped,
    _changed,
    _law_ahead,
    _practice_ahead,
    _critical_low,
    _unproven,
    _held_back,
    _extremes,
    _open,
    _reached,
)
"""In the order of :class:`FindingKind`."""
