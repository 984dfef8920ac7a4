"""What each person may do: one table, one function, asked by every door (DESIGN 9).

Routes, templates, exports and the command line ask :func:`may` and nothing else. The
answer has three values: what is denied on a thing that the person may not know of looks
as if the thing were not there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from assessment.domain.people.actions import Action
from assessment.domain.people.teams import Person, Team, TeamKind, TeamRole
from assessment.domain.rounds.moves import MOVING, OWN_WORK, states_of
from assessment.domain.rounds.states import State, Visibility
from assessment.errors import N_

__all__ = [
    "ABOUT_A_TEAM",
    "ADMINISTRATORS",
    "ALLOWED",
    "HIDDEN",
    "PUBLIC",
    "TABLE",
    "WHILE",
    "Action",
    "Decision",
    "Reach",
    "Standing",
    "State",
    "Verdict",
    "Visibility",
    "may",
    "sees_everything",
    "teams_that_reply",
    "teams_where",
]


class Reach(StrEnum):
    """How far a role's permission goes within an assessment of its team."""

    ALL = "all"
    ASKED = "asked"
    """What was asked of this person, also after it was handed back."""
    ASKED_AND_OPEN = "asked-and-open"
    """What was asked of this person, until it is handed back."""
    OWN = "own"
    """What this person did."""
    OTHERS_WORK = "others-work"
    """Not when the person answered any of it."""
    THEIR_COUNTRY = "their-country"
    """Of a government team, with what others published about its country."""


