"""Routes of the pages about teams: each button is one service."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from wtforms import Form

from assessment.domain.people.may import Action
from assessment.domain.people.teams import TeamKind, TeamRole
from assessment.domain.records import Stamp
from assessment.errors import N_, InvalidTeamError, NotAllowedError
from assessment.services.people.teams import (
    add_member,
    change_member,
    change_team,
    find_team,
    list_members,
    list_teams,
    make_team,
)
from assessment.web.access import SIGNED_IN, allow, stamp
from assessment.web.language import current_texts
from assessment.web.paging import page_with, part_asked, part_of
from assessment.web.person import current_person
from assessment.web.rendering import render
from assessment.web.state import app_state
from assessment.web.teams.forms import MemberForm, NameForm, RolesForm, TeamForm
from assessment.web.teams.pages import (
    MEMBERS_PER_PAGE,
    TEAMS_PER_PAGE,
    TeamPage,
    TeamsPage,
    new_team_page,
    role_choices,
    team_line,
    team_page,
)
from assessment.web.wizard.pages import FieldError

bp = Blueprint("teams", __name__, url_prefix="/teams")

_NOT_ONESELF = N_(
    "Whoever looks after the installation sees no drafts, and so gives themselves no role. "
    "Ask a coordinator of the team."
)


@bp.get("")
@allow(SIGNED_IN)
def index() -> ResponseReturnValue:
    """List one's own teams; all of them for an administrator."""
    person, texts = current_person(), current_texts()
    if person.is_administrator:
        found = list_teams(app_state().store)
        part = part_asked(found.teams, TEAMS_PER_PAGE)
        lines = [
            team_line(team, texts, person, found.sizes.get(team.id, 0))
            for team in part.lines
        ]
    else:
        own = sorted(person.teams.values(), key=lambda team: team.name.casefold())
        part = part_asked(own, TEAMS_PER_PAGE)
        lines = [team_line(team, texts, person) for team in part.lines]
    page = TeamsPage(
        *(tuple(lines), part.number, part.pages), may_make=person.is_administrator
    )
    return render("teams/teams.html", page=page)


@bp.route("/new", methods=["GET", "POST"])
@allow(Action.ADMINISTER)
def new() -> ResponseReturnValue:
    """Make a team."""
    state, texts = app_state(), current_texts()
    form = TeamForm(request.form, meta={"texts": texts})
    if request.method == "POST" and form.validate():
        try:
            team = make_team(
                state.store,
                form.name.data,
                TeamKind(form.kind.data),
                country=form.country.data,
                stamp=stamp(state.now()),
            )
        except InvalidTeamError as error:
            _take_over(form, error)
        else:
            return redirect(url_for(".show", team_id=team.id), code=303)
    page = new_team_page(form.name.data, form.kind.data, form.country.data, texts)
    html = render("teams/new.html", page=replace(page, errors=_errors(form)))
    return html, 422 if form.errors else 200


@bp.get("/<uuid:team_id>")
@allow(Action.SEE_TEAM)
def show(team_id: UUID) -> ResponseReturnValue:
    """Show who is what in a team."""
    return render("teams/team.html", page=_page(team_id))


@bp.post("/<uuid:team_id>")
@allow(Action.MANAGE)
def rename(team_id: UUID) -> ResponseReturnValue:
    """Give a team another name."""
    form = NameForm(request.form, meta={"texts": current_texts()})
    try:
        change_team(app_state().store, team_id, name=form.name.data, stamp=_stamp())
    except InvalidTeamError as error:
        _take_over(form, error)
        page = replace(_page(team_id), name=form.name.data, errors=_errors(form))
        return render("teams/team.html", page=page), 422
    return _changed(team_id, N_("The team has its new name."))


@bp.post("/<uuid:team_id>/members")
@allow(Action.MANAGE)
def add(team_id: UUID) -> ResponseReturnValue:
    """Give somebody who has an account their roles in a team."""
    person = current_person()
    form = MemberForm(request.form, meta={"texts": current_texts()})
    if form.validate():
        _refuse_oneself(team_id, form.email.data)
        try:
            add_member(
                *(app_state().store, team_id, form.email.data, form.roles),
                known_to=None if person.is_administrator else person,
                stamp=_stamp(),
            )
        except InvalidTeamError as error:
            _take_over(form, error)
        else:
            return _changed(team_id, N_("The team has a new member."))
    chosen = [role for role in TeamRole if role.value in form.role.data]
    page = replace(
        _page(team_id),
        email=form.email.data,
        choices=role_choices(chosen),
        errors=_errors(form),
    )
    return render("teams/team.html", page=page), 422


@bp.post("/<uuid:team_id>/members/<int(max=2147483647):account>")
@allow(Action.MANAGE)
def change_roles(team_id: UUID, account: int) -> ResponseReturnValue:
    """Change what a member is, or take them out of the team."""
    form = RolesForm(request.form, meta={"texts": current_texts()})
    leaves = request.form.get("go") == "remove"
    if leaves or form.validate():
        if not leaves:
            _refuse_oneself(team_id, account=account)
        roles = frozenset() if leaves else form.roles
        try:
            change_member(app_state().store, team_id, account, roles, stamp=_stamp())
        except InvalidTeamError as error:
            _take_over(form, error, field="role")
        else:
            told = N_("They are no longer in the team.") if leaves else N_("Saved.")
            return _changed(team_id, told)
    wrong = tuple(
        FieldError(f"member-{account}", error.message) for error in _errors(form)
    )
    page = replace(_page(team_id, account), errors=wrong)
    return render("teams/team.html", page=page), 422


def _stamp() -> Stamp:
    return stamp(app_state().now())


def _refuse_oneself(team_id: UUID, email: str = "", account: int = 0) -> None:
    """Keep administrators from letting themselves into the drafts of a team."""
    person = current_person()
    if TeamRole.COORDINATOR in person.roles_in(team_id):
        return
    is_oneself = email.casefold() == str(current_user.email).casefold()
    if is_oneself or account == person.id:
        raise NotAllowedError(_NOT_ONESELF)


def _page(team_id: UUID, account: int | None = None) -> TeamPage:
    """Return the page that is asked for, or the one on which *account* stands."""
    store = app_state().store
    team, members = find_team(store, team_id), list_members(store, team_id)
    place = next((n for n, m in enumerate(members) if m.account == account), None)
    if place is None:
        part = part_asked(members, MEMBERS_PER_PAGE)
    else:
        number = page_with(place, MEMBERS_PER_PAGE)
        part = part_of(members, MEMBERS_PER_PAGE, number)
    return team_page(team, part, current_person(), current_texts())


def _changed(team_id: UUID, told: str) -> ResponseReturnValue:
    flash(told, "success")
    if team_id not in current_person().roles and not current_person().is_administrator:
        return redirect(url_for(".index"), code=303)
    return redirect(url_for(".show", team_id=team_id), code=303)


def _take_over(form: Form, error: InvalidTeamError, field: str = "") -> None:
    """Put what the service found wrong beside the field it is about."""
    texts = current_texts()
    for problem in error.problems:
        name = field or {"roles": "role"}.get(problem.path, problem.path)
        form[name].errors = [texts.problem(problem)]


def _errors(form: Form) -> tuple[FieldError, ...]:
    return tuple(FieldError(name, found[0]) for name, found in form.errors.items())
