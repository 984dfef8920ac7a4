"""What can be found in the answer to one indicator, by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assessment.domain.answers import Answer, Assessment
from assessment.domain.framework import Framework, Indicator
from assessment.domain.profile import is_applicable, is_criterion_applicable
from assessment.domain.review.findings import (
    EvidenceLack,
    Kept,
    ReviewFinding,
    ReviewKind,
)
from assessment.domain.scoring import (
    evidence_cap,
    level_reached,
    unproven_criteria,
)
from assessment.errors import N_

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Looked:
    """One indicator with all that decides what is found in it."""

    framework: Framework
    assessment: Assessment
    kept: Kept
    indicator: Indicator

    def found(
        self, kind: ReviewKind, sentence: str, *criteria: str, **values: int | str
    ) -> ReviewFinding:
        """Return a finding about this indicator that warns."""
        key = self.indicator.key
        return ReviewFinding(
            kind, sentence, indicators=(key,), values=values, criteria=criteria
        )

    @property
    def last_year(self) -> int:
        """The last year of the period assessed."""
        return int(self.assessment.period.rpartition("-")[2])


def findings_of_one(looked: Looked) -> Iterator[ReviewFinding]:
    """Yield what is found in one indicator; nothing in one that does not apply."""
    if not is_applicable(looked.indicator, looked.assessment.profile):
        return
    answer = looked.assessment.answers.get(looked.indicator.key)
    if answer is None:
        yield ReviewFinding(
            ReviewKind.UNANSWERED,
            N_("It is not answered. “We do not know” is an answer, too."),
            blocks=True,
            indicators=(looked.indicator.key,),
        )
        return
    yield from _carried(looked)
    if answer.is_answered:
        yield from _evidence(looked, answer)
    elif not answer.note.strip():
        sentence = N_("“We do not know”, without a note on why, or who might know.")
        yield looked.found(ReviewKind.UNKNOWN, sentence)
    yield from _links(looked, answer)
    yield from _ages(looked, answer)


def evidence_lack(framework: Framework, answer: Answer) -> EvidenceLack | None:
    """Return what *answer* lacks to be backed by evidence; None when nothing.

    An answer that claims nothing needs no evidence. The weakest grade says that there is
    nothing to show; the stronger ones promise a document that should be named.
    """
    if not answer.met:
        return None
    if not answer.grade:
        return EvidenceLack.NO_GRADE
    if answer.grade == framework.grades[-1].grade:
        return EvidenceLack.NOTHING_SHOWN
    return None if answer.evidence else EvidenceLack.NOT_NAMED


def _carried(looked: Looked) -> Iterator[ReviewFinding]:
    key = looked.indicator.key
    rounds, limit = looked.kept.carried.get(key, 0), looked.framework.review
    if key in looked.kept.to_confirm:
        yield ReviewFinding(
            ReviewKind.UNCONFIRMED,
            _OF_THE_ROUND_BEFORE if rounds else _OF_THE_EDITION_BEFORE,
            blocks=True,
            indicators=(key,),
        )
    if limit.unchanged_rounds is not None and rounds >= limit.unchanged_rounds:
        yield looked.found(
            ReviewKind.UNCHANGED,
            N_("Unchanged for several rounds (%(rounds)s): is it still so?"),
            rounds=rounds,
        )


def _evidence(looked: Looked, answer: Answer) -> Iterator[ReviewFinding]:
    """What is claimed beyond what is shown; the gravest of it only (rule 7)."""
    framework, profile = looked.framework, looked.assessment.profile
    indicator = looked.indicator
    unproven = unproven_criteria(framework, indicator.key, answer)
    asked = [c for c in indicator.criteria() if is_criterion_applicable(c, profile)]
    if needing := [c.key for c in asked if c.key in unproven]:
        yield looked.found(
            ReviewKind.NOT_PUBLIC,
            N_("Ticked is what only a public document shows (%(count)s): name one."),
            *needing,
            count=len(needing),
        )
    level = level_reached(indicator, answer.met, profile)
    cap = evidence_cap(framework, answer.grade)
    lack = evidence_lack(framework, answer)
    if level > cap:
        is_shown = lack in {None, EvidenceLack.NOT_NAMED}
        sentence = _ABOVE if is_shown else _ABOVE_NOTHING
        yield looked.found(ReviewKind.ABOVE_EVIDENCE, sentence, level=level, cap=cap)
    elif lack is not None:
        yield looked.found(ReviewKind.NO_EVIDENCE, _LACKS[lack])


def _links(looked: Looked, answer: Answer) -> Iterator[ReviewFinding]:
    grade = looked.framework.grades_by_letter.get(answer.grade)
    is_public = grade is not None and grade.public and bool(answer.met)
    links = [item.link for item in answer.evidence if item.link]
    if is_public and answer.evidence and not links:
        yield looked.found(
            ReviewKind.NO_LINK,
            N_("Said to be public, without a link to where it can be read."),
        )
    for link in dict.fromkeys(links):
        if link in looked.kept.dead_links:
            yield looked.found(
                ReviewKind.DEAD_LINK,
                N_("This link led to nothing when it was looked for: %(link)s"),
                link=link,
            )


def _ages(looked: Looked, answer: Answer) -> Iterator[ReviewFinding]:
    """Documents and figures older than the framework allows."""
    settings, last = looked.framework.review, looked.last_year
    years = [year for item in answer.evidence if (year := _year(item.date))]
    limit = settings.evidence_years.get(looked.indicator.type)
    if limit is not None and years and last - max(years) > limit:
        yield looked.found(
            ReviewKind.OLD_EVIDENCE,
            N_("The newest document is of %(year)s: is there one about %(period)s?"),
            year=str(max(years)),
            period=looked.assessment.period,
        )
    if settings.figure_years is None:
        return
    old = [
        e.year
        for e in answer.figures
        if e.year and last - e.year > settings.figure_years
    ]
    if old:
        yield looked.found(
            ReviewKind.OLD_FIGURE,
            N_("A figure is of %(year)s: is there a newer one?"),
            year=str(min(old)),
        )


def _year(date: str) -> int:
    """Return the last year that a date, as people write it, names; 0 when none."""
    return max(map(int, _YEAR.findall(date)), default=0)


_OF_THE_ROUND_BEFORE = N_(
    "It comes from the round before: confirm that it is true, or change it."
)
_OF_THE_EDITION_BEFORE = N_(
    "The new edition asks a part of it otherwise: confirm that it is true, or change it."
)
_ABOVE = N_("Level %(level)s is claimed; what is shown supports level %(cap)s at most.")
_ABOVE_NOTHING = N_(
    "Level %(level)s is claimed and nothing is shown; that supports level %(cap)s at most."
)
_LACKS = {
    EvidenceLack.NO_GRADE: N_("Nobody said what shows it."),
    EvidenceLack.NOTHING_SHOWN: N_("There is nothing to show for it yet."),
    EvidenceLack.NOT_NAMED: N_("The document that shows it is not named."),
}
