"""The figures that lists show of snapshots, kept beside them: rows in, objects out."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.domain.records import EditionKey
from assessment.domain.rounds.headline import Headline
from assessment.storage.tables import headline_table, snapshot_table

_H, _S = headline_table.c, snapshot_table.c
_IS_OF = and_(_H.snapshot_id == _S.id, _H.digest == _S.digest)
"""Figures count for the very text that they were worked out of, and for no other."""


class HeadlineRepository:
    """The headlines of one database, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, snapshots: Collection[UUID]) -> dict[UUID, Headline]:
        """Return the headlines of some snapshots; those without one are left out."""
        query = select(headline_table).join(snapshot_table, _IS_OF)
        rows = self._session.execute(query.where(_H.snapshot_id.in_(snapshots)))
        return {row.snapshot_id: _headline(row) for row in rows}

    def missing(self) -> dict[UUID, EditionKey]:
        """Return the snapshots without a headline, each with the edition it answers."""
        about = (_S.id, _S.framework, _S.edition, _S.edition_digest)
        query = select(*about).outerjoin(headline_table, _IS_OF)
        rows = self._session.execute(
            query.where(_H.snapshot_id.is_(None)).order_by(_S.id)
        )
        return {row.id: EditionKey(*row[1:]) for row in rows}

    def keep(self, snapshot: UUID, digest: str, headline: Headline) -> None:
        """Store the headline of the snapshot whose text has this *digest*."""
        self._session.execute(
            delete(headline_table).where(
                _H.snapshot_id == snapshot, _H.digest != digest
            )
        )
        values = {
            "snapshot_id": snapshot,
            "digest": digest,
            "band": headline.band,
            "answered": headline.answered,
            "applicable": headline.applicable,
            "is_provisional": headline.is_provisional,
            "score": _as_text(headline.score),
            "low": _as_text(headline.low),
            "high": _as_text(headline.high),
        }
        try:
            with self._session.begin_nested():
                self._session.execute(insert(headline_table).values(values))
        except IntegrityError:
            return  # another process worked the same out, a moment before


def _headline(row: Row[*tuple[Any, ...]]) -> Headline:
    return Headline(
        row.band,
        row.answered,
        row.applicable,
        row.is_provisional,
        _as_number(row.score),
        _as_number(row.low),
        _as_number(row.high),
    )


def _as_text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _as_number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
