"""What is found only by looking at several answers together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessment.domain.answers import Answer, Assessment, Profile
from assessment.domain.framework import (
    Condition,
    Contradiction,
    CriterionSign,
    FigureSign,
    Framework,
    GradeSign,
    LevelSign,
    Sign,
)
from assessment.domain.profile import (
    holds_for_sure,
    is_applicable,
    is_criterion_applicable,
)
from assessment.domain.review.findings import ReviewFinding, ReviewKind
from assessment.domain.scoring import level_reached
from assessment.errors import N_

SAME_NOTES = 4
"""As many answers with one note are worth a look; fewer may be one matter in truth."""

SHORTEST_NOTE = 25
"""Characters of a note that says something; "See above." may stand anywhere."""

FEW = Decimal(4)
"""The most that "<5" can stand for."""


def contradictions(
    framework: Framework, assessment: Assessment, about: str = ""
) -> Iterator[ReviewFinding]:
    """Yield the contradictions whose conditions all hold.

    Args:
        framework: Declares them.
        assessment: The answers.
        about: Only those that name this indicator; empty: all.
    """
    given = Given(framework, assessment.profile, assessment.answers)
    declaring = framework.contradictions
    if about:
        declaring = framework.contradictions_about.get(about, ())
    for declared in declaring:
        if given.shows(declared):
            yield _told(declared)


def same_notes(framework: Framework, assessment: Assessment) -> Iterator[ReviewFinding]:
    """Yield each note that stands in many answers, in the order of the pages."""
    noted: dict[str, list[str]] = defaultdict(list)
    for indicator in framework.in_reading_order:
        answer = assessment.answers.get(indicator.key)
        note = " ".join(answer.note.split()).casefold() if answer else ""
        if len(note) >= SHORTEST_NOTE and is_applicable(indicator, assessment.profile):
            noted[note].append(indicator.key)
    for keys in noted.values():
        if len(keys) >= SAME_NOTES:
            yield ReviewFinding(
                ReviewKind.SAME_NOTE,
                N_("The same note stands in many answers (%(count)s)."),
                indicators=tuple(keys),
                values={"count": len(keys)},
            )


def _told(declared: Contradiction) -> ReviewFinding:
    first = declared.indicators[0]
    return ReviewFinding(
        ReviewKind.FIGURE if declared.has_figure else ReviewKind.CONTRADICTION,
        declared.say,
        blocks=declared.blocks,
        indicators=declared.indicators,
        criteria=tuple(
            sign.criterion
            for sign in declared.when
            if isinstance(sign, CriterionSign) and sign.indicator == first
        ),
        contradiction=declared.key,
    )


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered, as far as a contradiction may depend on it."""

    framework: Framework
    profile: Profile
    answers: Mapping[str, Answer]

    def shows(self, declared: Contradiction) -> bool:
        """Return whether all conditions of *declared* hold."""
        return all(self.holds(sign) for sign in declared.when)

    def holds(self, sign: Sign) -> bool:
        """Return whether *sign* holds for sure: what is open contradicts nothing."""
        if isinstance(sign, Condition):
            return holds_for_sure(sign, self.profile)
        indicator = self.framework.indicators_by_key[sign.indicator]
        answer = self._answered(sign.indicator)
        if answer is None:
            return False
        match sign:
            case LevelSign(at_least=least, below=below):
                level = Decimal(level_reached(indicator, answer.met, self.profile))
                return _between(level, level, least, below)
            case CriterionSign(criterion=key, met=met):
                asked = next(c for c in indicator.criteria() if c.key == key)
                is_asked = is_criterion_applicable(asked, self.profile)
                return (key in answer.met) is met and is_asked
            case GradeSign(grades=grades):
                return answer.grade in grades
            case FigureSign(of_indicator=elsewhere):
                other = self._answered(elsewhere) if elsewhere else answer
                return other is not None and _figure_holds(sign, answer, other)

    def _answered(self, key: str) -> Answer | None:
        """Return the answer to an indicator that applies; None: nothing is said of it."""
        answer = self.answers.get(key)
        indicator = self.framework.indicators_by_key[key]
        if answer is None or not answer.is_answered:
            return None
        return answer if is_applicable(indicator, self.profile) else None


def _figure_holds(sign: FigureSign, answer: Answer, other: Answer) -> bool:
    """Say whether *sign* holds of a figure of *answer*; a share is of one of *other*."""
    given = {entry.key: entry.value for entry in answer.figures}
    if sign.is_missing:
        return sign.figure not in given
    if sign.figure not in given:
        return False
    value = given[sign.figure]
    least = most = value
    if value is None:  # "<5": one to four
        least, most = Decimal(1), FEW
    if sign.of:
        whole = _whole(sign, answer, other)
        if not whole:  # not given, too few to tell, or none at all
            return False
        least, most = (least or Decimal(0)) / whole, (most or Decimal(0)) / whole
    return _between(least or Decimal(0), most or Decimal(0), sign.at_least, sign.below)


def _whole(sign: FigureSign, answer: Answer, other: Answer) -> Decimal | None:
    """Return what *sign* takes a share of; None: not given, or of another year."""
    wholes = {entry.key: entry for entry in other.figures}
    whole = wholes.get(sign.of)
    if whole is None or not sign.of_indicator:
        return whole.value if whole else None
    years = {entry.key: entry.year for entry in answer.figures}
    is_alike = whole.year is not None and whole.year == years[sign.figure]
    return whole.value if is_alike else None


def _between(
    least: Decimal,
    most: Decimal,
    at_least: Decimal | int | None,
    below: Decimal | int | None,
) -> bool:
    """Say whether all that lies from *least* to *most* is within the bounds."""
    return (at_least is None or least >= at_least) and (below is None or most < below)
