"""Whether a team asks its members for a second factor: for coordinators."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessment.domain.people.may import Action
from assessment.errors import N_
from assessment.services.people.second_factor import ask_of_team, is_asked_of_team
from assessment.services.people.teams import find_team
from assessment.web.access import allow, stamp
from assessment.web.accounts import library_account
from assessment.web.rendering import render
from assessment.web.state import app_state

bp = Blueprint("second_factor", __name__)


@dataclass(frozen=True, slots=True)
class TeamFactorPage:
    """Whether a team asks for a second factor.

    Attributes:
        has_own: Whether who looks has one, without which nobody asks it of others.
    """

    team: str
    here: str
    back: str
    is_asked: bool
    has_own: bool


@bp.get("/teams/<uuid:team_id>/second-factor")
@allow(Action.MANAGE)
def of_team(team_id: UUID) -> ResponseReturnValue:
    """Show whether the team asks for it."""
    store, user = app_state().store, library_account()
    page = TeamFactorPage(
        find_team(store, team_id).name,
        url_for("second_factor.change", team_id=team_id),
        url_for("teams.show", team_id=team_id),
        is_asked_of_team(store, team_id),
        has_own=bool(user.tf_primary_method and user.tf_totp_secret)
        or bool(user.webauthn),
    )
    return render("second_factor/team.html", page=page)


@bp.post("/teams/<uuid:team_id>/second-factor")
@allow(Action.MANAGE)
def change(team_id: UUID) -> ResponseReturnValue:
    """Ask for it from now on, or no longer."""
    is_asked = request.form.get("ask") == "yes"
    state = app_state()
    ask_of_team(state.store, team_id, stamp=stamp(state.now()), is_asked=is_asked)
    told = N_("The team asks for a password only.")
    if is_asked:
        told = N_("The team asks for a second factor. Who has none was signed out.")
    flash(told, "success")
    return redirect(url_for("second_factor.of_team", team_id=team_id), code=303)
