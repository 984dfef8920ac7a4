"""The comparison page: what may be chosen, what stands there, what can be taken along."""

import csv
import re
import subprocess
import sys
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID, uuid4

import html5lib
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from assessment.domain.answers import AssessmentKind
from assessment.domain.framework import Framework, Scope
from assessment.domain.records import Actor, Stamp
from assessment.domain.scoring import score_assessment
from assessment.services.assessments.editions import edition_of, keep_edition
from assessment.services.assessments.making import create_assessment
from assessment.services.comparisons import comparing
from assessment.storage.engine import Store
from assessment.texts import INVENTED_COUNTRIES, texts_in
from assessment.web.comparison.forms import MOST
from tests.builders import an_assessment
from tests.databases import NOON
from tests.teams import team_for
from tests.web import XHTML, AuditedClient, Site, text_of, web_framework

FULL = {"law": 3, "data": 2, "ports": 1, "care": 4}


def add(site: Site, levels: dict[str, int] | None = None, **given: Any) -> UUID:
    """Store an assessment with these levels; the rest is not answered."""
    answers: dict[str, Any] = dict(FULL if levels is None else levels)
    assessment = an_assessment(site.framework, answers, **given)
    stamp = Stamp(Actor(None, "Ben"), NOON)
    return create_assessment(
        site.store,
        site.framework,
        assessment,
        stamp=stamp,
        team=team_for(site.store, assessment),
    ).id


def address(*ids: UUID, ending: str = "") -> str:
    """Return the address of a comparison, or of one of its files."""
    path = f"/compare/comparison.{ending}" if ending else "/compare"
    return path + "?" + "&".join(f"id={id_}" for id_ in ids)


def heat_of(html: str) -> list[list[str]]:
    """Return the cells of the heat table, the heads first."""
    tree = html5lib.parse(html)
    table = next(t for t in tree.iter(f"{XHTML}table") if "heat" in t.get("class", ""))
    return [[text_of(cell) for cell in row] for row in table.iter(f"{XHTML}tr")]


def test_lists_keep_apart_what_may_not_be_compared(
    site: Site, anna: AuditedClient
) -> None:
    add(site, code="XA")
    add(site, code="AT", kind="government")
    add(site, code="XB", scope=Scope.CORE)

    page = anna.get("/compare").text

    lists = re.findall(r"<legend><h3>([^<]+)</h3>", page)
    assert lists == [
        "Countries, full round",
        "Invented countries, full round",
        "Invented countries, core round",
    ]
    assert page.count('class="round"') == 3


def test_what_is_provisional_is_listed_with_its_reason_and_cannot_be_ticked(
    site: Site, anna: AuditedClient
) -> None:
    open_id, closed_id = add(site, code="XA"), add(site, {"law": 3}, code="XB")

    page = anna.get("/compare").text

    boxes = dict(re.findall(r'name="id" value="([^"]+)"([^>]*)>', page))
    assert "disabled" not in boxes[str(open_id)]
    assert "disabled" in boxes[str(closed_id)]
    share = texts_in("en").percent(
        score_assessment(
            site.framework, site.stored(closed_id).assessment
        ).overall.coverage
    )
    assert f"Provisional: {share} answered, 80% needed." in page


def test_an_answer_given_since_opens_what_was_provisional(
    site: Site, anna: AuditedClient
) -> None:
    key = add(site, {"law": 3, "data": 2}, code="XB")
    assert "Provisional:" in anna.get("/compare").text
    for name in ("ports", "care"):
        full = an_assessment(site.framework, FULL).answers[name]
        site.answered_by_ben(key, name, full, seen=0)

    assert "Provisional:" not in anna.get("/compare").text


def test_an_alternative_view_is_marked(site: Site, anna: AuditedClient) -> None:
    add(site, code="AT", kind="alternative", respondent="A network")

    page = anna.get("/compare").text

    assert "alternative view" in page
    assert "A network" in page


def test_the_choice_leads_to_an_address_of_assessments_only(
    site: Site, anna: AuditedClient
) -> None:
    first, second = add(site, code="XA"), add(site, code="XB")

    sent = anna.get(f"{address(first, second, first)}&chosen=yes")

    assert (sent.status_code, sent.location) == (303, address(first, second))


