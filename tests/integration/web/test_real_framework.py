"""The shipped framework on the pages: weight, and every indicator once."""

import re
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from assessment import resources
from assessment.domain.framework import Framework
from assessment.framework_file import load_framework
from assessment.portable import MAX_BYTES
from assessment.storage.engine import Store
from tests.builders import an_answer_at, we_do_not_know
from tests.web import AuditedClient, Site, web_app, when_ready

BUDGET_BYTES = 60_000


@pytest.fixture(scope="module")
def framework() -> Framework:
    """The framework that is shipped."""
    return load_framework(resources.DEFAULT_FRAMEWORK)


@pytest.fixture
def real(store: Store, tmp_path: Path, framework: Framework) -> Site:
    """A site with the shipped framework."""
    return Site(web_app(store, tmp_path, framework, demo=True), store, framework)


def filled(site: Site) -> UUID:
    """Store an assessment with every kind of answer."""
    return site.begin(
        None,
        **{
            indicator.key: we_do_not_know()
            if number % 9 == 0
            else an_answer_at(indicator, number % 4, grade="ABCD"[number % 4])
            for number, indicator in enumerate(site.framework.indicators[:-5])
        },
    )


def weight_of(client: AuditedClient, page: str) -> int:
    """Return what a page weighs on the line with all that it brings along."""
    assets = re.findall(r'(?:href|src)="(/static/[^"?]+)', page)
    weight = len(page.encode())
    for name in assets:
        with client.get(name, headers={"Accept-Encoding": "gzip"}) as answer:
            weight += len(answer.data)
    return weight


def test_every_page_of_the_shipped_framework_is_sound_and_light(real: Site) -> None:
    client = real.signed_in()
    base = f"/assessments/{filled(real)}"
    paths = [
        "/assessments/new",
        "/method",
        "/compare",
        f"{base}/",
        f"{base}/profile",
        f"{base}/review",
        f"{base}/results/",
        f"{base}/results/gaps",
        f"{base}/results/explain",
        *(f"{base}/plan", f"{base}/plan/targets"),
        *(f"{base}/results/by/{lens}" for lens in ("types", "recommendations")),
        *(f"{base}/results/by/{lens}" for lens in ("sectors", "sdg-targets")),
        *(f"{base}/indicators/{i.key}" for i in real.framework.indicators),
    ]

    weights = {path: weight_of(client, client.get(path).text) for path in paths}

    assert min(weights.values()) > 9_000, "the assets were found"
    assert {p: w for p, w in weights.items() if w > BUDGET_BYTES} == {}


def test_every_group_of_every_lens_is_explained(real: Site) -> None:
    client = real.signed_in()
    base = f"/assessments/{filled(real)}/results"
    answered = {i.point for i in real.framework.indicators}

    for point in answered:
        page = client.get(f"{base}/explain/by/points/{point}")
        assert page.status_code == 200
    for key in ("law", "structure"):
        assert client.get(f"{base}/explain/by/types/{key}").status_code == (
            200 if key == "structure" else 404
        )
    indicator = real.framework.indicators[2].key
    assert client.get(f"{base}/explain/indicators/{indicator}").status_code == 200


def test_the_report_comes_as_a_pdf(real: Site) -> None:
    client: AuditedClient = real.signed_in()

    base = f"/assessments/{filled(real)}/results"

    report = when_ready(client, f"{base}/report.pdf?lang=en")

    assert report.mimetype == "application/pdf"
    assert report.data.startswith(b"%PDF-")
    assert (
        "filename=XS-2026-training-gap-en.pdf" in report.headers["Content-Disposition"]
    )
    report.close()


def test_what_pages_say_of_limits_is_what_holds(
    store: Store, tmp_path: Path, framework: Framework
) -> None:
    lowest = framework.bands[0]
    strict = replace(framework, scoring=replace(framework.scoring, cap_band=lowest.key))
    site = Site(web_app(store, tmp_path, strict, demo=True), store, strict)
    client = site.signed_in()
    critical = next(i for i in strict.indicators if i.critical)

    page = client.get(f"/assessments/{site.begin(None)}/indicators/{critical.key}").text

    assert f"cannot be better than “{lowest.label}”." in page
    assert (
        f"at most {MAX_BYTES // 1_000_000} MB" in client.get("/assessments/import").text
    )


def test_a_long_plan_is_shown_in_parts_that_stay_light(real: Site) -> None:
    client = real.signed_in()
    plan = f"/assessments/{filled(real)}/plan"
    weights = {}
    for point in real.framework.points:
        offered = f"{plan}?point={point.key}"
        weights[offered] = weight_of(client, client.get(offered).text)
        client.save(f"{plan}/add", {"take": f"point:{point.key}"})
    listed = ("", "?page=2", "?page=99", "?by=owner", "?by=point&page=2")
    for at in listed:
        weights[at] = weight_of(client, client.get(f"{plan}{at}").text)

    assert {at: w for at, w in weights.items() if w > BUDGET_BYTES} == {}
    shown = [
        re.findall(r'id="step-([^"]+)"', client.get(f"{plan}{at}").text)
        for at in listed
    ]
    assert [len(steps) for steps in shown[:2]] == [40, len(set(shown[1]))]
    assert not set(shown[0]) & set(shown[1])
