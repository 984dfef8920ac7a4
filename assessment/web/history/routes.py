"""Routes of histories."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from assessment.domain.people.may import Action
from assessment.services.history.reading import changes_of
from assessment.services.history.tables import HISTORY_COLUMNS, history_csv
from assessment.web.access import allow
from assessment.web.frame import Opened, opened
from assessment.web.history.pages import (
    history_line,
    history_page,
    names_in,
    order_for,
)
from assessment.web.rendering import drawn_lines, render

bp = Blueprint("history", __name__, url_prefix="/assessments/<uuid:assessment_id>")


@bp.get("/history")
@allow(Action.SEE_HISTORY)
def whole(assessment_id: UUID) -> ResponseReturnValue:
    """Show every change of the assessment."""
    return _drawn(opened(assessment_id))


@bp.get("/indicators/<indicator_key>/history")
@allow(Action.SEE_HISTORY)
def of_indicator(assessment_id: UUID, indicator_key: str) -> ResponseReturnValue:
    """Show how an answer came about."""
    work = opened(assessment_id)
    if indicator_key not in work.framework.indicators_by_key:
        abort(404)
    return _drawn(work, indicator_key)


@bp.get("/history.csv")
@allow(Action.SEE_HISTORY)
def table(assessment_id: UUID) -> ResponseReturnValue:
    """Hand the history out as a table, a row per part that changed."""
    work = opened(assessment_id)
    data = history_csv(_rows(work))
    response = Response(data, mimetype="text/csv")
    name = f"history-{work.stored.assessment.subject.code}-{work.stored.assessment.period}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _drawn(work: Opened, indicator_key: str = "") -> str:
    page = history_page(work, request.args.get("page", 1, type=int), indicator_key)
    frame = work.frame
    lines = drawn_lines(
        "history/_line.html",
        page.lines,
        foreign=frame.foreign,
        is_whole=not indicator_key,
    )
    return render("history/history.html", frame=frame, page=page, lines=lines)


def _rows(work: Opened) -> Iterator[tuple[str, ...]]:
    names = names_in(work)
    for change in changes_of(work.state.store, order_for(work)):
        line = history_line(work, change, names)
        entry = change.entry
        start = (
            str(change.number),
            entry.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            entry.actor.name,
            "" if entry.actor.id is None else str(entry.actor.id),
            entry.action.value,
            entry.subject,
        )
        for part in line.parts:
            yield (*start, part.name, "\n".join(part.gone), "\n".join(part.come))
        if not line.parts:
            yield (*start, *[""] * (len(HISTORY_COLUMNS) - len(start)))
