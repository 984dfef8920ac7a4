"""The trail of accounts: written and read. One function is one transaction."""

from dataclasses import dataclass

from assessment.domain.people.events import AccountEntry, Event
from assessment.domain.records import Stamp
from assessment.storage.engine import Store
from assessment.storage.people.account_trail import (
    account_entries,
    count_account_entries,
    note_event,
)


@dataclass(frozen=True, slots=True)
class AccountTrail:
    """A part of the trail of accounts, newest first, and how much there is in all."""

    entries: tuple[AccountEntry, ...]
    total: int


def note(store: Store, stamp: Stamp, *events: Event) -> None:
    """Write down what a library did, right after it did so.

    Raises:
        StorageError: when it could not be kept.
    """
    with store.writing() as session:
        note_event(session, stamp, *events)


def account_trail(
    store: Store,
    *,
    account: int | None = None,
    first: int = 0,
    most: int | None = None,
) -> AccountTrail:
    """Return what happened to accounts, teams and invitations.

    Args:
        store: Where from.
        account: Only what this account did, or what was done to it; None: all.
        first: Leave out so many.
        most: At most so many; None: all.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return AccountTrail(
            account_entries(session, account=account, first=first, most=most),
            count_account_entries(session, account=account),
        )
