"""Style sheets and scripts travel packed, pages never do."""

import gzip

import pytest

from assessment import resources
from tests.web import Site

SHEET = "/static/css/app.css"


@pytest.mark.parametrize("name", ["css/app.css", "js/app.js"])
def test_an_asset_is_packed_for_a_browser_that_takes_it_so(
    site: Site, name: str
) -> None:
    plain = (resources.WEB_STATIC / name).read_bytes()

    packed = site.client().get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == plain
    assert len(packed.data) < len(plain) / 2


def test_who_does_not_take_it_packed_gets_it_plain(site: Site) -> None:
    client = site.client()

    packed = client.get(SHEET, headers={"Accept-Encoding": "gzip"})
    with client.get(SHEET, headers={"Accept-Encoding": "identity"}) as plain:
        assert "Content-Encoding" not in plain.headers
        assert plain.data == (resources.WEB_STATIC / "css" / "app.css").read_bytes()
        assert plain.headers["ETag"] != packed.headers["ETag"]


def test_a_page_is_not_packed(site: Site) -> None:
    page = site.client().get("/sign-in", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in page.headers
