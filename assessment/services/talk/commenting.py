"""Comments on indicators. One function is one transaction.

Who may is for the door to ask: ``may`` with ``Action.COMMENT`` and the indicator. Whether
the state of the assessment still allows it is asked here, where it cannot move meanwhile.
"""

from collections.abc import Collection, Mapping
from uuid import UUID, uuid4

from assessment.domain.people.actions import Action
from assessment.domain.records import PageKey, Stamp
from assessment.domain.talk import Comment, check_comment
from assessment.errors import Problem, refuse
from assessment.storage.assessments.comment_repository import CommentRepository
from assessment.storage.assessments.holding import hold_for
from assessment.storage.engine import Store


def add_comment(
    store: Store,
    page: PageKey,
    text: str,
    *,
    stamp: Stamp,
) -> Comment:
    """Say something about an indicator.

    Args:
        store: Where to.
        page: About which indicator of which assessment.
        text: What.
        stamp: Who says it, and when.

    Raises:
        InvalidAnswerError: when it is empty or too long; nothing was stored.
        NotAllowedError, ArchivedError: when nothing is said about it any more.
        AssessmentNotFoundError: when there is no such assessment.
        StorageError: when it could not be kept.
    """
    wrong = check_comment(text)
    refuse("comment", (Problem("comment", 0, 0, wrong),) if wrong else ())
    comment = Comment(
        uuid4(),
        page.assessment_id,
        page.indicator_key,
        stamp.at,
        stamp.actor,
        text.strip(),
    )
    with store.writing() as session:
        hold_for(session, page.assessment_id, Action.COMMENT)
        CommentRepository(session).add(comment)
    return comment


def settle_comments(
    store: Store, page: PageKey, seen: Collection[UUID], *, stamp: Stamp
) -> int:
    """Settle the comments that a person saw; what came meanwhile stays open.

    Returns:
        How many were open.

    Raises:
        NotAllowedError, ArchivedError: when nothing is said about it any more.
        AssessmentNotFoundError: when there is no such assessment.
        StorageError: when it could not be kept.
    """
    with store.writing() as session:
        hold_for(session, page.assessment_id, Action.COMMENT)
        return CommentRepository(session).settle(page, seen, stamp)


def comments_on(store: Store, page: PageKey) -> tuple[Comment, ...]:
    """Return what was said about an indicator, first things first.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return CommentRepository(session).thread(page)


def open_counts(store: Store, assessment_id: UUID) -> Mapping[str, int]:
    """Return how many comments are open, by indicator.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        return CommentRepository(session).open_counts(assessment_id)


def open_comments(
    store: Store, assessment_id: UUID, keys: Collection[str], *, first: int, most: int
) -> tuple[Comment, ...]:
    """Return open comments on the indicators *keys*, last things first.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        repository = CommentRepository(session)
        return repository.open_comments(assessment_id, keys, first=first, most=most)
