"""Who may use a route. Deny by default: a route without a mark answers nobody.

``@bp.route`` is always outermost, ``@allow(...)`` just below it: Flask registers what it is
given, and a guard above it would never run. What a route is about stands in its address:
``assessment_id`` (with ``indicator_key``), ``team_id``, the ``code`` of a publication, or
none of them. The guard asks
:func:`~assessment.domain.people.may.may` before the view runs.
"""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from assessment.domain.people.may import ABOUT_A_TEAM, Action, Standing, may
from assessment.domain.records import Actor, Stamp
from assessment.errors import N_, NotAllowedError
from assessment.services.people.access import require
from assessment.services.replies.reading import find_answered
from assessment.web.frame import opened
from assessment.web.kept import kept_form
from assessment.web.language import current_texts
from assessment.web.person import current_person
from assessment.web.rendering import render
from assessment.web.state import app_state

ViewT = TypeVar("ViewT", bound=Callable[..., Any])

_SETTING_UP = ("security.", "account.")
"""Where people get who still need a second factor: their own account, and signing out."""
_NO_FACTOR = N_(
    "Nothing was saved: your team asks for a second factor. Open your account in another "
    "tab, set one up, then send this again."
)
_NO_TEAM = N_("You may not do this in any of your teams.")


class Anybody(Enum):
    """Routes that are about nothing that somebody may or may not know of.

    Where they show something of assessments (lists, comparisons), they ask for what the
    person may know of and nothing else.
    """

    ANYONE = "anyone"
    SIGNED_IN = "signed-in"


ANYONE, SIGNED_IN = Anybody.ANYONE, Anybody.SIGNED_IN
Need = Action | Anybody
"""What a route needs: somebody, or a person who may do something."""

FOREIGN_ROUTES: dict[str, tuple[Need, frozenset[str]]] = {
    "static": (ANYONE, frozenset({"GET"})),
    "security.login": (ANYONE, frozenset({"GET", "POST"})),
    "security.logout": (ANYONE, frozenset({"POST"})),
    "security.reset_password": (ANYONE, frozenset({"GET", "POST"})),
    # Asking for mail, and where Flask-Security sends whoever brings a used or old link.
    "security.forgot_password": (ANYONE, frozenset({"GET", "POST"})),
    "security.change_password": (SIGNED_IN, frozenset({"GET", "POST"})),
    "security.change_email": (SIGNED_IN, frozenset({"GET", "POST"})),
    # The link proves who opens it; the person need not be signed in in this browser.
    "security.change_email_confirm": (ANYONE, frozenset({"GET"})),
    "security.verify": (SIGNED_IN, frozenset({"GET", "POST"})),
    # Half-way through signing in, too: the library knows who gave the password.
    "security.two_factor_setup": (ANYONE, frozenset({"GET", "POST"})),
    "security.two_factor_token_validation": (ANYONE, frozenset({"GET", "POST"})),
    "security.two_factor_setup_validate": (SIGNED_IN, frozenset({"POST"})),
    "security.mf_recovery_codes": (SIGNED_IN, frozenset({"GET", "POST"})),
    "security.mf_recovery": (ANYONE, frozenset({"GET", "POST"})),
    # Passkeys; two of them half-way through signing in.
    "security.tf_select": (ANYONE, frozenset({"GET", "POST"})),
    "security.wan_signin": (ANYONE, frozenset({"GET", "POST"})),
    "security.wan_signin_response": (ANYONE, frozenset({"POST"})),
    "security.wan_register": (SIGNED_IN, frozenset({"GET", "POST"})),
    "security.wan_register_response": (SIGNED_IN, frozenset({"POST"})),
    "security.wan_delete": (SIGNED_IN, frozenset({"POST"})),
    "security.wan_verify": (SIGNED_IN, frozenset({"GET", "POST"})),
    "security.wan_verify_response": (SIGNED_IN, frozenset({"POST"})),
    # Single sign-on; registered where a provider is set.
    "security.oauthstart": (ANYONE, frozenset({"POST"})),
    "security.oauthresponse": (ANYONE, frozenset({"GET"})),
    "security.oauth_verify_start": (SIGNED_IN, frozenset({"POST"})),
    "security.oauth_verify_response": (SIGNED_IN, frozenset({"GET"})),
}
"""Routes that libraries registered, with the methods we open of them. No others."""


