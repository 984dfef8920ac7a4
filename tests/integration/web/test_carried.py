"""What a new round took over: marked everywhere, and confirmed one by one."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from assessment.domain.people.asks import AskKind, Assignment
from assessment.domain.records import Actor, AuditAction, PageKey, Stamp
from assessment.services.assessments.reading import history
from assessment.services.assessments.recording import record_answer
from assessment.services.delegation.asks import asks_of, keep_assignment
from assessment.services.people.accounts import find_account
from assessment.services.rounds.carrying import RoundStart, start_round
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.storage.engine import Store
from tests.builders import an_answer
from tests.databases import NOON
from tests.web import AuditedClient, Site

YEAR_LATER = Stamp(Actor(None, "Ben"), NOON + timedelta(days=365))
TICKED = {"version": "1", "met": ["c1"], "grade": "A", "note": "As the decree says."}


@pytest.fixture
def anna(site: Site) -> AuditedClient:
    return site.signed_in()


def the_last(site: Site) -> UUID:
    return site.begin(
        {"coast": ("yes",)},
        law=an_answer("c1", note="As the decree says."),
        care=an_answer("c1", "c2"),
    )


def a_new_round(site: Site, **given: bool) -> UUID:
    start = RoundStart("2027", **given)
    framework, before = site.framework, the_last(site)
    return start_round(site.store, framework, before, start, stamp=YEAR_LATER).id


def change(store: Store, site: Site, key: UUID) -> None:
    page = PageKey(key, "law")
    changed = an_answer("c1", note="Another year.")
    record_answer(store, site.framework, page, changed, seen=1, stamp=YEAR_LATER)


def version_in(page: str, key: str) -> str:
    form = page[page.index(f'/carried/{key}"') :]
    found = re.search(r'name="version" value="(\d+)"', form)
    assert found
    return found[1]


def test_waiting_answers_are_marked_wherever_answers_are_listed(
    site: Site, anna: AuditedClient
) -> None:
    base = f"/assessments/{a_new_round(site)}"

    tasks = anna.get(f"{base}/").text
    assert tasks.count(">to confirm</span>") == 2
    assert "2 answers to confirm" in tasks
    page = anna.get(f"{base}/indicators/data").text
    assert page.count(">to confirm</span>") == 1, "beside the indicators of the point"
    results = anna.get(f"{base}/results/").text
    assert "not confirmed yet. They count in these scores." in results
    gaps = anna.get(f"{base}/results/gaps").text
    assert gaps.count(">to confirm</span>") == 2
    explained = anna.get(f"{base}/results/explain/indicators/law").text
    assert ">to confirm</span>" in explained
    one = anna.get(f"{base}/indicators/law").text
    assert "This answer comes from the round before." in one
    assert "Still true" in one


def test_one_press_on_the_page_confirms_and_leads_to_what_waits_next(
    site: Site, anna: AuditedClient
) -> None:
    key = a_new_round(site)
    base = f"/assessments/{key}"

    gone = anna.save(f"{base}/indicators/law", {**TICKED, "go": "confirm"})

    assert gone.status_code == 303
    law = site.stored(key).pages["law"]
    assert (law.to_confirm, law.carried, law.version) == (False, 1, 2)
    assert history(site.store, key)[0].action is AuditAction.CONFIRMED
    assert "Saved at" in anna.get(gone.location).text
    assert "Still true" not in anna.get(f"{base}/indicators/law").text


def test_what_was_changed_before_pressing_is_saved_as_changed(
    site: Site, anna: AuditedClient
) -> None:
    key = a_new_round(site)

    anna.save(
        f"/assessments/{key}/indicators/law",
        {**TICKED, "note": "A new decree.", "go": "confirm"},
    )

    law = site.stored(key).pages["law"]
    assert (law.to_confirm, law.carried) == (False, 0)
    assert site.stored(key).assessment.answers["law"].note == "A new decree."
    assert history(site.store, key)[0].action is AuditAction.ANSWER


def test_saving_without_a_change_confirms_nothing_and_says_so(
    site: Site, anna: AuditedClient
) -> None:
    key = a_new_round(site)

    gone = anna.save(f"/assessments/{key}/indicators/law", TICKED)

    assert site.stored(key).pages["law"].to_confirm
    assert "this still waits to be confirmed" in anna.get(gone.location).text


def test_the_list_shows_what_is_said_and_confirms_one_at_a_time(
    site: Site, anna: AuditedClient
) -> None:
    key = a_new_round(site)
    address = f"/assessments/{key}/carried"
    page = anna.get(address).text
    assert "As the decree says." in page
    assert page.count(">Still true</button>") == 2
    assert "It is true that c2 holds." in page

    gone = anna.save(f"{address}/law", {"version": version_in(page, "law")})

    assert gone.location.endswith("#carried-care"), "on to the next that waits"
    assert not site.stored(key).pages["law"].to_confirm
    assert site.stored(key).pages["care"].to_confirm
    after = anna.get(gone.location).text
    assert "Confirmed:" in after
    anna.save(f"{address}/care", {"version": version_in(after, "care")})
    assert "Nothing waits to be confirmed." in anna.get(address).text


def test_what_a_colleague_changed_meanwhile_is_not_confirmed_unseen(
    site: Site, anna: AuditedClient
) -> None:
    key = a_new_round(site)
    address = f"/assessments/{key}/carried"
    page = anna.get(address).text
    change(site.store, site, key)

    refused = anna.save(f"{address}/law", {"version": version_in(page, "law")})

    assert refused.status_code == 409
    assert "Nothing was confirmed" in refused.text
    assert site.stored(key).pages["law"].version == 2
    same = anna.save(f"/assessments/{key}/indicators/law", {**TICKED, "go": "confirm"})
    assert same.status_code == 409


@pytest.mark.parametrize("version", ["", "0", "-1", "²", "9" * 30])
def test_a_version_that_was_never_shown_confirms_nothing(
    site: Site, anna: AuditedClient, version: str
) -> None:
    key = a_new_round(site)

    refused = anna.save(f"/assessments/{key}/carried/law", {"version": version})

    assert refused.status_code == 409
    assert site.stored(key).pages["law"].to_confirm


def test_contributors_confirm_what_was_asked_of_them(site: Site) -> None:
    key = a_new_round(site)
    jonas = find_account(site.store, DEMO_PEOPLE["contributor"].email)
    assert jonas
    asked = Assignment(uuid4(), key, jonas.id, AskKind.INDICATOR, "law", NOON)
    keep_assignment(site.store, asked)
    client = site.signed_in("contributor")

    address = f"/assessments/{key}/carried"
    page = client.get(address).text

    assert page.count(">Still true</button>") == 1
    assert "Title of care" not in page
    assert client.save(f"{address}/care", {"version": "1"}).status_code == 404
    assert "0 of 1 answered" in client.get("/asked").text, "it counts once confirmed"
    assert client.save(f"{address}/law", {"version": "1"}).status_code == 303
    assert "1 of 1 answered" in client.get("/asked").text
    entry = history(site.store, key)[0]
    assert (entry.action, entry.actor.id) == (AuditAction.CONFIRMED, jonas.id)


def test_who_only_reads_is_offered_no_button(site: Site) -> None:
    key = a_new_round(site)

    page = site.signed_in("reader").get(f"/assessments/{key}/carried").text

    assert "Still true" not in page
    assert "As the decree says." in page


def test_a_round_is_started_after_looking_at_what_comes_along(
    site: Site, anna: AuditedClient
) -> None:
    key = the_last(site)
    contributor = find_account(site.store, DEMO_PEOPLE["contributor"].email)
    assert contributor
    keep_assignment(
        site.store,
        Assignment(uuid4(), key, contributor.id, AskKind.INDICATOR, "law", NOON),
    )
    address = f"/assessments/{key}/next-round"
    page = anna.get(address).text
    assert "2 answers with their evidence, figures and notes." in page
    assert 'name="year" value="2027"' in page
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen

    gone = anna.save(address, {"year": "2027", "seen": seen[1], "repeats": "yes"})

    made = UUID(gone.location.split("/assessments/")[1].strip("/"))
    assert site.stored(made).previous == key
    assert len(asks_of(site.store, contributor.id, made)) == 1
    again = anna.get(address).text
    assert "The round after this one was started already." in again
    assert str(made) in again
    refused = anna.save(address, {"year": "2028", "seen": seen[1]})
    assert refused.status_code == 422


@pytest.mark.parametrize("year", ["2026", "27", "", "2019"])
def test_a_year_that_is_not_later_is_refused(
    site: Site, anna: AuditedClient, year: str
) -> None:
    key = the_last(site)
    seen = str(site.stored(key).revision)

    refused = anna.save(f"/assessments/{key}/next-round", {"year": year, "seen": seen})

    assert refused.status_code == 422
    assert 'href="#year"' in refused.text


def test_a_round_that_was_changed_since_it_was_looked_at_is_shown_anew(
    site: Site, anna: AuditedClient
) -> None:
    key = the_last(site)
    seen = str(site.stored(key).revision)
    change(site.store, site, key)

    refused = anna.save(
        f"/assessments/{key}/next-round", {"year": "2027", "seen": seen}
    )

    assert refused.status_code == 409
    assert "Nothing was started" in refused.text
    assert f'name="seen" value="{site.stored(key).revision}"' in refused.text
