"""What was replied to published assessments. Whoever sees them sees their replies."""

from collections.abc import Collection, Mapping
from uuid import UUID

from assessment.domain.framework import Framework
from assessment.domain.voices import Replies, StoredReply
from assessment.domain.voices.replies import in_framework_order
from assessment.storage.engine import Store
from assessment.storage.rounds.reply_repository import ReplyRepository


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
