"""In what order and in which parts a plan is listed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import request

from assessment.domain.answers import PlanStatus
from assessment.domain.plan.changing import StepKey, key_of
from assessment.domain.plan.standing import PlannedStep, PlanOrder
from assessment.errors import N_
from assessment.texts import Texts
from assessment.web.frame import Opened

PER_PAGE = 40
"""Actions shown at a time: with the next steps below them, a page stays light."""

_LATE = N_("Past their day")
_NO_DAY = N_("Without a day")
_SETTLED = N_("Done, or met meanwhile")


Heading = tuple[str, bool]
"""Title of a group, and whether it is a text of the framework."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see of a plan.

    Attributes:
        order: What its actions are listed by.
        point: Whose next steps are offered; empty: the first things.
        number: Which part of the actions, from 1; past the last, the last.
        saved: Name of the action that was saved just before: the part that holds it is
            shown, whatever *number* says.
    """

    order: PlanOrder
    point: str
    number: int
    saved: str = ""


def order_asked() -> PlanOrder:
    """Return what the plan is listed by, as the address says it."""
    known = {order.value: order for order in PlanOrder}
    return known.get(request.values.get("by", ""), PlanOrder.DATE)


def by_order(order: PlanOrder) -> str:
    """Return what an address says of *order*; empty for the usual one."""
    return "" if order is PlanOrder.DATE else f"?by={order.value}"


def step_name(key: StepKey) -> str:
    """Return what stands for a step in a form."""
    return "/".join(key)


def sector_label(work: Opened, key: str) -> str:
    """Return the name of a part of the State, as the framework has it."""
    return work.framework.sectors_by_key[key].label


def in_order(
    work: Opened, steps: Iterable[PlannedStep], order: PlanOrder
) -> list[tuple[Heading, PlannedStep]]:
    """Return *steps*, which come by date, in the chosen order with their headings."""
    every = [(_heading(work, step, order), step) for step in steps]
    match order:
        case PlanOrder.POINT:
            place = {i.key: n for n, i in enumerate(work.framework.in_reading_order)}
            every.sort(key=lambda entry: place[entry[1].indicator.key])
        case PlanOrder.OWNER:
            rank = {heading: n for n, (heading, _) in enumerate(reversed(every))}
            every.sort(key=lambda entry: -rank[entry[0]])
        case PlanOrder.DATE:
            # What is late first, what is settled last; between them by year.
            words = work.texts.gettext
            first, last = words(_LATE), words(_SETTLED)
            every.sort(key=lambda entry: (entry[0][0] == last, entry[0][0] != first))
    return every


def page_of(listed: Sequence[tuple[Heading, PlannedStep]], wanted: Wanted) -> int:
    """Return which part to show: the one with what was just saved, or what was asked."""
    for place, (_, step) in enumerate(listed):
        if wanted.saved and step_name(key_of(step.item)) == wanted.saved:
            return place // PER_PAGE + 1
    return wanted.number


def _heading(work: Opened, step: PlannedStep, order: PlanOrder) -> Heading:
    match order:
        case PlanOrder.OWNER if step.item.owner:
            return step.item.owner, False
        case PlanOrder.OWNER:
            return sector_label(work, step.owner_sector), True
        case PlanOrder.POINT:
            return work.framework.points_by_key[step.indicator.point].title, True
        case PlanOrder.DATE:
            return _when(step, work.texts), False


def _when(step: PlannedStep, texts: Texts) -> str:
    if step.is_met or step.item.status is PlanStatus.DONE:
        return texts.gettext(_SETTLED)
    if step.is_late:
        return texts.gettext(_LATE)
    return str(step.item.due.year) if step.item.due else texts.gettext(_NO_DAY)
