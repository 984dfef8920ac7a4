"""Every route × every role × own and foreign team × every state, from the URL map.

What is expected is written down here by hand from DESIGN 9, and not asked of the code. A
route that is missing from the tables fails the test.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from sqlalchemy import update
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from assessment import resources
from assessment.domain.answers import EvidenceItem
from assessment.domain.evidence import item_key
from assessment.domain.people.asks import AskKind, Assignment
from assessment.domain.people.may import State
from assessment.domain.people.teams import TeamRole
from assessment.services.delegation.asks import keep_assignment
from assessment.services.evidence.adding import Upload, add_file
from assessment.services.people.accounts import create_account, find_account
from assessment.services.people.teams import add_member
from assessment.services.reports.workshop import Asked
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.storage.engine import Store
from assessment.storage.tables import ASSESSMENTS
from assessment.web.access import FOREIGN_ROUTES
from assessment.web.reports.waiting import EXTENSION as WORKSHOP
from assessment.web.state import AppState
from tests.builders import an_answer
from tests.databases import NOON, STAMP, counted_queries
from tests.files import a_pdf
from tests.teams import OURS, THEIRS, a_team
from tests.web import AuditedClient, Site

COORDINATOR, CONTRIBUTOR = "coordinator", "contributor"
CLEARING, READER = "clearing-officer", "reader"
ALL = {COORDINATOR, CONTRIBUTOR, CLEARING, READER}
WHOLE = {COORDINATOR, CLEARING, READER}
EVERY_STATE = set(State)
DRAFT = {State.DRAFT}
TALKERS = {COORDINATOR, CONTRIBUTOR, CLEARING}
TALKING = {State.DRAFT, State.IN_REVIEW}

ABOUT_AN_ASSESSMENT: dict[tuple[str, str], tuple[set[str], set[State]]] = {
    ("wizard.tasks", "GET"): (ALL, EVERY_STATE),
    ("wizard.profile", "GET"): (ALL, EVERY_STATE),
    ("wizard.save_profile", "POST"): ({COORDINATOR}, DRAFT),
    ("wizard.indicator", "GET"): (ALL, EVERY_STATE),
    ("wizard.save_indicator", "POST"): ({COORDINATOR, CONTRIBUTOR}, DRAFT),
    ("wizard.clear_indicator", "POST"): ({COORDINATOR, CONTRIBUTOR}, DRAFT),
    ("review.show", "GET"): (ALL, EVERY_STATE),
    ("review.table", "GET"): (ALL, EVERY_STATE),
    ("evidence.register", "GET"): (ALL, EVERY_STATE),
    ("evidence.download", "GET"): (ALL, EVERY_STATE),
    ("evidence.export", "GET"): (ALL, EVERY_STATE),
    ("evidence.upload", "POST"): ({COORDINATOR, CONTRIBUTOR}, DRAFT),
    ("evidence.mend", "GET"): ({COORDINATOR, CONTRIBUTOR}, DRAFT),
    ("evidence.save", "POST"): ({COORDINATOR, CONTRIBUTOR}, DRAFT),
    ("evidence.remove", "POST"): ({COORDINATOR, CONTRIBUTOR}, DRAFT),
    ("evidence.check", "POST"): (WHOLE, EVERY_STATE),
    ("results.overview", "GET"): (ALL, EVERY_STATE),
    ("results.gaps", "GET"): (ALL, EVERY_STATE),
    ("results.lens", "GET"): (ALL, EVERY_STATE),
    ("results.explain", "GET"): (ALL, EVERY_STATE),
    ("results.explain_group_score", "GET"): (ALL, EVERY_STATE),
    ("results.explain_indicator", "GET"): (ALL, EVERY_STATE),
    ("results.export", "GET"): (ALL, EVERY_STATE),
    ("reports.download", "GET"): (WHOLE, EVERY_STATE),
    ("reports.waiting", "GET"): (WHOLE, EVERY_STATE),
    ("voices.beside", "GET"): (WHOLE, EVERY_STATE),
    ("talk.show_open", "GET"): (ALL, EVERY_STATE),
    ("talk.say", "POST"): (TALKERS, TALKING),
    ("talk.settle", "POST"): (TALKERS, TALKING),
    ("history.whole", "GET"): (ALL, EVERY_STATE),
    ("history.of_indicator", "GET"): (ALL, EVERY_STATE),
    ("history.table", "GET"): (ALL, EVERY_STATE),
    ("rounds.show", "GET"): (ALL, EVERY_STATE),
    ("rounds.hand_it_on", "POST"): ({COORDINATOR}, DRAFT),
    ("rounds.take_it_back", "POST"): (
        {COORDINATOR},
        {State.IN_REVIEW, State.PUBLISHED},
    ),
    ("rounds.return_it", "POST"): (
        {CLEARING},
        {State.IN_REVIEW, State.CLEARED, State.PUBLISHED},
    ),
    ("rounds.clear_it", "POST"): ({CLEARING}, {State.IN_REVIEW}),
    ("rounds.publish_it", "POST"): ({COORDINATOR}, {State.CLEARED}),
    ("rounds.show_otherwise", "POST"): (
        {COORDINATOR},
        {State.PUBLISHED, State.SUPERSEDED},
    ),
    ("rounds.withdraw_it", "POST"): (
        {COORDINATOR},
        {State.PUBLISHED, State.SUPERSEDED},
    ),
    ("plan.show", "GET"): (ALL, EVERY_STATE),
    ("plan.add", "POST"): ({COORDINATOR}, DRAFT),
    ("plan.item", "GET"): (ALL, EVERY_STATE),
    ("plan.followed_up", "GET"): (ALL, EVERY_STATE),
    ("plan.change", "POST"): ({COORDINATOR}, DRAFT),
    ("plan.follow_up", "POST"): ({COORDINATOR}, {State.PUBLISHED}),
    ("plan.targets", "GET"): (ALL, EVERY_STATE),
    ("plan.target", "GET"): (ALL, EVERY_STATE),
    ("plan.set_aim", "POST"): ({COORDINATOR}, DRAFT),
    ("plan.workbook", "GET"): (ALL, EVERY_STATE),
    ("plan.calendar", "GET"): (ALL, EVERY_STATE),
    ("asked.hand_back", "POST"): ({CONTRIBUTOR}, DRAFT),
    ("delegation.show", "GET"): ({COORDINATOR}, EVERY_STATE),
    ("delegation.order", "POST"): ({COORDINATOR}, DRAFT),
    ("delegation.change", "POST"): ({COORDINATOR}, DRAFT),
    ("delegation.withdraw", "POST"): ({COORDINATOR}, DRAFT),
    ("delegation.reopen", "POST"): ({COORDINATOR}, DRAFT),
    ("delegation.remind", "POST"): ({COORDINATOR}, DRAFT),
    ("manage.show", "GET"): ({COORDINATOR}, EVERY_STATE),
    ("manage.change", "POST"): ({COORDINATOR}, DRAFT),
    ("editions.show", "GET"): ({COORDINATOR}, DRAFT),
    ("editions.step", "POST"): ({COORDINATOR}, DRAFT),
    ("carried.show", "GET"): (ALL, EVERY_STATE),
    ("carried.confirm", "POST"): ({COORDINATOR, CONTRIBUTOR}, DRAFT),
    ("carried.progress", "GET"): (WHOLE, EVERY_STATE),
    ("carried.next_round", "GET"): ({COORDINATOR}, EVERY_STATE),
    ("carried.start", "POST"): ({COORDINATOR}, EVERY_STATE),
    ("manage.archive", "POST"): ({COORDINATOR}, {State.DRAFT, State.WITHDRAWN}),
    ("manage.restore", "POST"): ({COORDINATOR}, {State.DRAFT, State.WITHDRAWN}),
    ("manage.delete", "POST"): ({COORDINATOR}, {State.DRAFT, State.WITHDRAWN}),
}
"""Route -> the roles that may, and in which states. To others of the team it is refused,
to everybody else it is not there."""

ABOUT_A_TEAM: dict[tuple[str, str], set[str]] = {
    ("teams.show", "GET"): ALL | {"administrator"},
    ("teams.rename", "POST"): {COORDINATOR, "administrator"},
    ("teams.add", "POST"): {COORDINATOR, "administrator"},
    ("teams.change_roles", "POST"): {COORDINATOR, "administrator"},
    ("second_factor.of_team", "GET"): {COORDINATOR, "administrator"},
    ("second_factor.change", "POST"): {COORDINATOR, "administrator"},
    ("invitations.of_team", "GET"): {COORDINATOR, "administrator"},
    ("invitations.into_team", "POST"): {COORDINATOR, "administrator"},
    ("invitations.withdraw", "POST"): {COORDINATOR, "administrator"},
}
"""Route -> the members who may, and whether administrators do. To members who may not it
is refused; for everybody else there is no such team."""

FOR_ADMINISTRATORS = {
    ("teams.new", "GET"),
    ("teams.new", "POST"),
    ("invitations.of_site", "GET"),
    ("administration.accounts", "GET"),
    ("administration.trail", "GET"),
    ("administration.ask_deactivation", "GET"),
    ("administration.keep_out", "POST"),
    ("administration.let_in", "POST"),
    ("administration.trail_table", "GET"),
    ("administration.sign_out", "POST"),
    ("administration.drop_second_factor", "POST"),
    ("administration.erase", "POST"),
    ("invitations.to_site", "POST"),
    ("invitations.withdraw_from_site", "POST"),
}

FOR_EVERYBODY = {
    ("account.demo_sign_in", "POST"),
    ("comparison.choose", "GET"),
    ("comparison.download", "GET"),
    ("comparison.show", "GET"),
    ("account.confirm_address", "POST"),
    ("invitations.accept_it", "POST"),
    ("invitations.show", "GET"),
    ("method.show", "GET"),
    ("replies.show", "GET"),
    ("published.index", "GET"),
    ("published.lens", "GET"),
    ("published.point", "GET"),
    ("published.portable", "GET"),
    ("published.report", "GET"),
    ("published.show", "GET"),
    ("published.table", "GET"),
    ("published.waiting", "GET"),
    ("start.home", "GET"),
    ("start.language", "GET"),
    ("verify.show", "GET"),
}
FOR_WHOEVER_REPLIES = {
    ("replies.form", "GET"),
    ("replies.say", "POST"),
    ("replies.withdraw", "POST"),
}
"""The government of a country, to what others published: see ``test_replies``."""
FOR_SIGNED_IN = {
    ("account.data", "GET"),
    ("account.ask_erasure", "GET"),
    ("account.erase", "POST"),
    ("account.end_others", "POST"),
    ("account.end_session", "POST"),
    ("account.show", "GET"),
    ("asked.show", "GET"),
    ("teams.index", "GET"),
}
"""They show what the person may know of: see the tests of lists below."""
FOR_COORDINATORS = {
    ("start.exercises", "GET"),
    ("start.exercises", "POST"),
    ("imports.bring_in", "GET"),
    ("imports.bring_in", "POST"),
    ("start.new", "GET"),
    ("start.new", "POST"),
    ("voices.new", "GET"),
    ("voices.new", "POST"),
}
OUTSIDERS = ("outsider", "administrator", "nowhere")
REFUSED, NOT_THERE = 403, 404
MISSING = uuid4()
DOCUMENT = EvidenceItem(
    "The law", file=sha256(a_pdf()).hexdigest(), file_name="law.pdf"
)


class NoWorkshop:
    """Takes orders for reports and never makes one: here only who may order matters."""

    def ask(self, _order: object) -> Asked:
        """Say that it is being made."""
        return Asked()

    def forget_failure(self, _order: object) -> None:
        """Have nothing to forget."""

    def close(self) -> None:
        """Have nothing to end."""


@dataclass(frozen=True)
class Door:
    """A route with one of its methods."""

    rule: Rule
    method: str

    @property
    def name(self) -> tuple[str, str]:
        """How the tables call it."""
        return self.rule.endpoint, self.method

    def address(self, **values: object) -> str:
        """Return a URL with real values in it."""
        known: dict[str, object] = {
            "indicator_key": "law",
            "criterion_key": "c1",
            "lens_key": "sectors",
            "lens": "points",
            "group_key": "systems",
            "code": "fr",
            "ending": "csv",
            "digest": DOCUMENT.file,
            "item_key": item_key(DOCUMENT),
            "account": 1,
            "snapshot_code": "0000-0000-00000",
            "token": "none",
            "invitation_id": MISSING,
        } | values
        built = self.rule.build({k: known[k] for k in self.rule.arguments})
        assert built is not None
        return built[1]


def doors(site: Site) -> Iterator[Door]:
    """Yield every route that the program itself registered, with each method."""
    for rule in site.app.url_map.iter_rules():
        if rule.endpoint.startswith("security.") or rule.endpoint == "static":
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Door(rule, method)


@pytest.fixture
def walked(site: Site) -> Site:
    """A site that makes no reports, with a second team."""
    site.app.extensions[WORKSHOP] = NoWorkshop()
    a_team(site.store, THEIRS)
    create_account(site.store, "outsider@example.org", password=None, now=NOON)
    add_member(site.store, THEIRS, "outsider@example.org", set(TeamRole), stamp=STAMP)
    create_account(site.store, "nowhere@example.org", password=None, now=NOON)
    return site


def browsers(site: Site) -> dict[str, AuditedClient]:
    """Return a signed-in browser for each role of our team, and for outsiders."""
    clients = {who: site.signed_in(who) for who in (*ALL, "administrator")}
    for who in ("outsider", "nowhere"):
        clients[who] = site.signed_in_as(f"{who}@example.org")
    return clients


def account_of(site: Site, who: str) -> int:
    """Return the account of one of the demo's people."""
    account = find_account(site.store, DEMO_PEOPLE[who].email)
    assert account is not None
    return account.id


