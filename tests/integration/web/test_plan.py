"""The pages of the plan: take over, change, decline, aim, follow up, hand out."""

import re
from datetime import date
from io import BytesIO
from uuid import UUID, uuid4

import openpyxl
import pytest
from icalendar import Calendar
from sqlalchemy import update

from assessment.domain.answers import PlanItem, PlanStatus
from assessment.domain.people.asks import AskKind, Assignment
from assessment.services.assessments.reading import load_assessment
from assessment.services.delegation.asks import keep_assignment
from assessment.services.people.accounts import find_account
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.storage.tables import ASSESSMENTS
from assessment.web.plan import listing
from assessment.web.plan import pages as plan_pages
from tests.builders import an_answer
from tests.databases import NOON
from tests.web import AuditedClient, Site


@pytest.fixture
def begun(site: Site) -> UUID:
    return site.begin(law=an_answer("c1"), data=an_answer(), care=an_answer("c1", "c2"))


@pytest.fixture
def client(site: Site, begun: UUID) -> AuditedClient:
    return site.signed_in()


def plan_url(begun: UUID, *rest: str) -> str:
    return "/".join((f"/assessments/{begun}/plan", *rest))


def plan_of(site: Site, begun: UUID) -> tuple[PlanItem, ...]:
    return load_assessment(site.store, begun).assessment.plan


def version_on(page: str) -> str:
    return re.search(r'name="version" value="([^"]*)"', page)[1]


def typed(client: AuditedClient, url: str, **given: str) -> dict[str, str]:
    """Return a filled-in form of the page, as a browser would send it."""
    fields = {"wording": "", "owner": "", "due": "", "status": "planned", "note": ""}
    return fields | {"version": version_on(client.get(url).text)} | given


def published(site: Site, begun: UUID) -> None:
    with site.store.writing() as session:
        session.execute(
            update(ASSESSMENTS)
            .where(ASSESSMENTS.c.id == begun)
            .values(state="published", revision=ASSESSMENTS.c.revision + 1)
        )


def test_what_comes_first_is_taken_over_with_one_press(
    site: Site, begun: UUID, client: AuditedClient
):
    page = client.get(plan_url(begun)).text
    assert "Nothing is committed to yet." in page
    assert "It is true that c2a holds." in page

    done = client.save(plan_url(begun, "add"), {"take": "first"})

    assert done.status_code == 303
    assert {(i.indicator, i.criterion) for i in plan_of(site, begun)} == {
        *(("law", "c2a"), ("law", "c2b"), ("data", "c1"), ("care", "c3")),
    }
    after = client.get(plan_url(begun)).text
    assert "4 actions" in after
    assert "4 without a day" in after
    assert "All that comes first is in the plan." in after


@pytest.mark.parametrize(
    ("take", "steps"),
    [
        ("point:care", {("care", "c3")}),
        ("gap:law", {("law", "c2a"), ("law", "c2b")}),
        ("step:law/c2b", {("law", "c2b")}),
        ("step:law/c4", set()),
        ("moon:law", set()),
    ],
)
def test_next_steps_are_taken_over_by_point_gap_or_one(
    site: Site, begun: UUID, client: AuditedClient, take: str, steps: set
):
    client.save(plan_url(begun, "add"), {"take": take})

    assert {(i.indicator, i.criterion) for i in plan_of(site, begun)} == steps


def test_an_action_is_written_on_its_own_page_and_never_without_its_goal(
    site: Site, begun: UUID, client: AuditedClient
):
    url = plan_url(begun, "law", "c2a")
    form = typed(
        *(client, url),
        wording="Adopt the <decree>.",
        owner="Ministry of Justice",
        due="2027-03-31",
        status="started",
        note="Draft is out.",
    )

    assert client.save(url, form).status_code == 303

    assert plan_of(site, begun) == (
        PlanItem(
            *("law", "c2a", "Ministry of Justice", date(2027, 3, 31)),
            *(PlanStatus.STARTED, "Draft is out.", "Adopt the <decree>."),
        ),
    )
    page = client.get(plan_url(begun)).text
    goal = page.index("It is true that c2a holds.")
    assert goal < page.index("Adopt the &lt;decree&gt;.")
    assert "Ministry of Justice" in page
    assert "31 March 2027" in page


def test_the_list_leads_to_the_page_that_saves(
    site: Site, begun: UUID, client: AuditedClient
):
    client.save(plan_url(begun, "add"), {"take": "step:law/c2b"})
    listed = client.get(plan_url(begun)).text
    url = re.search(r'<a href="([^"]*/plan/law/c2b[^"]*)"', listed)[1]
    action = re.search(
        r'<form method="post" action="([^"]*/plan/[^"]*)"', client.get(url).text
    )

    assert (url, action[1]) == (plan_url(begun, "law", "c2b"),) * 2
    assert client.save(action[1], typed(client, url, note="Kept")).status_code == 303
    assert plan_of(site, begun)[0].note == "Kept"


