"""What a table cannot say: rules that tie one part of a framework file to another.

Every check works on what could be read, so that one mistake does not hide the next.
"""

from assessment.errors import N_
from assessment.framework_file.archetypes import check_archetype
from assessment.framework_file.contradictions import check_contradictions
from assessment.framework_file.example_checks import check_examples
from assessment.framework_file.header_checks import (
    check_bands,
    check_grades,
    check_header,
    check_scale,
)
from assessment.framework_file.ladders import check_indicators
from assessment.framework_file.levels import check_level
from assessment.framework_file.profiles import check_facts, check_profile
from assessment.framework_file.review import check_contradicting
from assessment.yaml_nodes.nodes import ListNode, TextNode
from assessment.yaml_nodes.reading import Part, Reading


def check_framework_parts(root: Part, reading: Reading) -> None:
    """Report everything in *root* that does not fit together."""
    check_header(root, reading)
    top = check_scale(root, reading)
    check_bands(root, reading)
    check_grades(root, reading)
    if top is not None:
        _check_levels_exist(root, reading, top)
    facts = check_facts(root, reading)
    check_indicators(root, reading, facts, top=top)
    check_contradictions(root, reading, facts)
    check_contradicting(root, reading, facts, top=top)
    _check_served(root, reading)
    _check_terms(root, reading)
    for archetype in root.parts("archetypes"):
        check_profile(archetype, reading, facts)
        check_archetype(archetype, reading, top)
    check_examples(root, reading, facts, top=top)


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
