"""Keeping an account out for a while, or letting it in again. One function is one transaction."""

from dataclasses import dataclass
from datetime import datetime

from assessment.domain.people.events import AccountEvent, about_account
from assessment.domain.people.teams import Person, TeamRole
from assessment.domain.records import Stamp
from assessment.errors import N_, NotAllowedError
from assessment.storage.engine import Store
from assessment.storage.people.account_data import AccountDataRepository
from assessment.storage.people.account_repository import AccountRepository
from assessment.storage.people.account_trail import note_event
from assessment.storage.people.session_repository import SessionRepository
from assessment.storage.people.team_repository import TeamRepository

_ONESELF = N_("Nobody deactivates their own account. Ask another administrator.")
_LAST_COORDINATOR = N_(
    "“{team}” keeps at least one coordinator. Make somebody else one first."
)
_LAST_ADMINISTRATOR = N_("Somebody has to look after this site. Invite another first.")


@dataclass(frozen=True, slots=True)
class Holdings:
    """What stays behind when somebody is kept out.

    Attributes:
        person: With their teams and roles; None: the account is not active.
        asks: How much is with them that was not handed back.
        invitations: How many invitations of theirs are open.
    """

    person: Person | None
    asks: int
    invitations: int


def holdings_of(store: Store, account_id: int, now: datetime) -> Holdings:
    """Return what stays behind when *account_id* is deactivated.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        data = AccountDataRepository(session, account_id)
        return Holdings(
            TeamRepository(session).person(account_id),
            data.open_asks(),
            data.open_invitations(now),
        )


def deactivate(store: Store, account_id: int, *, stamp: Stamp) -> None:
    """Sign an account out everywhere, and let it in no more until it is activated again.

    Raises:
        NotAllowedError: when it is one's own, or a team or the installation would be left
            without anybody.
        StorageError: when it could not be done.
    """
    if stamp.actor.id == account_id:
        raise NotAllowedError(_ONESELF)
    with store.writing() as session:
        teams = TeamRepository(session)
        person = teams.person(account_id)
        if person is None:
            return
        for team in person.teams_as(TeamRole.COORDINATOR):
            if teams.coordinators(team) == {account_id}:
                raise NotAllowedError(_LAST_COORDINATOR, team=person.teams[team].name)
        if AccountDataRepository(session, account_id).is_last_administrator():
            raise NotAllowedError(_LAST_ADMINISTRATOR)
        AccountRepository(session).set_active(account_id, is_active=False)
        SessionRepository(session).end_others(account_id, "")
        note_event(session, stamp, about_account(AccountEvent.DEACTIVATED, account_id))


def activate(store: Store, account_id: int, *, stamp: Stamp) -> None:
    """Let an account in again; nothing happens when it is active.

    Raises:
        StorageError: when it could not be done.
    """
    with store.writing() as session:
        if AccountRepository(session).set_active(account_id, is_active=True):
            event = about_account(AccountEvent.REACTIVATED, account_id)
            note_event(session, stamp, event)
