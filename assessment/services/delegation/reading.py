"""Read what was asked of whom. One function is one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessment.domain.answers import AnswerStatus, Profile
from assessment.domain.people.asks import AskedOf, Assignment
from assessment.domain.people.teams import Member, TeamRole
from assessment.domain.records import AskedIn
from assessment.services.delegation.inviting import invited_to_contribute
from assessment.storage.assessments.assignment_repository import AssignmentRepository
from assessment.storage.assessments.invited_ask_repository import InvitedAskRepository
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store
from assessment.storage.people.invitation_repository import InvitationRepository
from assessment.storage.people.team_repository import TeamRepository

MOST_EARLIER = 2000
"""So much of what a team asked before is looked at to propose people."""

Standings = Mapping[UUID, tuple[Profile, Mapping[str, AnswerStatus]]]


@dataclass(frozen=True, slots=True)
class Delegation:
    """All that was asked in an assessment, and who could be asked more.

    Attributes:
        here: By name of whom it was asked.
        earlier: In every assessment of the team, newest first.
        invited: The same, of people who have not come in yet, by address.
        candidates: Addresses whose invitation makes them contributors.
        colleagues: Active members of whom something can be asked, by name.
    """

    here: tuple[AskedOf, ...]
    earlier: tuple[Assignment, ...]
    colleagues: tuple[Member, ...]
    invited: tuple[AskedOf, ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedList:
    """A part of what was asked of somebody.

    Attributes:
        lines: What is with them first, of that what is due first.
        total: How much there is in all.
        standings: Assessment -> profile and statuses of its answers.
    """

    lines: tuple[AskedIn, ...]
    total: int
    standings: Standings


def delegation_of(
    store: Store, assessment_id: UUID, team: UUID, now: datetime
) -> Delegation:
    """Return what was asked in an assessment of *team* (five queries).

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = AssignmentRepository(session)
        return Delegation(
            repository.in_assessment(assessment_id),
            repository.in_team(team, MOST_EARLIER),
            tuple(
                member
                for member in TeamRepository(session).members(team)
                if member.is_active and TeamRole.CONTRIBUTOR in member.roles
            ),
            InvitedAskRepository(session).in_assessment(assessment_id),
            invited_to_contribute(InvitationRepository(session).of_team(team), now),
        )


def asked_of_account(
    store: Store, account: int, *, first: int = 0, most: int
) -> AskedList:
    """Return what was asked of somebody, in whatever assessment (three queries).

    Args:
        store: Where assessments are.
        account: Of whom.
        first: Leave out so many.
        most: At most so many.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        lines, total = AssignmentRepository(session).of_account(
            account, first=first, most=most
        )
        ids = {line.asked.ask.assessment_id for line in lines}
        standings = AssessmentRepository(session).standings(ids, only_confirmed=True)
        return AskedList(lines, total, standings)
