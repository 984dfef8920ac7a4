"""Page objects of the plan: what is committed to, what is declined, what could be added."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from assessment.domain.framework import Criterion
from assessment.domain.gaps import find_gaps
from assessment.domain.people.may import Action
from assessment.domain.plan.changing import Proposal, StepKey, key_of, proposals
from assessment.domain.plan.standing import (
    STATUS_WORDS,
    PlanCounts,
    PlannedStep,
    PlanOrder,
    by_date,
    counts_of,
    planned_steps,
)
from assessment.domain.records import Shelf
from assessment.domain.scoring import score_assessment
from assessment.services.rounds.carrying import next_round
from assessment.web.frame import Opened, plan_url
from assessment.web.plan.listing import (
    PER_PAGE,
    Heading,
    Wanted,
    by_order,
    in_order,
    page_of,
    sector_label,
    step_name,
)


@dataclass(frozen=True, slots=True)
class StepLine:
    """An action of the plan as it is listed.

    Attributes:
        goal: What will then be true: the criterion, in the framework's words.
        action: What is done for it; ``is_own`` when in the country's words.
        owner: The body in charge; ``is_own_owner`` when the country named it.
        status: Word of its state.
    """

    number: str
    title: str
    goal: str
    action: str
    is_own: bool
    owner: str
    is_own_owner: bool
    due: date | None
    status: str
    step: PlannedStep
    url: str

    @property
    def note(self) -> str:
        """What is said with it; of a declined action, why."""
        return self.step.item.note

    @property
    def name(self) -> str:
        """What stands for it in an address."""
        return step_name(key_of(self.step.item))


@dataclass(frozen=True, slots=True)
class StepGroup:
    """Actions that belong together in the chosen order.

    Attributes:
        is_framework: The title is a text of the framework.
    """

    title: str
    lines: tuple[StepLine, ...]
    is_framework: bool = False


@dataclass(frozen=True, slots=True)
class ProposedStep:
    """A next step that can be taken over.

    Attributes:
        name: What stands for it in the form.
        url: Where it is taken over with its words, owner and day at once.
    """

    name: str
    goal: str
    action: str
    effort: str
    owner: str
    url: str


@dataclass(frozen=True, slots=True)
class ProposedGap:
    """A gap with the next steps that are not in the plan yet."""

    key: str
    number: str
    title: str
    is_critical: bool
    steps: tuple[ProposedStep, ...]


@dataclass(frozen=True, slots=True)
class PointChoice:
    """A point with something left to take over."""

    key: str
    number: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan of an assessment.

    Attributes:
        chosen: The point whose next steps are shown; None: the first things.
        points: Points with steps left to take over.
        may_plan: Whether this person may change all of it now.
        may_follow_up: Whether they may say how far its actions are.
        newer: The round begun after a published one, where its plan goes on; else empty.
        saved: Name of the action that was saved just before; empty: none was.
        number: Which part of the actions is shown, of ``pages``.
        foreign_steps: Items of the plan that this edition or round does not ask.
    """

    order: PlanOrder
    counts: PlanCounts
    groups: tuple[StepGroup, ...]
    declined: tuple[StepLine, ...]
    proposed: tuple[ProposedGap, ...]
    points: tuple[PointChoice, ...]
    chosen: PointChoice | None
    may_plan: bool
    may_follow_up: bool
    may_export: bool
    foreign_steps: int
    newer: str = ""
    saved: str = ""
    number: int = 1
    pages: int = 1

    @property
    def may_change(self) -> bool:
        """Whether any of it can be changed by this person now."""
        return self.may_plan or self.may_follow_up

    @property
    def step_count(self) -> int:
        """How many steps are shown to take over."""
        return sum(len(gap.steps) for gap in self.proposed)


def what_shows(work: Opened) -> tuple[Hashable, ...]:
    """Return what the page depends on besides what is stored and what was asked for."""
    return (
        today_of(work),
        may_plan_now(work),
        may_follow_up_now(work),
        work.may(Action.EXPORT),
        _newer(work),
    )