def asked(site: Site, assessment_id: UUID, key: str = "law") -> None:
    """Ask one indicator of the contributor."""
    contributor = account_of(site, CONTRIBUTOR)
    keep_assignment(
        site.store,
        Assignment(uuid4(), assessment_id, contributor, AskKind.INDICATOR, key, NOON),
    )


def with_document(site: Site, assessment_id: UUID) -> None:
    """Let an answer, which the contributor is asked for, too, name a file."""
    state: AppState = site.app.extensions["assessment"]
    add_file(
        site.store,
        state.contents,
        site.framework,
        assessment_id,
        Upload("law.pdf", BytesIO(a_pdf())),
        limits=state.settings.evidence,
        stamp=STAMP,
    )
    answer = an_answer("c1", evidence=(DOCUMENT,))
    site.answered_by_ben(assessment_id, "care", answer, seen=0)
    asked(site, assessment_id, "care")


def put_into(store: Store, assessment_id: UUID, state: State) -> None:
    """Put an assessment into *state*, and on the list, whatever happened to it."""
    with store.writing() as session:
        session.execute(
            update(ASSESSMENTS)
            .where(ASSESSMENTS.c.id == assessment_id)
            .values(
                state=state.value,
                shelf="list",
                visibility="all",
                revision=ASSESSMENTS.c.revision + 1,
            )
        )


