"""Ways in: the cookies of browsers that are signed in, or half way, and links of mails."""

import re
import time
from pathlib import Path

from flask.testing import FlaskClient

from assessment.services.samples.demo_people import DEMO_PEOPLE
from tests.integration.web.test_own_account import mails
from tests.integration.web.test_passkeys import add
from tests.integration.web.test_second_factor import set_up
from tests.passkeys import SoftKey
from tests.web import PASSWORD, AuditedClient, Site


def ways_in(
    site: Site, folder: Path, anna: str, code: str, both: str
) -> tuple[dict[str, str], dict[str, str]]:
    """Return who -> the cookie of their browser, and what a link is for -> its token.

    Args:
        site: Where to.
        folder: Where its messages are written.
        anna: Who has a password only.
        code: Who gets an app for codes.
        both: Who gets an app for codes and a passkey.
    """
    clients = {who: site.signed_in_as(p.email) for who, p in DEMO_PEOPLE.items()}
    clients["anna"] = _fresh(site, anna)
    site.signed_in_as(anna)  # a second browser of hers
    clients["with a code"] = _fresh(site, code)
    set_up(clients["with a code"])
    clients["with a code"].save("/account/recovery-codes", {"generate_new_codes": "1"})
    clients["with both"] = _fresh(site, both)
    set_up(clients["with both"])
    add(clients["with both"], SoftKey())
    for who, email in (("owes a code", code), ("may choose", both)):
        clients[who] = site.client()
        clients[who].save("/sign-in", {"email": email, "password": PASSWORD})
    clients["anna"].save("/account/address", {"email": "anna.new@example.org"})
    site.client().save("/password", {"email": anna})
    return {who: _cookie(each) for who, each in clients.items()}, {
        "address": _link(folder, "/account/address/"),
        "password": _link(folder, "/password/"),
    }


def _fresh(site: Site, email: str) -> AuditedClient:
    """Return a browser that has just given the password."""
    client = site.signed_in_as(email)
    with client.session_transaction() as session:
        session["fs_paa"] = time.time()
        session["fs_cc"] = "set"
    return client


def _cookie(client: FlaskClient) -> str:
    found = client.get_cookie("session")
    assert found is not None
    return found.value


def _link(folder: Path, path: str) -> str:
    """Return the token of the last link to *path* that was sent."""
    for mail in reversed(mails(folder)):
        if found := re.search(rf"{path}(?:confirm/)?(\S+)", mail.get_content()):
            return found.group(1)
    raise AssertionError(f"no message with a link to {path}")
