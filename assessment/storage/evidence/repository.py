"""What is known of the files and links of assessments: rows in, domain objects out."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from assessment.domain.evidence import FileRecord, LinkCheck, LinkState
from assessment.storage.tables import (
    ASSESSMENTS,
    AUDIT_ENTRIES,
    PAGES,
    evidence_file_table,
    link_check_table,
    snapshot_table,
)

_F, _L = evidence_file_table.c, link_check_table.c
_E, _S = AUDIT_ENTRIES.c, snapshot_table.c


class EvidenceRepository:
    """Files and checked links of the assessments of one database, in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, assessment_id: UUID, file: FileRecord) -> None:
        """Note that *assessment_id* has *file*; what is known of it already stays."""
        if self.find(assessment_id, file.digest) is not None:
            return
        self._session.execute(
            insert(evidence_file_table).values(
                assessment_id=assessment_id,
                digest=file.digest,
                name=file.name,
                media_type=file.media_type,
                size=file.size,
                added_at=file.added_at,
                added_by_id=file.added_by_id,
                added_by=file.added_by,
            )
        )

    def find(self, assessment_id: UUID, digest: str) -> FileRecord | None:
        """Return the file *digest* of an assessment; None when it has none such."""
        query = select(evidence_file_table).where(
            _F.assessment_id == assessment_id, _F.digest == digest
        )
        row = self._session.execute(query).first()
        return None if row is None else _file(row)

    def files(self, assessment_id: UUID) -> Mapping[str, FileRecord]:
        """Return the files of an assessment by digest."""
        query = (
            select(evidence_file_table)
            .where(_F.assessment_id == assessment_id)
            .order_by(_F.added_at, _F.digest)
        )
        return {row.digest: _file(row) for row in self._session.execute(query)}

    def total_size(self, assessment_id: UUID) -> int:
        """Return how many bytes the files of an assessment have together."""
        query = select(func.sum(_F.size)).where(_F.assessment_id == assessment_id)
        return int(self._session.scalar(query) or 0)

    def drop(self, assessment_id: UUID, digests: Collection[str]) -> None:
        """Forget files of an assessment; their content goes when it is swept."""
        self._session.execute(
            delete(evidence_file_table).where(
                _F.assessment_id == assessment_id, _F.digest.in_(digests)
            )
        )

    def has(self, digest: str) -> bool:
        """Return whether some assessment has the file *digest*."""
        query = select(_F.digest).where(_F.digest == digest).limit(1)
        return self._session.scalar(query) is not None

    def assessments_with_files(self) -> tuple[tuple[UUID, str], ...]:
        """Return the assessments that have files, with the shelf that each is on."""
        query = (
            select(ASSESSMENTS.c.id, ASSESSMENTS.c.shelf)
            .where(ASSESSMENTS.c.id.in_(select(_F.assessment_id)))
            .order_by(ASSESSMENTS.c.id)
        )
        return tuple((row.id, row.shelf) for row in self._session.execute(query))

    def lasting_texts(self, assessment_id: UUID, since: datetime) -> tuple[str, ...]:
        """Return all that may name a file of an assessment, as texts to look through.

        Its answers now, those beside them to an older edition, what the trail says they
        were since *since*, and every snapshot.
        """
        here = PAGES.c.assessment_id == assessment_id
        pages = select(PAGES.c.answer).where(here)
        # An answer to an older edition is shown until somebody answers anew.
        former = select(PAGES.c.former).where(here)
        frozen = select(_S.text).where(_S.assessment_id == assessment_id)
        found: list[object] = [*self._session.scalars(pages)]
        found += self._session.scalars(former)
        found += self._session.scalars(frozen)
        texts = tuple(str(each) for each in found if each)
        return texts + self.trail_texts(assessment_id, since)

    def trail_texts(self, assessment_id: UUID, since: datetime) -> tuple[str, ...]:
        """Return what the trail says happened to an assessment since *since*."""
        trail = select(_E.old, _E.new).where(
            _E.assessment_id == assessment_id, _E.at > since
        )
        rows = self._session.execute(trail)
        return tuple(str(each) for row in rows for each in row if each)

    def link_checks(self, assessment_id: UUID) -> Mapping[str, LinkCheck]:
        """Return what became of the links of an assessment, by link."""
        query = select(link_check_table).where(_L.assessment_id == assessment_id)
        return {row.link: _check(row) for row in self._session.execute(query)}

    def keep_checks(self, assessment_id: UUID, checks: Iterable[LinkCheck]) -> None:
        """Keep what became of links, in place of what was known of them."""
        rows = [
            {
                "assessment_id": assessment_id,
                "link": check.link,
                "checked_at": check.checked_at,
                "state": check.state.value,
                "status": check.status,
            }
            for check in checks
        ]
        if not rows:
            return
        links = [row["link"] for row in rows]
        self._session.execute(
            delete(link_check_table).where(
                _L.assessment_id == assessment_id, _L.link.in_(links)
            )
        )
        self._session.execute(insert(link_check_table), rows)


def copy_files(session: Session, from_id: UUID, to_id: UUID) -> int:
    """Let the assessment *to_id* have the files of *from_id*; return how many.

    The content is kept once: only rows are copied. What *to_id* has already stays. Call
    it in the transaction that copies the answers, after *to_id* was added.
    """
    has = select(_F.digest).where(_F.assessment_id == to_id)
    columns = [c for c in evidence_file_table.c if c.name != "assessment_id"]
    query = (
        select(literal(to_id, type_=_F.assessment_id.type), *columns)
        .where(_F.assessment_id == from_id, _F.digest.not_in(has))
        .order_by(_F.digest)
    )
    rows = session.execute(query).all()
    names = ["assessment_id", *(column.name for column in columns)]
    if rows:
        values = [dict(zip(names, row, strict=True)) for row in rows]
        session.execute(insert(evidence_file_table), values)
    return len(rows)


def _file(row: Row[Any]) -> FileRecord:
    return FileRecord(
        row.digest,
        row.name,
        row.media_type,
        row.size,
        row.added_at,
        row.added_by,
        row.added_by_id,
    )


def _check(row: Row[Any]) -> LinkCheck:
    return LinkCheck(row.link, LinkState(row.state), row.checked_at, row.status)
