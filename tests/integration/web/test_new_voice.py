"""An alternative assessment is begun: of any country, beside what is published."""

import re
from dataclasses import replace
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from assessment.domain.answers import AssessmentKind
from assessment.domain.people.may import Visibility
from assessment.domain.people.sight import EVERYTHING
from assessment.domain.people.teams import Person, TeamKind, TeamRole
from assessment.domain.records import AuditAction
from assessment.domain.rounds.snapshot import Snapshot
from assessment.errors import AssessmentNotFoundError, InvalidAnswerError
from assessment.services.assessments.reading import history, list_assessments
from assessment.services.people.teams import add_member
from assessment.services.samples.demo_people import DEMO_PEOPLE, ORGANISATION
from assessment.services.voices.beginning import begin_voice, published_about
from tests.databases import STAMP
from tests.integration.web.test_replies import words
from tests.teams import a_team
from tests.voices import a_voice, published
from tests.web import AuditedClient, Site, hidden

NEW = "/alternatives/new"
NATIONAL = UUID(int=0x60)


def government(
    site: Site, visibility: Visibility | None = Visibility.ALL, **given: object
) -> Snapshot:
    a_team(site.store, NATIONAL, TeamKind.GOVERNMENT, "XB")
    fields = {"kind": AssessmentKind.TRAINING, "respondent": "Coordinator"} | given
    mine = a_voice(site.framework, **fields)
    return published(site.store, site.framework, mine, NATIONAL, visibility)


@pytest.fixture
def ngo(site: Site) -> AuditedClient:
    return site.signed_in("ngo")


def begin(client: AuditedClient, **given: str) -> TestResponse:
    fields = {"country": "FR", "year": "2026", "beside": "own", "language": "en"}
    return client.save(NEW, fields | {"scope": "full", "go": "begin"} | given)


def made(site: Site, answer: TestResponse):
    assert answer.status_code == 303, answer.text
    return site.stored(UUID(answer.location.split("/")[-2]))


def test_of_any_country_on_its_own(site: Site, ngo: AuditedClient) -> None:
    page = ngo.save(NEW, {"country": "FR", "go": "look"})
    assert "Nothing of this country is published here." in words(page.text)

    stored = made(site, begin(ngo, respondent="Network of NGOs"))

    mine = stored.assessment
    assert (mine.subject.code, mine.kind) == ("FR", AssessmentKind.ALTERNATIVE)
    assert stored.team == ORGANISATION
    assert stored.alternative_of is None


def test_who_answers_is_looked_at_before_it_begins(
    site: Site, ngo: AuditedClient
) -> None:
    named = "Seen in May: Amina, 14, was found"
    before = len(list_assessments(site.store, EVERYTHING))

    warned = begin(ngo, respondent=named)

    assert warned.status_code == 422
    assert "this may be about one young person" in warned.text
    assert len(list_assessments(site.store, EVERYTHING)) == before
    reason = {"explained": "yes", "reason": "The name of a book."}
    seen = hidden(warned.text, "seen")
    stored = made(site, begin(ngo, respondent=named, seen=seen, **reason))
    told = [entry.action for entry in history(site.store, stored.id)]
    assert AuditAction.EXPLAINED in told


def test_beside_what_the_government_published(site: Site, ngo: AuditedClient) -> None:
    theirs = government(site, period="2024-2025")
    page = ngo.save(NEW, {"country": "XB", "go": "look"})
    assert "Beside the published one of 2024-2025 · Coordinator" in words(page.text)

    stored = made(site, begin(ngo, country="XB", beside=theirs.code, year=""))

    assert stored.alternative_of == theirs.assessment
    assert stored.assessment.period == "2024-2025"
    assert stored.edition.edition == site.framework.edition


@pytest.mark.parametrize("visibility", [None, Visibility.NOTHING])
def test_nothing_tells_of_a_draft_of_the_government(
    site: Site, ngo: AuditedClient, visibility: Visibility | None
) -> None:
    hidden = government(site, visibility)
    nothing = ngo.save(NEW, {"country": "XC", "go": "look"}).text

    page = ngo.save(NEW, {"country": "XB", "go": "look"}).text

    def bare(text: str) -> str:
        return re.sub(r'value="X[BC]"( selected)?|csrf_token" value="[^"]+"', "", text)

    assert bare(page) == bare(nothing)
    refused = begin(ngo, country="XB", beside=hidden.code)
    assert refused.status_code == 404


