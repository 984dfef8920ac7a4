"""Answering as somebody does it for the first time: nothing in the way, nothing lost."""

import re
from pathlib import Path

from assessment.domain.answers import EvidenceItem
from assessment.domain.framework import Citation, Term
from tests.builders import an_answer, an_answer_at
from tests.web import AuditedClient, Site, web_app, web_framework


def test_facts_may_stay_open_and_the_task_list_says_how_many(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()
    base = f"/assessments/{key}"

    saved = anna.save(f"{base}/profile", {"version": "0", "go": "next"})

    assert saved.headers["Location"] == f"{base}/indicators/law"
    tasks = anna.get(f"{base}/").text
    assert "fact open" in tasks or "facts open" in tasks
    assert f'class="button" href="{base}/indicators/law"' in tasks


def test_a_new_assessment_begins_with_the_profile(
    site: Site, anna: AuditedClient
) -> None:
    base = f"/assessments/{site.begin()}"

    tasks = anna.get(f"{base}/").text

    assert "Before you begin" in tasks
    assert f'class="button" href="{base}/profile"' in tasks


def test_a_reader_sees_closed_fields_and_why(site: Site) -> None:
    key = site.begin(law=an_answer("c1"))
    reader = site.signed_in("reader")

    for path, fieldsets in (("indicators/law", 2), ("profile", 1)):
        page = reader.get(f"/assessments/{key}/{path}").text

        assert "You may look at this, but not change it" in page
        assert page.count(" disabled>") == fieldsets
        assert "Save and continue" not in page


def test_a_wrong_year_marks_the_field_of_the_year(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()
    form = {
        "version": "0",
        "met": ["c1"],
        "figure-spent": "12,5",
        "figure-spent.year": "23",
    }

    page = anna.save(f"/assessments/{key}/indicators/care", form).text

    assert 'href="#figure-spent.year"' in page
    field = re.search(r'<input[^>]*id="figure-spent.year"[^>]*>', page)
    number = re.search(r'<input[^>]*id="figure-spent"[^>]*>', page)
    assert field
    assert 'aria-invalid="true"' in field[0]
    assert number
    assert "aria-invalid" not in number[0]


def test_what_is_right_is_saved_beside_one_field_that_is_wrong(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin(law=an_answer("c1", note="As before."))
    form = {
        "version": "1",
        "met": ["c1", "c2a"],
        "grade": "A",
        "evidence-0-title": "The law",
        "evidence-0-link": "www.gov.example/law",
        "evidence-1-title": "The budget",
        "evidence-1-link": "somewhere else",
        "note": "New.",
    }

    page = anna.save(f"/assessments/{key}/indicators/law", form)

    assert page.status_code == 422
    assert "Saved, except one thing" in page.text
    assert 'href="#evidence-1-link"' in page.text
    assert "somewhere else" in page.text, "what was typed still stands in the field"
    answer = site.stored(key).assessment.answers["law"]
    assert answer.met == {"c1", "c2a"}
    assert answer.note == "New."
    assert answer.evidence == (EvidenceItem("The law", "https://www.gov.example/law"),)
    again = re.search(r'name="version" value="(\d+)"', page.text)
    assert again
    assert again[1] == "2", "the next save is no conflict"


def test_nothing_is_saved_without_ticks(site: Site, anna: AuditedClient) -> None:
    key = site.begin()

    page = anna.save(
        f"/assessments/{key}/indicators/law", {"version": "0", "note": "Only a note."}
    )

    assert "Not saved yet" in page.text
    assert not site.stored(key).assessment.answers


def test_a_tick_above_the_level_says_what_it_waits_for(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin(law=an_answer("c1", "c2a", "c3"))

    page = anna.get(f"/assessments/{key}/indicators/law").text

    shown = re.findall(r'<span class="ahead">(.*?)</span></span>', page, re.DOTALL)
    texts = [re.sub("<[^>]+>", "", found) for found in shown]
    assert texts == ["Counts when everything in level 2 is ticked."] * 2


def test_complete_points_are_folded_and_levels_stand_beside_answers(
    site: Site, anna: AuditedClient
) -> None:
    law, data = (site.framework.indicators_by_key[k] for k in ("law", "data"))
    key = site.begin(
        {"coast": ("no",)}, law=an_answer_at(law, 2), data=an_answer_at(data, 1)
    )

    page = anna.get(f"/assessments/{key}/").text

    assert re.findall(r'<details class="task" id="point-(\w+)"( open)?>', page) == [
        ("systems", ""),
        ("care", " open"),
    ]
    assert "answered: level 2" in page


def test_the_task_list_can_be_shown_for_one_body(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin({"coast": ("yes",)})

    page = anna.get(f"/assessments/{key}/?lead=health").text

    assert "Title of ports" in page
    assert "Title of law" not in page
    assert anna.get(f"/assessments/{key}/?lead=nobody").status_code == 404


def test_defined_words_are_marked_once_and_explained_below(
    site: Site, tmp_path: Path
) -> None:
    term = Term(
        "true", "true", ("true",), "True means shown by a document.", Citation("OWN")
    )
    framework = web_framework(terms=(term,))
    app = web_app(site.store, tmp_path, framework, demo=True)
    other = Site(app, site.store, framework)
    key = other.begin()

    page = other.signed_in().get(f"/assessments/{key}/indicators/law").text

    assert page.count('href="#term-true"') == 1
    assert "1 word explained" in page
    assert "True means shown by a document." in page
