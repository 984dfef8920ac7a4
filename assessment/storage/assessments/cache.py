"""Assessments already read from the database, by their revision."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID

from assessment.domain.records import StoredAssessment

CAPACITY = 128
"""About 120 kB each with 81 full answers: at most 15 MB in a web process."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What tells two states of an assessment apart.

    The time stands beside the number because a database put back from a backup counts its
    revisions a second time.
    """

    assessment_id: UUID
    number: int
    updated_at: datetime

    @classmethod
    def of(cls, stored: StoredAssessment) -> "Revision":
        """Return the revision of *stored*."""
        return cls(stored.id, stored.revision, stored.updated_at)


class AssessmentCache:
    """Keeps the assessments last asked for; safe to use from several threads."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[UUID, StoredAssessment] = OrderedDict()
        self._lock = Lock()

    def get(self, revision: Revision) -> StoredAssessment | None:
        """Return the assessment at exactly *revision*, if it is still here."""
        with self._lock:
            stored = self._kept.get(revision.assessment_id)
            if stored is None or Revision.of(stored) != revision:
                return None
            self._kept.move_to_end(stored.id)
            return stored

    def put(self, stored: StoredAssessment) -> None:
        """Keep *stored* in place of what was known; a stale state costs one query only."""
        with self._lock:
            self._kept[stored.id] = stored
            self._kept.move_to_end(stored.id)
            while len(self._kept) > self._capacity:
                self._kept.popitem(last=False)

    def latest(self, assessment_id: UUID) -> StoredAssessment | None:
        """Return the last state known here, which may be out of date."""
        with self._lock:
            return self._kept.get(assessment_id)
