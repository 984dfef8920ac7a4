"""Files brought in: what they hold, what they would change, and what of it is stored."""

import re
import tracemalloc
import zlib
from base64 import b64encode
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO
from uuid import UUID

import pikepdf
import pytest

from assessment.domain.answers import (
    Assessment,
    AssessmentKind,
    Clearance,
    PlanItem,
    PlanStatus,
)
from assessment.domain.people.may import State
from assessment.domain.people.sight import EVERYTHING
from assessment.domain.people.teams import TeamKind, TeamRole
from assessment.domain.records import AuditAction, StepUpPlan
from assessment.portable import write_assessment
from assessment.services.assessments.reading import history, list_assessments
from assessment.services.people.teams import add_member
from assessment.services.planning.changing import record_plan
from assessment.services.reports.kinds import KINDS, ReportOrder
from assessment.services.reports.making import report_pdf
from assessment.services.samples.demo_people import DEMO_PEOPLE
from tests.builders import an_answer, an_assessment, we_do_not_know
from tests.databases import STAMP
from tests.integration.web.test_every_door import put_into
from tests.teams import a_team
from tests.web import AuditedClient, Site

MAY = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
IMPORT = "/assessments/import"


def brought(site: Site, **given: object) -> Assessment:
    answers = given.pop("answers", {"law": an_answer("c1"), "data": we_do_not_know()})
    fields = {"code": "XS", "profile": {"coast": ("yes",)}} | given
    return an_assessment(site.framework, answers, **fields)


def look(client: AuditedClient, name: str, content: bytes) -> str:
    """Return the page that says what a file holds, as words."""
    shown = client.save(IMPORT, {"file": (BytesIO(content), name)})
    return unescape(shown.text)


def as_file(site: Site, assessment: Assessment) -> bytes:
    return write_assessment(assessment, site.framework).encode()


def as_pdf(site: Site, kind: str, other: Assessment | None = None) -> bytes:
    order = ReportOrder(
        site.framework, brought(site), "en", MAY, alternative=other, kind=kind
    )
    return report_pdf(order)


def packed(page: str) -> list[str]:
    return re.findall(r'name="packed" value="([^"]+)"', page)


