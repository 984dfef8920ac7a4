"""Read what was cleared and what is published."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.domain.records import AuditEntry
from assessment.domain.rounds.snapshot import Publication, Snapshot
from assessment.domain.rounds.states import UNSIGNED
from assessment.portable import read_assessment
from assessment.storage.engine import Store
from assessment.storage.rounds.facts import facts_in
from assessment.storage.rounds.log import moves_of
from assessment.storage.rounds.repository import RoundRepository


@dataclass(frozen=True, slots=True)
class Cleared:
    """A snapshot, and what became of it.

    Attributes:
        publication: None: it was never published.
    """

    snapshot: Snapshot
    publication: Publication | None


def snapshot_of(store: Store, assessment_id: UUID) -> Snapshot | None:
    """Return what was cleared last of an assessment; None: nothing yet.

    It may have been returned since: the state of the assessment says so.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return RoundRepository(session).last_snapshot(assessment_id)


def publication_of(store: Store, assessment_id: UUID) -> Cleared | None:
    """Return what is published of an assessment now, with its snapshot; None: nothing.

    Also when a newer round superseded it; not when it was withdrawn.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = RoundRepository(session)
        for publication in repository.publications([assessment_id]):
            snapshot = repository.snapshot(publication.snapshot)
            if publication.withdrawn_at is None and snapshot is not None:
                return Cleared(snapshot, publication)
    return None


def publication_by_code(store: Store, code: str) -> Cleared | None:
    """Return what was cleared under a code, written as it is printed (``read_code``).

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = RoundRepository(session)
        return _cleared(repository, repository.by_code(code))


def snapshot_by_digest(store: Store, digest: str) -> Cleared | None:
    """Return what was cleared as exactly the portable file with this digest.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = RoundRepository(session)
        return _cleared(repository, repository.by_digest(digest))


def _cleared(repository: RoundRepository, snapshot: Snapshot | None) -> Cleared | None:
    """Return *snapshot* with its publication, where there is such a snapshot."""
    if snapshot is None:
        return None
    return Cleared(snapshot, repository.publication(snapshot.id))


@dataclass(frozen=True, slots=True)
class Verification:
    """What is known of a code.

    Attributes:
        publication: None: it was never published.
        country, country_name, period: What it is about; not for everybody.
        stands: Whether it is what was signed last and was not taken back.
    """

    snapshot: Snapshot
    publication: Publication | None
    country: str
    country_name: str
    period: str
    stands: bool


def verification_of(store: Store, code: str) -> Verification | None:
    """Return what is known of a code, written as it is printed; None: nothing.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = RoundRepository(session)
        return _verification(repository, repository.by_code(code))


def verification_by_digest(store: Store, digest: str) -> Verification | None:
    """Return what is known of exactly the portable file with this digest; None: nothing.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = RoundRepository(session)
        return _verification(repository, repository.by_digest(digest))


def _verification(
    repository: RoundRepository, snapshot: Snapshot | None
) -> Verification | None:
    """Return what became of *snapshot*, where there is such a snapshot."""
    if snapshot is None:
        return None
    last = repository.last_snapshot(snapshot.assessment)
    state = repository.state_of(snapshot.assessment)
    facts = facts_in(snapshot.text)
    return Verification(
        snapshot,
        repository.publication(snapshot.id),
        facts["country"],
        facts["country_name"],
        facts["period"],
        stands=state not in UNSIGNED and last == snapshot,
    )


@dataclass(frozen=True, slots=True)
class Stand:
    """How an assessment came to where it is.

    Attributes:
        moves: Last things first.
        cleared: All that was ever cleared, last things first.
    """

    moves: tuple[AuditEntry, ...]
    cleared: tuple[Cleared, ...]


def stand_of(store: Store, assessment_id: UUID) -> Stand:
    """Return the moves of an assessment, and what was cleared and published on the way.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = RoundRepository(session)
        shown = {p.snapshot: p for p in repository.publications([assessment_id])}
        snapshots = repository.snapshots(assessment_id)
        return Stand(
            moves_of(session, assessment_id),
            tuple(Cleared(each, shown.get(each.id)) for each in snapshots),
        )


@lru_cache(maxsize=32)
def assessment_in(snapshot: Snapshot, framework: Framework) -> Assessment:
    """Return the assessment that *snapshot* holds.

    Args:
        snapshot: What was cleared.
        framework: The edition it was answered against.

    Raises:
        InvalidPortableFileError: when it does not fit *framework*.
    """
    return read_assessment(snapshot.text, snapshot.code, framework)
