"""Where an assessment is in its life, and how much of it others see (DESIGN 9)."""

from enum import StrEnum


class State(StrEnum):
    """Where an assessment is in its life."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    CLEARED = "cleared"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


UNSIGNED = frozenset({State.DRAFT, State.IN_REVIEW})
"""States in which nobody has signed what stands."""


class Visibility(StrEnum):
    """How much of a published assessment others see; each includes the ones before."""

    NOTHING = "nothing"
    BANDS = "bands"
    SCORES = "scores"
    WITHOUT_NOTES = "without-notes"
    ALL = "all"
