"""Start a new round from the last one. One function is one transaction."""

from dataclasses import dataclass, replace
from uuid import UUID

from assessment.domain.framework import Framework
from assessment.domain.records import AuditAction, Stamp, StoredAssessment
from assessment.domain.rounds.carrying import (
    Carried,
    carry_forward,
    carry_into,
    period_problems,
)
from assessment.errors import N_, EditConflictError, Problem, refuse
from assessment.services.assessments.making import check_owner, new_assessment
from assessment.services.delegation.asking import tell_asked
from assessment.services.migration.previewing import preview
from assessment.storage.assessments.assignment_repository import AssignmentRepository
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store
from assessment.storage.evidence import copy_files
from assessment.storage.people.team_repository import TeamRepository
from assessment.storage.rounds.carrying import (
    asks_to_repeat,
    hold_round,
    round_after,
)


@dataclass(frozen=True, slots=True)
class RoundStart:
    """How a new round is to start.

    Attributes:
        period: The year, or span of years, that it is about.
        repeats_asks: Whether the same is asked of the same people again.
        seen: The revision of the last round that the person looked at; None: any.
        edition: The whole edition that it answers; None: that of the last round.
    """

    period: str
    repeats_asks: bool = False
    seen: int | None = None
    edition: Framework | None = None


_ANOTHER = N_(
    "A round was started from this one already. There is one round after another: go on "
    "with that one, or delete it first."
)


def start_round(
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    start: RoundStart,
    *,
    stamp: Stamp,
) -> StoredAssessment:
    """Store the round after an assessment, with everything carried over but the clearance.

    Answers wait to be confirmed; files, plan, targets and reasons come along. Into another
    edition they come as :func:`~assessment.services.migration.previewing.preview` says.

    Args:
        store: Where the last round is.
        framework: The whole edition that it was answered against.
        assessment_id: The last round.
        start: For when, and what comes along.
        stamp: Who starts it, and when.

    Raises:
        InvalidAnswerError: when the period is none or not a later one, or a round was
            started from this one already; nothing was stored.
        EditConflictError: when the last round was changed after it was looked at.
        AssessmentNotFoundError, EditionMismatchError, StorageError: as usual.
    """
    with store.writing() as session:
        after = hold_round(session, assessment_id)
        repository = AssessmentRepository(session)
        before = repository.get(assessment_id)
        _refuse_start(before, start, after)
        answered = start.edition or framework
        carried = carry_forward(before, start.period)
        if answered is not framework:
            moved = preview(framework, answered, _with(before, carried)).migration
            carried = carry_into(carried, moved, before.edition)
        new = new_assessment(answered, carried.assessment, stamp, team=before.team)
        check_owner(TeamRepository(session).find(before.team), carried.assessment)
        new = replace(new, pages=carried.pages, previous=before.id)
        repository.add(new, stamp, action=AuditAction.CARRIED)
        copy_files(session, before.id, new.id)
        if start.repeats_asks:
            asked = asks_to_repeat(session, before.id, new.id, before.team, stamp)
            for each in asked:
                tell_asked(session, each, stamp)
        return repository.get(new.id)


def next_round(store: Store, assessment_id: UUID) -> UUID | None:
    """Return the round that was started from this one; None when none was.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return round_after(session, assessment_id)


def _with(before: StoredAssessment, carried: Carried) -> StoredAssessment:
    return replace(before, assessment=carried.assessment, pages=carried.pages)


def asks_in(store: Store, assessment_id: UUID) -> int:
    """Return how much was asked of colleagues in a round, and could be asked again.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return len(AssignmentRepository(session).in_assessment(assessment_id))


def _refuse_start(
    before: StoredAssessment, start: RoundStart, after: UUID | None
) -> None:
    """Raise what stands against starting; nothing is stored then."""
    if start.seen is not None and start.seen != before.revision:
        raise EditConflictError("round", seen=start.seen, current=before.revision)
    wrong = period_problems(before.assessment.period, start.period)
    if after is not None:
        wrong = (*wrong, Problem("round", 0, 0, _ANOTHER, {}, "round"))
    refuse("round", wrong)
