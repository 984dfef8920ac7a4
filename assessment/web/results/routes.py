"""Routes of the results: overview, lenses, gaps, explanations, the portable file."""

from uuid import UUID

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from assessment.domain.explanation import (
    explain_group,
    explain_overall,
)
from assessment.domain.explanation import (
    explain_indicator as explain_level,
)
from assessment.domain.people.may import Action
from assessment.domain.scoring import GroupScore, Lens
from assessment.services.assessments.exchange import portable_text
from assessment.services.rounds.issuing import issued_text
from assessment.web.access import allow
from assessment.web.frame import Opened, opened
from assessment.web.rendering import fragment, render
from assessment.web.results.explanations import level_page, mean_page
from assessment.web.results.findings import findings
from assessment.web.results.pages import (
    LENS_WORDS,
    LensPage,
    gaps_page,
    overview_page,
    score_lines,
)
from assessment.web.voice_names import voices_note

bp = Blueprint(
    "results", __name__, url_prefix="/assessments/<uuid:assessment_id>/results"
)


@bp.get("/")
@allow(Action.SEE)
def overview(assessment_id: UUID) -> ResponseReturnValue:
    """Show where the country stands, and what to do first."""
    work = opened(assessment_id)
    frame = work.frame
    body = fragment(
        "results/_overview.html",
        work.revision,
        lambda: overview_page(work),
        frame=frame,
    )
    return render(
        "results/overview.html", frame=frame, page=body, voices=voices_note(work)
    )


@bp.get("/gaps")
@allow(Action.SEE)
def gaps(assessment_id: UUID) -> ResponseReturnValue:
    """List every gap with its next steps, a part at a time."""
    work = opened(assessment_id)
    page = gaps_page(work, request.args.get("page", 1, type=int))
    if page is None:
        abort(404)
    return render("results/gaps.html", frame=work.frame, page=page)


@bp.get("/by/<lens_key>")
@allow(Action.SEE)
def lens(assessment_id: UUID, lens_key: str) -> ResponseReturnValue:
    """Regroup the same scores: by recommendation, type, sector or goal."""
    work, chosen = opened(assessment_id), _lens(lens_key)
    if chosen not in LENS_WORDS:
        abort(404)
    lines = score_lines(work, chosen, findings(work).card, "../explain/by/")
    page = LensPage(LENS_WORDS[chosen], lines)
    return render("results/lens.html", frame=work.frame, page=page)


@bp.get("/explain")
@allow(Action.SEE)
def explain(assessment_id: UUID) -> ResponseReturnValue:
    """Work the overall score out, step by step."""
    work = opened(assessment_id)
    card = findings(work).card
    explanation = explain_overall(work.framework, card)
    return render(
        "results/explain_mean.html",
        frame=work.frame,
        page=mean_page(work, explanation, None),
    )


@bp.get("/explain/by/<lens>/<group_key>")
@allow(Action.SEE)
def explain_group_score(
    assessment_id: UUID, lens: str, group_key: str
) -> ResponseReturnValue:
    """Work the score of a point, or of a group of another lens, out."""
    work, chosen = opened(assessment_id), _lens(lens)
    card = findings(work).card
    group = _group(card.lens(chosen), group_key)
    return render(
        "results/explain_mean.html",
        frame=work.frame,
        page=mean_page(work, explain_group(card, group), chosen),
    )


@bp.get("/explain/indicators/<indicator_key>")
@allow(Action.SEE_INDICATOR)
def explain_indicator(assessment_id: UUID, indicator_key: str) -> ResponseReturnValue:
    """Show rung by rung why an indicator stands where it stands."""
    work = opened(assessment_id)
    if indicator_key not in work.framework.indicators_by_key:
        abort(404)
    explanation = explain_level(
        work.framework, work.stored.assessment, findings(work).card, indicator_key
    )
    return render(
        "results/explain_level.html",
        frame=work.frame,
        page=level_page(work, explanation),
    )


@bp.get("/assessment.json")
@allow(Action.EXPORT)
def export(assessment_id: UUID) -> ResponseReturnValue:
    """Hand the assessment out as a portable file."""
    work = opened(assessment_id)
    return Response(
        portable_of(work),
        mimetype="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="{file_name(work)}.json"'
        },
    )


def portable_of(work: Opened) -> str:
    """Return the portable file, as far as this person sees the assessment."""
    if not work.sees_whole:
        return portable_text(work.stored, work.framework)
    whole = work.state.frameworks.get(work.stored.edition)
    return issued_text(work.state.store, whole, work.stored)


def file_name(work: Opened) -> str:
    """Return the name of a download, without its ending."""
    assessment = work.stored.assessment
    return f"{assessment.subject.code}-{assessment.period}-{assessment.kind.value}"


def _lens(key: str) -> Lens:
    if key not in {known.value for known in Lens}:
        abort(404)
    return Lens(key)


def _group(groups: tuple[GroupScore, ...], key: str) -> GroupScore:
    found = {group.key: group for group in groups}
    if key not in found:
        abort(404)
    return found[key]
