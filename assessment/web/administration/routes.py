"""What administrators do with accounts: sign them out, help after a lost phone, erase."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_security import current_user

from assessment.domain.people.events import AccountEvent, about_account
from assessment.domain.people.may import Action
from assessment.domain.records import Stamp
from assessment.errors import N_, NotAllowedError
from assessment.services.history.tables import account_trail_csv
from assessment.services.people.accounts import list_accounts
from assessment.services.people.deactivating import (
    activate,
    deactivate,
    holdings_of,
)
from assessment.services.people.leaving import erase_account
from assessment.services.people.sessions import end_sessions
from assessment.services.people.trail import account_trail, note
from assessment.web.access import allow, stamp
from assessment.web.administration.pages import (
    ACCOUNTS_PER_PAGE,
    MOST_PAGES,
    AccountLine,
    AccountsPage,
    DeactivatePage,
)
from assessment.web.administration.trail import trail_page
from assessment.web.language import current_texts
from assessment.web.rendering import render
from assessment.web.state import app_state
from assessment.web.teams.words import ROLE_WORDS

bp = Blueprint("administration", __name__, url_prefix="/administrators/accounts")


@bp.get("")
@allow(Action.ADMINISTER)
def accounts() -> ResponseReturnValue:
    """List the accounts, a page at a time."""
    number = max(1, request.args.get("page", 1, type=int))
    number = min(number, MOST_PAGES)
    first = (number - 1) * ACCOUNTS_PER_PAGE
    found, total = list_accounts(app_state().store, first, ACCOUNTS_PER_PAGE)
    lines = tuple(
        AccountLine(
            each.id,
            each.email,
            each.name,
            each.is_administrator,
            each.id == current_user.id,
            each.active,
        )
        for each in found
    )
    pages = max(1, -(-total // ACCOUNTS_PER_PAGE))
    page = AccountsPage(lines, number, pages, total)
    return render("administration/accounts.html", page=page)


@bp.post("/<int(max=2147483647):account>/sign-out")
@allow(Action.ADMINISTER)
def sign_out(account: int) -> ResponseReturnValue:
    """End every session of an account."""
    end_sessions(app_state().store, _user(account).email, stamp=_stamp())
    return _told(N_("Every browser of this account is signed out."))


@bp.post("/<int(max=2147483647):account>/second-factor")
@allow(Action.ADMINISTER)
def drop_second_factor(account: int) -> ResponseReturnValue:
    """Let somebody without phone and codes in again; ends their sessions."""
    user, datastore = _user(account), _datastore()
    datastore.tf_reset(user)
    datastore.mf_set_recovery_codes(user, [])
    datastore.webauthn_reset(user)
    datastore.commit()
    state = app_state()
    note(state.store, _stamp(), about_account(AccountEvent.FACTOR_REMOVED, account))
    end_sessions(state.store, user.email, stamp=_stamp())
    return _told(N_("The second factor of this account is removed."))


@bp.post("/<int(max=2147483647):account>/erase")
@allow(Action.ADMINISTER)
def erase(account: int) -> ResponseReturnValue:
    """Erase the account of somebody who left."""
    user = _user(account)
    if request.form.get("sure") != "yes":
        return _told(N_("Nothing was erased: tick that you are sure."), "error")
    if user.id == current_user.id:
        return _told(N_("Erase your own account on its own page."), "error")
    state = app_state()
    erase_account(
        *(state.store, user.id, state.now()),
        secret=state.settings.secret_key,
        by=_stamp().actor,
    )
    return _told(N_("The account is erased."))


@bp.get("/<int(max=2147483647):account>/deactivate")
@allow(Action.ADMINISTER)
def ask_deactivation(account: int) -> ResponseReturnValue:
    """Say what deactivating means for this account, and ask."""
    state, user = app_state(), _user(account)
    held = holdings_of(state.store, account, state.now())
    roles = held.person.roles if held.person else {}
    teams = held.person.teams if held.person else {}
    page = DeactivatePage(
        user.name or user.email,
        user.email,
        url_for("administration.keep_out", account=account),
        tuple(
            (teams[team].name, tuple(ROLE_WORDS[role] for role in sorted(held_there)))
            for team, held_there in roles.items()
        ),
        held.asks,
        held.invitations,
    )
    return render("administration/deactivate.html", page=page)


@bp.post("/<int(max=2147483647):account>/deactivate")
@allow(Action.ADMINISTER)
def keep_out(account: int) -> ResponseReturnValue:
    """Deactivate an account."""
    _user(account)
    try:
        deactivate(app_state().store, account, stamp=_stamp())
    except NotAllowedError as error:
        return _told(current_texts().problem(error.problem), "error")
    return _told(N_("The account is deactivated."))


@bp.post("/<int(max=2147483647):account>/activate")
@allow(Action.ADMINISTER)
def let_in(account: int) -> ResponseReturnValue:
    """Activate an account again."""
    _user(account)
    activate(app_state().store, account, stamp=_stamp())
    return _told(N_("The account is active again."))


@bp.get("/trail")
@allow(Action.ADMINISTER)
def trail() -> ResponseReturnValue:
    """Show what happened to accounts, teams and invitations."""
    number = min(request.args.get("page", 1, type=int), MOST_PAGES)
    page = trail_page(number, current_texts())
    return render("administration/trail.html", page=page)


@bp.get("/trail.csv")
@allow(Action.ADMINISTER)
def trail_table() -> ResponseReturnValue:
    """Hand the trail of accounts out as a table."""
    data = account_trail_csv(account_trail(app_state().store).entries)
    response = Response(data, mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename="accounts.csv")
    return response


def _stamp() -> Stamp:
    return stamp(app_state().now())


def _told(what: str, tone: str = "success") -> ResponseReturnValue:
    flash(what, tone)
    return redirect(url_for("administration.accounts"), code=303)


def _user(account: int) -> Any:
    return _datastore().find_user(id=account) or abort(404)


def _datastore() -> Any:
    return current_app.extensions["security"].datastore
