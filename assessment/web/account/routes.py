"""One-click sign-in of the demo: loopback only, never anywhere else."""

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

from assessment.web.access import Role, allow
from assessment.web.accounts import DEMO_ACCOUNTS, going_on, sign_in_to_demo
from assessment.web.demo import is_demo_visitor
from assessment.web.ways import way_back

bp = Blueprint("account", __name__)


@bp.post("/demo/sign-in")
@allow(Role.ANYONE)
def demo_sign_in() -> ResponseReturnValue:
    """Sign in as one of the demo's people."""
    who = request.form.get("who", "")
    if not is_demo_visitor() or who not in DEMO_ACCOUNTS:
        abort(404)

    def sign_in() -> ResponseReturnValue:
        sign_in_to_demo(who)
        return redirect(way_back(request.form.get("next", "")), code=303)

    return going_on(sign_in)
