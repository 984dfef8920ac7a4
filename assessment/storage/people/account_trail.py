"""The trail of accounts: written into the one audit trail, read for administrators."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from assessment.domain.people.events import (
    ACCOUNTS,
    PERSONAL,
    About,
    AccountEntry,
    AccountEvent,
    Event,
)
from assessment.domain.records import Actor, Stamp
from assessment.storage.assessments.trail import erase_contents, write_down
from assessment.storage.tables import (
    AUDIT_ENTRIES,
    account_table,
    invitation_table,
    team_table,
)

_E = AUDIT_ENTRIES.c
_ERASURE = "the account was erased"


def note_event(session: Session, stamp: Stamp, *events: Event) -> None:
    """Add *events* to the trail when *session* commits."""
    write_down(session, [_values(stamp, event) for event in events])


def account_entries(
    session: Session, *, account: int | None, first: int, most: int | None
) -> tuple[AccountEntry, ...]:
    """Return entries, newest first.

    Args:
        session: To read with.
        account: Only what this account did, or what was done to it; None: all.
        first: Leave out so many.
        most: At most so many; None: all.
    """
    rows = session.execute(
        select(AUDIT_ENTRIES)
        .where(_part(account))
        .order_by(_E.id.desc())
        .offset(first)
        .limit(most)
    ).all()
    names = _names(session, {row.subject for row in rows})
    return tuple(
        AccountEntry(
            row.number,
            row.at,
            Actor(row.actor_id, row.actor_name),
            AccountEvent(row.action),
            row.subject,
            names.get(row.subject, ""),
            row.old,
            row.new,
            not row.content_salt,
        )
        for row in rows
    )


def count_account_entries(session: Session, *, account: int | None) -> int:
    """Return how many entries there are."""
    query = select(func.count()).select_from(AUDIT_ENTRIES).where(_part(account))
    return session.execute(query).scalar_one()


def empty_entries_about(session: Session, account: int, stamp: Stamp) -> int:
    """Take out of the trail what was written about a person; return how many entries."""
    query = select(_E.number).where(
        _E.assessment_id == ACCOUNTS,
        _E.subject == f"{About.ACCOUNT}:{account}",
        _E.action.in_(event.value for event in PERSONAL),
    )
    numbers = list(session.scalars(query))
    return erase_contents(session, ACCOUNTS, numbers, _ERASURE, stamp)


def _values(stamp: Stamp, event: Event) -> dict[str, Any]:
    return {
        "assessment_id": ACCOUNTS,
        "at": stamp.at,
        "actor_id": stamp.actor.id,
        "actor_name": stamp.actor.name,
        "action": event.what.value,
        "subject": event.subject,
        "old": event.old,
        "new": event.new,
    }


def _part(account: int | None) -> ColumnElement[bool]:
    wanted = _E.assessment_id == ACCOUNTS
    if account is None:
        return wanted
    about = _E.subject == f"{About.ACCOUNT}:{account}"
    return wanted & (about | (_E.actor_id == account))


def _names(session: Session, subjects: Iterable[str]) -> Mapping[str, str]:
    """Return how what *subjects* name is called today (at most a query for each kind)."""
    ids: dict[str, list[str]] = {}
    for subject in subjects:
        about, _, id_ = subject.partition(":")
        ids.setdefault(about, []).append(id_)
    accounts, teams, invitations = (
        account_table.c,
        team_table.c,
        invitation_table.c,
    )
    name = func.coalesce(func.nullif(accounts.name, ""), accounts.email)
    wanted: tuple[tuple[About, Any, Any, Any], ...] = (
        (About.ACCOUNT, accounts.id, name, int),
        (About.TEAM, teams.id, teams.name, UUID),
        (About.INVITATION, invitations.id, invitations.email, UUID),
    )
    found: dict[str, str] = {}
    for about, key, called, read in wanted:
        if some := ids.get(about.value):
            query = select(key, called).where(key.in_([read(id_) for id_ in some]))
            found |= {f"{about}:{row[0]}": row[1] for row in session.execute(query)}
    return found
