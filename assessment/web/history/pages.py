"""Page objects of histories."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from assessment.domain.records import AuditAction
from assessment.domain.wizard import TaskListStep
from assessment.errors import N_
from assessment.services.history.reading import (
    Change,
    HistoryOrder,
    changes_of,
    count_changes,
)
from assessment.services.people.teams import list_members
from assessment.web.frame import Opened, indicator_url, step_url
from assessment.web.history.differences import Part, parts_of

PER_PAGE = 30

ACTION_WORDS = {
    AuditAction.CREATED: N_("began the assessment"),
    AuditAction.IMPORTED: N_("brought it in from a file"),
    AuditAction.TAKEN_OVER: N_("took answers over from a file"),
    AuditAction.ANSWER: N_("changed the answer"),
    AuditAction.PROFILE: N_("changed the country profile"),
    AuditAction.PLAN: N_("changed targets or the step-up plan"),
    AuditAction.CLEARANCE: N_("cleared it, or took a clearance back"),
    AuditAction.DETAILS: N_("changed the details"),
    AuditAction.COPIED: N_("began it as a copy"),
    AuditAction.CARRIED: N_("carried over from the round before"),
    AuditAction.CONFIRMED: N_("confirmed that it is still true"),
    AuditAction.MIGRATED: N_("moved to another edition"),
    AuditAction.ARCHIVED: N_("put it in the archive"),
    AuditAction.RESTORED: N_("took it out of the archive"),
    AuditAction.DELETED: N_("deleted it"),
    AuditAction.ERASED: N_("erased something from the history"),
    AuditAction.EXPLAINED: N_("said why a passage is about no single person"),
    AuditAction.COMMENT: N_("left a comment"),
    AuditAction.SETTLED: N_("settled comments"),
    AuditAction.ASKED: N_("asked it of somebody"),
    AuditAction.ASK_CHANGED: N_("changed what was asked"),
    AuditAction.ASK_WITHDRAWN: N_("withdrew what was asked"),
    AuditAction.HANDED_BACK: N_("handed it back"),
    AuditAction.REOPENED: N_("opened again what was handed back"),
    AuditAction.REPLIED: N_("replied to it for the government"),
    AuditAction.REPLY_CORRECTED: N_("corrected a reply to it"),
    AuditAction.REPLY_WITHDRAWN: N_("withdrew a reply to it"),
    AuditAction.HANDED_ON: N_("handed it on for review"),
    AuditAction.TAKEN_BACK: N_("took it back to work on it"),
    AuditAction.RETURNED: N_("returned it"),
    AuditAction.CLEARED: N_("cleared it"),
    AuditAction.PUBLISHED: N_("published it"),
    AuditAction.VISIBILITY: N_("changed how much of it others see"),
    AuditAction.WITHDRAWN: N_("withdrew what was published"),
    AuditAction.SUPERSEDED: N_("published what takes its place"),
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A change, as it is shown.

    Attributes:
        who: Empty once the name was erased.
        indicator: Number and title of what it is about; empty when about none.
    """

    number: int
    at: datetime
    who: str
    what: str
    indicator_number: str
    indicator: str
    url: str
    parts: tuple[Part, ...]
    is_emptied: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A history, a page at a time; *title* is the indicator's, empty for the whole.

    Attributes:
        only_own: Whether it holds only what this person did.
        table: Where all of it can be had as a table.
    """

    lines: tuple[HistoryLine, ...]
    count: int
    number: int
    pages: int
    title: str
    back: str
    only_own: bool
    table: str


def order_for(work: Opened, indicator_key: str = "") -> HistoryOrder:
    """Return the part of the history that this person may see: all, or what they did."""
    actor = None if work.sees_whole else work.person.id
    return HistoryOrder(work.stored.id, indicator_key, actor)


def history_page(work: Opened, number: int, indicator_key: str = "") -> HistoryPage:
    """Return page *number* of the history of an indicator, or of the whole."""
    order = order_for(work, indicator_key)
    count = count_changes(work.state.store, order)
    pages = max(1, -(-count // PER_PAGE))
    number = min(max(number, 1), pages)
    found = changes_of(
        work.state.store, order, first=(number - 1) * PER_PAGE, most=PER_PAGE
    )
    indicator = work.framework.indicators_by_key.get(indicator_key)
    names = names_in(work)
    return HistoryPage(
        lines=tuple(history_line(work, change, names) for change in found),
        count=count,
        number=number,
        pages=pages,
        title=indicator.title if indicator else "",
        back=indicator_url(work.stored.id, indicator_key)
        if indicator
        else step_url(work.stored.id, TaskListStep()),
        only_own=order.actor is not None,
        table=url_for("history.table", assessment_id=work.stored.id),
    )


def names_in(work: Opened) -> dict[int, str]:
    """Return account -> name of each member of the team; one query."""
    members = list_members(work.state.store, work.stored.team)
    return {member.account: member.name for member in members}


def history_line(work: Opened, change: Change, names: Mapping[int, str]) -> HistoryLine:
    """Return a change as it is shown; *names* are those of the team's members."""
    entry = change.entry
    indicator = work.framework.indicators_by_key.get(entry.subject)
    return HistoryLine(
        number=change.number,
        at=entry.at,
        who=entry.actor.name,
        what=ACTION_WORDS.get(entry.action, str(entry.action)),
        indicator_number=work.framework.numbers[entry.subject] if indicator else "",
        indicator=indicator.title if indicator else "",
        url=indicator_url(work.stored.id, entry.subject) if indicator else "",
        parts=parts_of(change, work.framework, work.texts, names),
        is_emptied=change.is_emptied,
    )
