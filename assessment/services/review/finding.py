"""The findings of a stored assessment. Read only: a review changes nothing."""

from collections.abc import Iterable

from assessment.domain.answers import Answer
from assessment.domain.framework import Framework
from assessment.domain.records import StoredAssessment
from assessment.domain.review import (
    Kept,
    ReviewFinding,
    review,
    review_of_indicator,
)
from assessment.storage.engine import Store
from assessment.storage.evidence.repository import EvidenceRepository


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


def review_of_page(
    store: Store, framework: Framework, stored: StoredAssessment, key: str
) -> tuple[ReviewFinding, ...]:
    """Return what to look at again on the page of the indicator *key*.

    But for the same note in many answers, which needs all of them. Arguments and errors
    are those of :func:`review_of`.
    """
    answer = stored.assessment.answers.get(key)
    kept = kept_of(store, stored, () if answer is None else (answer,))
    return review_of_indicator(framework, stored.assessment, key, kept)


def kept_of(
    store: Store, stored: StoredAssessment, about: Iterable[Answer] | None = None
) -> Kept:
    """Return what storage knows beside the answers of *stored*.

    Asks the database only when an answer has a link.

    Args:
        store: Where links that were looked for are noted.
        stored: The assessment.
        about: The answers it is asked for; None: all.

    Raises:
        StorageError: when the database cannot be read.
    """
    pages = stored.pages.items()
    answers = stored.assessment.answers.values() if about is None else about
    dead: frozenset[str] = frozenset()
    if any(item.link for answer in answers for item in answer.evidence):
        with store.reading() as session:
            checks = EvidenceRepository(session).link_checks(stored.id)
        dead = frozenset(link for link, found in checks.items() if found.state.is_dead)
    return Kept(
        to_confirm=frozenset(key for key, page in pages if page.to_confirm),
        carried={key: page.carried for key, page in pages if page.carried},
        dead_links=dead,
    )
