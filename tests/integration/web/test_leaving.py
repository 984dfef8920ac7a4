"""What is kept about somebody is handed out; an account is erased and the trail holds."""

import json
from pathlib import Path

import pytest

from assessment.services.history.checking import check_stored_trail
from assessment.services.people.accounts import find_account
from assessment.services.people.teams import list_members
from assessment.storage.engine import Store
from tests.builders import an_answer
from tests.teams import OURS
from tests.web import AuditedClient, Site, make_site

CONTRIBUTOR = "contributor"


@pytest.fixture
def people(store: Store, tmp_path: Path) -> Site:
    """A demo with a team."""
    site = make_site(store, tmp_path)
    site.signed_in()
    return site


def email_of(client: AuditedClient) -> str:
    """Return who is signed in."""
    found = json.loads(client.get("/account/data.json").text)
    return str(found["account"][0]["email"])


def trail_of(store: Store) -> list[tuple[str, str]]:
    """Return who did what, oldest first."""
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT actor_name, action FROM audit_entry ORDER BY id"
        )
        return [(row[0], row[1]) for row in rows]


def test_ones_data_is_handed_out_without_secrets(people: Site) -> None:
    client = people.signed_in(CONTRIBUTOR)

    answer = client.get("/account/data.json")

    assert "attachment" in answer.headers["Content-Disposition"]
    found = json.loads(answer.text)
    assert found["membership"] == [{"team": "Team 0be5", "role": "contributor"}]
    assert len(found["account_session"]) == 1
    for secret in ("password", "uniquifier", "digest", "totp"):
        assert secret not in answer.text


def test_an_erased_account_is_a_former_member_and_the_chain_holds(
    people: Site,
) -> None:
    key = people.begin(law=an_answer("c1"))
    coordinator = people.signed_in()
    form = {"version": str(people.stored(key).version_of("data")), "met": "c1"}
    coordinator.save(f"/assessments/{key}/indicators/data", form)
    email = email_of(coordinator)
    member = next(m for m in list_members(people.store, OURS) if m.email == email)
    name = member.name
    assert name in {who for who, _what in trail_of(people.store)}
    refused = coordinator.save("/account/erase", {"sure": "yes"})
    assert refused.status_code == 403
    assert "keeps at least one coordinator" in refused.text
    other = next(m for m in list_members(people.store, OURS) if m.email != email)
    roles = {"role": ["coordinator", *other.roles]}
    coordinator.save(f"/teams/{OURS}/members/{other.account}", roles)

    gone = coordinator.save("/account/erase", {"sure": "yes"})

    assert gone.status_code == 303, gone.text
    assert coordinator.get("/account").status_code == 303
    assert find_account(people.store, email) is None
    after = trail_of(people.store)
    assert name not in {who for who, _what in after}
    assert ("erased on request", "erased") in after
    assert people.stored(key).assessment.answers["law"] == an_answer("c1")
    assert check_stored_trail(people.store).fault is None


def test_what_was_asked_of_an_invited_address_goes_with_the_account(
    people: Site,
) -> None:
    """Somebody with an account is invited into a further team, and asked there already."""
    key = people.begin()
    guest = people.signed_in("ngo-clearing-officer")
    email = email_of(guest)
    coordinator = people.signed_in()
    invited = {"email": email, "roles": ["contributor"], "language": "en"}
    assert coordinator.save(f"/teams/{OURS}/invitations", invited).status_code == 303
    ask = {"account": f"invited:{email.lower()}", "part": "sector:health"}
    assert coordinator.save(f"/assessments/{key}/asked", ask).status_code == 303
    asked = json.loads(guest.get("/account/data.json").text)["invited_ask"]
    assert [each["key"] for each in asked] == ["health"]
    account = find_account(people.store, email)
    assert account is not None

    here = f"/administrators/accounts/{account.id}"
    people.signed_in("administrator").save(f"{here}/erase", {"sure": "yes"})

    assert email not in coordinator.get(f"/assessments/{key}/asked").text


def test_what_somebody_said_is_among_their_data(people: Site) -> None:
    key = people.begin()
    client = people.signed_in()
    said = {"comment": "Which year is this of?"}
    client.save(f"/assessments/{key}/indicators/law/comments", said)

    found = json.loads(client.get("/account/data.json").text)["comment"]

    assert [each["text"] for each in found] == ["Which year is this of?"]


def test_an_administrator_signs_out_and_erases_somebody(people: Site) -> None:
    contributor = people.signed_in(CONTRIBUTOR)
    email = email_of(contributor)
    account = find_account(people.store, email)
    assert account is not None
    administrator = people.signed_in("administrator")
    here = f"/administrators/accounts/{account.id}"
    assert email in administrator.get("/administrators/accounts").text

    administrator.save(f"{here}/sign-out", {})
    assert contributor.get("/account").status_code == 303
    administrator.save(f"{here}/erase", {})
    assert find_account(people.store, email) is not None, "not without the tick"
    administrator.save(f"{here}/erase", {"sure": "yes"})

    assert find_account(people.store, email) is None


def test_the_last_administrator_stays(people: Site) -> None:
    administrator = people.signed_in("administrator")

    refused = administrator.save("/account/erase", {"sure": "yes"})

    assert refused.status_code == 403
    assert "Somebody has to look after this site" in refused.text
