"""The life of an assessment: one table of moves, which everything else asks (DESIGN 9).

Who may make a move stands in ``people.may``, which takes from here in which states it is
possible; what must hold for it besides, :func:`problems` tells. What others see hangs on
publications and never on the working state: what is published stays shown while it is
corrected.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assessment.domain.people.actions import Action
from assessment.domain.rounds.states import State, Visibility
from assessment.errors import N_, Problem

LONGEST_REASON = 4000
LONGEST_NAME = 200

_DRAFT, _IN_REVIEW, _CLEARED = State.DRAFT, State.IN_REVIEW, State.CLEARED
_PUBLISHED, _SUPERSEDED, _WITHDRAWN = (
    State.PUBLISHED,
    State.SUPERSEDED,
    State.WITHDRAWN,
)


class Need(StrEnum):
    """What must hold for a move, besides state and role."""

    NO_BLOCKER = "no-blocker"
    """The review of the draft finds nothing that blocks it."""
    OTHERS_WORK = "others-work"
    """Whoever makes the move answered none of it."""
    SIGNATURE = "signature"
    """Name and function of the person who signs."""
    SEEN = "seen"
    """Nothing was changed since the person looked at it."""
    REASON = "reason"
    NOT_PROVISIONAL = "not-provisional"
    """Enough is answered (rule 6 of DESIGN 5)."""
    VISIBILITY = "visibility"
    """How much of it others are to see."""
    CORRECTION = "correction"
    """It was published, and is being corrected: what was published is shown meanwhile."""


class Record(StrEnum):
    """What a move leaves behind, besides its line in the history."""

    REASON = "reason"
    REMARKS = "remarks"
    """Reasons on single indicators, as remarks that are open until settled."""
    SNAPSHOT = "snapshot"
    """The assessment as it is now, with its digest and code."""
    CLEARANCE = "clearance"
    """Who cleared it, in what function, and when."""
    NO_CLEARANCE = "no-clearance"
    """The clearance is taken out of the draft; its snapshot stays."""
    PUBLICATION = "publication"
    """That the last snapshot is shown, and how much of it."""


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table.

    Attributes:
        key: What the move is called in addresses, forms and the history.
        action: What somebody must be allowed to do; None: nobody does it, it follows
            from another move.
    """

    key: str
    from_: State
    to: State
    action: Action | None
    needs: frozenset[Need] = frozenset()
    records: frozenset[Record] = frozenset()

    @property
    def changes_state(self) -> bool:
        """Whether the assessment is in another state afterwards."""
        return self.from_ is not self.to


_BACK = (
    frozenset({Need.REASON}),
    frozenset({Record.REASON, Record.REMARKS, Record.NO_CLEARANCE}),
)
_TAKEN_BACK = (
    frozenset({Need.REASON}),
    frozenset({Record.REASON, Record.NO_CLEARANCE}),
)
_SIGNED = (
    frozenset({Need.OTHERS_WORK, Need.SIGNATURE, Need.SEEN}),
    frozenset({Record.CLEARANCE, Record.SNAPSHOT}),
)
_SHOWN = (
    frozenset({Need.NOT_PROVISIONAL, Need.VISIBILITY}),
    frozenset({Record.PUBLICATION}),
)
_SHOWN_OTHERWISE = (
    frozenset({Need.VISIBILITY, Need.REASON}),
    frozenset({Record.REASON, Record.PUBLICATION}),
)
_GONE = (frozenset({Need.REASON}), frozenset({Record.REASON, Record.PUBLICATION}))
_CORRECTED = frozenset({Need.CORRECTION})


def _while_corrected(
    key: str, action: Action, row: tuple[frozenset[Need], frozenset[Record]]
) -> Iterator[Move]:
    """Yield what can be done to the publication while the draft is worked on."""
    for state in (_DRAFT, _IN_REVIEW, _CLEARED):
        yield Move(key, state, state, action, row[0] | _CORRECTED, row[1])


MOVES: tuple[Move, ...] = (
    Move(
        "hand-on",
        _DRAFT,
        _IN_REVIEW,
        Action.HAND_ON,
        frozenset({Need.NO_BLOCKER}),
        frozenset({Record.NO_CLEARANCE}),
    ),
    Move("take-back", _IN_REVIEW, _DRAFT, Action.TAKE_BACK, *_TAKEN_BACK),
    Move("return", _IN_REVIEW, _DRAFT, Action.RETURN, *_BACK),
    Move("clear", _IN_REVIEW, _CLEARED, Action.CLEAR, *_SIGNED),
    Move("return", _CLEARED, _DRAFT, Action.RETURN, *_BACK),
    Move("publish", _CLEARED, _PUBLISHED, Action.PUBLISH, *_SHOWN),
    Move("take-back", _PUBLISHED, _DRAFT, Action.TAKE_BACK, *_TAKEN_BACK),
    Move("return", _PUBLISHED, _DRAFT, Action.RETURN, *_BACK),
    Move("supersede", _PUBLISHED, _SUPERSEDED, None),
    *(
        Move("change-visibility", s, s, Action.CHANGE_VISIBILITY, *_SHOWN_OTHERWISE)
        for s in (_PUBLISHED, _SUPERSEDED)
    ),
    *_while_corrected("change-visibility", Action.CHANGE_VISIBILITY, _SHOWN_OTHERWISE),
    Move("withdraw", _PUBLISHED, _WITHDRAWN, Action.WITHDRAW, *_GONE),
    Move("withdraw", _SUPERSEDED, _WITHDRAWN, Action.WITHDRAW, *_GONE),
    *_while_corrected("withdraw", Action.WITHDRAW, _GONE),
)
"""Every move there is. What is not here is not possible."""

