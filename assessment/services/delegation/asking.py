"""Ask parts of an assessment of colleagues, change that, take it back, hand it back.

One function is one transaction, and each writes the audit trail. Whether the person may is
asked at the door; whether the state of the assessment still allows it, here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from assessment.domain.framework import Framework
from assessment.domain.people.asks import NOBODY_YET, AskKind, Assignment
from assessment.domain.people.may import Action
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import AuditAction, Stamp
from assessment.errors import N_, InvalidAskError, Problem
from assessment.storage.assessments.assignment_repository import AssignmentRepository
from assessment.storage.assessments.holding import hold_for
from assessment.storage.assessments.trail import audit_values, write_down
from assessment.storage.engine import Store
from assessment.storage.people.team_repository import TeamRepository

NOTE_LENGTH = 2000

_NOTHING = N_("Choose what you ask: a sector, a point or single indicators.")
_NOBODY = N_("Choose of whom you ask it.")
_NO_MEMBER = N_("Choose somebody who contributes to this team.")
_PAST = N_("This day has passed. Give a later one, or none.")
_LONG = N_("Use at most {length} characters for the note.")
_UNKNOWN = {
    AskKind.POINT: N_("The framework of this assessment has no point “{key}”."),
    AskKind.SECTOR: N_("The framework of this assessment has no sector “{key}”."),
    AskKind.INDICATOR: N_("The framework of this assessment has no indicator “{key}”."),
}

Part = tuple[AskKind, str]
"""How much is asked, and of what: the key of a sector, a point or an indicator."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a coordinator asks of one person at once.

    Attributes:
        account: Of whom; None: nobody was chosen.
        parts: What; each becomes an assignment of its own.
        due: The day by which it is wanted; None: no day.
    """

    account: int | None
    parts: tuple[Part, ...]
    due: date | None = None
    note: str = ""


def ask(
    store: Store, framework: Framework, assessment_id: UUID, order: Order, stamp: Stamp
) -> tuple[Assignment, ...]:
    """Ask parts of an assessment of somebody; return what is new.

    What was asked of them already stays as it is.

    Args:
        store: Where the assessment is.
        framework: What it asks, in its scope.
        assessment_id: Which assessment.
        order: What is asked of whom.
        stamp: Who asks, and when.

    Raises:
        InvalidAskError: with every problem; nothing was stored.
        NotAllowedError, ArchivedError: when the assessment is no draft any more.
        AssessmentNotFoundError, StorageError: as usual.
    """
    wrong = list(order_problems(framework, order, stamp))
    with store.writing() as session:
        repository = AssignmentRepository(session)
        team = hold_for(session, assessment_id, Action.ASSIGN)
        account = order.account
        if account is None:
            wrong.append(ask_problem("account", _NOBODY))
        elif not _contributes(session, team, account):
            wrong.append(ask_problem("account", _NO_MEMBER))
        if wrong or account is None:
            raise InvalidAskError("ask", tuple(wrong))
        there = {
            (known.kind, known.key)
            for known in repository.asked_of(account, assessment_id)
        }
        new = tuple(
            Assignment(
                *(uuid4(), assessment_id, account, kind, key, stamp.at),
                asked_by=stamp.actor.id,
                due=order.due,
                note=order.note,
            )
            for kind, key in dict.fromkeys(order.parts)
            if (kind, key) not in there
        )
        repository.add(*new)
        for asked in new:
            tell_asked(session, asked, stamp)
    return new


def change_ask(
    store: Store,
    assessment_id: UUID,
    ask_id: UUID,
    *,
    due: date | None,
    note: str,
    stamp: Stamp,
) -> bool:
    """Give what was asked another day or note; False when it is not there any more.

    Raises:
        InvalidAskError: when the day has passed or the note is too long.
        NotAllowedError, ArchivedError: when the assessment is no draft any more.
        AssessmentNotFoundError, StorageError: as usual.
    """
    with store.writing() as session:
        hold_for(session, assessment_id, Action.ASSIGN)
        asks = AssignmentRepository(session)
        known = asks.find(assessment_id, ask_id)
        return change_day_and_note(
            session, asks, known, due=due, note=note, stamp=stamp
        )


def withdraw_ask(
    store: Store, assessment_id: UUID, ask_id: UUID, stamp: Stamp
) -> Assignment | None:
    """Take back what was asked; return it, None when it is not there any more.

    The person no longer sees it. What they answered stays.

    Raises:
        NotAllowedError, ArchivedError: when the assessment is no draft any more.
        AssessmentNotFoundError, StorageError: as usual.
    """
    with store.writing() as session:
        hold_for(session, assessment_id, Action.ASSIGN)
        repository = AssignmentRepository(session)
        known = repository.find(assessment_id, ask_id)
        if known is not None:
            repository.remove(ask_id)
            _write_down(
                session, known, stamp, AuditAction.ASK_WITHDRAWN, old=_told(known)
            )
    return known


def hand_back(
    store: Store, assessment_id: UUID, ask_id: UUID, note: str, stamp: Stamp
) -> bool:
    """Hand back what was asked of whoever acts; False when it is not with them.

    They can look at it afterwards, and change it no more.

    Raises:
        InvalidAskError: when the note is too long.
        NotAllowedError, ArchivedError: when the assessment is no draft any more.
        AssessmentNotFoundError, StorageError: as usual.
    """
    with store.writing() as session:
        hold_for(session, assessment_id, Action.HAND_BACK)
        repository = AssignmentRepository(session)
        known = repository.find(assessment_id, ask_id)
        if known is None or known.account != stamp.actor.id or not known.is_open:
            return False
        if wrong := tuple(_day_and_note(None, note, stamp)):
            raise InvalidAskError("ask", wrong)
        back = replace(known, handed_back_at=stamp.at, hand_back_note=note)
        repository.keep(back)
        _write_down(
            *(session, back, stamp, AuditAction.HANDED_BACK),
            new=_told(back) | {"note": note},
        )
    return True


def reopen_ask(store: Store, assessment_id: UUID, ask_id: UUID, stamp: Stamp) -> bool:
    """Give back to somebody what they handed back; False when it is with them.

    What they said with it stays until they hand it back again.

    Raises:
        NotAllowedError, ArchivedError: when the assessment is no draft any more.
        AssessmentNotFoundError, StorageError: as usual.
    """
    with store.writing() as session:
        hold_for(session, assessment_id, Action.ASSIGN)
        repository = AssignmentRepository(session)
        known = repository.find(assessment_id, ask_id)
        if known is None or known.is_open:
            return False
        opened = replace(known, handed_back_at=None)
        repository.keep(opened)
        _write_down(session, opened, stamp, AuditAction.REOPENED, new=_told(opened))
    return True


def _contributes(session: Session, team: UUID, account: int) -> bool:
    person = TeamRepository(session).person(account)
    return person is not None and TeamRole.CONTRIBUTOR in person.roles_in(team)


def order_problems(framework: Framework, order: Order, stamp: Stamp) -> list[Problem]:
    """Return all that is wrong with *order*, whoever it is asked of."""
    found = [] if order.parts else [ask_problem("parts", _NOTHING)]
    known = {
        AskKind.POINT: {i.point for i in framework.indicators},
        AskKind.SECTOR: {i.lead for i in framework.indicators},
        AskKind.INDICATOR: {i.key for i in framework.indicators},
    }
    found += [
        ask_problem("parts", _UNKNOWN[kind], key=key)
        for kind, key in order.parts
        if key not in known[kind]
    ]
    return found + _day_and_note(order.due, order.note, stamp)


def _day_and_note(due: date | None, note: str, stamp: Stamp) -> list[Problem]:
    found = []
    if due is not None and due < stamp.at.date():
        found.append(ask_problem("due", _PAST))
    if len(note) > NOTE_LENGTH:
        found.append(ask_problem("note", _LONG, length=NOTE_LENGTH))
    return found


class Asks(Protocol):
    """Where something asked is kept, of an account or of somebody invited."""

    def keep(self, ask: Assignment, /) -> None:
        """Store what changed of something that is there."""


def change_day_and_note(
    session: Session,
    asks: Asks,
    known: Assignment | None,
    *,
    due: date | None,
    note: str,
    stamp: Stamp,
) -> bool:
    """Give *known* another day and note, and tell so; False when there is none.

    Raises:
        InvalidAskError: when the day has passed or the note is too long.
    """
    if known is None:
        return False
    checked_day = None if due == known.due else due  # an old day may stay
    if wrong := tuple(_day_and_note(checked_day, note, stamp)):
        raise InvalidAskError("ask", wrong)
    changed = replace(known, due=due, note=note)
    if changed != known:
        asks.keep(changed)
        tell_change(session, known, changed, stamp)
    return True


def ask_problem(path: str, template: str, **values: object) -> Problem:
    """Return what is wrong with the field *path*."""
    return Problem("ask", 0, 0, template, values, path)


def tell_asked(session: Session, asked: Assignment, stamp: Stamp) -> None:
    """Write down that *asked*, which was stored in *session*, was asked."""
    _write_down(session, asked, stamp, AuditAction.ASKED, new=_told(asked))


def tell_change(
    session: Session, known: Assignment, changed: Assignment, stamp: Stamp
) -> None:
    """Write down that something asked was given another day or note."""
    is_invited = known.account == NOBODY_YET
    nobody = {"account": None} if is_invited else {}
    _write_down(
        *(session, changed, stamp, AuditAction.ASK_CHANGED),
        old=_told(known) | nobody,
        new=_told(changed) | nobody,
    )


def tell_ask(
    session: Session,
    asked: Assignment,
    stamp: Stamp,
    action: AuditAction,
    *,
    more: Mapping[str, object] | None = None,
) -> None:
    """Write down what became of something asked of a person who is only invited."""
    told = _told(asked) | {"account": None} | dict(more or {})
    is_gone = action is AuditAction.ASK_WITHDRAWN
    old, new = (told, None) if is_gone else (None, told)
    _write_down(session, asked, stamp, action, old=old, new=new)


def _told(asked: Assignment) -> dict[str, object]:
    """Return what the trail says of *asked*: the account, never its name."""
    return {
        "account": asked.account,
        "kind": asked.kind.value,
        "key": asked.key,
        "due": asked.due.isoformat() if asked.due else None,
        "note": asked.note,
    }


def _write_down(
    session: Session,
    asked: Assignment,
    stamp: Stamp,
    action: AuditAction,
    *,
    old: dict[str, object] | None = None,
    new: dict[str, object] | None = None,
) -> None:
    is_one = asked.kind is AskKind.INDICATOR
    entry = audit_values(asked.assessment_id, stamp, action)
    entry |= {"subject": asked.key if is_one else "", "old": old, "new": new}
    write_down(session, [entry])