def test_saving_leads_back_to_the_action_on_its_part_of_the_list_as_it_was_listed(
    site: Site, begun: UUID, client: AuditedClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(plan_pages, "PER_PAGE", 1)
    monkeypatch.setattr(listing, "PER_PAGE", 1)
    for step, owner in (("law/c2a", "Zeta"), ("law/c2b", "Alpha")):
        client.save(plan_url(begun, "add"), {"take": f"step:{step}"})
        url = plan_url(begun, step)
        client.save(url, typed(client, url, owner=owner))
    last = client.get(f"{plan_url(begun)}?by=owner&page=2").text
    url = re.search(r'<a href="([^"]*/plan/law/c2[^"]*)"', last)[1]
    form = re.search(
        r'<form method="post" action="([^"]*/plan/[^"]*)"', client.get(url).text
    )[1]
    step = url.split("/plan/")[1].removesuffix("?by=owner")
    name = "Alpha" if step == "law/c2b" else "Zeta"

    gone = client.save(form, typed(client, url, owner=name, note="Kept"))

    assert gone.status_code == 303
    address, _, anchor = gone.location.partition("#")
    page = client.get(address).text
    assert anchor == f"step-{step.replace('/', '-')}"
    item = page[page.index(f'<li id="{anchor}">') :].partition("</li>")[0]
    assert "Saved." in item
    assert "Kept" in item
    assert "Page 2 of 2" in page
    assert '<b aria-current="true">body in charge</b>' in page
    assert page.count("Saved.") == 1


def test_an_address_that_names_what_is_not_planned_says_nothing(
    begun: UUID, client: AuditedClient
):
    page = client.get(f"{plan_url(begun)}?saved=law/c2b").text

    assert "Saved." not in page


def test_what_is_declined_is_said_openly_with_its_reason(
    site: Site, begun: UUID, client: AuditedClient
):
    url = plan_url(begun, "law", "c2a")
    form = typed(client, url, status="declined")

    refused = client.save(url, form)
    assert refused.status_code == 422
    assert "Say why this will not be done" in refused.text
    assert plan_of(site, begun) == ()

    client.save(url, form | {"note": "The constitution forbids it."})

    page = client.get(plan_url(begun)).text
    section = page[page.index("What will not be done, and why") :]
    assert "The constitution forbids it." in section
    assert "It is true that c2a holds." in section
    assert "Nothing is committed to yet." in page


def test_a_day_that_is_none_is_refused_and_stays_as_typed(
    begun: UUID, client: AuditedClient
):
    url = plan_url(begun, "law", "c2a")

    page = client.save(url, typed(client, url, due="31.3.2027", owner="Justice"))

    assert page.status_code == 422
    assert "such as 2026-05-31" in page.text
    assert 'value="Justice"' in page.text
    assert "31.3.2027" in page.text


def test_two_people_on_one_action_lose_nothing(
    site: Site, begun: UUID, client: AuditedClient
):
    url = plan_url(begun, "law", "c2a")
    mine = typed(client, url, owner="Parliament", note="Mine")
    client.save(url, typed(client, url, owner="Ministry", note="Theirs"))

    page = client.save(url, mine)

    assert page.status_code == 409
    assert "Somebody else changed this meanwhile" in page.text
    for words in ("Parliament", "Mine", "Ministry", "Theirs"):
        assert words in page.text
    assert plan_of(site, begun)[0].note == "Theirs"

    client.save(url, mine | {"version": version_on(page.text)})
    assert plan_of(site, begun)[0].note == "Mine"


def test_what_somebody_took_out_comes_back_only_when_said(
    site: Site, begun: UUID, client: AuditedClient
):
    url = plan_url(begun, "law", "c2a")
    client.save(url, typed(client, url, note="First"))
    mine = typed(client, url, note="Second")
    client.save(url, typed(client, url) | {"go": "remove"})
    assert plan_of(site, begun) == ()

    page = client.save(url, mine)

    assert page.status_code == 409
    assert "took this out of the plan meanwhile" in page.text
    assert "Second" in page.text
    client.save(url, mine | {"version": version_on(page.text)})
    assert plan_of(site, begun)[0].note == "Second"


@pytest.mark.parametrize("field", ["wording", "owner", "note"])
def test_the_guard_looks_at_all_that_is_typed(
    site: Site, begun: UUID, client: AuditedClient, field: str
):
    url = plan_url(begun, "law", "c2a")
    form = typed(client, url, **{field: "Done for Amina, 14 years old."})

    page = client.save(url, form)

    assert page.status_code == 422
    assert "Not saved yet" in page.text
    assert "Amina, 14 years old." in page.text
    assert plan_of(site, begun) == ()
    seen = re.search(r'name="seen" value="([^"]*)"', page.text)[1]
    reason = {"reason": "A book title.", "seen": seen, "explained": "yes"}
    assert client.save(url, form | reason).status_code == 303
    assert plan_of(site, begun) != ()


def test_a_target_is_set_with_its_reason_and_its_effect_is_told(
    site: Site, begun: UUID, client: AuditedClient
):
    url = plan_url(begun, "targets", "of", "care")
    page = client.get(url).text
    assert "It stands on level 2 now." in page
    assert "reached: no gap" in page
    assert "2 steps to go" in page

    form = {
        "level": "4",
        "why": "The law of 2027 asks it.",
        "version": version_on(page),
    }
    assert client.save(url, form).status_code == 303

    kept = load_assessment(site.store, begun).assessment
    assert (kept.targets, kept.target_reasons) == (
        {"care": 4},
        {"care": "The law of 2027 asks it."},
    )
    listed = client.get(plan_url(begun, "targets")).text
    assert "You set 1 target of your own." in listed
    assert "The law of 2027 asks it." in listed

    conflict = client.save(url, form | {"level": "1", "why": "Too dear."})
    assert conflict.status_code == 409
    assert "The law of 2027 asks it." in conflict.text
    assert "Too dear." in conflict.text


@pytest.mark.parametrize(
    ("level", "why"), [("", "No level."), ("9", "Beyond."), ("3", "x" * 1001)]
)
def test_a_target_that_is_none_is_refused_and_kept_on_the_page(
    site: Site, begun: UUID, client: AuditedClient, level: str, why: str
):
    url = plan_url(begun, "targets", "of", "law")
    form = {"level": level, "why": why, "version": version_on(client.get(url).text)}

    page = client.save(url, form)

    assert page.status_code == 422
    assert why in page.text
    assert load_assessment(site.store, begun).assessment.targets == {}


def test_the_guard_looks_at_the_reason_of_a_target(begun: UUID, client: AuditedClient):
    url = plan_url(begun, "targets", "of", "law")
    why = "Because of Amina, 14 years old."
    form = {"level": "4", "why": why, "version": version_on(client.get(url).text)}

    page = client.save(url, form)

    assert (page.status_code, "Not saved yet" in page.text) == (422, True)


def test_a_published_plan_is_followed_up_and_nothing_else(
    site: Site, begun: UUID, client: AuditedClient
):
    url = plan_url(begun, "law", "c2a")
    client.save(url, typed(client, url, wording="Adopt the decree."))
    published(site, begun)

    page = client.get(url).text
    assert 'name="wording"' not in page
    assert "Take it out of the plan" not in page
    sent = typed(client, url, status="done", note="In force.", wording="Other")
    assert client.save(f"{url}/follow-up", sent).status_code == 303

    (item,) = plan_of(site, begun)
    assert (item.status, item.note) == (PlanStatus.DONE, "In force.")
    assert item.wording == "Adopt the decree."
    listed = client.get(plan_url(begun)).text
    assert "what is published stays as it was cleared" in listed
    assert "Take over" not in listed
    assert client.save(url, sent).status_code == 403


def test_an_action_that_is_not_planned_cannot_come_in_as_follow_up(
    site: Site, begun: UUID, client: AuditedClient
):
    published(site, begun)
    url = plan_url(begun, "law", "c2a")

    page = client.save(f"{url}/follow-up", {"status": "done", "version": ""})

    assert page.status_code == 422
    assert "A new action waits for the next round." in page.text
    assert plan_of(site, begun) == ()


def test_readers_see_the_plan_and_change_nothing(site: Site, begun: UUID):
    site.signed_in().save(plan_url(begun, "add"), {"take": "first"})
    reader = site.signed_in("reader")

    page = reader.get(plan_url(begun)).text

    assert "It is true that c2a holds." in page
    assert "Take over" not in page
    assert "<textarea" not in reader.get(plan_url(begun, "law", "c2a")).text


def test_a_contributor_sees_of_plan_and_targets_what_was_asked(site: Site, begun: UUID):
    coordinator = site.signed_in()
    for key, criterion in (("law", "c2a"), ("data", "c1")):
        url = plan_url(begun, key, criterion)
        coordinator.save(url, typed(coordinator, url, owner=f"Office of {key}"))
    account = find_account(site.store, DEMO_PEOPLE["contributor"].email)
    assert account is not None
    keep_assignment(
        site.store,
        Assignment(uuid4(), begun, account.id, AskKind.INDICATOR, "law", NOON),
    )
    contributor = site.signed_in("contributor")

    book = openpyxl.load_workbook(
        BytesIO(contributor.get(plan_url(begun, "plan.xlsx")).data)
    )

    told = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row]
    told += [contributor.get(plan_url(begun, *at)).text for at in ((), ("targets",))]
    assert "Office of law" in told
    assert not any("Office of data" in each or "Title of data" in each for each in told)


