"""What is found only by looking at several answers together."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from assessment.domain.answers import Answer, Assessment
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
    framework: Framework, assessment: Assessment
) -> Iterator[ReviewFinding]:
    """Yield the contradictions of *framework* whose conditions all hold."""
    for declared in framework.contradictions:
        if all(_holds(sign, framework, assessment) for sign in declared.when):
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


def _holds(sign: Sign, framework: Framework, assessment: Assessment) -> bool:
    """Say whether *sign* holds for sure: what is open contradicts nothing."""
    if isinstance(sign, Condition):
        return holds_for_sure(sign, assessment.profile)
    indicator = framework.indicators_by_key[sign.indicator]
    answer = assessment.answers.get(sign.indicator)
    profile = assessment.profile
    if (
        answer is None
        or not answer.is_answered
        or not is_applicable(indicator, profile)
    ):
        return False
    match sign:
        case LevelSign(at_least=least, below=below):
            level = level_reached(indicator, answer.met, profile)
            return _between(Decimal(level), Decimal(level), least, below)
        case CriterionSign(criterion=key, met=met):
            asked = next(c for c in indicator.criteria() if c.key == key)
            is_met = key in answer.met
            return is_met is met and is_criterion_applicable(asked, profile)
        case GradeSign(grades=grades):
            return answer.grade in grades
    return _figure_holds(sign, answer)


def _figure_holds(sign: FigureSign, answer: Answer) -> bool:
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
        whole = given.get(sign.of)
        if not whole:  # not given, too few to tell, or none at all
            return False
        least, most = (least or Decimal(0)) / whole, (most or Decimal(0)) / whole
    return _between(least or Decimal(0), most or Decimal(0), sign.at_least, sign.below)


def _between(
    least: Decimal,
    most: Decimal,
    at_least: Decimal | int | None,
    below: Decimal | int | None,
) -> bool:
    """Say whether all that lies from *least* to *most* is within the bounds."""
    return (at_least is None or least >= at_least) and (below is None or most < below)
