"""Explained once is explained: the same passage on the same page warns no second time."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from assessment.domain.guard import Passage
from assessment.domain.records import AuditAction, Stamp
from assessment.storage.assessments.trail import (
    audit_values,
    explained_digests,
    write_down,
)
from assessment.storage.engine import Store


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why passages that look like personal data of a child are none."""

    reason: str
    passages: tuple[Passage, ...]


def unexplained(
    store: Store, assessment_id: UUID, subject: str, passages: Iterable[Passage]
) -> tuple[Passage, ...]:
    """Return those of *passages* that nobody has explained yet.

    Args:
        store: Where from; asked only when there is something to explain.
        assessment_id: Of which assessment.
        subject: The indicator whose page they are on.
        passages: What was found.

    Raises:
        StorageError: when the database cannot be read.
    """
    found = tuple(passages)
    if not found:
        return ()
    with store.reading() as session:
        known = explained_digests(session, assessment_id, subject)
    return tuple(p for p in found if p.finding.digest not in known)


def explain(
    store: Store,
    assessment_id: UUID,
    subject: str,
    explanation: Explanation,
    *,
    stamp: Stamp,
) -> None:
    """Write down why, before the text itself is saved.

    The trail gets digests of the passages, not the passages: it never forgets. Should the
    text not be saved after all (somebody was quicker), the words still hold when it is.

    Raises:
        StorageError: when it could not be kept.
    """
    told = {
        "reason": explanation.reason,
        "passages": [
            {"field": p.field, "kind": p.finding.kind.value, "digest": p.finding.digest}
            for p in explanation.passages
        ],
    }
    entry = audit_values(assessment_id, stamp, AuditAction.EXPLAINED)
    with store.writing() as session:
        write_down(session, [entry | {"subject": subject, "new": told}])
