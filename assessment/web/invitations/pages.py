"""What the pages of invitations show."""

from dataclasses import dataclass
from datetime import datetime

from assessment.domain.people.invitations import Invitation, InvitationState
from assessment.domain.people.teams import TeamRole
from assessment.errors import N_
from assessment.texts import Texts
from assessment.web.teams.words import ROLE_HELP, ROLE_WORDS
from assessment.web.wizard.pages import FieldError

ADMINISTRATOR = N_("Administrator: looks after accounts and teams, sees no draft")

STATE_WORDS = {
    InvitationState.OPEN: N_("Open until %(day)s"),
    InvitationState.USED: N_("Accepted on %(day)s"),
    InvitationState.WITHDRAWN: N_("Withdrawn on %(day)s"),
    InvitationState.ENDED: N_("Ended on %(day)s"),
}


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role that somebody can be invited as."""

    value: str
    words: str
    help: str
    is_chosen: bool


PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation in the list.

    Attributes:
        withdraw: Where to withdraw it; empty once it is open no more.
    """

    email: str
    roles: str
    state: str
    by: str
    withdraw: str


@dataclass(frozen=True, slots=True)
class InvitationsPage:
    """The invitations to a team, or to look after the site, a page at a time.

    Attributes:
        team: Its name; empty for the site.
        link: Of the invitation just made: shown once, kept nowhere.
    """

    team: str
    here: str
    lines: tuple[InvitationLine, ...]
    number: int
    pages: int
    roles: tuple[RoleChoice, ...]
    languages: tuple[tuple[str, str], ...]
    language: str
    email: str
    link: str
    errors: tuple[FieldError, ...] = ()

    def wrong(self, target: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == target), "")


@dataclass(frozen=True, slots=True)
class AcceptPage:
    """An invitation as the invited person sees it.

    Attributes:
        team: Name of the team; empty: it is about the site.
        email: Whom it is for; empty: whoever opens the link of the first start.
        is_theirs: Whether the invited person is signed in here.
        other: Who is signed in here instead; empty: nobody.
    """

    token: str
    team: str
    roles: str
    by: str
    email: str
    is_theirs: bool
    other: str
    name: str = ""
    typed_email: str = ""
    errors: tuple[FieldError, ...] = ()

    def wrong(self, target: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == target), "")


def roles_in_words(invitation: Invitation, texts: Texts) -> str:
    """Return what somebody becomes, in words."""
    if invitation.team is None:
        return texts.gettext(ADMINISTRATOR)
    held = invitation.offer.roles
    return ", ".join(texts.gettext(w) for role, w in ROLE_WORDS.items() if role in held)


def role_choices(chosen: frozenset[TeamRole], texts: Texts) -> tuple[RoleChoice, ...]:
    """Return the roles that can be chosen."""
    return tuple(
        RoleChoice(
            role.value,
            texts.gettext(words),
            texts.gettext(ROLE_HELP[role]),
            role in chosen,
        )
        for role, words in ROLE_WORDS.items()
    )


def invitation_line(
    invitation: Invitation, now: datetime, texts: Texts, withdraw: str
) -> InvitationLine:
    """Return an invitation in words; *withdraw* is where it can be withdrawn."""
    state = invitation.state(now)
    day = invitation.used_at or invitation.withdrawn_at or invitation.ends_at
    return InvitationLine(
        invitation.offer.email,
        roles_in_words(invitation, texts),
        texts.gettext(STATE_WORDS[state], day=texts.date(day.date())),
        invitation.made_by,
        withdraw if state is InvitationState.OPEN else "",
    )
