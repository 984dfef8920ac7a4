"""Teams on the web: made by administrators, kept by coordinators, seen by members."""

from uuid import UUID

import pytest

from assessment.domain.people.teams import TeamKind, TeamRole
from assessment.services.people.accounts import create_account, find_account
from assessment.services.people.teams import (
    add_member,
    change_member,
    list_members,
    list_teams,
    make_team,
    team_named,
)
from assessment.services.samples.demo_people import DEMO_PEOPLE
from tests.builders import an_answer
from tests.databases import NOON, STAMP
from tests.teams import OURS, a_team
from tests.web import Site

NEW = "new@example.org"


@pytest.fixture
def newcomer(site: Site) -> int:
    """Somebody with an account and no team."""
    return create_account(site.store, NEW, password=None, now=NOON).id


def roles_in(site: Site, team: UUID) -> dict[str, set[str]]:
    return {m.email: set(m.roles) for m in list_members(site.store, team)}


def account(site: Site, who: str) -> int:
    found = find_account(site.store, DEMO_PEOPLE[who].email)
    assert found is not None
    return found.id


def test_an_administrator_makes_a_team_and_gives_it_a_coordinator(
    site: Site, newcomer: int
) -> None:
    administrator = site.signed_in("administrator")

    form = {"name": "  Ministry of   Ports ", "kind": "government", "country": "XS"}
    made = administrator.save("/teams/new", form)
    added = administrator.save(
        f"{made.location}/members", {"email": NEW.upper(), "role": "coordinator"}
    )

    team = team_named(site.store, "ministry of ports")
    assert team is not None
    assert (made.status_code, made.location) == (303, f"/teams/{team.id}")
    assert added.status_code == 303
    assert (team.name, team.country) == ("Ministry of Ports", "XS")
    assert roles_in(site, team.id) == {NEW: {"coordinator"}}
    page = site.signed_in_as(NEW).get("/teams").text
    assert "Ministry of Ports" in page
    assert "Team 0be5" not in page


def test_an_administrator_sees_all_teams_and_no_draft(site: Site) -> None:
    key = site.begin(law=an_answer("c1"))
    administrator = site.signed_in("administrator")

    page = administrator.get("/teams").text

    for team in list_teams(site.store).teams:
        assert team.name in page
    assert administrator.get(f"/assessments/{key}/").status_code == 404
    home = administrator.get("/").text
    assert str(key) not in home
    assert "You look after this installation" in home
    assert 'href="/teams"' in home.split("<main")[1]


def test_an_administrator_lets_nobody_into_drafts_who_is_themselves(site: Site) -> None:
    administrator = site.signed_in("administrator")
    own = DEMO_PEOPLE["administrator"].email

    page = administrator.save(
        f"/teams/{OURS}/members", {"email": own.upper(), "role": "reader"}
    )

    assert page.status_code == 403
    assert "gives themselves no role" in page.text
    assert own not in roles_in(site, OURS)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"name": ""}, "Give the team a name."),
        ({"name": "x" * 201}, "Use at most 200 characters"),
        ({"name": "TEAM 0BE5"}, "There is a team called “TEAM 0BE5” already."),
        ({"kind": "club"}, "Choose what the team answers for."),
        ({"country": ""}, "Choose a country from the list."),
    ],
)
def test_a_team_that_cannot_be_is_refused_with_what_was_typed(
    site: Site, form: dict[str, str], told: str
) -> None:
    right = {"name": "Ports", "kind": "government", "country": "XS"}
    before = list_teams(site.store).teams

    page = site.signed_in("administrator").save("/teams/new", right | form)

    assert page.status_code == 422
    assert told in page.text
    assert list_teams(site.store).teams == before


def test_a_coordinator_changes_what_a_member_is_and_it_counts_at_once(
    site: Site,
) -> None:
    key = site.begin(law=an_answer("c1"))
    coordinator, reader = site.signed_in("coordinator"), site.signed_in("reader")
    who = account(site, "reader")
    member = f"/teams/{OURS}/members/{who}"
    profile = f"/assessments/{key}/profile"
    assert reader.save(profile, {"version": "0"}).status_code == 403

    coordinator.save(member, {"role": ["coordinator", "reader"]})
    assert reader.save(profile, {"version": "0"}).status_code == 303
    coordinator.save(member, {"role": "contributor"})
    assert reader.get(profile).status_code == 404
    coordinator.save(member, {"go": "remove"})

    assert DEMO_PEOPLE["reader"].email not in roles_in(site, OURS)
    assert reader.get("/").status_code == 200
    assert reader.get(f"/teams/{OURS}").status_code == 404


