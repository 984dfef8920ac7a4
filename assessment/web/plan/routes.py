"""Routes of the plan: each button is one service."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessment.domain.answers import PlanItem
from assessment.domain.framework import Criterion, Indicator
from assessment.domain.guard import find_in_texts, texts_of_plan_item
from assessment.domain.people.may import Action, State
from assessment.domain.plan.changing import Aim, StepKey, aim_of, item_of, key_of
from assessment.domain.plan.standing import PlanOrder
from assessment.domain.records import StepUpPlan
from assessment.errors import N_, InvalidInputError
from assessment.services.planning.changing import (
    PlanItemConflictError,
    TargetConflictError,
    change_item,
    remove_item,
    set_target,
    take_over,
)
from assessment.services.planning.handing_out import (
    HandedOut,
    plan_calendar,
    plan_workbook,
)
from assessment.web.access import allow, stamp
from assessment.web.frame import Opened, opened
from assessment.web.guarding import warning_about
from assessment.web.plan.forms import AimForm, ItemForm, mark_of
from assessment.web.plan.item_pages import ItemPage, differences, item_page
from assessment.web.plan.listing import Wanted, by_order, order_asked, step_name
from assessment.web.plan.pages import (
    may_plan_now,
    plan_page,
    proposals_of,
    step_page_url,
    what_shows,
)
from assessment.web.plan.target_pages import TargetPage, target_page, targets_page
from assessment.web.rendering import fragment, render
from assessment.web.wizard.pages import FieldError

bp = Blueprint("plan", __name__, url_prefix="/assessments/<uuid:assessment_id>/plan")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TAKEN = N_("Taken into the plan. Say who does it, and until when.")
_NOTHING_NEW = N_("All of this is in the plan already.")
_SAVED = N_("Saved.")
_REMOVED = N_("Taken out of the plan. It stays in the history.")
_NOT_PLANNED = N_(
    "This is not in the published plan. A new action waits for the next round."
)
_NO_LEVEL = N_("Choose a level to go with the reason, or take the reason out.")
_NO_DAY = N_("Give the day as year, month, day, such as 2026-05-31; or leave it out.")


@bp.get("")
@allow(Action.SEE)
def show(assessment_id: UUID) -> ResponseReturnValue:
    """Show what is committed to, what is declined, and what could be added."""
    work = opened(assessment_id)
    frame, wanted = work.frame, _wanted(work)
    body = fragment(
        "plan/_plan.html",
        (*work.revision, *what_shows(work), wanted),
        lambda: plan_page(work, wanted),
        frame=frame,
    )
    may_plan = may_plan_now(work)
    return render("plan/plan.html", frame=frame, page=body, may_plan=may_plan)


@bp.post("/add")
@allow(Action.PLAN)
def add(assessment_id: UUID) -> ResponseReturnValue:
    """Take next steps over: all first things, all of a point or of a gap, or one."""
    work = opened(assessment_id)
    steps = _chosen(work, request.form.get("take", ""))
    if steps:
        state = work.state
        take_over(
            *(state.store, work.framework, assessment_id, steps),
            stamp=stamp(state.now()),
        )
    flash(_TAKEN if steps else _NOTHING_NEW, "success")
    point = request.form.get("point") or None
    return redirect(_plan_of(work, point=point), code=303)


@bp.get("/<indicator_key>/<criterion_key>")
@allow(Action.SEE)
def item(
    assessment_id: UUID, indicator_key: str, criterion_key: str
) -> ResponseReturnValue:
    """Show one action with all that is committed to."""
    work = opened(assessment_id)
    asked = _step(work, indicator_key, criterion_key)
    return _drawn(work, item_page(work, *asked))


@bp.post("/<indicator_key>/<criterion_key>")
@allow(Action.PLAN)
def change(
    assessment_id: UUID, indicator_key: str, criterion_key: str
) -> ResponseReturnValue:
    """Save one action, or take it out of the plan."""
    work = opened(assessment_id)
    asked = _step(work, indicator_key, criterion_key)
    if request.form.get("go") == "remove":
        return _remove(work, asked, ItemForm(request.form))
    return _save(work, asked, ItemForm(request.form))


@bp.get("/<indicator_key>/<criterion_key>/follow-up")
@allow(Action.SEE)
def followed_up(
    assessment_id: UUID, indicator_key: str, criterion_key: str
) -> ResponseReturnValue:
    """Lead to the action: who changes the language of a refused form comes by here."""
    work = opened(assessment_id)
    indicator, criterion = _step(work, indicator_key, criterion_key)
    page = step_page_url(work, (indicator.key, criterion.key))
    return redirect(page + by_order(order_asked()), code=303)


@bp.post("/<indicator_key>/<criterion_key>/follow-up")
@allow(Action.FOLLOW_UP)
def follow_up(
    assessment_id: UUID, indicator_key: str, criterion_key: str
) -> ResponseReturnValue:
    """Save how far one action of a published plan is."""
    work = opened(assessment_id)
    asked = _step(work, indicator_key, criterion_key)
    return _save(work, asked, ItemForm(request.form))


@bp.get("/targets")
@allow(Action.SEE)
def targets(assessment_id: UUID) -> ResponseReturnValue:
    """Show what is aimed at, point by point."""
    work = opened(assessment_id)
    frame = work.frame
    body = fragment(
        "plan/_targets.html", work.revision, lambda: targets_page(work), frame=frame
    )
    return render("plan/targets.html", frame=frame, page=body)


@bp.get("/targets/of/<indicator_key>")
@allow(Action.SEE)
def target(assessment_id: UUID, indicator_key: str) -> ResponseReturnValue:
    """Show what is aimed at for one indicator, and what each level would take."""
    work = opened(assessment_id)
    return _drawn_target(work, target_page(work, _indicator(work, indicator_key)))


@bp.post("/targets/of/<indicator_key>")
@allow(Action.PLAN)
def set_aim(assessment_id: UUID, indicator_key: str) -> ResponseReturnValue:
    """Aim at another level."""
    work = opened(assessment_id)
    asked = _indicator(work, indicator_key)
    form = AimForm(request.form)
    aim = form.aim(indicator_key)
    page = target_page(work, asked, aim, form.version.data)
    if request.form.get("go") == "look":
        return _drawn_target(work, page)
    if aim.reason and aim.level is None:
        errors = (FieldError("level", work.texts.gettext(_NO_LEVEL)),)
        return _drawn_target(work, replace(page, errors=errors))
    found = find_in_texts([("why", aim.reason)])
    if warning := warning_about(assessment_id, indicator_key, found):
        return _drawn_target(work, replace(page, warning=warning))
    return _save_aim(work, page, aim, form.version.data)


@bp.get("/plan.xlsx")
@allow(Action.EXPORT)
def workbook(assessment_id: UUID) -> ResponseReturnValue:
    """Hand the plan out as a workbook, as far as this person sees it."""
    work = opened(assessment_id)
    return _file(work, plan_workbook(_handed_out(work)), XLSX, "xlsx")


@bp.get("/plan.ics")
@allow(Action.EXPORT)
def calendar(assessment_id: UUID) -> ResponseReturnValue:
    """Hand the days of the plan out for a calendar."""
    work = opened(assessment_id)
    return _file(work, plan_calendar(_handed_out(work)), "text/calendar", "ics")


_Asked = tuple[Indicator, Criterion]


def _save(work: Opened, asked: _Asked, form: ItemForm) -> ResponseReturnValue:
    key = (asked[0].key, asked[1].key)
    now = item_of(work.stored.assessment.plan, key)
    follows_up = work.stored.state is State.PUBLISHED
    wanted = form.item(key, now, follows_up=follows_up)
    page = item_page(work, *asked, form)
    if stopped := _stopped(work, page, wanted, form):
        return _drawn(work, stopped)
    try:
        _refuse_unseen(work, now, wanted, form)
        state = work.state
        change_item(
            *(state.store, work.framework, work.stored.id, wanted),
            seen=now,
            stamp=stamp(state.now()),
        )
    except InvalidInputError as error:
        wrong = tuple(
            FieldError(p.path.rpartition(".")[2], work.texts.problem(p))
            for p in error.problems
        )
        return _drawn(work, replace(page, errors=wrong))
    except PlanItemConflictError as conflict:
        return _drawn(work, _conflict(work, page, wanted, conflict.item))
    return _back(work, key)


def _stopped(
    work: Opened, page: ItemPage, wanted: PlanItem, form: ItemForm
) -> ItemPage | None:
    """Return the page that stands in the way of saving; None: nothing does."""
    if request.form.get("go") == "look":
        return page
    texts = work.texts
    if work.stored.state is State.PUBLISHED and not page.is_planned:
        unplanned = FieldError("status", texts.gettext(_NOT_PLANNED))
        return replace(page, errors=(unplanned,))
    if form.has_wrong_day:
        return replace(page, errors=(FieldError("due", texts.gettext(_NO_DAY)),))
    found = find_in_texts(texts_of_plan_item(wanted))
    warning = warning_about(work.stored.id, wanted.indicator, found)
    return replace(page, warning=warning) if warning else None


def _save_aim(
    work: Opened, page: TargetPage, aim: Aim, version: str
) -> ResponseReturnValue:
    now = aim_of(StepUpPlan.of(work.stored.assessment), aim.indicator)
    # Where the page was made from something else, nothing stored can be what was seen.
    seen = now if mark_of(now) == version else replace(aim, level=None, reason=version)
    state = work.state
    try:
        set_target(
            *(state.store, work.framework, work.stored.id, aim),
            seen=seen,
            stamp=stamp(state.now()),
        )
    except InvalidInputError as error:
        wrong = tuple(FieldError("why", work.texts.problem(p)) for p in error.problems)
        return _drawn_target(work, replace(page, errors=wrong))
    except TargetConflictError as conflict:
        page = replace(page, theirs=conflict.aim, version=mark_of(conflict.aim))
        return _drawn_target(work, page)
    flash(_SAVED, "success")
    anchor = f"target-{aim.indicator}"
    return redirect(
        url_for(".targets", assessment_id=work.stored.id, _anchor=anchor), code=303
    )


def _remove(work: Opened, asked: _Asked, form: ItemForm) -> ResponseReturnValue:
    key = (asked[0].key, asked[1].key)
    now = item_of(work.stored.assessment.plan, key)
    page = item_page(work, *asked, form)
    try:
        _refuse_unseen(work, now, None, form)
        state = work.state
        remove_item(
            *(state.store, work.framework, work.stored.id, key),
            seen=now,
            stamp=stamp(state.now()),
        )
    except PlanItemConflictError as conflict:
        mine = form.item(key, now, follows_up=False)
        return _drawn(work, _conflict(work, page, mine, conflict.item))
    flash(_REMOVED, "success")
    return redirect(_plan_of(work), code=303)


def _refuse_unseen(
    work: Opened, now: PlanItem | None, wanted: PlanItem | None, form: ItemForm
) -> None:
    """Refuse to write over what this person has not seen.

    Raises:
        PlanItemConflictError: when the page was made from something else.
    """
    if mark_of(now) != form.version.data and now != wanted:
        version = work.stored.plan_version
        raise PlanItemConflictError(now, seen=version, current=version)


def _conflict(
    work: Opened, page: ItemPage, mine: PlanItem, theirs: PlanItem | None
) -> ItemPage:
    return replace(
        page,
        is_conflict=True,
        is_gone=theirs is None,
        version=mark_of(theirs),
        differences=differences(mine, theirs, work) if theirs else (),
    )


def _drawn(work: Opened, page: ItemPage) -> ResponseReturnValue:
    html = render("plan/item.html", frame=work.frame, page=page)
    if page.is_conflict:
        return html, 409
    return html, 422 if page.errors or page.warning else 200


def _drawn_target(work: Opened, page: TargetPage) -> ResponseReturnValue:
    html = render("plan/target.html", frame=work.frame, page=page)
    if page.theirs:
        return html, 409
    return html, 422 if page.errors or page.warning else 200


def _back(work: Opened, key: StepKey) -> ResponseReturnValue:
    """Lead to the action in the plan, which says that it was saved."""
    anchor = f"step-{'-'.join(key)}"
    return redirect(_plan_of(work, saved=step_name(key), _anchor=anchor), code=303)


def _plan_of(work: Opened, **more: str | None) -> str:
    """Return the address of the plan, listed as it was before."""
    order = order_asked()
    by = None if order is PlanOrder.DATE else order.value
    return url_for(".show", assessment_id=work.stored.id, by=by, **more)  # type: ignore[arg-type]


def _handed_out(work: Opened) -> HandedOut:
    return HandedOut(
        work.framework,
        work.stored.assessment,
        work.texts.language,
        work.state.now(),
    )


def _file(work: Opened, data: bytes, kind: str, ending: str) -> ResponseReturnValue:
    response = Response(data, mimetype=kind)
    assessment = work.stored.assessment
    name = f"{assessment.subject.code}-{assessment.period}-plan.{ending}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _wanted(work: Opened) -> Wanted:
    point = request.args.get("point", "")
    saved = request.args.get("saved", "")
    planned = (step_name(key_of(item)) for item in work.stored.assessment.plan)
    return Wanted(
        order_asked(),
        point if point in work.framework.points_by_key else "",
        request.args.get("page", 1, type=int),
        saved if saved in planned else "",
    )


def _chosen(work: Opened, take: str) -> tuple[StepKey, ...]:
    """Return the next steps that *take* names: first, point:K, gap:K, or one of them."""
    kind, _, key = take.partition(":")
    offered = proposals_of(work)
    match kind:
        case "first":
            chosen = [p for p in offered if p.is_first]
        case "point":
            chosen = [p for p in offered if p.indicator.point == key]
        case "gap":
            chosen = [p for p in offered if p.indicator.key == key]
        case "step":
            return tuple(s for p in offered for s in p.steps if step_name(s) == key)
        case _:
            return ()
    return tuple(step for proposal in chosen for step in proposal.steps)


def _indicator(work: Opened, key: str) -> Indicator:
    found = work.framework.indicators_by_key.get(key)
    if found is None:
        abort(404)
    return found


def _step(work: Opened, indicator_key: str, criterion_key: str) -> _Asked:
    indicator = _indicator(work, indicator_key)
    found = [c for c in indicator.criteria() if c.key == criterion_key]
    if not found:
        abort(404)
    return indicator, found[0]
