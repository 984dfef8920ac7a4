"""The web application for tests: real parts, a small framework, an inspector of pages.

Every HTML page the client fetches is parsed strictly and looked at (STYLE 3.10), so that a
test about something else still notices a broken page.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import html5lib
from flask import Flask
from flask.templating import Environment
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from assessment.config import Settings
from assessment.domain.answers import Answer, Profile
from assessment.domain.framework import Figure, Framework
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import Actor, PageKey, Stamp, StoredAssessment
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.services.assessments.recording import record_answer, record_profile
from assessment.services.people.accounts import create_account
from assessment.services.people.sessions import begin_session
from assessment.services.people.teams import add_member
from assessment.storage.engine import Store
from assessment.storage.tables import account_table
from assessment.web.app import create_app
from assessment.web.reports.waiting import EXTENSION as WORKSHOP
from assessment.web.state import AppState, Frameworks
from tests.builders import (
    a_condition,
    a_criterion,
    a_framework,
    a_ladder,
    a_point,
    an_assessment,
    an_indicator,
)
from tests.databases import NOON, STAMP
from tests.teams import OURS, in_our_team, team_for

SECRET = "a secret for tests, long enough to sign with"
EMAIL, PASSWORD = "anna@example.org", "several words in a row"
XHTML = "{http://www.w3.org/1999/xhtml}"


def web_framework(**given: Any) -> Framework:
    """Return a framework with one of everything the pages can show."""
    law = an_indicator(
        "law",
        core=True,
        evidence=("The law itself",),
        mistakes=("Counting a draft.",),
        ladder=a_ladder(
            "c1", "c2a c2b", ["c3", a_criterion("sea", when=[a_condition()])], "c4"
        ),
        recommendations=("R1",),
    )
    data = an_indicator("data", type="outcome", critical=True)
    ports = an_indicator("ports", when=(a_condition(),), type="process", lead="health")
    care = an_indicator(
        "care",
        point="care",
        figures=(
            Figure("helped", "Children helped", "children", counts_people=True),
            Figure("spent", "Money spent", "million"),
        ),
    )
    points = (a_point("systems"), a_point("care"))
    return a_framework(law, data, ports, care, points=points, **given)


def web_settings(folder: Path, **given: Any) -> Settings:
    """Return settings for tests."""
    return Settings(SECRET, data_folder=folder, **given)


def web_app(
    store: Store, folder: Path, framework: Framework | None = None, **settings: Any
) -> Flask:
    """Return an application that works on *store*; time stands still at noon."""
    asked = framework or web_framework()
    state = AppState(
        store=store,
        settings=web_settings(folder, **settings),
        frameworks=Frameworks(asked, store),
        now=lambda: NOON,
    )
    app = create_app(state=state)
    OPENED.append(app)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    app.jinja_environment = PageObjectsOnly
    app.test_client_class = AuditedClient
    return app


OPENED: list[Flask] = []
"""Applications of the test that runs: their children end with it (tests/conftest.py)."""


def close_apps() -> None:
    """End what the applications of a test still have at work."""
    while OPENED:
        if workshop := OPENED.pop().extensions.get(WORKSHOP):
            workshop.close()


class PageObjectsOnly(Environment):
    """Jinja that refuses ``mapping.name``: it may be a key or a method of the dict.

    ``urls.clear`` on a dict once printed a method where an address belonged.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute of anything but a mapping."""
        known = attribute in {"get", "items"}  # of the request and of forms
        assert known or not isinstance(obj, Mapping), (obj, attribute)
        return super().getattr(obj, attribute)


@dataclass(frozen=True)
class Site:
    """An application with an account, and the ways tests use it."""

    app: Flask
    store: Store
    framework: Framework

    def client(self) -> "AuditedClient":
        """Return a browser that is not signed in."""
        client = self.app.test_client()
        assert isinstance(client, AuditedClient)
        return client

    def signed_in(self, who: str = "coordinator") -> "AuditedClient":
        """Return a browser that signed in with one click, which hashes no password."""
        in_our_team(self.store)
        client = self.client()
        response = client.save("/demo/sign-in", {"who": who})
        assert response.status_code == 303, response.text
        return client

    def signed_in_as(self, email: str) -> "AuditedClient":
        """Return a browser with a session of the account of *email*."""
        client = self.client()
        with self.store.reading() as session:
            row = session.execute(
                select(account_table).where(account_table.c.email == email)
            ).one()
        visit = begin_session(self.store, row.id, NOON)
        with client.session_transaction() as cookie:
            cookie.update(_user_id=row.fs_uniquifier, _fresh=True, visit=visit)
        return client

    def with_password(self, email: str = EMAIL) -> None:
        """Make a coordinator of our team who signs in with a password."""
        create_account(self.store, email, password=PASSWORD, now=NOON)
        add_member(self.store, OURS, email, {TeamRole.COORDINATOR}, stamp=STAMP)

    def begin(self, profile: Profile | None = None, **answers: Answer) -> UUID:
        """Store an assessment; answers by indicator key."""
        stamp = Stamp(Actor(None, "Ben"), NOON)
        assessment = an_assessment(
            self.framework, answers, code="XS", profile=profile or {}
        )
        team = team_for(self.store, assessment)
        return create_assessment(
            self.store, self.framework, assessment, stamp=stamp, team=team
        ).id

    def stored(self, assessment_id: UUID) -> StoredAssessment:
        """Return the assessment as it is stored now."""
        return load_assessment(self.store, assessment_id)

    def answered_by_ben(
        self, assessment_id: UUID, key: str, answer: Answer | None, *, seen: int
    ) -> None:
        """Let somebody else save a page."""
        record_answer(
            self.store,
            self.framework,
            PageKey(assessment_id, key),
            answer,
            seen=seen,
            stamp=Stamp(Actor(None, "Ben"), NOON),
        )

    def profiled_by_ben(
        self, assessment_id: UUID, profile: Profile, *, seen: int
    ) -> None:
        """Let somebody else save the profile."""
        record_profile(
            self.store,
            self.framework,
            assessment_id,
            profile,
            seen=seen,
            stamp=Stamp(Actor(None, "Ben"), NOON),
        )


def make_site(store: Store, folder: Path, **settings: Any) -> Site:
    """Return a site on *store*; one click signs in unless *settings* say otherwise."""
    settings.setdefault("demo", True)
    framework = web_framework()
    in_our_team(store)
    return Site(web_app(store, folder, framework, **settings), store, framework)


class AuditedClient(FlaskClient):
    """A browser without script that refuses broken pages."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Make a request and inspect the page that comes back."""
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.status_code not in {302, 303}:
            # A page to be saved has to bring its style sheet along.
            is_file = "attachment" in response.headers.get("Content-Disposition", "")
            problems = list(page_problems(response.text, is_file=is_file))
            assert not problems, (response.request.path, problems, response.text)
        return response

    def token(self) -> str:
        """Return the CSRF token of this session; signing in renews it."""
        home = self.get("/")
        # A visitor's front door has no form.
        page = home if "csrf_token" in home.text else self.get("/sign-in")
        return hidden(page.text, "csrf_token")

    def save(self, path: str, form: dict[str, Any], **headers: str) -> TestResponse:
        """Submit *form* with the CSRF token."""
        sent = {"Origin": "http://localhost", **headers}
        return self.post(path, data={"csrf_token": self.token(), **form}, headers=sent)


