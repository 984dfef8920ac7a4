"""The wizard as data: its steps, what is complete, what comes next. No URLs.

Progress is honest: "complete" means that every applicable indicator was either answered
or marked "we do not know", and the two are counted apart (LESSONS 3).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from assessment.domain.answers import Answer, Assessment
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


class EvidenceLack(StrEnum):
    """Why an answer counts as not backed by evidence."""

    NO_GRADE = "no-grade"
    NOTHING_SHOWN = "nothing-shown"
    NOT_NAMED = "not-named"


@dataclass(frozen=True, slots=True)
class Review:
    """What a person should look at before handing the assessment on.

    Attributes:
        open_facts: Keys of profile facts without an answer.
        missing: Keys of applicable indicators nobody dealt with.
        unknown: Keys of indicators marked "we do not know".
        without_evidence: Indicator key -> what is lacking, in the order of the points.
        progress: The counts over the whole framework.
    """

    open_facts: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    without_evidence: tuple[tuple[str, EvidenceLack], ...]
    progress: Progress


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


def open_facts(framework: Framework, assessment: Assessment) -> tuple[str, ...]:
    """Return the keys of the profile facts without an answer, in order."""
    return tuple(f.key for f in framework.facts if f.key not in assessment.profile)


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


def review(framework: Framework, assessment: Assessment) -> Review:
    """Return what is missing, unknown or not backed by evidence."""
    statuses = {i.key: status_of(i, assessment) for i in framework.in_reading_order}
    answered = (
        (key, evidence_lack(framework, assessment.answers[key]))
        for key, status in statuses.items()
        if status is ScoreStatus.ANSWERED
    )
    return Review(
        open_facts=open_facts(framework, assessment),
        missing=_with(statuses, ScoreStatus.UNANSWERED),
        unknown=_with(statuses, ScoreStatus.UNKNOWN),
        without_evidence=tuple((k, lack) for k, lack in answered if lack is not None),
        progress=progress_of(statuses.values()),
    )


def evidence_lack(framework: Framework, answer: Answer) -> EvidenceLack | None:
    """Return what *answer* lacks to be backed by evidence; None when nothing.

    An answer that claims nothing needs no evidence. The weakest grade says that there is
    nothing to show; the strongest ones promise a document that should be named.
    """
    if not answer.met:
        return None
    if not answer.grade:
        return EvidenceLack.NO_GRADE
    if answer.grade == framework.grades[-1].grade:
        return EvidenceLack.NOTHING_SHOWN
    return None if answer.evidence else EvidenceLack.NOT_NAMED


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


def _with(statuses: dict[str, ScoreStatus], wanted: ScoreStatus) -> tuple[str, ...]:
    return tuple(key for key, status in statuses.items() if status is wanted)
