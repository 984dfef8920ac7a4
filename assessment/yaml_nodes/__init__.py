"""YAML and JSON read strictly: every value keeps its place, and every text stays text.

The layer below ``framework_file`` and ``portable``. A text becomes nodes (:mod:`nodes`,
:mod:`yaml_text`, :mod:`json_text`); a declarative shape (:mod:`scalars`, :mod:`shapes`)
turns nodes into typed values, collects all problems, and describes itself as JSON Schema,
so that reader and schema cannot disagree.
"""