@pytest.mark.parametrize("by", ["date", "owner", "point", "moon"])
def test_the_plan_is_listed_by_day_body_or_point(
    begun: UUID, client: AuditedClient, by: str
):
    for key, owner, due in (
        ("c2a", "Zeta", "2026-01-01"),
        ("c2b", "Alpha", "2030-01-01"),
    ):
        url = plan_url(begun, "law", key)
        client.save(url, typed(client, url, owner=owner, due=due))

    page = client.get(f"{plan_url(begun)}?by={by}").text

    headings = re.findall(r"<h2><(?:bdi|span)[^>]*>([^<]+)<", page)
    first = {
        "date": ["Past their day", "2030"],
        "owner": ["Zeta", "Alpha"],
        "point": ["Title of systems"],
    }
    assert headings[: len(first.get(by, first["date"]))] == first.get(by, first["date"])
    assert "past its day" in page


def test_the_workbook_holds_actions_targets_and_no_formula(
    begun: UUID, client: AuditedClient
):
    url = plan_url(begun, "law", "c2a")
    client.save(url, typed(client, url, wording='=HYPERLINK("x")', due="2027-03-31"))
    client.save(
        plan_url(begun, "law", "c2b"),
        typed(client, plan_url(begun, "law", "c2b"), status="declined", note="@No"),
    )

    book = openpyxl.load_workbook(
        BytesIO(client.get(plan_url(begun, "plan.xlsx")).data)
    )

    plan, targets, about = book.worksheets
    rows = list(plan.iter_rows(min_row=2, values_only=True))
    assert [(row[2], row[3]) for row in rows] == [
        ("It is true that c2a holds.", '\'=HYPERLINK("x")'),
        ("It is true that c2b holds.", "Bring c2b about."),
    ]
    assert rows[0][5].date() == date(2027, 3, 31)
    assert (rows[1][6], rows[1][9]) == ("will not be done", "'@No")
    assert targets.max_row == 5
    assert about.cell(2, 1).value == "Exercise"
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


