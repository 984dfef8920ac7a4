"""Colleagues talk about an indicator; what is open is listed, and no report tells."""

from uuid import UUID

import pytest

from assessment.domain.records import Actor, PageKey, Stamp
from assessment.services.talk.commenting import add_comment, comments_on
from tests.databases import NOON
from tests.web import AuditedClient, Site

BEN = Stamp(Actor(4711, "Ben"), NOON)
SAID = "Which year is this decree of?"


@pytest.fixture
def begun(site: Site) -> UUID:
    return site.begin()


@pytest.fixture
def client(site: Site, begun: UUID) -> AuditedClient:
    return site.signed_in()


def page_of(begun: UUID, key: str = "law") -> str:
    return f"/assessments/{begun}/indicators/{key}"


def test_a_comment_stands_on_the_page_of_its_indicator(
    site: Site, begun: UUID, client: AuditedClient
):
    done = client.save(f"{page_of(begun)}/comments", {"comment": f"  {SAID}\r\nBen "})

    assert done.status_code == 303
    assert done.location.endswith("/indicators/law#talk")
    page = client.get(page_of(begun)).text
    assert f"{SAID}\nBen</p>" in page
    assert "1 open" in page
    assert SAID not in client.get(page_of(begun, "data")).text


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001])
def test_an_empty_or_endless_comment_is_refused_and_kept_on_the_page(
    site: Site, begun: UUID, client: AuditedClient, text: str
):
    page = client.save(f"{page_of(begun)}/comments", {"comment": text})

    assert page.status_code == 422
    assert text.strip() in page.text
    assert comments_on(site.store, PageKey(begun, "law")) == ()


def test_markup_in_a_comment_is_text(begun: UUID, client: AuditedClient):
    client.save(f"{page_of(begun)}/comments", {"comment": "<b>1</b> & <script>x"})

    assert (
        "&lt;b&gt;1&lt;/b&gt; &amp; &lt;script&gt;x" in client.get(page_of(begun)).text
    )


def test_settling_leaves_open_what_came_meanwhile(
    site: Site, begun: UUID, client: AuditedClient
):
    page = PageKey(begun, "law")
    first = add_comment(site.store, page, SAID, stamp=BEN)
    later = add_comment(site.store, page, "One more thing.", stamp=BEN)

    client.save(f"{page_of(begun)}/comments/settle", {"seen": str(first.id)})

    states = {c.id: c.is_open for c in comments_on(site.store, page)}
    assert states == {first.id: False, later.id: True}


def test_what_is_open_is_counted_on_the_task_list_and_listed(
    site: Site, begun: UUID, client: AuditedClient
):
    for key, text in (("law", SAID), ("law", "And this?"), ("care", "Who counts?")):
        add_comment(site.store, PageKey(begun, key), text, stamp=BEN)

    tasks = client.get(f"/assessments/{begun}/").text
    listed = client.get(f"/assessments/{begun}/comments").text

    assert "3 open comments" in tasks
    assert "2 open comments" in tasks
    assert [text in listed for text in (SAID, "And this?", "Who counts?")] == [True] * 3
    assert "3 comments are open." in listed


def test_the_list_is_paged(site: Site, begun: UUID, client: AuditedClient):
    for number in range(31):
        text = f"thing {number};"
        add_comment(site.store, PageKey(begun, "law"), text, stamp=BEN)

    first = client.get(f"/assessments/{begun}/comments").text
    second = client.get(f"/assessments/{begun}/comments?page=2").text

    assert first.count("thing ") == 30
    assert second.count("thing ") == 1


def test_no_file_and_no_report_holds_a_comment(
    site: Site, begun: UUID, client: AuditedClient
):
    add_comment(site.store, PageKey(begun, "law"), SAID, stamp=BEN)

    exported = client.get(f"/assessments/{begun}/report.json")
    results = client.get(f"/assessments/{begun}/results/")

    assert SAID not in exported.text
    assert SAID not in results.text
    assert SAID not in client.get(f"/assessments/{begun}/review").text


def test_an_unknown_indicator_has_no_comments(begun: UUID, client: AuditedClient):
    assert (
        client.save(f"{page_of(begun, 'x')}/comments", {"comment": "a"}).status_code
        == 404
    )
    assert client.save(f"{page_of(begun, 'x')}/comments/settle", {}).status_code == 404
    wrong = client.save(f"{page_of(begun)}/comments/settle", {"seen": "no id"})
    assert wrong.status_code == 303
