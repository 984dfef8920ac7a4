"""Routes of replies: read them all, give one, correct it, withdraw it."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessment.domain.framework import Framework
from assessment.domain.guard import find_in_texts
from assessment.domain.people.may import Action
from assessment.domain.people.teams import Team
from assessment.domain.rounds.published import Published
from assessment.domain.rounds.snapshot import read_code
from assessment.domain.voices import StoredReply
from assessment.errors import N_, InvalidInputError, ReplyConflictError
from assessment.services.published.reading import find_published, is_withdrawn
from assessment.services.replies.reading import find_answered, stored_replies
from assessment.services.replies.replying import (
    Said,
    correct_reply,
    give_reply,
    withdraw_reply,
)
from assessment.web.access import ANYONE, allow, stamp
from assessment.web.guarding import warning_about
from assessment.web.language import current_texts
from assessment.web.person import current_person
from assessment.web.published.gone import withdrawn_page
from assessment.web.rendering import render
from assessment.web.replies.pages import ReplyPage, replies_page, reply_page
from assessment.web.replies.post import tell_of_reply
from assessment.web.state import app_state
from assessment.web.typed import stripped

bp = Blueprint("replies", __name__, url_prefix="/published/<code>")

_MEANWHILE = N_(
    "Somebody of the team changed this reply meanwhile. What stands now is below; what "
    "you typed is still here, and nothing of it was kept yet."
)


@bp.get("/replies")
@allow(ANYONE)
def show(code: str) -> ResponseReturnValue:
    """Show all replies to a publication, to whoever sees the publication."""
    published = find_published(
        app_state().store, read_code(code) or "", current_person()
    )
    if is_withdrawn(published):
        return withdrawn_page(published)
    if published.code != code:
        return redirect(url_for(".show", code=published.code), code=303)
    framework = _framework(published)
    page = replies_page(published, framework, _found(published))
    return render("replies/replies.html", page=page)


@bp.get("/reply")
@allow(Action.REPLY)
def form(code: str) -> ResponseReturnValue:
    """Offer to reply to the whole, or to one indicator."""
    _published, page = _opened(code, request.args.get("about", ""))
    return render("replies/reply.html", page=page)


@bp.post("/reply")
@allow(Action.REPLY)
def say(code: str) -> ResponseReturnValue:
    """Keep a reply, or a correction, unless it is empty or may name a child."""
    published, page = _opened(code, request.form.get("about", ""))
    team = _team(page)
    typed = replace(
        page,
        text=stripped(request.form.get("reply", "").replace("\r\n", "\n")),
        function=stripped(request.form.get("function", "")),
    )
    warning = _warning(published, typed, team)
    if warning is not None:
        return _refused(warning)
    said = Said(typed.about, typed.text, typed.function, team)
    try:
        _keep(published, said, _id(request.form.get("replaces", "")))
    except InvalidInputError as error:
        return _refused(replace(typed, wrong=_sentences(error)))
    except ReplyConflictError:
        message = current_texts().gettext(_MEANWHILE)
        return _refused(replace(typed, message=message), 409)
    tell_of_reply(published, _framework(published), said)
    return redirect(url_for(".show", code=code), code=303)


@bp.post("/reply/withdraw")
@allow(Action.REPLY)
def withdraw(code: str) -> ResponseReturnValue:
    """Withdraw a reply: its place says when and why."""
    published, page = _opened(code, request.form.get("about", ""))
    why = stripped(request.form.get("withdrawal", "").replace("\r\n", "\n"))
    given, replaced = replace(page, why=why), _id(request.form.get("replaces", ""))
    found = find_in_texts([("withdrawal", why)])
    warning = warning_about(
        published.publication.assessment, page.about, found, _team(page).name
    )
    if warning is not None:
        return _refused(replace(given, warning=warning))
    if replaced is None:
        abort(404)
    state = app_state()
    try:
        withdraw_reply(
            state.store,
            published.id,
            replaced,
            _team(page),
            why,
            stamp=stamp(state.now()),
        )
    except InvalidInputError as error:
        wrong = tuple(("withdrawal", sentence) for _, sentence in _sentences(error))
        return _refused(replace(given, wrong=wrong))
    except ReplyConflictError:
        message = current_texts().gettext(_MEANWHILE)
        return _refused(replace(given, message=message), 409)
    return redirect(url_for(".show", code=code), code=303)


def _opened(code: str, about: str) -> tuple[Published, ReplyPage]:
    published = find_answered(app_state().store, code, current_person())
    framework = _framework(published)
    if about and about not in framework.indicators_by_key:
        abort(404)
    return published, reply_page(published, framework, _found(published), about)


def _framework(published: Published) -> Framework:
    edition = app_state().frameworks.get(published.edition)
    return edition.in_scope(published.scope)


def _found(published: Published) -> tuple[StoredReply, ...]:
    return stored_replies(app_state().store, [published.id]).get(published.id, ())


def _team(page: ReplyPage) -> Team:
    """Return in whose name the person replies: the team chosen, or the only one."""
    chosen = request.form.get("team", "")
    named = [team for team in page.teams if str(team.id) == chosen]
    return (*named, *page.teams)[0]


def _warning(published: Published, typed: ReplyPage, team: Team) -> ReplyPage | None:
    """Return the page with what may name a child; None: go on."""
    found = find_in_texts([("reply", typed.text), ("function", typed.function)])
    about = published.publication.assessment
    warning = warning_about(about, typed.about, found, team.name)
    return replace(typed, warning=warning) if warning else None


def _keep(published: Published, said: Said, replaced: UUID | None) -> None:
    state, known = app_state(), _framework(published).indicators_by_key
    by = stamp(state.now())
    if replaced is None:
        give_reply(state.store, published.id, said, known, stamp=by)
    else:
        correct_reply(state.store, published.id, replaced, said, known, stamp=by)


def _refused(page: ReplyPage, status: int = 422) -> ResponseReturnValue:
    return render("replies/reply.html", page=page), status


_FIELDS = {"text": "reply"}
"""Fields of the form that are called otherwise than in the domain."""


def _sentences(error: InvalidInputError) -> tuple[tuple[str, str], ...]:
    texts = current_texts()
    return tuple(
        (_FIELDS.get(problem.path, problem.path), texts.problem(problem))
        for problem in error.problems
    )


def _id(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        abort(404)