@pytest.mark.parametrize("form", [{"go": "remove"}, {"role": "reader"}])
def test_a_team_keeps_a_coordinator(site: Site, form: dict[str, str]) -> None:
    coordinator = site.signed_in("coordinator")
    who = account(site, "coordinator")

    page = coordinator.save(f"/teams/{OURS}/members/{who}", form)

    assert page.status_code == 422
    assert "A team keeps at least one coordinator." in page.text
    assert roles_in(site, OURS)[DEMO_PEOPLE["coordinator"].email] == {"coordinator"}


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"email": "nobody@example.org", "role": "reader"}, "Nobody in your teams has"),
        ({"email": NEW, "role": "reader"}, "Nobody in your teams has this address."),
        ({"email": NEW}, "Choose at least one role."),
        ({"email": NEW, "role": "king"}, "Choose at least one role."),
        ({"email": "", "role": "reader"}, "Enter an e-mail address."),
    ],
)
@pytest.mark.usefixtures("newcomer")
def test_a_member_that_cannot_be_is_refused_with_what_was_typed(
    site: Site, form: dict[str, str], told: str
) -> None:
    before = roles_in(site, OURS)

    page = site.signed_in("coordinator").save(f"/teams/{OURS}/members", form)

    assert page.status_code == 422
    assert told in page.text
    assert f'value="{form["email"]}"' in page.text
    assert roles_in(site, OURS) == before


def test_a_coordinator_adds_whom_their_teams_know_and_an_administrator_anybody(
    site: Site, newcomer: int
) -> None:
    ana = DEMO_PEOPLE["coordinator"].email
    site.signed_in("coordinator")  # makes the demo's people
    other = make_team(site.store, "Ports", TeamKind.ORGANISATION, stamp=STAMP)
    for email in (ana, DEMO_PEOPLE["administrator"].email):
        add_member(site.store, other.id, email, {TeamRole.COORDINATOR}, stamp=STAMP)
    members = f"/teams/{OURS}/members"
    form = {"email": NEW, "role": "reader"}
    coordinator = site.signed_in("coordinator")
    assert coordinator.save(members, form).status_code == 422

    add_member(site.store, other.id, NEW, {TeamRole.READER}, stamp=STAMP)
    assert coordinator.save(members, form).status_code == 303
    assert roles_in(site, OURS)[NEW] == {"reader"}

    change_member(site.store, other.id, newcomer, (), stamp=STAMP)
    change_member(site.store, OURS, newcomer, (), stamp=STAMP)
    administrator = site.signed_in("administrator")
    assert administrator.save(members, form).status_code == 303


def test_a_team_is_renamed(site: Site) -> None:
    coordinator = site.signed_in("coordinator")

    told = coordinator.save(f"/teams/{OURS}", {"name": "Harbours <b>"})
    page = coordinator.get(f"/teams/{OURS}").text

    assert told.status_code == 303
    assert "Harbours &lt;b&gt;" in page
    assert "The team has its new name." in page


def test_members_see_who_is_what_and_change_nothing(site: Site) -> None:
    for who in ("contributor", "clearing-officer", "reader"):
        page = site.signed_in(who).get(f"/teams/{OURS}").text
        assert "Mara Idris" in page
        assert "<form" not in page.split("<main")[1]


def test_the_account_page_says_what_one_is_where(site: Site) -> None:
    page = site.signed_in("clearing-officer").get("/account").text

    assert "Team 0be5" in page
    assert "Clearing officer" in page


def test_the_head_of_an_assessment_says_whose_it_is(site: Site) -> None:
    page = site.signed_in().get(f"/assessments/{site.begin()}/").text

    assert "Team 0be5" in page.partition("<main")[0]


def test_an_assessment_is_begun_for_the_team_that_is_chosen(site: Site) -> None:
    other = a_team(site.store, UUID(int=3))
    coordinator = site.signed_in()
    email = DEMO_PEOPLE["coordinator"].email
    form = {"country": "XS", "year": "2026", "kind": "training", "language": "en"}
    site.signed_in("administrator").save(
        f"/teams/{other}/members", {"email": email, "role": "coordinator"}
    )

    unsure = coordinator.save("/assessments/new", form)
    made = coordinator.save("/assessments/new", {**form, "team": str(other)})

    assert "Choose the team it belongs to." in unsure.text
    assert made.status_code == 303
    key = UUID(made.location.split("/")[2])
    assert site.stored(key).team == other
    foreign = coordinator.save("/assessments/new", {**form, "team": str(UUID(int=9))})
    assert foreign.status_code == 422


def test_roles_are_spelled_as_the_domain_does() -> None:
    assert {person.role for person in DEMO_PEOPLE.values()} == {*TeamRole, None}
