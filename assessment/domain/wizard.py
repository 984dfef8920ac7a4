"""The wizard as data: its steps, what is complete, what comes next. No URLs.

Progress is honest: "complete" means that every applicable indicator was either answered
or marked "we do not know", and the two are counted apart (LESSONS 3).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework, Indicator
from assessment.domain.profile import is_applicable
from assessment.domain.scoring import ScoreStatus


@dataclass(frozen=True, slots=True)
class ProfileStep:
    """The page with the facts about the country."""


@dataclass(frozen=True, slots=True)
class TaskListStep:
    """The list of points with what is done in each."""


@dataclass(frozen=True, slots=True)
class IndicatorStep:
    """The page of one indicator."""

    key: str


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """The page that says what is missing, unknown or without evidence."""


@dataclass(frozen=True, slots=True)
class ResultsStep:
    """The page with the scores."""


Step = ProfileStep | TaskListStep | IndicatorStep | ReviewStep | ResultsStep


@dataclass(frozen=True, slots=True)
class Progress:
    """How many indicators are in which state.

    Attributes:
        answered: With an answer that counts.
        unknown: Marked "we do not know": dealt with, but not answered.
        unanswered: Applicable and not dealt with yet.
        inapplicable: Switched off by the profile; never part of a share.
    """

    answered: int = 0
    unknown: int = 0
    unanswered: int = 0
    inapplicable: int = 0

    @property
    def applicable(self) -> int:
        """Number of indicators this country is asked."""
        return self.answered + self.unknown + self.unanswered

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to deal with."""
        return self.unanswered == 0


def status_of(indicator: Indicator, assessment: Assessment) -> ScoreStatus:
    """Return the state of *indicator* in *assessment*, without scoring it."""
    if not is_applicable(indicator, assessment.profile):
        return ScoreStatus.INAPPLICABLE
    answer = assessment.answers.get(indicator.key)
    if answer is None:
        return ScoreStatus.UNANSWERED
    return ScoreStatus.ANSWERED if answer.is_answered else ScoreStatus.UNKNOWN


def progress_of(statuses: Iterable[ScoreStatus]) -> Progress:
    """Count *statuses*."""
    counted = list(statuses)
    return Progress(
        answered=counted.count(ScoreStatus.ANSWERED),
        unknown=counted.count(ScoreStatus.UNKNOWN),
        unanswered=counted.count(ScoreStatus.UNANSWERED),
        inapplicable=counted.count(ScoreStatus.INAPPLICABLE),
    )


def first_step(
    framework: Framework,
    assessment: Assessment,
    *,
    is_profile_saved: bool,
    waiting: Collection[str] = (),
) -> Step:
    """Return where to begin or resume: the profile, the first gap in the pages, the review.

    Facts may stay open: whoever saved the profile once is not sent back to it. *waiting*
    are indicators whose answer waits to be confirmed: they are not dealt with yet.
    """
    if framework.facts and not is_profile_saved:
        return ProfileStep()
    return _first_incomplete(assessment, framework.in_reading_order, waiting)


def next_step(
    framework: Framework,
    assessment: Assessment,
    after: str,
    waiting: Collection[str] = (),
) -> Step:
    """Return the first incomplete indicator after *after*, else the review page."""
    following = framework.in_reading_order[_position(framework, after) + 1 :]
    return _first_incomplete(assessment, following, waiting)


def previous_step(framework: Framework, assessment: Assessment, before: str) -> Step:
    """Return the applicable indicator just before *before*, else the task list."""
    position = _position(framework, before)
    for indicator in reversed(framework.in_reading_order[:position]):
        if is_applicable(indicator, assessment.profile):
            return IndicatorStep(indicator.key)
    return TaskListStep()


def _first_incomplete(
    assessment: Assessment, among: tuple[Indicator, ...], waiting: Collection[str]
) -> Step:
    for indicator in among:
        status = status_of(indicator, assessment)
        waits = indicator.key in waiting and status is not ScoreStatus.INAPPLICABLE
        if waits or status is ScoreStatus.UNANSWERED:
            return IndicatorStep(indicator.key)
    return ReviewStep()


def _position(framework: Framework, key: str) -> int:
    return framework.in_reading_order.index(framework.indicators_by_key[key])
