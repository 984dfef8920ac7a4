"""Whether targets, their reasons and the actions of a plan may be stored."""

from collections.abc import Iterator, Mapping

from assessment.domain.answers import PlanItem
from assessment.domain.framework import Framework
from assessment.domain.text_check import (
    NAME_LENGTH,
    NOTE_LENGTH,
    day_problems,
    name_problems,
    text_problems,
)
from assessment.errors import N_, Problem

WORDING_LENGTH = 500
"""As long as the longest action of a framework may reasonably be said."""
REASON_LENGTH = 1000


def target_problems(
    framework: Framework, targets: Mapping[str, int], reasons: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield what is wrong with targets and the reasons for them."""
    for key, level in targets.items():
        path = f"targets.{key}"
        if key not in framework.indicators_by_key:
            yield _unknown_indicator(path, key)
        elif not 1 <= level <= framework.top_level:
            yield _problem(
                path,
                N_("A target is a level from 1 to {top}."),
                top=framework.top_level,
            )
    for key, reason in reasons.items():
        path = f"target_reasons.{key}"
        if key not in targets:
            yield _problem(path, N_("A reason stands beside a target; there is none."))
        yield from text_problems(reason, REASON_LENGTH, path)


def plan_problems(
    framework: Framework, items: tuple[PlanItem, ...]
) -> Iterator[Problem]:
    """Yield what is wrong with the actions of a plan."""
    seen: set[tuple[str, str]] = set()
    for place, item in enumerate(items):
        path = f"plan.{place}"
        indicator = framework.indicators_by_key.get(item.indicator)
        if indicator is None:
            yield _unknown_indicator(path, item.indicator)
        elif item.criterion not in {c.key for c in indicator.criteria()}:
            yield _problem(
                path, N_("There is no criterion “{key}” here."), key=item.criterion
            )
        if (item.indicator, item.criterion) in seen:
            yield _problem(path, N_("This action is in the plan twice."))
        seen.add((item.indicator, item.criterion))
        yield from item_problems(item, path)


def item_problems(item: PlanItem, path: str) -> Iterator[Problem]:
    """Yield what is wrong with what was typed of one action; paths ``PATH.FIELD``."""
    yield from name_problems(item.owner, NAME_LENGTH, f"{path}.owner")
    yield from day_problems(item.due, f"{path}.due")
    yield from text_problems(item.note, NOTE_LENGTH, f"{path}.note")
    yield from text_problems(item.wording, WORDING_LENGTH, f"{path}.wording")
    if item.is_declined and not item.note.strip():
        yield _problem(
            f"{path}.note",
            N_("Say why this will not be done: a declined action needs its reason."),
        )


def _unknown_indicator(path: str, key: str) -> Problem:
    return _problem(path, N_("There is no indicator “{key}” in this edition."), key=key)


def _problem(path: str, template: str, **values: object) -> Problem:
    return Problem(path, 0, 0, template, values, path)
