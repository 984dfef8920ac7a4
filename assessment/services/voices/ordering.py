"""Set other voices beside a report: an alternative that is published, and its replies."""

from collections.abc import Sequence
from dataclasses import replace

from assessment.domain.answers import AssessmentKind
from assessment.domain.people.teams import Person
from assessment.domain.records import StoredAssessment
from assessment.domain.rounds.published import Published
from assessment.errors import AssessmentNotFoundError
from assessment.services.reports.kinds import ReportOrder
from assessment.services.voices.beside import (
    FoundVoice,
    Voice,
    find_voices,
    read_voice,
    replies_to_own,
)
from assessment.storage.engine import Store

NOBODY = "none"
"""Asks for a report without any other voice in it."""


def with_voices(
    store: Store,
    order: ReportOrder,
    stored: StoredAssessment,
    person: Person,
    wanted: str = "",
) -> ReportOrder:
    """Return *order* with the voice that stands beside *stored*, and what was replied.

    A report of an alternative prints the replies to it. Any other prints the alternative
    published last whose answers are shown; a draft only when it is asked for.

    Args:
        store: Where from.
        order: The report without them.
        stored: What it is about.
        person: Who asks for it: nothing is printed that they may not see.
        wanted: Key of the voice wanted (:class:`FoundVoice`), :data:`NOBODY`, or nothing.

    Raises:
        AssessmentNotFoundError: when what is wanted does not stand beside it, or keeps
            its answers back.
        StorageError: when the database cannot be read.
    """
    if stored.assessment.kind is AssessmentKind.ALTERNATIVE:
        return replace(order, replies=replies_to_own(store, order.framework, stored))
    if wanted == NOBODY:
        return order
    found = _chosen(find_voices(store, stored, person), wanted)
    voice = read_voice(store, order.framework, found, person) if found else None
    if voice is None:
        return order
    return _set_beside(order, voice)


def beside_published(
    store: Store,
    order: ReportOrder,
    published: Published,
    beside: Sequence[Published],
    person: Person,
) -> ReportOrder:
    """Return *order*, of a publication, with the alternative published beside it.

    As :func:`with_voices` does for whoever works on it: the one published last whose
    answers are shown, with the replies to it.

    Args:
        store: Where from.
        order: The report of *published*, without other voices.
        published: What it is about.
        beside: What others published on the same country and period, newest first.
        person: Who asks.

    Raises:
        StorageError: when the database cannot be read.
    """
    if published.kind is AssessmentKind.ALTERNATIVE:
        return order
    for other in beside:
        found = FoundVoice(other)
        is_alike = (other.edition, other.scope) == (published.edition, published.scope)
        is_voice = other.kind is AssessmentKind.ALTERNATIVE
        if is_alike and is_voice and found.can_be_printed:
            voice = read_voice(store, order.framework, found, person)
            if voice is not None:
                return _set_beside(order, voice)
    return order


def _set_beside(order: ReportOrder, voice: Voice) -> ReportOrder:
    return replace(order, alternative=voice.assessment, replies=voice.replies)


def _chosen(found: tuple[FoundVoice, ...], wanted: str) -> FoundVoice | None:
    usable = [voice for voice in found if voice.can_be_printed]
    if not wanted:
        return next((voice for voice in usable if voice.published), None)
    for voice in usable:
        if voice.key == wanted:
            return voice
    raise AssessmentNotFoundError("nothing like it stands beside this assessment")
