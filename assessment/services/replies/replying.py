"""Give, correct and withdraw replies. One function is one transaction.

Who may is for the door to ask: ``may`` with ``Action.REPLY``. What is answered does not
change: a reply is a row of its own, and the trail of the assessment tells of it.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass
from uuid import UUID, uuid4

from assessment.domain.people.teams import Team
from assessment.domain.records import Stamp
from assessment.domain.voices import check_reply, check_withdrawal
from assessment.errors import AssessmentNotFoundError, ReplyConflictError, refuse
from assessment.storage.engine import Store
from assessment.storage.rounds.reply_repository import NewReply, ReplyRepository


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody writes as a reply.

    Attributes:
        indicator: Key of what it is about; empty: the whole.
        function: In what function they speak.
        team: In whose name.
    """

    indicator: str
    text: str
    function: str
    team: Team


def give_reply(
    store: Store, snapshot: UUID, said: Said, known: Container[str], *, stamp: Stamp
) -> UUID:
    """Reply to a snapshot, or to one indicator of it; return the id of the reply.

    Args:
        store: Where to.
        snapshot: What is answered; the words of no other are.
        said: The reply.
        known: The indicators of its edition.
        stamp: Who replies, and when.

    Raises:
        InvalidAnswerError: with everything wrong with it; nothing was kept.
        ReplyConflictError: when a reply to the same thing stands already.
        AssessmentNotFoundError: when there is no such snapshot.
        StorageError: when it could not be kept.
    """
    refuse("reply", check_reply(said.text, said.function, said.indicator, known))
    return _kept(store, snapshot, said, lambda r, new: r.add(new, stamp))


def correct_reply(
    store: Store,
    snapshot: UUID,
    replaced: UUID,
    said: Said,
    known: Container[str],
    *,
    stamp: Stamp,
) -> UUID:
    """Put a corrected reply in the place of one; the old one is kept and told of.

    Raises:
        As :func:`give_reply`; ReplyConflictError also when *replaced* stands no more.
    """
    refuse("reply", check_reply(said.text, said.function, said.indicator, known))
    return _kept(store, snapshot, said, lambda r, new: r.correct(replaced, new, stamp))


def withdraw_reply(
    store: Store, snapshot: UUID, reply: UUID, by: Team, reason: str, *, stamp: Stamp
) -> None:
    """Withdraw a reply in the open: its place says when, and why.

    Raises:
        InvalidAnswerError: when the reason is missing or too long.
        ReplyConflictError: when the reply stands no more.
        AssessmentNotFoundError: when there is no such snapshot.
        StorageError: when it could not be kept.
    """
    refuse("reply", check_withdrawal(reason))
    said = Said("", "", "", by)
    _kept(
        store,
        snapshot,
        said,
        lambda r, new: r.withdraw(reply, new, reason.strip(), stamp),
    )


def _kept(
    store: Store,
    snapshot: UUID,
    said: Said,
    keep: Callable[[ReplyRepository, NewReply], bool],
) -> UUID:
    with store.writing() as session:
        repository = ReplyRepository(session)
        answered = repository.answered(snapshot)
        if answered is None:
            raise AssessmentNotFoundError("there is no such publication")
        new = NewReply(
            uuid4(),
            snapshot,
            answered[0],
            said.indicator,
            said.text.strip(),
            said.function.strip(),
            said.team.id,
            said.team.name,
        )
        if not keep(repository, new):
            raise ReplyConflictError
        return new.id
