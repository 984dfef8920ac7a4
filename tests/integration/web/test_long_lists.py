"""Lists with many assessments: a page at a time, the same number of queries."""

import re
from collections.abc import Callable

from sqlalchemy import event

from tests.builders import an_answer_at
from tests.web import AuditedClient, Site


def queries(site: Site, action: Callable[[], object]) -> int:
    """Return how many statements *action* takes, once warm."""
    action()
    seen: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(site.store.engine, "before_cursor_execute", note)
    action()
    event.remove(site.store.engine, "before_cursor_execute", note)
    return len(seen)


def test_every_list_takes_as_many_queries_for_3_as_for_100(
    site: Site, anna: AuditedClient
) -> None:
    lists = ("/", "/?shelf=archive", "/compare", "/compare/choose")
    for _ in range(3):
        site.begin()
    few = {path: queries(site, lambda path=path: anna.get(path)) for path in lists}
    for _ in range(100):
        site.begin()

    many = {path: queries(site, lambda path=path: anna.get(path)) for path in lists}

    assert many == few
    for path in lists:
        assert len(anna.get(path).data) < 60_000


def test_what_was_ticked_comes_along_to_the_next_page(
    site: Site, anna: AuditedClient
) -> None:
    whole = {i.key: an_answer_at(i, 2) for i in site.framework.indicators}
    ids = [site.begin({"coast": ("yes",)}, **whole) for _ in range(60)]

    first = anna.get("/compare")
    ticked = re.findall(r'name="id" value="([^"]+)"', first.text)[0]
    second = anna.get(f"/compare/choose?id={ticked}&page=2")

    assert first.text.count('type="checkbox"') == 50
    assert second.text.count('type="checkbox"') == len(ids) - 50
    assert f'<input type="hidden" name="id" value="{ticked}">' in second.text
    assert "1 more is chosen on another page." in second.text
    assert anna.get("/compare/choose?page=3").status_code == 404
