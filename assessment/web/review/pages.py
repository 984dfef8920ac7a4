"""Page objects of the review."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from flask import url_for

from assessment.domain.review import ReviewFinding, ReviewKind, blockers
from assessment.domain.wizard import ReviewStep, progress_of, status_of
from assessment.services.review import TITLES, finding_sentence, review_of
from assessment.web.frame import Opened, step_url
from assessment.web.review.findings import FindingLine, finding_line
from assessment.web.wizard.notices import SavedNotice

SHOWN = 12
"""Findings of a kind that are shown at once; the rest is folded away."""


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one kind; *sentence* is theirs when all say the same."""

    key: str
    title: str
    sentence: str
    lines: tuple[FindingLine, ...]

    @property
    def first(self) -> tuple[FindingLine, ...]:
        """The lines that are shown at once."""
        return self.lines[:SHOWN]

    @property
    def more(self) -> tuple[FindingLine, ...]:
        """The lines that are folded away."""
        return self.lines[SHOWN:]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything to look at again: what blocks handing on, and what only warns.

    Attributes:
        table: Where the findings can be had as a table.
        unknown: How many indicators are marked "we do not know", with or without a note.
    """

    blocking: tuple[FindingGroup, ...]
    warning: tuple[FindingGroup, ...]
    counts: "ReviewCounts"
    table: str
    unknown: int
    notice: SavedNotice | None


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """How many findings block and how many warn, and where they are listed."""

    blocking: int
    warning: int
    url: str


def review_page(work: Opened, notice: SavedNotice | None = None) -> ReviewPage:
    """Work out the review page; *notice* says what was saved just before."""
    found = review_of(work.state.store, work.framework, work.stored)
    assessment = work.stored.assessment
    statuses = (status_of(i, assessment) for i in work.framework.indicators)
    return ReviewPage(
        blocking=_groups(work, blockers(found)),
        warning=_groups(work, (f for f in found if not f.blocks)),
        counts=_counted(work, found),
        table=url_for("review.table", assessment_id=work.stored.id),
        unknown=progress_of(statuses).unknown,
        notice=notice,
    )


def _counted(work: Opened, found: tuple[ReviewFinding, ...]) -> ReviewCounts:
    blocking = len(blockers(found))
    return ReviewCounts(
        blocking, len(found) - blocking, step_url(work.stored.id, ReviewStep())
    )


def _groups(
    work: Opened, findings: Iterable[ReviewFinding]
) -> tuple[FindingGroup, ...]:
    return tuple(
        _group(work, kind, tuple(members))
        for kind, members in groupby(findings, lambda finding: finding.kind)
    )


def _group(
    work: Opened, kind: ReviewKind, members: tuple[ReviewFinding, ...]
) -> FindingGroup:
    said = {(finding.sentence, *finding.values.items()) for finding in members}
    is_one = len(said) == 1 and len(members) > 1 and not members[0].contradiction
    return FindingGroup(
        key=kind.value,
        title=work.texts.gettext(TITLES[kind]),
        sentence=finding_sentence(members[0], work.texts) if is_one else "",
        lines=tuple(finding_line(work, finding, silent=is_one) for finding in members),
    )
