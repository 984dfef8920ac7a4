"""Sweep away files that nobody needs any more; never one that somebody may ask for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from assessment.domain.evidence import FileRecord
from assessment.domain.records import Shelf
from assessment.storage.engine import Store
from assessment.storage.evidence import EvidenceRepository, EvidenceStore
from assessment.storage.evidence.files import YOUNG_S

DAYS = 30


@dataclass(frozen=True, slots=True)
class Swept:
    """What went: files of assessments, and contents with their bytes."""

    files: int
    contents: int
    size: int


def sweep(
    store: Store, contents: EvidenceStore, now: datetime, *, days: int = DAYS
) -> Swept:
    """Forget files that no answer names, and delete contents that no assessment has.

    A file stays while an answer or a cleared version names it, and for *days* after it was
    taken out of the last answer, or its assessment deleted. One that no answer ever named
    (somebody changed their mind before saving) goes after a day.

    Args:
        store: Where assessments are.
        contents: Where contents are.
        now: The time.
        days: How long what was taken out is kept; 0: nothing of it, from now on.

    Raises:
        StorageError: when something could not be read or deleted; run it again.
    """
    dropped = 0
    with store.reading() as session:
        found = EvidenceRepository(session).assessments_with_files()
    for assessment_id, shelf in found:
        with store.writing() as session:
            since = now - timedelta(days=days)
            dropped += _sweep_one(session, assessment_id, shelf, since, now)
    young = YOUNG_S if days else 0
    gone = contents.sweep(lambda digest: _is_known(store, digest), older_than_s=young)
    return Swept(dropped, len(gone), sum(kept.size for kept in gone))


def _sweep_one(
    session: Session, assessment_id: UUID, shelf: str, since: datetime, now: datetime
) -> int:
    rows = EvidenceRepository(session)
    if shelf == Shelf.DELETED:
        texts = rows.trail_texts(assessment_id, since)
        gone = [] if texts else list(rows.files(assessment_id))
    else:
        texts = rows.lasting_texts(assessment_id, since)
        gone = [
            file.digest
            for file in rows.files(assessment_id).values()
            if not _is_needed(file, texts, now if since == now else _yesterday(now))
        ]
    if gone:
        rows.drop(assessment_id, gone)
    return len(gone)


def _is_needed(file: FileRecord, texts: tuple[str, ...], young: datetime) -> bool:
    return file.added_at > young or any(file.digest in text for text in texts)


def _yesterday(now: datetime) -> datetime:
    return now - timedelta(seconds=YOUNG_S)


def _is_known(store: Store, digest: str) -> bool:
    with store.reading() as session:
        return EvidenceRepository(session).has(digest)
