"""Conditions that no country can meet, and facts that switch off what must be asked."""

from collections.abc import Iterable, Mapping

from assessment.domain.framework import FactKind
from assessment.errors import N_
from assessment.framework_file.profiles import values_of
from assessment.yaml_nodes.reading import Part, Reading


def check_contradictions(
    root: Part, reading: Reading, facts: Mapping[str, Part]
) -> None:
    """Report conditions that exclude each other, and answers that leave nothing asked."""
    indicators = root.parts("indicators")
    for indicator in indicators:
        own = indicator.parts("when")
        _check_list(own, reading, facts)
        _check_list(indicator.parts("urgent_when"), reading, facts)
        criteria = _criteria(indicator)
        for criterion in criteria:
            _check_list(criterion.parts("when"), reading, facts, before=own)
        if indicator.get("critical") and criteria:
            _check_always_asked(indicator, criteria, reading)
    for key, fact in facts.items():
        _check_something_left(key, fact, indicators, reading)


def _criteria(indicator: Part) -> list[Part]:
    return [c for rung in indicator.parts("ladder") for c in rung.parts("criteria")]


def _check_list(
    conditions: Iterable[Part],
    reading: Reading,
    facts: Mapping[str, Part],
    before: Iterable[Part] = (),
) -> None:
    """Report a condition after which no answer to its fact is left.

    A fact with several answers may hold all of them at once.
    """
    left: dict[str, set[str]] = {}
    for condition in before:
        _narrow(left, condition)
    for condition in conditions:
        fact = condition.get("fact", "")
        was = left.get(fact)
        _narrow(left, condition)
        several = facts[fact].get("kind") == FactKind.SEVERAL_OF if fact in facts else 1
        if was and not left.get(fact, was) and not several:
            reading.report(
                condition.node,
                condition.path,
                N_('No country can meet this and the other condition on "{fact}".'),
                fact=fact,
            )


def _narrow(left: dict[str, set[str]], condition: Part) -> None:
    fact, values = condition.get("fact"), wanted_by(condition)
    if fact is not None and values:
        left[fact] = left.get(fact, values) & values


def wanted_by(condition: Part) -> set[str]:
    """Return the values that make *condition* true; none when it could not be read."""
    values = set(condition.get("in", ()))
    return values | {
        condition[form] for form in ("is", "has") if form in condition.values
    }


def _check_always_asked(
    indicator: Part, criteria: Iterable[Part], reading: Reading
) -> None:
    if all("when" in criterion.nodes for criterion in criteria):
        reading.report(
            indicator.at("ladder"),
            indicator.path,
            N_(
                "A critical indicator is always asked: one criterion needs no condition."
            ),
        )


def _check_something_left(
    key: str, fact: Part, indicators: Iterable[Part], reading: Reading
) -> None:
    """Report an answer to *fact* under which no indicator would be asked."""
    answers: list[set[str]] = [{value} for value in values_of(fact)]
    if fact.get("kind") == FactKind.SEVERAL_OF:
        answers.append(set())
    for answer in answers:
        if not any(_is_asked(indicator, key, answer) for indicator in indicators):
            reading.report(
                fact.at("key"),
                fact.path,
                N_('With the answer "{answer}" to "{fact}" nothing at all is asked.'),
                answer="".join(answer) or "–",
                fact=key,
            )


def _is_asked(indicator: Part, fact: str, answer: set[str]) -> bool:
    """Say whether *indicator* is asked when *fact* alone is answered, by *answer*."""
    criteria = _criteria(indicator)
    return _holds(indicator, fact, answer) and (
        not criteria or any(_holds(criterion, fact, answer) for criterion in criteria)
    )


def _holds(owner: Part, fact: str, answer: set[str]) -> bool:
    return all(
        wanted_by(condition) & answer
        for condition in owner.parts("when")
        if condition.get("fact") == fact and wanted_by(condition)
    )
