"""Every page that lists something: as many queries for much as for little, a part at a time.

What a page can list is written down here for every address that is opened; one that is
missing fails the test.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select

from assessment.domain.people.teams import TeamRole
from assessment.domain.records import AuditAction
from assessment.services.people.accounts import find_account
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.storage.assessments.trail import audit_values, write_down
from assessment.storage.tables import (
    ASSESSMENTS,
    COMMENTS,
    account_table,
    assignment_table,
    invitation_table,
    membership_table,
    team_table,
)
from tests.databases import NOON, STAMP, counted_queries
from tests.integration.web.test_every_door import doors
from tests.teams import OURS
from tests.web import AuditedClient, Site

FEW, MANY = 3, 300
ASSESSMENTS_STORED = 1000
COLLEAGUES = 100
"""So many contribute to one team: ten times what a country needs. All of them can be chosen
in one box."""
WEIGHT = 60_000
"""Bytes of a page (DESIGN 12)."""

LISTS = {
    "start.home": ("coordinator", "/", "/?shelf=archive"),
    "comparison.choose": ("coordinator", "/compare/choose"),
    "comparison.show": ("coordinator", "/compare"),
    "asked.show": ("contributor", "/asked"),
    "teams.index": ("administrator", "/teams"),
    "teams.show": ("coordinator", f"/teams/{OURS}"),
    "invitations.of_team": ("coordinator", f"/teams/{OURS}/invitations"),
    "invitations.of_site": ("administrator", "/administrators/invitations"),
    "administration.accounts": ("administrator", "/administrators/accounts"),
    "administration.trail": ("administrator", "/administrators/accounts/trail"),
    "delegation.show": ("coordinator", "/assessments/{key}/asked"),
    "talk.show_open": ("coordinator", "/assessments/{key}/comments"),
    "history.whole": ("coordinator", "/assessments/{key}/history"),
    "history.of_indicator": (
        *("coordinator", "/assessments/{key}/indicators/law/history"),
    ),
    "wizard.indicator": ("coordinator", "/assessments/{key}/indicators/law"),
    "wizard.tasks": ("coordinator", "/assessments/{key}/"),
    "rounds.show": ("coordinator", "/assessments/{key}/stand"),
    "manage.show": ("coordinator", "/assessments/{key}/manage"),
    "account.show": ("coordinator", "/account"),
}
"""Route -> who looks at it, and where; all of it grows with what is made below."""

SHOWN_ELSEWHERE = {
    "published.index": "test_published.py",
    "published.show": "test_published.py",
    "published.point": "test_published.py",
    "published.lens": "test_published.py",
    "replies.show": "test_voices.py",
    "voices.beside": "test_voices.py",
    "voices.new": "test_voices.py",
    "review.show": "test_review.py",
}
"""What is published, and other voices: these files count the queries of them."""

BY_THE_FRAMEWORK = {
    *("carried.next_round", "carried.progress", "carried.show", "editions.show"),
    *("evidence.register", "method.show", "plan.item", "plan.followed_up"),
    *("plan.show", "plan.target", "plan.targets", "results.explain"),
    *("results.explain_group_score", "results.explain_indicator", "results.gaps"),
    *("results.lens", "results.overview", "wizard.profile"),
}
"""Lists that grow with the questions alone, or with the documents that answers may name;
the longer ones are shown a part at a time, too."""

ONE_THING = {
    *("account.ask_erasure", "administration.ask_deactivation", "evidence.mend"),
    *("imports.bring_in", "invitations.show", "published.waiting", "replies.form"),
    *("reports.waiting", "second_factor.of_team", "start.exercises", "start.language"),
    *("start.new", "teams.new", "verify.show"),
}
"""Forms and answers; those that offer teams offer the person's own."""

FILES = {
    *("account.data", "administration.trail_table", "comparison.download"),
    *("evidence.download", "evidence.export", "history.table", "plan.calendar"),
    *("plan.workbook", "published.portable", "published.report", "published.table"),
    *("reports.download", "results.export", "review.table"),
}
"""Handed out whole: that is what they are for."""


def test_every_page_says_what_it_lists(site: Site) -> None:
    opened = {door.name[0] for door in doors(site) if door.method == "GET"}

    assert opened == LISTS.keys() | SHOWN_ELSEWHERE.keys() | BY_THE_FRAMEWORK | (
        ONE_THING | FILES
    )
    for file in set(SHOWN_ELSEWHERE.values()):
        assert "counted_queries" in (Path(__file__).parent / file).read_text("utf-8")


def account(site: Site, who: str) -> int:
    found = find_account(site.store, DEMO_PEOPLE[who].email)
    assert found is not None
    return found.id


def copies(site: Site, key: UUID, count: int, **given: Any) -> list[UUID]:
    """Store *count* assessments like *key*, without their pages."""
    ids = [uuid4() for _ in range(count)]
    with site.store.writing() as session:
        query = select(ASSESSMENTS).where(ASSESSMENTS.c.id == key)
        like = dict(session.execute(query).one()._mapping)
        rows = [like | {"id": each} | given for each in ids]
        if rows:
            session.execute(insert(ASSESSMENTS), rows)
    return ids


