"""Whether each condition of a contradiction can be understood, and can hold."""

from collections.abc import Mapping, Sequence

from assessment.errors import N_
from assessment.framework_file.ladders import UNKNOWN_CRITERION
from assessment.framework_file.levels import check_level
from assessment.framework_file.profiles import check_condition
from assessment.framework_file.review.together import check_together
from assessment.yaml_nodes.nodes import MapNode
from assessment.yaml_nodes.reading import Part, Reading

_LEVELS = ("level_at_least", "level_below")
_KINDS = ("level", "met", "not_met", "grade", "figure")
_OF_FIGURES = ("is_missing", "of", "of_indicator", "at_least", "below")
_OF_FACTS = ("is", "has", "in")
_OF_INDICATORS = (*_LEVELS, "met", "not_met", "grade", "figure", *_OF_FIGURES)


def check_contradicting(
    root: Part, reading: Reading, facts: Mapping[str, Part], *, top: int | None
) -> None:
    """Report what is wrong with the contradictions of *root*; *top*: highest level."""
    indicators: dict[str | None, Part] = {}
    for indicator in root.parts("indicators"):
        indicators.setdefault(indicator.get("key"), indicator)
    for declared in root.parts("contradictions"):
        signs = declared.parts("when")
        for sign in signs:
            _check_sign(sign, reading, facts, indicators, top)
        if signs and not any("indicator" in sign.nodes for sign in signs):
            reading.report(
                declared.at("when"),
                declared.path,
                N_("A contradiction is about at least one indicator."),
            )
        check_together(signs, reading, facts, indicators)


def _check_sign(
    sign: Part,
    reading: Reading,
    facts: Mapping[str, Part],
    indicators: Mapping[str | None, Part],
    top: int | None,
) -> None:
    if ("fact" in sign.nodes) == ("indicator" in sign.nodes):
        template = N_('Give exactly one of "indicator" and "fact".')
        reading.report(sign.node, sign.path, template)
    elif "fact" in sign.nodes:
        if not _report_stray(sign, _OF_INDICATORS, "fact", reading):
            check_condition(sign, reading, facts)
    elif not _report_stray(sign, _OF_FACTS, "indicator", reading):
        _check_kind(sign, reading)
        if top is not None:
            for name in _LEVELS:
                check_level(sign, name, reading, top)
        about = indicators.get(sign.get("indicator"))
        _check_names(sign, reading, about)
        _check_share(sign, reading, about, indicators)


def _report_stray(
    sign: Part, names: Sequence[str], beside: str, reading: Reading
) -> bool:
    """Report keys that mean nothing beside *beside*, and say whether there was one."""
    stray = [name for name in names if name in sign.nodes]
    for name in stray:
        reading.report(
            sign.at(name),
            sign.path,
            N_('"{name}" means nothing beside "{beside}".'),
            name=name,
            beside=beside,
        )
    return bool(stray)


def _check_kind(sign: Part, reading: Reading) -> None:
    """One condition says one thing: of a level, a criterion, a grade or a figure."""
    if isinstance(sign.node, MapNode) and len(sign.node.entries) > len(sign.nodes):
        return  # a key that is not known may have said it
    said = {"level" if name in _LEVELS else name for name in sign.nodes}
    if len(said.intersection(_KINDS)) != 1:
        template = N_(
            'Say one thing of the indicator: "level_at_least" and "level_below", "met", '
            '"not_met", "grade" or "figure".'
        )
        reading.report(sign.node, sign.path, template)
    elif "figure" in said:
        is_sized = bool(said & {"at_least", "below"})
        if is_sized == sign.get("is_missing", False):
            template = N_('Say of the figure either "is_missing: true" or its size.')
            reading.report(sign.at("figure"), sign.path, template)
    else:
        _report_stray(sign, _OF_FIGURES, said.intersection(_KINDS).pop(), reading)


def _check_names(sign: Part, reading: Reading, indicator: Part | None) -> None:
    """Criteria and figures are those of the indicator."""
    if indicator is None:
        return  # the dangling reference has been reported
    rungs = indicator.parts("ladder")
    criteria = [c.get("key", "") for rung in rungs for c in rung.parts("criteria")]
    for name in ("met", "not_met"):
        if sign.get(name, "") not in {"", *criteria}:
            reading.report_unknown(
                sign.at(name), sign.path, UNKNOWN_CRITERION, sign[name], criteria
            )


def _check_share(
    sign: Part,
    reading: Reading,
    indicator: Part | None,
    indicators: Mapping[str | None, Part],
) -> None:
    """A figure is one of the indicator; what it is a share of, of that or another one."""
    elsewhere = "of_indicator" in sign.nodes
    if elsewhere and "figure" in sign.nodes and "of" not in sign.nodes:
        template = N_('"of_indicator" says where the figure of "of" stands: give both.')
        reading.report(sign.at("of_indicator"), sign.path, template)
    other = indicators.get(sign.get("of_indicator")) if elsewhere else indicator
    part = _figure_of(sign, "figure", reading, indicator)
    whole = _figure_of(sign, "of", reading, other)
    if part is None or whole is None:
        return
    if part is whole or part.get("unit") != whole.get("unit"):
        template = N_('"{found}" is no other figure of the same unit.')
        reading.report(sign.at("of"), sign.path, template, found=sign["of"])


def _figure_of(
    sign: Part, name: str, reading: Reading, indicator: Part | None
) -> Part | None:
    """Return the figure that *name* of *sign* says; None where there is none."""
    if indicator is None or name not in sign.values:
        return None  # the dangling reference has been reported
    figures = {f.get("key", ""): f for f in indicator.parts("figures")}
    if sign[name] not in figures:
        reading.report_unknown(
            sign.at(name), sign.path, _UNKNOWN_FIGURE, sign[name], figures
        )
    return figures.get(sign[name])


_UNKNOWN_FIGURE = (
    N_('This indicator has no figure "{found}". Did you mean "{guess}"?'),
    N_('This indicator has no figure "{found}". It has: {allowed}.'),
)
