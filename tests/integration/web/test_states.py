"""Every template is drawn, in every state, for every kind of indicator."""

from uuid import UUID

import pytest
from sqlalchemy import update

from assessment import resources
from assessment.domain.answers import Answer, EvidenceItem, FigureEntry
from assessment.domain.records import FormerAnswer
from assessment.services.rounds.carrying import RoundStart, start_round
from assessment.storage.assessments.json_data import former_to_json
from assessment.storage.tables import PAGES
from assessment.web.accounts import one_time_link
from assessment.web.rendering import environment_in
from tests.builders import an_answer, an_answer_at, we_do_not_know
from tests.databases import STAMP
from tests.web import EMAIL, AuditedClient, Site

KINDS = ("law", "data", "ports", "care")
"""With conditions on a criterion, critical, with conditions of its own, with figures."""

BACKED = {
    "grade": "C",
    "evidence": (
        EvidenceItem("A law", "https://law.example/1", "2024", "p. 3"),
        EvidenceItem("A report"),
    ),
    "note": "A note.",
}
LANGUAGES = ("en", "ar")
ROOMS = {"wizard", "results", "start", "comparison", "manage", "method", "errors"}


def state_of(site: Site, kind: str, state: str) -> Answer | None:
    """Return the stored answer of a state."""
    indicator = site.framework.indicators_by_key[kind]
    figures = tuple(FigureEntry(f.key, None, 2024) for f in indicator.figures[:1])
    match state:
        case "unanswered":
            return None
        case "unknown":
            return we_do_not_know(note="Nobody could say.")
        case "nothing in place":
            return an_answer(grade="D")
        case "ahead":
            last = indicator.ladder[-1].criteria[0].key
            return an_answer(last, grade="D")
        case "halfway":
            given = an_answer_at(indicator, 2)
            return an_answer(*given.met, figures=figures, **BACKED)
    return an_answer_at(indicator, 4)


def begun(site: Site, kind: str, state: str) -> UUID:
    """Store an assessment with one answer, in a country where everything is asked."""
    answer = state_of(site, kind, state)
    answers = {} if answer is None else {kind: answer}
    return site.begin({"coast": ("yes",)}, **answers)


