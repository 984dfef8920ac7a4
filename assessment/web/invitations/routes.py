"""Inviting: for coordinators into their team, for administrators everywhere."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user, login_user

from assessment.domain.people.invitations import Invitation, Offer
from assessment.domain.people.may import Action
from assessment.errors import N_, InvalidInputError, InvitationError, MailError
from assessment.services.people.accounts import find_account
from assessment.services.people.invitations import (
    Newcomer,
    accept,
    accept_as,
    find_invitation,
    invite,
    list_invitations,
    withdraw_invitation,
)
from assessment.services.people.mail import Message, send
from assessment.services.people.teams import find_team
from assessment.web.access import ANYONE, allow, stamp
from assessment.web.invitations.forms import AcceptForm, InviteForm
from assessment.web.invitations.pages import (
    PER_PAGE,
    AcceptPage,
    InvitationsPage,
    invitation_line,
    role_choices,
    roles_in_words,
)
from assessment.web.language import OWN_NAMES, current_texts, offered, speaking
from assessment.web.paging import part_asked
from assessment.web.post import needs_second_factor
from assessment.web.rendering import render
from assessment.web.state import app_state
from assessment.web.wizard.pages import FieldError

bp = Blueprint("invitations", __name__)
_LINK = "invited-with"
# Administrators see no drafts: they do not let themselves into a team, either.
_NOT_ONESELF = N_("Nobody invites themselves. Ask a coordinator of the team.")


@bp.get("/teams/<uuid:team_id>/invitations")
@allow(Action.INVITE)
def of_team(team_id: UUID) -> ResponseReturnValue:
    """Show who was invited into a team, and a form for more."""
    return _listed(team_id, InviteForm(), ())


@bp.post("/teams/<uuid:team_id>/invitations")
@allow(Action.INVITE)
def into_team(team_id: UUID) -> ResponseReturnValue:
    """Invite somebody into a team."""
    find_team(app_state().store, team_id)
    return _invited(team_id)


@bp.post("/teams/<uuid:team_id>/invitations/<uuid:invitation_id>/withdraw")
@allow(Action.INVITE)
def withdraw(team_id: UUID, invitation_id: UUID) -> ResponseReturnValue:
    """Withdraw an invitation into a team."""
    find_team(app_state().store, team_id)
    return _withdrawn(team_id, invitation_id)


@bp.get("/administrators/invitations")
@allow(Action.ADMINISTER)
def of_site() -> ResponseReturnValue:
    """Show who was invited to look after the site, and a form for more."""
    return _listed(None, InviteForm(), ())


@bp.post("/administrators/invitations")
@allow(Action.ADMINISTER)
def to_site() -> ResponseReturnValue:
    """Invite somebody to look after the site."""
    return _invited(None)


@bp.post("/administrators/invitations/<uuid:invitation_id>/withdraw")
@allow(Action.ADMINISTER)
def withdraw_from_site(invitation_id: UUID) -> ResponseReturnValue:
    """Withdraw an invitation to look after the site."""
    return _withdrawn(None, invitation_id)


@bp.get("/invitations/<token>")
@allow(ANYONE)
def show(token: str) -> ResponseReturnValue:
    """Show an invitation to whoever has its link."""
    state = app_state()
    invitation = find_invitation(state.store, token, state.now())
    return _offered(token, invitation, AcceptForm(), ())


@bp.post("/invitations/<token>")
@allow(ANYONE)
def accept_it(token: str) -> ResponseReturnValue:
    """Make the account, or take the person who is signed in into the team."""
    state = app_state()
    invitation = find_invitation(state.store, token, state.now())
    form = AcceptForm(request.form)
    if "join" in request.form and current_user.is_authenticated:
        account = find_account(state.store, current_user.email)
        assert account is not None
        accept_as(state.store, token, account, state.now())
        return _welcomed()
    if not form.validate():
        return _offered(token, invitation, form, form.problems()), 422
    newcomer = Newcomer(form.email.data, form.name.data, form.password.data)
    try:
        account = accept(state.store, token, newcomer, state.now())
    except InvitationError as error:
        told = FieldError("email", current_texts().problem(error.problem))
        return _offered(token, invitation, form, (told,)), 422
    except InvalidInputError as error:
        return _offered(token, invitation, form, _told(error)), 422
    user = current_app.extensions["security"].datastore.find_user(id=account.id)
    if not needs_second_factor(current_app, user):
        login_user(user, authn_via=["invitation"])
    return _welcomed()


def _welcomed() -> ResponseReturnValue:
    flash(N_("Welcome."), "success")
    return redirect(url_for("start.home"), code=303)


def _listed(
    team_id: UUID | None, form: InviteForm, errors: tuple[FieldError, ...]
) -> str:
    state, texts = app_state(), current_texts()
    ending = "withdraw" if team_id else "withdraw_from_site"
    team: dict[str, Any] = {"team_id": team_id} if team_id else {}
    part = part_asked(list_invitations(state.store, team_id), PER_PAGE)
    lines = tuple(
        invitation_line(
            each,
            state.now(),
            texts,
            url_for(f"invitations.{ending}", invitation_id=each.id, **team),
        )
        for each in part.lines
    )
    page = InvitationsPage(
        team=find_team(state.store, team_id).name if team_id else "",
        here=_list_of(team_id),
        lines=lines,
        number=part.number,
        pages=part.pages,
        roles=role_choices(form.chosen, texts) if team_id else (),
        languages=tuple((c, OWN_NAMES[c]) for c in offered(state.settings.languages)),
        language=form.language.data or texts.language,
        email=form.email.data,
        link=session.pop(_LINK, ""),
        errors=errors,
    )
    return render("invitations/list.html", page=page)


def _invited(team_id: UUID | None) -> ResponseReturnValue:
    state, form = app_state(), InviteForm(request.form)
    languages = offered(state.settings.languages)
    language = form.language.data if form.language.data in languages else languages[0]
    offer = Offer(form.email.data, team_id, form.chosen, language)
    if team_id is None:
        offer = Offer(form.email.data, None, frozenset(), language)
    if offer.email.lower() == current_user.email.lower():
        told = FieldError("email", current_texts().gettext(_NOT_ONESELF))
        return _listed(team_id, form, (told,)), 422
    try:
        token = invite(state.store, offer, stamp=stamp(state.now()))
    except InvalidInputError as error:
        return _listed(team_id, form, _told(error)), 422
    path = url_for("invitations.show", token=token)
    session[_LINK] = state.settings.url + path
    if "send" in request.form:
        _send(find_invitation(state.store, token, state.now()), session[_LINK])
    return redirect(_list_of(team_id), code=303)


def _send(invitation: Invitation, link: str) -> None:
    """Write to the invited person in their language, else in the one chosen for them."""
    state, to = app_state(), invitation.offer
    known = find_account(state.store, to.email)
    with speaking((known.language if known else "") or to.language) as texts:
        body = render(
            "mail/invitation.txt",
            link=link,
            by=invitation.made_by,
            team=invitation.team.name if invitation.team else "",
            roles=roles_in_words(invitation, texts),
            until=texts.date(invitation.ends_at.date()),
        )
        subject = texts.gettext(N_("You are invited"))
    try:
        send(
            state.settings,
            Message(to.email, subject, body, texts.language),
            state.now(),
        )
    except MailError as error:
        flash(current_texts().problem(error.problem), "error")
    else:
        flash(N_("The message is on its way."), "success")


def _withdrawn(team_id: UUID | None, invitation_id: UUID) -> ResponseReturnValue:
    state = app_state()
    withdraw_invitation(state.store, team_id, invitation_id, stamp=stamp(state.now()))
    flash(N_("The invitation is withdrawn: its link opens nothing."), "success")
    return redirect(_list_of(team_id), code=303)


def _list_of(team_id: UUID | None) -> str:
    if team_id is None:
        return url_for("invitations.of_site")
    return url_for("invitations.of_team", team_id=team_id)


def _offered(
    token: str,
    invitation: Invitation,
    form: AcceptForm,
    errors: tuple[FieldError, ...],
) -> str:
    here = current_user.email if current_user.is_authenticated else ""
    email = invitation.offer.email
    is_theirs = bool(here) and here.lower() == email.lower()
    page = AcceptPage(
        token=token,
        team=invitation.team.name if invitation.team else "",
        roles=roles_in_words(invitation, current_texts()),
        by=invitation.made_by,
        email=email,
        is_theirs=is_theirs,
        other="" if is_theirs else here,
        name=form.name.data,
        typed_email=form.email.data,
        errors=errors,
    )
    return render("invitations/accept.html", page=page)


def _told(error: InvalidInputError) -> tuple[FieldError, ...]:
    texts = current_texts()
    return tuple(FieldError(p.path, texts.problem(p)) for p in error.problems)