def people(site: Site, count: int) -> list[int]:
    """Store *count* contributors of our team."""
    rows = [
        {
            "email": f"{uuid4().hex}@example.org",
            "name": f"Somebody {n}",
            "active": True,
            "fs_uniquifier": uuid4().hex,
            "created_at": NOON,
        }
        for n in range(count)
    ]
    with site.store.writing() as session:
        made = session.scalars(
            insert(account_table).returning(account_table.c.id), rows
        )
        ids = list(made)
        roles = [
            {"team_id": OURS, "account_id": id_, "role": TeamRole.CONTRIBUTOR.value}
            for id_ in ids
        ]
        session.execute(insert(membership_table), roles)
    return ids


def asks(of: dict[UUID, list[int]]) -> list[dict[str, Any]]:
    return [
        {
            "id": uuid4(),
            "assessment_id": key,
            "account_id": id_,
            "kind": "indicator",
            "key": "law",
            "note": "",
            "asked_at": NOON,
            "hand_back_note": "",
        }
        for key, accounts in of.items()
        for id_ in accounts
    ]


def invitations(count: int, team: UUID | None) -> list[dict[str, Any]]:
    return [
        {
            "id": uuid4(),
            "digest": uuid4().hex * 2,
            "email": f"{uuid4().hex}@example.org",
            "team_id": team,
            "roles": "reader",
            "language": "en",
            "made_at": NOON,
            "ends_at": NOON + timedelta(days=7),
        }
        for _ in range(count)
    ]


def comments(key: UUID, count: int) -> list[dict[str, Any]]:
    return [
        {
            "id": uuid4(),
            "assessment_id": key,
            "indicator_key": "law",
            "at": NOON,
            "author": "Mara",
            "text": "Which decree?",
            "is_return": False,
        }
        for _ in range(count)
    ]


def grow(site: Site, key: UUID, count: int, stored: int) -> None:
    """Let there be *count* more of everything, and *stored* more assessments."""
    ours = copies(site, key, stored)
    copies(site, key, stored, shelf="archive")
    contributors = people(site, min(count, COLLEAGUES))
    mine = account(site, "contributor")
    team = {"kind": "organisation", "country": "", "created_at": NOON}
    with site.store.writing() as session:
        rows = [team | {"id": uuid4(), "name": uuid4().hex} for _ in range(count)]
        session.execute(insert(team_table), rows)
        of = {each: [mine] for each in ours[:count]}
        session.execute(insert(assignment_table), asks(of | {key: contributors}))
        sent = invitations(count, OURS) + invitations(count, None)
        session.execute(insert(invitation_table), sent)
        session.execute(insert(COMMENTS), comments(key, count))
        told = audit_values(key, STAMP, AuditAction.HANDED_BACK) | {"subject": "law"}
        moved = audit_values(key, STAMP, AuditAction.TAKEN_BACK) | {
            "old": {"state": "in-review"},
            "new": {"state": "draft", "reason": "It was too early."},
        }
        write_down(session, [told, moved] * count)


@pytest.fixture
def key(site: Site) -> UUID:
    """A draft that is asked of the contributor."""
    site.signed_in()
    return site.begin()


def measured(
    site: Site, clients: dict[str, AuditedClient], key: UUID
) -> dict[str, tuple[int, int]]:
    """Return how many queries each list takes once warm, and how long its page is."""
    found = {}
    for who, *paths in LISTS.values():
        for path in (each.format(key=key) for each in paths):
            assert clients[who].get(path).status_code == 200, path
            with counted_queries(site.store.engine) as queries:
                page = clients[who].get(path)
            found[path] = (len(queries), len(page.data))
    return found


def test_every_list_takes_as_many_queries_for_much_as_for_little_and_has_pages(
    site: Site, key: UUID
) -> None:
    who = {each[0] for each in LISTS.values()}
    clients = {each: site.signed_in(each) for each in who}
    grow(site, key, FEW, FEW)
    few = measured(site, clients, key)
    grow(site, key, MANY, ASSESSMENTS_STORED)

    many = measured(site, clients, key)

    assert {path: n for path, (n, _) in many.items()} == {
        path: n for path, (n, _) in few.items()
    }
    heavy = {path: weight for path, (_, weight) in many.items() if weight > WEIGHT}
    assert not heavy


@pytest.mark.parametrize(
    "path",
    ["/teams", f"/teams/{OURS}", f"/teams/{OURS}/invitations"],
)
def test_lists_of_people_lead_on_and_end(site: Site, key: UUID, path: str) -> None:
    grow(site, key, 120, 120)
    client = site.signed_in("administrator")

    first, second = client.get(path).text, client.get(f"{path}?page=2").text

    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    for beyond in ("99", "0", "-1", "1000000000000000000000"):
        assert client.get(f"{path}?page={beyond}").status_code == 404


def test_what_is_open_stays_on_the_page_however_much_was_settled(
    site: Site, key: UUID
) -> None:
    with site.store.writing() as session:
        opened = comments(key, 1)[0] | {"text": "Is this still so?"}
        at = NOON + timedelta(minutes=1)
        settled = [
            row | {"at": at, "settled_at": at, "settled_by": "Mara"}
            for row in comments(key, 150)
        ]
        session.execute(insert(COMMENTS), [opened])
        session.execute(insert(COMMENTS), settled)

    page = site.signed_in().get(f"/assessments/{key}/indicators/law").text

    assert "Is this still so?" in page
    assert page.count("Which decree?") == 30
    assert "120 earlier comments stand in the history." in page
