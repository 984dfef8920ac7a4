"""Routes of the manage page: each button is one service."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from assessment.domain.guard import find_in_texts
from assessment.domain.people.may import Action
from assessment.domain.records import DetailsConflictError, Shelf
from assessment.errors import N_, InvalidInputError
from assessment.services.assessments.managing import (
    change_details,
    move_assessment,
)
from assessment.web.access import allow, stamp
from assessment.web.frame import Opened, opened
from assessment.web.guarding import warning_about
from assessment.web.manage.forms import DeleteForm, DetailsForm, SeenDetails
from assessment.web.manage.pages import ManagePage, manage_page
from assessment.web.rendering import render
from assessment.web.state import app_state
from assessment.web.wizard.pages import FieldError

bp = Blueprint(
    "manage", __name__, url_prefix="/assessments/<uuid:assessment_id>/manage"
)

_NOT_SURE = N_("Tick that you are sure.")


@bp.get("")
@allow(Action.COPY)
def show(assessment_id: UUID) -> ResponseReturnValue:
    """Offer what can be done with the assessment."""
    work = opened(assessment_id)
    return _page(work, replace(manage_page(work), is_saved="saved" in request.args))


@bp.post("")
@allow(Action.EDIT_DETAILS)
def change(assessment_id: UUID) -> ResponseReturnValue:
    """Change name, year, respondent and report language."""
    work = opened(assessment_id)
    form = DetailsForm(request.form, meta={"texts": work.texts})
    if not form.validate():
        return _page(work, manage_page(work, form.details(), _errors(form)))
    given = form.details()
    found = find_in_texts([("name", given.name), ("respondent", given.respondent)])
    if warning := warning_about(assessment_id, "", found):
        return _page(work, replace(manage_page(work, given), warning=warning))
    try:
        change_details(
            work.state.store,
            work.framework,
            assessment_id,
            form.details(),
            seen=SeenDetails(request.form).details(),
            stamp=stamp(work.state.now()),
        )
    except InvalidInputError as error:
        wrong = tuple(FieldError("name", work.texts.problem(p)) for p in error.problems)
        return _page(work, manage_page(work, form.details(), wrong))
    except DetailsConflictError as conflict:
        page = manage_page(opened(assessment_id), form.details())
        page = replace(page, seen=conflict.details, is_conflict=True)
        return render("manage/manage.html", frame=work.frame, page=page), 409
    return redirect(
        url_for(".show", assessment_id=assessment_id, saved="yes"), code=303
    )


@bp.post("/archive")
@allow(Action.SHELVE)
def archive(assessment_id: UUID) -> ResponseReturnValue:
    """Put the assessment away."""
    return _move(assessment_id, Shelf.ARCHIVE)


@bp.post("/restore")
@allow(Action.SHELVE)
def restore(assessment_id: UUID) -> ResponseReturnValue:
    """Put the assessment back on the list."""
    return _move(assessment_id, Shelf.LIST)


@bp.post("/delete")
@allow(Action.SHELVE)
def delete(assessment_id: UUID) -> ResponseReturnValue:
    """Delete the assessment, once the person says that they are sure."""
    work = opened(assessment_id)
    if not DeleteForm(request.form).sure.data:
        wrong = (FieldError("sure", work.texts.gettext(_NOT_SURE)),)
        return _page(work, manage_page(work, errors=wrong))
    move_assessment(
        work.state.store, assessment_id, Shelf.DELETED, stamp=stamp(work.state.now())
    )
    return redirect(url_for("start.home"), code=303)


def _move(assessment_id: UUID, shelf: Shelf) -> ResponseReturnValue:
    state = app_state()
    move_assessment(state.store, assessment_id, shelf, stamp=stamp(state.now()))
    return redirect(url_for(".show", assessment_id=assessment_id), code=303)


def _page(work: Opened, page: ManagePage) -> ResponseReturnValue:
    html = render("manage/manage.html", frame=work.frame, page=page)
    return html, 422 if page.errors or page.warning else 200


def _errors(form: Form) -> tuple[FieldError, ...]:
    return tuple(FieldError(name, found[0]) for name, found in form.errors.items())
