"""Another field, language, scale and ladder, driven through every page.

Floods, in Spanish, three points, three rungs, scores 1 / 3.5 / 7 / 10, grades P, Q and R.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from assessment.domain.answers import Assessment
from assessment.domain.gaps import find_gaps
from assessment.domain.scoring import score_assessment
from assessment.framework_file import load_framework
from assessment.storage.engine import Store
from tests.architecture.test_subject import SCALE, SUBJECT
from tests.builders import an_answer_at
from tests.web import AuditedClient, Site, web_app

FLOOD = Path(__file__).parents[2] / "data" / "frameworks" / "flood.yaml"
ORDER = (
    ("alerta", "mapa", "brigadas"),
    ("drenaje", "diques", "bombeo", "parques"),
    ("informe", "perdidas"),
)
"""Point by point; the file mixes them."""

WITH_RIVER = {
    "fact-version": "yes",
    "fact-tamano": "mediana",
    "fact-suelos": ["ladera"],
    "fact-acuerdos": ["cuencas"],
}


@pytest.fixture
def flood(store: Store, tmp_path: Path) -> Site:
    framework = load_framework(FLOOD)
    app = web_app(store, tmp_path, framework, demo=True)
    return Site(app, store, framework)


@pytest.fixture
def anna(flood: Site) -> AuditedClient:
    return flood.signed_in()


def words(page: str) -> str:
    """Return what a page says, without its mark-up and script data."""
    return " ".join(
        re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL).split()
    )


def stored_at(site: Site, base: str) -> Assessment:
    return site.stored(UUID(base.rsplit("/", 1)[1])).assessment


def begun(anna: AuditedClient) -> str:
    new = anna.save(
        "/assessments/new",
        {"country": "XS", "year": "2026", "kind": "training", "language": "en"},
    )
    return new.location.removesuffix("/profile")


def walked(anna: AuditedClient, base: str) -> Iterator[str]:
    """Answer every page by "Save and continue" and yield the keys as they come."""
    page = anna.save(f"{base}/profile", {"version": "0", **WITH_RIVER}).location
    while "/indicators/" in page:
        key = page.split("?")[0].rsplit("/", 1)[1]
        yield key
        form = {"version": "0", "met": MET.get(key, []), "grade": "P"}
        if key == "drenaje":
            form |= {"figure-x": "12", "figure-x.year": "2025", "figure-x-year": "3"}
        if key not in MET:
            form = {"version": "0", "unknown": "yes"}
        elif not MET[key]:
            form = {"version": "0", "none": "yes"}
        saved = anna.save(page.split("?")[0], form)
        assert saved.status_code == 303, words(saved.text)
        page = saved.location
    assert "/review" in page


MET = {
    "alerta": ["sirena"],
    "mapa": ["cota", "mapa-ley"],
    "brigadas": ["nombradas"],
    "drenaje": ["none", "unknown", "ladera", "version"],
    "diques": [],
    "bombeo": ["inventario", "prueba", "reserva"],
    "informe": ["note"],
    "perdidas": ["suma"],
}


def test_save_and_continue_follows_the_points_and_keeps_keys_that_are_our_own_names(
    flood: Site, anna: AuditedClient
) -> None:
    base = begun(anna)

    visited = tuple(walked(anna, base))

    assert visited == tuple(key for point in ORDER for key in point)
    stored = stored_at(flood, base)
    drains = stored.answers["drenaje"]
    assert drains.met == frozenset(MET["drenaje"])
    assert {f.key: (int(f.value or 0), f.year) for f in drains.figures} == {
        "x": (12, 2025),
        "x-year": (3, None),
    }
    assert stored.profile["version"] == ("yes",)


def test_every_page_shows_the_scale_of_the_framework_and_nothing_of_the_first_one(
    flood: Site, anna: AuditedClient
) -> None:
    base = begun(anna)
    tuple(walked(anna, base))
    pages = [f"{base}/", f"{base}/profile", f"{base}/review", "/method"]
    pages += [f"{base}/results/{p}" for p in ("", "gaps", "explain", "by/sectors")]
    pages += [f"{base}/results/explain/indicators/{k}" for k in ("alerta", "drenaje")]
    pages += [f"{base}/results/explain/by/points/resistir"]
    pages += [f"{base}/indicators/{key}" for key in ("alerta", "drenaje", "bombeo")]

    said = {}
    for path in pages:
        page = anna.get(path)
        assert page.status_code == 200, path
        said[path] = words(page.text)

    for path, text in said.items():
        assert not SUBJECT.search(text), (path, SUBJECT.search(text))
        assert not SCALE.search(text), (path, SCALE.search(text))
    card = score_assessment(flood.framework, stored_at(flood, base))
    overview = said[f"{base}/results/"]
    assert f"{card.overall.score:.1f}" in overview
    assert "of 10" in overview
    assert "On a line from 1 to 10" in overview
    assert "in this language for now: Spanish" in said[f"{base}/indicators/alerta"]
    assert "From 4.25" in said["/method"]
    assert "score 3.5" in said["/method"]
    assert "level 3, 10.0 of 10" in said[f"{base}/results/explain/indicators/drenaje"]


def test_a_critical_indicator_caps_below_its_own_level_on_every_page(
    flood: Site, anna: AuditedClient
) -> None:
    base = begun(anna)
    tuple(walked(anna, base))
    for key in (
        "mapa",
        "brigadas",
        "diques",
        "bombeo",
        "parques",
        "informe",
        "perdidas",
    ):
        top = an_answer_at(flood.framework.indicators_by_key[key], 3).met
        page = f"{base}/indicators/{key}"
        form = {"version": "1", "met": sorted(top), "grade": "P"}
        assert anna.save(page, form).status_code == 303

    card = score_assessment(flood.framework, stored_at(flood, base))
    text = words(anna.get(f"{base}/results/").text)

    assert card.overall_band is not None
    assert (card.overall_band.uncapped, card.overall_band.band) == ("alta", "mediana")
    assert card.overall_band.capped_by == ("alerta",)
    assert "Alerta temprana" in text
    assert "Mediana" in text


def test_what_the_profile_makes_urgent_comes_before_larger_gaps(
    flood: Site, anna: AuditedClient
) -> None:
    base = begun(anna)
    tuple(walked(anna, base))
    assessment = stored_at(flood, base)
    card = score_assessment(flood.framework, assessment)

    gaps = find_gaps(flood.framework, assessment, card)

    assert [gap.indicator for gap in gaps[:2]] == ["alerta", "diques"]


def test_two_cities_are_compared_on_their_own_scale(
    flood: Site, anna: AuditedClient
) -> None:
    for _ in range(2):
        tuple(walked(anna, begun(anna)))

    chosen = re.findall(r'name="id" value="([^"]+)"', anna.get("/compare/choose").text)
    asked = "&".join(f"id={key}" for key in chosen)
    page = anna.get(f"/compare?{asked}&chosen=yes", follow_redirects=True)

    text = words(page.text)
    assert page.status_code == 200
    assert len(chosen) == 2
    assert "from 4.25" in text
    assert not SUBJECT.search(text)
    assert not SCALE.search(text)
