"""What is kept when somebody signs in: their language, and who they were before.

One function is one transaction; where nothing changes, nothing is written.
"""

from assessment.domain.people.former import mark_of
from assessment.storage.engine import Store
from assessment.storage.people.account_repository import AccountRepository
from assessment.storage.people.former_authors import FormerAuthorRepository


def keep_language(
    store: Store, account_id: int, language: str, *, is_chosen: bool
) -> None:
    """Keep in which language somebody reads, so that they are written to in it.

    Args:
        store: Where accounts are.
        account_id: Whose.
        language: Its code.
        is_chosen: Whether they chose it; else it counts only while nothing is known.

    Raises:
        StorageError: when it could not be kept.
    """
    with store.reading() as session:
        known = AccountRepository(session).language(account_id)
    if language != known and (is_chosen or not known):
        with store.writing() as session:
            AccountRepository(session).set_language(account_id, language)


def know_again(store: Store, account_id: int, email: str, secret: str) -> None:
    """Let an account be that of a former author who left this address.

    Asked at each sign-in, not when accounts are made: so it holds for every way in, and
    for somebody who takes their old address again.

    Raises:
        StorageError: when it could not be kept.
    """
    mark = mark_of(secret, email)
    with store.reading() as session:
        is_known = FormerAuthorRepository(session).left(mark)
    if is_known:
        with store.writing() as session:
            FormerAuthorRepository(session).come_back(account_id, mark)
