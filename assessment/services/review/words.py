"""A finding in the language of whoever reads it."""

from collections.abc import Mapping

from assessment.domain.review import ReviewFinding, ReviewKind
from assessment.errors import N_
from assessment.texts import Texts

TITLES: Mapping[ReviewKind, str] = {
    ReviewKind.UNCONFIRMED: N_("Not confirmed"),
    ReviewKind.UNANSWERED: N_("Not answered"),
    ReviewKind.CONTRADICTION: N_("Answers that do not seem to fit together"),
    ReviewKind.FIGURE: N_("Figures that do not seem to fit the answers"),
    ReviewKind.NOT_PUBLIC: N_("Only a public document shows it"),
    ReviewKind.ABOVE_EVIDENCE: N_("More is claimed than shown"),
    ReviewKind.NO_EVIDENCE: N_("Without evidence"),
    ReviewKind.NO_LINK: N_("Public, without a link"),
    ReviewKind.DEAD_LINK: N_("Links that led to nothing"),
    ReviewKind.UNKNOWN: N_("“We do not know”, without a note"),
    ReviewKind.SAME_NOTE: N_("The same note in many answers"),
    ReviewKind.OLD_EVIDENCE: N_("Old documents"),
    ReviewKind.OLD_FIGURE: N_("Old figures"),
    ReviewKind.UNCHANGED: N_("Unchanged for long"),
    ReviewKind.OPEN_FACT: N_("Facts of the profile left open"),
    ReviewKind.PROVISIONAL: N_("Too little is answered"),
}
"""What each kind is called above its findings: short, the sentences stand below."""


def finding_sentence(finding: ReviewFinding, texts: Texts) -> str:
    """Return the sentence of *finding*, with its values as the reader writes them."""
    if finding.contradiction:
        return texts.framework(finding.sentence)
    values = {
        name: texts.number(value) if isinstance(value, int) else value
        for name, value in finding.values.items()
    }
    return texts.gettext(finding.sentence, **values)
