"""Make the table of docs/people.md anew: who may what, from the table the program asks.

``python -m tools.permissions`` writes it; a test compares.
"""

from pathlib import Path

from assessment.domain.people.may import (
    ABOUT_A_TEAM,
    ADMINISTRATORS,
    TABLE,
    WHILE,
    Action,
    Reach,
    State,
)
from assessment.domain.people.teams import TeamRole

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "people.md"
BEGIN, END = "<!-- made by tools/permissions.py -->", "<!-- end -->"

DOES = {
    Action.SEE: "see a draft, its profile, task list, review and results",
    Action.SEE_INDICATOR: "see one indicator with its answer",
    Action.SEE_WHOLE: "make reports, compare",
    Action.ANSWER: "answer, attach evidence",
    Action.EDIT_PROFILE: "change the country profile",
    Action.EDIT_DETAILS: "change name, year, respondent, language",
    Action.PLAN: "set targets, write the step-up plan",
    Action.FOLLOW_UP: "say how far the actions of a published plan are",
    Action.COMMENT: "comment",
    Action.HAND_BACK: "hand back what was asked",
    Action.INVITE: "invite people to the team",
    Action.ASSIGN: "ask colleagues for answers",
    Action.REMIND: "remind them",
    Action.MANAGE: "rename the team, change roles and members",
    Action.HAND_ON: "hand on for review",
    Action.TAKE_BACK: "take back what was handed on, correct what is published",
    Action.RETURN: "return with reasons",
    Action.CLEAR: "clear",
    Action.PUBLISH: "publish",
    Action.CHANGE_VISIBILITY: "change what others see",
    Action.WITHDRAW: "withdraw",
    Action.REPLY: "reply to a published alternative assessment",
    Action.COPY: "start the next round",
    Action.MIGRATE: "move to another edition of the framework",
    Action.SHELVE: "archive, put back, delete",
    Action.EXPORT: "take the portable file along",
    Action.SEE_HISTORY: "see the history",
    Action.SEE_TEAM: "see who is in the team",
    Action.SEE_ASKED: "see what was asked of whom, and how far it is",
    Action.CREATE: "begin, import, make exercises",
}
REACHES = {
    Reach.ALL: "yes",
    Reach.ASKED: "what was asked of them",
    Reach.ASKED_AND_OPEN: "what was asked of them, until handed back",
    Reach.OWN: "their part",
    Reach.OTHERS_WORK: "yes, unless they answered any of it",
    Reach.THEIR_COUNTRY: "of the government team of the country",
}
ROLES = tuple(role.value.replace("-", " ") for role in TeamRole)
STATES = {
    State.DRAFT: "draft",
    State.IN_REVIEW: "in review",
    State.CLEARED: "cleared",
    State.PUBLISHED: "published",
    State.SUPERSEDED: "superseded",
    State.WITHDRAWN: "withdrawn",
}


def table() -> str:
    """Return the table as Markdown."""
    lines = [
        _row("May", *ROLES, "administrator", "while it is"),
        "|---|---|---|---|---|---|---|",
    ]
    for action, words in DOES.items():
        reaches = (TABLE[action].get(role) for role in TeamRole)
        cells = [REACHES[reach] if reach else "–" for reach in reaches]
        cells.append("yes" if action in ADMINISTRATORS else "–")
        cells.append(_states(action))
        lines.append(_row(words, *cells))
    return "\n".join(lines)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _states(action: Action) -> str:
    if action in ABOUT_A_TEAM:
        return "–"
    allowed = WHILE.get(action)
    if allowed is None:
        return "anything"
    return ", ".join(words for state, words in STATES.items() if state in allowed)


def with_table(document: str) -> str:
    """Return *document* with the table as it is now."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(with_table(DOCUMENT.read_text("utf-8")), "utf-8")
