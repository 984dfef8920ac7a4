"""Routes of other voices: side by side with an assessment, and an alternative begun."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from assessment.domain.people.may import Action
from assessment.web.access import allow
from assessment.web.frame import opened
from assessment.web.rendering import render
from assessment.web.voices.pages import voices_page

bp = Blueprint("voices", __name__)


@bp.get("/assessments/<uuid:assessment_id>/results/voices")
@allow(Action.SEE_WHOLE)
def beside(assessment_id: UUID) -> ResponseReturnValue:
    """Set what others see beside this assessment."""
    work = opened(assessment_id)
    return render("voices/beside.html", frame=work.frame, page=voices_page(work))