MOVING: frozenset[Action] = frozenset(m.action for m in MOVES if m.action is not None)
"""The actions that are moves."""


def move_from(state: State, action: Action) -> Move | None:
    """Return the move that *action* makes of an assessment in *state*; None: none."""
    for move in MOVES:
        if move.from_ is state and move.action is action:
            return move
    return None


def states_of(action: Action, *, corrected: bool = False) -> frozenset[State]:
    """Return the states in which the move *action* is possible.

    Args:
        action: One of :data:`MOVING`.
        corrected: Whether what was published of it is being corrected.
    """
    return frozenset(
        move.from_
        for move in MOVES
        if move.action is action and (corrected or Need.CORRECTION not in move.needs)
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides whether a move is possible now, and what was given for it.

    Attributes:
        blockers: How many findings of the review block handing on.
        answered_it: Whether the person answered any of it.
        is_provisional: Whether too little is answered for a result.
        has_changed: Whether it was changed since the person looked at it.
        reason: Why.
        name: Of the person who signs.
        function: In which they sign.
        visibility: How much others are to see; None: nothing was chosen.
    """

    blockers: int = 0
    answered_it: bool = False
    is_provisional: bool = False
    has_changed: bool = False
    reason: str = ""
    name: str = ""
    function: str = ""
    visibility: Visibility | None = None


_BLOCKED = N_(
    "The review finds {count} things that have to be settled first. They are listed on "
    "the page of the review."
)
OWN_WORK = N_("Whoever answered questions of an assessment cannot clear it.")
_PROVISIONAL = N_(
    "The result is provisional: too few questions are answered. What is provisional is "
    "never published."
)
_CHANGED = N_(
    "It was changed after you opened this page. Look at it again as it is now, then decide."
)
_NO_REASON = N_("Say why. Your team will read it.")
_LONG_REASON = N_("This is longer than 4,000 characters. Say it in fewer words.")
_NO_NAME = N_("Enter the name of the person who signs.")
_NO_FUNCTION = N_("Enter the function in which this person signs.")
_LONG_NAME = N_("This is longer than 200 characters. Say it in fewer words.")
_NO_VISIBILITY = N_("Choose how much others are to see.")


def problems(move: Move, facts: Facts) -> tuple[Problem, ...]:
    """Return everything that stands against *move*; empty when it can be made.

    The ``path`` of a problem names the field of the form (``reason``, ``name``,
    ``function``, ``visibility``), or what it is about (``review``, ``answers``).
    """
    checks = {
        Need.NO_BLOCKER: _blockers,
        Need.OTHERS_WORK: _own_work,
        Need.NOT_PROVISIONAL: _provisional,
        Need.SEEN: _changed,
        Need.REASON: _reason,
        Need.SIGNATURE: _signature,
        Need.VISIBILITY: _visibility,
    }
    return tuple(
        problem
        for need, check in checks.items()
        if need in move.needs
        for problem in check(facts)
    )


def _blockers(facts: Facts) -> Iterator[Problem]:
    if facts.blockers:
        yield _problem("review", _BLOCKED, count=facts.blockers)


def _own_work(facts: Facts) -> Iterator[Problem]:
    if facts.answered_it:
        yield _problem("answers", OWN_WORK)


def _provisional(facts: Facts) -> Iterator[Problem]:
    if facts.is_provisional:
        yield _problem("answers", _PROVISIONAL)


def _changed(facts: Facts) -> Iterator[Problem]:
    if facts.has_changed:
        yield _problem("seen", _CHANGED)


def _reason(facts: Facts) -> Iterator[Problem]:
    if not facts.reason.strip():
        yield _problem("reason", _NO_REASON)
    elif len(facts.reason) > LONGEST_REASON:
        yield _problem("reason", _LONG_REASON)


def _signature(facts: Facts) -> Iterator[Problem]:
    for path, text, missing in (
        ("name", facts.name, _NO_NAME),
        ("function", facts.function, _NO_FUNCTION),
    ):
        if not text.strip():
            yield _problem(path, missing)
        elif len(text) > LONGEST_NAME:
            yield _problem(path, _LONG_NAME)


def _visibility(facts: Facts) -> Iterator[Problem]:
    if facts.visibility is None:
        yield _problem("visibility", _NO_VISIBILITY)


def _problem(path: str, template: str, **values: object) -> Problem:
    return Problem(path, 0, 0, template, values, path)


def period_order(period: str) -> tuple[str, str]:
    """Return what rounds are ordered by: their last year, then their first.

    Args:
        period: A year, or two joined by a hyphen.
    """
    first, _, last = period.partition("-")
    return last or first, first
