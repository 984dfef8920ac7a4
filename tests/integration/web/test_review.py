"""The review page, what other pages show of it, and what it keeps from whom."""

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from assessment.domain.answers import EvidenceItem, FigureEntry
from assessment.domain.framework import Contradiction, CriterionSign, Figure, FigureSign
from assessment.domain.people.asks import AskKind
from assessment.services.delegation.asking import Order, ask
from assessment.services.people.accounts import find_account
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.storage.engine import Store
from tests.builders import a_condition, an_answer, we_do_not_know
from tests.databases import STAMP, counted_queries
from tests.teams import in_our_team
from tests.web import AuditedClient, Site, web_app, web_framework

SAYS = "The law is said to be complete, and it seems that nobody cares."
ODD = Contradiction(
    "law-without-care",
    (
        CriterionSign("law", "c2a", met=True),
        CriterionSign("care", "c1", met=False),
    ),
    SAYS,
)
FEW = Contradiction(
    "cares-for-few",
    (
        CriterionSign("care", "c2", met=True),
        FigureSign("care", "helped", below=Decimal(9)),
        a_condition("coast"),
    ),
    "Care is said to reach the coast, and the figure seems to be small.",
)
DOCUMENT = EvidenceItem("The law", link="https://example.org/law")
LAW = an_answer("c1", "c2a", "c2b", evidence=(DOCUMENT,))
CARE = an_answer(evidence=(DOCUMENT,))


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Site:
    """The application with a framework that declares a contradiction."""
    framework = web_framework(contradictions=(ODD, FEW))
    in_our_team(store)
    return Site(web_app(store, tmp_path, framework, demo=True), store, framework)


def begun(site: Site) -> UUID:
    """Return an assessment with something of everything to look at."""
    return site.begin({"coast": ("yes",)}, law=LAW, care=CARE, data=we_do_not_know())


def test_what_blocks_comes_first_and_each_finding_leads_to_its_page(
    site: Site, anna: AuditedClient
) -> None:
    key = begun(site)

    page = anna.get(f"/assessments/{key}/review").text

    first, _, rest = page.partition('id="second-look"')
    assert "1 thing has to be settled before it is handed on" in first
    assert f'href="/assessments/{key}/indicators/ports"' in first
    assert SAYS not in first
    assert SAYS in rest
    assert f'href="/assessments/{key}/indicators/law#met-c2a"' in rest
    assert f'href="/assessments/{key}/indicators/care#met-c1"' in rest
    assert "Ticked: <span>It is true that c2a holds.</span>" in rest
    assert "Not ticked: <span>It is true that c1 holds.</span>" in rest
    assert "“We do not know”, without a note" in rest
    assert f'href="/assessments/{key}/profile#fact-routes"' in rest


def test_an_assessment_without_findings_can_be_handed_on(
    site: Site, anna: AuditedClient
) -> None:
    sound = an_answer("c1", evidence=(DOCUMENT,))
    key = site.begin(
        {"coast": ("no",), "routes": ()}, law=sound, care=sound, data=sound
    )

    page = anna.get(f"/assessments/{key}/review").text

    assert "Nothing stops it from being handed on, and nothing needs" in page
    assert "/review.csv" not in page


def test_the_page_of_an_indicator_says_what_was_found_in_it(
    site: Site, anna: AuditedClient
) -> None:
    key = begun(site)

    law = anna.get(f"/assessments/{key}/indicators/law").text
    ports = anna.get(f"/assessments/{key}/indicators/ports").text

    folded = law.partition('class="second-look"')[2].partition("</details>")[0]
    assert "1 thing is worth a second look" in folded
    assert SAYS in folded
    assert f'href="/assessments/{key}/indicators/care#met-c1"' in folded
    assert "Ticked: <span>It is true that c2a holds.</span>" in folded
    assert f'href="/assessments/{key}/indicators/law' not in folded
    assert "second-look" not in ports


