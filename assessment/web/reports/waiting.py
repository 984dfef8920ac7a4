"""A report that was asked for: handed out, or the page that says how far it is (ADR 12).

The same steps for one's own assessments and for what is published.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, current_app, make_response, redirect, request, send_file
from flask.typing import ResponseReturnValue

from assessment.errors import BusyError
from assessment.services.reports.kinds import ReportOrder
from assessment.services.reports.workshop import Asked, Workshop
from assessment.web.language import current_texts
from assessment.web.reports.pages import LOOK_AGAIN_S, ReportState, WaitingPage
from assessment.web.state import app_state

EXTENSION = "assessment-workshop"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report that somebody wants, and how its pages are reached.

    Attributes:
        name: What the file is called, without kind, language and ending.
        download: Address of the file.
        waiting: Address of the page that says how far it is.
        again: Address that tries once more after a failure.
        draw: Draws that page.
    """

    order: ReportOrder
    name: str
    download: str
    waiting: str
    again: str
    draw: Callable[[WaitingPage], str]


def hand_out(wanted: Wanted) -> ResponseReturnValue:
    """Hand a report out, or lead to the page that says how far it is."""
    try:
        asked = workshop().ask(wanted.order)
    except BusyError as error:
        return _busy(wanted, error)
    if asked.file is None:
        return redirect(wanted.waiting, 303)
    return send_file(
        asked.file.resolve(),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"{wanted.name}-{wanted.order.kind}-{wanted.order.language}.pdf",
        max_age=0,
    )


def say_how_far(wanted: Wanted) -> ResponseReturnValue:
    """Say how far a report is, and go on by itself."""
    if request.args.get("again"):
        workshop().forget_failure(wanted.order)
        return redirect(wanted.waiting, 303)
    try:
        asked = workshop().ask(wanted.order)
    except BusyError as error:
        return _busy(wanted, error)
    return _answer(wanted, _page(wanted, asked), 500 if asked.failure else 200)


def workshop() -> Workshop:
    """Return where this web process has its reports made."""
    workshop = current_app.extensions.get(EXTENSION)
    if workshop is None:
        folder = app_state().settings.data_folder / "reports"
        workshop = current_app.extensions.setdefault(EXTENSION, Workshop(folder))
    return workshop  # type: ignore[no-any-return]  # Flask types extensions as Any


def _page(wanted: Wanted, asked: Asked) -> WaitingPage:
    at = (wanted.download, wanted.waiting)
    if asked.file is not None:
        return WaitingPage(ReportState.READY, *at, look_after_s=0)
    if asked.failure:
        failed = (wanted.download, wanted.again)
        return WaitingPage(ReportState.FAILED, *failed, why=asked.failure)
    return WaitingPage(ReportState.MAKING, *at, look_after_s=LOOK_AGAIN_S)


def _busy(wanted: Wanted, error: BusyError) -> Response:
    page = WaitingPage(
        *(ReportState.BUSY, wanted.download, wanted.waiting),
        look_after_s=error.retry_after_s,
        why=current_texts().problem(error.problem),
    )
    response = _answer(wanted, page, 503)
    response.headers["Retry-After"] = str(error.retry_after_s)
    return response


def _answer(wanted: Wanted, page: WaitingPage, status: int) -> Response:
    response = make_response(wanted.draw(page), status)
    response.headers["Cache-Control"] = "no-store"
    if page.look_after_s is not None:
        onward = page.download if page.state is ReportState.READY else page.again
        response.headers["Refresh"] = f"{page.look_after_s}; url={onward}"
    return response
