"""What happens to accounts, teams and invitations, as the trail of accounts keeps it.

These entries are a chain of the one audit trail (domain.trail), beside those of the
assessments. They name accounts, teams and invitations by their ids; passwords, secrets,
links and codes are never in them.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from assessment.domain.records import Actor
from assessment.domain.trail import ERASED_ACTION

ACCOUNTS = UUID(int=0)
"""Whose chain the entries are: no assessment has this id."""


class AccountEvent(StrEnum):
    """What can happen."""

    ACCOUNT_MADE = "account-made"
    ACCOUNT_ERASED = "account-erased"
    DEACTIVATED = "deactivated"
    REACTIVATED = "reactivated"
    ADMINISTRATOR = "administrator"
    TEAM_MADE = "team-made"
    TEAM_CHANGED = "team-changed"
    ROLES = "roles"
    INVITED = "invited"
    INVITATION_USED = "invitation-used"
    INVITATION_WITHDRAWN = "invitation-withdrawn"
    PASSWORD = "password"  # noqa: S105 - that it was set, never which
    ADDRESS = "address"
    FACTOR_SET = "factor-set"
    FACTOR_REMOVED = "factor-removed"
    FACTOR_ASKED = "factor-asked"
    RECOVERY_CODES = "recovery-codes"
    PASSKEY_ADDED = "passkey-added"
    PASSKEY_REMOVED = "passkey-removed"
    SIGNED_IN = "signed-in"
    SIGNED_OUT = "signed-out"
    SESSIONS_ENDED = "sessions-ended"
    DATA_TAKEN = "data-taken"
    ERASED = ERASED_ACTION
    """A name or what an entry said was taken out of the trail."""


PERSONAL = frozenset(
    {
        AccountEvent.ADDRESS,
        AccountEvent.PASSKEY_ADDED,
        AccountEvent.PASSKEY_REMOVED,
    }
)
"""Entries that hold words about a person: emptied when the account is erased."""


class About(StrEnum):
    """What an entry is about; stands before the id in its subject."""

    ACCOUNT = "account"
    TEAM = "team"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    Attributes:
        id: Of the account, team or invitation that it happened to.
        old, new: Plain JSON data; None where there is none.
    """

    what: AccountEvent
    about: About
    id: int | UUID
    old: object = None
    new: object = None

    @property
    def subject(self) -> str:
        """How the trail names what it is about."""
        return f"{self.about.value}:{self.id}"


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """An entry of the trail of accounts, as administrators read it.

    Attributes:
        number: In the chain of accounts, from 1.
        whom: How what it is about is called today; empty once it is gone.
        is_emptied: Whether what it said was erased.
    """

    number: int
    at: datetime
    actor: Actor
    what: AccountEvent
    subject: str
    whom: str
    old: object
    new: object
    is_emptied: bool


def about_account(
    what: AccountEvent, account: int, old: object = None, new: object = None
) -> Event:
    """Return what happened to *account*."""
    return Event(what, About.ACCOUNT, account, old, new)


def about_team(
    what: AccountEvent, team: UUID, old: object = None, new: object = None
) -> Event:
    """Return what happened to *team*."""
    return Event(what, About.TEAM, team, old, new)
