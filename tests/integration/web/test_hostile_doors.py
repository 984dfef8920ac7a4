"""Every address of the program, with what breaks programs in every field and every part.

Which fields there are is read from the code, so that a new form is attacked by itself.
"""

import re
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from assessment import resources
from assessment.domain.people.may import State
from assessment.domain.people.teams import TeamKind, TeamRole
from assessment.services.people.accounts import create_account
from assessment.services.people.teams import add_member
from assessment.services.samples.demo_people import ORGANISATION
from assessment.web.reports.waiting import EXTENSION as WORKSHOP
from tests.builders import an_answer
from tests.databases import NOON, STAMP
from tests.integration.web.test_every_door import (
    ABOUT_AN_ASSESSMENT,
    FOR_ADMINISTRATORS,
    FOR_WHOEVER_REPLIES,
    NoWorkshop,
    asked,
    doors,
    put_into,
    with_document,
)
from tests.teams import OURS, a_team
from tests.voices import a_voice, published
from tests.web import AuditedClient, Site

SCRIPT = "<script>alert(1)</script>"
NOT_ASKED = {"start.language", "account.demo_sign_in", "account.end_session"}
"""They sign somebody in or out, or change the language of what follows."""
NASTY = ("\x00\u202e=cmd", "a\r\nX-Evil: 1", "99999999999999999999", SCRIPT)
_NAMED = re.compile(
    r'(?:form|args|values)\.(?:get|getlist)\(\s*"([\w.-]+)"|'
    r'(?:form|args)\["([\w-]+)"\]|^    (\w+) = \w*Field\(',
    re.MULTILINE,
)


def names() -> list[str]:
    """Return every name of a field that the routes and forms read."""
    found = set()
    for path in (Path(resources.ROOT) / "assessment" / "web").rglob("*.py"):
        for groups in _NAMED.findall(path.read_text("utf-8")):
            found |= set(groups)
    more = {"remark-law", "remark-nobody", "fact-coast", "evidence-0-title", "met"}
    return sorted((found | more) - {"", "csrf_token"})


def test_the_fields_are_found_in_the_code() -> None:
    assert {"because", "withdrawal", "level", "owner", "seen", "take"} <= set(names())


@pytest.fixture
def people(site: Site) -> dict[str, AuditedClient]:
    site.app.extensions[WORKSHOP] = NoWorkshop()
    national = a_team(site.store, UUID(int=0x60), TeamKind.GOVERNMENT, "XB")
    create_account(site.store, "mara@example.org", password=None, now=NOON)
    add_member(
        site.store, national, "mara@example.org", {TeamRole.COORDINATOR}, stamp=STAMP
    )
    whos = ("coordinator", "contributor", "clearing-officer", "administrator", "ngo")
    clients = {who: site.signed_in(who) for who in whos}
    return {**clients, "replier": site.signed_in_as("mara@example.org")}


def whose(name: tuple[str, str]) -> tuple[str, State]:
    """Return who may open a door, and in which state."""
    if name in ABOUT_AN_ASSESSMENT:
        roles, states = ABOUT_AN_ASSESSMENT[name]
        who = "coordinator" if "coordinator" in roles else min(roles)
        return who, min(states, key=list(State).index)
    if name in FOR_ADMINISTRATORS:
        return "administrator", State.DRAFT
    who = "replier" if name in FOR_WHOEVER_REPLIES else "coordinator"
    return ("ngo" if name[0] == "voices.new" else who), State.DRAFT


def sent(
    client: AuditedClient, path: str, method: str, value: str, token: str
) -> TestResponse:
    """Send *value* twice in every field; what comes back is looked at as it is."""
    fields = [(name, value) for name in names() for _ in range(2)]
    if method == "GET":
        query = MultiDict(fields) if len(value) < 100 else {"page": value, "id": value}
        return FlaskClient.open(client, path, query_string=query, buffered=True)
    return FlaskClient.open(
        client,
        path,
        method=method,
        data=MultiDict([*fields, ("csrf_token", token)]),
        headers={"Origin": "http://localhost"},
    )


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_nothing_in_an_address_or_form_breaks_a_door(
    site: Site, people: dict[str, AuditedClient], value: str
) -> None:
    key = site.begin({"coast": ("yes",)}, law=an_answer("c1"))
    with_document(site, key)
    asked(site, key)
    voice = a_voice(site.framework)
    code = published(site.store, site.framework, voice, ORGANISATION).code
    tokens = {who: client.token() for who, client in people.items()}
    wrong = []
    for door in doors(site):
        if door.name[0] in NOT_ASKED:
            continue
        who, state = whose(door.name)
        put_into(site.store, key, state)
        values = {"assessment_id": key, "team_id": OURS, "snapshot_code": code}
        path = door.address(**values, code=code, account=99)
        answer = sent(people[who], path, door.method, value, tokens[who])
        text = answer.get_data().decode("utf-8", "replace")
        is_broken = answer.status_code >= 500 or "Traceback" in text
        is_shown = SCRIPT in text and answer.mimetype == "text/html"
        if is_broken or is_shown or "X-Evil" in answer.headers:
            wrong.append((door.name, answer.status_code, value[:40]))

    assert wrong == []


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000, "-1", "²", "٣"])
def test_a_number_that_is_none_is_no_error_of_ours(
    site: Site, people: dict[str, AuditedClient], number: str
) -> None:
    key = site.begin({"coast": ("yes",)}, law=an_answer("c1"))
    base = f"/assessments/{key}"
    ways = {
        f"{base}/plan/targets/of/law": {"level": number, "why": "So."},
        f"{base}/asked/remind": {"account": number},
        f"/teams/{OURS}/members/{number[:40]}": {"go": "remove"},
        f"{base}/stand/clear": {"revision": number},
        f"{base}/edition": {"seen": number},
    }
    for path, form in ways.items():
        for who in ("coordinator", "administrator"):
            assert people[who].save(path, form).status_code < 500, path
    for way in ("deactivate", "sign-out", "erase"):
        path = f"/administrators/accounts/{number[:40]}/{way}"
        assert people["administrator"].save(path, {}).status_code < 500
