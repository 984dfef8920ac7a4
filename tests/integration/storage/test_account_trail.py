"""What happens to accounts is a chain of the one trail: tampering is found, names can go."""

import json

import pytest
from sqlalchemy import text

from assessment.domain.people.events import ACCOUNTS, AccountEvent, about_account
from assessment.domain.people.invitations import Offer
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import Actor, Stamp
from assessment.domain.trail import FaultKind
from assessment.services.history.checking import check_stored_trail
from assessment.services.people.accounts import create_account
from assessment.services.people.invitations import (
    Newcomer,
    accept,
    invite,
    withdraw_invitation,
)
from assessment.services.people.invitations import list_invitations as invitations
from assessment.services.people.leaving import erase_account
from assessment.services.people.sessions import begin_session, end_session
from assessment.services.people.teams import change_member, set_administrator
from assessment.services.people.trail import account_trail, note
from assessment.storage.engine import Store
from tests.databases import NOON, STAMP
from tests.integration.storage.test_trail import answered, begun, tamper
from tests.teams import OURS, a_team

PASSWORD = "not in the trail, ever"
READER = frozenset({TeamRole.READER})


def a_life(store: Store) -> int:
    """Let Zoe be invited, come in, sign in and out; return her account."""
    a_team(store)
    offer = Offer("zoe@example.org", OURS, READER, "en")
    token = invite(store, offer, stamp=STAMP)
    zoe = accept(store, token, Newcomer("", "Zoe", PASSWORD), NOON)
    visit = begin_session(store, zoe.id, NOON, browser="Firefox, Linux")
    end_session(store, visit, NOON)
    return zoe.id


def told(store: Store) -> list[tuple[str, str, str]]:
    """Return who did what to whom, oldest first."""
    entries = account_trail(store).entries
    return [(e.actor.name, e.what.value, e.whom) for e in reversed(entries)]


def test_a_life_of_an_account_is_written_down(store: Store) -> None:
    zoe, ben = a_life(store), "ben@example.org"
    change_member(store, OURS, zoe, [TeamRole.CONTRIBUTOR], stamp=STAMP)
    change_member(store, OURS, zoe, [TeamRole.CONTRIBUTOR], stamp=STAMP)  # nothing new
    set_administrator(store, "zoe@example.org", is_one=True, stamp=STAMP)
    invite(store, Offer(ben, OURS, READER, "en"), stamp=STAMP)
    (first,) = (i for i in invitations(store, OURS) if i.offer.email == ben)
    for _ in range(2):
        withdraw_invitation(store, OURS, first.id, stamp=STAMP)

    assert told(store) == [
        ("Anna", "invited", "zoe@example.org"),
        ("Zoe", "account-made", "Zoe"),
        ("Zoe", "invitation-used", "zoe@example.org"),
        ("Zoe", "roles", "Zoe"),
        ("Zoe", "signed-in", "Zoe"),
        ("Zoe", "signed-out", "Zoe"),
        ("Anna", "roles", "Zoe"),
        ("Anna", "administrator", "Zoe"),
        ("Anna", "invited", ben),
        ("Anna", "invitation-withdrawn", ben),
    ]
    roles = next(e for e in account_trail(store).entries if isinstance(e.old, dict))
    assert (roles.old, roles.new) == (
        {"team": str(OURS), "roles": ["reader"]},
        {"team": str(OURS), "roles": ["contributor"]},
    )
    check = check_stored_trail(store)
    assert (check.fault, check.head.entries) == (None, 10)


def test_accounts_and_assessments_share_one_line(store: Store) -> None:
    a_life(store)
    key = begun(store)
    create_account(store, "ben@example.org", password=None, now=NOON)
    answered(store, key, "k0", "first")

    with store.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT place, number FROM audit_entry ORDER BY place")
        ).all()
    # Places have no gaps; each chain counts its own entries.
    assert [row.place for row in rows] == list(range(1, 10))
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6, 1, 7, 2]
    assert check_stored_trail(store).fault is None


@pytest.mark.parametrize(
    ("kind", "place", "statements"),
    [
        (
            *(FaultKind.CHANGED, 1),
            ["UPDATE audit_entry SET actor_name = 'X' WHERE place = 1"],
        ),
        (
            *(FaultKind.CHANGED, 4),
            ["UPDATE audit_entry SET subject = 'account:99' WHERE place = 4"],
        ),
        (
            *(FaultKind.CHANGED, 5),
            ['UPDATE audit_entry SET new = \'{"browser": ""}\' WHERE place = 5'],
        ),
        (FaultKind.REMOVED, 4, ["DELETE FROM audit_entry WHERE place = 3"]),
        (FaultKind.END, 5, ["DELETE FROM audit_entry WHERE place = 6"]),
        (
            *(FaultKind.REORDERED, 2),
            [
                "UPDATE audit_entry SET place = 99 WHERE place = 2",
                "UPDATE audit_entry SET place = 2 WHERE place = 3",
                "UPDATE audit_entry SET place = 3 WHERE place = 99",
            ],
        ),
        (
            *(FaultKind.ERASED, 5),
            [
                "UPDATE audit_entry SET old = NULL, new = NULL WHERE place = 5",
                "UPDATE audit_entry SET content_salt = '' WHERE place = 5",
            ],
        ),
    ],
    ids=[
        *("changed-name", "changed-whom", "changed-content", "removed"),
        *("removed-last", "reordered", "emptied"),
    ],
)
def test_tampering_with_the_trail_of_accounts_is_found(
    store: Store, kind: FaultKind, place: int, statements: list[str]
) -> None:
    a_life(store)

    tamper(store, *statements)

    fault = check_stored_trail(store).fault
    assert fault is not None
    assert (fault.kind, fault.place) == (kind, place)
    # The end of the whole trail is that of no one chain.
    assert fault.assessment in {ACCOUNTS, None}


def test_an_erased_account_leaves_no_name_and_the_chain_holds(store: Store) -> None:
    zoe = a_life(store)
    moved = (AccountEvent.ADDRESS, zoe, "zoe@example.org", "z@example.org")
    note(store, Stamp(Actor(zoe, "Zoe"), NOON), about_account(*moved))

    erase_account(store, zoe, NOON, secret="s" * 32, by=Actor(77, "Ana"))

    entries = account_trail(store).entries
    assert {e.actor.name for e in entries if e.actor.id == 77} == {"Ana"}
    assert [e.what for e in entries if e.is_emptied] == [AccountEvent.ADDRESS]
    assert {e.whom for e in entries} == {""}
    with store.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM audit_entry")).mappings().all()
    kept = json.dumps([dict(row) for row in rows], default=str)
    assert "Zoe" not in kept
    assert "example.org" not in kept
    assert check_stored_trail(store).fault is None


def test_no_secret_enters_the_trail(store: Store) -> None:
    a_team(store)
    offer = Offer("zoe@example.org", OURS, READER, "en")
    token = invite(store, offer, stamp=STAMP)
    zoe = accept(store, token, Newcomer("", "Zoe", PASSWORD), NOON)
    visit = begin_session(store, zoe.id, NOON)

    with store.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM audit_entry")).mappings().all()

    kept = json.dumps([dict(row) for row in rows], default=str)
    for secret in (PASSWORD, token, visit, "argon2"):
        assert secret not in kept