def knock(client: AuditedClient, door: Door, address: str, token: str) -> TestResponse:
    """Send a request; one that changes something holds nothing but the token."""
    if door.method == "GET":
        return client.get(address, buffered=True)
    return client.open(address, method=door.method, data={"csrf_token": token})


def test_every_route_stands_in_one_of_the_tables(site: Site) -> None:
    found = {door.name for door in doors(site)}

    assert found == {*ABOUT_AN_ASSESSMENT, *ABOUT_A_TEAM, *FOR_EVERYBODY} | {
        *FOR_SIGNED_IN,
        *FOR_COORDINATORS,
        *FOR_ADMINISTRATORS,
        *FOR_WHOEVER_REPLIES,
    }
    views = site.app.view_functions
    silent = {n for n, view in views.items() if not hasattr(view, "allowed")}
    # Not opened to anybody: the library registers them with others.
    assert silent - set(FOREIGN_ROUTES) == {
        "security.static",
        "security.two_factor_rescue",
    }


@pytest.mark.parametrize("state", list(State))
def test_an_assessment_opens_to_those_it_is_meant_for(
    walked: Site, state: State
) -> None:
    key = walked.begin(law=an_answer("c1"))
    asked(walked, key)
    with_document(walked, key)
    clients = browsers(walked)
    tokens = {who: client.token() for who, client in clients.items()}
    wrong = []
    for door in doors(walked):
        if "assessment_id" not in door.rule.arguments:
            continue
        roles, states = ABOUT_AN_ASSESSMENT[door.name]
        for who, client in clients.items():
            put_into(walked.store, key, state)
            status = knock(
                client, door, door.address(assessment_id=key), tokens[who]
            ).status_code
            if who in OUTSIDERS:
                is_right = status == NOT_THERE
            elif who in roles and state in states:
                is_right = status not in {401, REFUSED, NOT_THERE} and status < 500
            else:
                is_right = status == REFUSED
            if not is_right:
                wrong.append((*door.name, who, status))

    assert not wrong


