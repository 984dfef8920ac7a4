"""Carry an assessment forward: a new round starts from what the last one said.

What was true then need not be true now: each answer that is carried over waits until
somebody says that it is still true, or changes it. Until then it counts in the scores of
the draft, which say how many wait, and the round cannot be handed on.
"""

from dataclasses import dataclass, replace

from assessment.domain.answers import Answer, Assessment
from assessment.domain.framework import Framework
from assessment.domain.migration.fates import Fate
from assessment.domain.migration.moving import Migration
from assessment.domain.profile import is_applicable
from assessment.domain.records import (
    EditionKey,
    FormerAnswer,
    PageState,
    StoredAssessment,
)
from assessment.domain.rounds.moves import period_order
from assessment.errors import N_, Problem

_NOT_LATER = N_(
    "A new round is about a later time than the one before it, {period}. Give a later "
    "year."
)


@dataclass(frozen=True, slots=True)
class Carried:
    """What a new round starts from.

    Attributes:
        assessment: Everything but the clearance, for the new period.
        pages: Indicator key -> how its answer stands, for every answer that is carried.
    """

    assessment: Assessment
    pages: dict[str, PageState]


def carry_forward(stored: StoredAssessment, period: str) -> Carried:
    """Return what the round after *stored* starts from, for *period*.

    Each answer has stood for one round more, and keeps who gave it and when. What was
    asked anew in a new edition and never answered keeps its old answer beside it.
    """
    before = stored.assessment
    pages = {
        key: _carried(state, before.answers.get(key))
        for key, state in stored.pages.items()
        if key in before.answers or state.former is not None
    }
    return Carried(replace(before, period=period, clearance=None), pages)


def carry_into(carried: Carried, migration: Migration, edition: EditionKey) -> Carried:
    """Return what a new round starts from when it answers another edition.

    Args:
        carried: What it would start from in the edition of the last round.
        migration: What becomes of that (its assessment is the one in *carried*).
        edition: The edition of the last round: former answers say that they answer it.
    """
    before, after = carried.assessment.answers, migration.assessment
    pages = {}
    for outcome in migration.outcomes:
        state = carried.pages.get(outcome.indicator)
        if state is None or outcome.fate is Fate.GONE:
            continue
        if outcome.indicator in migration.former:
            former = FormerAnswer(edition, before[outcome.indicator])
            state = replace(state, former=former)
        if outcome.fate is Fate.REOPENED:
            state = replace(state, carried=0, to_confirm=False)
        pages[outcome.indicator] = state
    return Carried(after, pages)


def unconfirmed(framework: Framework, stored: StoredAssessment) -> tuple[str, ...]:
    """Return the indicators whose answer was carried over and not looked at since.

    Only what is asked of this country, in the order of the framework: these block handing
    on, and every list marks them.
    """
    profile = stored.assessment.profile
    return tuple(
        indicator.key
        for indicator in framework.indicators
        if (page := stored.pages.get(indicator.key)) is not None
        and page.to_confirm
        and is_applicable(indicator, profile)
    )


def period_problems(before: str, period: str) -> tuple[Problem, ...]:
    """Return what is wrong with *period* for the round after *before*."""
    if period_order(period) > period_order(before):
        return ()
    return (Problem("period", 0, 0, _NOT_LATER, {"period": before}, "period"),)


def _carried(state: PageState, answer: Answer | None) -> PageState:
    has_answer = answer is not None
    return replace(
        state,
        version=1,
        carried=state.carried + 1 if has_answer else 0,
        to_confirm=has_answer,
    )
