"""Installations with something of everything in them, and a backup of each."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from assessment.domain.answers import EvidenceItem
from assessment.domain.people.teams import TeamRole
from assessment.evidence_settings import DEFAULT_EVIDENCE
from assessment.services.evidence.adding import Upload, add_file
from assessment.services.evidence.contents import contents_in
from assessment.services.people.accounts import create_account, find_account
from assessment.services.people.teams import add_member
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.storage.engine import Store, open_store
from tests.backups import (
    KEPT_SECRET,
    Place,
    with_a_publication,
    with_one_of_everything,
)
from tests.builders import an_answer
from tests.databases import NOON, STAMP, PostgresServer, postgres_server
from tests.files import a_pdf
from tests.teams import OURS, in_our_team
from tests.web import EMAIL, PASSWORD, Site, make_site

__all__ = ["postgres_server"]

_numbers = count(1)


@dataclass(frozen=True)
class Installed:
    """An installation with an assessment that names a file, and its backup."""

    place: Place
    assessment: UUID
    digest: str
    archive: Path


def fill(store: Store, folder: Path) -> tuple[UUID, str]:
    """Fill an installation; return an assessment, and the digest of its file."""
    site: Site = make_site(store, folder)
    in_our_team(store)
    create_account(store, EMAIL, password=PASSWORD, now=NOON)
    add_member(store, OURS, EMAIL, {TeamRole.COORDINATOR}, stamp=STAMP)
    assessment = site.begin(law=an_answer("c1"))
    kept = add_file(
        store,
        contents_in(folder / "evidence"),
        site.framework,
        assessment,
        Upload("law.pdf", BytesIO(a_pdf())),
        limits=DEFAULT_EVIDENCE,
        stamp=STAMP,
    )
    item = EvidenceItem("The law", file=kept.digest, file_name="law.pdf")
    answer = an_answer("c1", evidence=(item,), note="Kept “as it is”.")
    site.answered_by_ben(assessment, "care", answer, seen=0)
    account = find_account(store, DEMO_PEOPLE["coordinator"].email)
    assert account is not None
    with_one_of_everything(store, assessment, account.id)
    with_a_publication(store, assessment, OURS, account.id)
    (folder / "secret-key").write_text(KEPT_SECRET)
    return assessment, kept.digest


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """An installation on SQLite that nobody changes."""
    folder = tmp_path_factory.mktemp("installed")
    place = Place.at(folder / "data")
    store = open_store(place.url)
    assessment, digest = fill(store, place.folder)
    store.close()
    archive = folder / "backup.zip"
    place.backed_up(archive)
    return Installed(place, assessment, digest, archive)


@pytest.fixture
def new_place(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[str], Place]]:
    """Make empty places, on SQLite or on PostgreSQL."""
    made: list[str] = []

    def new(database: str) -> Place:
        folder = tmp_path / f"place-{next(_numbers)}"
        if database == "sqlite":
            return Place.at(folder)
        server: PostgresServer = request.getfixturevalue("postgres_server")
        name = f"backup_{next(_numbers)}"
        server.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return Place.at(folder, server.url(name))

    yield new
    for name in made:
        server = request.getfixturevalue("postgres_server")
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def empty_place(
    request: pytest.FixtureRequest, new_place: Callable[[str], Place]
) -> Place:
    """An empty place, on each database."""
    return new_place(request.param)
