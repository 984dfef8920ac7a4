"""``/verify``: what it says of a code, what it does not show, and how often one may guess."""

import pytest

from assessment.domain.people.may import Visibility
from assessment.domain.rounds.snapshot import Snapshot
from assessment.reporting.shapes.seal import grouped
from assessment.services.rounds.moving import clear, hand_on, return_
from assessment.services.rounds.publishing import publish, withdraw
from tests.builders import an_answer_at
from tests.databases import STAMP
from tests.web import Site

SHOWN = [v for v in Visibility if v is not Visibility.NOTHING]


def cleared(site: Site) -> Snapshot:
    key = site.begin(
        {"coast": ("yes",)},
        **{i.key: an_answer_at(i, 2) for i in site.framework.indicators},
    )
    hand_on(site.store, site.framework, key, stamp=STAMP)
    return clear(
        site.store,
        site.framework,
        key,
        name="A. Head",
        function="Minister of Justice",
        seen=site.stored(key).revision,
        stamp=STAMP,
    )


def published(site: Site, visibility: Visibility) -> Snapshot:
    snapshot = cleared(site)
    publish(
        site.store,
        site.framework,
        snapshot.assessment,
        visibility=visibility,
        stamp=STAMP,
    )
    return snapshot


def ask(site: Site, code: str) -> str:
    response = site.client().get("/verify", query_string={"code": code})
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    return response.text.partition("<main")[2]


def test_anybody_finds_the_page_and_nothing_is_asked_yet(site: Site) -> None:
    client = site.client()

    assert 'href="/verify"' in client.get("/sign-in").text
    page = client.get("/verify")
    assert page.status_code == 200
    assert "What this proves" not in page.text


@pytest.mark.parametrize("visibility", SHOWN)
def test_what_is_published_is_named_with_digest_day_and_function(
    site: Site, visibility: Visibility
) -> None:
    snapshot = published(site, visibility)

    said = ask(site, snapshot.code.lower().replace("-", " "))

    for wanted in (
        *(snapshot.code, grouped(snapshot.digest), "4 May 2026", "Samplia", "2026"),
        *("Minister of Justice", "It is published.", "does not prove that the answers"),
    ):
        assert wanted in said
    assert "A. Head" not in said


def test_what_is_not_shown_is_not_named(site: Site) -> None:
    def looks(snapshot: Snapshot, now: str) -> None:
        said = ask(site, snapshot.code)
        assert now in said
        assert grouped(snapshot.digest) in said
        for secret in ("Samplia", "Minister of Justice", "An error."):
            assert secret not in said

    looks(published(site, Visibility.NOTHING), "It is published.")
    looks(cleared(site), "It is not published.")
    gone = published(site, Visibility.ALL)
    withdraw(site.store, gone.assessment, reason="An error.", stamp=STAMP)
    looks(gone, "It was withdrawn from publication.")


def test_what_was_taken_back_does_not_stand(site: Site) -> None:
    snapshot = cleared(site)
    return_(
        site.store,
        site.framework,
        snapshot.assessment,
        reason="A wrong date.",
        remarks={},
        stamp=STAMP,
    )

    said = ask(site, snapshot.code)

    assert "does not stand as cleared any more" in said
    assert "A wrong date." not in said


def test_a_newer_round_is_told_of(site: Site) -> None:
    older, newer = (published(site, Visibility.BANDS) for _ in range(2))

    assert "something newer has taken its place" in ask(site, older.code)
    assert "something newer" not in ask(site, newer.code)


def test_an_unknown_code_is_answered_honestly_and_a_mistyped_one_as_such(
    site: Site,
) -> None:
    client = site.client()

    unknown = client.get("/verify?code=0000-0000-00000")
    assert unknown.status_code == 404
    assert "Nothing was ever cleared here under 0000-0000-00000" in unknown.text
    assert "does not prove that the report is false" in unknown.text
    mistyped = client.get("/verify?code=0000-0000-00001")
    assert mistyped.status_code == 422
    assert "a letter is wrong" in mistyped.text
    hostile = client.get("/verify", query_string={"code": "<script>" * 50})
    assert hostile.status_code == 422
    assert "<script>alert" not in hostile.text


def test_guessing_is_slowed_down_and_asking_for_what_is_known_is_not(
    site: Site,
) -> None:
    snapshot, client = published(site, Visibility.BANDS), site.client()

    for _ in range(15):
        assert (
            client.get("/verify", query_string={"code": snapshot.code}).status_code
            == 200
        )
    answers = [
        client.get("/verify?code=0000-0000-00000").status_code for _ in range(12)
    ]

    assert answers[:10] == [404] * 10
    assert answers[10:] == [429, 429]
