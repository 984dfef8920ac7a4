"""Routes of who answers what: each button is one service."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessment.domain.guard import find_in_texts
from assessment.domain.people.asks import Assignment
from assessment.domain.people.may import Action
from assessment.domain.records import Shelf
from assessment.errors import N_, InvalidAskError
from assessment.services.delegation.asking import (
    ask,
    change_ask,
    reopen_ask,
    withdraw_ask,
)
from assessment.services.delegation.inviting import (
    ask_invited,
    change_invited_ask,
    withdraw_invited_ask,
)
from assessment.services.delegation.reading import delegation_of
from assessment.services.delegation.reminding import Postman, Reminded, remind_of
from assessment.web.access import allow, stamp
from assessment.web.asked.routes import ask_named
from assessment.web.delegation.forms import AskForm, DayAndNoteForm, part_named
from assessment.web.delegation.pages import (
    USUAL_TIME,
    DelegationPage,
    Typed,
    delegation_page,
)
from assessment.web.frame import Opened, opened
from assessment.web.guarding import GuardWarning, warning_about
from assessment.web.rendering import fragment, render
from assessment.web.wizard.pages import FieldError

bp = Blueprint(
    "delegation", __name__, url_prefix="/assessments/<uuid:assessment_id>/asked"
)

_MOST_PAGES = 10_000
_ASKED = N_("Asked. A message is on its way.")
_ASKED_SILENTLY = N_(
    "Asked, but the message about it could not be sent. Tell them yourself."
)
_ASKED_BEFORE = N_("All of this was asked of them before.")
_CHANGED = N_("Changed.")
_WITHDRAWN = N_("Withdrawn. They no longer see it; what they answered stays.")
_REOPENED = N_("Opened again: it is with them once more.")
_REMINDED = N_("A message is on its way.")
_NOT_REMINDED = N_("The message could not be sent. Try again later.")
_REMINDED_BEFORE = N_(
    "They were written to about it within the last 20 hours, so nothing was sent."
)
_GONE = N_("It was changed meanwhile. Look at how it stands now.")


@bp.get("")
@allow(Action.SEE_ASKED)
def show(assessment_id: UUID) -> ResponseReturnValue:
    """Show what was asked of whom, how far it is, and what was asked of nobody."""
    work = opened(assessment_id)
    number = request.args.get("page", 1, type=int)
    if not 1 <= number <= _MOST_PAGES:
        abort(404)
    page = _page(work, _proposed(work), number)
    if number > 1 and not page.colleagues:
        abort(404)
    return _drawn(work, page)


@bp.post("")
@allow(Action.ASSIGN)
def order(assessment_id: UUID) -> ResponseReturnValue:
    """Ask parts of the assessment of somebody, and write to them."""
    work = opened(assessment_id)
    form = AskForm(request.form, meta={"texts": work.texts})
    wrong = [] if form.validate() else [FieldError("due", form.due.errors[0])]
    warning = None if wrong else _warning(assessment_id, form.message.data, "message")
    if not wrong and not warning:
        try:
            new = _asked(work, form)
        except InvalidAskError as error:
            wrong = [
                FieldError(_TARGETS[problem.path], work.texts.problem(problem))
                for problem in error.problems
            ]
    if wrong or warning:
        typed = Typed(
            form.account.data or "",
            frozenset(form.parts),
            form.due.data,
            form.message.data,
        )
        page = replace(_page(work, typed), errors=tuple(wrong), warning=warning)
        return _drawn(work, page)
    if not new:
        return _back(assessment_id, _ASKED_BEFORE)
    done = remind_of(
        *(_postman(work), assessment_id, form.chosen_account),
        invited=form.invited or None,
    )
    return _back(assessment_id, _ASKED_SILENTLY if done.failed else _ASKED)


@bp.post("/change")
@allow(Action.ASSIGN)
def change(assessment_id: UUID) -> ResponseReturnValue:
    """Give something that was asked another day or note."""
    work, named = opened(assessment_id), ask_named()
    form = DayAndNoteForm(request.form, meta={"texts": work.texts})
    if named is None:
        return _back(assessment_id, _GONE)
    wrong = [] if form.validate() else [FieldError(f"due-{named}", form.due.errors[0])]
    note = f"message-{named}"
    warning = None if wrong else _warning(assessment_id, form.message.data, note)
    if not wrong and not warning:
        try:
            is_there = _changed(work, named, form)
        except InvalidAskError as error:
            wrong = [
                FieldError(
                    f"{_TARGETS[problem.path]}-{named}", work.texts.problem(problem)
                )
                for problem in error.problems
            ]
    if wrong or warning:
        typed = (str(named), form.due.data, form.message.data)
        page = replace(_page(work, None), errors=tuple(wrong), changed=typed)
        return _drawn(work, replace(page, warning=warning, warned=str(named)))
    return _back(assessment_id, _CHANGED if is_there else _GONE)


@bp.post("/withdraw")
@allow(Action.ASSIGN)
def withdraw(assessment_id: UUID) -> ResponseReturnValue:
    """Take back something that was asked."""
    work, named = opened(assessment_id), ask_named()
    by, store = stamp(work.state.now()), work.state.store
    is_done = named is not None and (
        withdraw_ask(store, assessment_id, named, by) is not None
        or withdraw_invited_ask(store, assessment_id, named, by)
    )
    return _back(assessment_id, _WITHDRAWN if is_done else _GONE)


@bp.post("/reopen")
@allow(Action.ASSIGN)
def reopen(assessment_id: UUID) -> ResponseReturnValue:
    """Give something back to who handed it back."""
    work, named = opened(assessment_id), ask_named()
    is_done = named is not None and reopen_ask(
        work.state.store, assessment_id, named, stamp(work.state.now())
    )
    return _back(assessment_id, _REOPENED if is_done else _GONE)


@bp.post("/remind")
@allow(Action.REMIND)
def remind(assessment_id: UUID) -> ResponseReturnValue:
    """Write to one colleague, or to all, about what is with them."""
    work = opened(assessment_id)
    form = AskForm(request.form, meta={"texts": work.texts})
    done = remind_of(
        *(_postman(work), assessment_id, form.chosen_account),
        invited=form.invited or None,
    )
    return _back(assessment_id, _said(done))


def _asked(work: Opened, form: AskForm) -> tuple[Assignment, ...]:
    by, given = stamp(work.state.now()), (work.state.store, work.framework)
    if form.invited:
        return ask_invited(
            *given, work.stored.id, form.order, email=form.invited, stamp=by
        )
    return ask(*given, work.stored.id, form.order, by)


def _changed(work: Opened, ask_id: UUID, form: DayAndNoteForm) -> bool:
    """Change what was asked, of a colleague or of somebody invited; False: it is gone."""
    by, day, note = stamp(work.state.now()), form.day, form.message.data
    return any(
        one(work.state.store, work.stored.id, ask_id, due=day, note=note, stamp=by)
        for one in (change_ask, change_invited_ask)
    )


def _warning(assessment_id: UUID, note: str, field: str) -> GuardWarning | None:
    """Return what the guard has against a note: notes go out by mail, and into the trail."""
    return warning_about(assessment_id, "", find_in_texts([(field, note or "")]))


_TARGETS = {"account": "account", "parts": "parts", "due": "due", "note": "message"}
"""Where on the page what is wrong is put right."""


def _said(done: Reminded) -> str:
    if done.failed:
        return _NOT_REMINDED
    return _REMINDED if done.written else _REMINDED_BEFORE


def _postman(work: Opened) -> Postman:
    state = work.state
    return Postman(
        *(state.store, state.settings, state.frameworks.get, state.now()),
        language=work.texts.language,
    )


def _proposed(work: Opened) -> Typed | None:
    """Return what a proposal that was chosen fills in; None: none was."""
    parts = frozenset(
        part for part in map(part_named, request.args.getlist("part")) if part
    )
    if not parts:
        return None
    due = (work.state.now().date() + USUAL_TIME).isoformat()
    return Typed(request.args.get("of", ""), parts, due)


def _page(work: Opened, typed: Typed | None, number: int = 1) -> DelegationPage:
    found = delegation_of(
        *(work.state.store, work.stored.id, work.stored.team), work.state.now()
    )
    today = work.state.now().date()
    is_open = work.stored.shelf is Shelf.LIST
    return delegation_page(work, found, typed, today, number, is_open=is_open)


def _drawn(work: Opened, page: DelegationPage) -> ResponseReturnValue:
    frame = work.frame
    choices = (page.sectors, page.points, page.indicators)
    # A hundred boxes cost more than all the rest of the page.
    boxes = fragment(
        "delegation/_boxes.html",
        (*choices, page.typed.names, frame.foreign),
        lambda: page,
        frame=frame,
    )
    html = render("delegation/delegation.html", frame=frame, page=page, boxes=boxes)
    return html, 422 if page.errors or page.warning else 200


def _back(assessment_id: UUID, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for(".show", assessment_id=assessment_id), code=303)
