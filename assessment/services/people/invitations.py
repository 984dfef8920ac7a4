"""Inviting people, and coming in by an invitation. One function is one transaction.

A link works once, ends after a week, and can be withdrawn. It makes an account of the
address it was made for, and of no other; somebody who has one already signs in first.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from assessment.domain.people.events import (
    About,
    AccountEvent,
    Event,
    about_account,
)
from assessment.domain.people.invitations import Invitation, InvitationState, Offer
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import Account, Actor, AuditAction, Stamp
from assessment.domain.text_check import seen_name
from assessment.errors import N_, InvalidTeamError, InvitationError, Problem
from assessment.services.delegation.asking import tell_ask
from assessment.services.people.accounts import checked_address, hashed_password
from assessment.services.people.teams import roles_event
from assessment.storage.assessments.invited_ask_repository import InvitedAskRepository
from assessment.storage.engine import Store
from assessment.storage.people.account_repository import AccountRepository
from assessment.storage.people.account_trail import note_event
from assessment.storage.people.invitation_repository import InvitationRepository
from assessment.storage.people.team_repository import TeamRepository

VALID_FOR = timedelta(days=7)
FIRST_VALID_FOR = timedelta(hours=24)
"""The link that the first start prints makes an administrator."""
PROGRAM = Actor(None, "first start")
"""Who makes the first invitation, as the trail says it."""
_TOKEN_BYTES = 32

_NO_ROLE = N_("Choose at least one role.")
_OVER = N_("This invitation was used already, was withdrawn, or is too old.")
_HAS_ACCOUNT = N_(
    "There is an account of {email} already: sign in, then open it again."
)
_NOT_YOURS = N_("This invitation is for somebody else. Sign out to accept it for them.")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody enters who accepts.

    Attributes:
        email: Counts only where the invitation is for nobody in particular.
        name: As colleagues see it; may be empty.
    """

    email: str
    name: str
    password: str


def invite(store: Store, offer: Offer, *, stamp: Stamp) -> str:
    """Invite somebody; return the token of the link.

    Raises:
        InvalidAccountError: when the address is unusable.
        InvalidTeamError: when no role of the team is chosen.
        StorageError: when it could not be kept.
    """
    if offer.team is not None and not offer.roles:
        raise InvalidTeamError(
            "roles", (Problem("roles", 0, 0, _NO_ROLE, {}, "roles"),)
        )
    offer = replace(offer, email=checked_address(offer.email))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with store.writing() as session:
        _make(session, offer, token, stamp, VALID_FOR)
    return token


def first_invitation(store: Store, language: str, now: datetime) -> str | None:
    """Return the token that makes the first administrator; None once there is an account.

    An older one ends.

    Raises:
        StorageError: when it could not be kept.
    """
    offer = Offer("", None, frozenset(), language)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with store.writing() as session:
        if AccountRepository(session).has_any():
            return None
        InvitationRepository(session).withdraw(None, None, now)
        _make(session, offer, token, Stamp(PROGRAM, now), FIRST_VALID_FOR)
    return token


def _make(
    session: Session, offer: Offer, token: str, stamp: Stamp, valid: timedelta
) -> None:
    id_, now = uuid4(), stamp.at
    InvitationRepository(session).add(
        id_, token, offer, stamp.actor.id, now, now + valid
    )
    event = Event(AccountEvent.INVITED, About.INVITATION, id_, new=_told(offer))
    note_event(session, stamp, event)


def find_invitation(store: Store, token: str, now: datetime) -> Invitation:
    """Return the open invitation of a link.

    Raises:
        InvitationError: when it is none, or none any more.
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        found = InvitationRepository(session).find(token)
    if found is None or found.state(now) is not InvitationState.OPEN:
        raise InvitationError(_OVER)
    return found


def list_invitations(store: Store, team: UUID | None) -> tuple[Invitation, ...]:
    """Return the invitations to a team (None: to look after the site), newest first.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return InvitationRepository(session).of_team(team)


