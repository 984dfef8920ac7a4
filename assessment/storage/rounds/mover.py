"""Move an assessment from one state to another: the row is held until it is done."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessment.domain.answers import AssessmentKind, Clearance, Subject
from assessment.domain.records import AuditAction, Shelf, Stamp
from assessment.domain.rounds.states import State, Visibility
from assessment.errors import N_, ArchivedError, AssessmentNotFoundError
from assessment.storage.assessments import json_data
from assessment.storage.assessments.rows import Fields
from assessment.storage.assessments.trail import audit_values, write_down
from assessment.storage.tables import ASSESSMENTS

_A = ASSESSMENTS.c
_SEEN = select(
    *(_A.id, _A.team_id, _A.subject_code, _A.subject_name, _A.kind, _A.framework),
    *(_A.period, _A.state, _A.visibility, _A.revision, _A.shelf),
)


@dataclass(frozen=True, slots=True)
class Held:
    """What decides about a move, of an assessment that nobody else changes meanwhile."""

    id: UUID
    team: UUID
    subject: Subject
    kind: AssessmentKind
    framework: str
    period: str
    state: State
    visibility: Visibility
    revision: int


@dataclass(frozen=True, slots=True)
class After:
    """What a move leaves in the assessment's own row.

    Attributes:
        clearance: None: it has none any more.
        keeps_clearance: Whether *clearance* says nothing: it stays what it is.
    """

    state: State
    visibility: Visibility
    clearance: Clearance | None = None
    keeps_clearance: bool = False


def hold(session: Session, assessment_id: UUID) -> Held:
    """Return the assessment, which nobody else can change until the session ends.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
        ArchivedError: when it was put away.
    """
    query = _SEEN.where(_A.id == assessment_id).with_for_update(key_share=True)
    row = session.execute(query).first()
    if row is None or row.shelf == Shelf.DELETED:
        raise AssessmentNotFoundError(f"there is no assessment {assessment_id}")
    if row.shelf == Shelf.ARCHIVE:
        raise ArchivedError(
            N_("It is archived, so nothing of it can be changed. Put it back first.")
        )
    return _held(row)


def hold_rounds(session: Session, assessment_id: UUID) -> tuple[Held, ...]:
    """Return all rounds of the same series, which nobody else can change meanwhile.

    A series is what one team makes of one country, of one kind, by one framework. They are
    held in one order, so that two who publish at once do not wait in a circle.

    Raises:
        AssessmentNotFoundError: when there is no such assessment.
    """
    row = session.execute(_SEEN.where(_A.id == assessment_id)).first()
    if row is None:
        raise AssessmentNotFoundError(f"there is no assessment {assessment_id}")
    same = (
        (_A.team_id == row.team_id)
        & (_A.subject_code == row.subject_code)
        & (_A.subject_name == row.subject_name)
        & (_A.kind == row.kind)
        & (_A.framework == row.framework)
    )
    query = _SEEN.where(same | (_A.id == assessment_id))
    query = query.order_by(_A.id).with_for_update(key_share=True)
    return tuple(map(_held, session.execute(query)))


def move_held(
    session: Session,
    held: Held,
    after: After,
    action: AuditAction,
    stamp: Stamp,
    told: dict[str, Any],
) -> None:
    """Write what a move leaves, and the line of the history that tells of it.

    Args:
        session: The writing session that holds it.
        held: The assessment as it is.
        after: What its row says afterwards.
        action: What the history calls it.
        stamp: Who moves it, and when.
        told: What the history says besides the states.
    """
    values: dict[str, Any] = {
        "state": after.state.value,
        "visibility": after.visibility.value,
        "revision": _A.revision + 1,
        "updated_at": stamp.at,
    }
    if not after.keeps_clearance:
        values["clearance"] = json_data.clearance_to_json(after.clearance)
    session.execute(update(ASSESSMENTS).where(_A.id == held.id).values(values))
    entry = audit_values(held.id, stamp, action)
    old = {"state": held.state.value}
    new = {"state": after.state.value, **told}
    write_down(session, [entry | {"old": old, "new": new}])


def _held(row: Fields) -> Held:
    return Held(
        row.id,
        row.team_id,
        Subject(row.subject_code, row.subject_name),
        AssessmentKind(row.kind),
        row.framework,
        row.period,
        State(row.state),
        Visibility(row.visibility),
        row.revision,
    )
