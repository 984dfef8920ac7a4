"""Write to people about what was asked of them; never twice within a day.

Two processes that remind at once do not write twice: whoever claims an assignment first
writes about it. What could not be sent counts as not written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from assessment.config import Settings
from assessment.domain.framework import Framework
from assessment.domain.people.actions import Action
from assessment.domain.people.asks import NOBODY_YET, AskKind, Assignment
from assessment.domain.people.delegation import (
    SOON,
    AskProgress,
    Timing,
    progress_of_asks,
    timing_of,
)
from assessment.domain.records import AskedIn, EditionKey
from assessment.errors import (
    N_,
    ArchivedError,
    AssessmentNotFoundError,
    EditionMismatchError,
    MailError,
    NotAllowedError,
)
from assessment.services.people.mail import Message, send
from assessment.storage.assessments.assignment_repository import AssignmentRepository
from assessment.storage.assessments.holding import hold_for
from assessment.storage.assessments.invited_ask_repository import InvitedAskRepository
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store
from assessment.texts import Texts, texts_in

PAUSE = timedelta(hours=20)
"""So long nobody is written to about the same thing again: a cron job that runs every day
at the same time is never a second early."""

_SUBJECT = N_("Asked of you: %(country)s %(period)s")
_OPENING = N_("This was asked of you for the assessment of %(country)s, %(period)s:")
_LINE = N_("- %(what)s: %(done)s of %(total)s answered")
_LATE = N_("was wanted by %(day)s")
_UNTIL = N_("until %(day)s")
_WHERE = N_("What is asked of you, and the first open question:")
_COME_IN = N_(
    "You are invited, and have not come in yet: open the link of the invitation first. If "
    "you cannot find it, ask whoever invited you for a new one."
)
_HAND_BACK = N_("When you are done, hand it back there, with a comment if you like.")


@dataclass(frozen=True, slots=True)
class Reminded:
    """What reminding came to.

    Attributes:
        written: How many people were written to, once for each assessment.
        failed: Addresses that could not be written to.
    """

    written: int = 0
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Postman:
    """What writing to people takes.

    Attributes:
        settings: How messages are sent, and how the site is reached.
        framework_of: Gives the edition that an assessment answers.
        now: The time.
        language: Of whoever has it written, for people of whom nobody knows theirs; empty:
            nobody asked for it, and the language of the assessment counts.
    """

    store: Store
    settings: Settings
    framework_of: Callable[[EditionKey], Framework]
    now: datetime
    language: str = ""


def remind_due(postman: Postman) -> Reminded:
    """Write to everybody with whom something is that is late or due soon.

    Raises:
        StorageError: when the database cannot be read or written.
    """
    with postman.store.reading() as session:
        due_by = postman.now.date() + SOON
        found = AssignmentRepository(session).to_remind(
            postman.now - PAUSE, due_by=due_by
        ) + InvitedAskRepository(session).to_remind(
            postman.now - PAUSE, postman.now, due_by=due_by
        )
    return _write_to_all(postman, found)


def remind_of(
    postman: Postman,
    assessment_id: UUID,
    account: int | None = None,
    *,
    invited: str | None = None,
) -> Reminded:
    """Write to people about what is with them of one assessment, whatever its day.

    Args:
        postman: What writing takes.
        assessment_id: Which assessment.
        account: Only to them; None: to everybody.
        invited: Only to this address, which has not come in yet.

    Raises:
        StorageError: when the database cannot be read or written.
    """
    with postman.store.reading() as session:
        found: tuple[AskedIn, ...] = ()
        if invited is None:
            found += AssignmentRepository(session).to_remind(
                postman.now - PAUSE, assessment_id=assessment_id, account=account
            )
        if account is None:
            found += InvitedAskRepository(session).to_remind(
                *(postman.now - PAUSE, postman.now),
                assessment_id=assessment_id,
                email=invited,
            )
    return _write_to_all(postman, found)


def _write_to_all(postman: Postman, found: Iterable[AskedIn]) -> Reminded:
    written, failed = 0, []
    for _, lines in groupby(found, _person_and_assessment):
        claimed = _claimed(postman, tuple(lines))
        if not claimed:
            continue
        try:
            send(postman.settings, _message(postman, claimed), postman.now)
            written += 1
        except (MailError, EditionMismatchError):
            _release(postman.store, claimed)
            failed.append(claimed[0].asked.email)
    return Reminded(written, tuple(failed))


def _person_and_assessment(line: AskedIn) -> tuple[int, str, UUID]:
    return line.asked.ask.account, line.asked.email, line.asked.ask.assessment_id


def _claimed(postman: Postman, lines: tuple[AskedIn, ...]) -> tuple[AskedIn, ...]:
    ids, now = [line.asked.ask.id for line in lines], postman.now
    with postman.store.writing() as session:
        try:
            hold_for(session, lines[0].asked.ask.assessment_id, Action.REMIND)
        except (NotAllowedError, ArchivedError, AssessmentNotFoundError):
            return ()  # nothing is with anybody any more
        repository = AssignmentRepository(session)
        mine = repository.claim_reminder(ids, at=now, before=now - PAUSE)
        invited = InvitedAskRepository(session)
        mine |= invited.claim_reminder(ids, at=now, before=now - PAUSE)
    return tuple(line for line in lines if line.asked.ask.id in mine)


def _release(store: Store, lines: Iterable[AskedIn]) -> None:
    before = {line.asked.ask.id: line.asked.ask.reminded_at for line in lines}
    with store.writing() as session:
        AssignmentRepository(session).release_reminder(before)
        InvitedAskRepository(session).release_reminder(before)


def _message(postman: Postman, lines: tuple[AskedIn, ...]) -> Message:
    first, settings = lines[0], postman.settings
    texts = texts_in(first.asked.language or postman.language or first.language)
    framework = postman.framework_of(first.edition).in_scope(first.scope)
    key = first.asked.ask.assessment_id
    with postman.store.reading() as session:
        found = AssessmentRepository(session).standings([key], only_confirmed=True)
    profile, statuses = found[key]
    named = {
        "country": texts.country(first.subject.code, first.subject.name),
        "period": first.period,
    }
    body = [texts.gettext(_OPENING, **named), ""]
    for line in lines:
        ask = line.asked.ask
        progress = progress_of_asks(framework, profile, statuses, [ask])
        body.append(_line(texts, framework, ask, progress, postman.now))
        body += [f"  {said}" for said in ask.note.splitlines()]
    body.append("")
    if first.asked.ask.account == NOBODY_YET:
        body.append(texts.gettext(_COME_IN))
    else:
        body += [
            texts.gettext(_WHERE),
            f"{settings.url}{settings.prefix}/asked",
            "",
            texts.gettext(_HAND_BACK),
        ]
    subject = texts.gettext(_SUBJECT, **named)
    return Message(first.asked.email, subject, "\n".join(body), texts.language)


def _line(
    texts: Texts,
    framework: Framework,
    ask: Assignment,
    progress: AskProgress,
    now: datetime,
) -> str:
    said = texts.gettext(
        _LINE,
        what=what_is_asked(texts, framework, ask),
        done=texts.number(progress.done),
        total=texts.number(progress.total),
    )
    if ask.due is None:
        return said
    is_late = timing_of(ask, now.date()) is Timing.LATE
    day = texts.gettext(_LATE if is_late else _UNTIL, day=texts.date(ask.due))
    return f"{said}, {day}"


def what_is_asked(texts: Texts, framework: Framework, ask: Assignment) -> str:
    """Return the name of what was asked, in the language of *texts*.

    An indicator or point has its number before it; what an edition does not know (any
    more) is called by its key.
    """
    return name_of_part(texts, framework, ask.kind, ask.key)


def name_of_part(texts: Texts, framework: Framework, kind: AskKind, key: str) -> str:
    """Return the name of a sector, point or indicator, as :func:`what_is_asked` does."""
    match kind:
        case AskKind.SECTOR:
            sector = framework.sectors_by_key.get(key)
            return texts.framework(sector.label) if sector else key
        case AskKind.POINT:
            point = framework.points_by_key.get(key)
            title = point.title if point else ""
        case AskKind.INDICATOR:
            indicator = framework.indicators_by_key.get(key)
            title = indicator.title if indicator else ""
    if not title:
        return key
    return f"{framework.numbers[key]} {texts.framework(title)}"