def withdraw_invitation(
    store: Store, team: UUID | None, id_: UUID, *, stamp: Stamp
) -> None:
    """Withdraw an invitation to *team*; what was used already stays as it is.

    Raises:
        StorageError: when it could not be kept.
    """
    with store.writing() as session:
        withdrawn = InvitationRepository(session).withdraw(team, id_, stamp.at)
        for email in withdrawn if team else ():
            assert team is not None
            gone = InvitedAskRepository(session).forget(email, team, stamp.at)
            for asked in gone:
                tell_ask(session, asked, stamp, AuditAction.ASK_WITHDRAWN)
        if withdrawn:
            what = AccountEvent.INVITATION_WITHDRAWN
            note_event(session, stamp, Event(what, About.INVITATION, id_))


def accept(store: Store, token: str, newcomer: Newcomer, now: datetime) -> Account:
    """Make the account that an invitation is for.

    Raises:
        InvitationError: when it is open no more, or the address has an account.
        InvalidAccountError: when address or password are unusable.
        StorageError: when it could not be kept.
    """
    offer = find_invitation(store, token, now).offer
    address = offer.email or checked_address(newcomer.email)
    hashed = hashed_password(newcomer.password)
    name = seen_name(newcomer.name)
    with store.writing() as session:
        accounts = AccountRepository(session)
        if not accounts.add(address, hashed, now, name, offer.language):
            raise InvitationError(_HAS_ACCOUNT, email=address)
        used = InvitationRepository(session).use(token, now)
        if used is None:
            raise InvitationError(_OVER)
        account = accounts.find(address)
        assert account is not None
        _come_in(session, account, [(used, offer)], now, is_new=True)
    return account


def accept_as(store: Store, token: str, account: Account, now: datetime) -> None:
    """Let somebody who has an account, and signed in, come into another team.

    Raises:
        InvitationError: when it is open no more, or for somebody else.
        StorageError: when it could not be kept.
    """
    offer = find_invitation(store, token, now).offer
    if offer.email.lower() != account.email.lower():
        raise InvitationError(_NOT_YOURS)
    with store.writing() as session:
        used = InvitationRepository(session).use(token, now)
        if used is None:
            raise InvitationError(_OVER)
        _come_in(session, account, [(used, offer)], now)


def join_as_invited(
    store: Store, email: str, name: str, now: datetime
) -> Account | None:
    """Make the account of somebody whose address a provider vouches for, if invited.

    The account has no password; every open invitation of the address counts.

    Returns:
        None when nobody invited the address.

    Raises:
        InvalidAccountError: when the address is unusable.
        StorageError: when it could not be kept.
    """
    address = checked_address(email)
    with store.writing() as session:
        offers = InvitationRepository(session).use_all_of(address, now)
        if not offers:
            return None
        accounts = AccountRepository(session)
        language = offers[0][1].language
        is_new = accounts.add(address, None, now, seen_name(name), language)
        account = accounts.find(address)
        assert account is not None
        _come_in(session, account, offers, now, is_new=is_new)
    return account


def _come_in(
    session: Session,
    account: Account,
    used: Iterable[tuple[UUID, Offer]],
    now: datetime,
    *,
    is_new: bool = False,
) -> None:
    """Give the account what was offered, and write down who came in as what."""
    events = []
    if is_new:
        events.append(about_account(AccountEvent.ACCOUNT_MADE, account.id))
    for id_, offer in used:
        what = AccountEvent.INVITATION_USED
        events.append(Event(what, About.INVITATION, id_))
        events += _place(TeamRepository(session), offer, account)
        if offer.team is not None and TeamRole.CONTRIBUTOR in offer.roles:
            asks = InvitedAskRepository(session)
            asks.hand_over(account.email, offer.team, account.id)
    # Whoever holds the link acts, and is from now on known by this account.
    note_event(session, Stamp(Actor(account.id, account.name), now), *events)


def _place(teams: TeamRepository, offer: Offer, account: Account) -> tuple[Event, ...]:
    """Add what was offered to what the account is already; return what it changed."""
    if offer.team is None:
        teams.set_administrator(account.id, is_one=True)
        what = AccountEvent.ADMINISTRATOR
        return (about_account(what, account.id, account.is_administrator, True),)
    before = teams.roles(offer.team, account.id)
    teams.set_roles(offer.team, account.id, before | offer.roles)
    return roles_event(offer.team, account.id, before, before | offer.roles)


def _told(offer: Offer) -> dict[str, object]:
    """Return what the trail says: the address stands with the invitation, and goes with it."""
    return {
        "team": str(offer.team) if offer.team else None,
        "roles": sorted(role.value for role in offer.roles),
    }
