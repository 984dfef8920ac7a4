"""What was asked of whom: rows in, domain objects out."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, insert, select
from sqlalchemy.orm import Session

from assessment.domain.people.asks import AskKind, Assignment
from assessment.storage.tables import assignment_table

_ASKED = assignment_table.c
_OF = (
    select(assignment_table)
    .where(
        _ASKED.assessment_id == bindparam("assessment"),
        _ASKED.account_id == bindparam("account"),
    )
    .order_by(_ASKED.asked_at, _ASKED.id)
)


class AssignmentRepository:
    """The assignments of one database, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def asked_of(self, account: int, assessment_id: UUID) -> tuple[Assignment, ...]:
        """Return what was asked of *account* in an assessment, oldest first."""
        given = {"assessment": assessment_id, "account": account}
        return tuple(_assignment(row) for row in self._session.execute(_OF, given))

    def add(self, assignment: Assignment) -> None:
        """Store a new assignment."""
        self._session.execute(
            insert(assignment_table).values(
                id=assignment.id,
                assessment_id=assignment.assessment_id,
                account_id=assignment.account,
                kind=assignment.kind.value,
                key=assignment.key,
                due=assignment.due,
                note=assignment.note,
                asked_by=assignment.asked_by,
                asked_at=assignment.asked_at,
                handed_back_at=assignment.handed_back_at,
                hand_back_note=assignment.hand_back_note,
            )
        )


def _assignment(row: Row[*tuple[Any, ...]]) -> Assignment:
    return Assignment(
        id=row.id,
        assessment_id=row.assessment_id,
        account=row.account_id,
        kind=AskKind(row.kind),
        key=row.key,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        due=row.due,
        note=row.note,
        handed_back_at=row.handed_back_at,
        hand_back_note=row.hand_back_note,
    )