def hidden(html: str, name: str) -> str:
    """Return the value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"no field {name}"
    return found.group(1)


def page_problems(html: str, *, is_file: bool = False) -> Iterator[str]:
    """Yield everything wrong with a page, whatever it is about."""
    tree = html5lib.HTMLParser(strict=True).parse(html)
    yield from _language_problems(tree)
    yield from _heading_problems(tree)
    yield from _id_problems(tree)
    yield from _label_problems(tree)
    if not is_file:
        yield from _inline_problems(tree)


def text_of(element: Any) -> str:
    """Return the text in an element, spaces folded."""
    return " ".join("".join(element.itertext()).split())


def _language_problems(tree: Any) -> Iterator[str]:
    if not tree.get("lang") or tree.get("dir") not in {"ltr", "rtl"}:
        yield "the page does not say its language and direction"


def _heading_problems(tree: Any) -> Iterator[str]:
    headings = [text_of(h) for h in tree.iter(f"{XHTML}h1")]
    title = text_of(next(tree.iter(f"{XHTML}title")))
    if len(headings) != 1:
        yield f"{len(headings)} first-level headings"
    elif headings[0] not in title:
        yield f"the title {title!r} says nothing of {headings[0]!r}"
    levels = [
        int(element.tag[-1])
        for element in tree.iter()
        if isinstance(element.tag, str) and re.fullmatch(rf"{XHTML}h[1-6]", element.tag)
    ]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def _id_problems(tree: Any) -> Iterator[str]:
    ids = Counter(e.get("id") for e in tree.iter() if e.get("id"))
    yield from (f"id {name!r} is used twice" for name, n in ids.items() if n > 1)
    for element in tree.iter():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "form"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute}={name!r} points nowhere"
        link = element.get("href") or ""
        if link.startswith("#") and link[1:] not in ids:
            yield f"the link {link!r} points nowhere"


def _label_problems(tree: Any) -> Iterator[str]:
    labelled = {label.get("for") for label in tree.iter(f"{XHTML}label")}
    inside = {
        id(field)
        for label in tree.iter(f"{XHTML}label")
        for field in label.iter()
        if text_of(label)
    }
    for name in ("input", "select", "textarea"):
        for field in tree.iter(f"{XHTML}{name}"):
            has_label = (
                field.get("type") == "hidden"
                or field.get("id") in labelled - {None}
                or id(field) in inside
                or field.get("aria-label")
            )
            if not has_label:
                yield f"the field {field.get('name')!r} has no label"
    for name in ("button", "a", "summary"):
        for element in tree.iter(f"{XHTML}{name}"):
            if not text_of(element) and not element.get("aria-label"):
                yield f"an empty {name}"


def _inline_problems(tree: Any) -> Iterator[str]:
    for element in tree.iter():
        inline = [a for a in element.attrib if str(a).startswith("on") or a == "style"]
        yield from (f"an inline {attribute}" for attribute in inline)
    yield from ("an inline style sheet" for _ in tree.iter(f"{XHTML}style"))
    for script in tree.iter(f"{XHTML}script"):
        if not script.get("src"):
            yield "an inline script"


def when_ready(client: AuditedClient, url: str, limit_s: float = 90) -> TestResponse:
    """Follow the pages of a download as a browser without scripts does."""
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        response = client.get(url)
        if response.status_code == 303:
            url = response.location
        elif "Refresh" in response.headers:
            wait, _, url = response.headers["Refresh"].partition("; url=")
            time.sleep(min(float(wait), 0.3))
        else:
            return response
    raise AssertionError("the report never came")
