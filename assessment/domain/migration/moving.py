"""Carry an assessment over to another edition of its framework (``fates`` has the rule)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assessment.domain.answer_check import check_plan, check_profile
from assessment.domain.answers import Answer, Assessment, PlanItem, Profile
from assessment.domain.framework import Framework
from assessment.domain.migration.changes import Change, Effect
from assessment.domain.migration.difference import diff_frameworks
from assessment.domain.migration.fates import (
    Fate,
    Outcome,
    Side,
    lost_from,
    outcomes_of,
)


@dataclass(frozen=True, slots=True)
class Migration:
    """What an assessment becomes in another edition.

    Attributes:
        assessment: As it answers the new edition.
        former: Indicator key -> the old answer, to be shown beside the new question.
        to_confirm: Indicators whose answer was kept but has to be looked at.
        outcomes: What becomes of every indicator.
        scores: What counts otherwise, though the answers stay.
        facts: Facts of the profile that have to be answered again, and why.
        targets: Indicators whose target is no longer possible.
        plan: Actions of the plan that are asked no more.
    """

    assessment: Assessment
    former: Mapping[str, Answer]
    to_confirm: frozenset[str]
    outcomes: tuple[Outcome, ...]
    scores: tuple[Change, ...]
    facts: tuple[Change, ...]
    targets: tuple[str, ...]
    plan: tuple[PlanItem, ...]

    def with_fate(self, fate: Fate) -> tuple[Outcome, ...]:
        """Return the outcomes of *fate*, in order."""
        return tuple(outcome for outcome in self.outcomes if outcome.fate is fate)

    @property
    def counts(self) -> Mapping[Fate, int]:
        """How many indicators have which fate; those never answered are not "kept"."""
        return Counter(
            outcome.fate
            for outcome in self.outcomes
            if outcome.had_answer or outcome.fate in {Fate.NEW, Fate.GONE}
        )


def migrate(old: Framework, new: Framework, assessment: Assessment) -> Migration:
    """Return what *assessment*, which answers *old*, becomes when it answers *new*.

    Both are whole editions of one framework; answers outside the scope go along. The
    clearance does not: what was signed answered the old edition.
    """
    changes = diff_frameworks(old, new)
    profile = _profile(new, assessment.profile, changes)
    outcomes = outcomes_of(
        Side(old, assessment.profile), Side(new, profile), changes, assessment.answers
    )
    before = assessment.answers
    kept = {Fate.KEPT, Fate.TO_CONFIRM}
    answers = {
        outcome.indicator: _answer(before[outcome.indicator], outcome.changes)
        for outcome in outcomes
        if outcome.had_answer and outcome.fate in kept
    }
    beside = {Fate.TO_CONFIRM, Fate.REOPENED}
    targets, plan = _targets(new, assessment), _plan(new, assessment.plan)
    return Migration(
        assessment=replace(
            assessment,
            edition=new.edition,
            profile=profile,
            answers=answers,
            targets=targets,
            target_reasons={
                k: v for k, v in assessment.target_reasons.items() if k in targets
            },
            plan=plan,
            clearance=None,
        ),
        former={o.indicator: before[o.indicator] for o in outcomes if o.fate in beside},
        to_confirm=frozenset(
            o.indicator for o in outcomes if o.fate is Fate.TO_CONFIRM
        ),
        outcomes=outcomes,
        scores=tuple(_rescoring(changes)),
        facts=tuple(_asked_again(changes, assessment.profile, profile)),
        targets=tuple(key for key in assessment.targets if key not in targets),
        plan=tuple(item for item in assessment.plan if item not in plan),
    )


def _profile(
    new: Framework, profile: Profile, changes: Sequence[Change]
) -> dict[str, tuple[str, ...]]:
    """Return the facts that the new edition still takes as they were answered."""
    otherwise = {change.fact for change in changes if change.kind == "fact-kind"}
    return {
        fact: values
        for fact, values in profile.items()
        if fact not in otherwise and not check_profile(new, {fact: values})
    }


def _answer(answer: Answer, changes: Sequence[Change]) -> Answer:
    """Return *answer* without what *changes* took out of it; notes and evidence stay."""
    lost = lost_from(answer, changes)
    if not lost:
        return answer
    figures = {change.place.rpartition(".")[2] for change in lost if not change.grade}
    return replace(
        answer,
        grade="" if any(change.grade for change in lost) else answer.grade,
        figures=tuple(f for f in answer.figures if f.key not in figures),
    )


def _targets(new: Framework, assessment: Assessment) -> dict[str, int]:
    return {
        key: level
        for key, level in assessment.targets.items()
        if not check_plan(new, {key: level}, ())
    }


def _plan(new: Framework, items: Sequence[PlanItem]) -> tuple[PlanItem, ...]:
    return tuple(item for item in items if not check_plan(new, {}, (item,)))


def _rescoring(changes: Sequence[Change]) -> Iterator[Change]:
    """Yield what makes answers count otherwise; new indicators are told by themselves."""
    for change in changes:
        if change.effect is Effect.TOUCHES_SCORES and change.kind not in {
            "indicator-added",
            "compatible-contradicted",
        }:
            yield change


def _asked_again(
    changes: Sequence[Change], before: Profile, after: Profile
) -> Iterator[Change]:
    for change in changes:
        if change.fact in before and change.fact not in after:
            yield change
