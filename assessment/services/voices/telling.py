"""Who is told of an alternative assessment: the government teams of its country."""

from assessment.domain.people.teams import Team, TeamKind
from assessment.storage.engine import Store
from assessment.storage.people.team_repository import TeamRepository


def teams_of_country(store: Store, country: str) -> tuple[Team, ...]:
    """Return the government teams of a country, by name.

    Raises:
        StorageError: when the database cannot be read.
    """
    with store.reading() as session:
        teams = TeamRepository(session).teams()
    return tuple(
        team
        for team in teams
        if team.kind is TeamKind.GOVERNMENT and team.country == country
    )
