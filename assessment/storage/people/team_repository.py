"""Teams and who is what in them: rows in, domain objects out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.domain.people.teams import Member, Person, Team, TeamKind, TeamRole
from assessment.storage.tables import account_table, membership_table, team_table

_TEAM, _MEMBER, _ACCOUNT = team_table.c, membership_table.c, account_table.c
PERSON_COLUMNS = (
    _ACCOUNT.id.label("account_id"),
    _ACCOUNT.email,
    _ACCOUNT.name.label("account_name"),
    _ACCOUNT.is_administrator,
    _MEMBER.role,
    _TEAM.id.label("team_id"),
    _TEAM.name.label("team_name"),
    _TEAM.kind,
    _TEAM.country,
)
"""What :func:`person_from` needs, a row for each role."""


def with_teams(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Return *query*, which asks for accounts, with the teams of each beside it."""
    return query.outerjoin(
        membership_table, _MEMBER.account_id == _ACCOUNT.id
    ).outerjoin(team_table, _TEAM.id == _MEMBER.team_id)


_PERSON = with_teams(
    select(*PERSON_COLUMNS)
    .select_from(account_table)
    .where(_ACCOUNT.id == bindparam("account"), _ACCOUNT.active)
)


def person_from(rows: Iterable[Row[*tuple[Any, ...]]]) -> Person | None:
    """Return the person that *rows* tell of; None without any."""
    account, teams = None, {}
    roles: defaultdict[UUID, set[TeamRole]] = defaultdict(set)
    for row in rows:
        account = row
        if row.team_id is not None:
            teams[row.team_id] = _team(row)
            roles[row.team_id].add(TeamRole(row.role))
    if account is None:
        return None
    return Person(
        account.account_id,
        account.account_name or account.email,
        {team: frozenset(held) for team, held in roles.items()},
        is_administrator=account.is_administrator,
        teams=teams,
    )


class TeamRepository:
    """The teams of one database, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def person(self, account: int) -> Person | None:
        """Return who *account* is in which team; None: no such active account."""
        return person_from(self._session.execute(_PERSON, {"account": account}))

    def teams(self, ids: Iterable[UUID] | None = None) -> tuple[Team, ...]:
        """Return the teams *ids*, or all of them, by name (one query)."""
        query = select(*_TEAM_COLUMNS).order_by(_TEAM.name, _TEAM.id)
        if ids is not None:
            query = query.where(_TEAM.id.in_(frozenset(ids)))
        return tuple(_team(row) for row in self._session.execute(query))

    def find(self, team: UUID) -> Team | None:
        """Return a team; None: there is none."""
        return next(iter(self.teams([team])), None)

    def named(self, name: str) -> Team | None:
        """Return the team called *name*, however it is capitalised."""
        query = select(*_TEAM_COLUMNS).where(func.lower(_TEAM.name) == name.lower())
        row = self._session.execute(query).first()
        return None if row is None else _team(row)

    def add(self, team: Team, now: datetime) -> bool:
        """Store a new team; False when there is one of this name."""
        values = {
            "id": team.id,
            "name": team.name,
            "kind": team.kind.value,
            "country": team.country,
            "created_at": now,
        }
        return self._unless_named(
            team, lambda: self._session.execute(insert(team_table).values(**values))
        )

    def change(self, team: Team) -> bool:
        """Store another name, kind or country; False when the name is taken."""
        values = {
            "name": team.name,
            "kind": team.kind.value,
            "country": team.country,
        }
        change = update(team_table).where(_TEAM.id == team.id).values(**values)
        return self._unless_named(team, lambda: self._session.execute(change))

    def members(self, team: UUID) -> tuple[Member, ...]:
        """Return who is what in *team*, by name (one query)."""
        query = (
            select(
                *(_ACCOUNT.id, _ACCOUNT.email, _ACCOUNT.name, _ACCOUNT.active),
                *(_ACCOUNT.language, _MEMBER.role),
            )
            .join_from(membership_table, account_table)
            .where(_MEMBER.team_id == team)
        )
        roles: defaultdict[Any, set[TeamRole]] = defaultdict(set)
        for row in self._session.execute(query):
            roles[row[:5]].add(TeamRole(row.role))
        members = [
            Member(id_, email, name or email, frozenset(held), active, language)
            for (id_, email, name, active, language), held in roles.items()
        ]
        return tuple(sorted(members, key=lambda m: (m.name.casefold(), m.account)))

    def roles(self, team: UUID, account: int) -> frozenset[TeamRole]:
        """Return what *account* is in *team*, whether it is active or not."""
        query = select(_MEMBER.role).where(
            _MEMBER.team_id == team, _MEMBER.account_id == account
        )
        return frozenset(TeamRole(role) for role in self._session.scalars(query))

    def set_roles(self, team: UUID, account: int, roles: Iterable[TeamRole]) -> None:
        """Let *account* have exactly *roles* in *team*; none: it is no member."""
        self._session.execute(
            delete(membership_table).where(
                _MEMBER.team_id == team, _MEMBER.account_id == account
            )
        )
        rows = [
            {"team_id": team, "account_id": account, "role": role.value}
            for role in sorted(set(roles))
        ]
        if rows:
            self._session.execute(insert(membership_table), rows)

    def coordinators(self, team: UUID) -> frozenset[int]:
        """Return the active accounts that coordinate *team*."""
        query = (
            select(_MEMBER.account_id)
            .join_from(membership_table, account_table)
            .where(
                _MEMBER.team_id == team,
                _MEMBER.role == TeamRole.COORDINATOR.value,
                _ACCOUNT.active,
            )
            # Two people who leave at once must not each count on the other.
            .with_for_update()
        )
        return frozenset(self._session.scalars(query))

    def sizes(self) -> Mapping[UUID, int]:
        """Return how many members each team has (one query)."""
        query = select(
            _MEMBER.team_id, func.count(func.distinct(_MEMBER.account_id))
        ).group_by(_MEMBER.team_id)
        return {row[0]: row[1] for row in self._session.execute(query)}

    def set_administrator(self, account: int, *, is_one: bool) -> None:
        """Say whether *account* looks after the installation."""
        self._session.execute(
            update(account_table)
            .where(_ACCOUNT.id == account)
            .values(is_administrator=is_one)
        )

    def _unless_named(self, team: Team, do: Any) -> bool:
        taken = self.named(team.name)
        if taken is not None and taken.id != team.id:
            return False
        try:
            with self._session.begin_nested():
                do()
        except IntegrityError:  # another process was quicker
            return False
        return True


_TEAM_COLUMNS: tuple[ColumnElement[Any], ...] = (
    _TEAM.id.label("team_id"),
    _TEAM.name.label("team_name"),
    _TEAM.kind,
    _TEAM.country,
)


def _team(row: Row[*tuple[Any, ...]]) -> Team:
    return Team(row.team_id, row.team_name, TeamKind(row.kind), row.country)
