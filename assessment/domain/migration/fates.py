"""What becomes of each indicator when an assessment goes over to another edition.

The rule: what changed only in its words is kept without a word. Where something else is
asked than what was answered (a criterion came, went, or moved to another rung; other
criteria apply to this country), the question is opened again and the old answer stands
beside it. Where only a figure or an evidence grade was dropped, the rest is kept and waits
to be confirmed. What is asked no more stays in the history. A changed weight touches no
answer: what it does to the scores is told, and nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assessment.domain.answers import Answer, Profile
from assessment.domain.framework import Framework, Indicator
from assessment.domain.migration.changes import Change, Effect
from assessment.domain.profile import is_applicable, is_criterion_applicable


class Fate(StrEnum):
    """What becomes of an indicator."""

    KEPT = "kept"
    """Nothing else is asked: the answer, or that there is none, stays as it is."""
    TO_CONFIRM = "to-confirm"
    """A part of the answer was dropped or counts again: somebody has to look at it."""
    REOPENED = "reopened"
    """Something else is asked: it has to be answered anew, the old answer beside it."""
    NEW = "new"
    """It was not asked before."""
    GONE = "gone"
    """It is asked no more: what was answered stays in the history."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one indicator.

    Attributes:
        had_answer: Whether it was answered, or marked "we do not know".
        changes: What decided it; empty where nothing had to be decided.
    """

    indicator: str
    fate: Fate
    had_answer: bool = False
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two editions, with the country's profile as it counts there."""

    framework: Framework
    profile: Profile

    def asked(self, indicator: Indicator) -> frozenset[str]:
        """Return the criteria of *indicator* that this country is asked."""
        if not is_applicable(indicator, self.profile):
            return frozenset()
        return frozenset(
            criterion.key
            for criterion in indicator.criteria()
            if is_criterion_applicable(criterion, self.profile)
        )


_LADDER = frozenset({"criterion-added", "criterion-removed", "criterion-moved"})


def outcomes_of(
    old: Side,
    new: Side,
    changes: Sequence[Change],
    answers: Mapping[str, Answer],
) -> tuple[Outcome, ...]:
    """Return what becomes of every indicator: the new edition's in order, then what is gone.

    Args:
        old: The edition that was answered.
        new: The edition that is to be answered.
        changes: Everything that differs between the two.
        answers: What was answered.
    """
    about: dict[str, list[Change]] = {}
    for change in changes:
        about.setdefault(change.indicator, []).append(change)
    dropped = tuple(change for change in changes if change.grade)
    here = (
        _outcome(
            *(old, new, indicator, answers.get(indicator.key)),
            (*about.get(indicator.key, ()), *dropped),
        )
        for indicator in new.framework.indicators
    )
    known = new.framework.indicators_by_key
    gone = (
        Outcome(i.key, Fate.GONE, i.key in answers, tuple(about.get(i.key, ())))
        for i in old.framework.indicators
        if i.key not in known
    )
    return (*here, *gone)


def _outcome(
    old: Side,
    new: Side,
    indicator: Indicator,
    answer: Answer | None,
    changes: tuple[Change, ...],
) -> Outcome:
    key = indicator.key
    before = old.framework.indicators_by_key.get(key)
    if before is None:
        return Outcome(key, Fate.NEW, changes=changes)
    if answer is None:
        return Outcome(key, Fate.KEPT)
    was, now = old.asked(before), new.asked(indicator)
    if answer.is_answered:
        ladder = [change for change in changes if change.kind in _LADDER]
        asked_otherwise = was != now and bool(was) and bool(now)
        if ladder or asked_otherwise:
            others = _conditions(changes) if asked_otherwise else ()
            return Outcome(key, Fate.REOPENED, True, (*ladder, *others))
    lost = lost_from(answer, changes)
    counts_again = bool(now) and not was
    if lost or counts_again:
        others = _conditions(changes) if counts_again else ()
        return Outcome(key, Fate.TO_CONFIRM, True, (*lost, *others))
    return Outcome(key, Fate.KEPT, True)


def lost_from(answer: Answer, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes that take a part out of *answer*: its grade, or figures of it."""
    figures = {figure.key for figure in answer.figures}
    return tuple(
        change
        for change in changes
        if change.effect is Effect.TOUCHES_ANSWERS
        and (
            (change.grade and change.grade == answer.grade) or change.figure in figures
        )
    )


def _conditions(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.kind == "condition")
