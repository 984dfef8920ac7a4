"""Page objects of what was carried over, and of the start of a new round."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask import url_for

from assessment.domain.answers import Answer
from assessment.domain.framework import Indicator
from assessment.domain.people.may import Action
from assessment.domain.profile import is_criterion_applicable
from assessment.domain.records import Shelf
from assessment.domain.rounds.carrying import unconfirmed
from assessment.domain.scoring import score_indicator
from assessment.web.editions.pages import StepView
from assessment.web.frame import Opened, indicator_url
from assessment.web.wizard.pages import FieldError


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """An answer that waits to be confirmed, with all that is said in it.

    Attributes:
        anchor: Id of the line on the page.
        confirm: Where "Still true" goes; empty: this person cannot say so.
        version: Of the page, as it is shown here.
        level: None for "we do not know".
        met: What was said to be in place, from the lowest rung up.
        rounds: For how many rounds it has stood.
        saved_by: Empty once the name was erased.
    """

    anchor: str
    number: str
    title: str
    url: str
    confirm: str
    version: int
    critical: bool
    level: int | None
    label: str
    met: tuple[str, ...]
    grade: str
    evidence: tuple[str, ...]
    note: str
    rounds: int
    is_long: bool
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True)
class CarriedGroup:
    """The waiting answers of a point."""

    number: str
    title: str
    lines: tuple[CarriedLine, ...]


@dataclass(frozen=True, slots=True)
class CarriedPage:
    """Everything that waits to be confirmed.

    Attributes:
        confirmed: Number and title of what was confirmed just before; empty: nothing.
        changed: Number and title of what somebody changed meanwhile; empty: nothing.
    """

    groups: tuple[CarriedGroup, ...]
    count: int
    long_unchanged: int
    confirmed: tuple[str, str] = ("", "")
    changed: tuple[str, str] = ("", "")


def carried_page(work: Opened) -> CarriedPage:
    """Work out the list of what waits to be confirmed, as far as this person sees it."""
    framework = work.framework
    waiting = [framework.indicators_by_key[key] for key in _waiting(work)]
    groups = tuple(
        CarriedGroup(
            framework.numbers[point],
            framework.points_by_key[point].title,
            tuple(_line(work, indicator) for indicator in members),
        )
        for point, members in groupby(waiting, lambda indicator: indicator.point)
    )
    pages = work.stored.pages
    rounds = framework.review.unchanged_rounds
    long = sum(pages[one.key].is_long_unchanged(rounds) for one in waiting)
    return CarriedPage(groups, len(waiting), long)


def named(work: Opened, key: str) -> tuple[str, str]:
    """Return number and title of an indicator; empty texts when there is none."""
    indicator = work.framework.indicators_by_key.get(key)
    return (work.framework.numbers[key], indicator.title) if indicator else ("", "")


def following(work: Opened, key: str) -> str:
    """Return the key of what waits next after *key*, else the first; empty: nothing."""
    order = [i.key for i in work.framework.in_reading_order]
    waiting = frozenset(_waiting(work))
    place = order.index(key) + 1
    return next((k for k in (*order[place:], *order[:place]) if k in waiting), "")


def _waiting(work: Opened) -> Iterator[str]:
    """Yield what waits to be confirmed, point by point."""
    found = frozenset(unconfirmed(work.framework, work.stored))
    return (i.key for i in work.framework.in_reading_order if i.key in found)


def _line(work: Opened, indicator: Indicator) -> CarriedLine:
    framework, assessment = work.framework, work.stored.assessment
    key, page = indicator.key, work.stored.pages[indicator.key]
    answer = assessment.answers[key]
    level = score_indicator(framework, indicator, answer, assessment.profile).level
    grade = framework.grades_by_letter.get(answer.grade)
    return CarriedLine(
        anchor=f"carried-{key}",
        number=framework.numbers[key],
        title=indicator.title,
        url=indicator_url(work.stored.id, key),
        confirm=confirm_url(work, key),
        version=page.version,
        critical=indicator.critical,
        level=level,
        label="" if level is None else framework.levels[level].label,
        met=_met(work, indicator, answer),
        grade=grade.label if grade else "",
        evidence=tuple(item.title for item in answer.evidence),
        note=answer.note,
        rounds=page.carried,
        is_long=page.is_long_unchanged(framework.review.unchanged_rounds),
        saved_at=page.saved_at,
        saved_by=page.saved_by,
    )


def _met(work: Opened, indicator: Indicator, answer: Answer) -> tuple[str, ...]:
    profile = work.stored.assessment.profile
    return tuple(
        criterion.text
        for criterion in indicator.criteria()
        if criterion.key in answer.met and is_criterion_applicable(criterion, profile)
    )


def confirm_url(work: Opened, key: str) -> str:
    """Return where "Still true" goes; empty when this person cannot say so."""
    if work.stored.shelf is not Shelf.LIST or not work.may(Action.ANSWER, key):
        return ""
    return url_for("carried.confirm", assessment_id=work.stored.id, indicator_key=key)


@dataclass(frozen=True, slots=True)
class NextRoundPage:
    """What a new round would start with.

    Attributes:
        period: Of the last round, from which it starts.
        year: What stands in the field.
        seen: Revision of the last round, as it is described here.
        answers: How many answers come along and wait to be confirmed.
        long_unchanged: Those of them that will have stood for three rounds.
        plan: How many actions of the plan come along.
        asks: How much was asked of colleagues, and could be asked again.
        repeats: Whether that is ticked.
        after: Where the round is that was started already; empty: none was.
        is_draft: Whether the last round is a draft still.
        step: What taking the edition in use does; None: the last round answers that.
        takes_edition: Whether that is ticked.
    """

    period: str
    year: str
    seen: int
    answers: int
    long_unchanged: int
    plan: int
    targets: int
    asks: int
    repeats: bool
    after: str
    is_draft: bool
    step: StepView | None = None
    takes_edition: bool = True
    errors: tuple[FieldError, ...] = ()
    is_changed: bool = False

    def wrong(self, target: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == target), "")
