"""Routes of comments."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

from assessment.domain.guard import find_in_texts
from assessment.domain.people.may import Action
from assessment.domain.records import PageKey
from assessment.domain.talk import check_comment
from assessment.services.talk.commenting import add_comment, settle_comments
from assessment.web.access import allow, stamp
from assessment.web.frame import Opened, indicator_url, opened
from assessment.web.guarding import warning_about
from assessment.web.rendering import render
from assessment.web.talk.pages import open_talk_page, talk_view
from assessment.web.typed import stripped

bp = Blueprint("talk", __name__, url_prefix="/assessments/<uuid:assessment_id>")


@bp.get("/comments")
@allow(Action.SEE)
def show_open(assessment_id: UUID) -> ResponseReturnValue:
    """List the comments that nobody has settled."""
    work = opened(assessment_id)
    number = request.args.get("page", 1, type=int)
    page = open_talk_page(work, number)
    return render("talk/open.html", frame=work.frame, page=page)


@bp.post("/indicators/<indicator_key>/comments")
@allow(Action.COMMENT)
def say(assessment_id: UUID, indicator_key: str) -> ResponseReturnValue:
    """Keep a comment, unless it is empty or may name a child."""
    work = _with(assessment_id, indicator_key)
    text = stripped(request.form.get("comment", "").replace("\r\n", "\n"))
    wrong = check_comment(text)
    warning = None
    if not wrong:
        found = find_in_texts([("comment", text)])
        warning = warning_about(assessment_id, indicator_key, found)
    if wrong or warning:
        view = replace(
            talk_view(work, indicator_key),
            draft=text,
            wrong=work.texts.gettext(wrong) if wrong else "",
            warning=warning,
        )
        indicator = work.framework.indicators_by_key[indicator_key]
        html = render("talk/say.html", frame=work.frame, talk=view, indicator=indicator)
        return html, 422
    page = PageKey(assessment_id, indicator_key)
    add_comment(work.state.store, page, text, stamp=stamp(work.state.now()))
    return _back(work, indicator_key)


@bp.post("/indicators/<indicator_key>/comments/settle")
@allow(Action.COMMENT)
def settle(assessment_id: UUID, indicator_key: str) -> ResponseReturnValue:
    """Settle the comments that the person had before them."""
    work = _with(assessment_id, indicator_key)
    page = PageKey(assessment_id, indicator_key)
    seen = [found for text in request.form.getlist("seen") if (found := _id(text))]
    settle_comments(work.state.store, page, seen, stamp=stamp(work.state.now()))
    return _back(work, indicator_key)


def _with(assessment_id: UUID, indicator_key: str) -> Opened:
    work = opened(assessment_id)
    if indicator_key not in work.framework.indicators_by_key:
        abort(404)
    return work


def _back(work: Opened, indicator_key: str) -> ResponseReturnValue:
    return redirect(f"{indicator_url(work.stored.id, indicator_key)}#talk", code=303)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
