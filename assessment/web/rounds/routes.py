"""Routes of where a round stands: a page, and each move one service."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessment.domain.guard import Passage, find_in_texts
from assessment.domain.people.may import Action
from assessment.domain.records import Stamp
from assessment.errors import InvalidAnswerError
from assessment.services.rounds.moving import clear, hand_on, return_, take_back
from assessment.services.rounds.publishing import change_visibility, publish, withdraw
from assessment.web.access import allow, stamp
from assessment.web.frame import Opened, opened
from assessment.web.guarding import warning_about
from assessment.web.rendering import render
from assessment.web.replies.post import tell_of_voice
from assessment.web.round_words import DONE_WORDS
from assessment.web.rounds.forms import REMARK, MoveForm, visibility_of
from assessment.web.rounds.pages import StandPage, Typed, stand_page
from assessment.web.wizard.pages import FieldError

bp = Blueprint("rounds", __name__, url_prefix="/assessments/<uuid:assessment_id>/stand")

_FIELDS = {"reason": "because", "seen": "moves", "review": "moves", "answers": "moves"}
"""Where on the page a problem of the domain is shown; others by their own name."""


@bp.get("")
@allow(Action.SEE)
def show(assessment_id: UUID) -> ResponseReturnValue:
    """Say where the assessment stands, and what comes next."""
    work = opened(assessment_id)
    return _page(
        work, stand_page(work, done=DONE_WORDS.get(request.args.get("done", ""), ""))
    )


@bp.post("/hand-on")
@allow(Action.HAND_ON)
def hand_it_on(assessment_id: UUID) -> ResponseReturnValue:
    """Hand it on for review."""
    return _move(
        assessment_id,
        "hand-on",
        lambda work, _typed, by: hand_on(
            work.state.store, work.framework, assessment_id, stamp=by
        ),
    )


@bp.post("/take-back")
@allow(Action.TAKE_BACK)
def take_it_back(assessment_id: UUID) -> ResponseReturnValue:
    """Take it back to work on it."""
    return _move(
        assessment_id,
        "take-back",
        lambda work, typed, by: take_back(
            work.state.store, assessment_id, reason=typed.because, stamp=by
        ),
    )


@bp.post("/return")
@allow(Action.RETURN)
def return_it(assessment_id: UUID) -> ResponseReturnValue:
    """Return it with reasons."""
    return _move(
        assessment_id,
        "return",
        lambda work, typed, by: return_(
            work.state.store,
            work.framework,
            assessment_id,
            reason=typed.because,
            remarks=typed.remarks,
            stamp=by,
        ),
    )


@bp.post("/clear")
@allow(Action.CLEAR)
def clear_it(assessment_id: UUID) -> ResponseReturnValue:
    """Clear it as it was when the page was made."""
    seen = MoveForm(request.form).revision.data or 0
    return _move(
        assessment_id,
        "clear",
        lambda work, typed, by: clear(
            work.state.store,
            work.state.frameworks.get(work.stored.edition),
            assessment_id,
            name=typed.name,
            function=typed.function,
            seen=seen,
            stamp=by,
        ),
    )


@bp.post("/publish")
@allow(Action.PUBLISH)
def publish_it(assessment_id: UUID) -> ResponseReturnValue:
    """Publish what was cleared."""
    return _move(
        assessment_id,
        "publish",
        lambda work, typed, by: publish(
            work.state.store,
            work.framework,
            assessment_id,
            visibility=visibility_of(typed),
            stamp=by,
        ),
    )


@bp.post("/visibility")
@allow(Action.CHANGE_VISIBILITY)
def show_otherwise(assessment_id: UUID) -> ResponseReturnValue:
    """Show more or less of it."""
    return _move(
        assessment_id,
        "visibility",
        lambda work, typed, by: change_visibility(
            work.state.store,
            assessment_id,
            visibility=visibility_of(typed),
            reason=typed.because,
            stamp=by,
        ),
    )


@bp.post("/withdraw")
@allow(Action.WITHDRAW)
def withdraw_it(assessment_id: UUID) -> ResponseReturnValue:
    """Withdraw what is published."""
    return _move(
        assessment_id,
        "withdraw",
        lambda work, typed, by: withdraw(
            work.state.store, assessment_id, reason=typed.because, stamp=by
        ),
    )


def _move(
    assessment_id: UUID, sent: str, act: Callable[[Opened, Typed, Stamp], object]
) -> ResponseReturnValue:
    """Make a move, or show what stands against it with all that was typed."""
    work = opened(assessment_id)
    typed = MoveForm(request.form).typed(request.form)
    warning = warning_about(assessment_id, "", _passages(sent, typed))
    if warning:
        return _page(work, stand_page(work, typed, sent=sent, warning=warning))
    try:
        act(work, typed, stamp(work.state.now()))
    except InvalidAnswerError as refused:
        wrong = tuple(
            FieldError(_target(sent, p.path), work.texts.problem(p))
            for p in refused.problems
        )
        return _page(work, stand_page(work, typed, sent=sent, errors=wrong))
    if sent == "publish":
        tell_of_voice(work)
    there = url_for(".show", assessment_id=assessment_id, done=sent)
    return redirect(there, code=303)


def _target(sent: str, path: str) -> str:
    """Return the id of the element that a problem is about: every form has its own."""
    if path.startswith("remark."):
        return f"{REMARK}{path.removeprefix('remark.')}"
    name = _FIELDS.get(path, path.removeprefix("clearance."))
    return name if name == "moves" else f"{sent}-{name}"


def _passages(sent: str, typed: Typed) -> tuple[Passage, ...]:
    texts = [(f"{sent}-because", typed.because)]
    texts += [(f"{REMARK}{key}", text) for key, text in typed.remarks.items()]
    return tuple(find_in_texts(texts))


def _page(work: Opened, page: StandPage) -> ResponseReturnValue:
    html = render(
        "rounds/stand.html", frame=work.frame, page=page, points=_points(work)
    )
    return html, 422 if page.errors or page.warning else 200


def _points(work: Opened) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    """Return the indicators to remark on, by point: key, number, title."""
    framework = work.framework
    return tuple(
        (
            point.title,
            tuple(
                (i.key, framework.numbers[i.key], i.title)
                for i in framework.indicators
                if i.point == point.key
            ),
        )
        for point in framework.points
    )
