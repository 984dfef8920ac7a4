"""Comparison for everybody: published assessments, drafts of one's own, and ranks."""

import csv
import re
from io import BytesIO, StringIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from assessment.domain.framework import Scope
from assessment.web.comparison import routes
from assessment.web.limits import WORKBOOKS_PER_HOUR
from tests.builders import an_assessment
from tests.published import published
from tests.web import Site

FULL = {"law": 3, "data": 2, "ports": 1, "care": 4}


def publish(site: Site, levels: dict[str, int] | None = None, **given: Any) -> str:
    visibility = given.pop("visibility", "scores")
    assessment = an_assessment(site.framework, levels or FULL, **given)
    return published(site.store, site.framework, assessment, visibility)


def query(*names: object) -> str:
    return "&".join(f"id={name}" for name in names)


def test_a_visitor_compares_what_shows_its_scores(site: Site) -> None:
    codes = [publish(site, code="XA"), publish(site, {**FULL, "law": 1}, code="XB")]

    page = site.client().get(f"/compare?{query(*codes)}")

    assert page.status_code == 200
    for code in codes:
        assert f'href="/published/{code}"' in page.text
    assert "Ranks" in page.text
    assert "Places it took" not in page.text


@pytest.mark.parametrize("visibility", ["nothing", "bands"])
def test_what_keeps_its_scores_back_is_not_compared(
    site: Site, visibility: str
) -> None:
    codes = [publish(site, code="XA"), publish(site, code="XB", visibility=visibility)]
    visitor = site.client()

    expected = 404 if visibility == "nothing" else 403
    for path in ("/compare", "/compare/comparison.csv", "/compare/comparison.html"):
        assert visitor.get(f"{path}?{query(*codes)}").status_code == expected
    choice = visitor.get("/compare").text
    assert ("Only its bands are shown." in choice) is (visibility == "bands")


def test_not_even_who_works_on_it_compares_more_than_is_shown(site: Site) -> None:
    code = publish(site, code="XA", visibility="bands")

    assert site.signed_in().get(f"/compare?{query(code)}").status_code == 403


def test_published_ones_stand_beside_a_draft_of_ones_own_team(site: Site) -> None:
    code = publish(site, code="XA")
    draft = site.begin(**_answers(site))

    ours = site.signed_in().get(f"/compare?{query(code, draft)}")
    others = site.client().get(f"/compare?{query(code, draft)}")

    assert ours.status_code == 200
    assert f"/published/{code}" in ours.text
    assert f"/assessments/{draft}/results/" in ours.text
    assert (others.status_code, "/sign-in" in others.location) == (303, True)


def _answers(site: Site) -> dict[str, Any]:
    return dict(an_assessment(site.framework, FULL).answers)


def test_training_stays_among_itself_and_core_rounds_too(site: Site) -> None:
    real = publish(site, code="AT", kind="government")
    invented, core = (
        publish(site, code="XA"),
        publish(site, code="XB", scope=Scope.CORE),
    )
    visitor = site.client()

    mixed = visitor.get(f"/compare?{query(real, invented)}")
    scopes = visitor.get(f"/compare?{query(invented, core)}")

    assert (mixed.status_code, scopes.status_code) == (422, 422)
    assert "Invented countries and real ones may not be compared" in mixed.text
    # The choice offered again is the public one, with what was ticked.
    assert f'value="{real}" checked' in mixed.text


def test_ranks_come_on_request_and_always_with_the_places_they_took(site: Site) -> None:
    codes = [
        publish(site, code="XA"),
        publish(site, {**FULL, "law": 1}, code="XB"),
        publish(site, {**FULL, "law": 1, "care": 3}, code="XC"),
    ]
    address = f"/compare?{query(*codes)}&ranks=yes"

    page = site.client().get(address).text

    table = page.partition('class="figures ranks"')[2].partition("</table>")[0]
    cells = [
        re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", table)
    ]
    rows = [cells[n : n + 5] for n in range(5, len(cells), 5)]
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert [row[3] for row in rows] == ["1", "2", "3"]
    assert [row[4] for row in rows] == ["100%", "100%", "–"]
    assert "1,000 draws" in page
    assert "ranks=yes" in page.partition("comparison.xlsx")[2][:200]


def test_every_file_holds_the_ranks_of_the_page(site: Site) -> None:
    codes = [publish(site, code="XA"), publish(site, {**FULL, "law": 1}, code="XB")]
    # A page to keep has its style inside, which pages of the site never have.
    visitor = FlaskClient(site.app, site.app.response_class)

    def get(ending: str, more: str = "&ranks=yes") -> bytes:
        return visitor.get(f"/compare/comparison.{ending}?{query(*codes)}{more}").data

    rows = list(csv.DictReader(StringIO(get("csv").decode("utf-8-sig"))))
    told = {r["country_code"]: r["rank"] for r in rows if r["heading"] == "overall"}
    book = load_workbook(BytesIO(get("xlsx")))

    assert told == {"XA": "1", "XB": "2"}
    assert {r["rank"] for r in rows if r["heading"] != "overall"} == {""}
    sheet = next(s for s in book if s.title == "Ranks")
    lines = [
        row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)
    ]
    assert [(row[0], row[2], row[3]) for row in lines] == [(1, 1, 1), (2, 2, 2)]
    assert "Above whom" in book.sheetnames
    assert "Places it took" in get("html").decode()
    assert b"rank" not in get("csv", "").splitlines()[0]
    assert "Places it took" not in get("html", "").decode()


def test_ticking_in_the_list_leads_to_a_permanent_address(site: Site) -> None:
    codes = [publish(site, code="XA"), publish(site, code="XB")]
    visitor = site.client()
    assert visitor.get("/published").text.count('type="checkbox"') == 2

    gone = visitor.get(f"/compare?{query(*codes)}&chosen=yes")

    assert gone.status_code == 303
    assert gone.location == f"/compare?{query(*codes)}"


def test_an_alternative_view_stands_beside_the_governments_and_where_they_differ(
    site: Site,
) -> None:
    ours = publish(site, code="XS", respondent="The Ministry")
    theirs = publish(
        site,
        {**FULL, "law": 1},
        code="XS",
        kind="alternative",
        respondent="The Network",
    )
    banded = publish(
        site, code="XS", kind="alternative", respondent="Others", visibility="bands"
    )

    page = site.client().get(f"/published/{ours}").text

    beside = page.partition("Others on the same country and period")[2]
    assert f'href="/published/{theirs}"' in beside
    assert f'href="/published/{banded}"' in beside
    assert "Title of law" in beside
    assert "The Network" in beside
    assert beside.count("Compare the two") == 1
    assert "cannot be set side by side" in beside


def test_a_visitor_gets_so_many_workbooks_an_hour(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "workbook_from_child", lambda *_given: b"PK")
    path = f"/compare/comparison.xlsx?{query(publish(site, code='XA'))}"
    most = WORKBOOKS_PER_HOUR
    visitor = site.client()

    given = [visitor.get(path).status_code for _ in range(most + 1)]

    assert given == [200] * most + [429]
    assert visitor.get(path.replace("xlsx", "csv")).status_code == 200
    assert site.signed_in().get(path).status_code == 200
