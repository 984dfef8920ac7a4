"""Say that an answer which was carried over is still true. One function, one transaction."""

from assessment.domain.framework import Framework
from assessment.domain.records import PageKey, Stamp, StoredAssessment
from assessment.errors import AssessmentNotFoundError
from assessment.services.assessments.reading import load_assessment
from assessment.storage.assessments.editor import edit_assessment
from assessment.storage.engine import Store


def confirm_answer(
    store: Store, framework: Framework, page: PageKey, *, seen: int, stamp: Stamp
) -> StoredAssessment:
    """Confirm the answer of one page as it was at version *seen*, and return the whole.

    There is no way to confirm several at once: each is looked at. When two people confirm
    the same, both are right, and the trail names the first.

    Args:
        store: Where to.
        framework: The edition the assessment is answered against.
        page: Which page.
        seen: The version the person had before them.
        stamp: Who confirms it, and when.

    Raises:
        PageConflictError: when the page is not what they saw; it carries what is stored.
        EditConflictError: when nothing was ever stored there.
        AssessmentNotFoundError: when there is no such assessment or page.
        NotAllowedError, ArchivedError: when it is no draft any more.
        EditionMismatchError, StorageError: as usual.
    """
    if page.indicator_key not in framework.indicators_by_key:
        raise AssessmentNotFoundError(f"there is no indicator {page.indicator_key}")
    with store.writing() as session:
        editor = edit_assessment(session, framework, page.assessment_id, stamp)
        editor.confirm_page(page.indicator_key, seen=seen)
    return load_assessment(store, page.assessment_id)
