"""Page objects of the wizard's lists: tasks, profile."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import url_for
from markupsafe import Markup

from assessment.domain.answers import Profile
from assessment.domain.framework import Fact, Framework, Indicator, Point
from assessment.domain.review import contradictions
from assessment.domain.scoring import ScoreStatus, score_indicator
from assessment.domain.wizard import (
    Progress,
    progress_of,
    status_of,
)
from assessment.web.frame import Opened, indicator_url
from assessment.web.wizard.notices import SavedNotice
from assessment.web.wizard.pages import NotAsked, why_not_asked


@dataclass(frozen=True, slots=True)
class TaskLine:
    """An indicator in the task list.

    Attributes:
        comments: How many of them are open.
        to_confirm: Whether its answer was carried over and waits to be confirmed.
        unchanged: For how many rounds it has stood, where that is flagged; else 0.
    """

    key: str
    number: str
    title: str
    url: str
    status: ScoreStatus
    critical: bool
    level: int | None
    lead: str
    comments: int = 0
    to_confirm: bool = False
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class LeadChoice:
    """A body that leads on indicators, for the filter of the task list."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """A point in the task list, with what is done of it."""

    number: str
    point: Point
    progress: Progress
    lines: tuple[TaskLine, ...]
    not_asked: tuple[NotAsked, ...]

    @property
    def to_confirm(self) -> int:
        """How many of its answers were carried over and wait to be confirmed."""
        return sum(line.to_confirm for line in self.lines)

    @property
    def is_complete(self) -> bool:
        """Whether nothing in it is left to do."""
        return self.progress.is_complete and not self.to_confirm


@dataclass(frozen=True, slots=True)
class TaskListPage:
    """The list of points, and how far the whole is."""

    groups: tuple[TaskGroup, ...]
    progress: Progress
    facts_done: int
    facts: int
    resume: str
    leads: tuple[LeadChoice, ...]
    lead: str = ""
    comments: int = 0
    talk: str = ""
    misfits: int = 0

    @property
    def open_facts(self) -> int:
        """How many facts of the profile are open."""
        return self.facts - self.facts_done

    @property
    def is_new(self) -> bool:
        """Whether nothing was answered yet."""
        return not (self.progress.answered or self.progress.unknown)


@dataclass(frozen=True, slots=True)
class TasksPage:
    """The task list as drawn, with what was saved just before."""

    body: Markup
    notice: SavedNotice | None


def task_list_page(
    opened: Opened,
    resume: str,
    lead: str = "",
    talk: Mapping[str, int] | None = None,
) -> TaskListPage:
    """Work out the task list.

    Args:
        opened: The assessment.
        resume: The URL of the first thing left to do.
        lead: Show only what this body leads on; empty: everything.
        talk: How many comments are open, by indicator.
    """
    framework, assessment = opened.framework, opened.stored.assessment
    statuses = {i.key: status_of(i, assessment) for i in framework.indicators}
    said = talk or {}
    groups = (
        with_comments(_task_group(opened, point, statuses, lead), said)
        for point in framework.points
    )
    return TaskListPage(
        groups=tuple(group for group in groups if group.lines or not lead),
        leads=_leads(framework, statuses),
        lead=lead,
        progress=progress_of(statuses.values()),
        facts_done=sum(fact.key in assessment.profile for fact in framework.facts),
        facts=len(framework.facts),
        resume=resume,
        comments=sum(said.values()),
        talk=url_for("talk.show_open", assessment_id=opened.stored.id),
        misfits=sum(1 for _ in contradictions(framework, assessment)),
    )


def with_comments(group: TaskGroup, open_comments: Mapping[str, int]) -> TaskGroup:
    """Return *group* with the number of open comments on each of its lines."""
    if not open_comments:
        return group
    lines = (replace(li, comments=open_comments.get(li.key, 0)) for li in group.lines)
    return replace(group, lines=tuple(lines))


def _leads(
    framework: Framework, statuses: Mapping[str, ScoreStatus]
) -> tuple[LeadChoice, ...]:
    """Return the bodies that lead on what is asked, those with most first."""
    counted = Counter(
        indicator.lead
        for indicator in framework.indicators
        if statuses[indicator.key] is not ScoreStatus.INAPPLICABLE
    )
    labels = framework.sectors_by_key
    return tuple(
        LeadChoice(key, labels[key].label if key in labels else key, count)
        for key, count in counted.most_common()
    )


def _task_line(opened: Opened, indicator: Indicator, status: ScoreStatus) -> TaskLine:
    framework, assessment = opened.framework, opened.stored.assessment
    answer = assessment.answers.get(indicator.key)
    score = score_indicator(framework, indicator, answer, assessment.profile)
    sector = framework.sectors_by_key.get(indicator.lead)
    page = opened.stored.pages.get(indicator.key)
    rounds = framework.review.unchanged_rounds
    return TaskLine(
        key=indicator.key,
        number=framework.numbers[indicator.key],
        title=indicator.title,
        url=indicator_url(opened.stored.id, indicator.key),
        status=status,
        critical=indicator.critical,
        level=score.level,
        lead=sector.label if sector else indicator.lead,
        to_confirm=page is not None and page.to_confirm,
        unchanged=page.carried if page and page.is_long_unchanged(rounds) else 0,
    )


def _task_group(
    opened: Opened, point: Point, statuses: Mapping[str, ScoreStatus], lead: str
) -> TaskGroup:
    framework = opened.framework
    members = [
        indicator
        for indicator in framework.indicators_of[point.key]
        if lead in {"", indicator.lead}
    ]
    lines = tuple(
        _task_line(opened, indicator, statuses[indicator.key])
        for indicator in members
        if statuses[indicator.key] is not ScoreStatus.INAPPLICABLE
    )
    return TaskGroup(
        number=framework.numbers[point.key],
        point=point,
        progress=progress_of(statuses[indicator.key] for indicator in members),
        lines=lines,
        not_asked=tuple(
            NotAsked(f"{framework.numbers[indicator.key]} {indicator.title}", sentence)
            for indicator in members
            if statuses[indicator.key] is ScoreStatus.INAPPLICABLE
            for sentence in why_not_asked(opened, indicator)[:1]
        ),
    )


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact of the profile with what is chosen."""

    fact: Fact
    number: int
    chosen: tuple[str, ...]
    is_answered: bool
    error: str = ""

    @property
    def is_none(self) -> bool:
        """Whether "none of these" was chosen."""
        return self.is_answered and not self.chosen


def fact_views(
    framework: Framework, profile: Profile, errors: Mapping[str, str]
) -> tuple[FactView, ...]:
    """Return the facts as the profile page shows them."""
    return tuple(
        FactView(
            fact,
            number,
            profile.get(fact.key, ()),
            fact.key in profile,
            errors.get(fact.key, ""),
        )
        for number, fact in enumerate(framework.facts, start=1)
    )