def test_what_another_country_published_is_not_beside_this_one(
    site: Site, ngo: AuditedClient
) -> None:
    theirs = government(site)

    assert begin(ngo, country="XC", beside=theirs.code).status_code == 404


def test_an_alternative_is_not_offered_to_stand_beside(
    site: Site, ngo: AuditedClient
) -> None:
    other = published(site.store, site.framework, a_voice(site.framework), ORGANISATION)

    assert other.code not in ngo.save(NEW, {"country": "XB", "go": "look"}).text


def test_the_service_itself_refuses_what_is_not_shown(site: Site) -> None:
    site.signed_in("ngo")
    theirs = government(site)
    store, framework = site.store, site.framework
    (found,) = published_about(store, lambda _edition: framework, "XB")
    assert found.code == theirs.code
    hidden = Person(7, "Leila")
    voice = a_voice(framework, code="XC")

    with pytest.raises(InvalidAnswerError):
        begin_voice(
            store,
            framework,
            voice,
            team=ORGANISATION,
            beside=found,
            person=hidden,
            stamp=STAMP,
        )
    kept = replace(
        found, publication=replace(found.publication, visibility=Visibility.NOTHING)
    )
    with pytest.raises(AssessmentNotFoundError):
        begin_voice(
            store,
            framework,
            a_voice(framework),
            team=ORGANISATION,
            beside=kept,
            person=hidden,
            stamp=STAMP,
        )
    kinds = {s.kind for s in list_assessments(store, EVERYTHING)}
    assert AssessmentKind.ALTERNATIVE not in kinds


def test_a_small_organisation_is_told_that_a_second_person_is_needed(
    site: Site, ngo: AuditedClient
) -> None:
    small = a_team(site.store, UUID(int=0x51), TeamKind.ORGANISATION)

    def join(who: str, *roles: TeamRole) -> None:
        email = DEMO_PEOPLE[who].email
        add_member(site.store, small, email, set(roles), stamp=STAMP)

    join("ngo", TeamRole.COORDINATOR)
    told = "In “Team 0051” nobody but you could clear it"
    assert told in words(ngo.get(NEW).text)
    assert f"/teams/{small}/invitations" in ngo.get(NEW).text

    join("ngo", TeamRole.COORDINATOR, TeamRole.CLEARING_OFFICER)
    assert told in words(ngo.get(NEW).text)
    join("reader", TeamRole.CLEARING_OFFICER)
    assert "A second person is needed" not in words(ngo.get(NEW).text)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"country": ""}, "country"),
        ({"country": "QQ"}, "country"),
        ({"year": "soon"}, "year"),
        ({"edition": "1999"}, "edition"),
        ({"respondent": "x" * 201}, "respondent"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    site: Site, ngo: AuditedClient, given: dict[str, str], field: str
) -> None:
    page = begin(ngo, **given)

    assert page.status_code == 422
    assert f'href="#{field}"' in page.text
    assert list_assessments(site.store, EVERYTHING) == ()


def test_a_government_begins_no_alternative(site: Site) -> None:
    site.signed_in("coordinator")
    a_team(site.store, NATIONAL, TeamKind.GOVERNMENT, "XB")
    email = DEMO_PEOPLE["administrator"].email
    add_member(site.store, NATIONAL, email, {TeamRole.COORDINATOR}, stamp=STAMP)
    client = site.signed_in_as(email)

    assert client.get(NEW).status_code == 403
    assert "New alternative assessment" not in client.get("/").text


def test_a_trainer_begins_one_of_an_invented_country_only(site: Site) -> None:
    trainer = site.signed_in("trainer")

    assert 'value="FR"' not in trainer.get(NEW).text
    assert begin(trainer, country="FR").status_code == 422
    assert made(site, begin(trainer, country="XD")).assessment.subject.code == "XD"
