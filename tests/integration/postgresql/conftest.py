"""Pages about people on PostgreSQL: the same tests as on SQLite, with another store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assessment.storage.engine import Store
from tests.databases import PostgresServer, postgres_server, store_on
from tests.web import AuditedClient, Site, make_site

__all__ = ["postgres_server"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.postgres)


@pytest.fixture
def store(postgres_server: PostgresServer) -> Iterator[Store]:
    """An empty store on PostgreSQL."""
    with store_on(postgres_server) as store:
        yield store


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Site:
    """The application with a small framework."""
    return make_site(store, tmp_path)


@pytest.fixture
def anna(site: Site) -> AuditedClient:
    """A signed-in browser."""
    return site.signed_in()
