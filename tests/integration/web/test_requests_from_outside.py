"""What a request claims of itself: where it leads, and what the server remembers of it."""

import gc
import sys
from collections.abc import Iterator, Mapping
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest

from assessment.config import Settings
from assessment.errors import SettingsError
from assessment.storage.engine import Store
from tests.builders import an_answer
from tests.integration.web.test_access import fill, routes
from tests.web import Site, make_site

EVIL = "//evil.example"
Sizes = dict[str, int]


@pytest.fixture
def behind(store: Store, tmp_path: Path) -> Site:
    """A site behind a proxy."""
    return make_site(store, tmp_path, trusted_proxies=1)


@pytest.mark.parametrize(
    "claim",
    [
        {"headers": {"X-Forwarded-Prefix": EVIL}},
        {"environ_overrides": {"SCRIPT_NAME": EVIL}},
        {"headers": {"Script-Name": EVIL}},
    ],
)
def test_no_claim_of_a_prefix_leads_elsewhere(
    behind: Site, claim: dict[str, dict[str, str]]
) -> None:
    client = behind.client()
    overrides = {"REMOTE_ADDR": "127.0.0.1"} | claim.get("environ_overrides", {})

    for path in ("/", "/sign-in", "/language/fr", "/assessments/new"):
        answer = client.get(
            path, headers=claim.get("headers"), environ_overrides=overrides
        )
        assert not (answer.location or "").startswith("//")
        assert "evil" not in answer.text + (answer.location or "")


def test_the_site_may_stand_below_a_path(store: Store, tmp_path: Path) -> None:
    site = make_site(store, tmp_path, prefix="/assess")
    client = site.client()

    for path in ("/", "/assess/", "/assess"):
        assert 'href="/assess/published"' in client.get(path).text
    for path in ("/account", "/assess/account"):
        assert client.get(path).location == "/assess/sign-in?next=/account"
    assert 'href="/assess/static/' in client.get("/assess/sign-in").text


@pytest.mark.parametrize("given", ["//evil.example", "assess", "/a b", "/..", "/a//b"])
def test_a_prefix_that_is_no_path_stops_the_program(given: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ASSESSMENT_PREFIX"):
        Settings.from_environment(
            {"ASSESSMENT_DATA": str(tmp_path), "ASSESSMENT_PREFIX": given}
        )


def test_other_hosts_are_refused_when_the_operator_names_hers(
    store: Store, tmp_path: Path
) -> None:
    site = make_site(store, tmp_path, hosts=("assess.example",))
    client = site.client()

    right = client.get("/sign-in", base_url="https://assess.example")
    wrong = client.get("/sign-in", base_url="https://evil.example")

    assert (right.status_code, wrong.status_code) == (200, 400)
    assert "Traceback" not in wrong.text


def caches() -> Iterator[tuple[str, "_lru_cache_wrapper[object]"]]:
    """Yield every cache of the program that exists now."""
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper):
            wrapped = each.__wrapped__
            if wrapped.__module__.startswith("assessment"):
                yield f"{wrapped.__module__}.{wrapped.__qualname__}", each


def remembered(site: Site) -> Sizes:
    """Return how much each cache, and each mapping that lives on, holds."""
    sizes: Sizes = {}
    for name, cache in caches():
        sizes[name] = sizes.get(name, 0) + cache.cache_info().currsize
    modules = {n: m for n, m in sys.modules.items() if n.startswith("assessment")}
    held = {n: vars(module) for n, module in modules.items()}
    for key, value in site.app.extensions.items():
        held[f"extension {key}"] = getattr(value, "__dict__", {"": value})
    for name, values in held.items():
        for key, value in values.items():
            if isinstance(value, Mapping | set | list):
                sizes[f"{name}.{key}"] = len(value)
    return sizes


def test_every_cache_is_bounded(site: Site) -> None:
    anna = site.signed_in()
    for rule, method in routes(site):
        if method == "GET":
            anna.get(fill(rule, site)).close()

    sizes = {name: cache.cache_parameters()["maxsize"] for name, cache in caches()}

    assert len(sizes) > 10
    assert [name for name, size in sizes.items() if size is None] == []


def knock(site: Site, round_: int, paths: list[str]) -> None:
    """Send requests that differ in everything a stranger can choose."""
    client = site.client()
    client.environ_base["REMOTE_ADDR"] = f"198.51.100.{round_ % 250}"
    for number, path in enumerate(paths):
        word = f"w{round_}x{number}"
        client.set_cookie("language", word)
        client.get(
            f"{path}?next=/{word}&page={round_}&lang={word}&saved={word}",
            base_url=f"http://{word}.example",
            headers={
                "X-Forwarded-Prefix": f"/{word}",
                "X-Forwarded-Host": f"{word}.example",
                "X-Forwarded-For": f"203.0.113.{round_ % 250}",
                "Accept-Language": f"{word},fr;q=0.{number % 9}",
                "User-Agent": word,
            },
        ).close()
        client.get(f"/{word}/{word}").close()


def test_nothing_that_strangers_send_is_remembered(behind: Site) -> None:
    behind.begin(law=an_answer("c1"))
    paths = ["/", "/sign-in", "/language/fr", "/language/xx", "/password", "/nothing"]
    for round_ in range(3):
        knock(behind, round_, paths)
    before = remembered(behind)

    for round_ in range(3, 40):
        knock(behind, round_, paths)

    after = remembered(behind)
    assert {
        k: (before.get(k), v) for k, v in after.items() if v > before.get(k, 0)
    } == {}
