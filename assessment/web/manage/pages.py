"""Page object of the manage page."""

from dataclasses import dataclass, field

from flask import url_for

from assessment.domain.records import AuditAction, Details, Shelf
from assessment.errors import N_
from assessment.services.assessments.reading import history
from assessment.texts import LANGUAGES
from assessment.web.frame import Opened
from assessment.web.guarding import GuardWarning
from assessment.web.language import OWN_NAMES, offered
from assessment.web.wizard.pages import FieldError

CHANGES_SHOWN = 20

ACTION_WORDS = {
    AuditAction.CREATED: N_("begun"),
    AuditAction.IMPORTED: N_("brought in from a file"),
    AuditAction.COPIED: N_("copied from another year"),
    AuditAction.CARRIED: N_("carried over from the round before"),
    AuditAction.CONFIRMED: N_("confirmed that it is still true"),
    AuditAction.MIGRATED: N_("moved to another edition"),
    AuditAction.TAKEN_OVER: N_("answers taken over from a file"),
    AuditAction.ANSWER: N_("answered"),
    AuditAction.PROFILE: N_("profile changed"),
    AuditAction.PLAN: N_("plan changed"),
    AuditAction.CLEARANCE: N_("clearance changed"),
    AuditAction.DETAILS: N_("details changed"),
    AuditAction.ARCHIVED: N_("archived"),
    AuditAction.RESTORED: N_("put back on the list"),
    AuditAction.DELETED: N_("deleted"),
    AuditAction.ERASED: N_("erased from the trail"),
    AuditAction.ASKED: N_("asked of somebody"),
    AuditAction.ASK_CHANGED: N_("changed what was asked"),
    AuditAction.ASK_WITHDRAWN: N_("withdrew what was asked"),
    AuditAction.HANDED_BACK: N_("handed back by whoever was asked"),
    AuditAction.REOPENED: N_("opened again what was handed back"),
    AuditAction.EXPLAINED: N_("said why a passage is about no single person"),
    AuditAction.COMMENT: N_("left a comment"),
    AuditAction.SETTLED: N_("settled comments"),
    AuditAction.REPLIED: N_("replied to by the government"),
    AuditAction.REPLY_CORRECTED: N_("reply corrected"),
    AuditAction.REPLY_WITHDRAWN: N_("reply withdrawn"),
    AuditAction.HANDED_ON: N_("handed on for review"),
    AuditAction.TAKEN_BACK: N_("taken back to work on it"),
    AuditAction.RETURNED: N_("returned with reasons"),
    AuditAction.CLEARED: N_("cleared"),
    AuditAction.PUBLISHED: N_("published"),
    AuditAction.VISIBILITY: N_("shown otherwise"),
    AuditAction.WITHDRAWN: N_("withdrawn"),
    AuditAction.SUPERSEDED: N_("superseded"),
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line of the trail.

    Attributes:
        subject: Number and title of the indicator it is about; empty otherwise.
    """

    at: object
    who: str
    action: str
    subject: str


@dataclass(frozen=True, slots=True)
class ManagePage:
    """What can be done with an assessment besides answering it.

    Attributes:
        details: What stands in the fields.
        seen: What is stored, for noticing that somebody else changed it.
        own_name: The country's own name, which the field may replace.
        short_id: Tells two assessments of one country and year apart.
        next_round: Where a new round is started from this one.
    """

    details: Details
    seen: Details
    is_invented: bool
    own_name: str
    short_id: str
    is_archived: bool
    next_round: str
    languages: tuple[tuple[str, str], ...]
    changes: tuple[ChangeLine, ...]
    errors: tuple[FieldError, ...] = ()
    is_saved: bool = False
    is_conflict: bool = field(default=False)
    warning: GuardWarning | None = None

    def wrong(self, target: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == target), "")


def manage_page(
    work: Opened,
    details: Details | None = None,
    errors: tuple[FieldError, ...] = (),
) -> ManagePage:
    """Work out the manage page.

    Args:
        work: The assessment.
        details: What was typed; None: what is stored.
        errors: What is wrong with it.
    """
    stored = Details.of(work.stored.assessment)
    subject = work.stored.assessment.subject
    return ManagePage(
        details=details or stored,
        seen=stored,
        is_invented=subject.is_invented,
        own_name=work.texts.country(subject.code),
        short_id=short_id(str(work.stored.id)),
        is_archived=work.stored.shelf is Shelf.ARCHIVE,
        next_round=url_for("carried.next_round", assessment_id=work.stored.id),
        languages=tuple((code, OWN_NAMES[code]) for code in offered(LANGUAGES)),
        changes=_changes(work),
        errors=errors,
    )


def short_id(text: str) -> str:
    """Return the beginning of an id, enough to tell twins apart."""
    return text[:8]


def _changes(work: Opened) -> tuple[ChangeLine, ...]:
    framework, texts = work.framework, work.texts
    entries = history(work.state.store, work.stored.id, limit=CHANGES_SHOWN)
    indicators = framework.indicators_by_key
    return tuple(
        ChangeLine(
            at=entry.at,
            who=entry.actor.name,
            action=ACTION_WORDS[entry.action],
            subject=f"{framework.numbers[entry.subject]} "
            f"{texts.framework(indicators[entry.subject].title)}"
            if entry.subject in indicators
            else "",
        )
        for entry in entries
    )
