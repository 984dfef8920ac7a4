"""The words of states, moves and visibility, as every page says them."""

from assessment.domain.people.teams import TeamRole
from assessment.domain.records import AuditAction
from assessment.domain.rounds.states import State, Visibility
from assessment.errors import N_

STATE_WORDS = {
    State.DRAFT: N_("Draft"),
    State.IN_REVIEW: N_("In review"),
    State.CLEARED: N_("Cleared"),
    State.PUBLISHED: N_("Published"),
    State.SUPERSEDED: N_("Superseded"),
    State.WITHDRAWN: N_("Withdrawn"),
}
WHY_READ_ONLY = {
    State.IN_REVIEW: N_(
        "It was handed on for review: nobody changes answers until it comes back."
    ),
    State.CLEARED: N_("It is cleared, so its answers stand as they were signed."),
    State.PUBLISHED: N_("It is published, so its answers stand as they were signed."),
    State.SUPERSEDED: N_(
        "A newer round has taken its place. Its answers stand as they were signed."
    ),
    State.WITHDRAWN: N_("It was withdrawn. Its answers stand as they were signed."),
}
WHAT_NOW = {
    State.DRAFT: N_(
        "It is being answered. When nothing is open any more, a coordinator hands it on for "
        "review."
    ),
    State.IN_REVIEW: N_(
        "A clearing officer looks at it, and clears it or returns it with reasons. Until "
        "then nobody changes anything."
    ),
    State.CLEARED: N_(
        "It is signed and frozen. A coordinator publishes it and chooses how much others "
        "see; a clearing officer can still return it."
    ),
    State.PUBLISHED: N_(
        "It is published as it was signed. To correct it, it is taken back and goes the same "
        "way again; until then what is published stays shown."
    ),
    State.SUPERSEDED: N_(
        "It stays published as an earlier round. What is newer stands in its place."
    ),
    State.WITHDRAWN: N_("Nothing of it is shown any more. That is the end of its way."),
}
WHO_NEXT = {
    State.DRAFT: TeamRole.COORDINATOR,
    State.IN_REVIEW: TeamRole.CLEARING_OFFICER,
    State.CLEARED: TeamRole.COORDINATOR,
}
"""Who is to do what comes next; nobody has to when a state is missing."""

VISIBILITY_WORDS = {
    Visibility.NOTHING: N_("Nothing"),
    Visibility.BANDS: N_("Bands"),
    Visibility.SCORES: N_("Scores"),
    Visibility.WITHOUT_NOTES: N_("All but notes"),
    Visibility.ALL: N_("All"),
}
VISIBILITY_HINTS = {
    Visibility.NOTHING: N_("It counts as published, but visitors see nothing of it."),
    Visibility.BANDS: N_(
        "The band of the whole and of each point, and how much is answered."
    ),
    Visibility.SCORES: N_(
        "Also scores with their ranges, and the level of each indicator."
    ),
    Visibility.WITHOUT_NOTES: N_(
        "Also what is ticked, figures, public evidence, targets and the step-up plan."
    ),
    Visibility.ALL: N_("Also notes. The whole file can be downloaded."),
}
MOVE_WORDS = {
    AuditAction.HANDED_ON: N_("handed it on for review"),
    AuditAction.TAKEN_BACK: N_("took it back to work on it"),
    AuditAction.RETURNED: N_("returned it"),
    AuditAction.CLEARED: N_("cleared it"),
    AuditAction.PUBLISHED: N_("published it"),
    AuditAction.VISIBILITY: N_("changed how much others see"),
    AuditAction.WITHDRAWN: N_("withdrew it"),
    AuditAction.SUPERSEDED: N_("published what takes its place"),
}
DONE_WORDS = {
    "hand-on": N_("It is handed on for review."),
    "take-back": N_("It is a draft again."),
    "return": N_("It is returned: it is a draft again."),
    "clear": N_("It is cleared, and frozen as it is."),
    "publish": N_("It is published."),
    "visibility": N_("How much others see is changed."),
    "withdraw": N_("It is withdrawn: nothing of it is shown."),
}
"""What the page says after a move, by the word in its address."""
