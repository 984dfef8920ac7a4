"""Checks of indicators: their ladder, their conditions, their keys."""

from collections.abc import Iterable, Mapping

from assessment.errors import N_
from assessment.framework_file.profiles import check_condition
from assessment.yaml_nodes.nodes import Node
from assessment.yaml_nodes.reading import Part, Reading


def check_indicators(
    root: Part, reading: Reading, facts: Mapping[str, Part], *, top: int | None
) -> None:
    """Check every indicator of *root*; *top* is the highest level, None if unknown."""
    points = reading.defined.get("point", {})
    for indicator in root.parts("indicators"):
        if top is not None:
            _check_rungs(indicator, reading, top)
        criteria = [
            c for rung in indicator.parts("ladder") for c in rung.parts("criteria")
        ]
        _check_unique(criteria, reading)
        _check_unique(indicator.parts("figures"), reading)
        for owner in (indicator, *criteria):
            for condition in owner.parts("when"):
                check_condition(condition, reading, facts)
        if indicator.get("critical") and "when" in indicator.nodes:
            reading.report(
                indicator.at("when"),
                indicator.path,
                N_("A critical indicator is always asked: it may have no condition."),
            )
        # Both are numbered and addressed by their key alone.
        if (key := indicator.get("key")) in points:
            reading.report(
                indicator.at("key"),
                indicator.path,
                N_('"{key}" is already the key of a point.'),
                key=key,
            )


def _check_rungs(indicator: Part, reading: Reading, top: int) -> None:
    """A ladder has one rung for each level above 0, in order."""
    rungs = indicator.parts("ladder")
    for expected, rung in enumerate(rungs, start=1):
        if rung.get("rung", expected) != expected:
            reading.report(
                rung.at("rung"),
                rung.path,
                N_("Rung {expected} is expected here, not {found}."),
                expected=expected,
                found=rung["rung"],
            )
            return
    if rungs and len(rungs) != top:
        node: Node = indicator.at("ladder")
        reading.report(
            node,
            indicator.path,
            N_("This ladder ends at rung {found}; the scale ends at level {top}."),
            found=len(rungs),
            top=top,
        )


def _check_unique(parts: Iterable[Part], reading: Reading) -> None:
    first: dict[str, Part] = {}
    for part in parts:
        key = part.get("key")
        if key is not None and first.setdefault(key, part) is not part:
            reading.report(
                part.at("key"),
                part.path,
                N_('The key "{key}" is already used at line {line}.'),
                key=key,
                line=first[key].at("key").line,
            )
