"""Snapshots and publications: rows in, domain objects out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, insert, select, update
from sqlalchemy.orm import Session

from assessment.domain.rounds.snapshot import Publication, Snapshot
from assessment.domain.rounds.states import State, Visibility
from assessment.storage.rounds.facts import facts_in
from assessment.storage.tables import ASSESSMENTS, publication_table, snapshot_table

_S, _P = snapshot_table.c, publication_table.c


class RoundRepository:
    """The snapshots and publications of one database, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_snapshot(self, snapshot: Snapshot) -> None:
        """Store what was cleared; it is never changed again."""
        self._session.execute(
            insert(snapshot_table).values(
                id=snapshot.id,
                assessment_id=snapshot.assessment,
                digest=snapshot.digest,
                code=snapshot.code,
                text=snapshot.text,
                made_at=snapshot.made_at,
                cleared_by=snapshot.cleared_by,
                cleared_function=snapshot.cleared_function,
                cleared_on=snapshot.cleared_on,
                cleared_by_id=snapshot.cleared_by_id,
                **facts_in(snapshot.text),
            )
        )

    def snapshot(self, snapshot_id: UUID) -> Snapshot | None:
        """Return one snapshot."""
        return self._one(_S.id == snapshot_id)

    def by_code(self, code: str) -> Snapshot | None:
        """Return the snapshot with a code, written as it is printed."""
        return self._one(_S.code == code)

    def by_digest(self, digest: str) -> Snapshot | None:
        """Return the snapshot of exactly this portable file."""
        return self._one(_S.digest == digest)

    def last_snapshot(self, assessment_id: UUID) -> Snapshot | None:
        """Return what was cleared last of an assessment."""
        return self._one(_S.assessment_id == assessment_id)

    def snapshots(self, assessment_id: UUID) -> tuple[Snapshot, ...]:
        """Return all that was ever cleared of an assessment, last things first."""
        query = _newest(select(snapshot_table).where(_S.assessment_id == assessment_id))
        return tuple(map(_snapshot, self._session.execute(query)))

    def add_publication(self, publication: Publication) -> None:
        """Store that a snapshot is shown from now on."""
        self._session.execute(
            insert(publication_table).values(
                snapshot_id=publication.snapshot,
                assessment_id=publication.assessment,
                visibility=publication.visibility.value,
                published_at=publication.published_at,
                superseded_at=publication.superseded_at,
                withdrawn_at=publication.withdrawn_at,
                reason=publication.reason,
            )
        )

    def state_of(self, assessment_id: UUID) -> State:
        """Return the working state of an assessment, deleted ones' too."""
        query = select(ASSESSMENTS.c.state).where(ASSESSMENTS.c.id == assessment_id)
        return State(self._session.execute(query).scalar_one())

    def publication(self, snapshot_id: UUID) -> Publication | None:
        """Return whether and how a snapshot is shown; None: it was never published."""
        query = select(publication_table).where(_P.snapshot_id == snapshot_id)
        row = self._session.execute(query).first()
        return _publication(row) if row else None

    def publications(self, assessment_ids: Iterable[UUID]) -> tuple[Publication, ...]:
        """Return every publication of some assessments, what was cleared last first."""
        query = _newest(
            select(publication_table)
            .join(snapshot_table)
            .where(_P.assessment_id.in_(list(assessment_ids)))
        )
        return tuple(map(_publication, self._session.execute(query)))

    def keep(self, publication: Publication) -> None:
        """Store what became of a publication: shown otherwise, superseded, withdrawn."""
        self._session.execute(
            update(publication_table)
            .where(_P.snapshot_id == publication.snapshot)
            .values(
                visibility=publication.visibility.value,
                superseded_at=publication.superseded_at,
                withdrawn_at=publication.withdrawn_at,
                reason=publication.reason,
            )
        )

    def _one(self, which: ColumnElement[bool]) -> Snapshot | None:
        query = _newest(select(snapshot_table).where(which)).limit(1)
        row = self._session.execute(query).first()
        return _snapshot(row) if row else None


def _newest(query: Select[Any]) -> Select[Any]:
    return query.order_by(_S.made_at.desc(), _S.id)


def _snapshot(row: Row[*tuple[Any, ...]]) -> Snapshot:
    made_at: datetime = row.made_at
    return Snapshot(
        row.id,
        row.assessment_id,
        row.digest,
        row.code,
        row.text,
        made_at,
        row.cleared_by,
        row.cleared_function,
        row.cleared_on,
        row.cleared_by_id,
    )


def _publication(row: Row[*tuple[Any, ...]]) -> Publication:
    return Publication(
        row.snapshot_id,
        row.assessment_id,
        Visibility(row.visibility),
        row.published_at,
        row.superseded_at,
        row.withdrawn_at,
        row.reason,
    )
