"""Comments: rows in, domain objects out."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, insert, select, update
from sqlalchemy.orm import Session

from assessment.domain.records import Actor, AuditAction, PageKey, Stamp
from assessment.domain.talk import Comment
from assessment.storage.assessments.trail import audit_values, write_down
from assessment.storage.tables import COMMENTS

_C = COMMENTS.c


class CommentRepository:
    """The comments of one database, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, comment: Comment) -> None:
        """Store a new comment, and write the trail."""
        values = {
            "id": comment.id,
            "assessment_id": comment.assessment_id,
            "indicator_key": comment.indicator_key,
            "at": comment.at,
            "author_id": comment.author.id,
            "author": comment.author.name,
            "text": comment.text,
            "is_return": comment.is_return,
        }
        self._session.execute(insert(COMMENTS).values(values))
        stamp = Stamp(comment.author, comment.at)
        entry = audit_values(comment.assessment_id, stamp, AuditAction.COMMENT)
        said = {"subject": comment.indicator_key, "new": {"text": comment.text}}
        write_down(self._session, [entry | said])

    def thread(self, page: PageKey) -> tuple[Comment, ...]:
        """Return what was said about an indicator, first things first."""
        query = select(COMMENTS).where(_of(page)).order_by(_C.at, _C.id)
        return tuple(_comment(row) for row in self._session.execute(query))

    def settle(self, page: PageKey, ids: Collection[UUID], stamp: Stamp) -> int:
        """Settle those of *ids* that are open, and return how many there were."""
        these = _of(page) & _C.id.in_(ids) & _C.settled_at.is_(None)
        settled = self._session.scalars(
            update(COMMENTS)
            .where(these)
            .values(
                settled_at=stamp.at,
                settled_by_id=stamp.actor.id,
                settled_by=stamp.actor.name,
            )
            .returning(_C.id)
        ).all()
        if settled:
            entry = audit_values(page.assessment_id, stamp, AuditAction.SETTLED)
            said = {"subject": page.indicator_key, "new": {"comments": len(settled)}}
            write_down(self._session, [entry | said])
        return len(settled)

    def open_counts(self, assessment_id: UUID) -> Mapping[str, int]:
        """Return how many comments are open, by indicator; none where there is none."""
        query = (
            select(_C.indicator_key, func.count())
            .where(_C.assessment_id == assessment_id, _C.settled_at.is_(None))
            .group_by(_C.indicator_key)
            .order_by(_C.indicator_key)
        )
        return {row[0]: row[1] for row in self._session.execute(query)}

    def open_comments(
        self, assessment_id: UUID, keys: Collection[str], *, first: int, most: int
    ) -> tuple[Comment, ...]:
        """Return open comments on the indicators *keys*, last things first."""
        query = (
            select(COMMENTS)
            .where(
                _C.assessment_id == assessment_id,
                _C.settled_at.is_(None),
                _C.indicator_key.in_(keys),
            )
            .order_by(_C.at.desc(), _C.id.desc())
            .offset(first)
            .limit(most)
        )
        return tuple(_comment(row) for row in self._session.execute(query))


def _of(page: PageKey) -> ColumnElement[bool]:
    return (_C.assessment_id == page.assessment_id) & (
        _C.indicator_key == page.indicator_key
    )


def _comment(row: Row[*tuple[Any, ...]]) -> Comment:
    settled = row.settled_at is not None
    return Comment(
        row.id,
        row.assessment_id,
        row.indicator_key,
        row.at,
        Actor(row.author_id, row.author),
        row.text,
        row.settled_at,
        Actor(row.settled_by_id, row.settled_by) if settled else None,
        is_return=row.is_return,
    )
