"""Routes of the step to another edition: show what it does, and do it."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessment.domain.people.may import Action
from assessment.errors import EditConflictError
from assessment.services.migration.moving import move
from assessment.services.migration.previewing import is_other_edition, preview
from assessment.web.access import allow, stamp
from assessment.web.editions.pages import EditionPage, step_view
from assessment.web.frame import Opened, opened
from assessment.web.rendering import render
from assessment.web.typed import shown_number

bp = Blueprint("editions", __name__, url_prefix="/assessments/<uuid:assessment_id>")


@bp.get("/edition")
@allow(Action.MIGRATE)
def show(assessment_id: UUID) -> ResponseReturnValue:
    """Show what moving to the edition that is in use would do."""
    work = opened(assessment_id)
    return render("editions/edition.html", frame=work.frame, page=_page(work))


@bp.post("/edition")
@allow(Action.MIGRATE)
def step(assessment_id: UUID) -> ResponseReturnValue:
    """Move the draft, if it is what the page described."""
    work = opened(assessment_id)
    frameworks = work.state.frameworks
    if not is_other_edition(work.stored, frameworks.default):
        return redirect(url_for(".show", assessment_id=assessment_id), code=303)
    try:
        move(
            work.state.store,
            frameworks.get(work.stored.edition),
            frameworks.default,
            assessment_id,
            seen=shown_number(request.form.get("seen")),
            stamp=stamp(work.state.now()),
        )
    except EditConflictError:
        work = opened(assessment_id, anew=True)
        page = replace(_page(work), is_changed=True)
        return render("editions/edition.html", frame=work.frame, page=page), 409
    return redirect(url_for(".show", assessment_id=assessment_id), code=303)


def _page(work: Opened) -> EditionPage:
    frameworks, stored = work.state.frameworks, work.stored
    new, found = frameworks.default, None
    if is_other_edition(stored, new):
        old = frameworks.get(stored.edition)
        found = step_view(work, preview(old, new, stored))
    return EditionPage(found, work.framework.edition, stored.revision)
