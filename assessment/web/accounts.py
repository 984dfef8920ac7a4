"""Accounts: Flask-Security with our store, our words and our pages.

Signing in, sessions, password hashes and one-time links are its own (DESIGN 11). A link
carries the account's uniquifier and a digest of its password hash, signed: setting the
password changes both, so that a link works once, and a newer link ends an older one.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, cast

from flask import Flask, Request, current_app, request, session
from flask.typing import ResponseReturnValue
from flask_security import (
    RoleMixin,
    Security,
    UserMixin,
    current_user,
    login_user,
)
from flask_security.recoverable import generate_reset_link
from flask_security.utils import set_request_attr

from assessment.domain.records import Account, Visitor
from assessment.errors import N_, InvalidAccountError, Problem
from assessment.services.people.accounts import create_account as store_account
from assessment.services.people.accounts import find_account
from assessment.services.samples.demo_people import DEMO_PEOPLE, make_demo_people
from assessment.storage.people.accounts import account_sessions, user_datastore
from assessment.web.app_codes import AppCodes
from assessment.web.coming_back import going_on, parking
from assessment.web.kept import carried_form
from assessment.web.language import current_language
from assessment.web.passkeys import PasskeyForm, PasskeyRules, init_passkeys
from assessment.web.post import Post, drawn, follow_changes
from assessment.web.rendering import render
from assessment.web.security_config import security_config
from assessment.web.security_forms import (
    FactorForm,
    RescueForm,
    SecondFactorForm,
    SetPasswordForm,
    SignInForm,
)
from assessment.web.sessions import init_sessions, visitor_of
from assessment.web.sign_on import init_sign_on, sign_on_config
from assessment.web.state import EXTENSION, AppState, app_state

SIGN_IN_PAGES = (
    "security.login",
    "security.two_factor_token_validation",
    "security.mf_recovery",
    "security.wan_signin_response",
    "security.oauthresponse",
)
"""Each may be the last step of signing in."""
CONFIRM_PAGE = "security.change_email_confirm"
LEAVING_PAGES = ("security.wan_signin", "security.oauthstart")
"""Each leads to pages that cannot carry along what somebody typed."""


def init_accounts(app: Flask) -> None:
    """Add sign-in, sign-out and one-time links to *app*."""
    state = _state(app)
    sessions = account_sessions(state.store)
    app.config.update(security_config(state.settings))
    app.config.update(sign_on_config(state.settings.sign_on))
    security = Security(
        app,
        user_datastore(sessions),
        render_template=drawn,
        mail_util_cls=Post,
        totp_cls=AppCodes,
        login_form=SignInForm,
        reset_password_form=SetPasswordForm,
        two_factor_setup_form=SecondFactorForm,
        two_factor_rescue_form=RescueForm,
        two_factor_select_form=FactorForm,
        webauthn_util_cls=PasskeyRules,
        wan_register_form=PasskeyForm,
    )
    security.login_manager.user_loader(_signed_in)
    # Sessions are the one way in: no tokens in headers or addresses, and none given out.
    security.login_manager.request_loader(_nobody)
    security.want_json(_is_never_json)
    init_sessions(app)
    security.mail_context_processor(lambda: {"site": state.settings.url})
    follow_changes(app)
    init_passkeys(app)
    # What somebody typed before the session ended comes along through signing in.
    name = state.settings.sign_on.name if state.settings.sign_on else ""
    security.login_context_processor(lambda: {"kept": carried_form(), "provider": name})
    security.verify_context_processor(lambda: {"provider": name})
    init_sign_on(app, state.settings.sign_on)
    security.tf_token_validation_context_processor(lambda: {"kept": carried_form()})
    security.mf_recovery_context_processor(lambda: {"kept": carried_form()})
    for endpoint in SIGN_IN_PAGES:
        _wrap(app, endpoint, lambda view, **given: going_on(partial(view, **given)))
    _wrap(app, CONFIRM_PAGE, lambda _view, token: _ask_to_confirm(token))
    for endpoint in LEAVING_PAGES:
        _wrap(app, endpoint, parking)

    @app.teardown_appcontext
    def _end_session(_error: BaseException | None) -> None:
        sessions.remove()


def _wrap(app: Flask, endpoint: str, around: Callable[..., Any]) -> None:
    if endpoint not in app.view_functions:
        return  # single sign-on, where no provider is set
    view = app.view_functions[endpoint]

    @wraps(view)
    def wrapped(**given: Any) -> ResponseReturnValue:
        return cast(ResponseReturnValue, around(view, **given))

    app.view_functions[endpoint] = wrapped


class SignedIn(UserMixin):
    """The person of a request. Read only: changes go through the datastore.

    Flask-Security would load its own row object with every request, which costs more than
    all our queries together.
    """

    active = True

    def __init__(self, visitor: Visitor) -> None:
        self.id = cast(int, visitor.person.id)
        self.email = visitor.email
        self.name = visitor.person.name
        self.fs_uniquifier = visitor.session
        self.person = visitor.person
        settings = app_state().settings
        is_asked = settings.second_factor and not settings.demo
        # Asked with every request: a team may ask since this person signed in.
        self.owes_factor = not visitor.has_factor and (is_asked or visitor.team_asks)
        # What people may do is asked of ``may``; the library's roles are not used.
        self.roles: list[RoleMixin] = []


def create_account(app: Flask, email: str, password: str | None) -> Account:
    """Make an account that can sign in; without *password* a one-time link sets it.

    Raises:
        InvalidAccountError: when the address or password is unusable or taken.
        StorageError: when it could not be kept.
    """
    state = _state(app)
    return store_account(state.store, email, password=password, now=state.now())


def one_time_link(app: Flask, email: str, *, base_url: str) -> str:
    """Return a link that sets the password of *email* once, within 24 hours.

    Older links and sessions of the account end.

    Args:
        app: The application whose secret signs the link.
        email: The account.
        base_url: How the site is reached, such as ``https://assess.example``.

    Raises:
        InvalidAccountError: when there is no such account.
    """
    with app.test_request_context(base_url=base_url):
        datastore = app.extensions["security"].datastore
        user = datastore.find_user(case_insensitive=True, email=email.strip())
        if user is None:
            problem = Problem(
                "email", 0, 0, N_("There is no account of {email}."), {"email": email}
            )
            raise InvalidAccountError("email", (problem,))
        datastore.set_uniquifier(user)
        datastore.commit()
        link, _token = generate_reset_link(user)  # type: ignore[no-untyped-call]
    return cast(str, link)


def _ask_to_confirm(token: str) -> str:
    return render("account/confirm_address.html", token=token)


def confirm_new_address(token: str) -> ResponseReturnValue:
    """Change an address by the *token* of a link, as the library does when it is opened."""
    confirm: Any = current_app.view_functions[CONFIRM_PAGE]
    return cast(ResponseReturnValue, confirm.__wrapped__(token=token))


def library_account() -> Any:
    """Return the account of this request as the library keeps it."""
    return _datastore().find_user(id=current_user.id)


def sign_in_to_demo(who: str) -> None:
    """Sign in as one of the demo's people, making them all when that one is missing."""
    state, datastore = app_state(), _datastore()
    email = DEMO_PEOPLE[who].email
    if find_account(state.store, email) is None:
        make_demo_people(state.store, language=current_language(), now=state.now())
    user = datastore.find_user(email=email)
    login_user(user, remember=False, authn_via=["demo"])


def _signed_in(account_key: str | None) -> SignedIn | None:
    """Return whom a session belongs to; what Flask-Security's own loader does, faster."""
    visitor = visitor_of(account_key, app_state().now()) if account_key else None
    if visitor is None:
        return None
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    if (request.endpoint or "").startswith("security."):
        # Pages of the library change what they find in the account.
        return cast(SignedIn, _datastore().find_user(fs_uniquifier=account_key))
    return SignedIn(visitor)


def _nobody(_request: Request) -> None:
    return None


def _is_never_json(_request: Request) -> bool:
    return False


def _state(app: Flask) -> AppState:
    return cast(AppState, app.extensions[EXTENSION])


def _datastore() -> Any:
    return current_app.extensions["security"].datastore
