"""What is published, in words."""

from assessment.domain.answers import AssessmentKind
from assessment.domain.people.may import Visibility
from assessment.errors import N_

KINDS = {
    AssessmentKind.GOVERNMENT: N_("Government"),
    AssessmentKind.ALTERNATIVE: N_("Alternative view"),
    AssessmentKind.TRAINING: N_("Exercise"),
}

FULL_KINDS = {
    AssessmentKind.GOVERNMENT: N_("The government's own assessment"),
    AssessmentKind.ALTERNATIVE: N_(
        "An alternative view, by an organisation outside government"
    ),
    AssessmentKind.TRAINING: N_("An exercise: the country is invented"),
}

SHOWN_WORDS = {
    Visibility.NOTHING: N_("Nothing of it is shown to others."),
    Visibility.BANDS: N_("Only the bands are shown."),
    Visibility.SCORES: N_("Scores and levels are shown, not what they rest on."),
    Visibility.WITHOUT_NOTES: N_("All is shown but notes and evidence not public."),
    Visibility.ALL: N_("All of it is shown."),
}
"""How much of it others see, in one sentence."""
