"""Checks of indicators: their ladder, their conditions, their keys."""

from collections.abc import Iterable, Mapping, Sequence

from assessment.errors import N_
from assessment.framework_file.profiles import check_condition
from assessment.yaml_nodes.nodes import ListNode, Node, TextNode
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
        conditions = [
            c for owner in (indicator, *criteria) for c in owner.parts("when")
        ]
        for condition in (*conditions, *indicator.parts("urgent_when")):
            check_condition(condition, reading, facts)
        _check_critical(indicator, reading, top)
        _check_proof(indicator, criteria, reading)
        _check_serves(indicator, criteria, reading)
        _check_bounds(indicator.parts("figures"), reading)
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


def _check_critical(indicator: Part, reading: Reading, top: int | None) -> None:
    """Check that ``caps_below`` and ``flags_below`` are levels, in order (rule 8)."""
    for name in ("caps_below", "flags_below"):
        if name in indicator.nodes and not indicator.get("critical"):
            template = N_('Only a critical indicator has "{name}".')
            reading.report(indicator.at(name), indicator.path, template, name=name)
        elif top is not None and indicator.get(name, 1) > top:
            reading.report(
                indicator.at(name),
                indicator.path,
                N_("There is no level {found}: the scale ends at {top}."),
                found=indicator[name],
                top=top,
            )
    caps, flags = indicator.get("caps_below", 1), indicator.get("flags_below")
    if flags is not None and flags < caps:
        reading.report(
            indicator.at("flags_below"),
            indicator.path,
            N_('"flags_below" may not be below "caps_below", {caps}.'),
            caps=caps,
        )


def _check_proof(indicator: Part, criteria: Sequence[Part], reading: Reading) -> None:
    """Check that the criterion which proves the title stands in the ladder."""
    proof = indicator.get("proof")
    if proof is None or "criterion" not in proof.values:
        return
    known = [criterion.get("key", "") for criterion in criteria]
    if proof["criterion"] not in known:
        reading.report_unknown(
            proof.at("criterion"),
            proof.path,
            UNKNOWN_CRITERION,
            proof["criterion"],
            known,
        )


def _check_serves(indicator: Part, criteria: Sequence[Part], reading: Reading) -> None:
    """Check that criteria serve what the indicator claims: all of it, nothing else.

    Only indicators that trace their recommendations are checked: an edition may be older
    than the key.
    """
    if not any("serves" in criterion.nodes for criterion in criteria):
        return
    claimed = indicator.get("recommendations", [])
    for criterion in criteria:
        written = criterion.nodes.get("serves")
        for item in written.items if isinstance(written, ListNode) else ():
            if isinstance(item, TextNode) and item.text not in claimed:
                reading.report(
                    item,
                    criterion.path,
                    N_('"{key}" is not among the recommendations of the indicator.'),
                    key=item.text,
                )
    served = {key for criterion in criteria for key in criterion.get("serves", [])}
    for key in claimed:
        if key not in served:
            reading.report(
                indicator.at("recommendations"),
                indicator.path,
                N_('No criterion serves recommendation "{key}".'),
                key=key,
            )


UNKNOWN_CRITERION = (
    N_('This indicator has no criterion "{found}". Did you mean "{guess}"?'),
    N_('This indicator has no criterion "{found}". It has: {allowed}.'),
)


def _check_bounds(figures: Sequence[Part], reading: Reading) -> None:
    """A figure is bounded by another one of the same indicator and the same unit."""
    units = {figure.get("key"): figure.get("unit") for figure in figures}
    for figure in figures:
        bound = figure.get("at_most")
        if bound is None:
            continue
        if bound not in units or bound == figure.get("key"):
            reading.report(
                figure.at("at_most"),
                figure.path,
                N_('"{found}" is no other figure of this indicator.'),
                found=bound,
            )
        elif units[bound] != figure.get("unit"):
            reading.report(
                figure.at("at_most"),
                figure.path,
                N_('"{found}" has another unit, so it cannot bound this figure.'),
                found=bound,
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
