"""Page object of where a round stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask import url_for

from assessment.domain.people.may import Action, may
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import AuditAction, AuditEntry, Shelf
from assessment.domain.review import blockers
from assessment.domain.rounds.states import State, Visibility
from assessment.domain.scoring import score_assessment
from assessment.errors import N_
from assessment.services.people.teams import list_members
from assessment.services.review import review_of
from assessment.services.rounds.reading import Cleared, stand_of
from assessment.web.frame import Opened
from assessment.web.guarding import GuardWarning
from assessment.web.round_words import (
    MOVE_WORDS,
    STATE_WORDS,
    VISIBILITY_HINTS,
    VISIBILITY_WORDS,
    WHAT_NOW,
    WHO_NEXT,
)
from assessment.web.wizard.pages import FieldError

_LIFE = (State.DRAFT, State.IN_REVIEW, State.CLEARED, State.PUBLISHED)
_SEES_MOVES = Action.SEE_WHOLE
_FORMS = {
    Action.HAND_ON: "hand_on",
    Action.CLEAR: "clear",
    Action.RETURN: "return_",
    Action.TAKE_BACK: "take_back",
    Action.PUBLISH: "publish",
    Action.CHANGE_VISIBILITY: "visibility",
    Action.WITHDRAW: "withdraw",
}
_NOBODY = {
    TeamRole.COORDINATOR: N_("Nobody in the team is a coordinator."),
    TeamRole.CLEARING_OFFICER: N_(
        "Nobody in the team is a clearing officer yet: a coordinator gives somebody that role."
    ),
}


MOST_MOVES = 40
MOST_CLEARED = 20
"""So many are shown, the last ones; a round that went to and fro has more."""


@dataclass(frozen=True, slots=True)
class Step:
    """A state on the way, and whether it was reached or is the present one."""

    word: str
    is_now: bool
    is_past: bool


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A move that was made.

    Attributes:
        who: Empty once the name was erased.
        visibility: How much others were to see; empty when it was not about that.
        remarks: How many single indicators were remarked on.
        signed: Name and function of the person who signed.
    """

    at: datetime
    who: str
    what: str
    reason: str
    visibility: str
    remarks: int
    signed: tuple[str, str]
    code: str


@dataclass(frozen=True, slots=True)
class ClearedLine:
    """Something that was cleared, and what became of it; *url* where it is published."""

    code: str
    digest: str
    on: datetime
    name: str
    function: str
    state: str
    visibility: str
    is_shown: bool
    url: str


