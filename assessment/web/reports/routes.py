"""Routes of the reports. None of them waits while a report is made (ADR 12).

Asking for a file that is not there yet leads to a page that says so and looks again by
itself, without a script; when the report is ready, that page starts the download.
"""

from uuid import UUID

from flask import (
    Blueprint,
    abort,
    current_app,
    make_response,
    redirect,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from assessment.domain.people.may import Action
from assessment.errors import BusyError
from assessment.services.reports.kinds import (
    FORMS,
    KINDS,
    USUAL_KIND,
    ReportOrder,
    form_order,
)
from assessment.services.reports.workshop import Asked, Workshop
from assessment.services.rounds.issuing import issued_order
from assessment.services.voices.ordering import with_voices
from assessment.texts import report_language
from assessment.web.access import allow
from assessment.web.frame import Opened, opened
from assessment.web.language import current_language, current_texts
from assessment.web.rendering import render
from assessment.web.reports.pages import LOOK_AGAIN_S, ReportState, WaitingPage
from assessment.web.state import app_state

EXTENSION = "assessment-workshop"

bp = Blueprint(
    "reports", __name__, url_prefix="/assessments/<uuid:assessment_id>/results"
)


@bp.get("/report.pdf")
@allow(Action.SEE_WHOLE)
def download(assessment_id: UUID) -> ResponseReturnValue:
    """Hand a report out, or lead to the page that says how far it is."""
    work = opened(assessment_id)
    order = _order(work)
    try:
        asked = workshop().ask(order)
    except BusyError as error:
        return _busy(work, order, error)
    if asked.file is None:
        return redirect(_url(".waiting", work, order), 303)
    name = f"{_file_name(work)}-{order.kind}-{order.language}.pdf"
    return send_file(
        asked.file.resolve(),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=name,
        max_age=0,
    )


@bp.get("/report")
@allow(Action.SEE_WHOLE)
def waiting(assessment_id: UUID) -> ResponseReturnValue:
    """Say how far a report is, and go on by itself."""
    work = opened(assessment_id)
    order = _order(work)
    if request.args.get("again"):
        workshop().forget_failure(order)
        return redirect(_url(".waiting", work, order), 303)
    try:
        asked = workshop().ask(order)
    except BusyError as error:
        return _busy(work, order, error)
    return _answer(work, _page(work, order, asked), 500 if asked.failure else 200)


def _page(work: Opened, order: ReportOrder, asked: Asked) -> WaitingPage:
    download = _url(".download", work, order)
    again = _url(".waiting", work, order)
    if asked.file is not None:
        return WaitingPage(ReportState.READY, download, again, look_after_s=0)
    if asked.failure:
        again = _url(".waiting", work, order, again="yes")
        return WaitingPage(ReportState.FAILED, download, again, why=asked.failure)
    return WaitingPage(ReportState.MAKING, download, again, look_after_s=LOOK_AGAIN_S)


def _busy(work: Opened, order: ReportOrder, error: BusyError) -> ResponseReturnValue:
    page = WaitingPage(
        ReportState.BUSY,
        _url(".download", work, order),
        _url(".waiting", work, order),
        look_after_s=error.retry_after_s,
        why=current_texts().problem(error.problem),
    )
    response = make_response(_answer(work, page, 503))
    response.headers["Retry-After"] = str(error.retry_after_s)
    return response


def _answer(work: Opened, page: WaitingPage, status: int) -> ResponseReturnValue:
    response = make_response(
        render("reports/waiting.html", frame=work.frame, page=page), status
    )
    response.headers["Cache-Control"] = "no-store"
    if page.look_after_s is not None:
        onward = page.download if page.state is ReportState.READY else page.again
        response.headers["Refresh"] = f"{page.look_after_s}; url={onward}"
    return response


def _order(work: Opened) -> ReportOrder:
    """Return what the address asks for; in the language of the assessment otherwise."""
    kind = request.args.get("kind", USUAL_KIND)
    if kind not in KINDS and kind not in FORMS:
        abort(404)
    asked = request.args.get("lang")
    language = report_language(
        asked or work.stored.assessment.language, current_language()
    )
    if asked and language != asked:
        abort(404)
    if kind in FORMS:
        return form_order(
            work.state.frameworks.get(work.stored.edition),
            work.stored.assessment,
            language=language,
            made_on=work.state.now(),
            only=_points(work),
        )
    order = issued_order(
        work.state.store,
        work.state.frameworks.get(work.stored.edition),
        work.stored,
        language=language,
        kind=kind,
        made_on=work.state.now(),
        address=work.state.settings.public_address,
        framework_of=work.state.frameworks.get,
    )
    wanted = request.args.get("beside", "")
    return with_voices(work.state.store, order, work.stored, work.person, wanted)


def _points(work: Opened) -> tuple[str, ...]:
    """Return the point that a form is to be about; nothing: all of them."""
    point = request.args.get("point", "")
    if point and point not in work.framework.points_by_key:
        abort(404)
    return (point,) if point else ()


def _url(
    endpoint: str, work: Opened, order: ReportOrder, again: str | None = None
) -> str:
    return url_for(
        endpoint,
        assessment_id=work.stored.id,
        lang=order.language,
        kind=order.kind,
        beside=request.args.get("beside") or None,
        point="".join(order.only) or None,
        again=again,
    )


def _file_name(work: Opened) -> str:
    assessment = work.stored.assessment
    return f"{assessment.subject.code}-{assessment.period}-{assessment.kind.value}"


def workshop() -> Workshop:
    """Return where this web process has its reports made."""
    workshop = current_app.extensions.get(EXTENSION)
    if workshop is None:
        folder = app_state().settings.data_folder / "reports"
        workshop = current_app.extensions.setdefault(EXTENSION, Workshop(folder))
    return workshop  # type: ignore[no-any-return]  # Flask types extensions as Any
