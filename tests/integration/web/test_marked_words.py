"""Words that stand nowhere else are put into everything people type, and looked for.

Each person follows every link that they are shown, and tries every address of the program;
what they get is read through, packed files too.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from html import unescape
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile, is_zipfile

import pytest
from werkzeug.test import TestResponse

from assessment.domain.answers import EvidenceItem, PlanItem, PlanStatus
from assessment.domain.people.may import State, Visibility
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import Actor, PageKey, Stamp, StepUpPlan
from assessment.services.assessments.recording import record_answer
from assessment.services.evidence.adding import Upload, add_file
from assessment.services.people.accounts import create_account
from assessment.services.people.teams import add_member
from assessment.services.rounds.moving import clear, hand_on, return_, take_back
from assessment.services.rounds.publishing import publish, withdraw
from assessment.services.talk.commenting import add_comment
from assessment.storage.assessments.editor import edit_assessment
from assessment.web.reports.waiting import EXTENSION as WORKSHOP
from assessment.web.state import AppState
from tests.builders import an_answer
from tests.databases import NOON, STAMP
from tests.files import a_pdf
from tests.integration.web.test_every_door import NoWorkshop, asked, doors
from tests.teams import THEIRS, a_team
from tests.web import AuditedClient, Site

OTHER = "care"
"""The indicator that is asked of the contributor; everything else is kept from them."""
MOST = 600
"""So many pages are read before no more links are followed."""
MARK = re.compile(r"zqq[a-z]+qqz")
LATER = Stamp(Actor(None, "Zqqbenqqz"), NOON + timedelta(hours=1))


def marked(site: Site) -> UUID:
    """Store a draft with a word of its own in everything that is typed."""
    item = EvidenceItem(
        "Zqqtitleqqz", "https://zqqlinkqqz.example/", "2025", "zqqpageqqz"
    )
    file = EvidenceItem("Zqqfiledqqz", file=digest(), file_name="zqqfilenameqqz.pdf")
    law = an_answer("c1", grade="C", note="zqqnoteqqz", evidence=(item,))
    key = site.begin({"coast": ("yes",)}, law=law, care=an_answer("c1"))
    state: AppState = site.app.extensions["assessment"]
    add_file(
        *(site.store, state.contents, site.framework, key),
        Upload("zqqfilenameqqz.pdf", BytesIO(a_pdf())),
        limits=state.settings.evidence,
        stamp=LATER,
    )
    for indicator in ("data", "ports"):
        answer = an_answer("c1", note=f"zqq{indicator}qqz", evidence=(file,))
        site.answered_by_ben(key, indicator, answer, seen=0)
    for indicator in ("law", "data"):
        add_comment(site.store, PageKey(key, indicator), "zqqcommentqqz", stamp=LATER)
    planned(site, key)
    return key


def digest() -> str:
    """Return the digest of the file that backs answers."""
    return sha256(a_pdf()).hexdigest()


def planned(site: Site, key: UUID) -> None:
    """Write a plan and a target that say something."""
    plan = StepUpPlan(
        targets={"law": 3},
        reasons={"law": "zqqtargetqqz"},
        items=(
            PlanItem("law", "c2a", "zqqownerqqz", date(2027, 1, 1), note="zqqplannoteqqz",
                     wording="zqqwordingqqz"),
            PlanItem("law", "c2b", status=PlanStatus.DECLINED, note="zqqdeclinedqqz"),
        ),
    )  # fmt: skip
    with site.store.writing() as session:
        editor = edit_assessment(session, site.framework, key, LATER)
        editor.save_plan(plan, seen=0)


def content(response: TestResponse) -> str:
    """Return all that a response tells: headers, words, and what is packed in it."""
    told = [str(response.headers)]
    body = response.get_data()
    if is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as packed:
            told += [name + packed.read(name).decode("utf-8", "replace")
                     for name in packed.namelist()]  # fmt: skip
    else:
        told.append(body.decode("utf-8", "replace"))
    return unescape("\n".join(told))


def words_shown(
    site: Site, client: AuditedClient, key: UUID, code: str = "0000-0000-00000"
) -> dict[str, set[str]]:
    """Return each marked word that *client* comes to see, with where."""
    found: dict[str, set[str]] = {}
    seen: set[str] = set()
    waiting = [*addresses(site, key, code)]
    while waiting:
        path = waiting.pop().split("#")[0]
        if path in seen or "/language/" in path:
            continue
        seen.add(path)
        response = client.get(path, buffered=True)
        assert response.status_code < 500, path
        for word in MARK.findall(content(response).lower()):
            found.setdefault(word, set()).add(path)
        if len(seen) < MOST:
            waiting += links_in(response)
    return found


def addresses(site: Site, key: UUID, code: str) -> Iterator[str]:
    """Yield every address of the program that may show something of an assessment."""
    yield from ("/compare", f"/compare?id={key}&id={key}", f"/compare?id={code}")
    for door in doors(site):
        for indicator in ("law", OTHER) if door.method == "GET" else ():
            values = {"assessment_id": key, "team_id": THEIRS, "code": code}
            values |= {"indicator_key": indicator, "snapshot_code": code}
            yield door.address(**values)


def links_in(response: TestResponse) -> list[str]:
    """Return where a page leads to on this site."""
    if response.location:
        return [response.location]
    if response.mimetype != "text/html":
        return []
    links = re.findall(r'(?:href|action)="(/[^"]*)"', response.text)
    return [unescape(link) for link in links]


@pytest.fixture
def quiet(site: Site) -> Site:
    site.app.extensions[WORKSHOP] = NoWorkshop()
    a_team(site.store, THEIRS)
    create_account(site.store, "outsider@example.org", password=None, now=NOON)
    add_member(site.store, THEIRS, "outsider@example.org", set(TeamRole), stamp=STAMP)
    return site


@pytest.mark.parametrize("who", ["visitor", "outsider", "administrator"])
def test_a_draft_tells_nothing_to_who_is_outside(quiet: Site, who: str) -> None:
    key = marked(quiet)
    client = {
        "visitor": quiet.client,
        "outsider": lambda: quiet.signed_in_as("outsider@example.org"),
        "administrator": lambda: quiet.signed_in("administrator"),
    }[who]()

    assert words_shown(quiet, client, key) == {}


def test_a_contributor_sees_nothing_of_what_was_not_asked(quiet: Site) -> None:
    key = marked(quiet)
    asked(quiet, key, OTHER)

    found = words_shown(quiet, quiet.signed_in("contributor"), key)

    assert found == {}


SHOWN = {
    Visibility.NOTHING: set(),
    Visibility.BANDS: set(),
    Visibility.SCORES: set(),
    Visibility.WITHOUT_NOTES: {
        "zqqtargetqqz", "zqqownerqqz", "zqqwordingqqz", "zqqdeclinedqqz",
        "zqqfiledqqz",  # the title of a document of the public grade
    },
}  # fmt: skip


@pytest.mark.parametrize("who", ["visitor", "outsider"])
@pytest.mark.parametrize("visibility", list(SHOWN))
def test_what_is_published_tells_what_its_visibility_shows(
    quiet: Site, visibility: Visibility, who: str
) -> None:
    key, code = released(quiet, visibility)
    client = (
        quiet.client()
        if who == "visitor"
        else quiet.signed_in_as("outsider@example.org")
    )

    found = words_shown(quiet, client, key, code)

    assert found.keys() - SHOWN[visibility] == set(), found


def test_what_was_withdrawn_or_is_corrected_tells_nothing_new(quiet: Site) -> None:
    key, code = released(quiet, Visibility.ALL)
    take_back(quiet.store, key, reason="zqqreasonqqz", stamp=LATER)
    version = quiet.stored(key).version_of(OTHER)
    record_answer(
        *(quiet.store, quiet.framework, PageKey(key, OTHER)),
        an_answer("c1", note="zqqcorrectedqqz"),
        seen=version,
        stamp=LATER,
    )
    found = words_shown(quiet, quiet.client(), key, code)
    assert (
        found.keys()
        & {"zqqreasonqqz", "zqqcorrectedqqz", "zqqcommentqqz", "zqqremarkqqz"}
        == set()
    )

    withdraw(quiet.store, key, reason="zqqgoneqqz", stamp=LATER)

    assert words_shown(quiet, quiet.client(), key, code) == {}


def released(site: Site, visibility: Visibility) -> tuple[UUID, str]:
    """Take a marked draft through a return, and publish it."""
    key = marked(site)
    store, framework = site.store, site.framework
    hand_on(store, framework, key, stamp=LATER)
    return_(
        store,
        framework,
        key,
        reason="zqqreturnqqz",
        remarks={"law": "zqqremarkqqz"},
        stamp=LATER,
    )
    hand_on(store, framework, key, stamp=LATER)
    snapshot = clear(
        *(store, framework, key),
        name="A. Head",
        function="Minister",
        seen=site.stored(key).revision,
        stamp=Stamp(Actor(None, "Olga"), LATER.at),
    )
    publish(store, framework, key, visibility=visibility, stamp=LATER)
    assert site.stored(key).state is State.PUBLISHED
    return key, snapshot.code