def test_the_calendar_holds_the_days_and_no_notes(begun: UUID, client: AuditedClient):
    url = plan_url(begun, "law", "c2a")
    owner = "Ministry; Home, Affairs"
    client.save(
        url, typed(client, url, owner=owner, due="2027-03-31", note="Secret thought")
    )
    other = plan_url(begun, "law", "c2b")
    client.save(
        other, typed(client, other, status="declined", note="No", due="2027-01-01")
    )
    undated = plan_url(begun, "data", "c1")
    client.save(undated, typed(client, undated))

    sent = client.get(plan_url(begun, "plan.ics"))

    assert sent.mimetype == "text/calendar"
    (event,) = Calendar.from_ical(sent.data).walk("VEVENT")
    assert event["DTSTART"].dt == date(2027, 3, 31)
    assert event["DTEND"].dt == date(2027, 4, 1)
    assert event["SUMMARY"] == "1.1 Bring c2a about."
    assert "To come true: It is true that c2a holds." in event["DESCRIPTION"]
    assert f"In charge: {owner}" in event["DESCRIPTION"]
    assert b"Secret thought" not in sent.data
    again = Calendar.from_ical(client.get(plan_url(begun, "plan.ics")).data)
    assert again.walk("VEVENT")[0]["UID"] == event["UID"]


def test_the_history_tells_a_changed_plan_in_words(begun: UUID, client: AuditedClient):
    url = plan_url(begun, "law", "c2a")
    client.save(url, typed(client, url, owner="Ministry", status="started"))

    page = client.get(f"/assessments/{begun}/history").text

    assert "1.1 It is true that c2a holds. · Ministry · started" in page


def test_what_could_not_be_saved_comes_back_into_the_fields(
    begun: UUID, client: AuditedClient
):
    url = plan_url(begun, "law", "c2a")

    page = client.save(url, typed(client, url, note="Half a thought", go="look"))

    assert page.status_code == 200
    assert "Half a thought" in page.text
    assert "not in the plan yet" in page.text


def test_an_unknown_action_is_not_there(begun: UUID, client: AuditedClient):
    assert client.get(plan_url(begun, "law", "moon")).status_code == 404
    assert client.get(plan_url(begun, "moon", "c1")).status_code == 404
