"""Signing in again leads back to what somebody typed, by whichever way they come."""

import json
from collections.abc import Callable
from typing import Any

from flask import make_response, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from assessment.services.people.parking import park, take_parked
from assessment.web.kept import Kept, as_sent, carried_form, kept_again
from assessment.web.rendering import render
from assessment.web.state import app_state

_KEY = "parked"
_CODE_PAGE = "security.two_factor_token_validation"


def going_on(sign_in: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    """Sign in; then show what was typed before, instead of leading elsewhere."""
    kept = carried_form()
    answer = sign_in()
    if current_user.is_authenticated:
        # By GET only from a provider of single sign-on, or nothing was signed in just now.
        came = request.method == "POST" or request.endpoint == "security.oauthresponse"
        kept = (kept or _taken()) if came else None
        if kept is not None:
            return render("account/kept.html", kept=kept, can_send=True)
        return answer
    if request.endpoint == "security.login" and kept and session.get("tf_user_id"):
        _park(kept)
        if make_response(answer).location.startswith(url_for(_CODE_PAGE)):
            # The code is asked for on this page: what was typed stays in sight.
            return render("account/code.html", kept=kept, form=None)
    return answer


def parking(leave: Callable[..., ResponseReturnValue], **values: Any) -> Any:
    """Park what the form brought, then leave for a page that cannot carry it."""
    kept = carried_form() if request.method == "POST" else None
    if kept is not None:
        _park(kept)
    return leave(**values)


def _park(kept: Kept) -> None:
    state = app_state()
    text = json.dumps(as_sent(kept), ensure_ascii=False)
    if key := park(state.store, text, state.now()):
        session[_KEY] = key


def _taken() -> Kept | None:
    key, state = session.pop(_KEY, None), app_state()
    text = take_parked(state.store, key, state.now()) if isinstance(key, str) else None
    return None if text is None else kept_again(json.loads(text))
