"""Files of what is published: tables, reports, and the snapshot itself."""

from typing import Any

from flask import Response, abort, make_response, request, url_for
from flask.typing import ResponseReturnValue

from assessment.domain.rounds.published import Published
from assessment.domain.rounds.visibility import Part, Shown
from assessment.services.published.files import (
    TableOrder,
    published_report,
    published_rows,
    published_table,
)
from assessment.services.published.reading import portable_file, require_part
from assessment.services.reports.kinds import KINDS, USUAL_KIND, ReportOrder
from assessment.services.voices.ordering import beside_published
from assessment.texts import report_language
from assessment.web.access import ANYONE, allow
from assessment.web.addresses import lasting_address
from assessment.web.language import current_language
from assessment.web.person import current_person
from assessment.web.published.caching import not_changed, with_tag
from assessment.web.published.routes import Found, bp, opened
from assessment.web.rendering import render
from assessment.web.reports.waiting import Wanted, hand_out, say_how_far
from assessment.web.state import app_state

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@bp.get("/<snapshot_code>/assessment.json")
@allow(ANYONE)
def portable(snapshot_code: str) -> ResponseReturnValue:
    """Hand out the snapshot itself, byte for byte."""
    found = opened(snapshot_code)
    if not isinstance(found, Found):
        return found
    text = portable_file(app_state().store, found.published)
    if known := not_changed(found.tag):
        return known
    response = Response(text, mimetype="application/json")
    return _as_file(response, found, "json")


@bp.get("/<snapshot_code>/data.<any(csv, xlsx, json):ending>")
@allow(ANYONE)
def table(snapshot_code: str, ending: str) -> ResponseReturnValue:
    """Hand out the scores as a table."""
    found = opened(snapshot_code)
    if not isinstance(found, Found):
        return found
    shown = _shown(found, Part.SCORES)
    if known := not_changed(found.tag):
        return known
    order = TableOrder(
        found.framework,
        found.published,
        shown,
        lasting_address(".show", snapshot_code=found.published.code),
        current_language(),
        app_state().now(),
    )
    if ending == "json":
        response = make_response({"rows": published_rows(order)})
    else:
        made = published_table(order, ending)
        response = Response(made, mimetype=MEDIA_TYPES[ending])
    return _as_file(response, found, ending)


@bp.get("/<snapshot_code>/report.pdf")
@allow(ANYONE)
def report(snapshot_code: str) -> ResponseReturnValue:
    """Hand a report out, or lead to the page that says how far it is."""
    found = opened(snapshot_code)
    if not isinstance(found, Found):
        return found
    return hand_out(_wanted(found))


@bp.get("/<snapshot_code>/report")
@allow(ANYONE)
def waiting(snapshot_code: str) -> ResponseReturnValue:
    """Say how far a report is, and go on by itself."""
    found = opened(snapshot_code)
    if not isinstance(found, Found):
        return found
    return say_how_far(_wanted(found))


def _wanted(found: Found) -> Wanted:
    order = _order(found)
    given: dict[str, Any] = {
        "snapshot_code": found.published.code,
        "lang": order.language,
        "kind": order.kind,
    }
    return Wanted(
        order,
        _name(found.published),
        download=url_for(".report", **given),
        waiting=url_for(".waiting", **given),
        again=url_for(".waiting", again="yes", **given),
        draw=lambda page: render("published/waiting.html", head=found.head, page=page),
    )


def _order(found: Found) -> ReportOrder:
    shown = _shown(found, Part.CRITERIA)
    kind = request.args.get("kind", USUAL_KIND)
    if kind not in KINDS:
        abort(404)
    asked = request.args.get("lang")
    language = report_language(asked or found.published.language, current_language())
    if asked and language != asked:
        abort(404)
    state = app_state()
    order = published_report(
        state.store,
        found.framework,
        found.published,
        shown,
        kind=kind,
        language=language,
        made_on=state.now(),
        replies=found.around.replies,
        address=state.settings.public_address,
    )
    beside, person = found.around.beside, current_person()
    return beside_published(state.store, order, found.published, beside, person)


def _shown(found: Found, part: Part) -> Shown:
    require_part(found.published, part)
    if found.shown is None:
        abort(404)
    return found.shown


def _as_file(response: Response, found: Found, ending: str) -> Response:
    name = f"{_name(found.published)}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return with_tag(response, found.tag)


def _name(published: Published) -> str:
    parts = (published.subject.code, published.period, published.kind.value)
    return "-".join((*parts, published.code))
