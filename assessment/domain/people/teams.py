"""Teams, roles and persons: who owns an assessment, and who somebody is in a team."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from assessment.domain.answers import AssessmentKind


class TeamKind(StrEnum):
    """What a team answers for (DESIGN 9)."""

    GOVERNMENT = "government"
    ORGANISATION = "organisation"
    TRAINING = "training"


class TeamRole(StrEnum):
    """What a person is in a team; one person may hold several."""

    COORDINATOR = "coordinator"
    CONTRIBUTOR = "contributor"
    CLEARING_OFFICER = "clearing-officer"
    READER = "reader"


KINDS_OF: Mapping[TeamKind, frozenset[AssessmentKind]] = {
    TeamKind.GOVERNMENT: frozenset({AssessmentKind.GOVERNMENT}),
    TeamKind.ORGANISATION: frozenset({AssessmentKind.ALTERNATIVE}),
    TeamKind.TRAINING: frozenset(AssessmentKind),
}
"""What a team may own: a training team also alternative views of invented countries."""


@dataclass(frozen=True, slots=True)
class Team:
    """Who owns assessments.

    Attributes:
        country: ISO code of the one country of a government team; empty for others.
    """

    id: UUID
    name: str
    kind: TeamKind
    country: str = ""

    def may_own(self, kind: AssessmentKind, *, country: str, invented: bool) -> bool:
        """Return whether an assessment of this kind and country can be the team's.

        A government team has one country, an organisation any, a training team invented
        ones only. A government team of an invented country is itself an exercise.
        """
        if self.kind is TeamKind.GOVERNMENT and country != self.country:
            return False
        if self.kind is TeamKind.TRAINING and not invented:
            return False
        is_exercise = self.kind is TeamKind.GOVERNMENT and invented
        return kind in KINDS_OF[self.kind] or (
            is_exercise and kind is AssessmentKind.TRAINING
        )


@dataclass(frozen=True, slots=True)
class Member:
    """What an account is in a team.

    Attributes:
        name: As colleagues see it; the address while there is none.
        language: In which they are written to; empty: nobody knows.
    """

    account: int
    email: str
    name: str
    roles: frozenset[TeamRole]
    is_active: bool = True
    language: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks for something: with an account, or a visitor without.

    Attributes:
        id: The account; None for a visitor and for the command line.
        name: As colleagues and the trail show it.
        roles: Team -> roles in it.
        teams: The same teams by their id, to name them.
        is_administrator: Whether they look after the installation. That shows no draft.
        is_operator: Whether they act on the machine itself, by the command line: whoever
            can read the database need not ask.
    """

    id: int | None
    name: str
    roles: Mapping[UUID, frozenset[TeamRole]] = field(default_factory=dict)
    is_administrator: bool = False
    is_operator: bool = False
    teams: Mapping[UUID, Team] = field(default_factory=dict)

    def roles_in(self, team: UUID) -> frozenset[TeamRole]:
        """Return the roles in *team*, none for outsiders."""
        return self.roles.get(team, frozenset())

    def teams_as(self, role: TeamRole) -> frozenset[UUID]:
        """Return the teams in which this person is a *role*."""
        return frozenset(team for team, roles in self.roles.items() if role in roles)


VISITOR = Person(None, "")
"""Somebody without an account."""


def operator(name: str) -> Person:
    """Return whoever works on the machine itself, called *name* in the trail."""
    return Person(None, name, is_operator=True)
