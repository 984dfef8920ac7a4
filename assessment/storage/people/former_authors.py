"""Which erased account belongs to whom, for as long as that decides who may clear."""

from sqlalchemy import ColumnElement, delete, exists, insert, select, update
from sqlalchemy.orm import Session

from assessment.domain.records import AuditAction, Shelf
from assessment.domain.rounds.states import State
from assessment.storage.tables import (
    ASSESSMENTS,
    AUDIT_ENTRIES,
    PAGES,
    former_author_table,
)

_F, _A, _E, _P = former_author_table.c, ASSESSMENTS.c, AUDIT_ENTRIES.c, PAGES.c
_NOT_CLEARED = (State.DRAFT.value, State.IN_REVIEW.value)
"""Later somebody else has signed for what was written."""
_WRITING = (AuditAction.ANSWER.value, AuditAction.PROFILE.value)


class FormerAuthorRepository:
    """The former authors of one database, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def leave(self, account: int, mark: str) -> None:
        """Remember by *mark* who *account*, which is about to go, was.

        Only where something is left that they must not clear. Who they were before, if
        they left and came back already, is remembered with it.
        """
        self._session.execute(
            update(former_author_table)
            .where(_F.successor_id == account)
            .values(successor_id=None, mark=mark)
        )
        self._session.execute(
            insert(former_author_table).values(account_id=account, mark=mark)
        )
        self.tidy()

    def come_back(self, account: int, mark: str) -> bool:
        """Let *account* be whoever left this *mark*; the mark goes. False: nobody did."""
        known = self._session.execute(
            update(former_author_table)
            .where(_F.mark == mark)
            .values(successor_id=account, mark=None)
            .returning(_F.account_id)
        )
        return bool(known.all())

    def left(self, mark: str) -> bool:
        """Return whether somebody left this *mark*."""
        query = select(_F.account_id).where(_F.mark == mark).limit(1)
        return self._session.scalar(query) is not None

    def of(self, account: int) -> frozenset[int]:
        """Return the accounts that whoever has *account* had before."""
        query = select(_F.account_id).where(_F.successor_id == account)
        return frozenset(self._session.scalars(query))

    def tidy(self) -> None:
        """Forget those of whom nothing is left in a round that is not cleared."""
        self._session.execute(
            delete(former_author_table).where(~_saved_a_page(), ~_changed_something())
        )


def _is_open(assessment_id: ColumnElement[object]) -> ColumnElement[bool]:
    return (
        (_A.id == assessment_id)
        & _A.state.in_(_NOT_CLEARED)
        & (_A.shelf != Shelf.DELETED.value)
    )


def _saved_a_page() -> ColumnElement[bool]:
    return exists().where(_P.saved_by_id == _F.account_id, _is_open(_P.assessment_id))


def _changed_something() -> ColumnElement[bool]:
    return exists().where(
        _E.actor_id == _F.account_id,
        _E.action.in_(_WRITING),
        _is_open(_E.assessment_id),
    )
