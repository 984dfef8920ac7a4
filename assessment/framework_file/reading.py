"""From a YAML file to a :class:`Framework`, or to every problem in it."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assessment.domain.framework import Framework
from assessment.errors import N_, InvalidFrameworkError, InvalidInputError, Problem
from assessment.framework_file.building import build_framework
from assessment.framework_file.checks import check_framework_parts
from assessment.framework_file.tables import DANGLING, FRAMEWORK
from assessment.yaml_nodes.nodes import check_size, decode
from assessment.yaml_nodes.reading import Part, Reading
from assessment.yaml_nodes.yaml_text import compose

MAX_BYTES = 5_000_000
"""Ten times the size of a framework of 81 indicators."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A framework, and the parts it was built from, which know their lines."""

    framework: Framework
    root: Part


def load_framework(path: Path) -> Framework:
    """Read, check and build the framework in *path* (DESIGN section 4).

    Raises:
        InvalidFrameworkError: with every problem found in the file.
    """
    return load_sound(path).framework


def parse_framework(text: str, source: str) -> Framework:
    """Read, check and build the framework in *text*; *source* names it in problems.

    Raises:
        InvalidFrameworkError: with every problem found in the text.
    """
    data = text.encode("utf-8", "surrogatepass")
    return read_sound(data, source).framework


def load_sound(path: Path) -> Sound:
    """Do :func:`load_framework`, and keep the places.

    Raises:
        InvalidFrameworkError: with every problem found in the file.
    """
    try:
        size = path.stat().st_size
        check_size(size, path.name, max_bytes=MAX_BYTES)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # a device has no size, and maybe no end
    except OSError as error:
        template = N_("The file cannot be read: {reason}.")
        missing = isinstance(error, FileNotFoundError)
        named = "there is no such file" if missing else error.strerror
        values = {"reason": named or type(error).__name__}
        problem = Problem(str(path), 0, 0, template, values)
        raise InvalidFrameworkError(str(path), (problem,)) from error
    except InvalidInputError as error:
        raise InvalidFrameworkError(error.source, error.problems) from error
    return read_sound(data, path.name)


def read_sound(data: bytes, source: str) -> Sound:
    """Read the bytes of a framework file.

    Raises:
        InvalidFrameworkError: with every problem found.
    """
    try:
        node = compose(decode(data, source, max_bytes=MAX_BYTES), source)
    except InvalidInputError as error:
        raise InvalidFrameworkError(error.source, error.problems) from error
    reading = Reading(source)
    root = FRAMEWORK.read(node, reading, ())
    if isinstance(root, Part):
        check_framework_parts(root, reading)
        reading.check_references(DANGLING)
    if reading.has_problems:
        raise InvalidFrameworkError(source, reading.problems())
    return Sound(build_framework(root, sha256(data).hexdigest()), root)
