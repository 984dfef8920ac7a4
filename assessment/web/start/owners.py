"""Which teams may own what somebody begins or brings in."""

from assessment.domain.answers import AssessmentKind, Subject
from assessment.domain.people.may import Action, Standing, may
from assessment.domain.people.teams import Team, TeamKind
from assessment.web.person import current_person

KIND_OF = {
    TeamKind.GOVERNMENT: AssessmentKind.GOVERNMENT,
    TeamKind.ORGANISATION: AssessmentKind.ALTERNATIVE,
    TeamKind.TRAINING: AssessmentKind.TRAINING,
}


def possible_owners(kind: TeamKind | None = None) -> tuple[Team, ...]:
    """Return the teams for which this person may begin assessments, by name.

    Args:
        kind: Only teams of this kind.
    """
    person = current_person()
    teams = [
        team
        for team in person.teams.values()
        if kind in {None, team.kind} and may(person, Action.CREATE, Standing(team.id))
    ]
    return tuple(sorted(teams, key=lambda team: team.name.casefold()))


def owner_named(owners: tuple[Team, ...], given: str) -> Team | None:
    """Return the one of *owners* that a form names; the only one needs no name."""
    if len(owners) == 1 and not given:
        return owners[0]
    return next((team for team in owners if str(team.id) == given), None)


def usual_kind(team: Team) -> AssessmentKind:
    """Return the kind of assessment that *team* makes most."""
    if team.country and Subject(team.country).is_invented:
        return AssessmentKind.TRAINING
    return KIND_OF[team.kind]
