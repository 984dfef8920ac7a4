"""A finding as pages show it. Knows no route, so that the wizard can show it, too."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assessment.domain.framework import (
    Condition,
    Contradiction,
    CriterionSign,
    FigureSign,
    Framework,
    Indicator,
)
from assessment.domain.review import ReviewFinding, ReviewKind
from assessment.services.review import finding_sentence, review_of_page
from assessment.web.frame import Opened, indicator_url

SAID_ELSEWHERE = frozenset(
    {ReviewKind.UNANSWERED, ReviewKind.UNCONFIRMED, ReviewKind.UNCHANGED}
)
"""What the page of an indicator says in its own way."""


class Stand(StrEnum):
    """How what is quoted stands in the answer."""

    TICKED = "ticked"
    NOT_TICKED = "not-ticked"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A criterion or figure that a finding is about, as it stands in the answer.

    Attributes:
        value: Of a figure, as it was given; a dash for one that was not.
    """

    stand: Stand
    text: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What a finding is about, and where that is; *url* is empty on its own page."""

    number: str
    title: str
    url: str
    quoted: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as it is read.

    Attributes:
        sentence: Empty where the sentence of the group says it.
        is_framework_text: Whether the framework wrote the sentence, in its language.
    """

    places: tuple[Place, ...]
    sentence: str
    is_framework_text: bool


def findings_on(work: Opened, key: str) -> tuple[FindingLine, ...]:
    """Return what the page of the indicator *key* shows of the review.

    It speaks of the answer as it is stored. Other indicators are named, this one is not.
    """
    found = review_of_page(work.framework, work.stored, key)
    return tuple(
        finding_line(work, finding, without=key)
        for finding in found
        if finding.kind not in SAID_ELSEWHERE
    )


def finding_line(
    work: Opened, finding: ReviewFinding, *, without: str = "", silent: bool = False
) -> FindingLine:
    """Return *finding* as it is read.

    Args:
        work: The assessment, as far as the person sees it.
        finding: What was found in it.
        without: The indicator whose page it is shown on: that one is not named.
        silent: Whether the sentence is said elsewhere.
    """
    places = [
        _place(work, finding, work.framework.indicators_by_key[key], key != without)
        for key in finding.indicators
    ]
    places += (_fact(work, key) for key in _facts(work.framework, finding))
    return FindingLine(
        places=tuple(place for place in places if place.url or place.quoted),
        sentence="" if silent else finding_sentence(finding, work.texts),
        is_framework_text=bool(finding.contradiction),
    )


def _place(
    work: Opened, finding: ReviewFinding, indicator: Indicator, is_named: bool
) -> Place:
    """Return where to look; at the criterion in question when it is one."""
    criteria = dict(_criteria(work.framework, finding, indicator.key))
    texts = {criterion.key: criterion.text for criterion in indicator.criteria()}
    url = indicator_url(work.stored.id, indicator.key)
    if criteria:
        url = f"{url}#met-{next(iter(criteria))}"
    return Place(
        work.framework.numbers[indicator.key],
        indicator.title,
        url if is_named else "",
        (
            *(
                Quoted(Stand.TICKED if is_met else Stand.NOT_TICKED, texts[key])
                for key, is_met in criteria.items()
            ),
            *_figures(work, finding, indicator),
        ),
    )


def _facts(framework: Framework, finding: ReviewFinding) -> Iterator[str]:
    if finding.fact:
        yield finding.fact
    if finding.contradiction:
        for sign in framework.contradictions_by_key[finding.contradiction].when:
            if isinstance(sign, Condition):
                yield sign.fact


def _fact(work: Opened, key: str) -> Place:
    question = work.framework.facts_by_key[key].question
    return Place("", question, f"{work.frame.profile}#fact-{key}")


def _criteria(
    framework: Framework, finding: ReviewFinding, key: str
) -> Iterator[tuple[str, bool]]:
    """Yield the criteria of an indicator that *finding* is about; True: ticked."""
    if not finding.contradiction:
        yield from ((criterion, True) for criterion in finding.criteria)
        return
    for sign in framework.contradictions_by_key[finding.contradiction].when:
        if isinstance(sign, CriterionSign) and sign.indicator == key:
            yield sign.criterion, sign.met


def _figures(
    work: Opened, finding: ReviewFinding, indicator: Indicator
) -> Iterator[Quoted]:
    """Yield the figures of *indicator* that a contradiction is about, as given."""
    if not finding.contradiction:
        return
    answer = work.stored.assessment.answers[indicator.key]
    given = {entry.key: entry for entry in answer.figures}
    known = {figure.key: figure for figure in indicator.figures}
    declared = work.framework.contradictions_by_key[finding.contradiction]
    for key in _quoted_figures(declared, indicator.key):
        entry = given.get(key)
        value = "–"
        if entry is not None:
            few = entry.value is None
            value = "<5" if few else work.texts.exact(entry.value)
        yield Quoted(Stand.FIGURE, known[key].label, value)


def _quoted_figures(declared: Contradiction, indicator: str) -> Iterator[str]:
    """Yield the figures of *indicator* that a contradiction is about."""
    for sign in declared.when:
        if not isinstance(sign, FigureSign):
            continue
        if sign.indicator == indicator:
            yield sign.figure
        if sign.of and (sign.of_indicator or sign.indicator) == indicator:
            yield sign.of
