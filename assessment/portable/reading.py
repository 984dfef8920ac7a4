"""From a portable file to an :class:`Assessment`, or to every problem in it."""

from assessment.domain.answer_check import check_assessment
from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.errors import N_, InvalidInputError, InvalidPortableFileError
from assessment.portable.building import build_assessment
from assessment.portable.references import (
    check_against,
    check_edition,
    check_language,
    check_subject,
    know_framework,
)
from assessment.portable.tables import ASSESSMENT, FRAMEWORK_REFERENCE
from assessment.yaml_nodes import json_text, yaml_text
from assessment.yaml_nodes.nodes import Node, check_size, decode, node_at
from assessment.yaml_nodes.reading import Part, Reading

MAX_BYTES = 5_000_000
"""The one limit: nothing larger is read, and nothing is stored that would be written larger
(services.assessments.sizes). 81 indicators with twenty long links each need 3.5 MB."""


def decode_portable(data: bytes, source: str) -> str:
    """Return the text of an uploaded or stored portable file.

    Raises:
        InvalidPortableFileError: when it is larger than MAX_BYTES or not UTF-8.
    """
    try:
        return decode(data, source, max_bytes=MAX_BYTES)
    except InvalidInputError as error:
        raise InvalidPortableFileError(error.source, error.problems) from error


def read_assessment(text: str, source: str, framework: Framework) -> Assessment:
    """Read and check the assessment in *text*, JSON or YAML (docs/portable-file.md).

    Links in it are checked for their form and never fetched.

    Args:
        text: The file; see :func:`decode_portable` for bytes.
        source: What names the file in problems.
        framework: The edition it must answer, or one that declares it compatible.

    Raises:
        InvalidPortableFileError: with every problem found; there is no partial result.
    """
    node = _compose(text, source)
    reading = Reading(source)
    know_framework(reading, framework)
    root = ASSESSMENT.read(node, reading, ())
    assessment = None
    if isinstance(root, Part):
        check_subject(root, reading)
        check_language(root, reading)
        # Against another edition, everything else would seem to be wrong too.
        if check_edition(root, reading, framework):
            check_against(root, reading, framework)
            assessment = build_assessment(root, framework, reading)
            _check_domain(assessment, node, reading, framework)
    if reading.has_problems or assessment is None:
        raise InvalidPortableFileError(source, reading.problems())
    return assessment


def peek_edition(text: str, source: str) -> tuple[str, str]:
    """Return the key and edition of the framework that the file in *text* answers.

    Raises:
        InvalidPortableFileError: when it does not say.
    """
    node = _compose(text, source)
    header = node_at(node, "framework")
    reading = Reading(source)
    part = None
    if header is node:
        reading.report(node, (), N_('"{name}" is missing here.'), name="framework")
    else:
        part = FRAMEWORK_REFERENCE.read(header, reading, ((), "framework"))
    if reading.has_problems or not isinstance(part, Part):
        raise InvalidPortableFileError(source, reading.problems())
    return part["key"], part["edition"]


def _compose(text: str, source: str) -> Node:
    try:
        check_size(len(text.encode("utf-8", "replace")), source, max_bytes=MAX_BYTES)
        is_json = text.lstrip("\ufeff \t\r\n").startswith(("{", "["))
        compose = json_text.compose if is_json else yaml_text.compose
        return compose(text.removeprefix("\ufeff"), source)
    except InvalidInputError as error:
        raise InvalidPortableFileError(error.source, error.problems) from error


def _check_domain(
    assessment: Assessment, node: Node, reading: Reading, framework: Framework
) -> None:
    """Apply the checks of every other door, and find the places of what they say."""
    reported = {problem.path for problem in reading.problems()}
    for problem in check_assessment(framework, assessment):
        if not _is_covered(problem.path, reported):
            reading.add(problem, node_at(node, problem.path))


def _is_covered(path: str, reported: set[str]) -> bool:
    """Whether the same place was reported: plan items and codes are checked twice."""
    if path == "subject.code":
        return "subject" in reported
    return path.startswith("plan.") and any(
        f"{p}.".startswith(f"{path}.") for p in reported
    )
