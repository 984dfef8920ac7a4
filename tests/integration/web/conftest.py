"""A site with one account, on a SQLite file of its own.

``WEB_TESTS_ON=postgresql pytest tests/integration/web`` runs all of them on PostgreSQL; a
chosen set of them runs there always (``tests/integration/postgresql``).
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessment.storage.engine import Store, open_store
from tests.databases import postgres_server, store_on
from tests.web import AuditedClient, Site, make_site

__all__ = ["postgres_server"]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without content; tests get copies."""
    file = tmp_path_factory.mktemp("empty") / "empty.sqlite"
    open_store(f"sqlite:///{file}").close()
    return file


@pytest.fixture
def store(
    request: pytest.FixtureRequest, empty_database: Path, tmp_path: Path
) -> Iterator[Store]:
    """An empty store. In a file: accounts have a connection of their own."""
    if os.environ.get("WEB_TESTS_ON") == "postgresql":
        with store_on(request.getfixturevalue("postgres_server")) as store:
            yield store
        return
    file = tmp_path / "assessment.sqlite"
    shutil.copyfile(empty_database, file)
    store = open_store(f"sqlite:///{file}")
    yield store
    store.close()


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Site:
    """The application with a small framework."""
    return make_site(store, tmp_path)


@pytest.fixture
def anna(site: Site) -> AuditedClient:
    """A signed-in browser."""
    return site.signed_in()
