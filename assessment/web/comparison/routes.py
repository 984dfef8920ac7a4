"""Routes of the comparison. Its address names the assessments, so it can be cited."""

from collections.abc import Collection
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from assessment.domain.comparison import Comparison
from assessment.domain.framework import Framework
from assessment.domain.people.may import Action, Reach, teams_where
from assessment.domain.robustness import Ranking, rank_robustly
from assessment.errors import ComparisonError
from assessment.services.assessments.editions import edition_of
from assessment.services.comparisons.comparing import Name, compare_chosen
from assessment.services.comparisons.page import comparison_page
from assessment.services.comparisons.published import (
    PublicCandidates,
    find_public_candidates,
)
from assessment.services.comparisons.stored import CandidateList, find_candidates
from assessment.services.comparisons.tables import (
    WorkbookOrder,
    comparison_csv,
    workbook_from_child,
)
from assessment.web.access import ANYONE, allow, ask_to_sign_in
from assessment.web.comparison.forms import chosen_names, refuse_too_many
from assessment.web.comparison.pages import (
    CHOICES_PER_PAGE,
    ChoicePage,
    Source,
    choice_page,
    result_page,
)
from assessment.web.language import current_language, current_texts
from assessment.web.limits import refuse_many_workbooks
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
@allow(ANYONE)
def show() -> ResponseReturnValue:
    """Set the assessments named in the address side by side; none: offer a choice."""
    names, is_sent = chosen_names(request.args), "chosen" in request.args
    if _is_for_members(names):
        return ask_to_sign_in()
    if not names and not is_sent:
        return _choice(())
    if names and is_sent:
        # Nothing but the assessments stays in the address: it is a permanent link.
        chosen, ranks = [str(name) for name in names], request.args.get("ranks")
        return redirect(url_for("comparison.show", id=chosen, ranks=ranks), code=303)
    try:
        framework, comparison = _compared(names)
    except ComparisonError as error:
        return _choice(names, error), 422
    page = result_page(
        framework,
        comparison,
        names,
        language=current_language(),
        made_on=app_state().now(),
        ranking=_ranking(framework, comparison),
    )
    return render("comparison/result.html", page=page)


@bp.get("/choose")
@allow(ANYONE)
def choose() -> ResponseReturnValue:
    """Offer the choice with some ticked already."""
    return _choice(chosen_names(request.args))


@bp.get("/comparison.<any(xlsx, csv, html):ending>")
@allow(ANYONE)
def download(ending: str) -> ResponseReturnValue:
    """Hand the comparison out as a file."""
    names = chosen_names(request.args)
    if _is_for_members(names):
        return ask_to_sign_in()
    try:
        framework, comparison = _compared(names)
    except ComparisonError as error:
        return _choice(names, error), 422
    return Response(
        _made(ending, framework, comparison),
        mimetype=MEDIA_TYPES[ending],
        headers={"Content-Disposition": f'attachment; filename="comparison.{ending}"'},
    )


def _choice(names: Collection[Name], error: ComparisonError | None = None) -> str:
    state, texts = app_state(), current_texts()
    number = request.args.get("page", 1, type=int)
    if not 1 <= number <= _MOST_PAGES:
        abort(404)
    first = (number - 1) * CHOICES_PER_PAGE
    source = _source(names)
    found = _candidates(source, first)
    if first and not found.candidates:
        abort(404)
    shown = {candidate.name for candidate in found.candidates}
    default = edition_of(state.frameworks.default)
    page = ChoicePage(
        choice_page(found.candidates, default, texts, names),
        texts.problem(error.problem) if error else "",
        tuple(name for name in names if str(name) not in shown),
        number,
        max(1, -(-found.total // CHOICES_PER_PAGE)),
        source,
        tuple(other for other in _sources() if other is not source),
        tuple(names),
    )
    return render("comparison/choose.html", page=page)


def _is_for_members(names: Collection[Name]) -> bool:
    """Return whether a visitor asks for what no visitor sees, whether it exists or not."""
    is_member = current_user.is_authenticated
    return not is_member and any(isinstance(name, UUID) for name in names)


def _sources() -> tuple[Source, ...]:
    """Return where this person may choose from; visitors only from what is published."""
    own = teams_where(current_person(), Action.SEE_WHOLE, Reach.ALL)
    return (Source.OWN, Source.PUBLISHED) if own else (Source.PUBLISHED,)


def _source(names: Collection[Name]) -> Source:
    """Return what the address asks for; else where the first one chosen comes from."""
    possible = _sources()
    asked = request.args.get("from", "")
    if asked in possible:
        return Source(asked)
    is_public = bool(names) and isinstance(next(iter(names)), str)
    return possible[-1] if is_public else possible[0]


def _candidates(source: Source, first: int) -> CandidateList | PublicCandidates:
    state = app_state()
    if source is Source.PUBLISHED:
        return find_public_candidates(
            state.store, state.frameworks.get, first=first, most=CHOICES_PER_PAGE
        )
    return find_candidates(
        state.store,
        state.frameworks.get,
        current_person(),
        first=first,
        most=CHOICES_PER_PAGE,
    )


def _compared(names: tuple[Name, ...]) -> tuple[Framework, Comparison]:
    refuse_too_many(names)
    state = app_state()
    return compare_chosen(
        state.store,
        state.frameworks.get,
        names,
        person=current_person(),
        language=current_language(),
    )


def _ranking(framework: Framework, comparison: Comparison) -> Ranking | None:
    """Return the places when the address asks for them; nobody is ranked unasked."""
    if request.args.get("ranks") != "yes":
        return None
    return rank_robustly(framework, comparison, every_pair=True)


def _made(ending: str, framework: Framework, comparison: Comparison) -> bytes | str:
    state, language = app_state(), current_language()
    ranking = _ranking(framework, comparison)
    if ending == "csv":
        return comparison_csv(framework, comparison, language=language, ranking=ranking)
    made_on = state.now()
    if ending == "html":
        return comparison_page(
            framework, comparison, language=language, made_on=made_on, ranking=ranking
        )
    refuse_many_workbooks()
    order = WorkbookOrder(framework, comparison, language, made_on, ranking)
    return workbook_from_child(state.settings.data_folder / "reports", order)
