"""The audit trail as a chain: each entry covers what it says and the entry before it.

Each assessment has a chain of its own, and all entries together have a head that grows with
each of them. What that proves, and what not, is in docs/audit.md. Names and contents are
covered by a salted commitment: both can be erased later, and the chain still holds.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from assessment.errors import N_

START = "0" * 64
"""What the first entry of a chain has before it."""
ERASED_ACTION = "erased"
"""The action of the entry that tells what was erased: without one, erasing is a fault."""
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Content:
    """What an entry says.

    Attributes:
        actor: The account; None when nobody signed in.
        name: Who it was, empty once erased.
        old, new: Plain JSON data, None once erased.
    """

    assessment: UUID
    at: datetime
    actor: int | None
    name: str
    action: str
    subject: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the whole trail: how many entries there are, and what covers them all."""

    entries: int = 0
    digest: str = START

    def after(self, entry_digest: str) -> "Head":
        """Return the head once an entry is added."""
        return Head(self.entries + 1, _sha(f"{self.digest}{entry_digest}"))


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with all that ties it to the others.

    Attributes:
        place: Its place among all entries, from 1, without gaps.
        number: Its place in the chain of its assessment, from 1, without gaps.
        name_salt, content_salt: Without them nobody can guess what a commitment stands
            for; empty once erased.
        previous: The digest of the entry before it in its assessment.
        head: The digest of the whole trail with this entry.
    """

    place: int
    number: int
    content: Content
    name_salt: str
    name_digest: str
    content_salt: str
    content_digest: str
    previous: str
    digest: str
    head: str


@dataclass(frozen=True, slots=True)
class Salts:
    """Random texts, made by the caller: the domain rolls no dice."""

    name: str
    content: str


class FaultKind(StrEnum):
    """What is wrong with an entry."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    ERASED = "erased"
    END = "end"
    NOTED = "noted"


