"""Start page, new assessment, import, and the choice of language."""

from dataclasses import replace

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from assessment.domain.answers import Assessment, AssessmentKind, Subject
from assessment.domain.framework import Framework, Scope
from assessment.domain.guard import find_in_texts
from assessment.domain.people.may import Action
from assessment.domain.people.sight import sight_of
from assessment.domain.people.teams import TeamKind
from assessment.domain.records import AssessmentSummary, Shelf
from assessment.domain.wizard import ProfileStep
from assessment.errors import (
    N_,
    EditionMismatchError,
    InvalidInputError,
    NotAllowedError,
)
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import assessment_list
from assessment.services.people.arriving import keep_language
from assessment.services.published.reading import published_count
from assessment.services.samples.mixed import (
    exercise_files,
    make_mixed_set,
    store_exercises,
)
from assessment.texts import LANGUAGES
from assessment.web.access import ANYONE, allow, stamp
from assessment.web.asked.routes import show_asked
from assessment.web.frame import step_url
from assessment.web.guarding import explain_begun, warning_before
from assessment.web.language import COOKIE, current_texts
from assessment.web.person import current_person
from assessment.web.rendering import drawn_lines, render
from assessment.web.start.door import door_page
from assessment.web.start.exercises import (
    ExercisesForm,
    exercises_page,
    suggested_exercises,
)
from assessment.web.start.forms import NewAssessmentForm
from assessment.web.start.owners import owner_named, possible_owners, usual_kind
from assessment.web.start.pages import LINES_PER_PAGE, home_page, new_page
from assessment.web.state import app_state
from assessment.web.ways import way_back

bp = Blueprint("start", __name__)

_MOST_PAGES = 1_000_000
_ONE_YEAR_S = 365 * 24 * 3600
_NO_TRAINING = N_("Exercises belong to a training team, and you coordinate none.")


@bp.get("/")
@allow(ANYONE)
def home() -> ResponseReturnValue:
    """List the assessments and offer to begin one; to visitors, show the front door."""
    if not current_user.is_authenticated:
        return _door()
    state, person = app_state(), current_person()
    sight = sight_of(person)
    if sight.asked and not sight.whole and "shelf" not in request.args:
        return show_asked()  # who only contributes is at home there
    number = request.args.get("page", 1, type=int)
    shelf = Shelf.ARCHIVE if request.args.get("shelf") == "archive" else Shelf.LIST
    if not 1 <= number <= _MOST_PAGES:
        abort(404)
    first = (number - 1) * LINES_PER_PAGE
    found = assessment_list(state.store, sight, shelf, first=first, most=LINES_PER_PAGE)
    if first and not found.lines:
        abort(404)
    page = home_page(
        state.frameworks.default,
        found,
        person,
        shelf,
        number=number,
        count_of=_indicator_count,
    )
    rows = drawn_lines("start/_line.html", page.lines, may_create=page.may_create)
    return render("start/home.html", page=page, rows=rows)


@bp.route("/assessments/new", methods=["GET", "POST"])
@allow(Action.CREATE)
def new() -> ResponseReturnValue:
    """Begin an assessment: country, year, kind, language."""
    state, texts = app_state(), current_texts()
    asked, owners = state.frameworks.default, possible_owners()
    suggested = {"year": str(state.now().year), "language": texts.language}
    if len(owners) == 1:
        team = owners[0]
        suggested |= {"country": team.country, "kind": usual_kind(team).value}
    meta = {"texts": texts, "owners": owners}
    form = NewAssessmentForm(request.form, data=suggested, meta=meta)
    is_sent = request.method == "POST" and request.form.get("go") != "look"
    warning = None
    if is_sent and form.validate() and form.owner:
        found = find_in_texts([("respondent", form.respondent.data or "")])
        warning, explanation = warning_before(tuple(found))
    if is_sent and not form.errors and form.owner and not warning:
        try:
            stored = create_assessment(
                state.store,
                asked,
                _new_assessment(form, asked),
                stamp=stamp(state.now()),
                team=form.owner.id,
            )
        except InvalidInputError as error:
            form.kind.errors = [texts.problem(problem) for problem in error.problems]
        else:
            explain_begun(stored.id, explanation)
            return redirect(step_url(stored.id, ProfileStep()), code=303)
    page = replace(new_page(form, asked, texts, owners), warning=warning)
    html = render("start/new.html", page=page)
    return html, 422 if form.errors or warning else 200


@bp.route("/exercises", methods=["GET", "POST"])
@allow(Action.CREATE)
def exercises() -> ResponseReturnValue:
    """Make a mixed set of invented countries: on the list, or as files to take along."""
    state, texts = app_state(), current_texts()
    framework = state.frameworks.default
    owners = possible_owners(TeamKind.TRAINING)
    if not owners:
        raise NotAllowedError(_NO_TRAINING)
    form = ExercisesForm(
        request.form, data=suggested_exercises(texts), meta={"texts": texts}
    )
    if request.method == "GET" or not form.validate():
        exercises = replace(exercises_page(form, framework), owners=owners)
        page = render("start/exercises.html", page=exercises)
        return page, 422 if form.errors else 200
    made = make_mixed_set(framework, form.order(framework))
    if request.form.get("go") == "files":
        return Response(
            exercise_files(framework, made),
            mimetype="application/zip",
            headers={"Content-Disposition": 'attachment; filename="exercises.zip"'},
        )
    owner = owner_named(owners, request.form.get("team", "")) or owners[0]
    store_exercises(
        state.store, framework, made, stamp=stamp(state.now()), team=owner.id
    )
    return redirect(url_for("start.home"), code=303)


@bp.get("/language/<code>")
@allow(ANYONE)
def language(code: str) -> ResponseReturnValue:
    """Keep a choice of language and go back to where it was made."""
    if code not in LANGUAGES:
        abort(404)
    state, reader = app_state(), current_person().id
    if reader is not None:  # they are written to in it, too
        keep_language(state.store, reader, code, is_chosen=True)
    response = redirect(way_back(request.args.get("next", "")), code=303)
    response.set_cookie(
        COOKIE,
        code,
        max_age=_ONE_YEAR_S,
        secure=app_state().settings.https,
        httponly=True,
        samesite="Lax",
    )
    return response


def _door() -> str:
    state = app_state()
    count = published_count(state.store)
    page = door_page(state.frameworks.default, count, current_texts())
    return render("start/door.html", page=page)


def _indicator_count(summary: AssessmentSummary) -> int:
    """Return how many indicators an assessment has; 0 when its edition is not kept."""
    try:
        framework = app_state().frameworks.get(summary.edition)
    except EditionMismatchError:
        return 0
    return len(framework.in_scope(summary.scope).indicators)


def _new_assessment(form: NewAssessmentForm, framework: Framework) -> Assessment:
    return Assessment(
        framework=framework.key,
        edition=framework.edition,
        subject=Subject(form.country.data),
        kind=AssessmentKind(form.kind.data),
        scope=Scope(form.scope.data),
        period=form.period,
        respondent=form.respondent.data,
        language=form.language.data,
    )
