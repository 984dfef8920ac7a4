"""What is published, in words."""

from assessment.domain.answers import AssessmentKind
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
