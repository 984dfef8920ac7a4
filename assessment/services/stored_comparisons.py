"""Set stored assessments side by side."""

from collections.abc import Sequence
from uuid import UUID

from assessment.domain.comparison import Comparison, Entry, compare
from assessment.domain.framework import Framework
from assessment.services.assessments import load_assessment
from assessment.services.comparisons import in_reading_order
from assessment.storage.engine import Store


def compare_stored(
    store: Store, framework: Framework, ids: Sequence[UUID], *, language: str
) -> Comparison:
    """Compare stored assessments, in reading order of *language*.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
        ComparisonError: when they may not be set side by side.
        StorageError: when the database cannot be read.
    """
    entries = [Entry(str(id_), load_assessment(store, id_).assessment) for id_ in ids]
    return compare(framework, in_reading_order(entries, language))
