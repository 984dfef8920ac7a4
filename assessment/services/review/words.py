"""A finding in the language of whoever reads it."""

from assessment.domain.review import ReviewFinding
from assessment.texts import Texts


def finding_sentence(finding: ReviewFinding, texts: Texts) -> str:
    """Return the sentence of *finding*, with its values as the reader writes them."""
    if finding.contradiction:
        return texts.framework(finding.sentence)
    values = {
        name: texts.number(value) if isinstance(value, int) else value
        for name, value in finding.values.items()
    }
    return texts.gettext(finding.sentence, **values)