@pytest.mark.parametrize(
    "state", ["unanswered", "unknown", "nothing in place", "ahead", "halfway", "top"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_an_indicator_is_drawn_in_every_state(
    site: Site, anna: AuditedClient, kind: str, state: str
) -> None:
    base = f"/assessments/{begun(site, kind, state)}"
    url = f"{base}/indicators/{kind}"
    reader = site.signed_in("reader")

    for language in LANGUAGES:
        said = {"Accept-Language": language}
        for way in ("", "?saved=data", f"?saved={kind}", "?cleared=yes", "?more=yes"):
            assert anna.get(url + way, headers=said).status_code == 200
        assert reader.get(url, headers=said).status_code == 200
        explained = f"{base}/results/explain/indicators/{kind}"
        assert anna.get(explained, headers=said).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_a_refused_page_is_drawn_with_every_fault_at_its_field(
    site: Site, anna: AuditedClient, kind: str
) -> None:
    key = begun(site, kind, "halfway")
    wrong = {
        "version": "1",
        "met": ["no-such-criterion"],
        "grade": "Z",
        "evidence-0-title": "",
        "evidence-0-link": "nowhere at all",
        "evidence-0-date": "x" * 50,
        "note": "x" * 5000,
    }
    for figure in site.framework.indicators_by_key[kind].figures:
        wrong[f"figure-{figure.key}"] = "many"

    page = anna.save(f"/assessments/{key}/indicators/{kind}", wrong)

    assert page.status_code == 422
    assert page.text.count('class="wrong"') >= 4


@pytest.mark.parametrize("state", ["unknown", "nothing in place", "ahead", "halfway"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_conflict_is_drawn_in_every_state(
    site: Site, anna: AuditedClient, kind: str, state: str
) -> None:
    key = begun(site, kind, "top")
    site.answered_by_ben(key, kind, state_of(site, kind, state), seen=1)

    page = anna.save(
        f"/assessments/{key}/indicators/{kind}",
        {"version": "1", "none": "yes", "grade": "B", "note": "Mine."},
    )

    assert page.status_code == 409
    assert "Two people changed this page" in page.text


@pytest.mark.parametrize("kind", KINDS)
def test_a_conflict_with_an_emptied_page_is_drawn(
    site: Site, anna: AuditedClient, kind: str
) -> None:
    key = begun(site, kind, "halfway")
    site.answered_by_ben(key, kind, None, seen=1)

    page = anna.save(
        f"/assessments/{key}/indicators/{kind}", {"version": "1", "none": "yes"}
    )

    assert page.status_code == 409


def draw_a_round_that_was_carried_over(
    site: Site, anna: AuditedClient, before: UUID
) -> None:
    """Draw what stands beside an answer of the last round, and of another edition."""
    start = RoundStart("2027")
    made = start_round(site.store, site.framework, before, start, stamp=STAMP)
    new, former = made.id, FormerAnswer(made.edition, an_answer("c1"))
    with site.store.writing() as session:
        session.execute(
            update(PAGES)
            .where(PAGES.c.assessment_id == new, PAGES.c.indicator_key == "law")
            .values(former=former_to_json(former))
        )
    backed = begun(site, "law", "halfway")
    for key in (new, backed):
        anna.get(f"/assessments/{key}/indicators/law")


def test_every_template_is_drawn(site: Site, anna: AuditedClient) -> None:
    key = begun(site, "law", "halfway")
    closed = site.begin({"coast": ("no",)}, data=an_answer("c1"))
    whole = site.begin(
        {"coast": ("yes",)},
        **{i.key: an_answer_at(i, 2) for i in site.framework.indicators},
    )
    site.answered_by_ben(key, "law", an_answer("c1"), seen=1)
    point = site.framework.points[0].key

    for path in (
        *("/", "/sign-in", "/assessments/new", "/assessments/import", "/nothing"),
        *("/exercises", f"/assessments/{key}/manage"),
        *("/method", "/compare", f"/compare?id={whole}"),
        *(f"/assessments/{key}{way}" for way in ("/", "/profile", "/review")),
        *(f"/assessments/{key}/results{way}" for way in ("/", "/gaps", "/explain")),
        f"/assessments/{key}/results/by/sectors",
        f"/assessments/{key}/results/explain/by/points/{point}",
        f"/assessments/{key}/results/explain/indicators/law",
        f"/assessments/{closed}/indicators/ports",
        f"/assessments/{key}/indicators/law",
    ):
        anna.get(path)
    anna.save(
        f"/assessments/{key}/indicators/law", {"version": "1", "met": ["c1", "c3"]}
    )
    anna.save(f"/assessments/{whole}/profile", {"version": "1", "fact-coast": "no"})
    stranger = site.client()
    stranger.get("/password")
    asked = stranger.save(f"/assessments/{key}/profile", {"fact-coast": "no"})
    carried = {"kept-to": f"/assessments/{key}/profile", "kept-fact-coast": "no"}
    assert carried["kept-to"] in asked.text
    site.client().save("/demo/sign-in", {"who": "coordinator", **carried})
    site.with_password()
    stranger.get(one_time(site))

    draw_a_round_that_was_carried_over(site, anna, whole)

    environment = environment_in(site.app, "en")
    assert environment.cache is not None
    drawn = {name for _, name in environment.cache.keys()}  # noqa: SIM118 - no mapping
    there = {
        path.relative_to(resources.WEB_TEMPLATES).as_posix()
        for path in resources.WEB_TEMPLATES.rglob("*.html")
    }
    # Accounts, people and reports have pages with tests of their own.
    here = {name for name in there if name.partition("/")[0] in ROOMS}
    assert here - drawn == set()


def one_time(site: Site) -> str:
    """Return the path of a link that sets a password."""
    link = one_time_link(site.app, EMAIL, base_url="http://localhost")
    return link.removeprefix("http://localhost")