def plan_page(work: Opened, wanted: Wanted) -> PlanPage:
    """Work out the page of the plan."""
    order, point = wanted.order, wanted.point
    assessment = work.stored.assessment
    steps = planned_steps(work.framework, assessment, today_of(work))
    kept = by_date(step for step in steps if not step.is_declined)
    pages = max(1, -(-len(kept) // PER_PAGE))
    listed = in_order(work, kept, order)
    number = min(max(page_of(listed, wanted), 1), pages)
    shown_steps = listed[(number - 1) * PER_PAGE :][:PER_PAGE]
    may_plan = may_plan_now(work)
    offered = proposals_of(work) if may_plan else ()
    points = _points(work, offered)
    chosen = next((choice for choice in points if choice.key == point), None)
    shown = (
        p for p in offered if (p.indicator.point == point if chosen else p.is_first)
    )
    return PlanPage(
        order=order,
        counts=counts_of(steps),
        groups=_grouped(work, shown_steps, order),
        declined=tuple(_line(work, s, order) for s in steps if s.is_declined),
        proposed=tuple(_gap(work, proposal) for proposal in shown),
        points=points,
        chosen=chosen,
        may_plan=may_plan,
        may_follow_up=not may_plan and may_follow_up_now(work),
        may_export=work.may(Action.EXPORT),
        foreign_steps=len(assessment.plan) - len(steps),
        newer=_newer(work),
        saved=wanted.saved,
        number=number,
        pages=pages,
    )


def _newer(work: Opened) -> str:
    if not may_follow_up_now(work):
        return ""
    after = next_round(work.state.store, work.stored.id)
    return plan_url(after) if after else ""


def today_of(work: Opened) -> date:
    """Return the day by which something is late."""
    return work.state.now().date()


def may_plan_now(work: Opened) -> bool:
    """Return whether this person may write the plan: all of it, in a draft."""
    return work.stored.shelf is Shelf.LIST and work.may(Action.PLAN)


def may_follow_up_now(work: Opened) -> bool:
    """Return whether this person may say how far a published plan is."""
    return work.stored.shelf is Shelf.LIST and work.may(Action.FOLLOW_UP)


def proposals_of(work: Opened) -> tuple[Proposal, ...]:
    """Return all that could be taken over into the plan, in the order of the gaps."""
    assessment = work.stored.assessment
    card = score_assessment(work.framework, assessment)
    gaps = find_gaps(work.framework, assessment, card)
    return proposals(work.framework, gaps, assessment.plan)


def step_page_url(work: Opened, key: StepKey) -> str:
    """Return the address of the page of one action."""
    return f"{plan_url(work.stored.id)}/{step_name(key)}"


def _line(work: Opened, step: PlannedStep, order: PlanOrder) -> StepLine:
    item, indicator = step.item, step.indicator
    return StepLine(
        number=work.framework.numbers[indicator.key],
        title=indicator.title,
        goal=step.criterion.text,
        action=item.wording or step.criterion.action,
        is_own=bool(item.wording),
        owner=item.owner or sector_label(work, step.owner_sector),
        is_own_owner=bool(item.owner),
        due=item.due,
        status=STATUS_WORDS[item.status],
        step=step,
        url=step_page_url(work, key_of(item)) + by_order(order),
    )


def _grouped(
    work: Opened, entries: Iterable[tuple[Heading, PlannedStep]], order: PlanOrder
) -> tuple[StepGroup, ...]:
    found: dict[Heading, list[StepLine]] = {}
    for heading, step in entries:
        found.setdefault(heading, []).append(_line(work, step, order))
    return tuple(
        StepGroup(title, tuple(lines), is_framework)
        for (title, is_framework), lines in found.items()
    )


def _points(work: Opened, offered: Iterable[Proposal]) -> tuple[PointChoice, ...]:
    counts: dict[str, int] = {}
    for proposal in offered:
        key = proposal.indicator.point
        counts[key] = counts.get(key, 0) + len(proposal.criteria)
    return tuple(
        PointChoice(
            point.key, work.framework.numbers[point.key], point.title, counts[point.key]
        )
        for point in work.framework.points
        if point.key in counts
    )


def _gap(work: Opened, proposal: Proposal) -> ProposedGap:
    indicator = proposal.indicator
    return ProposedGap(
        key=indicator.key,
        number=work.framework.numbers[indicator.key],
        title=indicator.title,
        is_critical=indicator.critical,
        steps=tuple(
            _proposed(work, (indicator.key, criterion.key), criterion, indicator.lead)
            for criterion in proposal.criteria
        ),
    )


def _proposed(
    work: Opened, key: StepKey, criterion: Criterion, lead: str
) -> ProposedStep:
    return ProposedStep(
        name=step_name(key),
        goal=criterion.text,
        action=criterion.action,
        effort=criterion.effort.value,
        owner=sector_label(work, criterion.owner or lead),
        url=step_page_url(work, key),
    )
