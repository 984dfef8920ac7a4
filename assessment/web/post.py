"""Messages of Flask-Security: handed on by our mail; and what follows from a change.

A new password ends every other session of the account, and a new address every one.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, request
from flask_security import (
    MailUtil,
    current_user,
    login_user,
    password_changed,
    password_reset,
    tf_disabled,
    tf_profile_changed,
)
from flask_security.signals import change_email_confirmed

from assessment.domain.people.events import AccountEvent, about_account
from assessment.domain.records import Actor, Stamp
from assessment.errors import N_, MailError
from assessment.services.people.mail import Message, send
from assessment.services.people.sessions import end_other_sessions, end_sessions
from assessment.services.people.trail import note
from assessment.web.background import in_background
from assessment.web.language import current_language, current_texts, speaking
from assessment.web.rendering import render
from assessment.web.sessions import token_here
from assessment.web.state import app_state

_MESSAGES = "mail/"
"""Folder of the templates that are sent."""
_log = logging.getLogger(__name__)
# Elsewhere than in the request: how long a mail server takes tells nobody whether there is
# an account.
_postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


class Post(MailUtil):
    """Hands the library's messages to our mail, in the language of who gets them."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],
        body: str | None,
        html: str | None,
        **kwargs: Any,
    ) -> None:
        """Send one message; a failure is logged: what the page says tells nobody."""
        with speaking(language_of(kwargs.get("user"))):
            post(str(recipient), subject, body or "")


def drawn(template: str, **given: Any) -> str:
    """Draw a page or message of the library: a message in the language of who gets it."""
    if not template.startswith(_MESSAGES):
        return render(template, **given)
    with speaking(language_of(given.get("user"))):
        return render(template, **given)


def language_of(user: Any) -> str:
    """Return the language in which an account is written to; this request's, if unknown."""
    return getattr(user, "language", "") or current_language()


def post(to: str, subject: str, body: str) -> None:
    """Send *body* to somebody, in the language spoken; a failure is for the log."""
    texts, state = current_texts(), app_state()
    message = Message(to, texts.gettext(subject), body, texts.language)
    if state.settings.mail is None:
        _sent(state.settings, message, state.now())
    else:
        in_background(_postman, "mail", send, state.settings, message, state.now())


def follow_changes(app: Flask) -> None:
    """Let changes of password and address end what they should."""
    password_changed.connect(_end_others, app)
    password_reset.connect(_begin_anew, app)
    change_email_confirmed.connect(_leave_old_address, app)
    tf_profile_changed.connect(_factor_set, app)
    tf_disabled.connect(_factor_removed, app)
    app.after_request(_note_recovery_codes)


def note_change(
    user: Any, what: AccountEvent, old: object = None, new: object = None
) -> Stamp:
    """Write down what a person changed of their own account; return who and when."""
    _datastore().commit()  # first: only one connection of a thread may write
    state = app_state()
    stamp = Stamp(Actor(user.id, user.name or user.email), state.now())
    note(state.store, stamp, about_account(what, user.id, old, new))
    return stamp


def _sent(*given: Any) -> None:
    try:
        send(*given)
    except MailError as error:
        _log.error("mail: %s", error)


def _end_others(_app: Flask, user: Any, **_more: object) -> None:
    stamp = note_change(user, AccountEvent.PASSWORD)
    end_other_sessions(app_state().store, user.id, token_here(), stamp=stamp)


def _begin_anew(app: Flask, user: Any, **_more: object) -> None:
    """End every session; sign in whoever set a password by a link: it proves who they are.

    Not where more than a password is needed: a mailbox is not a second factor.
    """
    stamp = note_change(user, AccountEvent.PASSWORD)
    end_sessions(app_state().store, user.email, stamp=stamp)
    if not needs_second_factor(app, user):
        login_user(user, remember=False, authn_via=["reset"])


def needs_second_factor(app: Flask, user: Any) -> bool:
    """Return whether *user* signs in with more than a password."""
    security = app.extensions["security"]
    if not security.support_mfa:
        return False
    methods = security.two_factor_plugins.get_setup_tf_methods(user)
    return bool(user.check_tf_required(methods, False)[0])


def _leave_old_address(_app: Flask, user: Any, old_email: str, **_more: object) -> None:
    """End sessions and links of the old address, and tell whoever reads its mail."""
    datastore = _datastore()
    datastore.set_uniquifier(user)
    stamp = note_change(user, AccountEvent.ADDRESS, old_email, user.email)
    end_sessions(app_state().store, user.email, stamp=stamp)
    with speaking(language_of(user)):
        post(
            old_email,
            N_("Your address was changed"),
            render("mail/address_changed.txt", new=user.email),
        )


def _factor_set(_app: Flask, user: Any, **_more: object) -> None:
    note_change(user, AccountEvent.FACTOR_SET)


def _factor_removed(_app: Flask, user: Any, **_more: object) -> None:
    note_change(user, AccountEvent.FACTOR_REMOVED)


def _note_recovery_codes(response: Response) -> Response:
    """Write down that new codes were made: the library sends no signal of it."""
    if (
        request.endpoint == "security.mf_recovery_codes"
        and request.method == "POST"
        and response.status_code == HTTPStatus.OK
        and current_user.is_authenticated
    ):
        note_change(current_user, AccountEvent.RECOVERY_CODES)
    return response


def _datastore() -> Any:
    return current_app.extensions["security"].datastore
