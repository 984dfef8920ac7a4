"""Sessions of browsers: the cookie names one that the server remembers, and can end.

Flask-Security and Flask-Login sign in and out; here stands what they leave to a cookie
alone: a session that the server forgets when somebody signs out, so that no copy of the
cookie opens anything, and a new token against forged forms at each sign-in.
"""

from datetime import datetime
from typing import Any

from flask import Flask, Request, g, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import user_logged_out
from flask_security.signals import user_authenticated
from itsdangerous import BadSignature

from assessment.domain.records import Visitor
from assessment.services.people.arriving import keep_language, know_again
from assessment.services.people.sessions import begin_session, end_session, find_visitor
from assessment.web.browsers import browser_name
from assessment.web.language import chosen_language, current_language
from assessment.web.state import app_state

_VISIT = "visit"
_CSRF = "csrf_token"


class CookieSessions(SecureCookieSessionInterface):
    """Signed cookies whose age is not judged by the clock of this machine.

    The library refuses a cookie "from the future": a clock that was set back signed
    everybody out. How old a session may be is judged by the server's own record of it.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie of *request* holds; empty when it is not ours."""
        serializer = self.get_signing_serializer(app)
        if serializer is None:
            return None
        try:
            cookie = request.cookies.get(self.get_cookie_name(app), "")
            return self.session_class(serializer.loads(cookie) if cookie else None)
        except BadSignature:
            return self.session_class()


def init_sessions(app: Flask) -> None:
    """Let the server remember the sessions of *app*."""
    app.session_interface = CookieSessions()
    user_authenticated.connect(_begin, app)
    user_logged_out.connect(_end, app)


def visitor_of(account_key: str, now: datetime) -> Visitor | None:
    """Return whose session this request belongs to; None: it has ended, or never was."""
    token = session.get(_VISIT)
    if not isinstance(token, str):
        return None
    return find_visitor(app_state().store, token, account_key, now)


def token_here() -> str:
    """Return the token of the session of this request; empty: there is none."""
    token = session.get(_VISIT)
    return token if isinstance(token, str) else ""


def _begin(_app: Flask, user: Any, authn_via: Any = (), **_more: object) -> None:
    state = app_state()
    before = token_here()
    session[_VISIT] = begin_session(
        *(state.store, user.id, state.now()),
        instead_of=before,
        browser=browser_name(request.user_agent.string),
        ways=[str(way) for way in authn_via or ()],
    )
    is_chosen = bool(chosen_language())
    keep_language(state.store, user.id, current_language(), is_chosen=is_chosen)
    know_again(state.store, user.id, user.email, state.settings.secret_key)
    # Whoever planted a cookie here before knows the old token.
    session.pop(_CSRF, None)
    g.pop(_CSRF, None)


def _end(_app: Flask, **_more: object) -> None:
    if token := session.pop(_VISIT, None):
        end_session(app_state().store, token, app_state().now())
