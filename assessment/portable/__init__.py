"""The portable file: one assessment as JSON or YAML, read strictly, written stably.

The format is documented in ``docs/portable-file.md``.
"""

from assessment.portable.reading import (
    MAX_BYTES,
    decode_portable,
    peek_edition,
    read_assessment,
)
from assessment.portable.tables import FORMAT
from assessment.portable.writing import write_assessment

__all__ = [
    "FORMAT",
    "MAX_BYTES",
    "decode_portable",
    "peek_edition",
    "read_assessment",
    "write_assessment",
]
