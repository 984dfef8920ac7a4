"""Somebody was let in at the door; then the assessment moved on before they wrote.

On both databases. The move is held open in a transaction of its own while the other writes,
so that each test meets exactly the moment between asking and writing.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest

from assessment.config import Settings
from assessment.domain.people.asks import AskKind
from assessment.domain.people.invitations import Offer
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import AuditAction, PageKey
from assessment.domain.rounds.states import State
from assessment.errors import NotAllowedError
from assessment.services.assessments.reading import history
from assessment.services.delegation.asking import (
    Order,
    ask,
    change_ask,
    hand_back,
    reopen_ask,
    withdraw_ask,
)
from assessment.services.delegation.inviting import (
    ask_invited,
    change_invited_ask,
    withdraw_invited_ask,
)
from assessment.services.delegation.reminding import Postman, remind_of
from assessment.services.people.invitations import invite
from assessment.services.talk.commenting import (
    add_comment,
    comments_on,
    settle_comments,
)
from assessment.storage.engine import Store
from assessment.storage.rounds.mover import After, hold, move_held
from tests.databases import NOON
from tests.integration.services.test_delegation import (
    FRAMEWORK,
    HEALTH,
    LAW,
    OURS,
    STAMP,
    a_draft,
    a_person,
    by,
)

BEN = "ben@example.org"
Act = Callable[[Store], object]


class Scene:
    """A draft with all that can be written about besides its answers."""

    def __init__(self, store: Store) -> None:
        self.jonas = a_person(store, "jonas@example.org", TeamRole.CONTRIBUTOR)
        self.key = a_draft(store)
        self.page = PageKey(self.key, "law")
        order = Order(self.jonas, (HEALTH, LAW))
        self.health, law = ask(store, FRAMEWORK, self.key, order, STAMP)
        self.back = law.id
        assert hand_back(store, self.key, law.id, "", by(self.jonas))
        self.said = add_comment(store, self.page, "Which decree?", stamp=STAMP).id
        invite(
            store,
            Offer(BEN, OURS, frozenset({TeamRole.CONTRIBUTOR}), "en"),
            stamp=STAMP,
        )
        (self.invited,) = ask_invited(
            *(store, FRAMEWORK, self.key, Order(None, (LAW,))), email=BEN, stamp=STAMP
        )

    def acts(self) -> dict[str, Act]:
        """Return each way of writing."""
        key, more = self.key, (AskKind.INDICATOR, "data")
        day = {"due": None, "note": "Other", "stamp": STAMP}
        return {
            "comment": lambda s: add_comment(s, self.page, "Late.", stamp=STAMP),
            "settle": lambda s: settle_comments(s, self.page, [self.said], stamp=STAMP),
            "ask": lambda s: ask(s, FRAMEWORK, key, Order(self.jonas, (more,)), STAMP),
            "change": lambda s: change_ask(s, key, self.health.id, **day),
            "withdraw": lambda s: withdraw_ask(s, key, self.health.id, STAMP),
            "hand back": lambda s: hand_back(
                s, key, self.health.id, "", by(self.jonas)
            ),
            "reopen": lambda s: reopen_ask(s, key, self.back, STAMP),
            "ask invited": lambda s: ask_invited(
                *(s, FRAMEWORK, key, Order(None, (more,))), email=BEN, stamp=STAMP
            ),
            "change invited": lambda s: change_invited_ask(
                s, key, self.invited.id, **day
            ),
            "withdraw invited": lambda s: withdraw_invited_ask(
                s, key, self.invited.id, STAMP
            ),
        }


WAYS = (
    *("comment", "settle", "ask", "change", "withdraw", "hand back", "reopen"),
    *("ask invited", "change invited", "withdraw invited"),
)


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store)


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data_folder=tmp_path, secret_key="s" * 32)


def while_it_moves(store: Store, key: UUID, act: Act) -> object:
    """Do *act* while the assessment is being cleared; return what it came to."""
    with ThreadPoolExecutor(1) as thread:
        with store.writing() as session:
            held = hold(session, key)
            done = thread.submit(act, store)
            time.sleep(0.15)
            assert not done.done(), "it did not wait for the move"
            after = After(State.CLEARED, held.visibility, keeps_clearance=True)
            move_held(session, held, after, AuditAction.CLEARED, STAMP, {})
        return done.exception(timeout=20) or done.result()


@pytest.mark.parametrize("way", WAYS)
def test_what_the_state_forbids_meanwhile_is_refused(
    store: Store, scene: Scene, way: str
) -> None:
    before = len(history(store, scene.key))

    came_to = while_it_moves(store, scene.key, scene.acts()[way])

    assert isinstance(came_to, NotAllowedError), came_to
    assert "cleared" in str(came_to)
    (told,) = history(store, scene.key)[: len(history(store, scene.key)) - before]
    assert told.action is AuditAction.CLEARED, "and nothing else was written"
    assert [c.text for c in comments_on(store, scene.page)] == ["Which decree?"]
    assert comments_on(store, scene.page)[0].settled_at is None


def test_every_way_is_tried(scene: Scene) -> None:
    assert tuple(scene.acts()) == WAYS


@pytest.mark.parametrize("way", WAYS)
def test_the_same_goes_through_in_a_draft(store: Store, scene: Scene, way: str) -> None:
    before = len(history(store, scene.key))

    scene.acts()[way](store)

    assert len(history(store, scene.key)) == before + 1


def test_nobody_is_reminded_of_what_was_handed_on_meanwhile(
    store: Store, scene: Scene, settings: Settings, tmp_path
) -> None:
    later = NOON + timedelta(days=2)
    postman = Postman(store, settings, lambda _: FRAMEWORK, later)

    came_to = while_it_moves(store, scene.key, lambda _: remind_of(postman, scene.key))

    assert (came_to.written, came_to.failed) == (0, ())
    assert not (tmp_path / "outbox").exists()
