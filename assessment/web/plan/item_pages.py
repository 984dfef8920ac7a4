"""Page object of one action of the plan."""

from dataclasses import dataclass
from datetime import date

from assessment.domain.answers import PlanItem, PlanStatus
from assessment.domain.framework import Criterion, Indicator
from assessment.domain.plan.changing import item_of
from assessment.domain.plan.check import WORDING_LENGTH
from assessment.domain.plan.standing import STATUS_WORDS
from assessment.domain.text_check import NAME_LENGTH, NOTE_LENGTH
from assessment.errors import N_
from assessment.texts import Texts
from assessment.web.frame import Opened, indicator_url
from assessment.web.guarding import GuardWarning
from assessment.web.plan.forms import ItemForm, mark_of
from assessment.web.plan.listing import by_order, order_asked, sector_label
from assessment.web.plan.pages import (
    may_follow_up_now,
    may_plan_now,
    step_page_url,
)
from assessment.web.wizard.pages import FieldError


@dataclass(frozen=True, slots=True)
class TypedItem:
    """What stands in the fields of the page; a day that is none stays as typed."""

    wording: str
    owner: str
    due: str
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A part in which two versions differ.

    Attributes:
        label: Marked with ``N_``.
    """

    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One action: what it would bring about, and what is committed to.

    Attributes:
        version: Stands for what was stored when the page was made.
        is_planned: Whether it is in the plan.
        is_met: Whether the answers say that its criterion is met.
        owners: Bodies that the plan and the framework name, to choose from.
        differences: Where somebody else's version is another; only in a conflict.
        is_gone: Somebody took it out of the plan meanwhile.
        by: What an address says of the order that the plan is listed in.
    """

    number: str
    indicator: Indicator
    criterion: Criterion
    typed: TypedItem
    version: str
    is_planned: bool
    is_met: bool
    sector: str
    owners: tuple[str, ...]
    statuses: tuple[tuple[str, str], ...]
    here: str
    indicator_page: str
    may_plan: bool
    may_follow_up: bool
    is_early: bool = False
    errors: tuple[FieldError, ...] = ()
    warning: GuardWarning | None = None
    is_conflict: bool = False
    is_gone: bool = False
    differences: tuple[Difference, ...] = ()
    by: str = ""
    most_wording: int = WORDING_LENGTH
    most_owner: int = NAME_LENGTH
    most_note: int = NOTE_LENGTH

    @property
    def to(self) -> str:
        """Where the form is sent."""
        way = f"{self.here}/follow-up" if self.may_follow_up else self.here
        return way + self.by

    @property
    def may_change(self) -> bool:
        """Whether anything here can be changed by this person now."""
        return self.may_plan or self.may_follow_up

    def wrong(self, target: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == target), "")


def item_page(
    work: Opened,
    indicator: Indicator,
    criterion: Criterion,
    form: ItemForm | None = None,
) -> ItemPage:
    """Work out the page of one action.

    Args:
        work: The assessment.
        indicator: Whose criterion it is.
        criterion: What the action would bring about.
        form: What was typed; None: what is stored.
    """
    key = (indicator.key, criterion.key)
    stored = item_of(work.stored.assessment.plan, key)
    answer = work.stored.assessment.answers.get(indicator.key)
    shown = typed_in(form) if form else typed_of(stored or PlanItem(*key))
    return ItemPage(
        number=work.framework.numbers[indicator.key],
        indicator=indicator,
        criterion=criterion,
        typed=shown,
        version=form.version.data if form else mark_of(stored),
        is_planned=stored is not None,
        is_met=answer is not None and criterion.key in answer.met,
        sector=sector_label(work, criterion.owner or indicator.lead),
        owners=_owners(work),
        statuses=tuple((s.value, STATUS_WORDS[s]) for s in PlanStatus),
        here=step_page_url(work, key),
        indicator_page=indicator_url(work.stored.id, indicator.key),
        may_plan=may_plan_now(work),
        may_follow_up=not may_plan_now(work)
        and may_follow_up_now(work)
        and stored is not None,
        is_early=_is_early(work, stored),
        by=by_order(order_asked()),
    )


def typed_of(item: PlanItem) -> TypedItem:
    """Return *item* as it stands in the fields."""
    due = item.due.isoformat() if item.due else ""
    return TypedItem(item.wording, item.owner, due, item.status.value, item.note)


def typed_in(form: ItemForm) -> TypedItem:
    """Return what was typed, as it was."""
    return TypedItem(
        form.wording.data,
        form.owner.data,
        form.due.data,
        form.status.data,
        form.note.data,
    )


def differences(
    mine: PlanItem, theirs: PlanItem, work: Opened
) -> tuple[Difference, ...]:
    """Return in what two versions of an action differ, in words."""
    versions = (item_said(item, work.texts) for item in (mine, theirs))
    return tuple(
        Difference(label, a, b)
        for label, a, b in zip(PARTS, *versions, strict=True)
        if a != b
    )


def item_said(item: PlanItem, texts: Texts) -> tuple[str, ...]:
    """Return what is committed to with an action, one text for each of :data:`PARTS`."""
    return (
        item.wording,
        item.owner,
        texts.date(item.due) if item.due else "",
        texts.gettext(STATUS_WORDS[item.status]),
        item.note,
    )


PARTS = (
    N_("The action in your own words"),
    N_("Body in charge"),
    N_("Until when"),
    N_("How far it is"),
    N_("Note"),
)


def first_year(period: str) -> int:
    """Return the first year that an assessment is about."""
    return int(period.partition("-")[0])


def _is_early(work: Opened, item: PlanItem | None) -> bool:
    """Whether the day lies before the years assessed: perhaps a slip of the pen."""
    if item is None or item.due is None:
        return False
    return item.due < date(first_year(work.stored.assessment.period), 1, 1)


def _owners(work: Opened) -> tuple[str, ...]:
    named = [item.owner for item in work.stored.assessment.plan if item.owner]
    labels = [work.texts.framework(s.label) for s in work.framework.sectors]
    return tuple(dict.fromkeys([*sorted(named), *labels]))
