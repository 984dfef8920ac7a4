"""Routes of what was asked of somebody: look at it, hand it back."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessment.domain.guard import find_in_texts
from assessment.domain.people.may import Action
from assessment.errors import InvalidAskError
from assessment.services.delegation.asking import hand_back as hand_back_ask
from assessment.services.delegation.reading import asked_of_account
from assessment.web.access import SIGNED_IN, allow, stamp
from assessment.web.asked.pages import LINES_PER_PAGE, AskedPage, asked_page
from assessment.web.guarding import warning_about
from assessment.web.language import current_texts
from assessment.web.person import current_person
from assessment.web.rendering import render
from assessment.web.state import app_state
from assessment.web.typed import stripped
from assessment.web.wizard.pages import FieldError

bp = Blueprint("asked", __name__)

_MOST_PAGES = 1_000_000


@bp.get("/asked")
@allow(SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show what was asked of the reader, and the way to the first open question."""
    return show_asked()


@bp.post("/assessments/<uuid:assessment_id>/asked/hand-back")
@allow(Action.HAND_BACK)
def hand_back(assessment_id: UUID) -> ResponseReturnValue:
    """Hand back one thing that was asked, with a comment."""
    state, texts = app_state(), current_texts()
    ask, comment = ask_named(), stripped(request.form.get("comment"))
    is_done = False
    found = find_in_texts([(f"comment-{ask}", comment)])
    if warning := warning_about(assessment_id, "", found):
        page = replace(_page(1), warning=warning, typed=(str(ask), comment))
        return render("asked/asked.html", page=page), 422
    if ask is not None:
        try:
            is_done = hand_back_ask(
                state.store, assessment_id, ask, comment, stamp(state.now())
            )
        except InvalidAskError as error:
            wrong = tuple(
                FieldError(f"comment-{ask}", texts.problem(problem))
                for problem in error.problems
            )
            page = replace(_page(1), errors=wrong, typed=(str(ask), comment))
            return render("asked/asked.html", page=page), 422
    here = url_for("asked.show")
    return redirect(f"{here}?handed-back=yes" if is_done else here, code=303)


def show_asked() -> str:
    """Return the page of what was asked of the reader."""
    number = request.args.get("page", 1, type=int)
    if not 1 <= number <= _MOST_PAGES:
        abort(404)
    page = _page(number)
    if number > 1 and not page.lines:
        abort(404)
    page = replace(
        page,
        is_saved="saved" in request.args,
        is_handed_back="handed-back" in request.args,
    )
    return render("asked/asked.html", page=page)


def ask_named() -> UUID | None:
    """Return which thing that was asked a form is about; None: it does not say."""
    try:
        return UUID(request.form.get("ask", ""))
    except ValueError:
        return None


def _page(number: int) -> AskedPage:
    state, person = app_state(), current_person()
    assert person.id is not None  # the guard lets nobody in who did not sign in
    found = asked_of_account(
        state.store,
        person.id,
        first=(number - 1) * LINES_PER_PAGE,
        most=LINES_PER_PAGE,
    )
    today = state.now().date()
    return asked_page(found, state.frameworks, current_texts(), today, number)
