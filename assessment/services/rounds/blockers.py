"""What keeps a draft from being handed on."""

from assessment.domain.framework import Framework
from assessment.domain.records import StoredAssessment
from assessment.domain.review import Kept, blockers, review


def blockers_of(framework: Framework, stored: StoredAssessment) -> int:
    """Return how many things have to be settled before *stored* can be handed on.

    They are what the review finds and what blocks. It is asked inside the transaction
    that moves the assessment; links, which only warn, are not looked up for it.
    """
    kept = Kept(
        to_confirm=frozenset(
            key for key, page in stored.pages.items() if page.to_confirm
        )
    )
    asked = framework.in_scope(stored.assessment.scope)
    return len(blockers(review(asked, stored.assessment, kept)))
