"""The figures of snapshots that lists show: worked out once, kept beside each."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from uuid import UUID

from assessment.domain.framework import Framework
from assessment.domain.records import EditionKey
from assessment.domain.rounds.headline import Headline, headline_of
from assessment.domain.rounds.snapshot import digest_of_text
from assessment.domain.scoring import score_assessment
from assessment.errors import EditionMismatchError
from assessment.portable import read_assessment
from assessment.storage.engine import Store
from assessment.storage.rounds.headline_repository import HeadlineRepository
from assessment.storage.rounds.published_repository import PublishedRepository

FrameworkOf = Callable[[EditionKey], Framework]

_AT_ONCE = 50
"""So many are kept in one transaction, so that others can save in between."""


def headline_in(framework: Framework, text: str, name: str) -> Headline:
    """Return the headline of a snapshot, worked out of its very text.

    Args:
        framework: The edition it answers.
        text: The portable file.
        name: What it is called in problems.

    Raises:
        InvalidPortableFileError: when it is no file of this edition.
    """
    assessment = read_assessment(text, name, framework)
    return headline_of(score_assessment(framework, assessment))


def complete_headlines(
    store: Store, framework_of: FrameworkOf, tell: Callable[[int, int], None]
) -> int:
    """Work out what snapshots of an older version lack; return how many were kept.

    Those whose edition is not kept here are left out: lists show no figures of them.

    Args:
        store: Where they are.
        framework_of: Finds the framework of an edition.
        tell: Is called with how many are done, of how many.

    Raises:
        StorageError: when the database cannot be read or written; what was done is kept.
    """
    with store.reading() as session:
        missing = HeadlineRepository(session).missing()
    kept = cache(partial(_kept_edition, framework_of))
    todo = [
        (snapshot, framework)
        for snapshot, edition in missing.items()
        if (framework := kept(edition)) is not None
    ]
    done = 0
    for first in range(0, len(todo), _AT_ONCE):
        done += _complete(store, dict(todo[first : first + _AT_ONCE]))
        tell(done, len(todo))
    return done


def _complete(store: Store, some: Mapping[UUID, Framework]) -> int:
    with store.reading() as session:
        texts = PublishedRepository(session).texts(some.keys())
    found = [
        (snapshot, digest_of_text(text), headline_in(some[snapshot], text, "snapshot"))
        for snapshot, text in texts.items()
    ]
    with store.writing() as session:
        repository = HeadlineRepository(session)
        for each in found:
            repository.keep(*each)
    return len(found)


def _kept_edition(framework_of: FrameworkOf, edition: EditionKey) -> Framework | None:
    try:
        return framework_of(edition)
    except EditionMismatchError:
        return None
