"""Ask parts of an assessment of people who are only invited yet.

One function is one transaction. What is asked becomes theirs when they come in, and goes
when the invitation is withdrawn. The trail names the invitation, not the address.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from assessment.domain.framework import Framework
from assessment.domain.people.asks import NOBODY_YET, Assignment
from assessment.domain.people.invitations import Invitation, InvitationState
from assessment.domain.people.may import Action
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import AuditAction, Stamp
from assessment.errors import N_, InvalidAskError
from assessment.services.delegation.asking import (
    Order,
    ask_problem,
    change_day_and_note,
    order_problems,
    tell_ask,
)
from assessment.storage.assessments.holding import hold_for
from assessment.storage.assessments.invited_ask_repository import InvitedAskRepository
from assessment.storage.engine import Store
from assessment.storage.people.invitation_repository import InvitationRepository

_NO_INVITATION = N_("Choose somebody whose invitation is still open.")


def ask_invited(
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    order: Order,
    *,
    email: str,
    stamp: Stamp,
) -> tuple[Assignment, ...]:
    """Ask parts of an assessment of somebody invited; return what is new.

    Args:
        store: Where the assessment is.
        framework: What it asks, in its scope.
        assessment_id: Which assessment.
        order: What is asked; its account counts for nothing.
        email: Whose invitation into the team of the assessment is open.
        stamp: Who asks, and when.

    Raises:
        InvalidAskError: with every problem; nothing was stored.
        NotAllowedError, ArchivedError: when the assessment is no draft any more.
        AssessmentNotFoundError, StorageError: as usual.
    """
    wrong = list(order_problems(framework, order, stamp))
    with store.writing() as session:
        team = hold_for(session, assessment_id, Action.ASSIGN)
        invitation = _open_invitation(session, team, email, stamp.at)
        if invitation is None:
            wrong.append(ask_problem("account", _NO_INVITATION))
        if wrong or invitation is None:
            raise InvalidAskError("ask", tuple(wrong))
        repository = InvitedAskRepository(session)
        there = repository.parts(email, assessment_id)
        new = tuple(
            Assignment(
                *(uuid4(), assessment_id, NOBODY_YET, kind, key, stamp.at),
                asked_by=stamp.actor.id,
                due=order.due,
                note=order.note,
            )
            for kind, key in dict.fromkeys(order.parts)
            if (kind, key) not in there
        )
        repository.add(email, new)
        for asked in new:
            by = {"invitation": str(invitation.id)}
            tell_ask(session, asked, stamp, AuditAction.ASKED, more=by)
    return new


def change_invited_ask(
    store: Store,
    assessment_id: UUID,
    ask_id: UUID,
    *,
    due: date | None,
    note: str,
    stamp: Stamp,
) -> bool:
    """Give what was asked of somebody invited another day or note; False: it is not there.

    Raises:
        InvalidAskError: when the day has passed or the note is too long.
        NotAllowedError, ArchivedError: when the assessment is no draft any more.
        AssessmentNotFoundError, StorageError: as usual.
    """
    with store.writing() as session:
        hold_for(session, assessment_id, Action.ASSIGN)
        asks = InvitedAskRepository(session)
        known = asks.find(assessment_id, ask_id)
        return change_day_and_note(
            session, asks, known, due=due, note=note, stamp=stamp
        )


def withdraw_invited_ask(
    store: Store, assessment_id: UUID, ask_id: UUID, stamp: Stamp
) -> bool:
    """Take back what was asked of somebody invited; False when it is not there.

    Raises:
        NotAllowedError, ArchivedError: when the assessment is no draft any more.
        AssessmentNotFoundError, StorageError: as usual.
    """
    with store.writing() as session:
        hold_for(session, assessment_id, Action.ASSIGN)
        gone = InvitedAskRepository(session).remove(assessment_id, ask_id)
        if gone is not None:
            tell_ask(session, gone, stamp, AuditAction.ASK_WITHDRAWN)
    return gone is not None


def invited_to_contribute(
    invitations: tuple[Invitation, ...], now: datetime
) -> tuple[str, ...]:
    """Return the addresses whose open invitation makes them contributors, by address."""
    found = {
        each.offer.email.lower()
        for each in invitations
        if TeamRole.CONTRIBUTOR in each.offer.roles
        and each.state(now) is InvitationState.OPEN
    }
    return tuple(sorted(found))


def _open_invitation(
    session: Session, team: UUID, email: str, now: datetime
) -> Invitation | None:
    for each in InvitationRepository(session).of_team(team):
        is_theirs = each.offer.email.lower() == email.lower()
        if is_theirs and invited_to_contribute((each,), now):
            return each
    return None
