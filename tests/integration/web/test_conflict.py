"""Two people on one page: nothing is lost, and the person decides."""

from tests.builders import an_answer
from tests.web import AuditedClient, Site, hidden

AS_SCRIPT = {"Accept": "application/json"}


def test_a_conflict_shows_both_versions_and_keeps_both_texts(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin(law=an_answer("c1", note="As it was."))
    site.answered_by_ben(key, "law", an_answer("c1", "c2a", note="Ben's text."), seen=1)

    page = anna.save(
        f"/assessments/{key}/indicators/law",
        {"version": "1", "met": ["c1", "c3"], "grade": "A", "note": "Anna's text."},
    )

    assert page.status_code == 409
    assert "Two people changed this page" in page.text
    assert "It is true that c3 holds." in page.text
    assert page.text.count("Anna&#39;s text.") == 3, "compared, merged and kept aside"
    assert page.text.count("Ben&#39;s text.") == 2
    assert site.stored(key).assessment.answers["law"].note == "Ben's text."


def test_the_person_can_keep_her_version(site: Site, anna: AuditedClient) -> None:
    key = site.begin(law=an_answer("c1"))
    site.answered_by_ben(key, "law", an_answer("c1", "c2a"), seen=1)
    url = f"/assessments/{key}/indicators/law"
    mine = {"version": "1", "met": ["c1", "c3"], "grade": "B", "note": "Mine."}

    page = anna.save(url, mine).text
    again = anna.save(url, {**mine, "version": hidden(page, "version")})

    assert again.status_code == 303
    assert site.stored(key).assessment.answers["law"].met == {"c1", "c3"}


def test_sending_the_same_page_twice_is_no_conflict(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()
    url = f"/assessments/{key}/indicators/law"
    form = {"version": "0", "met": ["c1"], "grade": "A"}

    first, second = anna.save(url, form), anna.save(url, form)

    assert (first.status_code, second.status_code) == (303, 303)


def test_clearing_a_page_somebody_just_changed_is_a_conflict(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin(law=an_answer("c1"))
    site.answered_by_ben(key, "law", an_answer("c1", "c2a"), seen=1)

    page = anna.save(f"/assessments/{key}/indicators/law/clear", {"version": "1"})

    assert page.status_code == 409
    assert "law" in site.stored(key).assessment.answers


def test_a_script_is_told_who_was_quicker(site: Site, anna: AuditedClient) -> None:
    key = site.begin(law=an_answer("c1"))
    site.answered_by_ben(key, "law", an_answer("c1", "c2a"), seen=1)

    told = anna.save(
        f"/assessments/{key}/indicators/law",
        {"version": "1", "met": ["c1", "c3"]},
        **AS_SCRIPT,
    )

    assert told.status_code == 409
    assert told.json == {"problem": "conflict", "name": "Ben"}


def test_two_people_on_different_pages_do_not_meet(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin(law=an_answer("c1"), data=an_answer("c1"))
    site.answered_by_ben(key, "law", an_answer("c1", "c2a"), seen=1)

    saved = anna.save(
        f"/assessments/{key}/indicators/data", {"version": "1", "met": ["c1", "c2"]}
    )

    assert saved.status_code == 303


def test_a_conflict_on_the_profile_shows_where_the_two_differ(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin({"coast": ("yes",)})
    site.profiled_by_ben(key, {"coast": ("no",)}, seen=1)

    page = anna.save(
        f"/assessments/{key}/profile", {"version": "1", "fact-routes": "origin"}
    )

    assert page.status_code == 409
    assert "Somebody else saved the profile meanwhile" in page.text
    assert site.stored(key).assessment.profile == {"coast": ("no",)}


def test_autosave_answers_with_the_new_version_and_the_time(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()
    url = f"/assessments/{key}/indicators/law"

    first = anna.save(url, {"version": "0", "met": ["c1"]}, **AS_SCRIPT)
    second = anna.save(url, {"version": "1", "met": ["c1", "c2a"]}, **AS_SCRIPT)

    assert first.json == {"version": 1, "saved_at": "2026-05-04T12:00:00+00:00"}
    assert second.json["version"] == 2
    assert site.stored(key).assessment.answers["law"].met == {"c1", "c2a"}


def test_autosave_says_what_is_wrong_and_saves_nothing(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()

    told = anna.save(
        f"/assessments/{key}/indicators/law",
        {"version": "0", "note": "Only a note."},
        **AS_SCRIPT,
    )

    assert told.status_code == 422
    assert list(told.json["fields"]) == ["met"]
    assert not site.stored(key).assessment.answers
