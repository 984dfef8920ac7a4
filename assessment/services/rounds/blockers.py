"""What keeps a draft from being handed on."""

from assessment.domain.framework import Framework
from assessment.domain.records import StoredAssessment
from assessment.domain.scoring import ScoreStatus, score_assessment


def blockers_of(framework: Framework, stored: StoredAssessment) -> int:
    """Return how many things have to be settled before *stored* can be handed on.

    An indicator that is asked and was left open is one; "we do not know" is an answer.
    """
    asked = framework.in_scope(stored.assessment.scope)
    card = score_assessment(asked, stored.assessment)
    return sum(score.status is ScoreStatus.UNANSWERED for score in card.indicators)
