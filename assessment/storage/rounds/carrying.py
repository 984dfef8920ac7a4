"""What a new round takes over beside the answers and files: what was asked of whom."""

from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.domain.people.asks import Assignment
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import Shelf, Stamp
from assessment.errors import AssessmentNotFoundError
from assessment.storage.assessments.assignment_repository import AssignmentRepository
from assessment.storage.tables import (
    ASSESSMENTS,
    account_table,
    membership_table,
)

_A, _ACCOUNT, _MEMBER = ASSESSMENTS.c, account_table.c, membership_table.c


def hold_round(session: Session, assessment_id: UUID) -> UUID | None:
    """Keep a round as it is to the end of the transaction; return the round after it.

    None when there is none; what was deleted does not count.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
    """
    is_there = _A.shelf != Shelf.DELETED.value
    held = select(_A.id).where(_A.id == assessment_id, is_there).with_for_update()
    if session.scalar(held) is None:
        raise AssessmentNotFoundError(f"there is no assessment {assessment_id}")
    return round_after(session, assessment_id)


def round_after(session: Session, assessment_id: UUID) -> UUID | None:
    """Return the round that was started from this one; None: none was, or it is deleted."""
    after = (
        select(_A.id)
        .where(_A.previous_id == assessment_id, _A.shelf != Shelf.DELETED.value)
        .order_by(_A.created_at, _A.id)
    )
    found: UUID | None = session.scalar(after.limit(1))
    return found


def asks_to_repeat(
    session: Session, before: UUID, after: UUID, team: UUID, stamp: Stamp
) -> tuple[Assignment, ...]:
    """Store again what was asked in one round, for the next; return it.

    Of those who still contribute to the team; without the old day, which has passed.
    """
    repository = AssignmentRepository(session)
    contributors = frozenset(
        session.scalars(
            select(_MEMBER.account_id)
            .join(account_table, _ACCOUNT.id == _MEMBER.account_id)
            .where(
                _MEMBER.team_id == team,
                _MEMBER.role == TeamRole.CONTRIBUTOR.value,
                _ACCOUNT.active,
            )
        )
    )
    asked = tuple(
        Assignment(
            *(uuid4(), after, known.ask.account, known.ask.kind, known.ask.key),
            stamp.at,
            asked_by=stamp.actor.id,
            note=known.ask.note,
        )
        for known in repository.in_assessment(before)
        if known.ask.account in contributors
    )
    repository.add(*asked)
    return asked
