"""What moved since the last round, on a page, and only for who sees the whole."""

from pathlib import Path
from uuid import UUID

import pytest

from assessment.domain.people.may import Visibility
from assessment.domain.records import PageKey
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.recording import record_answer
from assessment.services.rounds.carrying import RoundStart, start_round
from assessment.services.rounds.last_round import last_round
from assessment.services.rounds.moving import clear, hand_on, take_back
from assessment.services.rounds.publishing import publish
from assessment.storage.engine import Store
from tests.builders import an_answer, an_assessment
from tests.databases import STAMP
from tests.teams import in_our_team
from tests.two_editions import AFTER, ANSWERS, BEFORE, keep_both
from tests.web import Site, web_app


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Site:
    keep_both(store)
    return Site(web_app(store, tmp_path, AFTER, demo=True), store, AFTER)


def the_last(site: Site) -> UUID:
    whole = an_assessment(BEFORE, ANSWERS, code="XS", period="2025")
    team = in_our_team(site.store)
    return create_assessment(site.store, BEFORE, whole, stamp=STAMP, team=team).id


def the_next(site: Site, last: UUID, *, into_new: bool) -> UUID:
    start = RoundStart("2026", edition=AFTER if into_new else None)
    return start_round(site.store, BEFORE, last, start, stamp=STAMP).id


def published(site: Site, key: UUID) -> None:
    hand_on(site.store, BEFORE, key, stamp=STAMP)
    seen = site.stored(key).revision
    signed = {"name": "A. Person", "function": "Head of unit"}
    clear(site.store, BEFORE, key, **signed, seen=seen, stamp=STAMP)
    publish(site.store, BEFORE, key, visibility=Visibility.SCORES, stamp=STAMP)


def answer(site: Site, key: UUID, indicator: str, seen: int, *met: str) -> None:
    framework = BEFORE if site.stored(key).edition.edition == "2025" else AFTER
    page = PageKey(key, indicator)
    record_answer(site.store, framework, page, an_answer(*met), seen=seen, stamp=STAMP)


def test_what_moved_is_told_with_where_it_comes_from(site: Site) -> None:
    key = the_next(site, the_last(site), into_new=False)
    answer(site, key, "law", 1, "c1", "c2", "c3", "c4")

    page = site.signed_in().get(f"/assessments/{key}/progress").text

    assert "Beside the round of 2025." in page
    assert "It was not published: it is compared as it is stored." in page
    assert "4 indicators are answered in both rounds" in page
    assert ">higher</span>" in page
    assert "3 answers of this round are not confirmed yet" in page
    assert "The new edition of the questions" not in page
    results = site.signed_in().get(f"/assessments/{key}/results/").text
    assert f"/assessments/{key}/progress" in results


def test_another_edition_is_told_apart(site: Site) -> None:
    key = the_next(site, the_last(site), into_new=True)
    answer(site, key, "data", 1, "c1", "published")
    answer(site, key, "budget", 0, "c1")

    page = site.signed_in().get(f"/assessments/{key}/progress").text

    assert "The new edition of the questions: 2025 then, 2026 now" in page
    assert "Asked otherwise by the new edition" in page
    assert "New in this edition" in page
    assert "Asked in the last round and no more" in page
    assert "Lights in ports" in page


def test_a_published_round_is_compared_as_it_was_published(site: Site) -> None:
    last = the_last(site)
    published(site, last)
    key = the_next(site, last, into_new=False)
    take_back(site.store, last, reason="A mistake.", stamp=STAMP)
    answer(site, last, "law", 1)

    found = last_round(
        site.store, site.app.extensions["assessment"].frameworks.get, site.stored(key)
    )

    assert found is not None
    assert found.is_published
    assert found.said.assessment.answers["law"] == ANSWERS["law"]
    assert found.said.framework.edition == "2025"
    page = site.signed_in().get(f"/assessments/{key}/progress").text
    assert "It is compared as it was published." in page
    assert "No level changed." in page


def test_a_first_round_has_nothing_to_compare_with(site: Site) -> None:
    last = the_last(site)

    page = site.signed_in().get(f"/assessments/{last}/progress").text

    assert "There is no round before this one" in page
    results = site.signed_in().get(f"/assessments/{last}/results/").text
    assert f"/assessments/{last}/progress" not in results


def test_who_sees_a_part_is_told_nothing_of_the_whole(site: Site) -> None:
    key = the_next(site, the_last(site), into_new=False)

    assert site.signed_in("contributor").get(
        f"/assessments/{key}/progress"
    ).status_code in {403, 404}
    assert (
        site.signed_in("reader").get(f"/assessments/{key}/progress").status_code == 200
    )


def test_what_was_worked_out_follows_every_answer(site: Site) -> None:
    key = the_next(site, the_last(site), into_new=False)
    anna = site.signed_in()
    address = f"/assessments/{key}/progress"
    assert anna.get(address).text == anna.get(address).text
    assert ">higher</span>" not in anna.get(address).text

    answer(site, key, "law", 1, "c1", "c2", "c3", "c4")

    assert ">higher</span>" in anna.get(address).text
