"""Which teams ask for a second factor, within one transaction."""

from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import Session

from assessment.storage.tables import (
    account_session_table,
    account_table,
    membership_table,
    passkey_table,
    team_table,
)

_ACCOUNT, _MEMBER, _TEAM = account_table.c, membership_table.c, team_table.c

HAS_FACTOR: ColumnElement[bool] = _ACCOUNT.tf_primary_method.is_not(
    None
) | exists().where(passkey_table.c.account_id == _ACCOUNT.id).correlate(account_table)
"""Whether an account signs in with more than a password: an app for codes, or a passkey."""


class TeamFactorRepository:
    """Teams that ask their members for a second factor."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def is_asked(self, team: UUID) -> bool | None:
        """Return whether *team* asks for it; None when there is no such team."""
        query = select(_TEAM.second_factor).where(_TEAM.id == team)
        return self._session.scalar(query)

    def is_asked_of(self, account: int) -> bool:
        """Return whether any team of *account* asks for it."""
        query = (
            select(_TEAM.id)
            .join_from(team_table, membership_table)
            .where(_MEMBER.account_id == account, _TEAM.second_factor)
            .limit(1)
        )
        return self._session.scalar(query) is not None

    def has_one(self, account: int) -> bool:
        """Return whether *account* has set one up."""
        query = select(HAS_FACTOR).where(_ACCOUNT.id == account)
        return bool(self._session.scalar(query))

    def ask(self, team: UUID, *, is_asked: bool) -> None:
        """Say whether *team* asks for it."""
        self._session.execute(
            update(team_table).where(_TEAM.id == team).values(second_factor=is_asked)
        )

    def end_sessions_without(self, team: UUID) -> None:
        """End the sessions of members who have none."""
        without = (
            select(_ACCOUNT.id)
            .join_from(account_table, membership_table)
            .where(_MEMBER.team_id == team, ~HAS_FACTOR)
        )
        self._session.execute(
            delete(account_session_table).where(
                account_session_table.c.account_id.in_(without)
            )
        )
