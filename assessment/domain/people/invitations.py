"""Invitations: who may come in as what, by a link that works once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from assessment.domain.people.teams import Team, TeamRole


class InvitationState(StrEnum):
    """What became of an invitation."""

    OPEN = "open"
    USED = "used"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody is invited to.

    Attributes:
        email: Whom it is for; empty only for the first administrator, whom nobody knows.
        team: The team they come into; None: they look after the installation.
        roles: What they are in *team*.
        language: Of the message.
    """

    email: str
    team: UUID | None
    roles: frozenset[TeamRole]
    language: str

    @property
    def makes_administrator(self) -> bool:
        """Whether it is an invitation to look after the installation."""
        return self.team is None


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as it is kept: the link itself is not.

    Attributes:
        team: With its name; None: the installation.
        made_by: Who invited; empty: the program, at its first start.
    """

    id: UUID
    offer: Offer
    team: Team | None
    made_by: str
    made_at: datetime
    ends_at: datetime
    used_at: datetime | None = None
    withdrawn_at: datetime | None = None

    def state(self, now: datetime) -> InvitationState:
        """Return what became of it by *now*."""
        if self.used_at is not None:
            return InvitationState.USED
        if self.withdrawn_at is not None:
            return InvitationState.WITHDRAWN
        return InvitationState.ENDED if self.ends_at <= now else InvitationState.OPEN
