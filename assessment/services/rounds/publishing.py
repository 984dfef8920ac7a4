"""Publish, show otherwise, withdraw. One function is one transaction.

Who may is for the door to ask (``may``). What others see hangs on publications alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from assessment.domain.framework import Framework
from assessment.domain.people.actions import Action
from assessment.domain.records import AuditAction, Stamp
from assessment.domain.rounds.moves import Facts, period_order, problems
from assessment.domain.rounds.snapshot import Publication
from assessment.domain.rounds.states import State, Visibility
from assessment.domain.scoring import score_assessment
from assessment.errors import AssessmentNotFoundError, refuse
from assessment.services.rounds.moving import required_move
from assessment.storage.assessments.repository import AssessmentRepository
from assessment.storage.engine import Store
from assessment.storage.rounds.mover import After, Held, hold, hold_rounds, move_held
from assessment.storage.rounds.repository import RoundRepository

_ORDER = list(Visibility)


def publish(
    store: Store,
    framework: Framework,
    assessment_id: UUID,
    *,
    visibility: Visibility | None,
    stamp: Stamp,
) -> Publication:
    """Publish what was cleared, as it was then.

    An older round of the same series is superseded, and so is an older version of the
    same round; where a newer round is published already, this one is superseded at once.
    An older version shows no more than the corrected one.

    Args:
        store: Where it is.
        framework: The edition it is answered against.
        assessment_id: Which assessment.
        visibility: How much others are to see.
        stamp: Who publishes it, and when.

    Raises:
        InvalidAnswerError: when the result is provisional, or nothing was chosen.
        NotAllowedError: when it is in another state by now.
        AssessmentNotFoundError, StorageError: as usual.
    """
    with store.writing() as session:
        rounds = hold_rounds(session, assessment_id)
        held = hold(session, assessment_id)
        move = required_move(held, Action.PUBLISH)
        mine = AssessmentRepository(session).get(assessment_id).assessment
        card = score_assessment(framework.in_scope(mine.scope), mine)
        facts = Facts(is_provisional=card.is_provisional, visibility=visibility)
        refuse("publication", problems(move, facts))
        wanted = visibility or Visibility.NOTHING
        snapshot = RoundRepository(session).last_snapshot(assessment_id)
        if snapshot is None:
            raise AssessmentNotFoundError(f"nothing of {assessment_id} was cleared")
        shown = Publication(snapshot.id, assessment_id, wanted, stamp.at)
        told = {"visibility": shown.visibility.value, "code": snapshot.code}
        after = After(move.to, shown.visibility, keeps_clearance=True)
        move_held(session, held, after, AuditAction.PUBLISHED, stamp, told)
        return _in_its_place(session, held, rounds, shown, stamp)


def change_visibility(
    store: Store,
    assessment_id: UUID,
    *,
    visibility: Visibility | None,
    reason: str,
    stamp: Stamp,
) -> None:
    """Show more or less of what is published.

    Older versions of it, which a corrected one replaced, never show more than they did:
    what was kept back of them may be what was corrected.

    Raises:
        InvalidAnswerError: when nothing was chosen, or no reason given; nothing changed.
        NotAllowedError: when nothing of it is published by now.
        ArchivedError, AssessmentNotFoundError, StorageError: as usual.
    """
    with store.writing() as session:
        held = hold(session, assessment_id)
        shown = _shown(session, assessment_id)
        move = required_move(held, Action.CHANGE_VISIBILITY, corrected=bool(shown))
        facts = Facts(visibility=visibility, reason=reason)
        refuse("visibility", problems(move, facts))
        wanted, given = visibility or Visibility.NOTHING, reason.strip()
        for place, each in enumerate(shown):  # the newest first
            less = min(each.visibility, wanted, key=_ORDER.index)
            now = less if place else wanted
            changed = replace(each, visibility=now, reason=given)
            RoundRepository(session).keep(changed)
        told = {"visibility": wanted.value, "reason": given}
        after = After(move.to, wanted, keeps_clearance=True)
        move_held(session, held, after, AuditAction.VISIBILITY, stamp, told)


def withdraw(store: Store, assessment_id: UUID, *, reason: str, stamp: Stamp) -> None:
    """Withdraw what is published, older versions of it too: nothing of it is shown.

    Raises:
        InvalidAnswerError: when no reason is given; nothing changed.
        NotAllowedError: when nothing of it is published by now.
        ArchivedError, AssessmentNotFoundError, StorageError: as usual.
    """
    with store.writing() as session:
        held = hold(session, assessment_id)
        shown = _shown(session, assessment_id)
        move = required_move(held, Action.WITHDRAW, corrected=bool(shown))
        refuse("reason", problems(move, Facts(reason=reason)))
        for publication in shown:
            gone = replace(publication, withdrawn_at=stamp.at, reason=reason.strip())
            RoundRepository(session).keep(gone)
        told = {"reason": reason.strip()}
        after = After(move.to, Visibility.NOTHING, keeps_clearance=True)
        move_held(session, held, after, AuditAction.WITHDRAWN, stamp, told)


def _shown(session: Session, assessment_id: UUID) -> list[Publication]:
    found = RoundRepository(session).publications([assessment_id])
    return [each for each in found if each.withdrawn_at is None]


def _in_its_place(
    session: Session,
    held: Held,
    rounds: Sequence[Held],
    shown: Publication,
    stamp: Stamp,
) -> Publication:
    """Store *shown*, and supersede what is older, or it by what is newer."""
    repository = RoundRepository(session)
    by_id = {each.id: each for each in rounds}
    standing = [
        each
        for each in repository.publications(by_id)
        if each.withdrawn_at is None and each.superseded_at is None
    ]
    others = [each for each in standing if each.assessment != held.id]
    place = period_order(held.period)
    for older in _shown(session, held.id):
        less = min(older.visibility, shown.visibility, key=_ORDER.index)
        ended = older.superseded_at or stamp.at
        repository.keep(replace(older, superseded_at=ended, visibility=less))
    for other in others:
        if period_order(by_id[other.assessment].period) <= place:
            repository.keep(replace(other, superseded_at=stamp.at))
            _supersede(session, by_id[other.assessment], stamp, shown.published_at)
    newer = [e for e in others if period_order(by_id[e.assessment].period) > place]
    if newer:
        shown = replace(shown, superseded_at=stamp.at)
        published = hold(session, held.id)
        _supersede(session, published, stamp, newer[0].published_at)
    repository.add_publication(shown)
    return shown


def _supersede(session: Session, held: Held, stamp: Stamp, since: datetime) -> None:
    """Say that a newer round stands in the place of this one.

    One that is being corrected stays in the state in which it is worked on.
    """
    is_published = held.state is State.PUBLISHED
    state = State.SUPERSEDED if is_published else held.state
    after = After(state, held.visibility, keeps_clearance=True)
    told = {"since": since.isoformat()}
    move_held(session, held, after, AuditAction.SUPERSEDED, stamp, told)