def test_choosing_nothing_says_what_to_do(site: Site, anna: AuditedClient) -> None:
    page = anna.get("/compare?chosen=yes")

    assert page.status_code == 422
    assert "Choose at least one assessment." in page.text


def test_the_table_shows_what_the_scoring_function_returned(
    site: Site, anna: AuditedClient
) -> None:
    ids = [add(site, code="XB", levels={**FULL, "law": 1}), add(site, code="XA")]

    page = anna.get(address(*ids))

    texts = texts_in("en")
    cards = [
        score_assessment(site.framework, site.stored(id_).assessment)
        for id_ in reversed(ids)  # by name: Aldoria, then Belvane
    ]
    heads, overall, *points = heat_of(page.text)
    assert heads == ["Point", "Aldoria2026 · Exercise", "Belvane2026 · Exercise"]
    for cell, card in zip(overall[1:], cards, strict=True):
        assert cell.startswith(texts.number(card.overall.score))
    for place, line in enumerate(points):
        shown = [re.match(r"\d+", cell)[0] for cell in line[1:]]  # type: ignore[index]
        assert shown == [texts.number(card.points[place].score) for card in cards]


def test_ranges_and_bands_stand_in_words_beside_the_colours(
    site: Site, anna: AuditedClient
) -> None:
    key = add(site, {"law": 4, "data": 4, "ports": 4, "care": 4}, code="XA")
    other = add(site, {"law": 0, "data": 0, "ports": 0, "care": 0}, code="XB")

    rows = heat_of(anna.get(address(key, other)).text)

    assert rows[1] == ["Overall", "100Strong", "0Weak"]


def test_training_data_is_watermarked_and_real_data_is_not(
    site: Site, anna: AuditedClient
) -> None:
    invented = anna.get(address(add(site, code="XA"))).text
    real = anna.get(address(add(site, code="AT", kind="government"))).text

    assert invented.count("SAMPLE · TRAINING") == 2
    assert "SAMPLE" not in real


@pytest.mark.parametrize("ending", ["", "csv", "xlsx", "html"])
def test_a_mixture_gets_one_clear_sentence_and_nothing_else(
    site: Site, anna: AuditedClient, ending: str
) -> None:
    mixed = add(site, code="XA"), add(site, code="AT", kind="government")

    page = anna.get(address(*mixed, ending=ending))

    assert page.status_code == 422
    assert (
        "Invented countries and real ones may not be compared with each other."
        in page.text
    )
    assert "<table" not in page.text
    assert page.text.count(" checked") == 2


def test_core_and_full_rounds_are_refused_together_and_say_so_alone(
    site: Site, anna: AuditedClient
) -> None:
    core, full = add(site, code="XA", scope=Scope.CORE), add(site, code="XB")

    mixed, alone = anna.get(address(core, full)), anna.get(address(core))

    assert mixed.status_code == 422
    assert "A core round and a full round may not be compared" in mixed.text
    assert "Core round: 1 of 4 indicators" in alone.text
    assert "Aldoria 2026, core round" in alone.text


def test_what_is_left_out_stands_on_the_page_with_its_reason(
    site: Site, anna: AuditedClient
) -> None:
    page = anna.get(address(add(site, code="XA"), add(site, {"law": 3}, code="XB")))

    assert page.status_code == 200
    assert "Left out" in page.text
    assert "Belvane 2026</bdi>: Provisional: only" in page.text


def test_another_edition_is_listed_apart_and_left_out(
    site: Site, anna: AuditedClient, store: Store
) -> None:
    content = b"the file of another edition"
    other = web_framework(edition="0.9", digest=_digest(content))
    keep_edition(store, other, content)
    site.app.extensions["assessment"].frameworks._known |= {_key(other): other}
    old = add(Site(site.app, store, other), code="XB")
    new = add(site, code="XA")

    choice, page = anna.get("/compare").text, anna.get(address(new, old)).text

    assert choice.index("edition 1.0") < choice.index("edition 0.9")
    assert "Answered against another edition: 0.9." in page


