"""Replies to published assessments: added, corrected, withdrawn; never changed in place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.domain.records import Actor, AuditAction, Stamp
from assessment.domain.rounds.states import Visibility
from assessment.domain.voices import Reply, StoredReply
from assessment.storage.assessments.trail import audit_values, write_down
from assessment.storage.tables import publication_table, reply_table, snapshot_table

_R = reply_table.c
_STANDS = _R.replaced_at.is_(None) & _R.withdrawn_at.is_(None)


@dataclass(frozen=True, slots=True)
class NewReply:
    """A reply that somebody is about to give.

    Attributes:
        snapshot: What it answers.
        assessment: Whose snapshot that is; its trail tells of the reply.
        team_name: As the team is called now.
    """

    id: UUID
    snapshot: UUID
    assessment: UUID
    indicator: str
    text: str
    function: str
    team: UUID
    team_name: str


class ReplyRepository:
    """The replies of one database, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewReply, stamp: Stamp) -> bool:
        """Store a reply; False when one to the same thing stands already."""
        if not self._insert(new, stamp, replaces=None):
            return False
        self._tell(new, stamp, AuditAction.REPLIED, old=None)
        return True

    def correct(self, replaced: UUID, new: NewReply, stamp: Stamp) -> bool:
        """Put *new* in the place of the reply *replaced*; False when that stands no more."""
        before = self._close(replaced, new, {"replaced_at": stamp.at})
        if before is None:
            return False
        if not self._insert(new, stamp, replaces=replaced):
            return False
        old = {"text": before.text, "function": before.function}
        self._tell(new, stamp, AuditAction.REPLY_CORRECTED, old=old)
        return True

    def withdraw(self, reply: UUID, by: NewReply, reason: str, stamp: Stamp) -> bool:
        """Let a reply stand no more; False when it did not.

        Args:
            reply: Which.
            by: What it answers and in whose name; its text is not looked at.
            reason: Shown in its place.
            stamp: Who withdraws it, and when.
        """
        closing = {"withdrawn_at": stamp.at, "reason": reason}
        before = self._close(reply, by, closing)
        if before is None:
            return False
        entry = audit_values(by.assessment, _signed(stamp, by.team_name), _WITHDRAWN)
        said = {"text": before.text, "function": before.function}
        told = {"subject": before.indicator_key, "old": said, "new": {"reason": reason}}
        write_down(self._session, [entry | told])
        return True

    def replies_to(
        self, snapshots: Collection[UUID]
    ) -> Mapping[UUID, tuple[StoredReply, ...]]:
        """Return all that was replied to some snapshots, by snapshot (one query).

        What was corrected is told by the reply that took its place.
        """
        query = select(reply_table).where(_R.snapshot_id.in_(snapshots))
        rows = self._session.execute(query.order_by(_R.at, _R.id)).all()
        by_id = {row.id: row for row in rows}
        found: dict[UUID, list[StoredReply]] = {}
        for row in rows:
            if row.replaced_at is None:
                chain = _before(row, by_id)
                found.setdefault(row.snapshot_id, []).append(_stored(row, chain))
        return {snapshot: tuple(replies) for snapshot, replies in found.items()}

    def _insert(self, new: NewReply, stamp: Stamp, *, replaces: UUID | None) -> bool:
        values = {
            "id": new.id,
            "snapshot_id": new.snapshot,
            "indicator_key": new.indicator,
            "text": new.text,
            "team_id": new.team,
            "team_name": new.team_name,
            "function": new.function,
            "at": stamp.at,
            "author_id": stamp.actor.id,
            "author": stamp.actor.name,
            "replaces_id": replaces,
            "reason": "",
        }
        try:
            with self._session.begin_nested():
                self._session.execute(insert(reply_table).values(values))
        except IntegrityError:  # somebody of the team was quicker
            return False
        return True

    def _close(
        self, reply: UUID, by: NewReply, values: Mapping[str, object]
    ) -> Row[Any] | None:
        closing = (
            update(reply_table)
            .where(
                *(_R.id == reply, _R.snapshot_id == by.snapshot, _STANDS),
                _R.team_id == by.team,
            )
            .values(**values)
            .returning(_R.text, _R.function, _R.indicator_key)
        )
        return self._session.execute(closing).first()

    def _tell(
        self,
        new: NewReply,
        stamp: Stamp,
        action: AuditAction,
        *,
        old: Mapping[str, str] | None,
    ) -> None:
        entry = audit_values(new.assessment, _signed(stamp, new.team_name), action)
        said = {"text": new.text, "function": new.function}
        told = {"subject": new.indicator, "old": old, "new": said}
        write_down(self._session, [entry | told])

    def answered(self, snapshot: UUID) -> tuple[UUID, str] | None:
        """Return the assessment of a snapshot that is published, and its code.

        None when there is none. To the end of the transaction nobody can withdraw it.
        """
        s, p = snapshot_table.c, publication_table.c
        query = (
            select(s.assessment_id, s.code)
            .join(publication_table, p.snapshot_id == s.id)
            .where(
                s.id == snapshot,
                p.withdrawn_at.is_(None),
                p.superseded_at.is_(None),
                p.visibility != Visibility.NOTHING.value,
            )
            .with_for_update(read=True, of=publication_table)
        )
        row = self._session.execute(query).first()
        return (row.assessment_id, row.code) if row else None


_WITHDRAWN = AuditAction.REPLY_WITHDRAWN


def _signed(stamp: Stamp, team: str) -> Stamp:
    """Return *stamp* as the trail of another team tells it: the team, and nobody's name."""
    return Stamp(Actor(stamp.actor.id, team), stamp.at)


def _before(row: Row[Any], by_id: Mapping[UUID, Row[Any]]) -> tuple[Row[Any], ...]:
    """Return what *row* corrected, oldest first."""
    chain: list[Row[Any]] = []
    while row.replaces_id is not None:
        row = by_id[row.replaces_id]
        chain.append(row)
    return tuple(reversed(chain))


def _stored(row: Row[Any], chain: tuple[Row[Any], ...]) -> StoredReply:
    first: datetime | None = chain[0].at if chain else None
    return StoredReply(
        row.id,
        row.snapshot_id,
        _reply(row, first),
        row.at,
        row.team_id,
        Actor(row.author_id, row.author),
        # What is withdrawn is withdrawn with all that it said before.
        () if row.withdrawn_at else tuple(_reply(each, None) for each in chain),
    )


def _reply(row: Row[Any], first: datetime | None) -> Reply:
    withdrawn = row.withdrawn_at
    return Reply(
        indicator=row.indicator_key,
        text="" if withdrawn else row.text,
        team=row.team_name,
        function=row.function,
        on=row.at.date(),
        first_on=first.date() if first else None,
        withdrawn_on=withdrawn.date() if withdrawn else None,
        why_withdrawn=row.reason,
    )
