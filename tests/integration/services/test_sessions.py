"""Sessions that the server ends, and counted attempts, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy import func, select

from assessment.services.people.accounts import create_account, set_password
from assessment.services.people.sessions import (
    IDLE,
    MOST_SESSIONS,
    begin_session,
    end_session,
    end_sessions,
    find_visitor,
)
from assessment.storage.engine import Store
from assessment.storage.people.attempts import DatabaseAttempts
from assessment.storage.tables import (
    account_session_table,
    account_table,
    attempt_table,
)
from tests.databases import NOON, STAMP

EMAIL, PASSWORD = "anna@example.org", "several words in a row"


def account_key(store: Store) -> str:
    """Return what the account is called in sessions."""
    wanted = select(account_table.c.fs_uniquifier).where(account_table.c.email == EMAIL)
    with store.reading() as session:
        return str(session.scalar(wanted))


def begun(store: Store) -> tuple[int, str]:
    """Make the account; return its id and a session of it."""
    account = create_account(store, EMAIL, password=PASSWORD, now=NOON)
    return account.id, begin_session(store, account.id, NOON)


def is_open(store: Store, token: str, now: datetime = NOON) -> bool:
    """Return whether *token* opens anything."""
    return find_visitor(store, token, account_key(store), now) is not None


def test_a_session_ends_alone_or_with_all_others_of_its_account(store: Store) -> None:
    account, first = begun(store)
    second, third = (begin_session(store, account, NOON) for _ in range(2))

    end_session(store, first, NOON)
    after_one = [is_open(store, token) for token in (first, second, third)]
    ended = end_sessions(store, EMAIL.upper(), stamp=STAMP)

    assert after_one == [False, True, True]
    assert ended == 2
    assert not is_open(store, second)


def test_a_new_password_ends_every_session(store: Store) -> None:
    _, token = begun(store)

    set_password(store, EMAIL, "other words in a row", NOON)

    assert not is_open(store, token)


def test_a_clock_that_was_set_back_ends_no_session(store: Store) -> None:
    _, token = begun(store)

    assert is_open(store, token, NOON - timedelta(days=400))
    assert is_open(store, token, NOON + IDLE)
    # The visit was noted, so that the time begins anew.
    assert is_open(store, token, NOON + 2 * IDLE)
    assert not is_open(store, token, NOON + 3 * IDLE + timedelta(seconds=1))


def test_the_database_holds_no_token(store: Store) -> None:
    _, token = begun(store)

    with store.reading() as session:
        rows = session.execute(select(account_session_table)).all()

    assert len(rows) == 1
    assert token not in str(rows)


def test_sessions_do_not_pile_up(store: Store) -> None:
    account, first = begun(store)

    for minute in range(MOST_SESSIONS):
        begin_session(store, account, NOON + timedelta(minutes=minute + 1))

    assert not is_open(store, first)
    later = NOON + 2 * IDLE
    begin_session(store, account, later)
    with store.reading() as session:
        count = select(func.count()).select_from(account_session_table)
        assert session.scalar(count) == 1


def test_attempts_are_counted_by_all_processes_together(store: Store) -> None:
    counters = [DatabaseAttempts(store=store, now=lambda: NOON) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda n: counters[n % 4].incr("k", 60), range(40)))

    assert sorted(counts) == list(range(1, 41))
    assert counters[0].get("k") == 40
    assert counters[0].get_expiry("k") == (NOON + timedelta(seconds=60)).timestamp()


def test_attempts_end_with_their_window_and_are_forgotten(store: Store) -> None:
    clock = [NOON]
    counter = DatabaseAttempts(store=store, now=lambda: clock[0])
    for key in ("a", "b", "c"):
        counter.incr(key, 60)

    clock[0] += timedelta(seconds=61)
    again = counter.incr("a", 60)

    assert (counter.get("b"), again) == (0, 1)
    with store.reading() as session:
        assert session.scalars(select(attempt_table.c.key)).all() == ["a"]
    counter.clear("a")
    assert counter.get("a") == 0
    assert counter.reset() == 0
    assert counter.check()
