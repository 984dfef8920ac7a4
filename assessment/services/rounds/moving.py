"""Hand on, take back, return, clear. One function is one transaction.

Who may is for the door to ask (``may``). Here the state is looked at again while nobody
else can change it, so that of two people who move at once one gets a clear answer.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from assessment.domain.answer_check import check_assessment
from assessment.domain.answers import Clearance
from assessment.domain.framework import Framework
from assessment.domain.people.actions import Action
from assessment.domain.people.may import PUBLIC, Standing, may
from assessment.domain.people.teams import operator
from assessment.domain.records import AuditAction, PageKey, Stamp, StoredAssessment
from assessment.domain.rounds.moves import Facts, Move, move_from, problems
from assessment.domain.rounds.snapshot import (
    Snapshot,
    digest_of_text,
    verification_code,
)
from assessment.domain.rounds.states import Visibility
from assessment.domain.talk import Comment, check_comment
from assessment.errors import N_, NotAllowedError, Problem, refuse
from assessment.services.assessments.exchange import portable_text
from assessment.services.assessments.sizes import refuse_too_large
from assessment.services.rounds.blockers import blockers_of
from assessment.services.rounds.headlines import headline_in
from assessment.storage.assessments.comment_repository import CommentRepository
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.assessments.trail import PROFILE, last_changed_by
from assessment.storage.engine import Store
from assessment.storage.people.former_authors import FormerAuthorRepository
from assessment.storage.rounds.headline_repository import HeadlineRepository
from assessment.storage.rounds.mover import After, Held, hold, move_held
from assessment.storage.rounds.repository import RoundRepository

_WHOEVER = operator("")
"""Roles were asked about before; what may have changed since is the state."""
_NO_INDICATOR = N_("There is no indicator “{key}” in this edition.")


def hand_on(
    store: Store, framework: Framework, assessment_id: UUID, *, stamp: Stamp
) -> None:
    """Hand a draft on for review: nobody answers any more until it comes back.

    A clearance that came with a file is taken out: a new one follows.

    Args:
        store: Where it is.
        framework: The edition it is answered against.
        assessment_id: Which assessment.
        stamp: Who hands it on, and when.

    Raises:
        InvalidAnswerError: when the review finds what blocks it.
        NotAllowedError: when it is in another state by now.
        ArchivedError, AssessmentNotFoundError, StorageError: as usual.
    """
    with store.writing() as session:
        held = hold(session, assessment_id)
        move = required_move(held, Action.HAND_ON)
        stored = AssessmentRepository(session).get(assessment_id)
        blockers = blockers_of(framework, stored)
        refuse("review", problems(move, Facts(blockers=blockers)))
        after = After(move.to, held.visibility)
        move_held(session, held, after, AuditAction.HANDED_ON, stamp, {})


def take_back(store: Store, assessment_id: UUID, *, reason: str, stamp: Stamp) -> None:
    """Take back what was handed on, or work again on what is published.

    What is published stays shown until the corrected one is published.

    Raises:
        InvalidAnswerError: when no reason is given; nothing changed.
        NotAllowedError: when it is in another state by now.
        ArchivedError, AssessmentNotFoundError, StorageError: as usual.
    """
    with store.writing() as session:
        held = hold(session, assessment_id)
        move = required_move(held, Action.TAKE_BACK)
        refuse("reason", problems(move, Facts(reason=reason)))
        told = {"reason": reason.strip()}
        after = After(move.to, held.visibility)
        move_held(session, held, after, AuditAction.TAKEN_BACK, stamp, told)


def return_(
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    *,
    reason: str,
    remarks: Mapping[str, str],
    stamp: Stamp,
) -> None:
    """Return an assessment to its team, with a reason and remarks on single indicators.

    Args:
        store: Where it is.
        framework: The edition it is answered against.
        assessment_id: Which assessment.
        reason: Why.
        remarks: Indicator key -> what is to be looked at; empty ones are left out.
        stamp: Who returns it, and when.

    Raises:
        InvalidAnswerError: with every problem of reason (``reason``) and remarks
            (``remark.KEY``); nothing changed.
        NotAllowedError: when it is in another state by now.
        ArchivedError, AssessmentNotFoundError, StorageError: as usual.
    """
    given = {key: text.strip() for key, text in remarks.items() if text.strip()}
    with store.writing() as session:
        held = hold(session, assessment_id)
        move = required_move(held, Action.RETURN)
        wrong = problems(move, Facts(reason=reason))
        refuse("reason", (*wrong, *_remark_problems(framework, given)))
        told = {"reason": reason.strip(), "remarks": len(given)}
        after = After(move.to, held.visibility)
        move_held(session, held, after, AuditAction.RETURNED, stamp, told)
        comments = CommentRepository(session)
        for key, text in given.items():
            comments.add(_remark(PageKey(assessment_id, key), text, stamp))


def clear(  # noqa: PLR0913 - each says one thing of the signature
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    *,
    name: str,
    function: str,
    seen: int,
    stamp: Stamp,
) -> Snapshot:
    """Clear an assessment exactly as it was at revision *seen*, and freeze it so.

    Args:
        store: Where it is.
        framework: The edition it is answered against.
        assessment_id: Which assessment.
        name: Of the person who signs.
        function: In which they sign.
        seen: The revision that the person looked at.
        stamp: Who clears it, and when.

    Raises:
        InvalidAnswerError: when the signature is not complete, the person answered any of
            it, or it was changed since; nothing changed.
        NotAllowedError: when it is in another state by now.
        EditionMismatchError, ArchivedError, AssessmentNotFoundError, StorageError: as
            usual.
    """
    with store.writing() as session:
        held = hold(session, assessment_id)
        move = required_move(held, Action.CLEAR)
        stored = AssessmentRepository(session).get(assessment_id)
        facts = Facts(
            answered_it=_answered_it(session, stored, stamp.actor.id),
            has_changed=held.revision != seen,
            name=name,
            function=function,
        )
        refuse("clearance", problems(move, facts))
        day = stamp.at.date()
        clearance = Clearance(name.strip(), function.strip(), day, uuid4().hex)
        cleared = replace(
            stored, assessment=replace(stored.assessment, clearance=clearance)
        )
        refuse("clearance", check_assessment(framework, cleared.assessment))
        refuse_too_large(framework, cleared.assessment)
        rounds = RoundRepository(session)
        last = rounds.last_snapshot(assessment_id)
        text = portable_text(cleared, framework)
        snapshot = _frozen(cleared.id, text, clearance, stamp, last)
        rounds.add_snapshot(snapshot)
        headline = headline_in(framework, text, snapshot.code)
        HeadlineRepository(session).keep(snapshot.id, snapshot.digest, headline)
        told = {
            "code": snapshot.code,
            "digest": snapshot.digest,
            "name": clearance.name,
            "function": clearance.function,
        }
        after = After(move.to, held.visibility, clearance)
        move_held(session, held, after, AuditAction.CLEARED, stamp, told)
        FormerAuthorRepository(session).tidy()
    return snapshot


def required_move(held: Held, action: Action, *, corrected: bool = False) -> Move:
    """Return the move that *action* makes of what is held.

    Raises:
        NotAllowedError: when the state has moved on; with the reason.
    """
    corrected = corrected and held.state not in PUBLIC
    about = Standing(held.team, held.state, Visibility.NOTHING, is_corrected=corrected)
    decision = may(_WHOEVER, action, about)
    move = move_from(held.state, action)
    if not decision or move is None:
        raise NotAllowedError(decision.reason, **decision.values)
    return move


def _answered_it(
    session: Session, stored: StoredAssessment, account: int | None
) -> bool:
    """Return whether *account* answered any of it, as it stands now.

    Whoever was the last to put the documents of an answer right, or to fill in the
    country profile, answers for that: nobody signs what they wrote themselves, under
    whichever account.
    """
    if account is None:
        return False
    accounts = {account, *FormerAuthorRepository(session).of(account)}
    answers = stored.assessment.answers
    gave = {key for key, page in stored.pages.items() if page.account in accounts}
    touched = last_changed_by(session, stored.id, accounts)
    return PROFILE in touched or not answers.keys().isdisjoint(gave | touched)


def _frozen(
    assessment_id: UUID,
    text: str,
    clearance: Clearance,
    stamp: Stamp,
    last: Snapshot | None,
) -> Snapshot:
    digest = digest_of_text(text)
    # Also when a clock stood still: the last one is found by its time.
    at = max(stamp.at, last.made_at + timedelta(microseconds=1)) if last else stamp.at
    return Snapshot(
        uuid4(),
        assessment_id,
        digest,
        verification_code(digest),
        text,
        at,
        clearance.name,
        clearance.function,
        clearance.on,
        stamp.actor.id,
    )


def _remark_problems(
    framework: Framework, remarks: Mapping[str, str]
) -> tuple[Problem, ...]:
    found = []
    for key, text in remarks.items():
        wrong = check_comment(text)
        if wrong:
            found.append(Problem(f"remark.{key}", 0, 0, wrong, path=f"remark.{key}"))
        elif key not in framework.indicators_by_key:
            found.append(Problem("remark", 0, 0, _NO_INDICATOR, {"key": key}, "reason"))
    return tuple(found)


def _remark(page: PageKey, text: str, stamp: Stamp) -> Comment:
    return Comment(
        uuid4(),
        page.assessment_id,
        page.indicator_key,
        stamp.at,
        stamp.actor,
        text,
        is_return=True,
    )
