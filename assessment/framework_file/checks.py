"""What a table cannot say: rules that tie one part of a framework file to another.

Every check works on what could be read, so that one mistake does not hide the next.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from assessment.errors import N_
from assessment.framework_file.archetypes import check_archetype
from assessment.framework_file.ladders import UNKNOWN_CRITERION, check_indicators
from assessment.framework_file.levels import check_level
from assessment.framework_file.profiles import check_facts, check_profile
from assessment.yaml_nodes.nodes import ListNode, TextNode
from assessment.yaml_nodes.reading import Part, Reading

_SIMPLE_EXPECTATIONS = (
    "overall",
    "low",
    "high",
    "evidenced",
    "coverage",
    "band",
    "law-practice-gap",
)
_EXPECTATIONS_OF = {"point": "point", "level": "indicator", "gap": "indicator"}


def check_framework_parts(root: Part, reading: Reading) -> None:
    """Report everything in *root* that does not fit together."""
    top = _check_scale(root, reading)
    _check_bands(root, reading)
    if top is not None:
        _check_levels_exist(root, reading, top)
    facts = check_facts(root, reading)
    check_indicators(root, reading, facts, top=top)
    _check_served(root, reading)
    _check_terms(root, reading)
    for archetype in root.parts("archetypes"):
        check_profile(archetype, reading, facts)
        check_archetype(archetype, reading, top)
    criteria = _criteria(root)
    for example in root.parts("examples"):
        check_profile(example, reading, facts)
        _check_example(example, reading, criteria, top)


def _check_scale(root: Part, reading: Reading) -> int | None:
    """Return the highest level, None when the scale does not hold together."""
    levels = root.parts("scale")
    for expected, level in enumerate(levels):
        if level.get("level", expected) != expected:
            reading.report(
                level.at("level"),
                level.path,
                N_("Level {expected} is expected here, not {found}."),
                expected=expected,
                found=level["level"],
            )
            return None
    _check_rising(levels, "score", reading)
    return len(levels) - 1 if levels else None


def _check_rising(parts: Iterable[Part], name: str, reading: Reading) -> None:
    known = [part for part in parts if name in part.values]
    for before, after in pairwise(known):
        if after[name] <= before[name]:
            reading.report(
                after.at(name),
                after.path,
                N_("{found} does not rise above {before}."),
                found=after[name],
                before=before[name],
            )


def _check_bands(root: Part, reading: Reading) -> None:
    bands = root.parts("bands")
    _check_rising(bands, "from", reading)
    scores: list[Decimal] = [
        s["score"] for s in root.parts("scale") if "score" in s.values
    ]
    if not scores or not bands:
        return
    lowest, highest = min(scores), max(scores)
    if bands[0].get("from", lowest) != lowest:
        reading.report(
            bands[0].at("from"),
            bands[0].path,
            N_("The first band must begin at the lowest score, {lowest}."),
            lowest=lowest,
        )
    for band in bands[1:]:
        if band.get("from", highest) > highest:
            reading.report(
                band.at("from"),
                band.path,
                N_("No score reaches this band: the highest is {highest}."),
                highest=highest,
            )


def _check_levels_exist(root: Part, reading: Reading, top: int) -> None:
    """Every level named outside ladders is one of the scale."""
    places = [(grade, "cap") for grade in root.parts("evidence")]
    if (scoring := root.get("scoring")) is not None:
        places.append((scoring, "default_target"))
    places += [(indicator, "target") for indicator in root.parts("indicators")]
    for part, name in places:
        check_level(part, name, reading, top)


def _check_served(root: Part, reading: Reading) -> None:
    """Every point and every recommendation has an indicator (DESIGN 4)."""
    indicators = root.parts("indicators")
    points = {indicator.get("point") for indicator in indicators}
    served = {key for i in indicators for key in i.get("recommendations", [])}
    for point in root.parts("points"):
        if point.get("key", None) not in points:
            _report_unserved(
                point, reading, N_('No indicator belongs to point "{key}".')
            )
    for recommendation in root.parts("recommendations"):
        if recommendation.get("key") not in served:
            _report_unserved(
                recommendation,
                reading,
                N_('No indicator serves recommendation "{key}".'),
            )


def _report_unserved(part: Part, reading: Reading, template: str) -> None:
    if "key" in part.values:
        reading.report(part.at("key"), part.path, template, key=part["key"])


def _check_terms(root: Part, reading: Reading) -> None:
    """Report a phrase that two terms claim, in whatever capitals."""
    first: dict[str, TextNode] = {}
    for term in root.parts("terms"):
        written = term.nodes.get("forms", term.nodes.get("term"))
        for form in written.items if isinstance(written, ListNode) else [written]:
            if not isinstance(form, TextNode):
                continue  # missing or refused, which has been reported
            known = first.setdefault(" ".join(form.text.lower().split()), form)
            if known is not form:
                reading.report(
                    form,
                    term.path,
                    N_('The phrase "{form}" is already marked by line {line}.'),
                    form=form.text,
                    line=known.line,
                )


def _criteria(root: Part) -> dict[str, list[str]]:
    """Return indicator key -> keys of its criteria."""
    found: dict[str, list[str]] = {}
    for indicator in root.parts("indicators"):
        criteria = [criterion.get("key", "") for criterion in _criteria_of(indicator)]
        found.setdefault(indicator.get("key", ""), criteria)
    return found


def _criteria_of(indicator: Part) -> Iterator[Part]:
    for rung in indicator.parts("ladder"):
        yield from rung.parts("criteria")


def _check_example(
    example: Part, reading: Reading, criteria: dict[str, list[str]], top: int | None
) -> None:
    answers = example.get("answers")
    for key, answer in answers.values.items() if answers is not None else ():
        _check_example_answer(answer, reading, criteria.get(key), top)
    if (others := example.get("others")) is not None:
        if "met" in others.nodes:
            reading.report(
                others.at("met"),
                others.path,
                N_(
                    'Criteria differ between indicators: use "level" or "unknown" here.'
                ),
            )
        _check_example_answer(others, reading, None, top)
    if (expect := example.get("expect")) is not None:
        _check_expectations(expect, reading)


def _check_example_answer(
    answer: Part, reading: Reading, criteria: list[str] | None, top: int | None
) -> None:
    given = [name for name in ("met", "level", "unknown") if name in answer.nodes]
    if len(given) != 1 or answer.get("unknown", True) is False:
        reading.report(
            answer.node,
            answer.path,
            N_('Give one of "met", "level" or "unknown: true".'),
        )
    if "unknown" in answer.nodes and "grade" in answer.nodes:
        reading.report(
            answer.at("grade"),
            answer.path,
            N_("What is unknown has no evidence grade."),
        )
    if top is not None:
        check_level(answer, "level", reading, top)
    met = answer.nodes.get("met")
    for item in met.items if isinstance(met, ListNode) and criteria is not None else ():
        if isinstance(item, TextNode) and criteria and item.text not in criteria:
            reading.report_unknown(
                item, answer.path, UNKNOWN_CRITERION, item.text, criteria
            )


def _check_expectations(expect: Part, reading: Reading) -> None:
    for name, node in expect.nodes.items():
        kind, colon, key = name.partition(":")
        if not colon:
            if name not in _SIMPLE_EXPECTATIONS:
                reading.report_unknown(
                    node, expect.path, _UNKNOWN_EXPECTATION, name, _SIMPLE_EXPECTATIONS
                )
        elif kind not in _EXPECTATIONS_OF:
            reading.report_unknown(
                node, expect.path, _UNKNOWN_EXPECTATION, kind, _EXPECTATIONS_OF
            )
        elif key not in (known := reading.defined.get(_EXPECTATIONS_OF[kind], {})):
            reading.report_unknown(node, expect.path, _UNKNOWN_EXPECTATION, key, known)


_UNKNOWN_EXPECTATION = (
    N_('"{found}" cannot be expected. Did you mean "{guess}"?'),
    N_('"{found}" cannot be expected. Known are: {allowed}.'),
)
