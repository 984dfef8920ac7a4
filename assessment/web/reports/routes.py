"""Routes of the reports. None of them waits while a report is made (ADR 12).

Asking for a file that is not there yet leads to a page that says so and looks again by
itself, without a script; when the report is ready, that page starts the download.
"""

from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    abort,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from assessment.domain.people.may import Action
from assessment.services.reports.kinds import (
    FORMS,
    KINDS,
    USUAL_KIND,
    ReportOrder,
    form_order,
)
from assessment.services.rounds.issuing import issued_order
from assessment.services.voices.ordering import with_voices
from assessment.texts import report_language
from assessment.web.access import allow
from assessment.web.frame import Opened, opened
from assessment.web.language import current_language
from assessment.web.rendering import render
from assessment.web.reports.waiting import Wanted, hand_out, say_how_far

bp = Blueprint(
    "reports", __name__, url_prefix="/assessments/<uuid:assessment_id>/results"
)


@bp.get("/report.pdf")
@allow(Action.SEE_WHOLE)
def download(assessment_id: UUID) -> ResponseReturnValue:
    """Hand a report out, or lead to the page that says how far it is."""
    work = opened(assessment_id)
    return hand_out(_wanted(work))


@bp.get("/report")
@allow(Action.SEE_WHOLE)
def waiting(assessment_id: UUID) -> ResponseReturnValue:
    """Say how far a report is, and go on by itself."""
    work = opened(assessment_id)
    return say_how_far(_wanted(work))


def _wanted(work: Opened) -> Wanted:
    order = _order(work)
    given: dict[str, Any] = {
        "assessment_id": work.stored.id,
        "lang": order.language,
        "kind": order.kind,
        "beside": request.args.get("beside") or None,
        "point": "".join(order.only) or None,
    }
    return Wanted(
        order,
        _file_name(work),
        download=url_for(".download", **given),
        waiting=url_for(".waiting", **given),
        again=url_for(".waiting", again="yes", **given),
        draw=lambda page: render("reports/waiting.html", frame=work.frame, page=page),
    )


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


def _file_name(work: Opened) -> str:
    assessment = work.stored.assessment
    return f"{assessment.subject.code}-{assessment.period}-{assessment.kind.value}"
