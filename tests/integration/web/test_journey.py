"""The whole way without script, from signing in to the results."""

import json
from io import BytesIO

from tests.builders import an_answer, we_do_not_know
from tests.web import AuditedClient, Site, hidden


def test_a_person_gets_from_the_first_page_to_results_without_script(
    site: Site, anna: AuditedClient
) -> None:
    begun = anna.save(
        "/assessments/new",
        {"country": "XS", "year": "2026", "kind": "training", "language": "en"},
    )
    base = begun.location.removesuffix("/profile")
    saved = anna.save(
        begun.location,
        {"version": "0", "fact-coast": "no", "fact-routes": ["origin"]},
    )
    first = saved.location
    second = anna.save(
        first, {"version": "0", "met": ["c1", "c2a", "c2b"], "grade": "A"}
    ).location
    third = anna.save(second.split("?")[0], {"version": "0", "unknown": "yes"}).location
    review = anna.save(third.split("?")[0], {"version": "0", "none": "yes"}).location

    assert first.endswith("/indicators/law")
    assert second.endswith("/indicators/data?saved=law")
    assert third.endswith("/indicators/care?saved=data"), "ports does not apply"
    assert review.endswith("/review?saved=care")
    page = anna.get(f"{base}/results/")
    assert page.status_code == 200
    assert "25" in page.text


def test_the_page_after_a_save_says_what_was_saved(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin({"coast": ("no",), "routes": ()})

    saved = anna.save(
        f"/assessments/{key}/indicators/law", {"version": "0", "met": ["c1"]}
    )

    page = anna.get(saved.location).text
    assert "Saved at" in page
    assert "level 1 of 4" in page


def test_what_was_saved_is_there_when_somebody_comes_back(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()
    url = f"/assessments/{key}/indicators/care"
    form = {
        "version": "0",
        "met": ["c1", "c3"],
        "grade": "B",
        "evidence-0-title": "Order <12>",
        "evidence-0-link": "https://example.org/a?b=1&c=2",
        "evidence-0-date": "2025",
        "evidence-0-page": "7",
        "figure-helped": "<5",
        "figure-helped.year": "2025",
        "figure-spent": "1,200.5",
        "note": "First line.\r\nSecond line.",
    }

    anna.save(url, form)

    answer = site.stored(key).assessment.answers["care"]
    assert answer.met == {"c1", "c3"}
    assert answer.note == "First line.\nSecond line."
    assert [str(f.value) for f in answer.figures] == ["None", "1200.5"]
    page = anna.get(url).text
    for shown in (
        "Order &lt;12&gt;",
        "a?b=1&amp;c=2",
        "&lt;5",
        "1200.5",
        "Second line.",
    ):
        assert shown in page
    assert hidden(page, "version") == "1"


def test_going_back_saves_too(site: Site, anna: AuditedClient) -> None:
    key = site.begin()
    url = f"/assessments/{key}/indicators/data"

    gone = anna.save(url, {"version": "0", "met": ["c1"], "go": "previous"})

    assert gone.location.endswith("/indicators/law?saved=data")
    assert "data" in site.stored(key).assessment.answers


def test_a_page_left_blank_can_be_skipped_and_stays_unanswered(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()

    gone = anna.save(f"/assessments/{key}/indicators/law", {"version": "0"})

    assert gone.location.endswith("/indicators/data")
    assert not site.stored(key).assessment.answers


def test_an_answer_can_be_cleared(site: Site, anna: AuditedClient) -> None:
    key = site.begin(law=an_answer("c1"))
    url = f"/assessments/{key}/indicators/law"

    gone = anna.save(f"{url}/clear", {"version": "1"})

    assert not site.stored(key).assessment.answers
    assert "cleared" in anna.get(gone.location).text


def test_more_rows_for_evidence_come_without_script(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()
    url = f"/assessments/{key}/indicators/law"
    form = {"version": "0", "met": ["c1"], "evidence-0-title": "A", "go": "evidence"}

    page = anna.get(anna.save(url, form).location)

    assert 'name="evidence-3-title"' in page.text


def test_unknown_answers_are_listed_and_do_not_count_as_zero(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin(law=an_answer("c1"), data=we_do_not_know())

    review = anna.get(f"/assessments/{key}/review").text
    tasks = anna.get(f"/assessments/{key}/").text

    assert "<span>Title of data</span>" in review
    assert "1 indicator is marked “we do not know”" in review
    assert (
        "1 of 4 indicators answered, 1 marked “we do not know”, 2 still open" in tasks
    )


def test_what_is_not_asked_says_why(site: Site, anna: AuditedClient) -> None:
    key = site.begin({"coast": ("no",)}, ports=an_answer("c1"))

    page = anna.get(f"/assessments/{key}/indicators/ports").text
    law = anna.get(f"/assessments/{key}/indicators/law").text

    assert "does not apply" in page
    assert "The answer was no." in page
    assert "An answer given earlier is kept" in page
    assert 'value="sea"' not in law
    assert "1 statement is not asked of this country" in law


def test_saving_keeps_what_is_not_asked_now(site: Site, anna: AuditedClient) -> None:
    key = site.begin({"coast": ("no",)}, law=an_answer("c1", "sea"))
    url = f"/assessments/{key}/indicators/law"

    anna.save(url, {"version": "1", "met": ["c1", "c2a"], "grade": "A"})

    assert site.stored(key).assessment.answers["law"].met == {"c1", "c2a", "sea"}


def test_a_changed_profile_says_which_answers_it_touches(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin({"coast": ("yes",)}, ports=an_answer("c1"), law=an_answer("c1"))
    url = f"/assessments/{key}/profile"

    page = anna.save(url, {"version": "1", "fact-coast": "no"})

    assert page.status_code == 200
    assert "no longer asked" in page.text
    assert "1.3 Title of ports" in page.text
    assert "1.1 Title of law" in page.text


def test_none_of_these_is_an_answer_to_a_fact_and_open_is_not(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()

    anna.save(
        f"/assessments/{key}/profile",
        {"version": "0", "none-routes": "yes", "fact-coast": ""},
    )

    assert site.stored(key).assessment.profile == {"routes": ()}


def test_an_export_can_be_imported_again(site: Site, anna: AuditedClient) -> None:
    key = site.begin({"coast": ("yes",)}, law=an_answer("c1"))
    file = anna.get(f"/assessments/{key}/results/assessment.json")

    shown = anna.save(
        "/assessments/import", {"file": (BytesIO(file.data), "file.json")}
    )
    gone = anna.save("/assessments/import", {"packed": hidden(shown.text, "packed")})

    assert json.loads(file.text)["format"] == "assessment/1"
    assert gone.status_code == 303
    page = anna.get(f"{gone.location}results/assessment.json")
    assert page.data == file.data
