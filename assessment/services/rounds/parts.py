"""Parts of what was cleared: reports carry them where not all of it is shown."""

from assessment.domain.framework import Framework
from assessment.domain.rounds.snapshot import Snapshot
from assessment.domain.rounds.states import Visibility
from assessment.domain.rounds.visibility import as_visible
from assessment.domain.scoring import score_assessment
from assessment.portable import write_assessment
from assessment.services.rounds.reading import assessment_in


def cut_that_shows(
    framework: Framework, snapshot: Snapshot, text: str
) -> Visibility | None:
    """Return the visibility that shows exactly *text* of *snapshot*; None: none does.

    Args:
        framework: The edition that was answered.
        snapshot: What was cleared.
        text: A portable file that says it is a part of it.

    Raises:
        InvalidPortableFileError: when the snapshot does not fit *framework*.
    """
    whole = assessment_in(snapshot, framework)
    card = score_assessment(framework, whole)
    for visibility in Visibility:
        shown = as_visible(framework, whole, card, visibility)
        if shown and write_assessment(shown.assessment, framework) == text:
            return visibility
    return None
