"""Routes of the wizard: load, build form, validate, call one service, redirect or render."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

from assessment.domain.answers import Answer
from assessment.domain.framework import Indicator
from assessment.domain.guard import find_in_answer
from assessment.domain.people.may import Action
from assessment.domain.profile import is_applicable
from assessment.domain.records import PageConflictError, PageKey
from assessment.domain.wizard import (
    IndicatorStep,
    Step,
    TaskListStep,
    next_step,
    previous_step,
)
from assessment.services.assessments.recording import record_answer
from assessment.services.rounds.confirming import confirm_answer
from assessment.web.access import allow, stamp, wants_json
from assessment.web.frame import Opened, opened, step_url
from assessment.web.guarding import GuardWarning, warning_about
from assessment.web.rendering import fragment, render
from assessment.web.review.findings import findings_on
from assessment.web.talk.pages import open_by_indicator, talk_view
from assessment.web.wizard.conflicts import conflict_page
from assessment.web.wizard.documents import brought
from assessment.web.wizard.drafts import Draft, draft_of
from assessment.web.wizard.following import url_of_next_asked
from assessment.web.wizard.former import draft_beside
from assessment.web.wizard.forms import indicator_form
from assessment.web.wizard.lists import (
    TaskListPage,
    TasksPage,
    task_list_page,
)
from assessment.web.wizard.notices import saved_notice
from assessment.web.wizard.pages import (
    SPARE_ROWS,
    NotApplicablePage,
    indicator_page,
    kept_criteria,
    why_not_asked,
)
from assessment.web.wizard.profile import show_profile, submit_profile, where_to_resume

bp = Blueprint("wizard", __name__, url_prefix="/assessments/<uuid:assessment_id>")


@bp.get("/")
@allow(Action.SEE)
def tasks(assessment_id: UUID) -> ResponseReturnValue:
    """Show the points and what is done in each."""
    work = opened(assessment_id)
    frame, lead = work.frame, request.args.get("lead", "")
    if lead not in {"", *(i.lead for i in work.framework.indicators)}:
        abort(404)

    def drawn() -> TaskListPage:
        return task_list_page(
            work, step_url(assessment_id, where_to_resume(work)), lead, dict(talk)
        )

    talk = open_by_indicator(work)
    key = (*work.revision, lead, talk)
    page = TasksPage(
        body=fragment("wizard/_tasks.html", key, drawn, frame=frame),
        notice=saved_notice(work, request.args.get("saved", "")),
    )
    return render("wizard/tasks.html", frame=frame, page=page)


@bp.get("/profile")
@allow(Action.SEE)
def profile(assessment_id: UUID) -> ResponseReturnValue:
    """Ask for the facts that switch indicators on and off."""
    return show_profile(opened(assessment_id))


@bp.post("/profile")
@allow(Action.EDIT_PROFILE)
def save_profile(assessment_id: UUID) -> ResponseReturnValue:
    """Save the facts and say what they open and close."""
    return submit_profile(opened(assessment_id))


@bp.get("/indicators/<indicator_key>")
@allow(Action.SEE_INDICATOR)
def indicator(assessment_id: UUID, indicator_key: str) -> ResponseReturnValue:
    """Ask one indicator."""
    work = opened(assessment_id)
    asked = _asked(work, indicator_key)
    if not is_applicable(asked, work.stored.assessment.profile):
        return _not_applicable(work, asked)
    return _show(work, asked, _stored_draft(work, asked))


@bp.post("/indicators/<indicator_key>")
@allow(Action.ANSWER)
def save_indicator(assessment_id: UUID, indicator_key: str) -> ResponseReturnValue:
    """Save one page, then go where the button says; a script gets data instead."""
    work = opened(assessment_id)
    asked = _asked(work, indicator_key)
    meta = {"texts": work.texts, "brought": brought(work)}
    form = indicator_form(asked)(request.form, meta=meta)
    draft, stored = form.draft(), work.stored.assessment.answers.get(indicator_key)
    looks = request.form.get("go") == "look"
    says_nothing = draft.is_blank or draft.says_as_much_as(_stored_draft(work, asked))
    if looks or (stored is None and says_nothing):
        # Nothing said, nothing to save: people may skip.
        return _show(work, asked, draft) if looks else _go_on(work, asked)
    kept = kept_criteria(asked, work.stored.assessment.profile, stored)
    answer, problems = form.check(work.framework, kept)
    if problems and wants_json():
        return {"problem": "invalid", "fields": problems}, 422
    given = answer
    if problems:
        problems = form.as_drawn(problems)
        sound = form.sound_part(work.framework, answer, problems, stored)
        if sound is None:
            return _show(work, asked, draft, problems)
        given = sound
    if warning := warning_about(assessment_id, indicator_key, find_in_answer(answer)):
        return _warn(work, asked, draft, problems, warning)
    if request.form.get("go") == "confirm" and answer == stored:
        return _confirm(work, asked, draft)
    return _keep(work, asked, draft, problems, given)


def _confirm(work: Opened, asked: Indicator, draft: Draft) -> ResponseReturnValue:
    """Note that the answer, which nobody changed on the page, is still true."""
    try:
        stored_now = confirm_answer(
            work.state.store,
            work.framework,
            PageKey(work.stored.id, asked.key),
            seen=draft.version,
            stamp=stamp(work.state.now()),
        )
    except PageConflictError as conflict:
        return conflict_page(work, asked, draft, conflict)
    return _saved(work.with_stored(stored_now), asked)


def _warn(
    work: Opened,
    asked: Indicator,
    draft: Draft,
    problems: dict[str, str],
    warning: GuardWarning,
) -> ResponseReturnValue:
    """Save nothing; say what may be about a single child, with everything still there."""
    if wants_json():
        return warning.as_data(), 422
    return _show(work, asked, draft, problems, warning=warning)


def _keep(
    work: Opened,
    asked: Indicator,
    draft: Draft,
    problems: dict[str, str],
    answer: Answer,
) -> ResponseReturnValue:
    """Save *answer*, which is what was typed without what is wrong."""
    try:
        stored_now = record_answer(
            work.state.store,
            work.framework,
            PageKey(work.stored.id, asked.key),
            answer,
            seen=draft.version,
            stamp=stamp(work.state.now()),
        )
    except PageConflictError as conflict:
        return conflict_page(work, asked, draft, conflict)
    saved = work.with_stored(stored_now)
    if problems:
        now = replace(draft, version=stored_now.version_of(asked.key))
        return _show(saved, asked, now, problems, is_saved=True)
    return _saved(saved, asked)


@bp.post("/indicators/<indicator_key>/clear")
@allow(Action.ANSWER)
def clear_indicator(assessment_id: UUID, indicator_key: str) -> ResponseReturnValue:
    """Empty one page: the indicator is unanswered again."""
    work = opened(assessment_id)
    asked = _asked(work, indicator_key)
    form = indicator_form(asked)(request.form, meta={"texts": work.texts})
    try:
        record_answer(
            work.state.store,
            work.framework,
            PageKey(assessment_id, indicator_key),
            None,
            seen=form.seen_version,
            stamp=stamp(work.state.now()),
        )
    except PageConflictError as conflict:
        return conflict_page(work, asked, Draft(form.seen_version), conflict)
    here = step_url(assessment_id, IndicatorStep(indicator_key))
    return redirect(f"{here}?cleared=yes", code=303)


def _asked(work: Opened, indicator_key: str) -> Indicator:
    found = work.framework.indicators_by_key.get(indicator_key)
    if found is None:
        abort(404)
    return found


def _stored_draft(work: Opened, asked: Indicator) -> Draft:
    answer = work.stored.assessment.answers.get(asked.key)
    page, version = work.stored.pages.get(asked.key), work.stored.version_of(asked.key)
    if answer is None and page is not None and page.former is not None:
        ticks = request.args.get("former") == "take"
        return draft_beside(asked, page.former, version, work.texts, ticks=ticks)
    return draft_of(answer, version, work.texts)


def _show(
    work: Opened,
    asked: Indicator,
    draft: Draft,
    problems: dict[str, str] | None = None,
    *,
    is_saved: bool = False,
    warning: GuardWarning | None = None,
) -> ResponseReturnValue:
    more = request.values.get("go") == "evidence" or "more" in request.args
    rows = 3 if more else 0 if draft.evidence else SPARE_ROWS
    if any(name.endswith("-upload") for name in problems or ()):
        rows = max(rows, SPARE_ROWS)
    page = replace(
        indicator_page(work, asked, draft, problems=problems, rows=rows),
        findings=() if problems else findings_on(work, asked.key),
        notice=saved_notice(work, request.args.get("saved", "")),
        still_waits=saved_notice(work, request.args.get("waits", "")),
        is_cleared="cleared" in request.args,
        is_saved=is_saved,
        wants_rows=more,
        warning=warning,
    )
    talk = talk_view(work, asked.key)
    html = render("wizard/indicator.html", frame=work.frame, page=page, talk=talk)
    return html, 422 if problems or warning else 200


def _saved(work: Opened, asked: Indicator) -> ResponseReturnValue:
    if not wants_json():
        return _go_on(work, asked, saved=True)
    page = work.stored.pages[asked.key]
    return {"version": page.version, "saved_at": page.saved_at.isoformat()}


def _go_on(
    work: Opened, asked: Indicator, *, saved: bool = False
) -> ResponseReturnValue:
    """Redirect to where the pressed button leads."""
    if wants_json():
        return {"version": work.stored.version_of(asked.key), "saved_at": None}
    go = request.form.get("go", "next")
    if go in {"next", "confirm"} and not work.sees_whole:
        url = url_of_next_asked(work, asked)
    else:
        url = step_url(work.stored.id, _step_after(work, asked, go))
    waits = asked.key in work.unconfirmed
    query = [f"{'waits' if waits else 'saved'}={asked.key}"] if saved else []
    if go == "evidence":
        return redirect(f"{url}?{'&'.join([*query, 'more=yes'])}#evidence", code=303)
    return redirect(f"{url}?{query[0]}" if query else url, code=303)


def _step_after(work: Opened, asked: Indicator, go: str) -> Step:
    match go:
        case "previous":
            return previous_step(work.framework, work.stored.assessment, asked.key)
        case "tasks":
            return TaskListStep()
        case "evidence":
            return IndicatorStep(asked.key)
    answers = work.stored.assessment
    return next_step(work.framework, answers, asked.key, work.unconfirmed)


def _not_applicable(work: Opened, asked: Indicator) -> ResponseReturnValue:
    page = NotApplicablePage(
        number=work.framework.numbers[asked.key],
        title=asked.title,
        reasons=why_not_asked(work, asked),
        has_answer=asked.key in work.stored.assessment.answers,
    )
    return render("wizard/not_applicable.html", frame=work.frame, page=page)
