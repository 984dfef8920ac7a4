"""Checks of golden examples: their answers, and what they expect."""

import re
from collections.abc import Iterable, Iterator, Mapping

from assessment.errors import N_
from assessment.framework_file.ladders import UNKNOWN_CRITERION
from assessment.framework_file.levels import check_level
from assessment.framework_file.profiles import check_profile
from assessment.framework_file.tables import DANGLING
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
_WHOLE = {"level", "gap"}
_WHOLE_FORM = re.compile("0|[1-9][0-9]{0,5}")
_NUMBER_FORM = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?")
_NONE = "none"
_SHOWN = 40


def check_examples(
    root: Part, reading: Reading, facts: Mapping[str, Part], *, top: int | None
) -> None:
    """Check every golden example of *root*."""
    criteria = _criteria(root)
    bands = [band["key"] for band in root.parts("bands") if "key" in band.values]
    for example in root.parts("examples"):
        check_profile(example, reading, facts)
        _check_example(example, reading, criteria, top, bands)


def shortened(text: str) -> str:
    """Return *text*, or its beginning when nobody would read all of it."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


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
    example: Part,
    reading: Reading,
    criteria: dict[str, list[str]],
    top: int | None,
    bands: Iterable[str],
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
        _check_expectations(expect, reading, top, bands)


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


def _check_expectations(
    expect: Part, reading: Reading, top: int | None, bands: Iterable[str]
) -> None:
    if not expect.nodes:
        template = N_("Say at least one thing that is expected.")
        reading.report(expect.node, expect.path, template)
    for name, node in expect.nodes.items():
        kind, colon, key = name.partition(":")
        _check_expected_value(expect, name, reading, top, bands)
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


def _check_expected_value(
    expect: Part, name: str, reading: Reading, top: int | None, bands: Iterable[str]
) -> None:
    """Check that the value is one that can come true, and is not written beyond reason."""
    value, node = expect.get(name), expect.at(name)
    kind = name.partition(":")[0]
    if value is None or value == _NONE:
        return
    if kind == "band":
        if value not in bands:
            reading.report_unknown(node, expect.path, DANGLING["band"], value, bands)
    elif kind in _WHOLE:
        if not _WHOLE_FORM.fullmatch(value):
            template = N_('"{found}" is not a whole number, and not "none".')
            reading.report(node, expect.path, template, found=value)
        elif kind == "level" and top is not None and int(value) > top:
            reading.report(
                node,
                expect.path,
                N_("There is no level {found}: the scale ends at {top}."),
                found=value,
                top=top,
            )
    elif not _NUMBER_FORM.fullmatch(value):
        template = N_(
            '"{found}" is not a number with at most six decimals, nor "none".'
        )
        reading.report(node, expect.path, template, found=shortened(value))


_UNKNOWN_EXPECTATION = (
    N_('"{found}" cannot be expected. Did you mean "{guess}"?'),
    N_('"{found}" cannot be expected. Known are: {allowed}.'),
)