class Verdict(StrEnum):
    """May they? ``HIDDEN`` denies without telling that there is anything."""

    ALLOWED = "allowed"
    DENIED = "denied"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Standing:
    """All that permission depends on, of one assessment and for one person.

    Attributes:
        team: The team that owns it.
        asked: Indicators that were asked of the person.
        handed_back: Those of *asked* that the person has handed back.
        answered: Indicators whose present answer the person gave.
        is_corrected: Whether it was published and is worked on again: what was published
            is shown meanwhile.
        country: ISO code of the country it is about; needed for replies only.
        is_alternative: Whether others than the government made it; for replies only.
    """

    team: UUID
    state: State = State.DRAFT
    visibility: Visibility = Visibility.NOTHING
    asked: frozenset[str] = frozenset()
    handed_back: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    country: str = ""
    is_alternative: bool = False
    is_corrected: bool = False

    @property
    def is_published(self) -> bool:
        """Whether something of it is published now, whatever is worked on."""
        return self.state in PUBLIC or self.is_corrected


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, and the sentence that explains a denial (marked with ``N_``)."""

    verdict: Verdict
    reason: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.verdict is Verdict.ALLOWED


_COORDINATOR = TeamRole.COORDINATOR
_CONTRIBUTOR = TeamRole.CONTRIBUTOR
_CLEARING = TeamRole.CLEARING_OFFICER
_READER = TeamRole.READER

TABLE: Mapping[Action, Mapping[TeamRole, Reach]] = {
    # What of it a contributor sees is narrower: SEE_INDICATOR, and lists ask that.
    Action.SEE: {
        _COORDINATOR: Reach.ALL,
        _CONTRIBUTOR: Reach.ASKED,
        _CLEARING: Reach.ALL,
        _READER: Reach.ALL,
    },
    Action.SEE_INDICATOR: {
        _COORDINATOR: Reach.ALL,
        _CONTRIBUTOR: Reach.ASKED,
        _CLEARING: Reach.ALL,
        _READER: Reach.ALL,
    },
    Action.SEE_WHOLE: {
        _COORDINATOR: Reach.ALL,
        _CLEARING: Reach.ALL,
        _READER: Reach.ALL,
    },
    Action.ANSWER: {_COORDINATOR: Reach.ALL, _CONTRIBUTOR: Reach.ASKED_AND_OPEN},
    Action.EDIT_PROFILE: {_COORDINATOR: Reach.ALL},
    Action.EDIT_DETAILS: {_COORDINATOR: Reach.ALL},
    Action.PLAN: {_COORDINATOR: Reach.ALL},
    Action.FOLLOW_UP: {_COORDINATOR: Reach.ALL},
    Action.COMMENT: {
        _COORDINATOR: Reach.ALL,
        _CONTRIBUTOR: Reach.ASKED,
        _CLEARING: Reach.ALL,
    },
    Action.HAND_BACK: {_CONTRIBUTOR: Reach.ASKED_AND_OPEN},
    Action.INVITE: {_COORDINATOR: Reach.ALL},
    Action.ASSIGN: {_COORDINATOR: Reach.ALL},
    Action.REMIND: {_COORDINATOR: Reach.ALL},
    Action.SEE_ASKED: {_COORDINATOR: Reach.ALL},
    Action.MANAGE: {_COORDINATOR: Reach.ALL},
    Action.HAND_ON: {_COORDINATOR: Reach.ALL},
    Action.TAKE_BACK: {_COORDINATOR: Reach.ALL},
    Action.RETURN: {_CLEARING: Reach.ALL},
    Action.CLEAR: {_CLEARING: Reach.OTHERS_WORK},
    Action.PUBLISH: {_COORDINATOR: Reach.ALL},
    Action.CHANGE_VISIBILITY: {_COORDINATOR: Reach.ALL},
    Action.WITHDRAW: {_COORDINATOR: Reach.ALL},
    Action.REPLY: {_COORDINATOR: Reach.THEIR_COUNTRY},
    Action.COPY: {_COORDINATOR: Reach.ALL},
    Action.MIGRATE: {_COORDINATOR: Reach.ALL},
    Action.SHELVE: {_COORDINATOR: Reach.ALL},
    Action.EXPORT: {
        _COORDINATOR: Reach.ALL,
        _CONTRIBUTOR: Reach.OWN,
        _CLEARING: Reach.ALL,
        _READER: Reach.ALL,
    },
    Action.SEE_HISTORY: {
        _COORDINATOR: Reach.ALL,
        _CONTRIBUTOR: Reach.OWN,
        _CLEARING: Reach.ALL,
        _READER: Reach.ALL,
    },
    Action.CREATE: {_COORDINATOR: Reach.ALL},
    Action.SEE_TEAM: dict.fromkeys(TeamRole, Reach.ALL),
}
"""Role -> how far it may do what. Not named: not at all. The first table of DESIGN 9."""

WHILE: Mapping[Action, frozenset[State]] = {
    Action.ANSWER: frozenset({State.DRAFT}),
    Action.EDIT_PROFILE: frozenset({State.DRAFT}),
    Action.EDIT_DETAILS: frozenset({State.DRAFT}),
    Action.MIGRATE: frozenset({State.DRAFT}),
    Action.PLAN: frozenset({State.DRAFT}),
    Action.FOLLOW_UP: frozenset({State.PUBLISHED}),
    Action.COMMENT: frozenset({State.DRAFT, State.IN_REVIEW}),
    Action.HAND_BACK: frozenset({State.DRAFT}),
    Action.ASSIGN: frozenset({State.DRAFT}),
    Action.REMIND: frozenset({State.DRAFT}),
    Action.REPLY: frozenset({State.PUBLISHED}),
    Action.SHELVE: frozenset({State.DRAFT, State.WITHDRAWN}),
    **{action: states_of(action) for action in sorted(MOVING)},
}
"""States in which an action is possible at all; others: in every state."""

ABOUT_A_TEAM: frozenset[Action] = frozenset(
    {Action.SEE_TEAM, Action.INVITE, Action.MANAGE, Action.CREATE}
)
"""What is about a team and none of its assessments: members know of their team."""

ADMINISTRATORS: frozenset[Action] = frozenset(
    {Action.ADMINISTER, Action.SEE_TEAM, Action.INVITE, Action.MANAGE}
)
"""What looking after the installation allows, in every team. It shows no draft."""

PUBLIC = frozenset({State.PUBLISHED, State.SUPERSEDED})
"""States of an assessment that is published and not worked on."""

ALLOWED = Decision(Verdict.ALLOWED)
HIDDEN = Decision(Verdict.HIDDEN)

_WRONG_STATE: Mapping[State, str] = {
    State.DRAFT: N_("This is not possible while the assessment is a draft."),
    State.IN_REVIEW: N_("This is not possible while the assessment is in review."),
    State.CLEARED: N_("This is not possible once the assessment is cleared."),
    State.PUBLISHED: N_("This is not possible once the assessment is published."),
    State.SUPERSEDED: N_("This is not possible: a newer round has taken its place."),
    State.WITHDRAWN: N_("This is not possible: the assessment was withdrawn."),
}
_STILL_SHOWN = N_("Something of it is published. Withdraw that first.")
_NOT_ASKED = N_("This question was not asked of you.")
_HANDED_BACK = N_("You have handed this question back. Ask the coordinator to open it.")
_NOT_A_VOICE = N_("Only alternative assessments are replied to.")
_NOT_THEIR_COUNTRY = N_(
    "Only the coordinators of the government team of this country may reply."
)
_NOT_THIS_ROLE = N_("Your role in this team does not allow it.")
_NOT_ADMINISTRATOR = N_("Only an administrator of this installation may do this.")


def may(
    person: Person,
    action: Action,
    standing: Standing | None = None,
    *,
    indicator: str = "",
) -> Decision:
    """Return whether *person* may do *action*.

    Args:
        person: Who asks.
        action: What they want to do.
        standing: The assessment it is about; None for the installation itself.
        indicator: The one indicator it is about, where it is about one.
    """
    if action is Action.ADMINISTER:
        is_one = person.is_administrator or person.is_operator
        return ALLOWED if is_one else _denied(_NOT_ADMINISTRATOR)
    if standing is None:
        raise TypeError(f"{action} is about an assessment: tell which")
    if action is Action.SEE_PUBLISHED:
        return _published(person, standing)
    if action is Action.REPLY:
        return _reply(person, standing)
    if action in ABOUT_A_TEAM:
        return _in_team(person, action, standing.team)
    return _with_draft(person, action, standing, indicator)


def _with_draft(
    person: Person, action: Action, standing: Standing, indicator: str
) -> Decision:
    if not _knows_of(person, standing):
        return HIDDEN
    if indicator and not _by_role(person, Action.SEE_INDICATOR, standing, indicator):
        return HIDDEN
    decision = _by_role(person, action, standing, indicator)
    return _in_state(action, standing) if decision else decision


def _in_state(action: Action, standing: Standing) -> Decision:
    """Decide by the state alone."""
    if action is Action.SHELVE and standing.is_corrected:
        return _denied(_STILL_SHOWN)
    states = WHILE.get(action, frozenset(State))
    if action in MOVING:
        states = states_of(action, corrected=standing.is_corrected)
    return (
        ALLOWED if standing.state in states else _denied(_WRONG_STATE[standing.state])
    )


def sees_everything(person: Person, standing: Standing) -> bool:
    """Return whether no part of the draft is kept from *person*."""
    return bool(may(person, Action.SEE_WHOLE, standing))


def teams_where(person: Person, action: Action, reach: Reach) -> frozenset[UUID]:
    """Return the teams in which *person* may do *action* that far, for lists."""
    allowed = TABLE.get(action, {})
    return frozenset(
        team
        for team, roles in person.roles.items()
        if any(allowed.get(role) is reach for role in roles)
    )


def _in_team(person: Person, action: Action, team: UUID) -> Decision:
    if person.is_operator or (person.is_administrator and action in ADMINISTRATORS):
        return ALLOWED
    roles = person.roles_in(team)
    if not roles:
        return _denied(_NOT_THIS_ROLE) if person.is_administrator else HIDDEN
    return ALLOWED if roles & TABLE[action].keys() else _denied(_NOT_THIS_ROLE)


def _published(person: Person, standing: Standing) -> Decision:
    if _knows_of(person, standing):
        return ALLOWED
    is_open = standing.visibility is not Visibility.NOTHING
    return ALLOWED if standing.is_published and is_open else HIDDEN


def _reply(person: Person, standing: Standing) -> Decision:
    """Decide on a reply: it is about what others published, and shows no draft of theirs."""
    if not _published(person, standing):
        return HIDDEN
    if not standing.is_alternative:
        return _denied(_NOT_A_VOICE)
    if not (person.is_operator or _answers_for(person, standing.country)):
        return _denied(_NOT_THEIR_COUNTRY)
    if standing.state not in WHILE[Action.REPLY]:
        return _denied(_WRONG_STATE[standing.state])
    return ALLOWED


def _answers_for(person: Person, country: str) -> bool:
    """Return whether *person* speaks for the government of *country*."""
    return bool(teams_that_reply(person, country))


def teams_that_reply(person: Person, country: str) -> tuple[Team, ...]:
    """Return the government teams of *country* in whose name *person* may reply."""
    allowed = TABLE[Action.REPLY]
    return tuple(
        team
        for team in person.teams.values()
        if team.kind is TeamKind.GOVERNMENT
        and team.country == country != ""
        and person.roles_in(team.id) & allowed.keys()
    )


def _knows_of(person: Person, standing: Standing) -> bool:
    """Return whether *person* may know that the draft exists."""
    if person.is_operator:
        return True
    reaches = _reaches(person, Action.SEE, standing)
    return Reach.ALL in reaches or (Reach.ASKED in reaches and bool(standing.asked))


def _reaches(person: Person, action: Action, standing: Standing) -> frozenset[Reach]:
    allowed = TABLE.get(action, {})
    roles = person.roles_in(standing.team)
    return frozenset(allowed[role] for role in roles if role in allowed)


def _by_role(
    person: Person, action: Action, standing: Standing, indicator: str
) -> Decision:
    if person.is_operator:
        return ALLOWED
    reaches = _reaches(person, action, standing)
    if not reaches:
        return _denied(_NOT_THIS_ROLE)
    decisions = [_within(reach, standing, indicator) for reach in reaches]
    return next((d for d in decisions if d), decisions[0])


def _within(reach: Reach, standing: Standing, indicator: str) -> Decision:
    match reach:
        case Reach.ALL | Reach.OWN:  # what is their own is for the caller to pick out
            return ALLOWED
        case Reach.OTHERS_WORK:
            return _denied(OWN_WORK) if standing.answered else ALLOWED
        case Reach.ASKED | Reach.ASKED_AND_OPEN:
            return _asked(reach, standing, indicator)
        case Reach.THEIR_COUNTRY:
            return _denied(_NOT_THEIR_COUNTRY)  # it is about no draft: see _reply


def _asked(reach: Reach, standing: Standing, indicator: str) -> Decision:
    asked = {indicator} & standing.asked if indicator else standing.asked
    if not asked:
        return HIDDEN if indicator else _denied(_NOT_ASKED)
    if reach is Reach.ASKED_AND_OPEN and asked <= standing.handed_back:
        return _denied(_HANDED_BACK)
    return ALLOWED


def _denied(reason: str, **values: object) -> Decision:
    return Decision(Verdict.DENIED, reason, values)
