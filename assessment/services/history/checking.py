"""Check the whole audit trail of an installation."""

from contextlib import closing

from assessment.domain.trail import Head, TrailCheck, check_trail
from assessment.storage.assessments.trail import all_entries, stored_head
from assessment.storage.engine import Store


def check_stored_trail(store: Store, noted: Head | None = None) -> TrailCheck:
    """Return whether the stored trail is what was once written.

    Args:
        store: Which installation.
        noted: A head that was written down at an earlier time, outside of it.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session, closing(all_entries(session)) as entries:
        return check_trail(entries, stored_head(session), noted)
