"""Routes of the review."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from assessment.domain.people.may import Action
from assessment.services.review import findings_csv, review_of
from assessment.web.access import allow
from assessment.web.frame import opened
from assessment.web.rendering import render
from assessment.web.review.pages import review_page
from assessment.web.wizard.notices import saved_notice

bp = Blueprint("review", __name__, url_prefix="/assessments/<uuid:assessment_id>")


@bp.get("/review")
@allow(Action.SEE)
def show(assessment_id: UUID) -> ResponseReturnValue:
    """Show what to look at again, what blocks handing on first."""
    work = opened(assessment_id)
    notice = saved_notice(work, request.args.get("saved", ""))
    page = review_page(work, notice)
    return render("review/review.html", frame=work.frame, page=page)


@bp.get("/review.csv")
@allow(Action.SEE)
def table(assessment_id: UUID) -> ResponseReturnValue:
    """Hand the findings out as a table."""
    work = opened(assessment_id)
    found = review_of(work.state.store, work.framework, work.stored)
    data = findings_csv(work.framework, found, work.texts)
    response = Response(data, mimetype="text/csv")
    about = work.stored.assessment
    name = f"review-{about.subject.code}-{about.period}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
