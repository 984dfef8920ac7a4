"""The stored trail: one line whoever writes, tampering is found, names can go."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from assessment.domain.answers import Answer, AnswerStatus
from assessment.domain.records import Actor, PageKey, Stamp
from assessment.domain.trail import FaultKind, TrailCheck
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.recording import record_answer
from assessment.services.history.checking import check_stored_trail
from assessment.storage.assessments.trail import all_entries, erase_contents, erase_name
from assessment.storage.engine import Store, make_engine, open_store
from assessment.storage.migrations import config_for
from tests.builders import a_framework, an_assessment, an_indicator
from tests.databases import NOON, STAMP
from tests.teams import a_team

KEYS = tuple(f"k{number}" for number in range(6))
FRAMEWORK = a_framework(*(an_indicator(key) for key in KEYS))
EVA = Stamp(Actor(7, "eva@example.org"), NOON)
CLERK = Stamp(Actor(8, "clerk@example.org"), NOON)


def begun(store: Store, stamp: Stamp = STAMP) -> UUID:
    return create_assessment(
        store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=stamp, team=a_team(store)
    ).id


def answered(store: Store, of: UUID, key: str, note: str, seen: int = 0) -> None:
    answer = Answer(AnswerStatus.ANSWERED, note=note)
    record_answer(store, FRAMEWORK, PageKey(of, key), answer, seen=seen, stamp=EVA)


def checked(store: Store) -> TrailCheck:
    return check_stored_trail(store)


def a_full_trail(store: Store) -> tuple[UUID, UUID]:
    """Return two assessments whose entries lie between each other: 1 2 3 4 5 6."""
    one, two = begun(store), begun(store)
    answered(store, one, "k0", "first")
    answered(store, two, "k0", "second")
    answered(store, one, "k1", "third")
    answered(store, one, "k2", "fourth")
    return one, two


def tamper(store: Store, *statements: str) -> None:
    """Do what only somebody with the whole database in their hands can do."""
    is_sqlite = store.engine.dialect.name == "sqlite"
    with store.engine.begin() as connection:
        if is_sqlite:
            for name in ("UPDATE", "DELETE"):
                connection.execute(text(f"DROP TRIGGER audit_entry_no_{name}"))
        else:
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        for statement in statements:
            connection.execute(text(statement))


def test_a_trail_as_it_was_written_holds(store: Store) -> None:
    assert checked(store).fault is None

    a_full_trail(store)

    check = checked(store)
    assert (check.fault, check.head.entries) == (None, 6)


@pytest.mark.parametrize(
    ("kind", "place", "statements"),
    [
        (
            FaultKind.CHANGED,
            3,
            ["UPDATE audit_entry SET actor_name = 'X' WHERE place = 3"],
        ),
        (
            FaultKind.CHANGED,
            4,
            ["UPDATE audit_entry SET subject = 'k5' WHERE place = 4"],
        ),
        (
            FaultKind.CHANGED,
            5,
            ['UPDATE audit_entry SET new = \'{"note": "forged"}\' WHERE place = 5'],
        ),
        (FaultKind.REMOVED, 4, ["DELETE FROM audit_entry WHERE place = 3"]),
        (FaultKind.END, 4, ["DELETE FROM audit_entry WHERE place > 4"]),
        (
            FaultKind.REMOVED,
            3,
            ["DELETE FROM audit_entry WHERE place IN (2, 4)"],
        ),
        (
            FaultKind.REORDERED,
            3,
            [
                "UPDATE audit_entry SET place = 99 WHERE place = 3",
                "UPDATE audit_entry SET place = 3 WHERE place = 4",
                "UPDATE audit_entry SET place = 4 WHERE place = 99",
            ],
        ),
        (
            FaultKind.ERASED,
            3,
            [
                "UPDATE audit_entry SET actor_name = '', name_salt = '' WHERE place = 3",
            ],
        ),
    ],
    ids=[
        *(
            "changed-name",
            "changed-subject",
            "changed-content",
            "removed",
            "removed-last",
        ),
        *("removed-whole-assessment", "reordered", "emptied"),
    ],
)
def test_tampering_is_found_and_the_entry_named(
    store: Store, kind: FaultKind, place: int, statements: list[str]
) -> None:
    a_full_trail(store)

    tamper(store, *statements)

    fault = checked(store).fault
    assert fault is not None
    assert (fault.kind, fault.place) == (kind, place)


def test_a_copied_entry_is_found(store: Store) -> None:
    a_full_trail(store)
    columns = (
        "at, actor_id, actor_name, action, subject, old, new, name_salt, name_digest, "
        "content_salt, content_digest, previous, digest, head"
    )

    tamper(
        store,
        f"INSERT INTO audit_entry (id, assessment_id, place, number, {columns}) "
        f"SELECT 99, assessment_id, 7, 5, {columns} FROM audit_entry WHERE place = 6",
    )

    fault = checked(store).fault
    assert fault is not None
    assert fault.place == 7


def test_only_erasing_changes_an_entry(store: Store) -> None:
    a_full_trail(store)

    for change in (
        "actor_name = 'X'",
        "actor_name = ''",
        "place = 99",
        "digest = ''",
        "new = '{}'",
        "content_salt = ''",
        "actor_name = '', name_salt = '', subject = 'k9'",
    ):
        with (
            pytest.raises(DBAPIError, match="never changed"),
            store.writing() as session,
        ):
            session.execute(text(f"UPDATE audit_entry SET {change} WHERE place = 3"))
    assert checked(store).fault is None


def test_many_writers_leave_one_line(store: Store) -> None:
    ids = [begun(store) for _ in range(3)]

    def write(number: int) -> None:
        answered(store, ids[number % 3], KEYS[number // 3 % 6], f"note {number}")

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(write, range(18)))

    check = checked(store)
    assert (check.fault, check.head.entries) == (None, 21)


def test_processes_leave_one_line(store: Store, database_url: str) -> None:
    ids = [begun(store) for _ in range(2)]
    program = (
        "import sys\n"
        "from uuid import UUID\n"
        "from assessment.storage.engine import open_store\n"
        "from tests.integration.storage.test_trail import KEYS, answered\n"
        "url, one = sys.argv[1:]\n"
        "store = open_store(url)\n"
        "for key in KEYS:\n"
        "    for seen in range(4):\n"
        "        answered(store, UUID(one), key, f'{key} {seen}', seen)\n"
    )

    running = [
        subprocess.Popen([sys.executable, "-c", program, database_url, str(one)])
        for one in ids
    ]

    assert [process.wait(120) for process in running] == [0, 0]
    check = checked(store)
    assert (check.fault, check.head.entries) == (None, 2 + 2 * 6 * 4)


def test_what_is_rolled_back_leaves_no_trace(store: Store) -> None:
    one = begun(store)

    def erase_and_fail() -> None:
        with store.writing() as session:
            erase_contents(session, one, [1], "a name", CLERK)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        erase_and_fail()

    check = checked(store)
    assert (check.fault, check.head.entries) == (None, 1)


def test_an_erased_name_is_gone_and_the_trail_holds(store: Store) -> None:
    a_full_trail(store)

    with store.writing() as session:
        assert erase_name(session, 7, CLERK) == 4

    with store.reading() as session:
        entries = list(all_entries(session))
        saved_by = session.scalars(text("SELECT saved_by FROM page")).all()
    names = [entry.content.name for entry in entries]
    assert names == ["Anna", "Anna", "", "", "", "", *["clerk@example.org"] * 2]
    assert set(saved_by) == {""}
    assert [entry.name_salt for entry in entries[2:6]] == [""] * 4
    assert checked(store).fault is None


def test_an_erased_content_is_gone_and_the_trail_says_who_took_it(store: Store) -> None:
    one, _ = a_full_trail(store)

    with store.writing() as session:
        assert erase_contents(session, one, [2], "a child was named", CLERK) == 1

    with store.reading() as session:
        entries = list(all_entries(session))
    assert (entries[2].content.new, entries[2].content_salt) == (None, "")
    assert entries[-1].content.new == {"entries": [2], "reason": "a child was named"}
    assert checked(store).fault is None
    assert erased_again(store, one) == 0


def erased_again(store: Store, one: UUID) -> int:
    with store.writing() as session:
        return erase_contents(session, one, [2], "again", CLERK)


def test_reopening_changes_nothing(store: Store, database_url: str) -> None:
    a_full_trail(store)
    before = checked(store)

    again = open_store(database_url)

    assert checked(again) == before
    again.close()


def test_entries_of_an_old_database_are_chained(empty_url: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    engine = make_engine(empty_url)
    with engine.execution_options(writes=True).begin() as connection:
        command.upgrade(config_for(connection), "0003")
        for statement in OLD_ROWS:
            connection.execute(text(statement))
    engine.dispose()

    store = open_store(empty_url)

    check = checked(store)
    assert (check.fault, check.head.entries) == (None, 3)
    with store.reading() as session:
        entries = list(all_entries(session))
    assert [(e.number, e.content.name) for e in entries] == [
        (1, "Anna"),
        (1, "Ben"),
        (2, "Anna"),
    ]
    assert entries[2].content.new == {"note": "é <&> ١٢"}
    store.close()


OLD_ROWS = [
    "INSERT INTO framework_edition VALUES ('f', '1', 'd', NULL)",
    *(
        "INSERT INTO assessment (id, framework, edition, digest, subject_code, "
        "subject_name, kind, period, language, scope, respondent, profile, "
        "profile_version, targets, plan, plan_version, answered, unknown, revision, "
        f"created_at, updated_at) VALUES ('{of}', 'f', '1', 'd', 'XA', '', 'training', "
        "'2026', 'en', 'full', '', '{}', 0, '{}', '[]', 0, 0, 0, 1, "
        "'2026-05-04 12:00:00.000000', '2026-05-04 12:00:00.000000')"
        for of in ("0" * 31 + "1", "0" * 31 + "2")
    ),
    *(
        "INSERT INTO audit_entry (assessment_id, at, actor_name, action, subject, new) "
        f"VALUES ('{'0' * 31}{of}', '2026-05-04 12:00:00.123456', '{name}', 'answer', "
        f"'law', '{{\"note\": \"é <&> ١٢\"}}')"
        for of, name in ((1, "Anna"), (2, "Ben"), (1, "Anna"))
    ),
]
"""What a database of the version before the chain holds."""
