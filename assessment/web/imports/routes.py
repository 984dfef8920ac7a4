"""Routes of the import: look, compare, store."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessment.domain.people.may import Action
from assessment.domain.people.teams import Team
from assessment.domain.plan.changing import StepKey
from assessment.domain.wizard import ReviewStep, TaskListStep
from assessment.errors import N_, EditConflictError, InvalidInputError
from assessment.services.assessments.exchange import import_all
from assessment.services.assessments.taking_over import PROFILE, take_over
from assessment.web.access import allow, stamp
from assessment.web.filters import problem_text
from assessment.web.frame import step_url
from assessment.web.imports.comparing import compare_page
from assessment.web.imports.files import files_that_came
from assessment.web.imports.looking import preview, read
from assessment.web.imports.packing import unpacked
from assessment.web.imports.pages import (
    ChangeLine,
    ComparePage,
    FilePreview,
    ImportPage,
    Taken,
)
from assessment.web.language import current_texts
from assessment.web.rendering import render
from assessment.web.start.owners import owner_named, possible_owners
from assessment.web.state import app_state
from assessment.web.typed import shown_number

bp = Blueprint("imports", __name__)

_NO_OWNER = N_("Choose the team that they belong to, and send the files again.")
_CHANGED = N_(
    "Somebody changed the draft meanwhile, so nothing was taken over. This is what the "
    "file would change now."
)


@bp.route("/assessments/import", methods=["GET", "POST"])
@allow(Action.CREATE)
def bring_in() -> ResponseReturnValue:
    """Bring files in: show first what they hold, store only what was looked at."""
    owners = possible_owners()
    if request.method == "GET":
        return render("imports/import.html", page=ImportPage(owners=owners))
    if "take" in request.form:
        return _take_over()
    if "compare" in request.form:
        return _compare()
    if request.form.getlist("packed"):
        return _store(owners)
    page = preview(request.files.getlist("file")).belonging(owners)
    return render("imports/import.html", page=page), 422 if page.is_refused else 200


def _store(owners: tuple[Team, ...]) -> ResponseReturnValue:
    """Make each file a new assessment: all of them or none."""
    state, texts = app_state(), current_texts()
    owner = owner_named(owners, request.form.get("team", ""))
    if owner is None:
        page = ImportPage(message=texts.gettext(_NO_OWNER), owners=owners)
        return render("imports/import.html", page=page), 422
    files = unpacked(request.form.getlist("packed"))
    try:
        stored = import_all(
            state.store,
            state.frameworks.default,
            files,
            stamp=stamp(state.now()),
            team=owner.id,
            records=files_that_came(request.form.getlist("came"), files),
        )
    except InvalidInputError as error:
        lines = tuple(problem_text(texts, problem) for problem in error.problems)
        source = owner.name if error.source == "team" else error.source
        page = ImportPage((FilePreview(source, problems=lines),), owners=owners)
        return render("imports/import.html", page=page), 422
    if len(stored) == 1:
        return redirect(step_url(stored[0].id, TaskListStep()), code=303)
    return redirect(url_for("start.home"), code=303)


def _compare() -> ResponseReturnValue:
    """Show what one of the files would change of a draft."""
    number, _, target = request.form["compare"].partition(":")
    files = request.form.getlist("packed")
    place = shown_number(number)
    if not 0 <= place < len(files):
        abort(404)
    return _comparison(files[place], _id(target))


def _comparison(file: str, target: UUID, message: str = "") -> ResponseReturnValue:
    ((name, text),) = unpacked([file])
    incoming = read(name, text, current_texts())
    if isinstance(incoming, FilePreview):
        page = ImportPage((incoming,), owners=possible_owners())
        return render("imports/import.html", page=page), 422
    compared = compare_page(incoming, text, target, message)
    compared = replace(compared, came=tuple(request.form.getlist("came")))
    return _shown(compared, 409 if message else 200)


def _take_over() -> ResponseReturnValue:
    """Take over what was ticked, or all of it."""
    file, target = request.form.get("packed", ""), _id(request.form.get("target", ""))
    state = app_state()
    ((name, text),) = unpacked([file])
    incoming = read(name, text, current_texts())
    if isinstance(incoming, FilePreview):
        page = ImportPage((incoming,), owners=possible_owners())
        return render("imports/import.html", page=page), 422
    page_now = compare_page(incoming, text, target)
    if page_now.match.hindrance:
        return _shown(page_now, 409)
    seen, chosen = request.form.get("seen", -1, type=int), _chosen(page_now)
    came = files_that_came(request.form.getlist("came"), [(name, text)])
    try:
        take_over(
            state.store,
            incoming.framework,
            target,
            brought=incoming.assessment,
            keys=_answers_in(chosen),
            targets={line.key for line in chosen if line.kind is Taken.TARGET},
            steps={_step(line.key) for line in chosen if line.kind is Taken.STEP},
            source=name,
            seen=seen,
            stamp=stamp(state.now()),
            records=came.get(name, ()),
            limits=state.settings.evidence,
        )
    except EditConflictError:
        return _comparison(file, target, current_texts().gettext(_CHANGED))
    return redirect(step_url(target, ReviewStep()), code=303)


def _chosen(page: ComparePage) -> tuple[ChangeLine, ...]:
    """Return what to take over: all, or what was ticked."""
    if request.form["take"] == "all":
        return page.every
    ticked = set(request.form.getlist("box"))
    return tuple(line for line in page.every if line.box in ticked)


def _answers_in(chosen: Iterable[ChangeLine]) -> frozenset[str]:
    """Return the indicators whose answers are taken over, and what stands for the profile."""
    keys = {Taken.PROFILE: PROFILE}
    of_answers = (line for line in chosen if line.kind in {Taken.PROFILE, Taken.ANSWER})
    return frozenset(keys.get(line.kind, line.key) for line in of_answers)


def _step(name: str) -> StepKey:
    indicator, _, criterion = name.partition("/")
    return indicator, criterion


def _shown(page: ComparePage, status: int) -> ResponseReturnValue:
    return render("imports/compare.html", page=page), status


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        abort(404)