def test_what_was_not_asked_of_a_contributor_is_not_there_for_them(
    walked: Site,
) -> None:
    key = walked.begin(law=an_answer("c1"), data=an_answer("c1"))
    asked(walked, key, "law")
    unasked = walked.begin(law=an_answer("c1"))
    contributor = walked.signed_in(CONTRIBUTOR)
    token = contributor.token()
    for door in doors(walked):
        if "assessment_id" not in door.rule.arguments:
            continue
        nothing = knock(contributor, door, door.address(assessment_id=unasked), token)
        assert nothing.status_code == NOT_THERE, door.name
        if "indicator_key" in door.rule.arguments:
            address = door.address(assessment_id=key, indicator_key="data")
            status = knock(contributor, door, address, token).status_code
            assert status == NOT_THERE, door.name


def test_whoever_is_not_signed_in_is_asked_to(walked: Site) -> None:
    client, key = walked.client(), walked.begin()
    token = client.token()
    for door in doors(walked):
        names = {"assessment_id": key, "team_id": OURS, "account": 1}
        response = knock(client, door, door.address(**names), token)
        if door.name in FOR_EVERYBODY:
            assert response.status_code != 401
            continue
        asks = (response.status_code, "/sign-in" in (response.location or ""))
        assert asks in {(303, True), (401, False)}, (door.name, asks)


