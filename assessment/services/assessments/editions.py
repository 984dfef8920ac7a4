"""Keep the file of each edition, so that an old assessment can always be scored again."""

from hashlib import sha256

from assessment.domain.framework import Framework
from assessment.domain.records import EditionKey
from assessment.errors import N_, EditionMismatchError, Problem
from assessment.framework_file import (
    kept_edition_path,
    load_kept_edition,
    parse_framework,
)
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store


def edition_of(framework: Framework) -> EditionKey:
    """Return which edition *framework* is, as assessments remember it."""
    return EditionKey(framework.key, framework.edition, framework.digest)


def keep_edition(store: Store, framework: Framework, content: bytes) -> None:
    """Store the file of *framework*, so that its assessments can always be scored.

    Args:
        store: Where to.
        framework: As read from the file.
        content: The file, byte for byte.

    Raises:
        EditionMismatchError: when *content* is not the file *framework* was read from.
        StorageError: when it could not be kept.
    """
    if sha256(content).hexdigest() != framework.digest:
        raise EditionMismatchError(
            f"the file of {framework.key} {framework.edition} was changed while it was read"
        )
    edition, text = edition_of(framework), content.decode("utf-8")
    with store.reading() as session:
        if AssessmentRepository(session).edition_text(edition) == text:
            return
    with store.writing() as session:
        AssessmentRepository(session).keep_edition(edition, text)


def edited_in_place(store: Store, framework: Framework) -> Problem | None:
    """Return what to tell the operator when *framework* has an old number and a new text.

    Assessments keep the text that they were answered against. They are not compared with
    those of another text, since its scores could differ.

    Raises:
        StorageError: when the database cannot be read.
    """
    edition = edition_of(framework)
    with store.reading() as session:
        count = AssessmentRepository(session).count_of_other_texts(edition)
    if not count:
        return None
    return Problem(
        f"{edition.framework} {edition.edition}",
        0,
        0,
        N_(
            "Edition {edition} of {framework} was changed without a new number: {count} "
            "assessments here answer another text of it. They keep that text, and are not "
            "compared with new ones. Give the changed file a new edition number."
        ),
        {"edition": edition.edition, "framework": edition.framework, "count": count},
    )


def keep_shipped_edition(store: Store, framework: Framework) -> None:
    """Store the file of *framework* when it is an edition that the program keeps.

    Raises:
        StorageError: when it could not be kept.
    """
    path = kept_edition_path(framework.key, framework.edition)
    if path is not None and load_kept_edition(path).digest == framework.digest:
        keep_edition(store, framework, path.read_bytes())


def load_edition(store: Store, edition: EditionKey) -> Framework:
    """Return the framework that an old assessment was answered against.

    It was kept in the database, or comes with the program.

    Raises:
        EditionMismatchError: when its file was never kept.
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        text = AssessmentRepository(session).edition_text(edition)
    if text is None:
        path = kept_edition_path(edition.framework, edition.edition)
        kept = load_kept_edition(path) if path else None
        if kept is not None and kept.digest == edition.digest:
            return kept
        raise EditionMismatchError(
            f"the file of {edition.framework} {edition.edition} is not stored here"
        )
    return parse_framework(text, f"{edition.framework} {edition.edition}")
