"""Make the table of docs/rounds.md anew: the moves, from the table the program asks.

``python -m tools.rounds`` writes it; a test compares.
"""

from pathlib import Path

from assessment.domain.people.may import TABLE
from assessment.domain.people.teams import TeamRole
from assessment.domain.rounds.moves import MOVES, Move, Need, Record
from tools.permissions import STATES

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "rounds.md"
BEGIN, END = "<!-- made by tools/rounds.py -->", "<!-- end -->"

NEEDS = {
    Need.NO_BLOCKER: "the review finds nothing that blocks",
    Need.OTHERS_WORK: "the person answered none of it",
    Need.SIGNATURE: "name and function of who signs",
    Need.SEEN: "nothing was changed since the person looked",
    Need.REASON: "a reason",
    Need.NOT_PROVISIONAL: "the result is not provisional",
    Need.VISIBILITY: "how much others see",
    Need.CORRECTION: "something of it is published, and is being corrected",
}
RECORDS = {
    Record.REASON: "the reason",
    Record.REMARKS: "remarks on single indicators",
    Record.SNAPSHOT: "the snapshot with digest and code",
    Record.CLEARANCE: "who cleared it, in what function, when",
    Record.NO_CLEARANCE: "the draft has no clearance any more",
    Record.PUBLICATION: "what others see since when",
}


def table() -> str:
    """Return the table as Markdown."""
    head = ("Move", "from", "to", "who", "what must hold", "what it records")
    return "\n".join([_row(*head), "|---|---|---|---|---|---|", *map(_line, MOVES)])


def _line(move: Move) -> str:
    to = STATES[move.to] if move.changes_state else "stays"
    needs = ", ".join(words for need, words in NEEDS.items() if need in move.needs)
    records = ", ".join(words for r, words in RECORDS.items() if r in move.records)
    return _row(
        move.key, STATES[move.from_], to, _who(move), needs or "–", records or "–"
    )


def _who(move: Move) -> str:
    if move.action is None:
        return "follows from publishing a newer round"
    roles = (role for role in TeamRole if role in TABLE[move.action])
    return ", ".join(role.value.replace("-", " ") for role in roles)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def with_table(document: str) -> str:
    """Return *document* with the table as it is now."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(with_table(DOCUMENT.read_text("utf-8")), "utf-8")