FAULTS: Mapping[FaultKind, str] = {
    FaultKind.CHANGED: N_("entry {place} was changed after it was written"),
    FaultKind.REMOVED: N_("entries are missing right before entry {place}"),
    FaultKind.INSERTED: N_("entry {place} was put in later"),
    FaultKind.REORDERED: N_(
        "entry {place} does not follow the one before it: one of them was moved or replaced"
    ),
    FaultKind.ERASED: N_("entry {place} was emptied, and no entry says by whom"),
    FaultKind.END: N_("entries are missing after entry {place}"),
    FaultKind.NOTED: N_(
        "the trail is not the one whose head was noted at entry {place}"
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing wrong with a trail.

    Attributes:
        place: Of the entry that is named.
        assessment: Whose entry it is; None when it is about none.
    """

    kind: FaultKind
    place: int
    assessment: UUID | None = None


@dataclass(frozen=True, slots=True)
class TrailCheck:
    """What checking a trail came to; *head* is what can be noted for the next time."""

    head: Head
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class Last:
    """The last entry of an assessment's chain."""

    number: int = 0
    digest: str = START


def chained(content: Content, salts: Salts, last: Last, head: Head) -> Entry:
    """Return *content* as the entry that follows *last* and *head*."""
    entry = Entry(
        place=head.entries + 1,
        number=last.number + 1,
        content=content,
        name_salt=salts.name,
        name_digest=_commitment(salts.name, content.name),
        content_salt=salts.content,
        content_digest=_commitment(salts.content, [content.old, content.new]),
        previous=last.digest,
        digest="",
        head="",
    )
    digest = digest_of(entry)
    return replace(entry, digest=digest, head=head.after(digest).digest)


def digest_of(entry: Entry) -> str:
    """Return the digest that *entry* should have.

    Names and contents go in by their commitments only, so that erasing them changes
    nothing here.
    """
    content = entry.content
    covered = {
        "format": _FORMAT,
        "assessment": str(content.assessment),
        "number": entry.number,
        "previous": entry.previous,
        "at": content.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": content.actor,
        "name": entry.name_digest,
        "action": content.action,
        "subject": content.subject,
        "content": entry.content_digest,
    }
    return _sha(_canonical(covered))


@dataclass(slots=True)
class _Seen:
    """What a check has come across so far."""

    head: Head = field(default_factory=Head)
    last: dict[UUID, Last] = field(default_factory=dict)
    before: dict[UUID, str] = field(default_factory=dict)
    emptied: dict[tuple[UUID, object], int] = field(default_factory=dict)
    told: set[tuple[UUID, object]] = field(default_factory=set)


def check_trail(
    entries: Iterable[Entry], end: Head, noted: Head | None = None
) -> TrailCheck:
    """Return whether *entries* are what was once written, all of it and in that order.

    Args:
        entries: All of them, by place.
        end: The head that is stored beside them.
        noted: A head that was written down elsewhere, at an earlier time; its digest may
            be its beginning.
    """
    seen, rest = _Seen(), iter(entries)
    for entry in rest:
        fault = _fault_of(entry, seen)
        if fault is not None:
            return TrailCheck(seen.head, _looked_at_again(fault, rest, seen))
        _take(entry, seen)
        if noted and entry.place == noted.entries and not _matches(seen.head, noted):
            return TrailCheck(seen.head, Fault(FaultKind.NOTED, entry.place))
    return TrailCheck(seen.head, _fault_at_end(seen, end, noted))


def _fault_of(entry: Entry, seen: _Seen) -> Fault | None:
    content = entry.content
    last = seen.last.get(content.assessment, Last())

    def fault(kind: FaultKind, place: int = entry.place) -> Fault:
        return Fault(kind, place, content.assessment)

    if not _is_what_was_written(entry):
        return fault(FaultKind.CHANGED)
    ahead = (entry.place - seen.head.entries - 1, entry.number - last.number - 1)
    if any(ahead):
        return fault(FaultKind.REMOVED if max(ahead) > 0 else FaultKind.REORDERED)
    if entry.previous != last.digest:
        # Whatever follows the entry before the last: the last was put between.
        if entry.previous == seen.before.get(content.assessment):
            return fault(FaultKind.INSERTED, entry.place - 1)
        return fault(FaultKind.REORDERED)
    is_next = entry.head == seen.head.after(entry.digest).digest
    return None if is_next else fault(FaultKind.REORDERED)


def _is_what_was_written(entry: Entry) -> bool:
    content = entry.content
    if entry.name_salt:
        name_holds = entry.name_digest == _commitment(entry.name_salt, content.name)
    else:
        name_holds = content.name == ""
    both = [content.old, content.new]
    if entry.content_salt:
        content_holds = entry.content_digest == _commitment(entry.content_salt, both)
    else:
        content_holds = both == [None, None]
    return name_holds and content_holds and entry.digest == digest_of(entry)


def _take(entry: Entry, seen: _Seen) -> None:
    content = entry.content
    seen.before[content.assessment] = entry.previous
    seen.last[content.assessment] = Last(entry.number, entry.digest)
    seen.head = Head(entry.place, entry.head)
    if not entry.name_salt:
        seen.emptied.setdefault((content.assessment, content.actor), entry.place)
    if not entry.content_salt:
        seen.emptied.setdefault((content.assessment, f"#{entry.number}"), entry.place)
    if content.action == ERASED_ACTION and isinstance(content.new, Mapping):
        seen.told.add((content.assessment, content.new.get("actor")))
        numbers = content.new.get("entries")
        if isinstance(numbers, list):
            seen.told |= {(content.assessment, f"#{number}") for number in numbers}


def _looked_at_again(fault: Fault, rest: Iterable[Entry], seen: _Seen) -> Fault:
    """Return *fault* as what it is: what seems missing may only stand further on."""
    if fault.kind is not FaultKind.REMOVED or fault.assessment is None:
        return fault
    missing_place = seen.head.entries + 1
    missing_number = seen.last.get(fault.assessment, Last()).number + 1
    for entry in rest:
        is_number = entry.content.assessment == fault.assessment
        if entry.place == missing_place or (
            is_number and entry.number == missing_number
        ):
            return replace(fault, kind=FaultKind.REORDERED)
    return fault


def _fault_at_end(seen: _Seen, end: Head, noted: Head | None) -> Fault | None:
    here = seen.head.entries
    if noted and noted.entries > here:
        return Fault(FaultKind.NOTED, here)
    if end.entries > here:
        return Fault(FaultKind.END, here)
    if end != seen.head:
        return Fault(FaultKind.INSERTED, here)
    untold = sorted(p for key, p in seen.emptied.items() if key not in seen.told)
    return Fault(FaultKind.ERASED, untold[0]) if untold else None


def _matches(head: Head, noted: Head) -> bool:
    return head.digest.startswith(noted.digest)


def _commitment(salt: str, value: object) -> str:
    return _sha(f"{salt}\0{_canonical(value)}")


def _canonical(value: object) -> str:
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )


def _sha(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
