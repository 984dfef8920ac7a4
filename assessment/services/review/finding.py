"""The findings of a stored assessment. Read only: a review changes nothing."""

from assessment.domain.framework import Framework
from assessment.domain.records import StoredAssessment
from assessment.domain.review import Kept, ReviewFinding, review
from assessment.storage.assessments.link_check_repository import LinkCheckRepository
from assessment.storage.engine import Store


def review_of(
    store: Store, framework: Framework, stored: StoredAssessment
) -> tuple[ReviewFinding, ...]:
    """Return what to look at again in *stored*, what blocks handing on first.

    Args:
        store: Where links that were looked for are noted.
        framework: What it asks, in its scope, as far as the person who asks sees it.
        stored: The assessment, as far as they see it (``access.part_seen``).

    Raises:
        StorageError: when the database cannot be read.
    """
    return review(framework, stored.assessment, kept_of(store, stored))


def kept_of(store: Store, stored: StoredAssessment) -> Kept:
    """Return what storage knows beside the answers of *stored*.

    Asks the database only when an answer has a link.

    Raises:
        StorageError: when the database cannot be read.
    """
    pages = stored.pages.items()
    answers = stored.assessment.answers.values()
    dead: frozenset[str] = frozenset()
    if any(item.link for answer in answers for item in answer.evidence):
        with store.reading() as session:
            dead = LinkCheckRepository(session).dead(stored.id)
    return Kept(
        to_confirm=frozenset(key for key, page in pages if page.to_confirm),
        carried={key: page.carried for key, page in pages if page.carried},
        dead_links=dead,
    )
