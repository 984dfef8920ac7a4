"""The framework file: YAML to :class:`Framework`, with every problem and its line.

The only package that knows the shape of the file (DESIGN section 4).
"""

from assessment.domain.migration.changes import Change, Effect, Touched, affected
from assessment.domain.migration.difference import diff_frameworks
from assessment.framework_file.catalogue import framework_texts
from assessment.framework_file.check import CheckReport, check_framework
from assessment.framework_file.examples import run_examples
from assessment.framework_file.kept import (
    kept_edition_path,
    kept_edition_paths,
    load_kept_edition,
)
from assessment.framework_file.reading import load_framework, parse_framework
from assessment.framework_file.tables import framework_schema

__all__ = [
    "Change",
    "CheckReport",
    "Effect",
    "Touched",
    "affected",
    "check_framework",
    "diff_frameworks",
    "framework_schema",
    "framework_texts",
    "kept_edition_path",
    "kept_edition_paths",
    "load_framework",
    "load_kept_edition",
    "parse_framework",
    "run_examples",
]
