"""How often one may fail to sign in: per address and per account, for all processes.

Successes do not count. Flask-Limiter decides; the database counts.
"""

from contextlib import suppress
from hashlib import sha256
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, cast

from flask import Flask, Response, abort, current_app, request, session
from flask.typing import RouteCallable
from flask_limiter import Limiter
from flask_security import current_user

from assessment.storage.people.attempts import SCHEME, DatabaseAttempts
from assessment.web.state import AppState, app_state

_ONE_SITE = 64
"""Length of the prefix that one household or office has of IPv6: the rest it chooses."""
_LONGEST_EMAIL = 255
_LIMITER = "assessment-limiter"
MAIL_LIMIT = "5 per hour"
"""How often one account can be sent mail by asking for it."""
WORKBOOKS_PER_HOUR = 60
"""How many a visitor's address may have made: each costs a process a second."""
_ONE_HOUR_S = 3600


def limit_sign_in(app: Flask, state: AppState) -> None:
    """Limit failed attempts to sign in, and to use one-time links."""
    counted: dict[str, Any] = {"store": state.store, "now": state.now}
    limiter = Limiter(
        address_of_visitor,
        app=app,
        storage_uri=f"{SCHEME}://",
        storage_options=counted,
    )

    app.extensions[_LIMITER] = limiter

    def limited(endpoint: str, limit: str, **of: Any) -> None:
        of.setdefault("deduct_when", has_failed)
        wrapped = limiter.limit(limit, methods=["POST"], **of)(
            app.view_functions[endpoint]
        )
        app.view_functions[endpoint] = cast(RouteCallable, wrapped)

    limited("security.login", state.settings.account_limit, key_func=account_named)
    limited("security.login", state.settings.sign_in_limit)
    limited("security.reset_password", state.settings.sign_in_limit)
    for endpoint in ("security.two_factor_token_validation", "security.mf_recovery"):
        limited(endpoint, state.settings.account_limit, key_func=account_half_in)
    # Every request for mail counts, whether there is such an account or not.
    asked: dict[str, Any] = {"deduct_when": lambda _response: True}
    limited("security.forgot_password", MAIL_LIMIT, key_func=account_named, **asked)
    limited("security.forgot_password", state.settings.sign_in_limit, **asked)
    # Who is signed in may still be somebody at an open desk: no guessing of the password.
    for endpoint in ("security.change_password", "security.verify"):
        limited(
            endpoint,
            state.settings.account_limit,
            key_func=account_signed_in,
            deduct_when=lambda response: response.status_code not in {302, 303},
        )
    limited("security.change_email", MAIL_LIMIT, key_func=account_signed_in, **asked)


def limit_guessing(app: Flask, state: AppState) -> None:
    """Limit asking for codes of which nothing is known; known ones do not count.

    Call it when every page is registered and sign-in is limited.
    """
    limiter: Limiter = app.extensions[_LIMITER]
    wrapped = limiter.limit(
        state.settings.sign_in_limit,
        methods=["GET"],
        deduct_when=lambda response: response.status_code == HTTPStatus.NOT_FOUND,
    )(app.view_functions["verify.show"])
    app.view_functions["verify.show"] = cast(RouteCallable, wrapped)


def address_of_visitor() -> str:
    """Return the address that attempts are counted for; of IPv6, the site's part of it."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ip_network((address, _ONE_SITE), strict=False))


def account_named() -> str:
    """Return what stands for the account that somebody tries, whether it exists or not."""
    email = request.form.get("email", "").strip()[:_LONGEST_EMAIL]
    # As the library looks for it: of one account there are many ways to write the address.
    with suppress(ValueError):
        email = current_app.extensions["security"].mail_util.normalize(email)
    return sha256(email.lower().encode("utf-8", "surrogatepass")).hexdigest()


def account_signed_in() -> str:
    """Return what stands for the account of this request."""
    return f"account-{getattr(current_user, 'id', 0)}"


def account_half_in() -> str:
    """Return what stands for the account that gave its password, but no code yet."""
    return f"code-{session.get('tf_user_id', '')}"


def is_first_use(what: str, for_s: int) -> bool:
    """Return whether *what* comes for the first time within *for_s* seconds."""
    return _uses(what, for_s) == 1


def refuse_many_workbooks() -> None:
    """Go on unless this visitor's address had too many workbooks made within an hour."""
    if current_user.is_authenticated:
        return
    if _uses(f"workbook-{address_of_visitor()}", _ONE_HOUR_S) > WORKBOOKS_PER_HOUR:
        abort(429)


def _uses(what: str, for_s: int) -> int:
    """Return how often *what* came within *for_s* seconds, this time with it."""
    state = app_state()
    return DatabaseAttempts(store=state.store, now=state.now).incr(what, for_s)


def has_failed(response: Response) -> bool:
    """Return whether an attempt counts: success leads on, or signs in."""
    return response.status_code not in {302, 303} and not current_user.is_authenticated
