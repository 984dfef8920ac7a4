"""What moved since the last round, and why the score is another one.

The change of the overall score is taken apart into three parts that add up to it exactly:
by edition (the old answers, scored by the new edition), by coverage (what is answered in
only one of the two rounds, or not asked alike) and by answers (what is answered in both).
Each part is the difference between two scores of rule 4, one step apart.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext

from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.domain.migration.fates import Fate
from assessment.domain.migration.moving import migrate
from assessment.domain.scoring import Scorecard, score_assessment

_DIGITS = 80
"""Scores have at most 28 digits: with so many, differences of them are exact."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The change of the overall score, in points of the scale; unrounded.

    Attributes:
        answers: Of what is answered in both rounds.
        coverage: Of what is answered in only one of them, or not asked alike in both.
        edition: Of the same answers, asked by another edition; zero within one.
    """

    answers: Decimal
    coverage: Decimal
    edition: Decimal

    @property
    def whole(self) -> Decimal:
        """The change of the overall score: exactly the sum."""
        with localcontext() as context:
            context.prec = _DIGITS
            return self.answers + self.coverage + self.edition


def printed_parts(parts: Parts, whole: Decimal, decimals: int) -> Parts:
    """Return *parts* rounded so that they add up to *whole*, which is how it is printed.

    Each is rounded half up; what is then missing goes to the part whose rounding was worst
    in that direction. A part that is nothing stays nothing.

    Args:
        parts: The parts, unrounded.
        whole: The change as a reader works it out from the two printed scores.
        decimals: Of the scale.
    """
    step = Decimal(1).scaleb(-decimals)
    exact = {name: getattr(parts, name) for name in ("answers", "coverage", "edition")}
    rounded = {
        name: value.quantize(step, ROUND_HALF_UP) for name, value in exact.items()
    }
    counted = [name for name, value in exact.items() if value]
    missing = whole - sum(rounded.values(), Decimal(0))
    while missing and counted:
        sign = 1 if missing > 0 else -1
        worst = max(counted, key=lambda name: sign * (exact[name] - rounded[name]))
        rounded[worst] += sign * step
        missing -= sign * step
    return Parts(**rounded)


@dataclass(frozen=True, slots=True)
class Moved:
    """An indicator answered in both rounds, with another level now."""

    indicator: str
    before: int
    now: int

    @property
    def rungs(self) -> int:
        """By how many rungs, down below zero."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Round:
    """An assessment of the series, with the whole edition that it answers."""

    framework: Framework
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Progress:
    """What moved between two rounds; indicators in the order of the new edition.

    Attributes:
        before, now: The scores of the two rounds, each in its own edition.
        parts: None where one of them has no score or is provisional (rule 6), and where
            the new edition asks nothing alike of what was answered.
        moved: Falls first, then the largest rises.
        compared: How many indicators are answered in both, and asked alike.
        newly_answered: Asked in both editions, answered only now.
        answered_no_more: Asked in both, answered only then.
        asked_otherwise: What the new edition opened again.
        new, gone: Indicators of one edition only; *gone* in the order of the old one.
    """

    before: Scorecard
    now: Scorecard
    parts: Parts | None
    moved: tuple[Moved, ...]
    compared: int
    newly_answered: tuple[str, ...] = ()
    answered_no_more: tuple[str, ...] = ()
    asked_otherwise: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def is_provisional(self) -> bool:
        """Whether one of the rounds is answered too little for its score to be compared."""
        return self.before.is_provisional or self.now.is_provisional


def progress_between(before: Round, now: Round) -> Progress | None:
    """Return what moved from *before* to *now*; None where the two are never compared.

    They are not when they are of different frameworks, or one is a core round.
    """
    scope = now.assessment.scope
    if (
        before.assessment.framework != now.assessment.framework
        or before.assessment.scope is not scope
    ):
        return None
    old, new = before.framework.in_scope(scope), now.framework.in_scope(scope)
    then = score_assessment(old, before.assessment)
    today = score_assessment(new, now.assessment)
    otherwise: frozenset[str] = frozenset()
    bridge = before.assessment
    if (old.edition, old.digest) != (new.edition, new.digest):
        migration = migrate(old, new, before.assessment)
        bridge = migration.assessment
        otherwise = frozenset(o.indicator for o in migration.with_fate(Fate.REOPENED))
    between = score_assessment(new, bridge)
    pairs = _both(between, today)
    is_compared = not (then.is_provisional or today.is_provisional)
    apart = otherwise | (today.by_key.keys() - then.by_key.keys())
    only_then, only_now = _one_sided(between, today, apart)
    keys = [indicator.key for indicator in new.indicators]
    return Progress(
        before=then,
        now=today,
        parts=_parts(new, then, bridge, now.assessment) if is_compared else None,
        moved=_moved(pairs),
        compared=len(pairs),
        newly_answered=only_now,
        answered_no_more=only_then,
        asked_otherwise=tuple(key for key in keys if key in otherwise),
        new=tuple(key for key in keys if key not in then.by_key),
        gone=tuple(i.key for i in old.indicators if i.key not in today.by_key),
    )


def _parts(
    framework: Framework, then: Scorecard, bridge: Assessment, now: Assessment
) -> Parts | None:
    """Take the change apart, from one step to the next; each step changes one thing."""

    def overall(assessment: Assessment) -> Decimal | None:
        return score_assessment(framework, assessment).overall.score

    first, last = then.overall.score, overall(now)
    if first is None or last is None:
        return None
    common = _answered_by(framework, bridge) & _answered_by(framework, now)
    second = overall(bridge)
    third, fourth = overall(_only(bridge, common)), overall(_only(now, common))
    with localcontext() as context:
        context.prec = _DIGITS
        if second is None:
            # Nothing of the last round is asked alike: what changed, nobody can say.
            return None
        if third is None or fourth is None:
            return Parts(Decimal(0), last - second, second - first)
        left_out, added = third - second, last - fourth
        return Parts(fourth - third, left_out + added, second - first)


def _only(assessment: Assessment, keys: Collection[str]) -> Assessment:
    answers = {k: v for k, v in assessment.answers.items() if k in keys}
    return replace(assessment, answers=answers)


def _answered_by(framework: Framework, assessment: Assessment) -> frozenset[str]:
    card = score_assessment(framework, assessment)
    return frozenset(s.key for s in card.indicators if s.level is not None)


def _both(before: Scorecard, now: Scorecard) -> tuple[Moved, ...]:
    return tuple(
        Moved(score.key, earlier.level, score.level)
        for score in now.indicators
        if (earlier := before.by_key[score.key]).level is not None
        and score.level is not None
    )


def _moved(pairs: Collection[Moved]) -> tuple[Moved, ...]:
    """Return what changed, falls first and then the largest rises."""
    return tuple(
        sorted(
            (pair for pair in pairs if pair.rungs),
            key=lambda pair: (pair.rungs > 0, -abs(pair.rungs)),
        )
    )


def _one_sided(
    before: Scorecard, now: Scorecard, apart: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is answered only before, and only now, but for what is told *apart*."""

    def only(
        first: Callable[[str], int | None], second: Callable[[str], int | None]
    ) -> tuple[str, ...]:
        return tuple(
            score.key
            for score in now.indicators
            if score.key not in apart
            and first(score.key) is not None
            and second(score.key) is None
        )

    def then(key: str) -> int | None:
        return before.by_key[key].level

    def today(key: str) -> int | None:
        return now.by_key[key].level

    return only(then, today), only(today, then)
