"""What moving a draft to another edition would do. Nothing is stored."""

from collections.abc import Iterator
from dataclasses import dataclass

from assessment.domain.framework import Framework
from assessment.domain.migration.moving import Migration, migrate
from assessment.domain.people.may import State
from assessment.domain.records import StoredAssessment
from assessment.domain.scoring import GroupScore, score_assessment
from assessment.errors import EditionMismatchError, InvalidFrameworkError
from assessment.services.assessments.editions import edition_of, load_edition
from assessment.services.assessments.reading import load_assessment
from assessment.storage.engine import Store
from assessment.storage.rounds.migrating import drafts_on_other_editions


@dataclass(frozen=True, slots=True)
class Preview:
    """What an assessment would become in another edition.

    Attributes:
        stored: As it is; its revision is what :func:`move` wants to see again.
        before: The overall score as it is, in the edition it answers.
        after: The overall score right after moving, in the new edition.
    """

    stored: StoredAssessment
    old: Framework
    new: Framework
    migration: Migration
    before: GroupScore
    after: GroupScore


def preview(old: Framework, new: Framework, stored: StoredAssessment) -> Preview:
    """Return what *stored* would become in *new*.

    Args:
        old: The whole edition that it answers.
        new: The whole edition that it is to answer.
        stored: The whole assessment.

    Raises:
        EditionMismatchError: when the two are editions of different frameworks.
    """
    if old.key != new.key:
        raise EditionMismatchError(
            f"answers to {old.key} cannot be moved to another framework, {new.key}"
        )
    migration, scope = migrate(old, new, stored.assessment), stored.assessment.scope
    return Preview(
        stored,
        old,
        new,
        migration,
        score_assessment(old.in_scope(scope), stored.assessment).overall,
        score_assessment(new.in_scope(scope), migration.assessment).overall,
    )


def is_other_edition(stored: StoredAssessment, framework: Framework) -> bool:
    """Return whether *stored* is a draft that could be moved to *framework*."""
    edition = edition_of(framework)
    return (
        stored.state is State.DRAFT
        and stored.edition.framework == edition.framework
        and stored.edition != edition
    )


def previews(store: Store, new: Framework) -> Iterator[Preview]:
    """Yield what moving would do to every draft that answers another edition than *new*.

    For who looks after the installation. Drafts whose edition was never kept are left out:
    nothing can be said of them.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        found = drafts_on_other_editions(session, edition_of(new))
    for key, edition in found:
        try:
            old = load_edition(store, edition)
        except (EditionMismatchError, InvalidFrameworkError):
            continue
        yield preview(old, new, load_assessment(store, key))