def test_who_asks_for_what_does_not_exist_gets_404(anna: AuditedClient) -> None:
    assert anna.get(address(uuid4())).status_code == 404
    assert anna.get("/compare?id=1%27%20or%201=1").status_code == 404
    assert anna.get("/compare/comparison.exe").status_code == 404


def test_sixty_stand_as_rows_and_more_are_refused(
    site: Site, anna: AuditedClient
) -> None:
    codes = list(INVENTED_COUNTRIES)[:20]
    ids = [
        add(site, code=code, period=str(2020 + year))
        for code in codes
        for year in range(3)
    ]

    page = anna.get(address(*ids))
    one_more = anna.get(address(*ids, add(site, code="XZ", period="2030")))

    heads, *rows = heat_of(page.text)
    assert len(ids) == MOST == len(rows)
    assert heads[:3] == ["Assessment", "Overall", "1 Title of systems"]
    assert one_more.status_code == 422
    assert "Compare at most 60 assessments at once; 61 are chosen." in one_more.text


def test_wide_tables_scroll_in_a_labelled_region_of_their_own(
    site: Site, anna: AuditedClient
) -> None:
    tree = html5lib.parse(anna.get(address(add(site, code="XA"))).text)

    regions = [e for e in tree.iter() if e.get("role") == "region"]
    tables = list(tree.iter(f"{XHTML}table"))
    assert len(regions) == len(tables) > 0
    for region in regions:
        assert region.get("tabindex") == "0"
        assert region.get("aria-labelledby")


def test_the_csv_carries_scope_and_scores(site: Site, anna: AuditedClient) -> None:
    key = add(site, code="XA", scope=Scope.CORE)

    made = anna.get(address(key, ending="csv"))

    assert made.headers["Content-Disposition"].endswith('filename="comparison.csv"')
    lines = list(csv.DictReader(StringIO(made.data.decode("utf-8-sig"), newline="")))
    assert {line["scope"] for line in lines} == {"core"}
    card = score_assessment(site.framework, site.stored(key).assessment)
    assert lines[0]["score"] == f"{card.overall.score:.6f}"


def test_the_workbook_comes_from_a_child_and_says_the_scope(
    site: Site, anna: AuditedClient
) -> None:
    made = anna.get(address(add(site, code="XA", scope=Scope.CORE), ending="xlsx"))

    book = load_workbook(BytesIO(made.data))
    assert made.mimetype.endswith("spreadsheetml.sheet")
    assert "Aldoria 2026, core round" in [c.value for c in book["Scores"][3]]
    method = {row[0].value: row[1].value for row in book["Method"].iter_rows()}
    assert method["Round"] == "Core round: 1 of 4 indicators"


def test_a_web_process_never_loads_pandas() -> None:
    code = (
        "import sys, assessment.web.app; "
        "sys.exit(any(m in sys.modules for m in ('pandas', 'weasyprint')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_page_to_keep_needs_nothing_else(site: Site, anna: AuditedClient) -> None:
    key = add(site, code="XA", kind=AssessmentKind.ALTERNATIVE)

    made = FlaskClient.open(anna, address(key, ending="html"))

    assert made.headers["Content-Disposition"].startswith("attachment")
    assert "<link" not in made.text
    assert "Aldoria 2026, alternative view" in made.text


def test_names_people_typed_are_never_markup(site: Site, anna: AuditedClient) -> None:
    key = add(site, code="XA", respondent="<b>bold</b>")

    for page in (anna.get("/compare").text, anna.get(address(key)).text):
        assert "<b>bold" not in page
        assert "&lt;b&gt;bold" in page


def test_scores_are_worked_out_once_per_revision(
    site: Site, anna: AuditedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [add(site, code="XA"), add(site, code="XB")]
    anna.get("/compare")
    anna.get(address(*ids))

    def refuse(*_given: object) -> None:
        raise AssertionError("scored again")

    monkeypatch.setattr(comparing, "score_assessment", refuse)

    assert anna.get("/compare").status_code == 200
    assert anna.get(address(*ids)).status_code == 200


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _key(framework: Framework) -> Any:
    return edition_of(framework)
