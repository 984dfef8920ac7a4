"""What the last round said: as it was published, where it was, else as it is stored."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from assessment.domain.framework import Framework
from assessment.domain.records import EditionKey, StoredAssessment
from assessment.domain.rounds.progress import Progress, Round, progress_between
from assessment.errors import AssessmentNotFoundError, EditionMismatchError
from assessment.services.assessments.reading import load_assessment
from assessment.services.published.kept import Kept
from assessment.services.rounds.reading import assessment_in, publication_of
from assessment.storage.engine import Store
from assessment.storage.rounds.facts import facts_in

FrameworkOf = Callable[[EditionKey], Framework]
"""Finds the whole framework of an edition; raises EditionMismatchError when it cannot."""


@dataclass(frozen=True, slots=True)
class LastRound:
    """The round before another one.

    Attributes:
        said: What it says, and the whole edition that it answers.
        is_published: Whether this is the published snapshot.
    """

    id: UUID
    said: Round
    is_published: bool


def last_round(
    store: Store, framework_of: FrameworkOf, stored: StoredAssessment
) -> LastRound | None:
    """Return the round that *stored* was started from.

    None when there was none, when it was deleted, or when the file of its edition was
    never kept: nothing can be said of it then.

    Raises:
        StorageError: when the database cannot be read.
    """
    if stored.previous is None:
        return None
    try:
        before = load_assessment(store, stored.previous)
        shown = publication_of(store, before.id)
        if shown is None:
            said = Round(framework_of(before.edition), before.assessment)
            return LastRound(before.id, said, is_published=False)
        facts = facts_in(shown.snapshot.text)
        digest = facts["edition_digest"] or before.edition.digest
        key = EditionKey(facts["framework"], facts["edition"], digest)
        framework = framework_of(key)
    except (AssessmentNotFoundError, EditionMismatchError):
        return None
    said = Round(framework, assessment_in(shown.snapshot, framework))
    return LastRound(before.id, said, is_published=True)


def progress_of(
    store: Store, framework_of: FrameworkOf, stored: StoredAssessment
) -> tuple[LastRound, Progress] | None:
    """Return the last round, and what moved since; None where nothing can be compared.

    Raises:
        EditionMismatchError: when the file of the edition of *stored* was never kept.
        StorageError: when the database cannot be read.
    """
    last = last_round(store, framework_of, stored)
    if last is None:
        return None
    now = Round(framework_of(stored.edition), stored.assessment)
    progress = _between(last.said, now)
    return None if progress is None else (last, progress)


_worked_out: Kept[tuple[int, ...], tuple[Round, Round, Progress | None]] = Kept(32)
"""Nine scorings each; the rounds are kept along, so that nothing else takes their place."""


def _between(before: Round, now: Round) -> Progress | None:
    """Return what moved, worked out once for two rounds that are still the same objects."""
    parts = (before.framework, before.assessment, now.framework, now.assessment)
    key = tuple(map(id, parts))
    known = _worked_out.get(key)
    if known is None:
        known = before, now, progress_between(before, now)
        _worked_out.put(key, known)
    return known[2]
