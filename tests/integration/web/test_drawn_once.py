"""Pages that are drawn once: never older than what they show, never other figures."""

from collections.abc import Callable

import pytest
from markupsafe import Markup

from assessment.domain.answers import EvidenceItem
from assessment.domain.scale import scale_of
from assessment.domain.scoring import score_assessment
from assessment.services.history.erasing import erase_from_history
from assessment.services.history.reading import HistoryOrder, changes_of
from assessment.services.published.reading import published_version
from assessment.texts import texts_in
from assessment.web.rendering import Fragments
from tests.builders import an_answer, an_assessment
from tests.databases import STAMP, counted_queries
from tests.published import changed, published, superseded, withdrawn
from tests.web import AuditedClient, Site

ANSWERS = {"law": an_answer("c1"), "data": an_answer("c1"), "care": an_answer("c1")}


def shown(site: Site, visibility: str = "scores", **given: str) -> str:
    """Publish something about Samplia; return its code."""
    whole = an_assessment(site.framework, ANSWERS, **{"code": "XS", **given})
    return published(site.store, site.framework, whole, visibility)


def test_the_list_that_was_drawn_follows_every_change(site: Site) -> None:
    code, visitor = shown(site), site.client()
    assert "not shown" not in visitor.get("/published").text
    later = shown(site, period="2031")

    assert "2 published" in visitor.get("/published").text
    changed(site.store, code, visibility="bands")
    assert f'value="{code}"' not in visitor.get("/published").text
    superseded(site.store, code)
    assert "superseded" in visitor.get("/published").text
    withdrawn(site.store, code)
    assert f"/published/{code}" not in visitor.get("/published").text
    assert f"/published/{later}" in visitor.get("/published").text


@pytest.mark.parametrize(
    "act",
    [
        lambda site, code: changed(site.store, code, visibility="bands"),
        lambda site, code: superseded(site.store, code),
        lambda site, code: withdrawn(site.store, code),
        lambda site, _code: shown(site, period="2030"),
    ],
)
def test_every_change_of_what_is_public_counts(
    site: Site, act: Callable[[Site, str], object]
) -> None:
    code = shown(site)
    before = published_version(site.store)

    act(site, code)

    assert published_version(site.store) > before


def test_shown_more_and_less_again_is_not_the_same_state(site: Site) -> None:
    code = shown(site)
    before = published_version(site.store)

    changed(site.store, code, visibility="all")
    changed(site.store, code, visibility="scores")

    assert published_version(site.store) == before + 2


def test_the_page_that_was_drawn_follows_visibility(site: Site) -> None:
    code, visitor = shown(site), site.client()
    score = score_of(site, "XS")
    first = visitor.get(f"/published/{code}")
    assert score in first.text

    changed(site.store, code, visibility="bands")
    second = visitor.get(
        f"/published/{code}", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert second.status_code == 200
    assert "Every indicator at a glance" not in second.text
    withdrawn(site.store, code)
    again = visitor.get(
        f"/published/{code}", headers={"If-None-Match": second.headers["ETag"]}
    )
    assert again.status_code == 410


def test_whoever_works_on_it_and_visitors_share_no_page(site: Site) -> None:
    code = shown(site)
    team = site.signed_in().get(f"/published/{code}").text

    assert "Open the assessment" not in site.client().get(f"/published/{code}").text
    assert "Sign out" in team


def score_of(site: Site, code: str) -> str:
    """Return the overall score as pages print it, from the one scoring function."""
    whole = an_assessment(site.framework, ANSWERS, code=code)
    card = score_assessment(site.framework, whole)
    return texts_in("en").score(card.overall.score, scale_of(site.framework))


def test_list_and_page_print_what_scoring_returns(site: Site) -> None:
    code, visitor = shown(site), site.client()
    score = score_of(site, "XS")

    for _ in range(2):  # drawn, and as it was kept
        assert f'<b class="number">{score}</b>' in visitor.get("/published").text
        assert (
            f'aria-hidden="true">{score}</p>' in visitor.get(f"/published/{code}").text
        )


def test_who_has_the_page_is_answered_without_reading_what_was_cleared(
    site: Site,
) -> None:
    code, visitor = shown(site), site.client()
    tag = visitor.get(f"/published/{code}").headers["ETag"]

    with counted_queries(site.store.engine) as statements:
        reply = visitor.get(f"/published/{code}", headers={"If-None-Match": tag})

    assert reply.status_code == 304
    assert len(statements) == 2
    assert not [s for s in statements if "snapshot.text" in s]


def test_the_register_takes_as_many_queries_for_three_as_for_many(
    site: Site, anna: AuditedClient
) -> None:
    def count(documents: int) -> int:
        keys = ("law", "data", "care", "ports")
        answers = {
            key: an_answer(
                "c1",
                evidence=tuple(
                    EvidenceItem(f"Document {n}") for n in range(place, documents, 4)
                ),
            )
            for place, key in enumerate(keys)
        }
        key = site.begin({"coast": ("yes",)}, **answers)
        anna.get(f"/assessments/{key}/evidence")
        with counted_queries(site.store.engine) as statements:
            page = anna.get(f"/assessments/{key}/evidence")
        assert page.text.count('id="document-') == min(documents, 40)
        assert len(page.data) < 60_000
        return len(statements)

    assert count(70) == count(3)


def test_fragments_keep_no_more_than_they_may() -> None:
    kept = Fragments(most=10, key=0)
    kept.put("one", Markup("12345"))
    kept.put("two", Markup("12345"))
    kept.get("one")
    kept.put("three", Markup("123"))
    kept.put("one", Markup("1"))

    assert kept.get("two") is None
    assert kept.get("one") == "1"
    assert kept.get("three") == "123"


def test_what_names_a_fragment_counts_as_well() -> None:
    kept = Fragments(most=100, key=50)

    kept.put("one", Markup())
    kept.put("two", Markup())
    kept.put("three", Markup())

    assert kept.get("one") is None
    assert kept.get("two") is not None


def test_a_line_of_the_list_follows_what_it_tells_of(site: Site) -> None:
    key, anna = site.begin(law=an_answer("c1")), site.signed_in()
    assert ">1 of 4<" in anna.get("/").text

    site.answered_by_ben(key, "data", an_answer("c1"), seen=0)

    assert ">2 of 4<" in anna.get("/").text


def test_a_line_is_drawn_in_the_language_of_each_reader(site: Site) -> None:
    site.begin(law=an_answer("c1"))
    english, french = site.signed_in(), site.signed_in()
    assert "Results<" in english.get("/").text

    shown = french.get("/", headers={"Accept-Language": "fr"}).text

    assert "Résultats<" in shown
    assert "Results<" in english.get("/").text


def test_what_was_erased_is_not_in_a_line_of_the_history_any_more(site: Site) -> None:
    key, anna = site.begin(), site.signed_in()
    noted = an_answer("c1", note="A sentence to be erased.")
    site.answered_by_ben(key, "law", noted, seen=0)
    path = f"/assessments/{key}/history"
    assert "A sentence to be erased." in anna.get(path).text
    entry = changes_of(site.store, HistoryOrder(key, "law"))[0]

    erase_from_history(site.store, key, [entry.number], "Named a person.", stamp=STAMP)

    shown = anna.get(path).text
    assert "A sentence to be erased." not in shown
    assert "What was said here was erased." in shown
