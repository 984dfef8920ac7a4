"""What is kept about somebody, handed out to them; and leaving for good."""

import json
from datetime import datetime
from functools import partial

from assessment.domain.people.former import mark_of
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import Actor, Stamp
from assessment.errors import N_, NotAllowedError
from assessment.storage.engine import Store
from assessment.storage.people.account_data import AccountDataRepository
from assessment.storage.people.team_repository import TeamRepository

ERASER = "erased on request"
"""Who takes a name out of the trail, as the trail says it: never the person themselves."""

_LAST_COORDINATOR = N_(
    "“{team}” keeps at least one coordinator. Make somebody else one first."
)
_LAST_ADMINISTRATOR = N_("Somebody has to look after this site. Invite another first.")


def account_data(store: Store, account_id: int) -> str:
    """Return all that is kept about an account, as JSON. No password, no secret.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        found = AccountDataRepository(session, account_id).everything()
    return json.dumps(found, default=str, ensure_ascii=False, indent=2) + "\n"


def erase_account(
    store: Store,
    account_id: int,
    now: datetime,
    *,
    secret: str,
    by: Actor | None = None,
) -> None:
    """Remove an account for good. Answers stay; the trail says "a former member".

    Of who wrote in a round that is not cleared yet, a mark of the address stays until it
    is: nobody clears what they wrote themselves, also when they come back.

    Args:
        store: Where it is.
        account_id: Which account.
        now: The time.
        secret: The key of this installation, for the mark.
        by: The administrator who does it; None: whoever leaves asked for it.

    Raises:
        NotAllowedError: when a team or the installation would be left without anybody.
        StorageError: when it could not be done.
    """
    with store.writing() as session:
        teams = TeamRepository(session)
        person = teams.person(account_id)
        for team in person.teams_as(TeamRole.COORDINATOR) if person else ():
            if teams.coordinators(team) == {account_id}:
                found = teams.find(team)
                raise NotAllowedError(
                    _LAST_COORDINATOR, team=found.name if found else ""
                )
        data = AccountDataRepository(session, account_id)
        if data.is_last_administrator():
            raise NotAllowedError(_LAST_ADMINISTRATOR)
        data.erase(Stamp(by or Actor(None, ERASER), now), partial(mark_of, secret))
