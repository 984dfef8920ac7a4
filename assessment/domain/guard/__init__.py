"""The guard: finds what looks like personal data of a child in what people type.

It warns and never decides: a person changes the text, or says why it is none.
"""

from assessment.domain.guard.findings import Finding, Kind, Passage
from assessment.domain.guard.looking import (
    find_in_answer,
    find_in_assessment,
    find_in_texts,
    find_personal_data,
    texts_of_plan_item,
)
from assessment.domain.guard.patterns import compile_patterns

__all__ = [
    "Finding",
    "Kind",
    "Passage",
    "compile_patterns",
    "find_in_answer",
    "find_in_assessment",
    "find_in_texts",
    "find_personal_data",
    "texts_of_plan_item",
]
