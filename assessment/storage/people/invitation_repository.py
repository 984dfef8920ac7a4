"""Invitations of one database, within one transaction. Only digests of links are kept."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, insert, select, update
from sqlalchemy.orm import Session

from assessment.domain.people.invitations import Invitation, Offer
from assessment.domain.people.teams import Team, TeamKind, TeamRole
from assessment.storage.tables import account_table, invitation_table, team_table

_INVITATION = invitation_table.c
_QUERY = (
    select(
        invitation_table,
        team_table.c.name.label("team_name"),
        team_table.c.kind,
        team_table.c.country,
        account_table.c.name.label("inviter"),
        account_table.c.email.label("inviter_email"),
    )
    .outerjoin(team_table, team_table.c.id == _INVITATION.team_id)
    .outerjoin(account_table, account_table.c.id == _INVITATION.made_by)
)


class InvitationRepository:
    """Invitations: made, looked up, used once, withdrawn."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        id_: UUID,
        token: str,
        offer: Offer,
        made_by: int | None,
        made_at: datetime,
        ends_at: datetime,
    ) -> None:
        """Keep an invitation whose link carries *token*."""
        self._session.execute(
            insert(invitation_table).values(
                id=id_,
                digest=_digest(token),
                email=offer.email,
                team_id=offer.team,
                roles=",".join(sorted(offer.roles)),
                language=offer.language,
                made_by=made_by,
                made_at=made_at,
                ends_at=ends_at,
            )
        )

    def find(self, token: str) -> Invitation | None:
        """Return the invitation whose link carries *token*."""
        return self._one(_QUERY.where(_INVITATION.digest == _digest(token)))

    def of_team(self, team: UUID | None) -> tuple[Invitation, ...]:
        """Return the invitations to a team (None: to look after the site), newest first."""
        query = _QUERY.where(_to(team)).order_by(
            _INVITATION.made_at.desc(), _INVITATION.id
        )
        return tuple(_invitation(row) for row in self._session.execute(query))

    def use(self, token: str, now: datetime) -> UUID | None:
        """Mark an open invitation as used; return it, None when it is open no more."""
        used = self._session.execute(
            update(invitation_table)
            .where(
                _INVITATION.digest == _digest(token),
                _INVITATION.used_at.is_(None),
                _INVITATION.withdrawn_at.is_(None),
                _INVITATION.ends_at > now,
            )
            .values(used_at=now)
            .returning(_INVITATION.id)
        )
        return used.scalar()

    def use_all_of(self, email: str, now: datetime) -> tuple[tuple[UUID, Offer], ...]:
        """Mark every open invitation of an address as used; return what each offers."""
        used = self._session.execute(
            update(invitation_table)
            .where(
                func.lower(_INVITATION.email) == email.lower(),
                _INVITATION.used_at.is_(None),
                _INVITATION.withdrawn_at.is_(None),
                _INVITATION.ends_at > now,
            )
            .values(used_at=now)
            .returning(
                *(_INVITATION.id, _INVITATION.email, _INVITATION.team_id),
                *(_INVITATION.roles, _INVITATION.language),
            )
        )
        return tuple(
            (row.id, Offer(row.email, row.team_id, _roles(row.roles), row.language))
            for row in used
        )

    def withdraw(
        self, team: UUID | None, id_: UUID | None, now: datetime
    ) -> tuple[str, ...]:
        """Withdraw an unused invitation to *team*; without *id_*, all of them.

        Returns:
            The addresses whose invitation that was.
        """
        change = update(invitation_table).where(
            _to(team),
            _INVITATION.used_at.is_(None),
            _INVITATION.withdrawn_at.is_(None),
        )
        if id_ is not None:
            change = change.where(_INVITATION.id == id_)
        change = change.values(withdrawn_at=now)
        return tuple(self._session.scalars(change.returning(_INVITATION.email)))

    def _one(self, query: Select[*tuple[Any, ...]]) -> Invitation | None:
        row = self._session.execute(query).first()
        return None if row is None else _invitation(row)


def _to(team: UUID | None) -> ColumnElement[bool]:
    return (
        _INVITATION.team_id.is_(None) if team is None else _INVITATION.team_id == team
    )


def _invitation(row: Row[*tuple[Any, ...]]) -> Invitation:
    roles = _roles(row.roles)
    team = None
    if row.team_id is not None:
        team = Team(row.team_id, row.team_name, TeamKind(row.kind), row.country)
    return Invitation(
        row.id,
        Offer(row.email, row.team_id, roles, row.language),
        team,
        row.inviter or row.inviter_email or "",
        row.made_at,
        row.ends_at,
        row.used_at,
        row.withdrawn_at,
    )


def _roles(kept: str) -> frozenset[TeamRole]:
    return frozenset(TeamRole(role) for role in kept.split(",") if role)


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
