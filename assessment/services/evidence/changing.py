"""Mend a document wherever it stands, or take it out. One function is one transaction."""

from collections.abc import Callable, Collection
from uuid import UUID

from assessment.domain.answer_check import check_answer
from assessment.domain.answers import Answer, EvidenceItem
from assessment.domain.evidence import (
    changed_answer,
    item_key,
    without_item,
)
from assessment.domain.framework import Framework
from assessment.domain.records import Stamp
from assessment.errors import EditConflictError, refuse
from assessment.services.assessments.sizes import refuse_too_large
from assessment.storage.assessments.editor import edit_assessment
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store


def mend_document(  # noqa: PLR0913 - by name
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    key: str,
    changed: EvidenceItem,
    *,
    seen: EvidenceItem,
    within: Collection[str],
    stamp: Stamp,
) -> tuple[str, ...]:
    """Give a document its title, link and date in every answer that names it.

    Pages in it stay, and so does whether an answer waits to be confirmed: the answers are
    not given anew.

    Args:
        store: Where it is.
        framework: The edition the assessment is answered against.
        assessment_id: Which assessment.
        key: Which document, as :func:`item_key` names it.
        changed: Its title, link and date from now on.
        seen: Those that the person had before them.
        within: The indicators whose answers this person may change.
        stamp: Who mends it, and when.

    Returns:
        The indicators whose answers were changed.

    Raises:
        InvalidAnswerError: with every problem; nothing was stored.
        EditConflictError: when the document is gone, or somebody mended it meanwhile.
        AssessmentNotFoundError, ArchivedError, StorageError: as usual.
    """
    was_compared = False

    def mend(answer: Answer) -> Answer:
        nonlocal was_compared
        (item, *_) = (i for i in answer.evidence if item_key(i) == key)
        stands = (item.title, item.link, item.date)
        if not was_compared and stands != (seen.title, seen.link, seen.date):
            raise EditConflictError(key, seen=0, current=0)
        was_compared = True
        return changed_answer(answer, key, changed)

    return _in_answers(store, framework, assessment_id, key, mend, within, stamp)


def remove_document(
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    key: str,
    *,
    within: Collection[str],
    stamp: Stamp,
) -> tuple[str, ...]:
    """Take a document out of every answer that names it; the history keeps that it was.

    Raises:
        EditConflictError: when it is gone already.
        AssessmentNotFoundError, ArchivedError, StorageError: as usual.
    """

    def remove(answer: Answer) -> Answer:
        return without_item(answer, key)

    return _in_answers(store, framework, assessment_id, key, remove, within, stamp)


def _in_answers(  # noqa: PLR0913, PLR0917
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    key: str,
    change: Callable[[Answer], Answer],
    within: Collection[str],
    stamp: Stamp,
) -> tuple[str, ...]:
    with store.writing() as session:
        editor = edit_assessment(session, framework, assessment_id, stamp)
        repository = AssessmentRepository(session)
        stored = repository.get(assessment_id)
        changed = []
        for indicator in framework.indicators:
            answer = stored.assessment.answers.get(indicator.key)
            if answer is None or indicator.key not in within:
                continue
            if not any(item_key(item) == key for item in answer.evidence):
                continue
            new = change(answer)
            refuse(indicator.key, check_answer(indicator, framework, new))
            seen = stored.version_of(indicator.key)
            editor.save_page(indicator.key, new, seen=seen, mends=True)
            changed.append(indicator.key)
        if not changed:
            raise EditConflictError(key, seen=0, current=0)
        refuse_too_large(framework, repository.get(assessment_id).assessment)
    return tuple(changed)
