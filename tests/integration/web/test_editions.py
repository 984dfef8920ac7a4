"""A draft goes over to the edition in use when its coordinator says so, on the web."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from assessment.domain.records import Actor, AuditAction, PageKey, Stamp
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import history
from assessment.services.assessments.recording import record_answer
from assessment.services.migration.moving import move
from assessment.storage.engine import Store
from tests.builders import an_answer, an_assessment
from tests.databases import NOON, STAMP
from tests.teams import in_our_team
from tests.two_editions import AFTER, ANSWERS, BEFORE, keep_both
from tests.web import AuditedClient, Site, hidden, web_app

LATER = Stamp(Actor(None, "Ben"), NOON + timedelta(days=1))


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Site:
    """A site that uses the second edition."""
    keep_both(store)
    return Site(web_app(store, tmp_path, AFTER, demo=True), store, AFTER)


@pytest.fixture
def anna(site: Site) -> AuditedClient:
    return site.signed_in()


@pytest.fixture
def draft(site: Site) -> UUID:
    whole = an_assessment(BEFORE, ANSWERS, code="XS", period="2025")
    team = in_our_team(site.store)
    return create_assessment(site.store, BEFORE, whole, stamp=STAMP, team=team).id


def moved(site: Site, draft: UUID) -> str:
    stored = site.stored(draft)
    move(site.store, BEFORE, AFTER, draft, seen=stored.revision, stamp=LATER)
    return f"/assessments/{draft}"


def test_a_draft_of_an_older_edition_goes_on_as_it_was_and_says_so(
    site: Site, anna: AuditedClient, draft: UUID
) -> None:
    tasks = anna.get(f"/assessments/{draft}/").text

    assert "This draft stays on its own until you move it." in tasks
    assert "Lights in ports" in tasks
    assert "Money for keepers" not in tasks
    assert "See what moving would do" in anna.get(f"/assessments/{draft}/manage").text
    reader = site.signed_in("reader").get(f"/assessments/{draft}/").text
    assert "See what moving would do" not in reader


def test_the_page_says_what_moving_would_do_and_the_button_does_it(
    site: Site, anna: AuditedClient, draft: UUID
) -> None:
    address = f"/assessments/{draft}/edition"
    page = anna.get(address).text
    for said in (
        "1 answer stays as it is.",
        "1 answer stays in part and has to be confirmed.",
        "1 question is asked otherwise and opened again",
        "1 question is new.",
        "1 question is asked no more",
        "Criterion &#34;published&#34; was added to rung 1.",
        "with 4 of 4 answered",
        "with 2 of 4 answered",
    ):
        assert said in page, said
    assert site.stored(draft).edition.edition == "2025", "looking moves nothing"

    gone = anna.save(address, {"seen": hidden(page, "seen")})

    assert gone.status_code == 303
    assert "which is in use" in anna.get(gone.location).text
    assert site.stored(draft).edition.edition == "2026"
    assert "Money for keepers" in anna.get(f"/assessments/{draft}/").text
    assert AuditAction.MIGRATED in {e.action for e in history(site.store, draft)}
    page = anna.get(f"/assessments/{draft}/history").text
    assert "moved to another edition" in page
    assert "&lt;5 (2024)" in page, "what was dropped of an answer stays in the history"
    assert "digest" not in page


def test_a_preview_that_is_no_longer_true_is_refused_and_shown_anew(
    site: Site, anna: AuditedClient, draft: UUID
) -> None:
    address = f"/assessments/{draft}/edition"
    seen = hidden(anna.get(address).text, "seen")
    page = PageKey(draft, "ports")
    record_answer(site.store, BEFORE, page, None, seen=1, stamp=LATER)

    refused = anna.save(address, {"seen": seen})

    assert refused.status_code == 409
    assert "Nothing was moved" in refused.text
    assert "with 3 of 4 answered" in refused.text
    assert site.stored(draft).edition.edition == "2025"
    assert anna.save(address, {"seen": hidden(refused.text, "seen")}).status_code == 303


@pytest.mark.parametrize("seen", ["", "0", "²", "9" * 40])
def test_a_revision_that_was_never_shown_moves_nothing(
    site: Site, anna: AuditedClient, draft: UUID, seen: str
) -> None:
    assert anna.save(f"/assessments/{draft}/edition", {"seen": seen}).status_code == 409
    assert site.stored(draft).edition.edition == "2025"


def test_moving_twice_does_nothing_more(
    site: Site, anna: AuditedClient, draft: UUID
) -> None:
    base = moved(site, draft)
    revision = site.stored(draft).revision

    assert anna.save(f"{base}/edition", {"seen": str(revision)}).status_code == 303
    assert site.stored(draft).revision == revision


def test_the_old_answer_stands_beside_in_its_own_words(
    site: Site, anna: AuditedClient, draft: UUID
) -> None:
    base = moved(site, draft)

    page = anna.get(f"{base}/indicators/data").text

    assert "What was answered to edition 2025" in page
    assert "The yearly table" in page
    assert 'value="https://data.example/1"' in page, "documents stand in the fields"
    ticked = re.findall(r'name="met"[^>]*checked', page)
    assert ticked == [], "nothing is ticked for anybody"
    taken = anna.get(f"{base}/indicators/data?former=take").text
    assert len(re.findall(r'id="met-c1"[^>]*checked', taken)) == 1
    assert site.stored(draft).pages["data"].version == 2, "looking saves nothing"


def test_what_the_old_edition_did_not_ask_is_marked_until_it_is_answered(
    site: Site, anna: AuditedClient, draft: UUID
) -> None:
    address = f"{moved(site, draft)}/indicators/data"

    def marked(page: str) -> list[str]:
        ticks = re.findall(r'<label class="tick">(.*?)</label>', page, re.DOTALL)
        new = [tick for tick in ticks if '<span class="tag">new</span>' in tick]
        return [
            found[1] for tick in new if (found := re.search(r'id="met-(.+?)"', tick))
        ]

    assert marked(anna.get(address).text) == ["published"]
    taken = anna.get(f"{address}?former=take").text
    assert marked(taken) == ["published"], "what is taken over leaves this to look at"
    version = hidden(taken, "version")
    anna.save(address, {"version": version, "met": ["c1"], "grade": "A"})

    assert marked(anna.get(address).text) == []


def test_going_on_without_an_answer_leaves_the_old_one_beside(
    site: Site, anna: AuditedClient, draft: UUID
) -> None:
    base = moved(site, draft)
    untouched = {
        "version": "2",
        "evidence-0-title": "The yearly table",
        "evidence-0-link": "https://data.example/1",
    }

    assert anna.save(f"{base}/indicators/data", untouched).status_code == 303

    assert "data" not in site.stored(draft).assessment.answers
    assert site.stored(draft).pages["data"].former is not None


def test_answering_anew_keeps_the_documents_and_takes_the_old_answer_away(
    site: Site, anna: AuditedClient, draft: UUID
) -> None:
    base = moved(site, draft)
    anew = {
        "version": "2",
        "met": ["c1", "published"],
        "grade": "A",
        "evidence-0-title": "The yearly table",
        "evidence-0-link": "https://data.example/1",
    }

    assert anna.save(f"{base}/indicators/data", anew).status_code == 303

    stored = site.stored(draft)
    assert stored.assessment.answers["data"].evidence == ANSWERS["data"].evidence
    assert stored.pages["data"].former is None
    assert (
        "What was answered to edition" not in anna.get(f"{base}/indicators/data").text
    )


def test_what_was_open_in_another_tab_is_not_saved_over_the_new_question(
    site: Site, anna: AuditedClient, draft: UUID
) -> None:
    base = moved(site, draft)

    refused = anna.save(
        f"{base}/indicators/data", {"version": "1", "met": ["c1"], "grade": "A"}
    )

    assert refused.status_code == 409
    assert "data" not in site.stored(draft).assessment.answers


def test_what_was_kept_in_part_is_confirmed_like_what_was_carried_over(
    site: Site, anna: AuditedClient, draft: UUID
) -> None:
    base = moved(site, draft)
    page = anna.get(f"{base}/indicators/care").text
    assert "The new edition of the questions asks a part of this otherwise." in page
    assert "Keepers helped: &lt;5 (2024)" in page

    anna.save(f"{base}/carried/care", {"version": "2"})

    care = site.stored(draft).pages["care"]
    assert (care.to_confirm, care.former) == (False, None)


def test_a_new_round_is_offered_the_edition_in_use_with_what_that_does(
    site: Site, anna: AuditedClient, draft: UUID
) -> None:
    address = f"/assessments/{draft}/next-round"
    page = anna.get(address).text
    assert "What the new edition does" in page
    assert "1 question is new." in page
    seen = hidden(page, "seen")

    gone = anna.save(address, {"year": "2026", "seen": seen, "edition": "yes"})

    made = site.stored(UUID(gone.location.split("/assessments/")[1].strip("/")))
    assert made.edition.edition == "2026"
    assert made.pages["data"].former is not None
    assert site.stored(draft).edition.edition == "2025", "the last round is as it was"


def test_a_new_round_may_stay_on_the_old_edition(
    site: Site, anna: AuditedClient, draft: UUID
) -> None:
    seen = str(site.stored(draft).revision)

    gone = anna.save(f"/assessments/{draft}/next-round", {"year": "2026", "seen": seen})

    made = site.stored(UUID(gone.location.split("/assessments/")[1].strip("/")))
    assert made.edition.edition == "2025"


def test_an_assessment_of_the_edition_in_use_is_offered_no_step(
    site: Site, draft: UUID
) -> None:
    whole = an_assessment(AFTER, {"law": an_answer("c1")}, code="XS", period="2026")
    team = in_our_team(site.store)
    current = create_assessment(site.store, AFTER, whole, stamp=STAMP, team=team).id

    page = site.signed_in().get(f"/assessments/{current}/edition").text

    assert "Move to edition" not in page
