"""The trail as a chain: whatever is done to it is found, and erasing leaves it whole."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from assessment.domain.trail import (
    Content,
    Entry,
    Fault,
    FaultKind,
    Head,
    Last,
    Salts,
    chained,
    check_trail,
    digest_of,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ONE, TWO = UUID(int=1), UUID(int=2)
ORDER = (ONE, ONE, TWO, ONE, TWO, ONE)


def a_content(of: UUID, place: int, **given: object) -> Content:
    fields = {
        "actor": 7,
        "name": "anna@example.org",
        "action": "answer",
        "subject": "law",
        "old": None,
        "new": {"note": f"change {place}"},
    }
    return Content(of, NOON + timedelta(minutes=place), **(fields | given))


def a_trail(*contents: Content) -> tuple[list[Entry], Head]:
    head, last, entries = Head(), {}, []
    for place, content in enumerate(contents, start=1):
        before = last.get(content.assessment, Last())
        salts = Salts(f"n{place}", f"c{place}")
        entry = chained(content, salts, before, head)
        last[content.assessment] = Last(entry.number, entry.digest)
        head = Head(entry.place, entry.head)
        entries.append(entry)
    return entries, head


def the_trail() -> tuple[list[Entry], Head]:
    return a_trail(*(a_content(of, place) for place, of in enumerate(ORDER, start=1)))


def fault(entries: list[Entry], end: Head, noted: Head | None = None) -> Fault | None:
    return check_trail(entries, end, noted).fault


def changed(entry: Entry, **given: object) -> Entry:
    return replace(entry, content=replace(entry.content, **given))


def test_a_trail_as_it_was_written_holds():
    entries, head = the_trail()

    check = check_trail(entries, head)

    assert (check.fault, check.head) == (None, head)
    assert head.entries == 6


def test_an_empty_trail_holds():
    assert check_trail([], Head()).fault is None


@pytest.mark.parametrize(
    "given",
    [
        {"name": "Nobody"},
        {"actor": 8},
        {"at": NOON},
        {"action": "plan"},
        {"subject": "data"},
        {"old": {"note": "another"}},
        {"new": None},
        {"assessment": TWO},
    ],
    ids=lambda given: next(iter(given)),
)
def test_a_changed_entry_is_named(given: dict[str, object]):
    entries, head = the_trail()
    entries[3] = changed(entries[3], **given)

    found = fault(entries, head)

    assert found is not None
    assert (found.kind, found.place) == (FaultKind.CHANGED, 4)


def test_a_changed_entry_with_new_digests_breaks_the_one_after_it():
    entries, head = the_trail()
    forged = a_trail(
        *(e.content for e in entries[:3]), a_content(ONE, 4, new={"note": "forged"})
    )[0][3]
    entries[3] = forged

    found = fault(entries, head)

    assert found is not None
    assert (found.kind, found.place) == (FaultKind.REORDERED, 5)


@pytest.mark.parametrize("place", range(1, 6))
def test_a_removed_entry_is_missed_before_the_next(place: int):
    entries, head = the_trail()
    del entries[place - 1]

    found = fault(entries, head)

    assert found is not None
    assert (found.kind, found.place) == (FaultKind.REMOVED, place + 1)


def test_removed_last_entries_are_missed_at_the_end():
    entries, head = the_trail()

    assert fault(entries[:-1], head) == Fault(FaultKind.END, 5)
    assert fault(entries[:-3], head) == Fault(FaultKind.END, 3)
    assert fault([], head) == Fault(FaultKind.END, 0)


def test_the_trail_of_a_whole_assessment_is_missed():
    entries, head = the_trail()
    left = [entry for entry in entries if entry.content.assessment == ONE]

    found = fault(left, head)

    assert found is not None
    assert (found.kind, found.place) == (FaultKind.REMOVED, 4)


def test_entries_that_changed_places_are_named():
    entries, head = the_trail()
    entries[3], entries[4] = (
        replace(entries[4], place=4),
        replace(entries[3], place=5),
    )

    found = fault(entries, head)

    assert found is not None
    assert (found.kind, found.place) == (FaultKind.REORDERED, 4)


def test_entries_of_one_assessment_that_changed_places_are_named():
    entries, head = the_trail()
    entries[1], entries[3] = (
        replace(entries[3], place=2),
        replace(entries[1], place=4),
    )

    found = fault(entries, head)

    assert found is not None
    assert (found.kind, found.place) == (FaultKind.REORDERED, 2)


def test_an_inserted_entry_is_named():
    entries, head = the_trail()
    contents = [entry.content for entry in entries[:3]]
    forged = a_trail(*contents, a_content(ONE, 9))[0][3]
    later = [replace(e, place=e.place + 1) for e in entries[3:]]

    found = fault([*entries[:3], forged, *later], head)

    assert found is not None
    assert found.kind in {FaultKind.INSERTED, FaultKind.REORDERED}
    assert found.place in {4, 5}


def test_an_entry_added_without_moving_the_head_is_found():
    entries, head = the_trail()
    longer, _ = a_trail(*(e.content for e in entries), a_content(TWO, 7))

    assert fault(longer, head) == Fault(FaultKind.INSERTED, 7)


def test_a_trail_made_anew_from_the_start_is_found_by_a_noted_head():
    entries, _ = the_trail()
    noted = Head(4, entries[3].head[:16])
    forged = [entry.content for entry in entries]
    forged[2] = replace(forged[2], new={"note": "forged"})
    anew, end = a_trail(*forged)

    assert fault(anew, end) is None  # nothing inside can tell
    assert fault(anew, end, noted) == Fault(FaultKind.NOTED, 4)
    assert fault(entries[:2], Head(2, entries[1].head), noted) == Fault(
        FaultKind.NOTED, 2
    )


def test_an_erased_name_leaves_the_chain_whole_when_it_is_told():
    entries, _ = a_trail(
        a_content(ONE, 1),
        a_content(ONE, 2, actor=8, action="erased", new={"actor": 7, "names": 1}),
    )
    end = Head(2, entries[1].head)
    erased = replace(changed(entries[0], name=""), name_salt="")

    assert digest_of(erased) == erased.digest
    assert fault([erased, entries[1]], end) is None


def test_an_erased_content_leaves_the_chain_whole_when_it_is_told():
    entries, end = a_trail(
        a_content(ONE, 1),
        a_content(ONE, 2, action="erased", new={"entries": [1], "reason": "a name"}),
    )
    erased = replace(changed(entries[0], old=None, new=None), content_salt="")

    assert fault([erased, entries[1]], end) is None


@pytest.mark.parametrize("part", ["name", "content"])
def test_what_is_emptied_without_a_word_is_found(part: str):
    entries, end = the_trail()
    gone = {"name": ""} if part == "name" else {"old": None, "new": None}
    entries[2] = replace(changed(entries[2], **gone), **{f"{part}_salt": ""})

    found = fault(entries, end)

    assert found == Fault(FaultKind.ERASED, 3)


def test_an_emptied_entry_that_says_something_else_is_changed():
    entries, end = the_trail()
    entries[2] = replace(changed(entries[2], name="Ben"), name_salt="")

    found = fault(entries, end)

    assert found is not None
    assert (found.kind, found.place) == (FaultKind.CHANGED, 3)
