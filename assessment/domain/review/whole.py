"""All findings of an assessment, or those that a page of it shows, in order."""

from collections.abc import Iterable, Iterator

from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.domain.profile import is_applicable
from assessment.domain.review.findings import (
    NOTHING_BESIDE,
    Kept,
    ReviewFinding,
    ReviewKind,
)
from assessment.domain.review.one import Looked, findings_of_one
from assessment.domain.review.several import contradictions, same_notes
from assessment.errors import N_

_PLACES = {kind: place for place, kind in enumerate(ReviewKind)}


def review(
    framework: Framework, assessment: Assessment, kept: Kept = NOTHING_BESIDE
) -> tuple[ReviewFinding, ...]:
    """Return what to look at again: what blocks first, then by kind, then by page.

    Args:
        framework: What is asked, in the scope of the assessment; a part that a person
            sees finds nothing that tells of another part.
        assessment: The answers, narrowed likewise.
        kept: What is known beside it.
    """
    found = [
        finding
        for indicator in framework.in_reading_order
        for finding in findings_of_one(Looked(framework, assessment, kept, indicator))
    ]
    found += contradictions(framework, assessment)
    found += same_notes(framework, assessment)
    found += _of_the_whole(framework, assessment)
    return _in_order(framework, found)


def review_of_indicator(
    framework: Framework, assessment: Assessment, key: str, kept: Kept = NOTHING_BESIDE
) -> tuple[ReviewFinding, ...]:
    """Return the findings of :func:`review` that name the indicator *key*.

    But for the same note in many answers, which needs all of them.
    """
    indicator = framework.indicators_by_key[key]
    found = list(findings_of_one(Looked(framework, assessment, kept, indicator)))
    found += contradictions(framework, assessment, key)
    return _in_order(framework, found)


def blockers(findings: Iterable[ReviewFinding]) -> tuple[ReviewFinding, ...]:
    """Return those of *findings* that stop an assessment from being handed on."""
    return tuple(finding for finding in findings if finding.blocks)


def _of_the_whole(
    framework: Framework, assessment: Assessment
) -> Iterator[ReviewFinding]:
    for fact in framework.facts:
        if fact.key not in assessment.profile:
            yield ReviewFinding(
                ReviewKind.OPEN_FACT,
                N_("While it is open, everything that hangs on it is asked."),
                fact=fact.key,
            )
    asked = [i for i in framework.indicators if is_applicable(i, assessment.profile)]
    given = (assessment.answers.get(indicator.key) for indicator in asked)
    answered = sum(answer is not None and answer.is_answered for answer in given)
    # A part that somebody sees is no whole whose result could be published.
    if (
        framework.narrowed_from is None
        and asked
        and answered < framework.scoring.minimum_coverage * len(asked)
    ):
        yield ReviewFinding(
            ReviewKind.PROVISIONAL,
            N_(
                "%(answered)s of %(asked)s indicators have an answer other than “we do "
                "not know”: results are provisional and cannot be published."
            ),
            values={"answered": answered, "asked": len(asked)},
        )


def _in_order(
    framework: Framework, findings: Iterable[ReviewFinding]
) -> tuple[ReviewFinding, ...]:
    pages = {i.key: place for place, i in enumerate(framework.in_reading_order)}

    def place(finding: ReviewFinding) -> tuple[bool, int, int]:
        page = pages[finding.indicators[0]] if finding.indicators else len(pages)
        return not finding.blocks, _PLACES[finding.kind], page

    return tuple(sorted(findings, key=place))
