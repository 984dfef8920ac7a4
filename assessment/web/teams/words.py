"""What the kinds of teams and the roles in them are called."""

from assessment.domain.people.teams import TeamKind, TeamRole
from assessment.errors import N_

KIND_WORDS = {
    TeamKind.GOVERNMENT: N_("Government team: assesses its own country"),
    TeamKind.ORGANISATION: N_("Organisation: writes alternative assessments"),
    TeamKind.TRAINING: N_("Training team: exercises with invented countries"),
}

ROLE_WORDS = {
    TeamRole.COORDINATOR: N_("Coordinator"),
    TeamRole.CONTRIBUTOR: N_("Contributor"),
    TeamRole.CLEARING_OFFICER: N_("Clearing officer"),
    TeamRole.READER: N_("Reader"),
}

ROLE_HELP = {
    TeamRole.COORDINATOR: N_("runs the assessments and may change everything in them"),
    TeamRole.CONTRIBUTOR: N_("sees and answers what was asked of them, nothing else"),
    TeamRole.CLEARING_OFFICER: N_(
        "sees everything, returns it with reasons or clears it"
    ),
    TeamRole.READER: N_("sees everything, and changes nothing"),
}
