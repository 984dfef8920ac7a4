"""What the record says: every criterion on its own line, and what was shown for it."""

from dataclasses import dataclass

from assessment.reporting.method.origins import Origins
from assessment.reporting.national.report import Provenance
from assessment.reporting.shapes.document import Document
from assessment.reporting.shapes.parts import Fact
from assessment.reporting.shapes.replies import PrintedReply, RepliesSection
from assessment.reporting.shapes.wording import Wording


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion.

    Attributes:
        rung: The number of its rung, on the first line of the rung only.
        sign: Tick when it is met, dash when it is not, circle when it does not apply.
        state: The same in a word.
    """

    rung: str
    sign: str
    state: str
    is_met: bool
    text: Wording


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """One indicator with all that was answered.

    Attributes:
        backing: Evidence, item by item, and figures.
        notes: What was written to the answer, paragraph by paragraph.
        reason: Why it does not apply; then nothing else is said.
        replies: What the government replied to it.
    """

    key: str
    number: str
    title: Wording
    is_critical: bool
    level: Wording
    state: Wording
    reason: Wording
    lines: tuple[CriterionLine, ...]
    backing: tuple[Fact, ...]
    notes: tuple[Wording, ...]
    replies: tuple[PrintedReply, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """What the country says about itself: a question and what was chosen."""

    question: Wording
    chosen: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class RecordPoint:
    """The answers of one point."""

    number: str
    title: Wording
    entries: tuple[RecordEntry, ...]


@dataclass(frozen=True, kw_only=True)
class Record(Document):
    """Everything that was answered, for reviewers and the next focal point.

    Attributes:
        terms: Words that the framework defines; the gap report points here.
    """

    kind: Wording
    country: Wording
    period: Wording
    subtitle: Wording
    notice: Wording
    cleared: Wording
    intro: Wording
    profile: tuple[ProfileLine, ...]
    points: tuple[RecordPoint, ...]
    replies: RepliesSection | None
    origins: Origins
    terms: tuple[Fact, ...]
    provenance: Provenance