def test_beginning_is_for_coordinators_and_administering_for_administrators(
    walked: Site,
) -> None:
    for who, client in browsers(walked).items():
        token = client.token()
        for door in doors(walked):
            if door.name in FOR_COORDINATORS:
                may = who in {COORDINATOR, "outsider"}
            elif door.name in FOR_ADMINISTRATORS:
                may = who == "administrator"
            elif door.name in FOR_SIGNED_IN:
                may = True
            else:
                continue
            status = knock(client, door, door.address(), token).status_code
            assert (status == REFUSED) != may, (*door.name, who, status)


def test_a_team_opens_to_its_members_and_to_administrators(walked: Site) -> None:
    for who, client in browsers(walked).items():
        token = client.token()
        for door in doors(walked):
            if "team_id" not in door.rule.arguments:
                continue
            # Somebody who is no member: what may be done is refused as wrong input.
            address = door.address(team_id=OURS, account=4711)
            if door.name == ("teams.change_roles", "POST"):
                address = door.address(team_id=OURS, account=account_of(walked, READER))
            status = knock(client, door, address, token).status_code
            if who in ABOUT_A_TEAM[door.name]:
                assert status in {200, 303, 422}, (*door.name, who, status)
            elif who in ALL:
                assert status == REFUSED, (*door.name, who, status)
            else:
                assert status == NOT_THERE, (*door.name, who, status)
            missing = door.address(team_id=MISSING, account=1)
            status = knock(client, door, missing, token).status_code
            assert status == NOT_THERE, (*door.name, who, status)


def pages_with_lists(client: AuditedClient) -> str:
    """Return everything that lists or counts assessments, as one text."""
    paths = ("/", "/?shelf=archive", "/compare", "/compare/choose")
    return _same_token("".join(client.get(path).text for path in paths))


@pytest.mark.parametrize("state", list(State))
def test_a_foreign_draft_is_in_no_list_count_or_choice(
    walked: Site, state: State
) -> None:
    outsiders = {who: browsers(walked)[who] for who in OUTSIDERS}
    before = {who: pages_with_lists(c) for who, c in outsiders.items()}
    key = walked.begin(law=an_answer("c1"))
    put_into(walked.store, key, state)

    for who, client in outsiders.items():
        assert pages_with_lists(client) == before[who]
        for path in (f"/compare?id={key}", f"/compare/comparison.csv?id={key}"):
            hidden = client.get(path)
            nothing = client.get(path.replace(str(key), str(MISSING)))
            assert hidden.status_code == nothing.status_code == NOT_THERE
            assert _without(hidden.text, key) == _without(nothing.text, MISSING)


def test_a_foreign_draft_does_not_show_up_as_a_double(walked: Site) -> None:
    key = walked.begin(law=an_answer("c1"))
    ours = walked.signed_in()
    portable = ours.get(f"/assessments/{key}/results/assessment.json").text

    def looked_into(client: AuditedClient) -> str:
        return client.open(
            "/assessments/import",
            method="POST",
            data={
                "csrf_token": client.token(),
                "file": (BytesIO(portable.encode()), "a.json"),
            },
        ).text

    assert "there is one like it" in looked_into(ours)
    outsider = walked.signed_in_as("outsider@example.org")
    assert "there is one like it" not in looked_into(outsider)