@dataclass(frozen=True, slots=True)
class VisibilityChoice:
    """How much others may see, to choose."""

    key: str
    word: str
    hint: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a form that was refused, so that nothing is lost."""

    because: str = ""
    name: str = ""
    function: str = ""
    visibility: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)

    def remark(self, key: str) -> str:
        """Return what was typed about an indicator."""
        return self.remarks.get(key, "")


@dataclass(frozen=True, slots=True)
class Forms:
    """Which moves this person can make now."""

    hand_on: bool = False
    clear: bool = False
    return_: bool = False
    take_back: bool = False
    publish: bool = False
    visibility: bool = False
    withdraw: bool = False


@dataclass(frozen=True, slots=True)
class StandPage:
    """Where a round stands: its state, what comes next, and how it came here.

    Attributes:
        next_names: Who may do what comes next.
        nobody: What to say when nobody can.
        why_not: Why this person cannot clear, though they are a clearing officer.
        is_corrected: Whether something of it is published while it is worked on.
        blocking: How many things have to be settled before it can be handed on.
        more_moves: How many moves went before those shown: the history has them.
        done: What the page says after a move.
        sent: The move that was refused; its form shows what was typed.
    """

    state: str
    steps: tuple[Step, ...]
    now: str
    next_names: tuple[str, ...]
    nobody: str
    why_not: str
    is_corrected: bool
    is_provisional: bool
    blocking: int
    revision: int
    forms: Forms
    choices: tuple[VisibilityChoice, ...]
    moves: tuple[MoveLine, ...]
    more_moves: int
    cleared: tuple[ClearedLine, ...]
    typed: Typed
    sent: str = ""
    errors: tuple[FieldError, ...] = ()
    warning: GuardWarning | None = None
    done: str = ""

    def wrong(self, target: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == target), "")

    def has_remark(self, indicators: Iterable[tuple[str, str, str]]) -> bool:
        """Return whether anything was typed about one of *indicators*."""
        return any(key in self.typed.remarks for key, *_ in indicators)


def stand_page(
    work: Opened,
    typed: Typed | None = None,
    *,
    sent: str = "",
    errors: tuple[FieldError, ...] = (),
    warning: GuardWarning | None = None,
    done: str = "",
) -> StandPage:
    """Work out where an assessment stands.

    Args:
        work: The assessment.
        typed: What was typed into a form that was refused.
        sent: Which move that form was for.
        errors: What is wrong with it.
        warning: What may name a child.
        done: What the last move came to.
    """
    state = work.stored.state
    stand = stand_of(work.state.store, work.stored.id)
    sees = work.may(_SEES_MOVES)
    names = _next_names(work)
    role = WHO_NEXT.get(state)
    forms = Forms()
    if work.stored.shelf is Shelf.LIST:
        forms = Forms(**{name: work.may(action) for action, name in _FORMS.items()})
    return StandPage(
        state=STATE_WORDS[state],
        steps=_steps(state),
        now=WHAT_NOW[state],
        next_names=names,
        nobody=_NOBODY[role] if role and not names else "",
        why_not=_why_not(work),
        is_corrected=work.standing.is_corrected,
        is_provisional=forms.publish and _is_provisional(work),
        blocking=_blocking(work) if forms.hand_on else 0,
        revision=work.stored.revision,
        forms=forms,
        choices=_choices(work, typed),
        moves=tuple(map(_line, stand.moves[:MOST_MOVES])) if sees else (),
        more_moves=max(0, len(stand.moves) - MOST_MOVES) if sees else 0,
        cleared=tuple(_cleared_line(work, c) for c in stand.cleared[:MOST_CLEARED])
        if sees
        else (),
        typed=typed or Typed(name=work.person.name if forms.clear else ""),
        sent=sent,
        errors=errors,
        warning=warning,
        done=done,
    )


def _steps(state: State) -> tuple[Step, ...]:
    life = _LIFE if state in _LIFE else (*_LIFE, state)
    place = life.index(state)
    return tuple(
        Step(STATE_WORDS[each], number == place, number < place)
        for number, each in enumerate(life)
    )


def _next_names(work: Opened) -> tuple[str, ...]:
    role = WHO_NEXT.get(work.stored.state)
    if role is None:
        return ()
    members = list_members(work.state.store, work.stored.team)
    return tuple(m.name for m in members if m.is_active and role in m.roles)


def _why_not(work: Opened) -> str:
    """Say why a clearing officer cannot clear what waits for it."""
    if work.stored.state is not State.IN_REVIEW:
        return ""
    roles = work.person.roles_in(work.stored.team)
    if TeamRole.CLEARING_OFFICER not in roles:
        return ""
    decision = may(work.person, Action.CLEAR, work.standing)
    return "" if decision else work.texts.gettext(decision.reason)


def _is_provisional(work: Opened) -> bool:
    return score_assessment(work.framework, work.stored.assessment).is_provisional


def _blocking(work: Opened) -> int:
    return len(blockers(review_of(work.state.store, work.framework, work.stored)))


def _choices(work: Opened, typed: Typed | None) -> tuple[VisibilityChoice, ...]:
    shown = work.standing.is_published
    chosen = work.stored.visibility.value if shown else ""
    if typed and typed.visibility:
        chosen = typed.visibility
    return tuple(
        VisibilityChoice(
            each.value, VISIBILITY_WORDS[each], VISIBILITY_HINTS[each], each == chosen
        )
        for each in Visibility
    )


def _line(entry: AuditEntry) -> MoveLine:
    told: Mapping[str, object] = entry.new if isinstance(entry.new, dict) else {}
    visibility = told.get("visibility")
    remarks = told.get("remarks")
    is_signed = entry.action is AuditAction.CLEARED and "name" in told
    return MoveLine(
        at=entry.at,
        who=entry.actor.name,
        what=MOVE_WORDS[entry.action],
        reason=str(told.get("reason", "")),
        visibility=VISIBILITY_WORDS[Visibility(str(visibility))] if visibility else "",
        remarks=remarks if isinstance(remarks, int) else 0,
        signed=(str(told["name"]), str(told.get("function")))
        if is_signed
        else ("", ""),
        code=str(told.get("code", "")),
    )


def _cleared_line(work: Opened, cleared: Cleared) -> ClearedLine:
    snapshot, publication = cleared.snapshot, cleared.publication
    state = N_("not published")
    if publication is not None:
        state = STATE_WORDS[publication.state]
    return ClearedLine(
        code=snapshot.code,
        digest=snapshot.digest,
        on=snapshot.made_at,
        name=snapshot.cleared_by,
        function=snapshot.cleared_function,
        state=state,
        visibility=VISIBILITY_WORDS[publication.visibility] if publication else "",
        is_shown=publication is not None and publication.is_shown,
        url=url_for("published.show", snapshot_code=snapshot.code)
        if publication is not None
        else "",
    )