def allow(need: Need) -> Callable[[ViewT], ViewT]:
    """Mark a view with what it needs; :func:`guard` checks the mark."""

    def mark(view: ViewT) -> ViewT:
        view.allowed = need  # type: ignore[attr-defined]
        return view

    return mark


def guard() -> ResponseReturnValue | None:
    """Refuse a request unless this person may do what its route is for."""
    if request.endpoint is None:
        return None  # no such page: the router answers 404 or 405
    need = needed(current_app, request.endpoint, request.method)
    if need is None:
        abort(404)
    if need is ANYONE:
        return None
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    if _owes_factor() and not request.endpoint.startswith(_SETTING_UP):
        return _ask_for_factor()
    if isinstance(need, Action):
        _require(need)
    return None


def needed(app: Flask, endpoint: str, method: str) -> Need | None:
    """Return what *endpoint* needs with *method*; None: it answers nobody."""
    if endpoint in FOREIGN_ROUTES:
        need, methods = FOREIGN_ROUTES[endpoint]
        return need if method in methods | {"HEAD", "OPTIONS"} else None
    mark: Need | None = getattr(app.view_functions[endpoint], "allowed", None)
    return mark


def may_in_some_team(action: Action) -> bool:
    """Return whether this person may do *action* in any of their teams."""
    person = current_person()
    return any(may(person, action, Standing(team)) for team in person.roles)


def stamp(now: datetime) -> Stamp:
    """Return who acts in this request, and when, for the audit trail."""
    return Stamp(Actor(current_user.id, current_person().name), now)


def wants_json() -> bool:
    """Return whether a script asked, so that it gets data instead of a page."""
    return (
        request.accept_mimetypes.best_match(
            ("text/html", "application/json"), default="text/html"
        )
        == "application/json"
    )


def signed_out() -> ResponseReturnValue:
    """Ask to sign in, with what was sent kept in the page."""
    if wants_json():
        return {"problem": "signed-out"}, 401
    return render("account/signed_out.html", kept=kept_form()), 401


def _require(action: Action) -> None:
    """Go on only when this person may do *action* with what the address names."""
    given = request.view_args or {}
    if "assessment_id" in given:
        work = opened(given["assessment_id"])
        key = given.get("indicator_key", "")
        require(work.person, action, work.standing, indicator=key)
    elif "team_id" in given:
        team: UUID = given["team_id"]
        require(current_person(), action, Standing(team))
    elif action is Action.REPLY:
        published = find_answered(app_state().store, given["code"], current_person())
        require(current_person(), action, published.standing)
    elif action in ABOUT_A_TEAM:
        if not may_in_some_team(action):
            raise NotAllowedError(_NO_TEAM)
    else:
        require(current_person(), action)


def _owes_factor() -> bool:
    return bool(getattr(current_user, "owes_factor", False))


def _ask_for_factor() -> ResponseReturnValue:
    """Lead to where a second factor is set up; what was typed is shown, ready to be sent."""
    if wants_json():
        told = current_texts().gettext(_NO_FACTOR)
        return {"problem": "error", "message": told}, 403
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("account.show"), code=303)
    page = render(
        "errors/error.html",
        title=N_("A second factor is needed"),
        text=_NO_FACTOR,
        detail="",
        kept=kept_form(),
        can_send=True,
    )
    return page, 403


def ask_to_sign_in() -> ResponseReturnValue:
    """Lead to the sign-in page and from there back here; a script only gets the answer."""
    if wants_json() or request.method not in {"GET", "HEAD"}:
        return signed_out()
    parts = urlsplit(request.full_path)
    here = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return redirect(url_for("security.login", next=here), code=303)
