"""A finding as pages show it. Knows no route, so that the wizard can show it, too."""

from dataclasses import dataclass

from assessment.domain.review import ReviewFinding, ReviewKind
from assessment.services.review import finding_sentence, review_of_page
from assessment.web.frame import Opened, indicator_url

SAID_ELSEWHERE = frozenset(
    {ReviewKind.UNANSWERED, ReviewKind.UNCONFIRMED, ReviewKind.UNCHANGED}
)
"""What the page of an indicator says in its own way."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a finding is about, and where that is."""

    number: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as it is read.

    Attributes:
        sentence: Empty where the sentence of the group says it.
        is_framework_text: Whether the framework wrote the sentence, in its language.
        criteria: Texts of the criteria it is about.
    """

    places: tuple[Place, ...]
    sentence: str
    is_framework_text: bool
    criteria: tuple[str, ...]


def findings_on(work: Opened, key: str) -> tuple[FindingLine, ...]:
    """Return what the page of the indicator *key* shows of the review.

    It speaks of the answer as it is stored. Other indicators are named, this one is not.
    """
    found = review_of_page(work.state.store, work.framework, work.stored, key)
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
    framework = work.framework
    known = framework.indicators_by_key
    places = [
        Place(framework.numbers[key], known[key].title, _url(work, finding, key))
        for key in finding.indicators
        if key != without
    ]
    if finding.fact:
        question = framework.facts_by_key[finding.fact].question
        places.append(Place("", question, f"{work.frame.profile}#fact-{finding.fact}"))
    about = {
        criterion.key: criterion.text
        for key in finding.indicators[:1]
        for criterion in known[key].criteria()
    }
    return FindingLine(
        places=tuple(places),
        sentence="" if silent else finding_sentence(finding, work.texts),
        is_framework_text=bool(finding.contradiction),
        criteria=tuple(about[key] for key in finding.criteria),
    )


def _url(work: Opened, finding: ReviewFinding, key: str) -> str:
    """Return the page of an indicator, at the criterion in question when it is one."""
    url = indicator_url(work.stored.id, key)
    if finding.criteria and key == finding.indicators[0]:
        return f"{url}#met-{finding.criteria[0]}"
    return url
