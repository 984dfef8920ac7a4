"""Which indicators and criteria apply to a country, and why not (DOMAIN 7.1)."""

from collections.abc import Iterable

from assessment.domain.answers import Profile
from assessment.domain.framework import (
    Condition,
    Criterion,
    FactKind,
    Framework,
    Indicator,
)


def holds(condition: Condition, profile: Profile) -> bool:
    """Return whether *condition* holds; an unanswered fact switches nothing off."""
    chosen = profile.get(condition.fact)
    return chosen is None or any(value in condition.values for value in chosen)


def holds_for_sure(condition: Condition, profile: Profile) -> bool:
    """Return whether *condition* holds by an answer: what is not known is not urgent."""
    return condition.fact in profile and holds(condition, profile)


def failing(conditions: Iterable[Condition], profile: Profile) -> tuple[Condition, ...]:
    """Return the conditions that do not hold."""
    return tuple(c for c in conditions if not holds(c, profile))


def is_criterion_applicable(criterion: Criterion, profile: Profile) -> bool:
    """Return whether *criterion* is asked of this country."""
    return not criterion.when or not failing(criterion.when, profile)


def is_applicable(indicator: Indicator, profile: Profile) -> bool:
    """Return whether *indicator* counts for this country (rule 1).

    It does not when a condition of its own fails or when none of its criteria apply.
    """
    if indicator.when and failing(indicator.when, profile):
        return False
    return any(is_criterion_applicable(c, profile) for c in indicator.criteria())


def failed_conditions(indicator: Indicator, profile: Profile) -> tuple[Condition, ...]:
    """Return what switched *indicator* off: its own conditions, else its criteria's."""
    own = failing(indicator.when, profile)
    if own:
        return own
    below = (failing(c.when, profile) for c in indicator.criteria())
    return tuple(dict.fromkeys(condition for group in below for condition in group))


def reason(framework: Framework, condition: Condition, profile: Profile) -> str:
    """Return the sentence that says why *condition* does not hold.

    The sentences are the framework's own (``reasons`` of the fact); the fact's question
    stands in where an author wrote none.
    """
    fact = framework.facts_by_key[condition.fact]
    if fact.kind is FactKind.SEVERAL_OF:
        candidates = condition.values
    else:
        candidates = tuple(profile.get(condition.fact, ()))
    for value in candidates:
        if value in fact.reasons:
            return fact.reasons[value]
    return fact.question


def opened_and_closed(
    framework: Framework, before: Profile, after: Profile
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the indicators whose questions change when the profile does.

    Returns:
        ``(opened, closed)``: keys of the indicators with something newly asked, and of
        those with something no longer asked, in framework order. An indicator may stand
        in both.
    """
    opened, closed = [], []
    for indicator in framework.indicators:
        was = _asked(indicator, before)
        now = _asked(indicator, after)
        if now - was:
            opened.append(indicator.key)
        if was - now:
            closed.append(indicator.key)
    return tuple(opened), tuple(closed)


def _asked(indicator: Indicator, profile: Profile) -> frozenset[str]:
    if not is_applicable(indicator, profile):
        return frozenset()
    return frozenset(
        c.key for c in indicator.criteria() if is_criterion_applicable(c, profile)
    )
