"""The moves of an assessment, read from its trail."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.domain.records import AuditAction, AuditEntry
from assessment.storage.assessments.trail import audit_entry
from assessment.storage.tables import AUDIT_ENTRIES

_E = AUDIT_ENTRIES.c
MOVES_TOLD = (
    *(AuditAction.HANDED_ON, AuditAction.TAKEN_BACK, AuditAction.RETURNED),
    *(AuditAction.CLEARED, AuditAction.PUBLISHED, AuditAction.VISIBILITY),
    *(AuditAction.WITHDRAWN, AuditAction.SUPERSEDED),
)


def moves_of(session: Session, assessment_id: UUID) -> tuple[AuditEntry, ...]:
    """Return the entries of the trail that tell of moves, last things first."""
    query = (
        select(AUDIT_ENTRIES)
        .where(
            _E.assessment_id == assessment_id,
            _E.action.in_([action.value for action in MOVES_TOLD]),
        )
        .order_by(_E.id.desc())
    )
    return tuple(audit_entry(row) for row in session.execute(query))
