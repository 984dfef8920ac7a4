"""Keep an assessment as it is to the end of a transaction that writes about it."""

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from assessment.domain.people.may import Action, Standing, State, may
from assessment.domain.people.teams import operator
from assessment.domain.records import Shelf
from assessment.errors import (
    N_,
    ArchivedError,
    AssessmentNotFoundError,
    NotAllowedError,
)
from assessment.storage.tables import ASSESSMENTS

_A = ASSESSMENTS.c
# Built once. The lock is PostgreSQL's; SQLite has only one writer anyway.
_LOCK = (
    select(_A.team_id, _A.state, _A.shelf)
    .where(_A.id == bindparam("assessment"), _A.shelf != Shelf.DELETED.value)
    .with_for_update(key_share=True)
)
_WHOEVER = operator("")
"""Roles were asked about before; what may have changed since is the state."""


def hold_for(session: Session, assessment_id: UUID, action: Action) -> UUID:
    """Keep an assessment as it is to the end of the transaction; return its team.

    Between the door, where somebody was let in, and the writing its state may have moved
    on. Nobody moves it after this.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
        ArchivedError: when it was put away.
        NotAllowedError: when its state does not allow *action* (any more).
    """
    row = session.execute(_LOCK, {"assessment": assessment_id}).first()
    if row is None:
        raise AssessmentNotFoundError(f"there is no assessment {assessment_id}")
    if row.shelf == Shelf.ARCHIVE:
        raise ArchivedError(
            N_("It is archived, so nothing of it can be changed. Put it back first.")
        )
    decision = may(_WHOEVER, action, Standing(row.team_id, State(row.state)))
    if not decision:
        raise NotAllowedError(decision.reason, **decision.values)
    team: UUID = row.team_id
    return team
