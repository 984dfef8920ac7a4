"""What keeps a draft from being handed on."""

from assessment.domain.framework import Framework
from assessment.domain.records import StoredAssessment
from assessment.domain.review import blockers, review
from assessment.services.review import kept_of


def blockers_of(framework: Framework, stored: StoredAssessment) -> int:
    """Return how many things have to be settled before *stored* can be handed on.

    They are what the review finds and what blocks. It is asked inside the transaction
    that moves the assessment; links, which only warn, are not looked up for it.
    """
    asked = framework.in_scope(stored.assessment.scope)
    return len(blockers(review(asked, stored.assessment, kept_of(stored))))
