"""A team may ask its members for a second factor. One function is one transaction."""

from uuid import UUID

from assessment.domain.people.events import AccountEvent, about_team
from assessment.domain.records import Stamp
from assessment.errors import N_, NotAllowedError, TeamNotFoundError
from assessment.storage.engine import Store
from assessment.storage.people.account_trail import note_event
from assessment.storage.people.team_factor_repository import TeamFactorRepository

_ONESELF_FIRST = N_("Set up your own second factor first, on the page of your account.")


def is_asked_of_team(store: Store, team: UUID) -> bool:
    """Return whether *team* asks its members for a second factor.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return bool(TeamFactorRepository(session).is_asked(team))


def ask_of_team(store: Store, team: UUID, *, stamp: Stamp, is_asked: bool) -> None:
    """Ask the members of *team* for a second factor, or no longer.

    Who has none is signed out everywhere, and sets one up when signing in again.

    Raises:
        TeamNotFoundError: when there is no such team.
        NotAllowedError: when who asks it of others has none.
        StorageError: when it could not be kept.
    """
    with store.writing() as session:
        repository = TeamFactorRepository(session)
        before = repository.is_asked(team)
        if before is None:
            raise TeamNotFoundError("there is no such team")
        by = stamp.actor.id
        if is_asked and (by is None or not repository.has_one(by)):
            raise NotAllowedError(_ONESELF_FIRST)
        repository.ask(team, is_asked=is_asked)
        if before is not is_asked:
            event = about_team(AccountEvent.FACTOR_ASKED, team, before, is_asked)
            note_event(session, stamp, event)
        if is_asked:
            repository.end_sessions_without(team)
