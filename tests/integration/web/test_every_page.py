"""Every page of the URL map has a place in the walk, and what each must have.

What needs a browser is in ``tests/browser/test_every_page.py``.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from werkzeug.exceptions import NotFound

from assessment import resources
from tests.walk.filled import Filled, Noting
from tests.walk.refusals import refusals
from tests.walk.served import filled_site
from tests.walk.visits import NO_PAGES, Visit, visits
from tests.web import XHTML, text_of

BUDGET_BYTES = 60_000
"""As sent: pages are not packed (DESIGN 7)."""
ONE_PAGE = (
    {"/", "/asked"},
    {"/compare", "/compare/choose"},
    {"/invitations/none", "/nothing"},
)
"""Addresses of the same page."""
DRAWN_ELSEWHERE = {
    "account/kept.html": "a session that ended: test_kept_text",
    "account/signed_out.html": "a form sent after signing out: test_kept_text",
    "errors/_kept.html": "the same",
    "imports/compare.html": "comes of a file: test_imports",
    "published/nothing.html": "published, and nothing of it shown: test_published",
    "published/waiting.html": "while a report is made: test_published",
    "talk/say.html": "a comment that was refused: test_talk",
    "wizard/conflict.html": "two people on one page: test_conflict",
    "wizard/not_applicable.html": "what the profile switches off: test_answering",
    "wizard/parts/former.html": "an answer to an older edition: test_carried",
    "wizard/profile_changed.html": "two people on the profile: test_conflict",
}
"""Template that no visit draws -> what does."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """A site with everything in it."""
    with filled_site(tmp_path_factory.mktemp("every-page")) as filled:
        yield filled


@pytest.fixture(scope="module")
def pages(filled: Filled) -> dict[Visit, Any]:
    """Every visit with the tree of its page; the client has looked at each already."""
    found = {}
    for visit in visits(filled):
        client = filled.site.client()
        if visit.who in filled.cookies:
            client.set_cookie("session", filled.cookies[visit.who])
        answer = client.get(visit.path)
        assert answer.status_code == visit.status, (visit, answer.status_code)
        found[visit] = (answer.text, html5lib.parse(answer.text))
    return found


def test_every_route_that_answers_with_a_page_is_visited(filled: Filled) -> None:
    routes = filled.site.app.url_map
    adapter = routes.bind("localhost")
    seen = set()
    for visit in visits(filled):
        try:
            seen.add(adapter.match(visit.path.partition("?")[0])[0])
        except NotFound:
            assert visit.name == "not-found"
    expected = {
        rule.endpoint for rule in routes.iter_rules() if "GET" in (rule.methods or ())
    }

    assert expected - seen == set(NO_PAGES), "add a visit, or say why there is no page"


def test_names_of_visits_are_their_own(filled: Filled) -> None:
    counted = Counter(visit.name for visit in visits(filled))

    assert [name for name, count in counted.items() if count > 1] == []


def test_every_template_is_drawn_by_a_visit_or_named(pages: dict[Visit, Any]) -> None:
    folder = resources.WEB_TEMPLATES
    there = {str(path.relative_to(folder)) for path in folder.rglob("*.html")}

    assert there - Noting.drawn == set(DRAWN_ELSEWHERE)


def test_every_page_is_light(filled: Filled, pages: dict[Visit, Any]) -> None:
    # What people typed may be longer than what is ours. Arabic takes two bytes a letter.
    heavy = {}
    for visit, (text, _) in pages.items():
        if visit.name.startswith("long-") or len(text.encode()) < BUDGET_BYTES / 2:
            continue
        client = filled.site.client()
        client.set_cookie("session", filled.cookies.get(visit.who, ""))
        arabic = client.get(visit.path, headers={"Accept-Language": "ar"})
        weight = max(len(text.encode()), len(arabic.data))
        if weight > BUDGET_BYTES:
            heavy[visit.name] = weight

    assert heavy == {}


def test_the_title_tells_pages_apart(pages: dict[Visit, Any]) -> None:
    routes: defaultdict[str, set[str]] = defaultdict(set)
    for visit, (_, tree) in pages.items():
        title = text_of(next(tree.iter(f"{XHTML}title")))
        path = visit.path.partition("?")[0]
        routes[title].add(re.sub(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}", "CODE", path))
    same = {title: paths for title, paths in routes.items() if len(paths) > 1}

    assert [paths for paths in same.values() if paths not in ONE_PAGE] == []


def test_no_two_buttons_of_a_page_are_called_the_same(pages: dict[Visit, Any]) -> None:
    # Whoever hears "Remove" has to hear of what. Those that do the same may share a name.
    wrong = []
    for visit, (_, tree) in pages.items():
        does: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        for form in tree.iter(f"{XHTML}form"):
            for button in form.iter(f"{XHTML}button"):
                hidden = tuple(
                    f"{e.get('name')}={e.get('value')}"
                    for e in form.iter(f"{XHTML}input")
                    if e.get("type") == "hidden" and e.get("name") != "csrf_token"
                )
                to = button.get("formaction") or form.get("action") or ""
                sent = f"{button.get('name')}={button.get('value')}"
                name = button.get("aria-label") or text_of(button)
                about = button.get("aria-describedby", "")
                does[f"{name} {about}".strip()].add((to, sent, *hidden))
        wrong += [(visit.name, name) for name, what in does.items() if len(what) > 1]

    assert wrong == []


def test_links_of_one_name_lead_to_one_page(pages: dict[Visit, Any]) -> None:
    # In a row of a table the other cells tell them apart, and a way back is no content.
    wrong = []
    for visit, (_, tree) in pages.items():
        main = next(tree.iter(f"{XHTML}main"))
        around = [*main.iter(f"{XHTML}tr"), *main.iter(f"{XHTML}p")]
        told = {
            link
            for each in around
            if each.tag == f"{XHTML}tr" or each.get("class") == "crumbs"
            for link in each.iter(f"{XHTML}a")
        }
        leads: defaultdict[str, set[str]] = defaultdict(set)
        for link in main.iter(f"{XHTML}a"):
            if link not in told and (href := link.get("href")):
                name = link.get("aria-label") or text_of(link)
                leads[name].add(href.partition("#")[0])
        wrong += [(visit.name, name) for name, to in leads.items() if len(to) > 1]

    assert wrong == []


def test_every_table_says_what_it_is_and_what_its_heads_are_of(
    pages: dict[Visit, Any],
) -> None:
    wrong = set()
    for visit, (_, tree) in pages.items():
        for table in tree.iter(f"{XHTML}table"):
            named = table.get("aria-label") or table.get("aria-labelledby")
            if not named and next(table.iter(f"{XHTML}caption"), None) is None:
                wrong.add((visit.name, "a table without a caption"))
            if any(head.get("scope") is None for head in table.iter(f"{XHTML}th")):
                wrong.add((visit.name, "a head without scope"))

    assert wrong == set()


def test_navigations_of_a_page_are_named_apart(pages: dict[Visit, Any]) -> None:
    wrong = []
    for visit, (_, tree) in pages.items():
        names = Counter(
            landmark.get("aria-label") or landmark.get("aria-labelledby") or ""
            for tag in ("nav", "aside")
            for landmark in tree.iter(f"{XHTML}{tag}")
        )
        wrong += [(visit.name, n) for n, count in names.items() if count > 1 or not n]

    assert wrong == []


def test_a_refused_form_says_what_is_wrong_and_leads_to_it(filled: Filled) -> None:
    wrong = []
    for each in refusals(filled):
        client = filled.site.client()
        if each.who in filled.cookies:
            client.set_cookie("session", filled.cookies[each.who])
        form = hidden_of(client.get(each.page).text, each.to) | each.sent
        answer = client.post(
            each.action, data=form, headers={"Origin": "http://localhost"}
        )
        tree = html5lib.parse(answer.text)
        summary = next((e for e in tree.iter() if e.get("id") == "summary"), None)
        if summary is None:
            wrong.append((each.name, answer.status_code, "no summary"))
            continue
        targets = [a.get("href", "")[1:] for a in summary.iter(f"{XHTML}a")]
        can_focus = {
            e.get("id")
            for e in tree.iter()
            if e.tag in FIELDS or e.get("tabindex") == "-1"
        }
        if not targets or set(targets) - can_focus:
            wrong.append((each.name, answer.status_code, str(targets)))

    assert wrong == []


FIELDS = {f"{XHTML}{name}" for name in ("input", "select", "textarea")}


def hidden_of(html: str, action: str) -> dict[str, str]:
    """Return what the form that goes to *action* sends without being asked."""
    tree = html5lib.parse(html)
    forms = [
        form
        for form in tree.iter(f"{XHTML}form")
        if form.get("method") == "post" and "sign-out" not in form.get("action", "")
    ]
    found = [form for form in forms if action in {"", form.get("action")}]
    return {
        field.get("name"): field.get("value", "")
        for field in found[0].iter(f"{XHTML}input")
        if field.get("type") == "hidden"
    }
