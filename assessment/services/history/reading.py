"""The history of an assessment: the trail as people read it."""

from dataclasses import dataclass
from uuid import UUID

from assessment.domain.answers import Answer
from assessment.domain.records import AuditAction, AuditEntry
from assessment.storage.assessments.json_data import answer_from_json
from assessment.storage.assessments.trail import count_entries, entries_of
from assessment.storage.engine import Store


@dataclass(frozen=True, slots=True)
class Change:
    """One entry, with the answers it is about.

    Attributes:
        number: In the chain of the assessment, from 1.
        before, after: The answers of a change of an answer; None: there was none.
        is_emptied: Whether what it said was erased.
    """

    number: int
    entry: AuditEntry
    before: Answer | None = None
    after: Answer | None = None
    is_emptied: bool = False


@dataclass(frozen=True, slots=True)
class HistoryOrder:
    """Which part of a history.

    Attributes:
        subject: Only what is about this indicator; empty: all.
        actor: Only what this account did; None: what anybody did.
    """

    assessment_id: UUID
    subject: str = ""
    actor: int | None = None


def changes_of(
    store: Store, order: HistoryOrder, *, first: int = 0, most: int | None = None
) -> tuple[Change, ...]:
    """Return changes, the last ones first.

    Args:
        store: Where from.
        order: Which part.
        first: Leave out so many.
        most: At most so many; None: all.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        found = entries_of(
            session,
            order.assessment_id,
            subject=order.subject,
            actor=order.actor,
            first=first,
            most=most,
        )
        return tuple(
            _change(number, entry, is_emptied=gone) for number, entry, gone in found
        )


def count_changes(store: Store, order: HistoryOrder) -> int:
    """Return how many changes there are.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return count_entries(
            session, order.assessment_id, subject=order.subject, actor=order.actor
        )


def _change(number: int, entry: AuditEntry, *, is_emptied: bool) -> Change:
    is_moved = entry.action is AuditAction.MIGRATED and entry.subject
    if entry.action is not AuditAction.ANSWER and not is_moved:
        return Change(number, entry, is_emptied=is_emptied)
    return Change(
        number,
        entry,
        answer_from_json(_mapping(entry.old)),
        answer_from_json(_mapping(entry.new)),
        is_emptied,
    )


def _mapping(value: object) -> dict[str, object] | None:
    return value if isinstance(value, dict) else None
