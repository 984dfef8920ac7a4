"""Write the audit trail as a chain, and read it.

What a transaction does to the trail is gathered and chained when it commits: all writers
wait for each other at the head of the trail, so it is held for as short as can be, and
always last, so that nobody waits in a circle.
"""

import secrets
from collections.abc import Collection, Generator, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    bindparam,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session, sessionmaker

from assessment.domain.records import Actor, AuditAction, AuditEntry, Stamp
from assessment.domain.trail import Content, Entry, Head, Last, Salts, chained
from assessment.storage.tables import (
    AUDIT_ENTRIES,
    COMMENTS,
    PAGES,
    TRAIL_HEADS,
    evidence_file_table,
    reply_table,
)

_E, _H = AUDIT_ENTRIES.c, TRAIL_HEADS.c
_PENDING = "trail"
_HEAD = select(_H.entries, _H.digest).where(_H.id == 1)
_LOCK_HEAD = _HEAD.with_for_update()
_ADD = insert(AUDIT_ENTRIES)
_MOVE_HEAD = (
    update(TRAIL_HEADS)
    .where(_H.id == 1)
    .values(entries=bindparam("entries"), digest=bindparam("digest"))
)
_LAST = (
    select(_E.number, _E.digest)
    .where(_E.assessment_id == bindparam("assessment"))
    .order_by(_E.id.desc())
    .limit(1)
)
_CHUNK = 500

Fields = Row[*tuple[Any, ...]]


def audit_values(
    assessment_id: UUID, stamp: Stamp, action: AuditAction
) -> dict[str, Any]:
    """Return the columns of an audit entry about nothing in particular yet."""
    return {
        "assessment_id": assessment_id,
        "at": stamp.at,
        "actor_id": stamp.actor.id,
        "actor_name": stamp.actor.name,
        "action": action.value,
        "subject": "",
        "old": None,
        "new": None,
    }


def write_down(session: Session, entries: Iterable[dict[str, Any]]) -> None:
    """Add entries to the trail when *session* commits."""
    session.info.setdefault(_PENDING, []).extend(entries)


def chain_on_commit(sessions: sessionmaker[Session]) -> None:
    """Let *sessions* chain what was written down, right before they commit."""
    event.listen(sessions, "before_commit", _chain_pending)


def _chain_pending(session: Session) -> None:
    if session.in_nested_transaction():
        return
    pending = session.info.pop(_PENDING, None)
    if pending:
        _chain(session, pending)


def _chain(session: Session, pending: list[dict[str, Any]]) -> None:
    head = Head(*session.execute(_LOCK_HEAD).one())
    last: dict[UUID, Last] = {}
    rows = []
    for values in pending:
        of = values["assessment_id"]
        before = last[of] if of in last else _last(session, of)
        entry = chained(_content(values), _salts(), before, head)
        last[of] = Last(entry.number, entry.digest)
        head = Head(entry.place, entry.head)
        rows.append(values | _links(entry))
    session.execute(_ADD, rows)
    session.execute(_MOVE_HEAD, {"entries": head.entries, "digest": head.digest})


def _last(session: Session, assessment_id: UUID) -> Last:
    row = session.execute(_LAST, {"assessment": assessment_id}).first()
    return Last(row.number, row.digest) if row else Last()


def _salts() -> Salts:
    return Salts(secrets.token_hex(16), secrets.token_hex(16))


def _content(values: dict[str, Any]) -> Content:
    return Content(
        assessment=values["assessment_id"],
        at=values["at"],
        actor=values["actor_id"],
        name=values["actor_name"],
        action=values["action"],
        subject=values["subject"],
        old=values["old"],
        new=values["new"],
    )


def _links(entry: Entry) -> dict[str, Any]:
    return {
        "place": entry.place,
        "number": entry.number,
        "name_salt": entry.name_salt,
        "name_digest": entry.name_digest,
        "content_salt": entry.content_salt,
        "content_digest": entry.content_digest,
        "previous": entry.previous,
        "digest": entry.digest,
        "head": entry.head,
    }


def stored_head(session: Session) -> Head:
    """Return the head of the trail as it is stored; the beginning when it is gone."""
    row = session.execute(_HEAD).first()
    return Head(row.entries, row.digest) if row else Head()


def all_entries(session: Session) -> Generator[Entry, None, None]:
    """Yield every entry of the installation by its place, a few at a time.

    Close it when not all are wanted.
    """
    query = select(AUDIT_ENTRIES).order_by(_E.place, _E.id)
    options = {"yield_per": _CHUNK}
    with session.execute(query, execution_options=options) as rows:
        for row in rows:
            yield _entry(row)


def _entry(row: Fields) -> Entry:
    content = Content(
        row.assessment_id,
        row.at,
        row.actor_id,
        row.actor_name,
        row.action,
        row.subject,
        row.old,
        row.new,
    )
    return Entry(
        row.place,
        row.number,
        content,
        row.name_salt,
        row.name_digest,
        row.content_salt,
        row.content_digest,
        row.previous,
        row.digest,
        row.head,
    )


def explained_digests(
    session: Session, assessment_id: UUID, subject: str
) -> frozenset[str]:
    """Return the digests of passages that were explained on a page."""
    query = select(_E.new).where(
        _E.assessment_id == assessment_id,
        _E.action == AuditAction.EXPLAINED.value,
        _E.subject == subject,
    )
    return frozenset(
        passage["digest"]
        for new in session.scalars(query)
        if new
        for passage in new["passages"]
    )