def test_what_is_hidden_takes_as_many_queries_as_what_is_not_there(
    walked: Site,
) -> None:
    """Timing in numbers that do not vary: hidden and missing ask the same questions."""
    key = walked.begin(law=an_answer("c1"))
    with_document(walked, key)
    clients = browsers(walked)
    for who in OUTSIDERS:
        token = clients[who].token()
        for door in doors(walked):
            if "assessment_id" not in door.rule.arguments:
                continue
            seen = []
            for id_ in (key, MISSING):
                address = door.address(assessment_id=id_)
                with counted_queries(walked.store.engine) as statements:
                    response = knock(clients[who], door, address, token)
                assert response.status_code == NOT_THERE
                seen.append((statements, _without(response.text, id_)))
            assert seen[0] == seen[1], (who, door.name)


def test_nor_does_what_was_not_asked_of_a_contributor_take_more(walked: Site) -> None:
    key = walked.begin(law=an_answer("c1"))
    contributor = walked.signed_in(CONTRIBUTOR)
    token = contributor.token()
    for door in doors(walked):
        if "assessment_id" not in door.rule.arguments:
            continue
        seen = []
        for id_ in (key, MISSING):
            address = door.address(assessment_id=id_)
            with counted_queries(walked.store.engine) as statements:
                response = knock(contributor, door, address, token)
            assert response.status_code == NOT_THERE
            seen.append((statements, _without(response.text, id_)))
        assert seen[0] == seen[1], door.name


def test_nor_a_team_that_is_there(walked: Site) -> None:
    for who in ("outsider", "nowhere"):
        client = walked.signed_in_as(f"{who}@example.org")
        token = client.token()
        for door in doors(walked):
            if "team_id" not in door.rule.arguments:
                continue
            seen = []
            for id_ in (OURS, MISSING):
                names = {"account": 4711, "invitation_id": UUID(int=4711)}
                address = door.address(team_id=id_, **names)
                with counted_queries(walked.store.engine) as statements:
                    response = knock(client, door, address, token)
                assert response.status_code == NOT_THERE
                seen.append((statements, _without(response.text, id_)))
            assert seen[0] == seen[1], (who, door.name)


def words_in(response: TestResponse) -> str:
    """Return all that a page, or an archive, says."""
    if response.mimetype != "application/zip":
        # A workbook is packed: tests of the plan look into it.
        return response.data.decode("utf-8", "replace")
    with ZipFile(BytesIO(response.data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def test_a_contributor_gets_nothing_of_what_was_not_asked(walked: Site) -> None:
    secret = an_answer("c1", note="Nobody else may read this")
    key = walked.begin(law=an_answer("c1", note="Asked"), data=secret, care=secret)
    asked(walked, key, "law")
    contributor = walked.signed_in(CONTRIBUTOR)
    for door in doors(walked):
        if "assessment_id" not in door.rule.arguments or door.method != "GET":
            continue
        page = words_in(contributor.get(door.address(assessment_id=key)))
        assert "Nobody else may read" not in page, door.name
        assert "/indicators/data" not in page, door.name
        assert "/indicators/care" not in page, door.name
    portable = contributor.get(f"/assessments/{key}/results/assessment.json").json
    assert portable is not None
    assert set(portable["answers"]) == {"law"}


def _without(page: str, key: UUID) -> str:
    """Return a page without what any page of that address holds: the address itself."""
    return _same_token(page.replace(str(key), "ID"))


def _same_token(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def test_a_page_says_why_something_is_refused(walked: Site) -> None:
    key = walked.begin()
    reader = walked.signed_in(READER)

    page = reader.save(f"/assessments/{key}/profile", {"version": "0"})

    assert page.status_code == REFUSED
    assert "Your role in this team does not allow it." in page.text


def test_the_web_reaches_assessments_through_the_one_door() -> None:
    """Whatever loads an assessment without asking who wants it stays out of the web."""
    folder = resources.PACKAGE / "web"
    offenders: list[Any] = []
    for file in folder.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        offenders += [file.name] * ("load_assessment" in source)
        offenders += [file.name] * ("EVERYTHING" in source)

    assert offenders == []
