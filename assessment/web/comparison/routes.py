"""Routes of the comparison. Its address names the assessments, so it can be cited."""

from collections.abc import Collection
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessment.domain.comparison import Comparison
from assessment.domain.framework import Framework
from assessment.errors import ComparisonError
from assessment.services.assessments.editions import edition_of
from assessment.services.comparisons.page import comparison_page
from assessment.services.comparisons.stored import compare_stored, find_candidates
from assessment.services.comparisons.tables import (
    WorkbookOrder,
    comparison_csv,
    workbook_from_child,
)
from assessment.web.access import SIGNED_IN, allow
from assessment.web.comparison.forms import chosen_ids, refuse_too_many
from assessment.web.comparison.pages import (
    CHOICES_PER_PAGE,
    ChoicePage,
    choice_page,
    result_page,
)
from assessment.web.language import current_language, current_texts
from assessment.web.person import current_person
from assessment.web.rendering import render
from assessment.web.state import app_state

bp = Blueprint("comparison", __name__, url_prefix="/compare")

_MOST_PAGES = 1_000_000

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "html": "text/html",
}


@bp.get("", strict_slashes=False)
@allow(SIGNED_IN)
def show() -> ResponseReturnValue:
    """Set the assessments named in the address side by side; none: offer a choice."""
    ids, is_sent = chosen_ids(request.args), "chosen" in request.args
    if not ids and not is_sent:
        return _choice(())
    if ids and is_sent:
        # Nothing but the assessments stays in the address: it is a permanent link.
        names = [str(id_) for id_ in ids]
        return redirect(url_for("comparison.show", id=names), code=303)
    try:
        framework, comparison = _compared(ids)
    except ComparisonError as error:
        return _choice(ids, error), 422
    page = result_page(
        framework,
        comparison,
        ids,
        language=current_language(),
        made_on=app_state().now(),
    )
    return render("comparison/result.html", page=page)


@bp.get("/choose")
@allow(SIGNED_IN)
def choose() -> ResponseReturnValue:
    """Offer the choice with some ticked already."""
    return _choice(chosen_ids(request.args))


@bp.get("/comparison.<any(xlsx, csv, html):ending>")
@allow(SIGNED_IN)
def download(ending: str) -> ResponseReturnValue:
    """Hand the comparison out as a file."""
    ids = chosen_ids(request.args)
    try:
        framework, comparison = _compared(ids)
    except ComparisonError as error:
        return _choice(ids, error), 422
    return Response(
        _made(ending, framework, comparison),
        mimetype=MEDIA_TYPES[ending],
        headers={"Content-Disposition": f'attachment; filename="comparison.{ending}"'},
    )


def _choice(ids: Collection[UUID], error: ComparisonError | None = None) -> str:
    state, texts = app_state(), current_texts()
    number = request.args.get("page", 1, type=int)
    if not 1 <= number <= _MOST_PAGES:
        abort(404)
    first = (number - 1) * CHOICES_PER_PAGE
    found = find_candidates(
        state.store,
        state.frameworks.get,
        current_person(),
        first=first,
        most=CHOICES_PER_PAGE,
    )
    if first and not found.candidates:
        abort(404)
    shown = {candidate.summary.id for candidate in found.candidates}
    page = ChoicePage(
        choice_page(found.candidates, edition_of(state.frameworks.default), texts, ids),
        texts.problem(error.problem) if error else "",
        tuple(id_ for id_ in ids if id_ not in shown),
        number,
        max(1, -(-found.total // CHOICES_PER_PAGE)),
    )
    return render("comparison/choose.html", page=page)


def _compared(ids: tuple[UUID, ...]) -> tuple[Framework, Comparison]:
    refuse_too_many(ids)
    state = app_state()
    return compare_stored(
        state.store,
        state.frameworks.get,
        ids,
        person=current_person(),
        language=current_language(),
    )


def _made(ending: str, framework: Framework, comparison: Comparison) -> bytes | str:
    state, language = app_state(), current_language()
    if ending == "csv":
        return comparison_csv(framework, comparison, language=language)
    made_on = state.now()
    if ending == "html":
        return comparison_page(
            framework, comparison, language=language, made_on=made_on
        )
    order = WorkbookOrder(framework, comparison, language, made_on)
    return workbook_from_child(state.settings.data_folder / "reports", order)