@pytest.mark.parametrize(("value", "shown"), [(None, "&lt;5"), (Decimal(6), "6")])
def test_a_figure_is_shown_as_it_was_given_and_the_fact_is_named(
    site: Site, anna: AuditedClient, value: Decimal | None, shown: str
) -> None:
    care = an_answer("c1", "c2", figures=(FigureEntry("helped", value),))
    key = site.begin({"coast": ("yes",)}, care=care)

    page = anna.get(f"/assessments/{key}/review").text

    found = page.partition("Figures that do not seem to fit")[2].partition("</ul>")[0]
    assert FEW.say in found
    assert f'<span>Children helped:</span> <b class="number">{shown}</b>' in found
    assert f'href="/assessments/{key}/profile#fact-coast"' in found


def test_the_finding_goes_when_the_answer_changes(
    site: Site, anna: AuditedClient
) -> None:
    key = begun(site)

    anna.save(f"/assessments/{key}/indicators/care", {"version": "1", "met": ["c1"]})

    assert SAYS not in anna.get(f"/assessments/{key}/review").text
    assert SAYS not in anna.get(f"/assessments/{key}/indicators/law").text


def test_a_contributor_learns_nothing_of_what_others_answered(
    site: Site, anna: AuditedClient
) -> None:
    key = begun(site)
    jonas = site.signed_in("contributor")
    account = find_account(site.store, DEMO_PEOPLE["contributor"].email)
    assert account is not None
    order = Order(account.id, ((AskKind.INDICATOR, "law"),))
    ask(site.store, site.framework, key, order, STAMP)

    seen = [
        jonas.get(f"/assessments/{key}/{page}").text
        for page in ("review", "review.csv", "indicators/law", "")
    ]

    for text in seen:
        assert SAYS not in text
        assert "care" not in text.lower().replace("careful", "")
        assert "ports" not in text
    assert SAYS in anna.get(f"/assessments/{key}/review").text


def test_the_findings_are_a_table_too(site: Site, anna: AuditedClient) -> None:
    key = begun(site)

    response = anna.get(f"/assessments/{key}/review.csv")

    assert response.mimetype == "text/csv"
    assert "review-XS-2026.csv" in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert [(row["finding"], row["blocks"], row["indicator"]) for row in rows[:3]] == [
        ("unanswered", "yes", "ports"),
        ("contradiction", "no", "law"),
        ("contradiction", "no", "care"),
    ]
    assert rows[1]["sentence"] == SAYS


def test_the_task_list_says_that_answers_do_not_seem_to_fit(
    site: Site, anna: AuditedClient
) -> None:
    key = begun(site)

    tasks = anna.get(f"/assessments/{key}/").text

    assert f'href="/assessments/{key}/review#second-look"' in tasks
    assert "1 thing that does not seem to fit together" in tasks


def test_the_page_of_an_indicator_asks_the_database_no_more_for_its_findings(
    site: Site, anna: AuditedClient
) -> None:
    key = begun(site)
    pages = [f"/assessments/{key}/indicators/{name}" for name in ("ports", "law")]
    for page in pages:
        anna.get(page)

    counts = []
    for page in pages:
        with counted_queries(site.store.engine) as queries:
            anna.get(page)
        counts.append(len(queries))

    without, with_findings = counts
    assert with_findings == without


def test_figures_of_two_indicators_are_shown_each_with_its_own(
    store: Store, tmp_path: Path
) -> None:
    freed = Figure("freed", "Children freed", "children")
    more = FigureSign(
        "law", "freed", of="helped", of_indicator="care", at_least=Decimal(2)
    )
    odd = Contradiction("freed-unhelped", (more,), "More are said to be freed.")
    whole = web_framework(contradictions=(odd,))
    framework = replace(
        whole,
        indicators=tuple(
            replace(i, figures=(freed,)) if i.key == "law" else i
            for i in whole.indicators
        ),
    )
    in_our_team(store)
    site = Site(web_app(store, tmp_path, framework, demo=True), store, framework)
    key = site.begin(
        law=an_answer("c1", figures=(FigureEntry("freed", Decimal(60), 2025),)),
        care=an_answer("c1", figures=(FigureEntry("helped", Decimal(20), 2025),)),
    )

    page = site.signed_in().get(f"/assessments/{key}/review").text

    found = page.partition("More are said to be freed.")[2].partition("</li>")[0]
    law, _, care = found.partition("/indicators/care")
    assert "Children freed:" in law
    assert ">60<" in law
    assert "Children helped:" in care
    assert ">20<" in care
    assert "Children helped" not in law
