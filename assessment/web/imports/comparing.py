"""One file beside one draft: what it would change, answer by answer."""

from collections.abc import Iterator
from uuid import UUID

from assessment.domain.framework import Framework
from assessment.domain.incoming import Effect, what_it_changes
from assessment.domain.incoming import Incoming as Changes
from assessment.domain.records import AssessmentSummary, StoredAssessment
from assessment.errors import AssessmentNotFoundError
from assessment.services.assessments.exchange import Incoming
from assessment.services.assessments.taking_over import PROFILE
from assessment.services.people.access import find_assessment
from assessment.texts import Texts
from assessment.web.history.differences import answer_parts, profile_parts
from assessment.web.imports.looking import known_here, match_with, warnings_of
from assessment.web.imports.packing import packed
from assessment.web.imports.pages import ChangeLine, ComparePage
from assessment.web.language import current_texts
from assessment.web.person import current_person
from assessment.web.rendering import foreign_mark
from assessment.web.state import app_state


def compare_page(
    incoming: Incoming, text: str, target: UUID, message: str = ""
) -> ComparePage:
    """Work out what the file would change of the draft *target*.

    Args:
        incoming: The file, read.
        text: The file as it came.
        target: The draft.
        message: What happened meanwhile.

    Raises:
        AssessmentNotFoundError: when this person knows of no such draft.
    """
    texts = current_texts()
    match = match_with(incoming, summary_of(target), texts)
    stored = find_assessment(app_state().store, current_person(), target).stored
    framework = incoming.framework.in_scope(stored.assessment.scope)
    changes = what_it_changes(framework, stored.assessment, incoming.assessment)
    return ComparePage(
        incoming.source,
        packed(incoming.source, text),
        match,
        stored.revision,
        () if match.hindrance else tuple(_lines(changes, stored, framework, texts)),
        foreign_mark(texts, framework),
        warnings_of(incoming.assessment, framework, texts),
        message,
    )


def summary_of(target: UUID) -> AssessmentSummary:
    """Return the line of an assessment that this person knows of.

    Raises:
        AssessmentNotFoundError: when they know of none such.
    """
    for summary in known_here():
        if summary.id == target:
            return summary
    raise AssessmentNotFoundError("there is no such assessment")


def _lines(
    changes: Changes, stored: StoredAssessment, framework: Framework, texts: Texts
) -> Iterator[ChangeLine]:
    if changes.changes_profile:
        parts = profile_parts(changes.there, changes.profile, framework, texts)
        yield ChangeLine(PROFILE, "", "", not stored.profile_version, parts)
    for each in changes.to_take:
        yield ChangeLine(
            each.key,
            framework.numbers[each.key],
            framework.indicators_by_key[each.key].title,
            each.effect is Effect.NEW,
            answer_parts(each.there, each.brought, framework, each.key, texts),
        )