PROFILE = ""
"""Stands for the country profile among what was changed."""


def last_changed_by(
    session: Session, assessment_id: UUID, accounts: Collection[int]
) -> frozenset[str]:
    """Return the indicators whose answer, or what backs it, *accounts* changed last.

    With :data:`PROFILE` when they were the last to change that.
    """
    last = (
        select(func.max(_E.id))
        .where(
            _E.assessment_id == assessment_id,
            _E.action.in_((AuditAction.ANSWER.value, AuditAction.PROFILE.value)),
        )
        .group_by(_E.subject)
    )
    query = select(_E.subject).where(_E.id.in_(last), _E.actor_id.in_(accounts))
    return frozenset(session.scalars(query))


def entries_of(
    session: Session,
    assessment_id: UUID,
    *,
    subject: str = "",
    actor: int | None = None,
    first: int = 0,
    most: int | None = None,
) -> tuple[tuple[int, AuditEntry, bool], ...]:
    """Return entries, newest first: number, what it says, whether it was emptied.

    Args:
        session: To read with.
        assessment_id: Of which assessment.
        subject: Only those about this indicator; empty: all.
        actor: Only those of this account; None: all.
        first: Leave out so many.
        most: At most so many; None: all.
    """
    query = (
        select(AUDIT_ENTRIES)
        .where(_part(assessment_id, subject, actor))
        .order_by(_E.id.desc())
        .offset(first)
        .limit(most)
    )
    return tuple(
        (row.number, audit_entry(row), not row.content_salt)
        for row in session.execute(query)
    )


def count_entries(
    session: Session, assessment_id: UUID, *, subject: str, actor: int | None
) -> int:
    """Return how many entries there are."""
    query = select(func.count()).where(_part(assessment_id, subject, actor))
    return session.execute(query).scalar_one()


def audit_entry(row: Fields) -> AuditEntry:
    """Return a row of the trail as people read it."""
    return AuditEntry(
        id=row.id,
        at=row.at,
        actor=Actor(row.actor_id, row.actor_name),
        action=AuditAction(row.action),
        subject=row.subject,
        old=row.old,
        new=row.new,
    )


def _part(assessment_id: UUID, subject: str, actor: int | None) -> ColumnElement[bool]:
    wanted = _E.assessment_id == assessment_id
    if subject:
        wanted &= _E.subject == subject
    return wanted if actor is None else wanted & (_E.actor_id == actor)


def erase_name(session: Session, account_id: int, stamp: Stamp) -> int:
    """Take the name of an account out of the trail, its pages and its comments.

    The entries stay, and so does the chain; each assessment gets an entry that says that
    a name was erased. Whoever erases must not be the one whose name goes.

    Args:
        session: A writing session.
        account_id: Whose name.
        stamp: Who erases it, and when.

    Returns:
        In how many entries it stood.
    """
    mine = (_E.actor_id == account_id) & (_E.name_salt != "")
    query = (
        select(_E.assessment_id, func.count()).where(mine).group_by(_E.assessment_id)
    )
    counted = session.execute(query.order_by(_E.assessment_id)).all()
    session.execute(
        update(AUDIT_ENTRIES).where(mine).values(actor_name="", name_salt="")
    )
    session.execute(
        update(PAGES).where(PAGES.c.saved_by_id == account_id).values(saved_by="")
    )
    session.execute(
        update(COMMENTS).where(COMMENTS.c.author_id == account_id).values(author="")
    )
    session.execute(
        update(COMMENTS)
        .where(COMMENTS.c.settled_by_id == account_id)
        .values(settled_by="")
    )
    session.execute(
        update(reply_table)
        .where(reply_table.c.author_id == account_id)
        .values(author="")
    )
    session.execute(
        update(evidence_file_table)
        .where(evidence_file_table.c.added_by_id == account_id)
        .values(added_by="")
    )
    write_down(
        session,
        [
            audit_values(assessment_id, stamp, AuditAction.ERASED)
            | {"new": {"actor": account_id, "names": count}}
            for assessment_id, count in counted
        ],
    )
    return sum(count for _, count in counted)


def erase_contents(
    session: Session, assessment_id: UUID, numbers: list[int], reason: str, stamp: Stamp
) -> int:
    """Take out what entries say, such as a child's name that should never be there.

    That they were there, who wrote them and when stays; an entry says who erased them
    and why.

    Args:
        session: A writing session.
        assessment_id: Of which assessment.
        numbers: The entries, by their numbers in its chain.
        reason: Why, for the trail.
        stamp: Who erases, and when.

    Returns:
        How many entries were emptied.
    """
    these = (
        (_E.assessment_id == assessment_id)
        & _E.number.in_(numbers)
        & (_E.content_salt != "")
        & (_E.action != AuditAction.ERASED.value)
    )
    found = sorted(session.scalars(select(_E.number).where(these)))
    if not found:
        return 0
    session.execute(
        update(AUDIT_ENTRIES).where(these).values(old=None, new=None, content_salt="")
    )
    told = {"entries": found, "reason": reason}
    entry = audit_values(assessment_id, stamp, AuditAction.ERASED) | {"new": told}
    write_down(session, [entry])
    return len(found)
