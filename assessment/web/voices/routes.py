"""Routes of other voices: side by side with an assessment, and an alternative begun."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from assessment.domain.framework import Framework
from assessment.domain.guard import find_in_texts
from assessment.domain.people.may import Action
from assessment.domain.people.teams import Team
from assessment.domain.records import StoredAssessment
from assessment.domain.rounds.published import Published
from assessment.domain.wizard import ProfileStep
from assessment.errors import (
    N_,
    AssessmentNotFoundError,
    InvalidInputError,
    NotAllowedError,
)
from assessment.services.voices.beginning import (
    begin_voice,
    editions_kept,
    published_about,
)
from assessment.web.access import allow, stamp
from assessment.web.frame import opened, step_url
from assessment.web.guarding import explain_begun, warning_before
from assessment.web.language import current_texts
from assessment.web.person import current_person
from assessment.web.rendering import render
from assessment.web.state import app_state
from assessment.web.voices.beginning import VoiceForm, voice_owners, voice_page
from assessment.web.voices.pages import voices_page

_NO_TEAM = N_(
    "Alternative assessments belong to the team of an organisation, or to a training team, "
    "and you coordinate none."
)

bp = Blueprint("voices", __name__)


@bp.get("/assessments/<uuid:assessment_id>/results/voices")
@allow(Action.SEE_WHOLE)
def beside(assessment_id: UUID) -> ResponseReturnValue:
    """Set what others see beside this assessment."""
    work = opened(assessment_id)
    return render("voices/beside.html", frame=work.frame, page=voices_page(work))


@bp.route("/alternatives/new", methods=["GET", "POST"])
@allow(Action.CREATE)
def new() -> ResponseReturnValue:
    """Begin an alternative assessment: of which country, beside what."""
    state, owners = app_state(), voice_owners()
    if not owners:
        raise NotAllowedError(_NO_TEAM)
    editions = editions_kept(state.frameworks.default)
    form = _form(owners, editions)
    offered = published_about(state.store, state.frameworks.get, form.country.data)
    goes_on = request.method == "POST" and request.form.get("go") != "look"
    warning = None
    if goes_on and form.validate() and form.owner:
        found = find_in_texts([("respondent", form.respondent.data or "")])
        warning, explanation = warning_before(tuple(found))
        try:
            if not warning:
                stored = _begun(form, offered, editions)
                explain_begun(stored.id, explanation)
                return redirect(step_url(stored.id, ProfileStep()), code=303)
        except InvalidInputError as error:
            sentences = [current_texts().problem(p) for p in error.problems]
            form.country.errors = sentences
    elif request.method == "POST" and not goes_on:
        form.country.validate(form, (VoiceForm.validate_country,))
    page = replace(voice_page(form, offered, editions, owners), warning=warning)
    html = render("voices/new.html", page=page)
    return html, 422 if form.errors or warning else 200


def _form(owners: tuple[Team, ...], editions: tuple[Framework, ...]) -> VoiceForm:
    state, texts = app_state(), current_texts()
    suggested = {
        "year": str(state.now().year),
        "language": texts.language,
        "edition": editions[0].edition,
    }
    meta = {"texts": texts, "owners": owners, "editions": editions}
    given = request.form if request.method == "POST" else request.args
    return VoiceForm(given, data=suggested, meta=meta)


def _begun(
    form: VoiceForm, offered: tuple[Published, ...], editions: tuple[Framework, ...]
) -> StoredAssessment:
    state = app_state()
    beside = next((each for each in offered if each.code == form.beside.data), None)
    if form.stands_beside and beside is None:
        raise AssessmentNotFoundError("nothing like it is published of this country")
    if beside is not None:
        framework = state.frameworks.get(beside.edition)
    else:
        named = [each for each in editions if each.edition == form.edition.data]
        framework = (*named, editions[0])[0]
    assert form.owner is not None
    return begin_voice(
        state.store,
        framework,
        form.begun(framework, beside),
        team=form.owner.id,
        beside=beside,
        person=current_person(),
        stamp=stamp(state.now()),
    )
