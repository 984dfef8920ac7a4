"""Routes of what was carried over: confirm it one by one, and start a new round."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessment.domain.people.may import Action
from assessment.domain.records import PageKey
from assessment.domain.wizard import TaskListStep
from assessment.errors import EditConflictError, InvalidInputError
from assessment.services.rounds.carrying import RoundStart, start_round
from assessment.services.rounds.confirming import confirm_answer
from assessment.web.access import allow, stamp
from assessment.web.carried.forms import NextRoundForm
from assessment.web.carried.next_round import (
    Typed,
    edition_offered,
    next_round_page,
)
from assessment.web.carried.pages import carried_page, following, named
from assessment.web.carried.progress import progress_page
from assessment.web.frame import Opened, opened, step_url
from assessment.web.rendering import render
from assessment.web.typed import shown_number
from assessment.web.wizard.pages import FieldError

bp = Blueprint("carried", __name__, url_prefix="/assessments/<uuid:assessment_id>")


@bp.get("/carried")
@allow(Action.SEE)
def show(assessment_id: UUID) -> ResponseReturnValue:
    """List the answers that were carried over and wait to be confirmed."""
    work = opened(assessment_id)
    page = replace(
        carried_page(work), confirmed=named(work, request.args.get("confirmed", ""))
    )
    return render("carried/carried.html", frame=work.frame, page=page)


@bp.post("/carried/<indicator_key>")
@allow(Action.ANSWER)
def confirm(assessment_id: UUID, indicator_key: str) -> ResponseReturnValue:
    """Say that one answer is still true, and go on to the next that waits."""
    work = opened(assessment_id)
    if indicator_key not in work.framework.indicators_by_key:
        abort(404)
    try:
        stored = confirm_answer(
            work.state.store,
            work.framework,
            PageKey(assessment_id, indicator_key),
            seen=shown_number(request.form.get("version")),
            stamp=stamp(work.state.now()),
        )
    except EditConflictError:
        work = opened(assessment_id, anew=True)
        page = replace(carried_page(work), changed=named(work, indicator_key))
        return render("carried/carried.html", frame=work.frame, page=page), 409
    here = url_for(".show", assessment_id=assessment_id, confirmed=indicator_key)
    next_key = following(work.with_stored(stored), indicator_key)
    return redirect(f"{here}#carried-{next_key}" if next_key else here, code=303)


@bp.get("/progress")
@allow(Action.SEE_WHOLE)
def progress(assessment_id: UUID) -> ResponseReturnValue:
    """Show what moved since the last round."""
    work = opened(assessment_id)
    page = progress_page(work)
    return render("carried/progress.html", frame=work.frame, page=page)


@bp.get("/next-round")
@allow(Action.COPY)
def next_round(assessment_id: UUID) -> ResponseReturnValue:
    """Show what a new round would start with."""
    work = opened(assessment_id)
    page = next_round_page(work)
    return render("carried/next_round.html", frame=work.frame, page=page)


@bp.post("/next-round")
@allow(Action.COPY)
def start(assessment_id: UUID) -> ResponseReturnValue:
    """Start a new round from this one."""
    work = opened(assessment_id)
    form = NextRoundForm(request.form, meta={"texts": work.texts})
    takes = bool(form.edition.data)
    typed = Typed(str(form.year.data or ""), bool(form.repeats.data), takes)
    if not form.validate():
        wrong = tuple(FieldError(name, said[0]) for name, said in form.errors.items())
        return _refused(work, wrong, typed)
    try:
        made = start_round(
            work.state.store,
            work.state.frameworks.get(work.stored.edition),
            assessment_id,
            RoundStart(
                form.period,
                typed.repeats,
                form.seen_revision,
                edition_offered(work) if takes else None,
            ),
            stamp=stamp(work.state.now()),
        )
    except InvalidInputError as error:
        wrong = tuple(FieldError("year", work.texts.problem(p)) for p in error.problems)
        return _refused(work, wrong, typed)
    except EditConflictError:
        work = opened(assessment_id, anew=True)
        page = replace(next_round_page(work, typed=typed), is_changed=True)
        return render("carried/next_round.html", frame=work.frame, page=page), 409
    return redirect(step_url(made.id, TaskListStep()), code=303)


def _refused(
    work: Opened, wrong: tuple[FieldError, ...], typed: Typed
) -> ResponseReturnValue:
    page = next_round_page(work, wrong, typed)
    return render("carried/next_round.html", frame=work.frame, page=page), 422