def flat(page: str) -> str:
    """Return the words of a page, without its elements."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def stored(site: Site) -> int:
    return len(list_assessments(site.store, EVERYTHING))


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_report_of_ours_is_brought_in_by_what_it_carries(
    site: Site, anna: AuditedClient, kind: str
) -> None:
    page = look(anna, f"{kind}.pdf", as_pdf(site, kind))

    assert "1 of 4 · 1 not known" in flat(page)
    assert stored(site) == 0
    gone = anna.save(IMPORT, {"packed": packed(page), "store": "new"})
    assert gone.status_code == 303
    key = UUID(gone.location.split("/")[-2])
    assert site.stored(key).assessment == brought(site)


def test_of_a_report_with_an_alternative_only_its_own_answers_come(
    site: Site, anna: AuditedClient
) -> None:
    other = brought(site, kind=AssessmentKind.ALTERNATIVE, respondent="Network of NGOs")

    page = look(anna, "both.pdf", as_pdf(site, "brief", other))

    assert "sets 1 further file beside it, which is not brought in" in page
    anna.save(IMPORT, {"packed": packed(page)})
    (one,) = list_assessments(site.store, EVERYTHING)
    assert one.kind is AssessmentKind.TRAINING


def without_attachments(pdf: bytes) -> bytes:
    bare = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for name in list(document.attachments):
            del document.attachments[name]
        document.save(bare)
    return bare.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\nnothing",
        b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj\ntrailer << /Root 1 0 R >>",
        b"%PDF-" + b"9" * 100_000,
    ],
)
def test_a_pdf_that_is_none_of_ours_is_refused_in_words(
    site: Site, anna: AuditedClient, content: bytes
) -> None:
    page = look(anna, "hostile.pdf", content)

    assert "Nothing was imported" in page
    assert "This PDF is not one of our reports" in page
    assert packed(page) == []


NOWHERE = UUID(int=1)
MADE_UP = {
    "no end": b"[" * 900_000,
    "half a character as name": b'["\\ud800", "{}"]',
    "half a character inside": b'["a", "\\ud800"]',
    "no text": b'["\\u0000", "\\u0000"]',
    "a number": b'["a", %s]' % (b"9" * 6000),
    "nothing": b"null",
}


@pytest.mark.parametrize("made_up", MADE_UP.values(), ids=MADE_UP)
@pytest.mark.parametrize(
    "form",
    [
        {},
        {"take": "all", "target": str(NOWHERE)},
        {"compare": f"0:{NOWHERE}"},
    ],
    ids=["store", "take", "compare"],
)
def test_what_no_page_of_ours_carried_is_refused_in_words(
    anna: AuditedClient, made_up: bytes, form: dict[str, str]
) -> None:
    carried = b64encode(zlib.compress(made_up)).decode()

    refused = anna.save(IMPORT, {"packed": carried, "came": "x", **form})

    assert refused.status_code == 422


def test_a_form_does_not_become_a_thousand_times_as_much(anna: AuditedClient) -> None:
    # 700 of them fit into a form, and would be 5 gigabytes.
    large = b64encode(zlib.compress(b'["a", "%s"]' % bytes(b"x" * 7_900_000))).decode()

    tracemalloc.start()
    try:
        refused = anna.save(IMPORT, {"packed": [large] * 40})
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert refused.status_code == 422
    assert most < 200_000_000


@pytest.mark.parametrize("number", ["9" * 6000, "٠", "²", "-1", "", "1"])
def test_a_file_that_the_page_did_not_carry_is_not_there(
    site: Site, anna: AuditedClient, number: str
) -> None:
    carried = packed(look(anna, "a.json", as_file(site, brought(site))))

    gone = anna.save(IMPORT, {"packed": carried, "compare": f"{number}:{NOWHERE}"})

    assert gone.status_code == 404


def test_a_report_that_lost_its_attachment_is_refused_in_words(
    site: Site, anna: AuditedClient
) -> None:
    page = look(anna, "bare.pdf", without_attachments(as_pdf(site, "brief")))

    assert "This PDF is not one of our reports" in page


def test_a_file_of_an_edition_that_nobody_keeps_says_which(
    site: Site, anna: AuditedClient
) -> None:
    text = as_file(site, brought(site)).replace(
        f'"edition": "{site.framework.edition}"'.encode(), b'"edition": "1999"'
    )

    page = look(anna, "old.json", text)

    assert "Nothing was imported" in page
    assert "1999" in page


def test_the_edition_that_a_file_answers_is_told(
    site: Site, anna: AuditedClient
) -> None:
    page = flat(look(anna, "new.json", as_file(site, brought(site))))

    assert f"Edition {site.framework.edition}" in page
    assert "the file says" not in page


def test_what_a_file_says_of_its_clearance_is_told_and_begins_as_a_draft(
    site: Site, anna: AuditedClient
) -> None:
    cleared = brought(site, clearance=Clearance("A. Minister", "Minister", MAY.date()))

    page = flat(look(anna, "cleared.json", as_file(site, cleared)))

    assert "A. Minister, Minister (here it begins as a draft)" in page


def test_what_none_of_the_teams_can_own_is_said_before_anything_is_sent(
    site: Site,
) -> None:
    ngo = site.signed_in("ngo")

    page = look(ngo, "ours.json", as_file(site, brought(site)))

    assert "None of your teams can own it" in page
    assert 'name="store"' not in page


def test_a_file_beside_a_draft_says_what_it_would_change(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin(law=an_answer("c1"), data=an_answer("c1"), care=an_answer("c1"))
    file = brought(
        site,
        answers={
            "law": an_answer("c1"),
            "data": an_answer("c1", "c2"),
            "ports": an_answer("c1"),
        },
    )

    page = flat(look(anna, "again.json", as_file(site, file)))

    assert "there is one like it" in page
    assert "would add 1 answers to it and change 1; 1 are the same, and 1 stay" in page
    assert f"0:{key}" in look(anna, "again.json", as_file(site, file))


def compare(site: Site, client: AuditedClient, key: UUID, file: Assessment) -> str:
    page = look(client, "again.json", as_file(site, file))
    shown = client.save(IMPORT, {"packed": packed(page), "compare": f"0:{key}"})
    assert shown.status_code == 200
    return unescape(shown.text)


def take(client: AuditedClient, page: str, **given: object):
    hidden = {
        name: re.search(f'name="{name}" value="([^"]*)"', page)[1]  # type: ignore[index]
        for name in ("packed", "target", "seen")
    }
    return client.save(IMPORT, hidden | {"take": "ticked"} | given)


def test_answers_are_taken_over_one_by_one_and_the_history_tells_of_it(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin(law=an_answer("c1", note="Kept."), data=an_answer("c1"))
    file = brought(
        site,
        answers={
            "law": an_answer("c1", note="From the file."),
            "data": an_answer("c1", "c2"),
            "care": an_answer("c1"),
        },
    )
    page = compare(site, anna, key, file)
    assert "From the file." in page
    assert re.search(r'value="answer.care" checked', page)
    assert not re.search(r'value="answer.law" checked', page)

    gone = take(anna, page, box=["answer.care", "answer.data", "profile."])

    assert gone.status_code == 303
    now = site.stored(key).assessment
    assert now.answers["law"].note == "Kept."
    assert now.answers["data"].met == {"c1", "c2"}
    assert now.answers["care"] == an_answer("c1")
    assert now.profile == {"coast": ("yes",)}
    told = [entry.action for entry in history(site.store, key)][:4]
    assert told == [
        AuditAction.TAKEN_OVER,
        AuditAction.ANSWER,
        AuditAction.ANSWER,
        AuditAction.PROFILE,
    ]
    (changed,) = history(site.store, key, indicator_key="data")[:1]
    assert changed.old
    assert changed.new
    assert "again.json" in anna.get(f"/assessments/{key}/history").text
    assert stored(site) == 1


def test_all_of_it_can_be_taken_over_at_once(site: Site, anna: AuditedClient) -> None:
    key = site.begin(law=an_answer("c1"))
    file = brought(site, answers={"law": an_answer(), "care": we_do_not_know()})
    page = compare(site, anna, key, file)

    take(anna, page, take="all")

    now = site.stored(key).assessment
    assert now.answers == file.answers
    assert now.profile == file.profile


PLANNED = {
    "answers": {"law": an_answer("c1")},
    "targets": {"law": 2, "data": 4, "care": 3},
    "target_reasons": {"law": "Two years are short."},
    "plan": (
        PlanItem("law", "c2a", owner="Justice", due=date(2027, 5, 1)),
        PlanItem("care", "c1", wording="Open three houses."),
        PlanItem("data", "c1", status=PlanStatus.DECLINED, note="Others count."),
    ),
}
"""What a ministry sends back beside its answers."""


def a_draft_with_a_plan(site: Site) -> UUID:
    key = site.begin({"coast": ("yes",)}, law=an_answer("c1"))
    plan = StepUpPlan(
        {"law": 4, "care": 3},
        (
            PlanItem("law", "c2a", note="Ours."),
            PlanItem("law", "c2b", note="Stays."),
            PlanItem("care", "c1", wording="Open three houses."),
        ),
        {"law": "The law is on its way."},
    )
    record_plan(site.store, site.framework, key, plan, seen=0, stamp=STAMP)
    return key


def test_targets_and_actions_are_shown_and_what_is_new_is_ticked(
    site: Site, anna: AuditedClient
) -> None:
    key = a_draft_with_a_plan(site)
    file = brought(site, **PLANNED)

    looked = flat(look(anna, "again.json", as_file(site, file)))
    page = compare(site, anna, key, file)

    assert "And 4 targets or actions of the plan." in looked
    boxes = re.findall(r'name="box" value="([^"]+)"( checked)?', page)
    assert dict(boxes) == {
        "target.law": "",
        "target.data": " checked",
        "step.law/c2a": "",
        "step.data/c1": " checked",
    }, "what both say alike is not listed"
    for said in (
        "level 4 – The law is on its way.",
        "level 2 – Two years are short.",
        "Ours.",
        "Justice",
        "Others count.",
    ):
        assert said in page, said


def test_targets_and_actions_are_taken_over_one_by_one_and_the_rest_stays(
    site: Site, anna: AuditedClient
) -> None:
    key = a_draft_with_a_plan(site)
    page = compare(site, anna, key, brought(site, **PLANNED))

    gone = take(anna, page, box=["target.law", "step.data/c1", "step.law/none"])

    assert gone.status_code == 303
    now = site.stored(key).assessment
    assert now.targets == {"law": 2, "care": 3}
    assert now.target_reasons == {"law": "Two years are short."}
    notes = {(i.indicator, i.criterion): i.note for i in now.plan}
    assert notes == {
        ("law", "c2a"): "Ours.",
        ("law", "c2b"): "Stays.",
        ("care", "c1"): "",
        ("data", "c1"): "Others count.",
    }
    taken, planned = history(site.store, key)[:2]
    assert (taken.action, planned.action) == (AuditAction.TAKEN_OVER, AuditAction.PLAN)
    assert "Two years are short." in anna.get(f"/assessments/{key}/history").text


def test_a_plan_that_was_changed_meanwhile_is_not_written_over(
    site: Site, anna: AuditedClient
) -> None:
    key = a_draft_with_a_plan(site)
    page = compare(site, anna, key, brought(site, **PLANNED))
    plan = StepUpPlan({"law": 1})
    record_plan(site.store, site.framework, key, plan, seen=1, stamp=STAMP)

    refused = take(anna, page, take="all")

    assert refused.status_code == 409
    assert site.stored(key).assessment.targets == {"law": 1}
    again = take(anna, unescape(refused.text), take="all")
    assert again.status_code == 303
    now = site.stored(key).assessment
    assert now.targets == PLANNED["targets"]
    assert set(now.plan) == set(PLANNED["plan"])
    assert "nothing that the draft does not hold" in compare(
        site, anna, key, brought(site, **PLANNED)
    )


def test_what_a_colleague_saved_meanwhile_is_not_written_over(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin(law=an_answer("c1"))
    page = compare(site, anna, key, brought(site, answers={"law": an_answer()}))
    site.answered_by_ben(key, "law", an_answer("c1", "c2a"), seen=1)

    refused = take(anna, page, box=["answer.law"])

    assert refused.status_code == 409
    assert "Somebody changed the draft meanwhile" in refused.text
    assert site.stored(key).assessment.answers["law"].met == {"c1", "c2a"}


def test_the_same_file_again_has_nothing_to_take_over(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin({"coast": ("yes",)}, law=an_answer("c1"))
    same = site.stored(key).assessment

    page = compare(site, anna, key, same)

    assert "holds nothing that the draft does not hold already" in page


def test_what_is_no_draft_any_more_is_not_changed(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin(law=an_answer("c1"))
    page = compare(site, anna, key, brought(site, answers={"law": an_answer()}))
    put_into(site.store, key, State.IN_REVIEW)

    assert "no draft any more" in look(anna, "again.json", as_file(site, brought(site)))
    refused = take(anna, page, box=["answer.law"])
    assert refused.status_code == 409
    assert site.stored(key).assessment.answers["law"] == an_answer("c1")


def test_who_only_reads_a_draft_does_not_change_it_from_a_file(site: Site) -> None:
    key = site.begin(law=an_answer("c1"))
    a_team(site.store, UUID(int=5), TeamKind.TRAINING)
    reader = DEMO_PEOPLE["reader"].email
    site.signed_in("reader")
    add_member(site.store, UUID(int=5), reader, {TeamRole.COORDINATOR}, stamp=STAMP)
    client = site.signed_in_as(reader)
    file = as_file(site, brought(site, answers={"law": an_answer()}))
    page = look(client, "again.json", file)
    assert "You may look at it, but not change it." in page

    refused = client.save(
        IMPORT,
        {"packed": packed(page), "target": str(key), "seen": "1", "take": "all"},
    )

    assert refused.status_code == 409
    assert site.stored(key).assessment.answers["law"] == an_answer("c1")


def test_a_draft_of_others_is_not_there(site: Site) -> None:
    key = site.begin(law=an_answer("c1"))
    trainer = site.signed_in("trainer")
    page = look(trainer, "again.json", as_file(site, brought(site)))
    assert "there is one like it" not in page

    for sent in ({"compare": f"0:{key}"}, {"target": str(key), "take": "all"}):
        refused = trainer.save(IMPORT, {"packed": packed(page)} | sent)
        assert refused.status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"compare": "9:x"},
        {"compare": "0:not-an-id"},
        {"compare": ""},
        {"take": "all", "target": "x"},
    ],
)
def test_a_request_that_no_page_sends_finds_nothing(
    site: Site, anna: AuditedClient, sent: dict[str, str]
) -> None:
    page = look(anna, "a.json", as_file(site, brought(site)))

    assert anna.save(IMPORT, {"packed": packed(page)} | sent).status_code == 404


def test_what_names_somebody_young_is_shown_beside_what_would_change(
    site: Site, anna: AuditedClient
) -> None:
    key = site.begin()
    note = an_answer("c1", note="Maria, 14, was found in the port.")

    page = compare(site, anna, key, brought(site, answers={"law": note}))

    assert "This may be about single young people" in page
