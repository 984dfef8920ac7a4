"""What was replied to published assessments. Whoever sees them sees their replies."""

from collections.abc import Collection, Mapping
from uuid import UUID

from assessment.domain.framework import Framework
from assessment.domain.people.may import Action
from assessment.domain.people.teams import Person
from assessment.domain.rounds.published import Published
from assessment.domain.rounds.snapshot import read_code
from assessment.domain.voices import Replies, StoredReply
from assessment.domain.voices.replies import in_framework_order
from assessment.errors import AssessmentNotFoundError
from assessment.services.people.access import require
from assessment.storage.engine import Store
from assessment.storage.rounds.published_repository import PublishedRepository
from assessment.storage.rounds.reply_repository import ReplyRepository


def find_answered(store: Store, code: str, person: Person) -> Published:
    """Return what was published under *code*, as far as *person* may know of it.

    Raises:
        AssessmentNotFoundError: when nothing was, or they may not.
        StorageError: when the database cannot be read.
    """
    read = read_code(code)  # no other text reaches the database
    with store.reading() as session:
        found = PublishedRepository(session).by_code(read) if read else None
    if found is None:
        raise AssessmentNotFoundError("nothing was published under this code")
    require(person, Action.SEE_PUBLISHED, found.standing)
    return found


def stored_replies(
    store: Store, snapshots: Collection[UUID]
) -> Mapping[UUID, tuple[StoredReply, ...]]:
    """Return the replies to some snapshots, by snapshot (one query); none: missing.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return ReplyRepository(session).replies_to(snapshots)


def replies_to(
    store: Store, snapshot: UUID, code: str, framework: Framework
) -> Replies:
    """Return the replies to one snapshot as everybody reads them, for page and paper.

    Args:
        store: Where from.
        snapshot: What is answered.
        code: Its verification code.
        framework: Its edition, which gives the order.

    Raises:
        StorageError: when the database cannot be read.
    """
    found = stored_replies(store, [snapshot]).get(snapshot, ())
    said = tuple(each.reply for each in found)
    return Replies(code, in_framework_order(said, framework.indicators_by_key))
