"""Checks of profile facts, of conditions on them, and of profiles that answer them."""

from collections.abc import Mapping

from assessment.domain.framework import FactKind
from assessment.errors import N_
from assessment.yaml_nodes.nodes import ListNode, Node, TextNode
from assessment.yaml_nodes.reading import Part, Reading

YES_NO = ("yes", "no")

_FORMS = ("is", "has", "in")


def check_facts(root: Part, reading: Reading) -> Mapping[str, Part]:
    """Check the facts of *root* and return them by key; define the treaty values."""
    facts: dict[str, Part] = {}
    treaties = reading.defined.setdefault("treaty", {})
    for fact in root.parts("profile"):
        _check_options(fact, reading)
        if "key" in fact.values:
            facts.setdefault(fact["key"], fact)
        if fact.get("presentation_only") and fact.get("kind") == FactKind.SEVERAL_OF:
            for option in fact.parts("options"):
                node = option.at("value")
                if isinstance(node, TextNode):
                    treaties.setdefault(node.text, node)
    return facts


def values_of(fact: Part) -> tuple[str, ...]:
    """Return the values that may be chosen for *fact*."""
    if fact.get("kind") == FactKind.YES_NO:
        return YES_NO
    options = (option.get("value") for option in fact.parts("options"))
    return tuple(value for value in options if value is not None)


def check_condition(
    condition: Part, reading: Reading, facts: Mapping[str, Part]
) -> None:
    """Check that *condition* can hold: one form, of a fact that switches, known values."""
    forms = [form for form in _FORMS if form in condition.nodes]
    if len(forms) != 1:
        reading.report(
            condition.node,
            condition.path,
            N_('Give exactly one of "is", "has" and "in".'),
        )
        return
    fact = facts.get(condition.get("fact", ""))
    if fact is None:
        return  # the dangling reference has been reported
    if fact.get("presentation_only"):
        reading.report(
            condition.at("fact"),
            condition.path,
            N_('The fact "{fact}" is for presentation only: no condition may use it.'),
            fact=fact["key"],
        )
    form = forms[0]
    several = fact.get("kind") == FactKind.SEVERAL_OF
    if form == "is" and several:
        template = N_('Several values may be chosen for "{fact}": use "has".')
        reading.report(condition.at(form), condition.path, template, fact=fact["key"])
    elif form == "has" and not several:
        template = N_('One value is chosen for "{fact}": use "is".')
        reading.report(condition.at(form), condition.path, template, fact=fact["key"])
    _check_values(condition.at(form), condition, reading, fact)


def check_profile(owner: Part, reading: Reading, facts: Mapping[str, Part]) -> None:
    """Check the ``profile`` of an archetype or example."""
    profile = owner.get("profile")
    if profile is None:
        return
    for key, values in profile.values.items():
        fact = facts.get(key)
        if fact is None:
            continue
        node = profile.at(key)
        _check_values(node, profile, reading, fact)
        if fact.get("kind") != FactKind.SEVERAL_OF and len(values) != 1:
            template = N_('One value is expected for "{fact}".')
            reading.report(node, profile.path, template, fact=key)


def _check_options(fact: Part, reading: Reading) -> None:
    yes_no = fact.get("kind") == FactKind.YES_NO
    if yes_no and "options" in fact.nodes:
        template = N_("A yes_no fact has the options yes and no: leave them out.")
        reading.report(fact.at("options"), fact.path, template)
    elif not yes_no and "kind" in fact.values and "options" not in fact.nodes:
        template = N_("A fact of kind {kind} needs options.")
        reading.report(fact.at("kind"), fact.path, template, kind=fact["kind"])
    seen: set[str] = set()
    for option in fact.parts("options"):
        value = option.get("value")
        if value in seen:
            template = N_('The value "{value}" is already one of the options.')
            reading.report(option.at("value"), option.path, template, value=value)
        seen.add(value)
    if (reasons := fact.get("reasons")) is not None:
        for value, node in reasons.nodes.items():
            _check_value(value, node, reasons, reading, fact)


def _check_values(node: Node, part: Part, reading: Reading, fact: Part) -> None:
    items = node.items if isinstance(node, ListNode) else [node]
    for item in items:
        if isinstance(item, TextNode) and item.text.strip():
            _check_value(item.text.strip(), item, part, reading, fact)


def _check_value(
    value: str, node: Node, part: Part, reading: Reading, fact: Part
) -> None:
    known = values_of(fact)
    if known and value not in known:
        reading.report_unknown(node, part.path, _UNKNOWN_VALUE, value, known)


_UNKNOWN_VALUE = (
    N_('"{found}" is not a value of this fact. Did you mean "{guess}"?'),
    N_('"{found}" is not a value of this fact. Its values are: {allowed}.'),
)
