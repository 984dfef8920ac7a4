"""Conditions of one contradiction that no assessment can meet together.

A contradiction that can never be said is a promise that nobody keeps: it is refused.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from assessment.domain.framework import FactKind
from assessment.errors import N_
from assessment.framework_file.contradictions import wanted_by
from assessment.yaml_nodes.reading import Part, Reading


def check_together(
    signs: Iterable[Part],
    reading: Reading,
    facts: Mapping[str, Part],
    indicators: Mapping[str | None, Part],
) -> None:
    """Report the first of *signs* after which nothing can hold any more."""
    of_one: dict[str, list[Part]] = defaultdict(list)
    for sign in signs:
        if "indicator" in sign.values:
            of_one[sign["indicator"]].append(sign)
    for key, about in of_one.items():
        indicator = indicators.get(key)
        if indicator is not None:
            _check_ladder(about, reading, indicator)
        _check_grades(about, reading)
        _check_figures(about, reading)
    _check_facts(signs, reading, facts, indicators)


def _check_ladder(signs: Iterable[Part], reading: Reading, indicator: Part) -> None:
    """Levels and ticks: a tick that is missing keeps the level below its rung."""
    rungs = {
        criterion.get("key"): place
        for place, rung in enumerate(indicator.parts("ladder"), start=1)
        for criterion in rung.parts("criteria")
    }
    met: set[str] = set()
    lacking: set[str] = set()
    top = len(indicator.parts("ladder"))
    lowest, highest = 0, top
    for sign in signs:
        if sign.get("met") in rungs:
            met.add(sign["met"])
        if sign.get("not_met") in rungs:
            lacking.add(sign["not_met"])
            highest = min(highest, rungs[sign["not_met"]] - 1)
        lowest = max(lowest, min(sign.get("level_at_least", 0), top))
        highest = min(highest, sign.get("level_below", highest + 1) - 1)
        reached = _reached(rungs, met)
        if met & lacking or max(lowest, reached) > highest:
            _report(sign, reading)
            return


def _reached(rungs: Mapping[Any, int], met: set[str]) -> int:
    """Return the level that is reached when all of *met* are, whatever else is."""
    left = [rung for key, rung in rungs.items() if key not in met]
    return min(left, default=max(rungs.values(), default=0) + 1) - 1


def _check_grades(signs: Iterable[Part], reading: Reading) -> None:
    left: set[str] | None = None
    for sign in signs:
        if "grade" in sign.values:
            grades = set(sign["grade"])
            left = grades if left is None else left & grades
            if not left:
                _report(sign, reading)
                return


def _check_figures(signs: Iterable[Part], reading: Reading) -> None:
    sized: dict[tuple[str, str], tuple[Any, Any]] = {}
    missing: set[str] = set()
    for sign in signs:
        if "figure" not in sign.values:
            continue
        name, of = sign["figure"], sign.get("of", "")
        if elsewhere := sign.get("of_indicator", ""):
            of = f"{elsewhere}/{of}"  # no figure of this indicator, whatever its key
        if sign.get("is_missing"):
            missing.add(name)
        else:
            least, below = sized.get((name, of), (0, None))
            bound = sign.get("below", below)
            below = bound if below is None else min(bound, below)
            sized[name, of] = max(least, sign.get("at_least", 0)), below
        used = {each for pair in sized for each in pair}
        least, below = sized.get((name, of), (0, None))
        if missing & used or (below is not None and least >= below):
            _report(sign, reading)
            return


def _check_facts(
    signs: Iterable[Part],
    reading: Reading,
    facts: Mapping[str, Part],
    indicators: Mapping[str | None, Part],
) -> None:
    """Facts, also those that decide whether an indicator or a criterion is asked."""
    left: dict[str, set[str]] = {}
    for sign in signs:
        conditions = [sign] if "fact" in sign.values else _asked_when(sign, indicators)
        for condition in conditions:
            fact, wanted = condition.get("fact"), wanted_by(condition)
            part = facts.get(fact)
            if part is None or not wanted or part.get("kind") == FactKind.SEVERAL_OF:
                continue  # refused elsewhere, or several values may hold at once
            left[fact] = left.get(fact, wanted) & wanted
            if not left[fact]:
                _report(sign, reading)
                return


def _asked_when(sign: Part, indicators: Mapping[str | None, Part]) -> list[Part]:
    """Return the conditions under which what *sign* is about is asked at all."""
    indicator = indicators.get(sign.get("indicator"))
    if indicator is None:
        return []
    named = {sign.get("met"), sign.get("not_met")} - {None}
    return indicator.parts("when") + [
        condition
        for rung in indicator.parts("ladder")
        for criterion in rung.parts("criteria")
        if criterion.get("key") in named
        for condition in criterion.parts("when")
    ]


def _report(sign: Part, reading: Reading) -> None:
    reading.report(
        sign.node,
        sign.path,
        N_("This and the conditions before it can never hold together."),
    )
