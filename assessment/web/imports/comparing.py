"""One file beside one draft: what it would change, answer by answer, action by action."""

from collections.abc import Iterator
from uuid import UUID

from assessment.domain.framework import Framework
from assessment.domain.incoming import Effect, StepDifference, what_it_changes
from assessment.domain.incoming import Incoming as Changes
from assessment.domain.plan.changing import Aim
from assessment.domain.records import AssessmentSummary, StoredAssessment
from assessment.errors import N_, AssessmentNotFoundError
from assessment.services.assessments.exchange import Incoming
from assessment.services.people.access import find_assessment
from assessment.texts import Texts
from assessment.web.history.differences import Part, answer_parts, profile_parts
from assessment.web.imports.looking import known_here, match_with, warnings_of
from assessment.web.imports.packing import packed
from assessment.web.imports.pages import ChangeLine, ComparePage, Taken
from assessment.web.language import current_texts
from assessment.web.person import current_person
from assessment.web.plan.item_pages import PARTS, item_said
from assessment.web.plan.listing import step_name
from assessment.web.rendering import foreign_mark
from assessment.web.state import app_state

_TARGET = N_("Aim at")


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
    shown = not match.hindrance
    return ComparePage(
        incoming.source,
        packed(incoming.source, text),
        match,
        stored.revision,
        tuple(_lines(changes, stored, framework, texts)) if shown else (),
        foreign_mark(texts, framework),
        warnings_of(incoming.assessment, framework, texts),
        message,
        planned=tuple(_planned(changes, framework, texts)) if shown else (),
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
        is_new = not stored.profile_version
        yield ChangeLine(Taken.PROFILE, "", "", "", is_new, parts)
    for each in changes.to_take:
        yield ChangeLine(
            Taken.ANSWER,
            each.key,
            framework.numbers[each.key],
            framework.indicators_by_key[each.key].title,
            each.effect is Effect.NEW,
            answer_parts(each.there, each.brought, framework, each.key, texts),
        )


def _planned(
    changes: Changes, framework: Framework, texts: Texts
) -> Iterator[ChangeLine]:
    for target in changes.targets:
        key = target.brought.indicator
        gone, come = (_aim_said(aim, texts) for aim in (target.there, target.brought))
        yield ChangeLine(
            Taken.TARGET,
            key,
            framework.numbers[key],
            framework.indicators_by_key[key].title,
            target.effect is Effect.NEW,
            (Part(_TARGET, gone, come),),
        )
    for step in changes.steps:
        key, criterion = step.key
        indicator = framework.indicators_by_key[key]
        texts_of = {each.key: each.text for each in indicator.criteria()}
        yield ChangeLine(
            Taken.STEP,
            step_name(step.key),
            framework.numbers[key],
            texts_of[criterion],
            step.effect is Effect.NEW,
            _step_parts(step, texts),
        )


def _step_parts(step: StepDifference, texts: Texts) -> tuple[Part, ...]:
    """Return in what an action differs, part by part."""
    come = item_said(step.brought, texts)
    gone = item_said(step.there, texts) if step.there else ("",) * len(come)
    return tuple(
        Part(name, (old,) if old else (), (new,) if new else ())
        for name, old, new in zip(PARTS, gone, come, strict=True)
        if old != new
    )


def _aim_said(aim: Aim, texts: Texts) -> tuple[str, ...]:
    if aim.level is None:
        return ()
    level = texts.gettext("level %(level)s", level=texts.number(aim.level))
    return (f"{level} – {aim.reason}" if aim.reason else level,)
