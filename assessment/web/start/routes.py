"""Start page, new assessment, import, and the choice of language."""

from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessment.domain.answers import Assessment, AssessmentKind, Subject
from assessment.domain.framework import Framework, Scope
from assessment.domain.wizard import ProfileStep, TaskListStep
from assessment.errors import N_, InvalidInputError
from assessment.services.assessments.exchange import import_assessment
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import list_assessments
from assessment.texts import LANGUAGES
from assessment.web.access import Role, allow, stamp
from assessment.web.filters import problem_text
from assessment.web.frame import step_url
from assessment.web.language import COOKIE, current_texts
from assessment.web.rendering import render
from assessment.web.start.forms import NewAssessmentForm
from assessment.web.start.pages import ImportPage, home_page, new_page
from assessment.web.state import app_state

bp = Blueprint("start", __name__)

_ONE_YEAR_S = 365 * 24 * 3600
_NO_FILE = N_("Choose a file first.")
_NOT_TEXT = N_("This is not a text file. Choose a file that ends in .json or .yaml.")


@bp.get("/")
@allow(Role.SIGNED_IN)
def home() -> ResponseReturnValue:
    """List the assessments and offer to begin one."""
    state = app_state()
    summaries = list_assessments(state.store)
    number = request.args.get("page", 1, type=int)
    page = home_page(state.frameworks.default, summaries, current_texts(), number)
    if page is None:
        abort(404)
    return render("start/home.html", page=page)


@bp.route("/assessments/new", methods=["GET", "POST"])
@allow(Role.EDITOR)
def new() -> ResponseReturnValue:
    """Begin an assessment: country, year, kind, language."""
    state, texts = app_state(), current_texts()
    asked = state.frameworks.default
    suggested = {"year": str(state.now().year), "language": texts.language}
    form = NewAssessmentForm(request.form, data=suggested, meta={"texts": texts})
    is_sent = request.method == "POST" and request.form.get("go") != "look"
    if is_sent and form.validate():
        try:
            stored = create_assessment(
                state.store,
                asked,
                _new_assessment(form, asked),
                stamp=stamp(state.now()),
            )
        except InvalidInputError as error:
            form.kind.errors = [texts.problem(problem) for problem in error.problems]
        else:
            return redirect(step_url(stored.id, ProfileStep()), code=303)
    page = render("start/new.html", page=new_page(form, asked, texts))
    return page, 422 if form.errors else 200


@bp.route("/assessments/import", methods=["GET", "POST"])
@allow(Role.EDITOR)
def import_file() -> ResponseReturnValue:
    """Bring in a portable file: all of it, or nothing and a list of what is wrong."""
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        outcome = _import()
        if isinstance(outcome, UUID):
            return redirect(step_url(outcome, TaskListStep()), code=303)
        problems = outcome
    page = ImportPage(problems)
    return render("start/import.html", page=page), 422 if problems else 200


@bp.get("/language/<code>")
@allow(Role.ANYONE)
def language(code: str) -> ResponseReturnValue:
    """Keep a choice of language and go back to where it was made."""
    if code not in LANGUAGES:
        abort(404)
    response = redirect(_way_back(request.args.get("next", "")), code=303)
    response.set_cookie(
        COOKIE,
        code,
        max_age=_ONE_YEAR_S,
        secure=app_state().settings.https,
        httponly=True,
        samesite="Lax",
    )
    return response


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


def _import() -> UUID | tuple[str, ...]:
    """Return the new assessment, or the sentences that say what is wrong."""
    state, texts = app_state(), current_texts()
    file = request.files.get("file")
    if file is None or not file.filename:
        return (texts.gettext(_NO_FILE),)
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return (texts.gettext(_NOT_TEXT),)
    try:
        stored = import_assessment(
            state.store,
            state.frameworks.default,
            text,
            file.filename,
            stamp=stamp(state.now()),
        )
    except InvalidInputError as error:
        return tuple(problem_text(texts, problem) for problem in error.problems)
    return stored.id


def _way_back(path: str) -> str:
    """Return *path* when it is one of ours; never a way to another site."""
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_ours and path.isprintable() else url_for("start.home")
