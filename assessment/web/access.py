"""Who may use a route. Deny by default: a route without a mark answers nobody.

``@bp.route`` is always outermost, ``@allow(...)`` just below it: Flask registers what it is
given, and a guard above it would never run.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from assessment.domain.records import Actor, Stamp
from assessment.errors import NotAllowedError
from assessment.web.kept import kept_form
from assessment.web.rendering import render
from assessment.web.roles import Role, role_of

__all__ = [
    "FOREIGN_ROUTES",
    "Role",
    "allow",
    "allowed_role",
    "guard",
    "signed_out",
    "stamp",
    "wants_json",
]

ViewT = TypeVar("ViewT", bound=Callable[..., Any])


FOREIGN_ROUTES: dict[str, tuple[Role, frozenset[str]]] = {
    "static": (Role.ANYONE, frozenset({"GET"})),
    "security.login": (Role.ANYONE, frozenset({"GET", "POST"})),
    "security.logout": (Role.ANYONE, frozenset({"POST"})),
    "security.reset_password": (Role.ANYONE, frozenset({"GET", "POST"})),
    # Asking for mail, and where Flask-Security sends whoever brings a used or old link.
    "security.forgot_password": (Role.ANYONE, frozenset({"GET", "POST"})),
    "security.change_password": (Role.SIGNED_IN, frozenset({"GET", "POST"})),
    "security.change_email": (Role.SIGNED_IN, frozenset({"GET", "POST"})),
    # The link proves who opens it; the person need not be signed in in this browser.
    "security.change_email_confirm": (Role.ANYONE, frozenset({"GET"})),
    "security.verify": (Role.SIGNED_IN, frozenset({"GET", "POST"})),
}
"""Routes that libraries registered, with the methods we open of them. No others."""


def allow(role: Role) -> Callable[[ViewT], ViewT]:
    """Mark a view with who may use it; :func:`guard` checks the mark."""

    def mark(view: ViewT) -> ViewT:
        view.allowed = role  # type: ignore[attr-defined]
        return view

    return mark


def guard() -> ResponseReturnValue | None:
    """Refuse a request unless its route says that this person may use it."""
    if request.endpoint is None:
        return None  # no such page: the router answers 404 or 405
    role = allowed_role(current_app, request.endpoint, request.method)
    if role is None:
        abort(404)
    if role is Role.ANYONE:
        return None
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    if role > role_of(current_user):
        raise NotAllowedError(f"{request.endpoint} needs {role.name}")
    return None


def allowed_role(app: Flask, endpoint: str, method: str) -> Role | None:
    """Return who may use *endpoint* with *method*; None: nobody."""
    if endpoint in FOREIGN_ROUTES:
        role, methods = FOREIGN_ROUTES[endpoint]
        return role if method in methods | {"HEAD", "OPTIONS"} else None
    mark: Role | None = getattr(app.view_functions[endpoint], "allowed", None)
    return mark


def stamp(now: datetime) -> Stamp:
    """Return who acts in this request, and when, for the audit trail."""
    return Stamp(Actor(current_user.id, current_user.email), now)


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


def _ask_to_sign_in() -> ResponseReturnValue:
    if wants_json() or request.method not in {"GET", "HEAD"}:
        return signed_out()
    parts = urlsplit(request.full_path)
    here = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return redirect(url_for("security.login", next=here), code=303)
