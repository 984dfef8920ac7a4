"""One's own account, and the one-click sign-in of the demo (loopback only)."""

from datetime import timedelta

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import auth_required, current_user, logout_user

from assessment.domain.people.events import AccountEvent, about_account
from assessment.errors import N_
from assessment.services.people.leaving import account_data, erase_account
from assessment.services.people.sessions import (
    end_one_session,
    end_other_sessions,
    key_of,
    list_sessions,
)
from assessment.services.people.trail import note
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.web.access import ANYONE, SIGNED_IN, allow, stamp
from assessment.web.account.pages import AccountPage, session_lines
from assessment.web.accounts import (
    confirm_new_address,
    library_account,
    sign_in_to_demo,
)
from assessment.web.coming_back import going_on
from assessment.web.demo import is_demo_visitor
from assessment.web.language import current_texts
from assessment.web.person import current_person
from assessment.web.rendering import render
from assessment.web.security_config import FRESH_FOR
from assessment.web.sessions import token_here
from assessment.web.state import app_state
from assessment.web.teams.pages import team_line
from assessment.web.ways import way_back

bp = Blueprint("account", __name__)
FRESH = auth_required("session", within=lambda: FRESH_FOR, grace=lambda: timedelta(0))
"""Who signed in a while ago says the password once more."""


@bp.post("/demo/sign-in")
@allow(ANYONE)
def demo_sign_in() -> ResponseReturnValue:
    """Sign in as one of the demo's people."""
    who = request.form.get("who", "")
    if not is_demo_visitor() or who not in DEMO_PEOPLE:
        abort(404)

    def sign_in() -> ResponseReturnValue:
        sign_in_to_demo(who)
        return redirect(way_back(request.form.get("next", "")), code=303)

    return going_on(sign_in)


@bp.get("/account")
@allow(SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show one's own account and where it is signed in."""
    sessions = list_sessions(app_state().store, current_user.id)
    texts, person = current_texts(), current_person()
    user = library_account()
    page = AccountPage(
        current_user.email,
        bool(user.tf_primary_method and user.tf_totp_secret),
        len(user.mf_recovery_codes or ()),
        session_lines(sessions, key_of(token_here()), texts),
        len(user.webauthn),
        tuple(team_line(team, texts, person) for team in person.teams.values()),
        is_administrator=person.is_administrator,
        owes_factor=current_user.owes_factor,
    )
    return render("account/account.html", page=page)


@bp.post("/account/address/confirmed")
@allow(ANYONE)
def confirm_address() -> ResponseReturnValue:
    """Change the address, once the person of the new one says so.

    Opening a link changes nothing: programs open links in messages, too.
    """
    return confirm_new_address(request.form.get("token", ""))


@bp.post("/account/sessions/end")
@allow(SIGNED_IN)
def end_session() -> ResponseReturnValue:
    """Sign one other browser out."""
    end_one_session(
        *(app_state().store, current_user.id, request.form.get("key", "")),
        stamp=stamp(app_state().now()),
    )
    flash(N_("That browser is signed out."), "success")
    return redirect(url_for("account.show"), code=303)


@bp.post("/account/sessions/end-others")
@allow(SIGNED_IN)
def end_others() -> ResponseReturnValue:
    """Sign every other browser out."""
    end_other_sessions(
        *(app_state().store, current_user.id, token_here()),
        stamp=stamp(app_state().now()),
    )
    flash(N_("You are signed out everywhere else."), "success")
    return redirect(url_for("account.show"), code=303)


@bp.get("/account/data.json")
@allow(SIGNED_IN)
@FRESH
def data() -> ResponseReturnValue:
    """Hand out all that is kept about one's account."""
    state = app_state()
    text = account_data(state.store, current_user.id)
    taken = about_account(AccountEvent.DATA_TAKEN, current_user.id)
    note(state.store, stamp(state.now()), taken)
    return Response(
        text,
        mimetype="application/json",
        headers={"Content-Disposition": "attachment; filename=account.json"},
    )


@bp.get("/account/erase")
@allow(SIGNED_IN)
@FRESH
def ask_erasure() -> ResponseReturnValue:
    """Say what leaving means, and ask once more."""
    return render("account/erase.html", email=current_user.email)


@bp.post("/account/erase")
@allow(SIGNED_IN)
@FRESH
def erase() -> ResponseReturnValue:
    """Erase one's account."""
    if request.form.get("sure") != "yes":
        return redirect(url_for("account.ask_erasure"), code=303)
    state = app_state()
    erase_account(
        *(state.store, current_user.id, state.now()), secret=state.settings.secret_key
    )
    logout_user()
    flash(N_("Your account is erased."), "success")
    return redirect(url_for("security.login"), code=303)
