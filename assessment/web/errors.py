"""Errors to pages: one table, one look, never a traceback (STYLE rule 12)."""

import logging
from dataclasses import dataclass

from flask import Flask, Response, g, jsonify, make_response
from flask.typing import ResponseReturnValue
from flask_login import AnonymousUserMixin
from flask_security import current_user
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import HTTPException

from assessment.errors import (
    N_,
    ArchivedError,
    AssessmentError,
    AssessmentNotFoundError,
    BusyError,
    ComparisonError,
    EditConflictError,
    EditionMismatchError,
    ExplainedError,
    InvalidInputError,
    InvitationError,
    NotAllowedError,
    OutputError,
    ReplyConflictError,
    ReportError,
    StorageError,
    TeamNotFoundError,
)
from assessment.web.access import signed_out, wants_json
from assessment.web.kept import kept_form
from assessment.web.language import current_texts
from assessment.web.rendering import render

_log = logging.getLogger(__name__)

STATUS: dict[type[AssessmentError], int] = {
    AssessmentNotFoundError: 404,
    TeamNotFoundError: 404,
    NotAllowedError: 403,
    EditConflictError: 409,
    ReplyConflictError: 409,
    EditionMismatchError: 409,
    InvalidInputError: 422,
    InvitationError: 404,
    ArchivedError: 409,
    ComparisonError: 422,
    ReportError: 500,
    BusyError: 503,
    StorageError: 503,
    OutputError: 503,
}
"""What each of our errors is in HTTP; a subclass is what its nearest parent is."""


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """What an error page says: what happened, and what to do."""

    title: str
    text: str


_WORDS = {
    400: ErrorWords(
        N_("This request could not be read"),
        N_("Reload the page that you came from and try again."),
    ),
    403: ErrorWords(
        N_("You may not do this"),
        N_("Ask the coordinator of your team if you need to."),
    ),
    404: ErrorWords(
        N_("There is no such page"),
        N_("The address may be mistyped, or the page may not be meant for you."),
    ),
    405: ErrorWords(
        N_("This page cannot be used that way"),
        N_("Use the buttons of the page that you came from."),
    ),
    409: ErrorWords(
        N_("Something else changed meanwhile"),
        N_(
            "Nothing was saved this time. Reload the page and look at what is there now."
        ),
    ),
    413: ErrorWords(
        N_("That was too much at once"),
        N_("Nothing was saved. Shorten the text, or choose a smaller file."),
    ),
    422: ErrorWords(
        N_("This could not be saved as it stands"),
        N_("Nothing was saved. Look at what was entered."),
    ),
    429: ErrorWords(
        N_("Too many attempts"),
        N_(
            "Wait for up to an hour, then try again, or ask the person who runs this site "
            "for a one-time link."
        ),
    ),
    500: ErrorWords(
        N_("Something went wrong on our side"),
        N_(
            "What you saved before is kept; what you entered now may not be. Try again; if "
            "it happens again, tell the person who runs this site at what time it happened."
        ),
    ),
    503: ErrorWords(
        N_("This cannot be done just now"),
        N_(
            "What you saved before is kept; what you entered now was not saved. Try again in "
            "a minute."
        ),
    ),
}
_CSRF_WORDS = ErrorWords(
    N_("This form is no longer valid"),
    N_(
        "It was open when you signed in or out, so nothing was saved. Reload the page that "
        "you came from, or send it again from here if it is shown below."
    ),
)
_HOPELESS = frozenset({403, 404, 405})
"""Sending the same thing once more would give the same answer."""


def register_error_pages(app: Flask) -> None:
    """Answer every error of *app* in the look of its pages."""
    app.register_error_handler(AssessmentError, _ours)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _bug)


def status_of(error: AssessmentError) -> int:
    """Return the HTTP status of *error*: that of the nearest class in the table."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def _ours(error: AssessmentError) -> ResponseReturnValue:
    status = status_of(error)
    detail = ""
    if isinstance(error, StorageError | OutputError):
        # Its words name files and servers: for the operator's log, not for visitors.
        _log.error("storage: %s", error)
    elif isinstance(error, ExplainedError):
        detail = current_texts().problem(error.problem)
    elif isinstance(error, InvalidInputError):
        detail = " ".join(current_texts().problem(p) for p in error.problems)
    elif status == 500:  # noqa: PLR2004 - the HTTP status
        _log.error("failed: %s", error)
    return _page(_WORDS[status], status, detail)


def _csrf(_error: CSRFError) -> ResponseReturnValue:
    if not current_user.is_authenticated and kept_form() is not None:
        return signed_out()
    if wants_json():
        # Only a page of this site can read the answer, and go on with the new token.
        words = current_texts().gettext(_CSRF_WORDS.text)
        told = {"problem": "token", "message": words, "csrf_token": generate_csrf()}
        return told, 400
    return _page(_CSRF_WORDS, 400)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:  # noqa: PLR2004 - redirects pass
        return error
    return _page(_WORDS.get(error.code, _WORDS[400]), error.code)


def _bug(error: Exception) -> ResponseReturnValue:
    _log.error("a bug", exc_info=error)
    return _page(_WORDS[500], 500)


def _page(words: ErrorWords, status: int, detail: str = "") -> Response:
    texts = current_texts()
    if wants_json():
        told = detail or texts.gettext(words.text)
        body = jsonify(problem="error", message=told, title=texts.gettext(words.title))
        return make_response(body, status)
    return make_response(_drawn(words, status, detail), status)


def _drawn(words: ErrorWords, status: int, detail: str) -> str:
    kept = kept_form()

    def drawn() -> str:
        return render(
            "errors/error.html",
            title=words.title,
            text=words.text,
            detail=detail,
            kept=kept,
            can_send=status not in _HOPELESS,
        )

    try:
        return drawn()
    except StorageError:
        # Not even who is signed in can be read: the page is then nobody's.
        g._login_user = AnonymousUserMixin()  # noqa: SLF001 - where Flask-Login looks
        return drawn()
