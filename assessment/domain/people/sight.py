"""Which assessments somebody may know of: one condition for lists, one look for a page."""

from dataclasses import dataclass
from uuid import UUID

from assessment.domain.people.may import (
    Action,
    Reach,
    Standing,
    Verdict,
    may,
    teams_where,
)
from assessment.domain.people.teams import Person


@dataclass(frozen=True, slots=True)
class Sight:
    """The assessments that a list shows somebody.

    Attributes:
        whole: Of these teams all.
        asked: Of these teams those of which something was asked of *account*.
        everything: All there are: the command line.
    """

    whole: frozenset[UUID] = frozenset()
    asked: frozenset[UUID] = frozenset()
    account: int | None = None
    everything: bool = False


EVERYTHING = Sight(everything=True)
"""What whoever works on the machine itself sees."""


def sight_of(person: Person, action: Action = Action.SEE) -> Sight:
    """Return the assessments with which *person* may do *action*, if states allow."""
    if person.is_operator:
        return EVERYTHING
    return Sight(
        teams_where(person, action, Reach.ALL),
        teams_where(person, action, Reach.ASKED),
        person.id,
    )


def knows_of(person: Person, standing: Standing) -> bool:
    """Return whether *person* may know that the assessment exists."""
    return may(person, Action.SEE, standing).verdict is not Verdict.HIDDEN
