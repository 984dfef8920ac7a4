"""What was cleared stays as it was, whatever happens around it; and what is told stays true."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from assessment.domain.answers import Answer, EvidenceItem, PlanItem, PlanStatus
from assessment.domain.people.may import Visibility
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import Actor, PageKey, Stamp, StepUpPlan
from assessment.evidence_settings import EvidenceSettings
from assessment.services.assessments.recording import record_answer
from assessment.services.evidence.adding import Upload, add_file
from assessment.services.evidence.contents import EvidenceStore
from assessment.services.evidence.sweeping import sweep
from assessment.services.people.accounts import create_account, find_account
from assessment.services.people.leaving import erase_account
from assessment.services.people.teams import add_member, change_team
from assessment.services.planning.changing import change_item, record_plan
from assessment.services.rounds.moving import clear, hand_on, take_back
from assessment.services.rounds.publishing import change_visibility, publish, withdraw
from assessment.storage.engine import Store
from assessment.web.state import EXTENSION, AppState
from tests.builders import an_answer, an_answer_at
from tests.databases import NOON, STAMP
from tests.files import a_pdf
from tests.teams import OURS, in_our_team
from tests.two_editions import AFTER, ANSWERS, BEFORE, keep_both
from tests.web import SECRET, AuditedClient, Site, web_app

LATER = Stamp(Actor(None, "Anna"), NOON + timedelta(hours=3))
DOORS = ("", "/points/systems", "/by/sectors", "/data.csv", "/data.json")
OFFICER = "olga@example.org"


def officer(site: Site) -> Stamp:
    """Return the stamp of a clearing officer with an account of her own."""
    in_our_team(site.store)
    create_account(site.store, OFFICER, password=None, now=STAMP.at)
    add_member(site.store, OURS, OFFICER, {TeamRole.CLEARING_OFFICER}, stamp=STAMP)
    account = find_account(site.store, OFFICER)
    assert account is not None
    return Stamp(Actor(account.id, OFFICER), NOON + timedelta(hours=1))


def signed(site: Site, key: UUID, by: Stamp, visibility: Visibility) -> str:
    """Hand on, clear and publish *key*; return its code."""
    hand_on(site.store, site.framework, key, stamp=STAMP)
    snapshot = clear(
        *(site.store, site.framework, key),
        name="Olga Seal",
        function="Director",
        seen=site.stored(key).revision,
        stamp=by,
    )
    publish(site.store, site.framework, key, visibility=visibility, stamp=LATER)
    return snapshot.code


def told(client: AuditedClient, code: str) -> dict[str, bytes]:
    """Return what visitors get at every door, the file and the check of the code too."""
    doors = {door: client.get(f"/published/{code}{door}") for door in DOORS}
    doors["file"] = client.get(f"/published/{code}/assessment.json")
    doors["verify"] = client.get(f"/verify?code={code}")
    assert {got.status_code for got in doors.values()} == {200}
    return {door: got.data for door, got in doors.items()}


def contents(site: Site) -> EvidenceStore:
    """Return where the contents of files are kept."""
    state: AppState = site.app.extensions[EXTENSION]
    return state.contents


def save(site: Site, key: UUID, answer: Answer) -> None:
    seen = site.stored(key).version_of("law")
    page = PageKey(key, "law")
    record_answer(site.store, site.framework, page, answer, seen=seen, stamp=LATER)


@pytest.fixture
def key(site: Site) -> UUID:
    """A draft with a file of evidence and a plan, ready to be handed on."""
    key = site.begin(
        {"coast": ("yes",)},
        **{i.key: an_answer_at(i, 2) for i in site.framework.indicators},
    )
    record = add_file(
        *(site.store, contents(site), site.framework, key),
        Upload("law.pdf", BytesIO(a_pdf())),
        limits=EvidenceSettings(),
        stamp=STAMP,
    )
    item = EvidenceItem("The law", file=record.digest, file_name="law.pdf")
    save(site, key, an_answer("c1", grade="B", evidence=(item,)))
    plan = StepUpPlan({"law": 3}, (PLANNED,))
    record_plan(site.store, site.framework, key, plan, seen=0, stamp=STAMP)
    return key


PLANNED = PlanItem("law", "c3", owner="Justice")


def edited(site: Site, key: UUID) -> None:
    take_back(site.store, key, reason="A wrong date.", stamp=LATER)
    save(site, key, an_answer("c1", "c2a", note="Written after the clearance."))


def swept(site: Site, key: UUID) -> None:
    (item,) = site.stored(key).assessment.answers["law"].evidence
    edited(site, key)
    sweep(site.store, contents(site), LATER.at + timedelta(days=400), days=0)
    assert contents(site).exists(item.file), "what was cleared names it"


def followed_up(site: Site, key: UUID) -> None:
    done = replace(PLANNED, status=PlanStatus.DONE, note="Done since.")
    change_item(site.store, site.framework, key, done, seen=PLANNED, stamp=LATER)
    assert site.stored(key).assessment.plan == (done,)


def renamed(site: Site, key: UUID) -> None:
    change_team(site.store, OURS, name="Another Name", stamp=LATER)


def erased(site: Site, key: UUID) -> None:
    account = find_account(site.store, OFFICER)
    assert account is not None
    erase_account(site.store, account.id, LATER.at, secret=SECRET)
    assert find_account(site.store, OFFICER) is None


def read_in_arabic(site: Site, key: UUID) -> None:
    client = site.client()
    for path in ("/published", "/verify"):
        assert client.get(path, headers={"Accept-Language": "ar"}).status_code == 200


@pytest.mark.parametrize(
    "happens", [edited, swept, followed_up, renamed, erased, read_in_arabic]
)
def test_what_visitors_get_stays_the_same_to_the_byte(
    site: Site, key: UUID, happens: Callable[[Site, UUID], None]
) -> None:
    code = signed(site, key, officer(site), Visibility.ALL)
    visitor = site.client()
    before = told(visitor, code)
    tag = visitor.get(f"/published/{code}").headers["ETag"]

    happens(site, key)

    assert told(site.client(), code) == before
    kept = site.client().get(f"/published/{code}", headers={"If-None-Match": tag})
    assert kept.status_code == 304
    assert "Olga Seal" in before[""].decode(), "the signature is part of what is signed"


@pytest.mark.parametrize(
    ("lower", "open_doors"),
    [
        (Visibility.WITHOUT_NOTES, {*DOORS}),
        (Visibility.SCORES, {*DOORS}),
        (Visibility.BANDS, {""}),
        (Visibility.NOTHING, set()),
        (None, set()),
    ],
)
def test_a_kept_copy_is_never_good_again_once_less_is_shown(
    site: Site, key: UUID, lower: Visibility | None, open_doors: set[str]
) -> None:
    code = signed(site, key, officer(site), Visibility.ALL)
    visitor = site.client()
    doors = (*DOORS, "/assessment.json")
    tags = {
        door: visitor.get(f"/published/{code}{door}").headers["ETag"] for door in doors
    }

    if lower is None:
        withdraw(site.store, key, reason="An error.", stamp=LATER)
    else:
        change_visibility(
            site.store, key, visibility=lower, reason="Too much.", stamp=LATER
        )

    for door, tag in tags.items():
        asked = {"If-None-Match": tag}
        got = visitor.get(f"/published/{code}{door}", headers=asked)
        expected = {200} if door in open_doors else {403, 404, 410}
        assert got.status_code in expected, (door, got.status_code)
        assert got.headers["Cache-Control"] in {"public, no-cache", "no-store"}
        if got.status_code != 200:
            assert got.headers["Cache-Control"] == "no-store", door
        assert "file_name" not in got.text


def test_an_older_version_never_shows_more_than_it_did(site: Site, key: UUID) -> None:
    by = officer(site)
    first = signed(site, key, by, Visibility.BANDS)
    edited(site, key)
    second = signed(site, key, by, Visibility.ALL)
    visitor = site.client()

    def sees(code: str) -> int:
        return visitor.get(f"/published/{code}/data.csv").status_code

    assert (sees(first), sees(second)) == (403, 200)
    for visibility in (Visibility.SCORES, Visibility.ALL):
        change_visibility(
            site.store, key, visibility=visibility, reason="Decided.", stamp=LATER
        )
        assert (sees(first), sees(second)) == (403, 200), visibility
    change_visibility(
        site.store, key, visibility=Visibility.NOTHING, reason="No.", stamp=LATER
    )
    assert (sees(first), sees(second)) == (404, 404)


def test_it_is_shown_by_the_edition_it_answered_when_another_is_in_use(
    store: Store, tmp_path: Path
) -> None:
    keep_both(store)
    site = Site(web_app(store, tmp_path, BEFORE, demo=True), store, BEFORE)
    key = site.begin(**ANSWERS)
    code = signed(site, key, officer(site), Visibility.ALL)
    doors = ("", "/data.csv", "/assessment.json")
    before = [site.client().get(f"/published/{code}{door}").data for door in doors]

    later = Site(web_app(store, tmp_path / "later", AFTER, demo=True), store, AFTER)

    after = [later.client().get(f"/published/{code}{door}").data for door in doors]
    assert after == before
    assert (
        "Yes: this was cleared here" in later.client().get(f"/verify?code={code}").text
    )


def test_without_the_file_of_its_edition_it_says_so_and_the_code_still_stands(
    store: Store, tmp_path: Path
) -> None:
    keep_both(store)
    site = Site(web_app(store, tmp_path, BEFORE, demo=True), store, BEFORE)
    code = signed(site, site.begin(**ANSWERS), officer(site), Visibility.ALL)
    with store.writing() as session:
        session.execute(
            text(
                "UPDATE framework_edition SET text = NULL WHERE edition = :e"
            ).bindparams(e="2025")
        )
    later = Site(web_app(store, tmp_path / "later", AFTER, demo=True), store, AFTER)
    visitor = later.client()

    got = visitor.get(f"/published/{code}")

    assert got.status_code in {409, 503}
    assert "Traceback" not in got.text
    assert code in visitor.get("/published").text
    assert "Yes: this was cleared here" in visitor.get(f"/verify?code={code}").text
