"""The route of the page that is asked about codes."""

from flask import Blueprint, make_response, request
from flask.typing import ResponseReturnValue

from assessment.web.access import ANYONE, allow
from assessment.web.language import current_texts
from assessment.web.rendering import render
from assessment.web.state import app_state
from assessment.web.typed import stripped
from assessment.web.verify.pages import Answer, verify_page

bp = Blueprint("verify", __name__)

LONGEST = 100
STATUS = {Answer.NO_CODE: 422, Answer.UNKNOWN: 404}


@bp.get("/verify")
@allow(ANYONE)
def show() -> ResponseReturnValue:
    """Say what is known of a code, and what that proves."""
    typed = stripped(request.args.get("code", ""))[:LONGEST]
    page = verify_page(app_state(), typed, current_texts())
    html = render("verify/verify.html", page=page)
    response = make_response(html, STATUS.get(page.answer, 200))
    response.headers["Cache-Control"] = "no-store"
    return response
