"""The route of the method page."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from assessment.web.access import ANYONE, allow
from assessment.web.language import current_texts
from assessment.web.method.pages import method_page
from assessment.web.rendering import render
from assessment.web.state import app_state

bp = Blueprint("method", __name__)


@bp.get("/method")
@allow(ANYONE)
def show() -> ResponseReturnValue:
    """Say how scores come about, and how far they can be trusted."""
    page = method_page(app_state().frameworks.default, current_texts())
    return render("method/method.html", page=page)
