"""The findings of a stored assessment. Read only: a review changes nothing."""

from assessment.domain.framework import Framework
from assessment.domain.records import StoredAssessment
from assessment.domain.review import (
    Kept,
    ReviewFinding,
    review,
    review_of_indicator,
)
from assessment.services.published.kept import Kept as LastUsed
from assessment.storage.engine import Store
from assessment.storage.evidence.repository import EvidenceRepository

_Reviewed = tuple[Framework, StoredAssessment, tuple[ReviewFinding, ...]]
_found: LastUsed[tuple[int, int, frozenset[str]], _Reviewed] = LastUsed(32)
"""What was looked at is kept along, so that nothing else can take its place."""


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
    dead = dead_links(store, stored)
    key = id(framework), id(stored), dead
    known = _found.get(key)
    if known is None:
        found = review(framework, stored.assessment, kept_of(stored, dead))
        known = framework, stored, found
        _found.put(key, known)
    return known[2]


def review_of_page(
    framework: Framework, stored: StoredAssessment, key: str
) -> tuple[ReviewFinding, ...]:
    """Return what to look at again on the page of the indicator *key*.

    But for dead links, which would cost every page a query, and for the same note in many
    answers, which needs all of them: the page of the whole tells both.
    """
    return review_of_indicator(framework, stored.assessment, key, kept_of(stored))


def kept_of(stored: StoredAssessment, dead_links: frozenset[str] = frozenset()) -> Kept:
    """Return what is known beside the answers of *stored*."""
    pages = stored.pages.items()
    return Kept(
        to_confirm=frozenset(key for key, page in pages if page.to_confirm),
        carried={key: page.carried for key, page in pages if page.carried},
        dead_links=dead_links,
    )


def dead_links(store: Store, stored: StoredAssessment) -> frozenset[str]:
    """Return the links that led to nothing when somebody last looked for them.

    Asks the database only when an answer has a link.

    Raises:
        StorageError: when the database cannot be read.
    """
    answers = stored.assessment.answers.values()
    if not any(item.link for answer in answers for item in answer.evidence):
        return frozenset()
    with store.reading() as session:
        checks = EvidenceRepository(session).link_checks(stored.id)
    return frozenset(link for link, found in checks.items() if found.state.is_dead)
