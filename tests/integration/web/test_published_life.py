"""A round goes its whole way, and visitors see at each step what they should."""

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from assessment.domain.people.may import Visibility
from assessment.domain.records import Actor, Stamp
from assessment.services.assessments.reading import load_assessment
from assessment.services.rounds.moving import clear, hand_on, return_
from assessment.services.rounds.publishing import change_visibility, publish, withdraw
from tests.builders import an_answer_at
from tests.databases import NOON, STAMP
from tests.web import Site

OLGA = Stamp(Actor(None, "Olga"), NOON + timedelta(hours=1))


def cleared(site: Site, key: UUID) -> str:
    """Hand *key* on and clear it; return the code."""
    hand_on(site.store, site.framework, key, stamp=STAMP)
    seen = load_assessment(site.store, key).revision
    snapshot = clear(
        site.store,
        site.framework,
        key,
        name="Olga",
        function="Director",
        seen=seen,
        stamp=OLGA,
    )
    return snapshot.code


def published(site: Site, key: UUID, visibility: Visibility, hours: int = 2) -> None:
    stamp = Stamp(Actor(None, "Anna"), NOON + timedelta(hours=hours))
    publish(site.store, site.framework, key, visibility=visibility, stamp=stamp)


def test_what_visitors_see_follows_every_move(site: Site) -> None:
    by_key = site.framework.indicators_by_key
    key = site.begin(**{k: an_answer_at(by_key[k], 2) for k in by_key})
    visitor = site.client()

    def sees(code: str, path: str = "") -> int:
        return visitor.get(f"/published/{code}{path}").status_code

    code = cleared(site, key)
    assert sees(code) == 404  # cleared is not published

    published(site, key, Visibility.ALL)
    assert sees(code) == 200
    portable = visitor.get(f"/published/{code}/assessment.json").data
    page = visitor.get(f"/published/{code}").text
    assert sha256(portable).hexdigest() in page
    assert "Olga" in page

    for visibility, level, whole in (
        (Visibility.SCORES, 200, 403),
        (Visibility.BANDS, 404, 403),
        (Visibility.NOTHING, 404, 404),
        (Visibility.ALL, 200, 200),
    ):
        change_visibility(
            site.store, key, visibility=visibility, reason="Decided.", stamp=STAMP
        )
        assert sees(code, "/points/care") == level, visibility
        assert sees(code, "/assessment.json") == whole, visibility

    # Back to a draft and worked on: what was published stays as it was signed.
    return_(
        site.store, site.framework, key, reason="To correct.", remarks={}, stamp=OLGA
    )
    site.answered_by_ben(key, "law", an_answer_at(by_key["law"], 4), seen=1)
    assert visitor.get(f"/published/{code}/assessment.json").data == portable

    corrected = cleared(site, key)
    published(site, key, Visibility.ALL, hours=5)
    assert corrected != code
    old = visitor.get(f"/published/{code}")
    assert "Superseded" in old.text
    assert f'href="/published/{corrected}"' in old.text
    listed = visitor.get("/published").text
    assert corrected in listed
    assert code not in listed

    withdraw(site.store, key, reason="A mistake.", stamp=STAMP)
    assert sees(code) == sees(corrected) == 410
    assert "Nothing is published yet." in visitor.get("/published").text
